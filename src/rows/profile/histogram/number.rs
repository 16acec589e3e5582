//! Numbers as whole numbers of units, exactly: what bins are counted in.

use super::super::word::SHORT;

/// A decimal number: so many units of ten to the power of minus `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Number {
    /// At most [`DIGITS`] digits.
    pub(in super::super) units: i64,
    /// Digits after the point as they are written, at most [`DIGITS`].
    pub(in super::super) scale: u32,
}

/// Digits of a number that has a place in a histogram.
pub(super) const DIGITS: usize = 18;

const POINTS: u128 = 0x2e2e_2e2e_2e2e_2e2e_2e2e_2e2e_2e2e_2e2e;
const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const HIGHS: u128 = ONES << 7;
const DIGIT: u128 = 0x0f * ONES;

impl Number {
    /// Reads a canonical integer or decimal of at most 16 bytes, given as its [`word`](super::super::word::word): an optional `-`,
    /// digits, and at most one point among them.
    #[inline]
    pub(in super::super) fn of_word(word: u128, length: usize) -> Self {
        let negative = word & 0xff == u128::from(b'-');
        let (word, length) = if negative { (word >> 8, length.saturating_sub(1)) } else { (word, length) };
        // The highest bit of the first byte that is a point, as in a search for a byte of zeros; bytes above it may be wrong.
        let others = word ^ POINTS;
        let points = others.wrapping_sub(ONES) & !others & HIGHS;
        let (digits, count, scale) = if points == 0 {
            (word, length, 0)
        } else {
            let at = points.trailing_zeros() / 8;
            let before = (1_u128 << (8 * at)) - 1;
            let without = word & before | (word >> 8) & !before;
            (without, length.saturating_sub(1), length.saturating_sub(at as usize + 1))
        };
        // Digits move up to the last of the 16 bytes, which leaves zeros before them.
        let shift = 8 * SHORT.saturating_sub(count).min(SHORT - 1);
        let digits = (digits & DIGIT) << shift;
        #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
        let units = eight(digits as u64) * 100_000_000 + eight((digits >> 64) as u64);
        let units = units.cast_signed();
        Self { units: if negative { -units } else { units }, scale: u32::try_from(scale).unwrap_or(0) }
    }

    /// Reads a canonical number of any length, which may have an exponent; none where it has no place in a histogram: it is
    /// no number, has too many digits, or is too large or too small.
    pub(in super::super) fn read(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text.strip_prefix(b"-") {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (digits, power) = match text.iter().position(|byte| matches!(byte, b'E' | b'e')) {
            Some(at) => (text.get(..at)?, power(text.get(at + 1..)?)?),
            None => (text, 0),
        };
        let point = memchr::memchr(b'.', digits).unwrap_or(digits.len());
        let (integer, fraction) = (digits.get(..point)?, digits.get(point + 1..).unwrap_or_default());
        let mut all: Vec<u8> = integer.iter().chain(fraction).copied().collect();
        if all.is_empty() || !all.iter().all(u8::is_ascii_digit) {
            return None;
        }
        // Digits after the point, once the exponent has moved it.
        let mut scale = i64::try_from(fraction.len()).ok()?.checked_sub(power)?;
        let leading = all.iter().take_while(|digit| **digit == b'0').count();
        all.drain(..leading);
        if all.is_empty() {
            return Some(Self { units: 0, scale: u32::try_from(scale.clamp(0, 18)).ok()? });
        }
        while scale > 0 && (all.len() > DIGITS || scale > 18) && all.last() == Some(&b'0') {
            all.pop();
            scale -= 1;
        }
        while scale < 0 && all.len() < DIGITS {
            all.push(b'0');
            scale += 1;
        }
        if all.len() > DIGITS || !(0..=18).contains(&scale) {
            return None;
        }
        let units = all.iter().fold(0_i64, |units, digit| units * 10 + i64::from(digit - b'0'));
        Some(Self { units: if negative { -units } else { units }, scale: u32::try_from(scale).ok()? })
    }
}

/// An exponent; none where it is out of all proportion.
fn power(text: &[u8]) -> Option<i64> {
    let text = text.strip_prefix(b"+").unwrap_or(text);
    std::str::from_utf8(text).ok()?.parse::<i64>().ok().filter(|power| power.abs() < 1_000_000)
}

/// The number that eight digits are, the first of them in the lowest byte.
#[inline]
fn eight(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use super::super::super::word::word;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_read_the_same(text in "-?[0-9]{1,15}|-?[0-9]{1,7}\\.[0-9]{1,7}") {
            let slowly = Number::read(text.as_bytes());
            prop_assert_eq!(Some(Number::of_word(word(text.as_bytes()), text.len())), slowly);
            let digits: String = text.chars().filter(|character| *character != '.').collect();
            prop_assert_eq!(slowly.map(|number| number.units), digits.parse().ok());
        }
    }

    #[test]
    fn numbers_are_read_exactly() {
        for (text, read) in [
            ("0", Some((0, 0))),
            ("-0.5", Some((-5, 1))),
            ("1E2", Some((100, 0))),
            ("1.50E1", Some((150, 1))),
            ("12E-3", Some((12, 3))),
            ("123456789012345678", Some((123_456_789_012_345_678, 0))),
            ("1.0000000000000000000000000", Some((100_000_000_000_000_000, 17))),
            ("0E999", Some((0, 0))),
            ("1234567890123456789", None),
            ("0.1234567890123456789", None),
            ("1E18", None),
            ("1E-19", None),
            ("1E99999999999999999999", None),
            ("NaN", None),
            ("INF", None),
            ("-INF", None),
            ("", None),
            ("1.2.3", None),
        ] {
            assert_eq!(Number::read(text.as_bytes()).map(|number| (number.units, number.scale)), read, "{text}");
        }
    }
}
