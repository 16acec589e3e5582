//! Canonical integers and decimals as a mantissa and the number of its digits after the point; never by way of a float.

/// A decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// All its digits as one whole number; 0 if there are too many.
    pub mantissa: i128,
    /// How many of them are after the point.
    pub scale: u8,
    /// How many are before it, zeros in front not counted.
    pub integer: u8,
}

/// Reads a canonical number: an optional minus, digits, and perhaps a point and more digits. `None` for anything else,
/// as of a flawed cell.
pub(super) fn number(text: &[u8]) -> Option<Number> {
    let (negative, digits) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let point = memchr::memchr(b'.', digits);
    let (integer, fraction) = match point {
        None => (digits, &digits[..0]),
        Some(at) => (digits.get(..at)?, digits.get(at + 1..).filter(|fraction| !fraction.is_empty())?),
    };
    if integer.is_empty() {
        return None;
    }
    let first = integer.iter().position(|digit| *digit != b'0').unwrap_or(integer.len());
    let significant = integer.len() - first;
    let magnitude = if integer.len() + fraction.len() <= 18 {
        let sum =
            append(append(0_u64, integer, |sum, digit| Some(sum * 10 + u64::from(digit)))?, fraction, |sum, digit| {
                Some(sum * 10 + u64::from(digit))
            })?;
        i128::from(sum)
    } else {
        // 39 digits may be past 128 bits; what has more than 38 is not written anyway.
        let step = |sum: i128, digit| Some(sum.checked_mul(10).map_or(0, |sum| sum.saturating_add(i128::from(digit))));
        append(append(0_i128, integer, step)?, fraction, step)?
    };
    Some(Number {
        mantissa: if negative { -magnitude } else { magnitude },
        scale: u8::try_from(fraction.len()).unwrap_or(u8::MAX),
        integer: u8::try_from(significant).unwrap_or(u8::MAX),
    })
}

/// Adds digits to a number; `None` if one is none.
fn append<N: Copy>(number: N, digits: &[u8], step: impl Fn(N, u8) -> Option<N>) -> Option<N> {
    digits.iter().try_fold(number, |sum, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 { None } else { step(sum, digit) }
    })
}

/// 10 to that power, 0 where that is past 128 bits: the numbers that are multiplied with it have too many digits then.
pub(super) fn power(exponent: u8) -> i128 {
    10_i128.checked_pow(u32::from(exponent)).unwrap_or(0)
}
