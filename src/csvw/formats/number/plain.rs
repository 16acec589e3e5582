//! Numbers that are plainly within their bounds: found by their first digits, without a comparison of texts.

use super::{Digits, NumberKind};

/// Integers beyond this many digits are not plain.
const DIGITS: usize = 18;

/// Which numbers are plain: those written as their canonical texts are, and within whole bounds that are within the real
/// ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainNumber {
    integers_only: bool,
    least: i64,
    most: i64,
}

impl PlainNumber {
    /// All of a kind.
    #[must_use]
    pub fn new(kind: NumberKind) -> Self {
        Self { integers_only: kind == NumberKind::Integer, least: i64::MIN, most: i64::MAX }
    }

    /// Takes out what is below a bound, a canonical text, or the bound itself. Tells whether that could be done.
    pub fn at_least(&mut self, bound: &[u8], inclusive: bool) -> bool {
        let Some((floor, is_whole)) = whole(bound) else { return false };
        let least = if is_whole && inclusive { Some(floor) } else { floor.checked_add(1) };
        match least {
            Some(least) => self.least = self.least.max(least),
            None => return false,
        }
        true
    }

    /// Takes out what is above a bound, a canonical text, or the bound itself. Tells whether that could be done.
    pub fn at_most(&mut self, bound: &[u8], inclusive: bool) -> bool {
        let Some((floor, is_whole)) = whole(bound) else { return false };
        let most = if is_whole && !inclusive { floor.checked_sub(1) } else { Some(floor) };
        match most {
            Some(most) => self.most = self.most.min(most),
            None => return false,
        }
        true
    }

    /// Whether a text is a plain number.
    #[inline]
    #[must_use]
    pub fn accepts(&self, text: &[u8]) -> bool {
        match word_of(text) {
            Some(word) => self.accepts_word(word, text.len()),
            None => self.accepts_one_by_one(text),
        }
    }

    /// The same for a text of `length` bytes in a word, the first one lowest: all digits at once.
    #[inline]
    fn accepts_word(&self, word: u64, length: usize) -> bool {
        let negative = word & 0xff == u64::from(b'-');
        let (word, length) = (word >> (8 * u32::from(negative)), length - usize::from(negative));
        let no_point = word ^ (ONES * u64::from(b'.'));
        let point = no_point.wrapping_sub(ONES) & !no_point & HIGH;
        let has_point = point != 0;
        let whole = if has_point { point.trailing_zeros() as usize / 8 } else { length };
        let all = length - usize::from(has_point);
        // What is behind the point comes to where it is.
        let digits = if has_point { (word & MASKS[whole]) | ((word >> 8) & !MASKS[whole]) } else { word };
        let digits = digits ^ (MASKS[all] & (ONES * u64::from(b'0')));
        let good = (digits | digits.wrapping_add(ONES * 0x76)) & HIGH == 0
            && whole > 0
            && (!has_point || (all > whole && !self.integers_only))
            && (whole == 1 || digits & 0xff != 0);
        if !good {
            return false;
        }
        let has_fraction = digits & !MASKS[whole] != 0;
        self.is_within(number_of((digits & MASKS[whole]) << (64 - 8 * whole)), negative, has_fraction)
    }

    fn accepts_one_by_one(&self, text: &[u8]) -> bool {
        let (negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let mut integer = 0_i64;
        let mut length = 0;
        for &byte in digits {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            // Past eighteen digits it is wrong, and not looked at.
            integer = integer.wrapping_mul(10).wrapping_add(i64::from(digit));
            length += 1;
        }
        if length == 0 || length > DIGITS || (digits[0] == b'0' && length > 1) {
            return false;
        }
        let mut has_fraction = false;
        if length < digits.len() {
            if self.integers_only || digits[length] != b'.' || length + 1 == digits.len() {
                return false;
            }
            let mut good = true;
            for &byte in &digits[length + 1..] {
                let digit = byte.wrapping_sub(b'0');
                good &= digit <= 9;
                has_fraction |= digit != 0;
            }
            if !good {
                return false;
            }
        }
        self.is_within(integer, negative, has_fraction)
    }

    /// Whether a number is certainly within the bounds.
    #[inline]
    fn is_within(&self, integer: i64, negative: bool, has_fraction: bool) -> bool {
        if negative {
            // `-0` is written without its sign in most datatypes.
            (integer != 0 || has_fraction) && -integer - i64::from(has_fraction) >= self.least && -integer <= self.most
        } else {
            integer >= self.least && integer + i64::from(has_fraction) <= self.most
        }
    }
}

/// A byte of 1, eight times.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The first so many bytes of a word.
const MASKS: [u64; 9] =
    [0, 0xff, 0xffff, 0x00ff_ffff, 0xffff_ffff, 0x00ff_ffff_ffff, 0xffff_ffff_ffff, 0x00ff_ffff_ffff_ffff, u64::MAX];

/// A text of one to eight bytes as a word, the first byte lowest.
#[inline]
fn word_of(text: &[u8]) -> Option<u64> {
    let length = text.len();
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        // Both have the bytes in the middle.
        let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
        return (length <= 8).then(|| first | last << (8 * (length - 4)));
    }
    let (first, last) = (*text.first()?, *text.last()?);
    let middle = *text.get(length / 2)?;
    Some(u64::from(first) | u64::from(middle) << (8 * (length / 2)) | u64::from(last) << (8 * (length - 1)))
}

/// The number that eight digits (0 to 9, the first lowest) are.
#[inline]
fn number_of(digits: u64) -> i64 {
    let pairs = digits.wrapping_mul(10 * 256 + 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 * 65_536 + 1) >> 16 & 0x0000_ffff_0000_ffff;
    let eight = fours.wrapping_mul(10_000 * 4_294_967_296 + 1) >> 32;
    eight.cast_signed()
}

/// The greatest whole number that is not above a canonical text, and whether it is the text's value.
fn whole(text: &[u8]) -> Option<(i64, bool)> {
    if !text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.')) {
        return None;
    }
    let digits = Digits::of(text);
    if digits.integer.len() > DIGITS {
        // So far out that no plain number is beyond it, or none within.
        return match (digits.negative, digits.integer.len()) {
            (true, _) => Some((i64::MIN, true)),
            (false, _) => Some((i64::MAX, true)),
        };
    }
    let integer = digits.integer.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let is_whole = digits.fraction.is_empty();
    Some(match (digits.negative, is_whole) {
        (false, _) => (integer, is_whole),
        (true, true) => (-integer, true),
        (true, false) => (-integer - 1, false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::metadata::{Column, Datatype};
    use proptest::prelude::*;

    #[test]
    fn bounds_are_those_of_whole_numbers() {
        for (text, expected) in [
            ("0", (0, true)),
            ("2.5", (2, false)),
            ("-2.5", (-3, false)),
            ("-3", (-3, true)),
            ("-2.0", (-2, true)),
            ("99999999999999999999", (i64::MAX, true)),
            ("-99999999999999999999.5", (i64::MIN, true)),
        ] {
            assert_eq!(whole(text.as_bytes()), Some(expected), "{text}");
        }
        assert_eq!(whole(b"1e3"), None);
        assert_eq!(whole(b"INF"), None);
    }

    proptest! {
        #[test]
        fn eight_bytes_at_once_are_as_one_by_one(
            text in "-?[0-9]{0,8}[.]?[0-9]{0,4}|[-+0-9.:/e\\x00é]{1,8}",
            least in -100_000_i64..10,
            most in -10_i64..100_000,
            integers_only: bool,
        ) {
            let plain = PlainNumber { integers_only, least, most };
            for text in [text.as_bytes(), &text.as_bytes()[..text.len().min(8)]] {
                prop_assert_eq!(plain.accepts(text), plain.accepts_one_by_one(text), "{:?}", text);
            }
        }

        #[test]
        fn what_is_plain_is_a_value_as_it_is(
            text in "[-+]?[0-9]{0,3}[.]?[0-9]{0,2}|-?[0-9]{17,20}|-?0[.]0",
            minimum in "-?[0-9]{1,2}([.][0-9])?",
            maximum in "-?[0-9]{1,3}([.][0-9])?|[0-9]{18,20}",
            exclusive: bool,
            base in prop::sample::select(vec!["integer", "decimal", "double", "float", "byte", "unsignedShort"]),
        ) {
            let mut datatype = Datatype::of(base);
            if exclusive {
                (datatype.min_exclusive, datatype.max_exclusive) = (Some(minimum), Some(maximum));
            } else {
                (datatype.minimum, datatype.maximum) = (Some(minimum), Some(maximum));
            }
            crate::csvw::column::screen::tests::holds(&Column { datatype, ..Column::new("c") }, &[text.as_bytes()])?;
        }
    }
}
