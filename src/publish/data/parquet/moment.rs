//! Canonical dates and times as counts of days and fractions of a second.

/// A date, a time of day or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish::data) struct Moment<'a> {
    /// Days since 1970-01-01; 0 for a time of day.
    pub days: i64,
    /// Seconds of the day, less the zone: below zero or above a day where the zone leads there.
    pub seconds: i64,
    /// Digits of a fraction of a second, without zeros at the end.
    pub fraction: &'a [u8],
    /// Whether there is a zone.
    pub zoned: bool,
}

/// Reads a canonical date: `yyyy-MM-dd` and perhaps a zone. `None` for anything else, as of a flawed cell.
pub(in crate::publish::data) fn date(text: &[u8]) -> Option<Moment<'_>> {
    let (days, rest) = days(text)?;
    let (offset, zoned) = zone(rest)?;
    Some(Moment { days, seconds: -offset, fraction: &[], zoned })
}

/// Reads a canonical time of day: `HH:mm:ss`, perhaps with a fraction and a zone.
pub(in crate::publish::data) fn time(text: &[u8]) -> Option<Moment<'_>> {
    let (hour, rest) = two(text)?;
    let (minute, rest) = two(rest.strip_prefix(b":")?)?;
    let (second, rest) = two(rest.strip_prefix(b":")?)?;
    let (fraction, rest) = match rest.strip_prefix(b".") {
        None => (&rest[..0], rest),
        Some(digits) => {
            let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits.split_at_checked(length)?
        }
    };
    let kept = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    let (offset, zoned) = zone(rest)?;
    let seconds = hour * 3600 + minute * 60 + second - offset;
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then(|| Moment { days: 0, seconds, fraction: fraction.get(..kept).unwrap_or_default(), zoned })
}

/// Reads a canonical date and time.
pub(in crate::publish::data) fn date_time(text: &[u8]) -> Option<Moment<'_>> {
    let (days, rest) = days(text)?;
    Some(Moment { days, ..time(rest.strip_prefix(b"T")?)? })
}

impl Moment<'_> {
    /// Units of 10^-`digits` seconds since 1970-01-01, or since the day began for a time; `None` past 64 bits.
    /// Further digits of the fraction are left out.
    pub fn count(&self, digits: u8) -> Option<i64> {
        let fraction = (0..usize::from(digits))
            .fold(0, |sum, at| sum * 10 + i128::from(self.fraction.get(at).map_or(0, |digit| digit - b'0')));
        let seconds = i128::from(self.days) * 86_400 + i128::from(self.seconds);
        i64::try_from(seconds * 10_i128.pow(u32::from(digits)) + fraction).ok()
    }
}

/// The days since 1970 of the date that a text begins with, and what follows.
fn days(text: &[u8]) -> Option<(i64, &[u8])> {
    let (negative, text) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let length = text.iter().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    if !(4..=10).contains(&length) {
        return None;
    }
    let (digits, rest) = text.split_at_checked(length)?;
    let year = digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let (month, rest) = two(rest.strip_prefix(b"-")?)?;
    let (day, rest) = two(rest.strip_prefix(b"-")?)?;
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| (days_since_1970(if negative { -year } else { year }, month, day), rest))
}

/// Days since 1970-01-01 in the Gregorian calendar, before its beginning too. Years begin in March here, so that the
/// odd day of a leap year is the last one.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The seconds that a zone is before UTC, and whether there is one; `None` if the text is none.
fn zone(text: &[u8]) -> Option<(i64, bool)> {
    let (sign, rest) = match text {
        [] => return Some((0, false)),
        b"Z" => return Some((0, true)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = two(rest)?;
    let (minutes, rest) = two(rest.strip_prefix(b":")?)?;
    rest.is_empty().then_some((sign * (hours * 3600 + minutes * 60), true))
}

/// The two digits that a text begins with, and what follows.
fn two(text: &[u8]) -> Option<(i64, &[u8])> {
    match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => Some((i64::from(a - b'0') * 10 + i64::from(b - b'0'), rest)),
        _ => None,
    }
}
