//! Points in time, as XML Schema orders them (part 2, appendix D.2 and §§ 3.3.7 to 3.3.14).

use std::cmp::Ordering;

use super::{TemporalKind, parse_iso};

/// What an unknown zone may be off by, in seconds: zones are at most fourteen hours from UTC.
const ZONE_RANGE: i64 = 14 * 3600;

/// A point on the time line, or on that of one day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant<'a> {
    /// Seconds since 1970, in UTC if the zone is known.
    pub seconds: i64,
    /// Digits of a fraction of a second, without trailing zeros.
    pub fraction: &'a [u8],
    /// Whether a zone was given.
    pub zoned: bool,
}

impl Instant<'_> {
    /// The order of XML Schema: `None` where only one has a zone and that of the other could decide.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        if self.zoned == other.zoned {
            return Some((self.seconds, self.fraction).cmp(&(other.seconds, other.fraction)));
        }
        let (with, without) = if self.zoned { (self, other) } else { (other, self) };
        let at = |offset: i64| (without.seconds.saturating_add(offset), without.fraction);
        let order = if (with.seconds, with.fraction) < at(-ZONE_RANGE) {
            Ordering::Less
        } else if (with.seconds, with.fraction) > at(ZONE_RANGE) {
            Ordering::Greater
        } else {
            return None;
        };
        Some(if self.zoned { order } else { order.reverse() })
    }
}

/// Days since 1970-01-01 in the Gregorian calendar, before its beginning too.
pub(in crate::csvw::formats) fn days_since_1970(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from(month);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The point in time of a canonical text, if it is one.
#[must_use]
pub fn instant(kind: TemporalKind, text: &[u8]) -> Option<Instant<'_>> {
    let parts = parse_iso(kind, text).ok()?;
    let days = if kind == TemporalKind::Time { 0 } else { days_since_1970(parts.year, parts.month, parts.day) };
    let last = parts.fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1);
    let of_day = i64::from(parts.hour) * 3600 + i64::from(parts.minute) * 60 + i64::from(parts.second);
    Some(Instant {
        seconds: days * 86_400 + of_day - i64::from(parts.zone.unwrap_or(0)) * 60,
        fraction: &parts.fraction[..last],
        zoned: parts.zone.is_some(),
    })
}
