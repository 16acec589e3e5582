//! Integers and decimals of any length, compared digit by digit.

use std::cmp::Ordering;

/// A canonical integer or decimal taken apart, to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits<'a> {
    /// Below zero.
    pub negative: bool,
    /// Digits before the point, without leading zeros.
    pub integer: &'a [u8],
    /// Digits after the point, without trailing zeros.
    pub fraction: &'a [u8],
}

impl<'a> Digits<'a> {
    /// Takes apart a canonical text, or another without an exponent.
    #[must_use]
    pub fn of(text: &'a [u8]) -> Self {
        let negative = text.first() == Some(&b'-');
        let text = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
        let point = memchr::memchr(b'.', text);
        let (integer, fraction) = match point {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, &text[text.len()..]),
        };
        let first = integer.iter().position(|byte| *byte != b'0').unwrap_or(integer.len());
        let last = fraction.iter().rposition(|byte| *byte != b'0').map_or(0, |at| at + 1);
        let (integer, fraction) = (&integer[first..], &fraction[..last]);
        Self { negative: negative && !(integer.is_empty() && fraction.is_empty()), integer, fraction }
    }
}

impl PartialOrd for Digits<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digits<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || {
            self.integer
                .len()
                .cmp(&other.integer.len())
                .then_with(|| self.integer.cmp(other.integer))
                .then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}
