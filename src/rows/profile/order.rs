//! Which of two values of one kind is smaller: numbers and moments by value, everything else by bytes.

use super::seen::Seen;
use crate::csvw::value::Kind;
use std::cmp::Ordering;

/// What a text says of its place before its bytes do: the digits before the point, the length of the year, or all of a
/// floating-point number. It is kept with the beginning of a text that is too long to be kept whole.
pub(super) fn head(kind: Kind, text: &[u8]) -> u64 {
    match kind {
        Kind::Integer | Kind::Decimal => {
            let digits = unsigned(text);
            memchr::memchr(b'.', digits).unwrap_or(digits.len()) as u64
        }
        Kind::Double => {
            // The order of the bits, turned round for negative numbers, is the order of the numbers (IEEE 754 § 5.10).
            let bits = double(text).to_bits();
            if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
        }
        Kind::Date | Kind::DateTime => {
            let digits = unsigned(text);
            memchr::memchr(b'-', digits).unwrap_or(0) as u64
        }
        _ => 0,
    }
}

/// Compares values of one kind, given as canonical texts.
pub(super) fn compare(kind: Kind, a: &Seen<'_>, b: &Seen<'_>) -> Ordering {
    let is_before = |seen: &Seen<'_>| seen.text.first() == Some(&b'-');
    match kind {
        Kind::Integer | Kind::Decimal => match (is_before(a), is_before(b)) {
            (false, false) => magnitude(a, b),
            (true, true) => magnitude(b, a),
            // `-0` is `0`.
            _ if is_zero(a.text) && is_zero(b.text) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        },
        Kind::Double => a.head.cmp(&b.head),
        Kind::Date | Kind::DateTime => match (is_before(a), is_before(b)) {
            (true, true) => {
                // Years count backwards before 0, months and days do not.
                let (a_year, a_day) = year(a);
                let (b_year, b_day) = year(b);
                b.head.cmp(&a.head).then_with(|| b_year.cmp(a_year)).then_with(|| a_day.cmp(b_day))
            }
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => a.head.cmp(&b.head).then_with(|| a.text.cmp(b.text)),
        },
        _ => a.text.cmp(b.text),
    }
}

/// The digits of a year before 0 and what comes after them.
fn year<'a>(seen: &Seen<'a>) -> (&'a [u8], &'a [u8]) {
    let text = unsigned(seen.text);
    text.split_at(usize::try_from(seen.head).unwrap_or(usize::MAX).min(text.len()))
}

fn unsigned(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"-").unwrap_or(text)
}

fn double(text: &[u8]) -> f64 {
    match text {
        b"INF" => f64::INFINITY,
        b"-INF" => f64::NEG_INFINITY,
        text => std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
    }
}

fn is_zero(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b'-' | b'0' | b'.'))
}

fn magnitude(a: &Seen<'_>, b: &Seen<'_>) -> Ordering {
    let split = |text| {
        let digits = unsigned(text);
        match memchr::memchr(b'.', digits) {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &digits[digits.len()..]),
        }
    };
    let ((a_integer, a_fraction), (b_integer, b_fraction)) = (split(a.text), split(b.text));
    // Canonical integers have no leading zeros, so that the longer one is the larger.
    a.head
        .cmp(&b.head)
        .then_with(|| a_integer.cmp(b_integer))
        .then_with(|| trim_zeros(a_fraction).cmp(trim_zeros(b_fraction)))
}

fn trim_zeros(fraction: &[u8]) -> &[u8] {
    let end = fraction.iter().rposition(|byte| *byte != b'0').map_or(0, |at| at + 1);
    &fraction[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(kind: Kind, a: &str, b: &str) -> Ordering {
        compare(kind, &Seen::of(kind, a.as_bytes()), &Seen::of(kind, b.as_bytes()))
    }

    #[test]
    fn values_are_compared_as_values() {
        let (long, longer) = ("9".repeat(5_000), format!("1{}", "0".repeat(5_000)));
        let year = format!("{}-01-01", "1".repeat(5_000));
        let below = format!("-{longer}");
        for (kind, ascending) in [
            (
                Kind::Decimal,
                vec!["-10.5", "-10", "-0.5", "0", "0.09", "0.10", "2", "10", "123456789012345678901234567890"],
            ),
            (Kind::Integer, vec![&below, "-1", "0", "5", &long, &longer]),
            (Kind::Double, vec!["-INF", "-1e3", "0.5", "1E2", "INF"]),
            (
                Kind::Date,
                vec!["-12000-01-01", "-0100-01-01", "-0100-02-01", "0500-01-01", "2024-02-29", "12026-01-01", &year],
            ),
            (Kind::Time, vec!["01:00:00-05:00", "02:00:00", "03:00:00Z"]),
            (Kind::String, vec!["10", "9", "a"]),
        ] {
            for pair in ascending.windows(2) {
                assert_eq!(compared(kind, pair[0], pair[1]), Ordering::Less, "{pair:.30?}");
                assert_eq!(compared(kind, pair[1], pair[0]), Ordering::Greater, "{pair:.30?}");
            }
        }
        assert_eq!(compared(Kind::Decimal, "1.0", "1.00"), Ordering::Equal);
        assert_eq!(compared(Kind::Decimal, "-0", "0.0"), Ordering::Equal);
    }
}
