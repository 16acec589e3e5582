//! Durations (XML Schema, part 2, §§ 3.3.6, 3.4.26, 3.4.27). They keep their lexical form.

use std::cmp::Ordering;

/// Which durations a datatype has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationKind {
    /// All.
    Any,
    /// Days, hours, minutes and seconds.
    DayTime,
    /// Years and months.
    YearMonth,
}

/// A duration's value: months and seconds are apart, as a month has no fixed length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration<'a> {
    /// Below zero where it is negative.
    pub months: i128,
    /// Below zero where it is negative.
    pub seconds: i128,
    /// Digits of a fraction of a second, without trailing zeros.
    pub fraction: &'a [u8],
    /// Whether it is negative.
    pub negative: bool,
}

const WHY: &str = "a duration is written as `P1Y2M3DT4H5M6S`, with the parts that it needs";

/// Reads a duration.
pub fn parse(kind: DurationKind, text: &[u8]) -> Result<Duration<'_>, String> {
    let negative = text.first() == Some(&b'-');
    let mut rest = text[usize::from(negative)..].strip_prefix(b"P").ok_or(WHY)?;
    let (mut months, mut seconds) = (0_i128, 0_i128);
    let mut fraction: &[u8] = &[];
    let mut in_time = false;
    // What may still come: the designators in order, those of the time after the `T`.
    let mut left: &[(u8, i128)] = &[(b'Y', 12), (b'M', 1), (b'D', 86_400)];
    let mut parts = 0;
    while !rest.is_empty() {
        if !in_time && rest[0] == b'T' {
            in_time = true;
            left = &[(b'H', 3600), (b'M', 60), (b'S', 1)];
            rest = &rest[1..];
            if rest.is_empty() {
                return Err("after the `T` of a duration, hours, minutes or seconds are expected".to_owned());
            }
            continue;
        }
        let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let digits = &rest[..end];
        rest = &rest[end..];
        if digits.is_empty() {
            return Err(WHY.to_owned());
        }
        if digits.len() > 18 {
            return Err("a duration's numbers have at most 18 digits".to_owned());
        }
        let number = digits.iter().fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        let mut decimals: Option<&[u8]> = None;
        if let Some(after) = rest.strip_prefix(b".") {
            let end = after.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(after.len());
            decimals = Some(&after[..end]);
            rest = &after[end..];
        }
        let designator = *rest.first().ok_or(WHY)?;
        rest = &rest[1..];
        let at = left.iter().position(|(letter, _)| *letter == designator).ok_or(WHY)?;
        if let Some(decimals) = decimals {
            if designator != b'S' || decimals.is_empty() {
                return Err("only the seconds of a duration have a fraction".to_owned());
            }
            fraction = decimals;
        }
        let value = number * left[at].1;
        if !in_time && designator != b'D' {
            months += value;
            if kind == DurationKind::DayTime {
                return Err("this duration has no years and months: its datatype is dayTimeDuration".to_owned());
            }
        } else {
            seconds += value;
            if kind == DurationKind::YearMonth {
                return Err("this duration has years and months only: its datatype is yearMonthDuration".to_owned());
            }
        }
        left = &left[at + 1..];
        parts += 1;
    }
    if parts == 0 {
        return Err(WHY.to_owned());
    }
    let last = fraction.iter().rposition(|byte| *byte != b'0').map_or(0, |at| at + 1);
    let sign = if negative { -1 } else { 1 };
    Ok(Duration { months: months * sign, seconds: seconds * sign, fraction: &fraction[..last], negative })
}

impl Duration<'_> {
    /// Compares two durations, a month taken as the twelfth part of a mean Gregorian year where it matters.
    #[must_use]
    pub fn compare(&self, other: &Duration<'_>) -> Ordering {
        // 400 Gregorian years have 146,097 days.
        const MONTH: i128 = 146_097 * 86_400 / 4800;
        let total = |duration: &Duration<'_>| duration.months * MONTH + duration.seconds;
        total(self).cmp(&total(other)).then_with(|| {
            match (self.negative && !self.fraction.is_empty(), other.negative && !other.fraction.is_empty()) {
                (false, false) => self.fraction.cmp(other.fraction),
                (true, true) => other.fraction.cmp(self.fraction),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        use DurationKind::{Any, DayTime, YearMonth};
        for (kind, text, months, seconds) in [
            (Any, "P1Y2M3DT4H5M6S", 14, 3 * 86_400 + 4 * 3600 + 5 * 60 + 6),
            (Any, "-P1Y", -12, 0),
            (DayTime, "PT1M30.50S", 0, 90),
            (YearMonth, "P18M", 18, 0),
        ] {
            let duration = parse(kind, text.as_bytes()).unwrap();
            assert_eq!((duration.months, duration.seconds), (months, seconds), "{text}");
        }
        assert_eq!(parse(Any, b"PT1.50S").unwrap().fraction, b"5");
        for (kind, text) in [
            (Any, ""),
            (Any, "P"),
            (Any, "PT"),
            (Any, "P1"),
            (Any, "P1YT"),
            (Any, "1Y"),
            (Any, "P1D2Y"),
            (Any, "P1.5D"),
            (Any, "PT1H1H"),
            (Any, "PT1.S"),
            (Any, "P1H"),
            (Any, "Foo"),
            (DayTime, "P1Y"),
            (YearMonth, "P1D"),
            (Any, "P99999999999999999999Y"),
        ] {
            assert!(parse(kind, text.as_bytes()).is_err(), "{text}");
        }
        let compare = |a: &str, b: &str| parse(Any, a.as_bytes()).unwrap().compare(&parse(Any, b.as_bytes()).unwrap());
        assert_eq!(compare("P1Y", "P12M"), Ordering::Equal);
        assert_eq!(compare("PT0.5S", "PT0.25S"), Ordering::Greater);
        assert_eq!(compare("-PT0.5S", "PT0S"), Ordering::Less);
        assert_eq!(compare("P1D", "PT25H"), Ordering::Less);
    }
}
