//! Dates and times that are plainly written as XML Schema writes them, with years of four digits.

use std::cmp::Ordering;

use super::days_in;

/// What a column wants of zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// There may be one.
    AsYouLike,
    /// There is none.
    None,
    /// There has to be one.
    Needed,
}

/// For each byte of a word its highest bit.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight bytes that have the form of `form`, in which a `0` stands for any digit and all else for itself: the digits'
/// values, and 0 for all else.
#[inline]
fn digits_of(text: [u8; 8], form: [u8; 8]) -> Option<[u8; 8]> {
    // What is added to a digit up to 9, or to 0 for another byte, to stay below 128.
    let mut room = [0x7f; 8];
    let mut at = 0;
    while at < 8 {
        if form[at] == b'0' {
            room[at] = 0x7f - 9;
        }
        at += 1;
    }
    let digits = u64::from_le_bytes(text) ^ u64::from_le_bytes(form);
    // A byte from which a carry would go on has its own highest bit, too.
    let beyond = (digits | digits.wrapping_add(u64::from_le_bytes(room))) & HIGH;
    (beyond == 0).then(|| digits.to_le_bytes())
}

/// The number that two digits are.
#[inline]
fn two(tens: u8, ones: u8) -> u32 {
    u32::from(tens) * 10 + u32::from(ones)
}

/// A date `yyyy-MM-dd` as the number `yyyyMMdd`.
#[inline]
fn date(text: &[u8; 10]) -> Option<u32> {
    let [start @ .., d1, d2] = *text;
    let [y1, y2, y3, y4, _, m1, m2, _] = digits_of(start, *b"0000-00-")?;
    let (d1, d2) = (d1.wrapping_sub(b'0'), d2.wrapping_sub(b'0'));
    let (month, day) = (two(m1, m2), two(d1, d2));
    if d1 > 9 || d2 > 9 || month.wrapping_sub(1) > 11 || day.wrapping_sub(1) > 30 {
        return None;
    }
    let year = two(y1, y2) * 100 + two(y3, y4);
    // Only the end of a month has to be looked up.
    if day > 28 {
        #[allow(clippy::cast_possible_truncation, reason = "it is 12 at most")]
        let month = month as u8;
        if day > u32::from(days_in(i64::from(year), month)) {
            return None;
        }
    }
    Some(year * 10_000 + month * 100 + day)
}

/// A time `HH:mm:ss` as the number `HHmmss`; the hour 24 is not plain.
#[inline]
fn time(text: [u8; 8]) -> Option<u32> {
    let [h1, h2, _, m1, m2, _, s1, s2] = digits_of(text, *b"00:00:00")?;
    let (hour, minute, second) = (two(h1, h2), two(m1, m2), two(s1, s2));
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 10_000 + minute * 100 + second)
}

/// Which dates are plain: those without a zone, within bounds without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainDate {
    least: u32,
    most: u32,
}

impl PlainDate {
    /// All.
    #[must_use]
    pub fn new() -> Self {
        Self { least: 0, most: u32::MAX }
    }

    /// Takes out what is beyond a bound, a canonical text, on that side. Tells whether that could be done.
    pub fn bound(&mut self, text: &[u8], inclusive: bool, side: Ordering) -> bool {
        let Some(bound) = text.try_into().ok().and_then(date) else { return false };
        let beyond = u32::from(!inclusive);
        if side == Ordering::Less {
            self.least = self.least.max(bound + beyond);
        } else {
            self.most = self.most.min(bound - beyond);
        }
        true
    }

    /// Whether a text is a plain date.
    #[inline]
    #[must_use]
    pub fn accepts(self, text: &[u8]) -> bool {
        let Ok(text) = text.try_into() else { return false };
        date(text).is_some_and(|date| date >= self.least && date <= self.most)
    }
}

/// Which dates with times are plain: whole seconds, in UTC or without a zone as the column wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainDateTime {
    zone: Zone,
    least: u64,
    most: u64,
}

impl PlainDateTime {
    /// All with such a zone.
    #[must_use]
    pub fn new(zone: Zone) -> Self {
        Self { zone, least: 0, most: u64::MAX }
    }

    /// Takes out what is beyond a bound, a canonical text, on that side, and whatever has a zone while the bound has none
    /// or the other way. Tells whether that could be done.
    pub fn bound(&mut self, text: &[u8], zoned: bool, side: Ordering) -> bool {
        let plain = match text {
            [date @ .., b'Z'] if zoned => date,
            date if !zoned => date,
            _ => return false,
        };
        let Some(bound) = seconds(plain) else { return false };
        let zone = if zoned { Zone::Needed } else { Zone::None };
        if self.zone != Zone::AsYouLike && self.zone != zone {
            return false;
        }
        self.zone = zone;
        // The bound itself is looked at closely: it may be exclusive.
        if side == Ordering::Less {
            self.least = self.least.max(bound + 1);
        } else {
            self.most = self.most.min(bound.saturating_sub(1));
        }
        true
    }

    /// Whether a text is a plain date and time.
    #[inline]
    #[must_use]
    pub fn accepts(&self, text: &[u8]) -> bool {
        let plain = match (text, self.zone) {
            ([plain @ .., b'Z'], Zone::Needed | Zone::AsYouLike) => plain,
            (_, Zone::Needed) => return false,
            (plain, _) => plain,
        };
        seconds(plain).is_some_and(|seconds| seconds >= self.least && seconds <= self.most)
    }
}

/// A date and time `yyyy-MM-ddTHH:mm:ss` as the number `yyyyMMddHHmmss`.
#[inline]
fn seconds(text: &[u8]) -> Option<u64> {
    let text: &[u8; 19] = text.try_into().ok()?;
    let (day, rest) = text.split_first_chunk()?;
    let (b'T', of_day) = rest.split_first_chunk().map(|([first], rest)| (*first, rest))? else { return None };
    Some(u64::from(date(day)?) * 1_000_000 + u64::from(time(of_day.try_into().ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::{digits_of, time};
    use crate::csvw::column::screen::tests::holds;
    use crate::csvw::metadata::{Column, Datatype};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn eight_bytes_are_judged_at_once(text: [u8; 8], near in "[/-;]{8}") {
            let mut near_bytes = [0; 8];
            near_bytes.copy_from_slice(near.as_bytes());
            for text in [text, near_bytes] {
                let fits = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
                let expected = text.iter().zip(b"00:00:00").all(fits);
                prop_assert_eq!(digits_of(text, *b"00:00:00").is_some(), expected);
                prop_assert!(expected || time(text).is_none());
            }
        }

        #[test]
        fn what_is_plain_is_a_value_as_it_is(
            date in "(19|20|00)[0-9]{2}-[01][0-9]-[0-3][0-9]",
            time in "T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]([.][0-9])?",
            zone in "|Z|[+]01:00|-00:00",
            odd in "[-0-9T:Z]{0,21}",
            bound in "20[0-9]{2}-0[1-9]-[0-2][0-9]",
            bound_zone in "|Z",
            exclusive: bool,
            format in prop::sample::select(vec![None, Some("yyyy-MM-dd"), Some("yyyy-MM-ddTHH:mm:ss"), Some("yyyy-MM-ddTHH:mm:ssX"), Some("yyyy-MM-ddTHH:mm:ssxxx"), Some("yyyy-MM-ddTHH:mm:ss.S"), Some("dd/MM/yyyy")]),
            base in prop::sample::select(vec!["date", "dateTime", "dateTimeStamp", "time"]),
        ) {
            let mut datatype = Datatype::of(base);
            datatype.format = format.map(str::to_owned);
            let bound = if base == "date" { bound + &bound_zone } else { bound + "T12:00:00" + &bound_zone };
            if exclusive { datatype.min_exclusive = Some(bound) } else { datatype.maximum = Some(bound) }
            let texts = [date.clone(), date.clone() + &zone, date.clone() + &time, date + &time + &zone, odd];
            let texts: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
            holds(&Column { datatype, ..Column::new("c") }, &texts)?;
        }
    }
}
