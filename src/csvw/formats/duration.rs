//! Durations (tabular-data-model § 6.4.5; XML Schema, part 2, §§ 3.3.6, 3.4.26, 3.4.27). They keep their lexical form.

use std::cmp::Ordering;

use super::date::days_since_1970;

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
    /// Whole seconds, below zero where it is negative.
    pub seconds: i128,
    /// Digits of a fraction of a second, without trailing zeros.
    pub fraction: &'a [u8],
    /// Whether it is negative.
    pub negative: bool,
}

/// Beyond this, months and seconds are all the same: ten thousand times the age of the universe is far below it.
const LIMIT: i128 = 1_000_000_000_000_000_000_000_000_000_000;

const WHY: &str = "a duration is written as `P1Y2M3DT4H5M6S`, with the parts that it needs";

/// Reads a duration. The error says why it is none.
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
        let number = digits.iter().fold(0_i128, |sum, digit| (sum * 10 + i128::from(digit - b'0')).min(LIMIT));
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
            months = (months + value).min(LIMIT);
            if kind == DurationKind::DayTime {
                return Err("this duration has no years and months: its datatype is dayTimeDuration".to_owned());
            }
        } else {
            seconds = (seconds + value).min(LIMIT);
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
    /// Whether it is too long to be told from others that are.
    #[must_use]
    pub fn is_beyond_limit(&self) -> bool {
        self.months.abs() >= LIMIT || self.seconds.abs() >= LIMIT
    }

    /// The order of XML Schema: one duration is less than another if it is so whichever of four months it begins in
    /// (part 2, § 3.3.6). `P1M` and `P30D` have none.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let mut order = None;
        for (year, month) in [(1696, 9), (1697, 2), (1903, 3), (1903, 7)] {
            let (a, b) = (self.after(year, month), other.after(year, month));
            let here = a.cmp(&b).then_with(|| self.fraction_order(other));
            match order {
                None => order = Some(here),
                Some(before) if before != here => return None,
                Some(_) => {}
            }
        }
        order
    }

    /// Seconds from 1970 to the last whole second before the end of the duration, from the first of a month on.
    fn after(&self, year: i128, month: i128) -> i128 {
        let months = year * 12 + month - 1 + self.months;
        let (eras, months) = (months.div_euclid(4800), months.rem_euclid(4800));
        let year = i64::try_from(months / 12).unwrap_or(0);
        let month = u8::try_from(months % 12 + 1).unwrap_or(1);
        let days = eras * 146_097 + i128::from(days_since_1970(year, month, 1));
        days * 86_400 + self.seconds - i128::from(self.counts_down())
    }

    fn counts_down(&self) -> bool {
        self.negative && !self.fraction.is_empty()
    }

    /// The order of what is left after the last whole second.
    fn fraction_order(&self, other: &Self) -> Ordering {
        match (self.counts_down(), other.counts_down()) {
            (false, false) => self.fraction.cmp(other.fraction),
            (true, true) => other.fraction.cmp(self.fraction),
            (true, false) => self.rest_of_second().cmp(other.fraction.iter().copied()),
            (false, true) => self.fraction.iter().copied().cmp(other.rest_of_second()),
        }
    }

    /// The digits of what the fraction lacks to a second.
    fn rest_of_second(&self) -> impl Iterator<Item = u8> {
        let last = self.fraction.len().saturating_sub(1);
        self.fraction.iter().enumerate().map(move |(at, digit)| {
            let nine = b'9' - (digit - b'0');
            if at == last { nine + 1 } else { nine }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DurationKind::{Any, DayTime, YearMonth};
    use proptest::prelude::*;

    #[test]
    fn durations() {
        for (kind, text, months, seconds) in [
            (Any, "P1Y2M3DT4H5M6S", 14, 3 * 86_400 + 4 * 3600 + 5 * 60 + 6),
            (Any, "-P1Y", -12, 0),
            (Any, "P0Y", 0, 0),
            (DayTime, "PT1M30.50S", 0, 90),
            (DayTime, "P2D", 0, 2 * 86_400),
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
            (Any, "+P1Y"),
            (Any, "P-1Y"),
            (Any, "p1y"),
            (Any, "P1D2Y"),
            (Any, "P1.5D"),
            (Any, "PT1H1H"),
            (Any, "PT1.S"),
            (Any, "PT.5S"),
            (Any, "P1H"),
            (Any, "P1W"),
            (Any, "PT1Y"),
            (Any, "Foo"),
            (DayTime, "P1Y"),
            (DayTime, "P1M"),
            (YearMonth, "P1D"),
            (YearMonth, "P1YT1M"),
        ] {
            assert!(parse(kind, text.as_bytes()).is_err(), "{text}");
        }
    }

    fn order(a: &str, b: &str) -> Option<Ordering> {
        parse(Any, a.as_bytes()).unwrap().order(&parse(Any, b.as_bytes()).unwrap())
    }

    #[test]
    fn the_order_of_xml_schema() {
        use Ordering::{Equal, Greater, Less};
        for (a, b, expected) in [
            ("P1Y", "P12M", Some(Equal)),
            ("P1D", "PT24H", Some(Equal)),
            ("P1D", "PT25H", Some(Less)),
            ("PT0.5S", "PT0.25S", Some(Greater)),
            ("-PT0.5S", "PT0S", Some(Less)),
            ("-PT0.5S", "-PT0.25S", Some(Less)),
            ("-PT1.5S", "-PT1S", Some(Less)),
            ("-PT1.5S", "-PT2S", Some(Greater)),
            // The table of § 3.3.6.
            ("P1Y", "P364D", Some(Greater)),
            ("P1Y", "P365D", None),
            ("P1Y", "P366D", None),
            ("P1Y", "P367D", Some(Less)),
            ("P1M", "P27D", Some(Greater)),
            ("P1M", "P28D", None),
            ("P1M", "P30D", None),
            ("P1M", "P31D", None),
            ("P1M", "P32D", Some(Less)),
            ("P5M", "P149D", Some(Greater)),
            ("P5M", "P150D", None),
            ("P5M", "P153D", None),
            ("P5M", "P154D", Some(Less)),
        ] {
            assert_eq!(order(a, b), expected, "{a} {b}");
            assert_eq!(order(b, a), expected.map(Ordering::reverse), "{b} {a}");
        }
    }

    #[test]
    fn huge_fields_are_durations_too() {
        let huge = format!("P{}Y", "9".repeat(1_000_000));
        assert_eq!(order(&huge, "P99999999999999999999Y"), Some(Ordering::Greater));
        assert_eq!(order(&format!("-{huge}"), &huge), Some(Ordering::Less));
        let seconds = format!("PT{0}H{0}M{0}.{0}S", "9".repeat(100_000));
        assert_eq!(order(&seconds, "P100Y"), Some(Ordering::Greater));
        assert!(parse(Any, huge.as_bytes()).unwrap().is_beyond_limit());
    }

    fn durations_like_any() -> impl Strategy<Value = String> {
        "-?P[0-9]{1,2}Y[0-9]{1,2}M[0-9]{1,3}DT[0-9]{1,2}H[0-9]S|-?PT[0-2]([.][0-9]{1,3})?S|-?P[0-9]{1,25}M"
    }

    proptest! {
        #[test]
        fn the_order_is_one(a in durations_like_any(), b in durations_like_any(), c in durations_like_any()) {
            prop_assert_eq!(order(&a, &a), Some(Ordering::Equal));
            prop_assert_eq!(order(&a, &b), order(&b, &a).map(Ordering::reverse));
            if order(&a, &b) == Some(Ordering::Less) && order(&b, &c) == Some(Ordering::Less) {
                prop_assert_eq!(order(&a, &c), Some(Ordering::Less));
            }
        }

        #[test]
        fn any_bytes_are_judged(text: Vec<u8>) {
            let _ = parse(Any, &text);
        }
    }
}
