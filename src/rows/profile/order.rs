//! Which of two values of one kind is smaller: numbers and moments by value, everything else by bytes.

use crate::csvw::value::Kind;
use std::cmp::Ordering;

/// Compares canonical texts of values of one kind.
pub(super) fn compare(kind: Kind, a: &[u8], b: &[u8]) -> Ordering {
    match kind {
        Kind::Integer | Kind::Decimal => decimal(a, b),
        Kind::Double => double(a).total_cmp(&double(b)).then_with(|| a.cmp(b)),
        // Years before 0 and after 9999 are so rare that the order of the rest is worth more than theirs.
        Kind::Date | Kind::DateTime | Kind::Time => {
            let before = |text: &[u8]| text.first() == Some(&b'-');
            match (before(a), before(b)) {
                (true, true) => b.cmp(a),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => year_length(a).cmp(&year_length(b)).then_with(|| a.cmp(b)),
            }
        }
        _ => a.cmp(b),
    }
}

fn year_length(text: &[u8]) -> usize {
    memchr::memchr(b'-', text).unwrap_or(0)
}

fn double(text: &[u8]) -> f64 {
    match text {
        b"INF" => f64::INFINITY,
        b"-INF" => f64::NEG_INFINITY,
        text => std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
    }
}

fn decimal(a: &[u8], b: &[u8]) -> Ordering {
    let (a_negative, a_digits) = a.strip_prefix(b"-").map_or((false, a), |digits| (true, digits));
    let (b_negative, b_digits) = b.strip_prefix(b"-").map_or((false, b), |digits| (true, digits));
    match (a_negative, b_negative) {
        (false, false) => magnitude(a_digits, b_digits),
        (true, true) => magnitude(b_digits, a_digits),
        // `-0` is `0`.
        _ if is_zero(a_digits) && is_zero(b_digits) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

fn is_zero(digits: &[u8]) -> bool {
    digits.iter().all(|byte| matches!(byte, b'0' | b'.'))
}

fn magnitude(a: &[u8], b: &[u8]) -> Ordering {
    let split = |text| match memchr::memchr(b'.', text) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &text[text.len()..]),
    };
    let ((a_integer, a_fraction), (b_integer, b_fraction)) = (split(a), split(b));
    // Canonical integers have no leading zeros, so that the longer one is the larger.
    a_integer
        .len()
        .cmp(&b_integer.len())
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

    #[test]
    fn values_are_compared_as_values() {
        for (kind, ascending) in [
            (
                Kind::Decimal,
                vec!["-10.5", "-10", "-0.5", "0", "0.09", "0.10", "2", "10", "123456789012345678901234567890"],
            ),
            (Kind::Double, vec!["-INF", "-1e3", "0.5", "1E2", "INF"]),
            (Kind::Date, vec!["-0100-01-01", "-0044-03-15", "0500-01-01", "2024-02-29", "2026-01-31", "12026-01-01"]),
            (Kind::String, vec!["10", "9", "a"]),
        ] {
            for pair in ascending.windows(2) {
                assert_eq!(compare(kind, pair[0].as_bytes(), pair[1].as_bytes()), Ordering::Less, "{pair:?}");
                assert_eq!(compare(kind, pair[1].as_bytes(), pair[0].as_bytes()), Ordering::Greater, "{pair:?}");
            }
        }
        assert_eq!(compare(Kind::Decimal, b"1.0", b"1.00"), Ordering::Equal);
        assert_eq!(compare(Kind::Decimal, b"-0", b"0.0"), Ordering::Equal);
    }
}
