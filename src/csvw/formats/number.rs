//! Numbers (tabular-data-model § 6.4.2), in the form of XML Schema or as a column writes them.
//!
//! No number is ever read by way of a float: the digits of the source are the digits of the canonical text.

mod digits;
mod format;
mod pattern;
mod plain;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::csvw::value::Canonical;

pub use digits::Digits;
pub use format::NumberFormat;
pub use plain::PlainNumber;

/// Which numbers a datatype has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// Whole numbers.
    Integer,
    /// Decimals.
    Decimal,
    /// Floating point of 64 bits: exponents and the special values too.
    Double,
    /// The same of 32 bits.
    Float,
}

impl NumberKind {
    /// Whether there are exponents and the values `NaN`, `INF` and `-INF`.
    #[must_use]
    pub fn is_floating(self) -> bool {
        matches!(self, Self::Double | Self::Float)
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Integer => "an integer",
            Self::Decimal => "a decimal",
            Self::Double | Self::Float => "a number",
        }
    }
}

/// The largest exponent that a bound of a decimal may be written with.
const LARGEST_EXPONENT: usize = 1000;

/// A number as it is written, without a format.
struct Plain {
    negative: bool,
    signed: bool,
    integer: Range<usize>,
    /// The digits after the point; `None` without a point.
    fraction: Option<Range<usize>>,
    /// From the `e` on.
    exponent: Range<usize>,
}

/// Where the digits end that begin at a place.
fn digits_from(text: &[u8], at: usize) -> usize {
    text[at..].iter().position(|byte| !byte.is_ascii_digit()).map_or(text.len(), |length| at + length)
}

/// Takes apart a number in the form of XML Schema, part 2 (§§ 3.3.3, 3.3.4, 3.3.5, 3.4.13).
fn plain(kind: NumberKind, text: &[u8]) -> Option<Plain> {
    let negative = text.first() == Some(&b'-');
    let signed = negative || text.first() == Some(&b'+');
    let mut at = usize::from(signed);
    let integer = at..digits_from(text, at);
    at = integer.end;
    let mut fraction = None;
    if kind != NumberKind::Integer && text.get(at) == Some(&b'.') {
        let end = digits_from(text, at + 1);
        fraction = Some(at + 1..end);
        at = end;
    }
    if integer.is_empty() && fraction.as_ref().is_none_or(Range::is_empty) {
        return None;
    }
    let from = at;
    if kind.is_floating() && matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(text.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        let end = digits_from(text, at);
        if end == at {
            return None;
        }
        at = end;
    }
    (at == text.len()).then_some(Plain { negative, signed, integer, fraction, exponent: from..at })
}

/// Reads a number in the form of XML Schema, or by a format, to its canonical text: that of JSON, or `NaN`, `INF`,
/// `-INF`. The error says why it is none.
pub fn read(
    kind: NumberKind,
    format: Option<&NumberFormat>,
    text: &[u8],
    arena: &mut Vec<u8>,
) -> Result<Canonical, String> {
    if kind.is_floating() && matches!(text, b"NaN" | b"INF" | b"-INF") {
        return Ok(Canonical::Same(0..text.len()));
    }
    if let Some(format) = format {
        return format.read(kind, text, arena);
    }
    if kind.is_floating() && text == b"+INF" {
        return Ok(Canonical::Same(1..text.len()));
    }
    let number = plain(kind, text).ok_or_else(|| why_not(kind, text))?;
    let integer = &text[number.integer.clone()];
    let is_short = integer.len() == 1 || integer.first().is_some_and(|byte| *byte != b'0');
    let is_zero = || {
        let fraction = number.fraction.clone().unwrap_or(0..0);
        integer.iter().chain(&text[fraction]).all(|byte| *byte == b'0')
    };
    let drops_sign = number.signed && (!number.negative || (!kind.is_floating() && is_zero()));
    if is_short && number.fraction.as_ref().is_none_or(|digits| !digits.is_empty()) {
        return Ok(Canonical::Same(usize::from(drops_sign)..text.len()));
    }
    let start = arena.len();
    if number.negative && !drops_sign {
        arena.push(b'-');
    }
    let first = integer.iter().position(|byte| *byte != b'0').unwrap_or(integer.len());
    if first == integer.len() {
        arena.push(b'0');
    } else {
        arena.extend_from_slice(&integer[first..]);
    }
    if let Some(digits) = number.fraction.filter(|digits| !digits.is_empty()) {
        arena.push(b'.');
        arena.extend_from_slice(&text[digits]);
    }
    arena.extend_from_slice(&text[number.exponent]);
    Ok(Canonical::Arena(start))
}

/// The decimal or integer that a JSON number such as `1.5E3` is, written without an exponent. `None` if it is none, not
/// whole where it has to be, or if its exponent is beyond what anyone bounds a column by.
#[must_use]
pub fn without_exponent(kind: NumberKind, text: &[u8]) -> Option<Vec<u8>> {
    let number = plain(NumberKind::Double, text)?;
    let written = std::str::from_utf8(text.get(number.exponent)?).ok()?;
    let exponent: i64 = if written.is_empty() { 0 } else { written[1..].parse().ok()? };
    let shift = usize::try_from(exponent.unsigned_abs()).ok().filter(|shift| *shift <= LARGEST_EXPONENT)?;
    let mut digits = text[number.integer.clone()].to_vec();
    let mut point = digits.len();
    digits.extend_from_slice(&text[number.fraction.unwrap_or(0..0)]);
    if exponent >= 0 {
        point += shift;
        digits.resize(digits.len().max(point), b'0');
    } else if shift > point {
        digits.splice(0..0, std::iter::repeat_n(b'0', shift - point));
        point = 0;
    } else {
        point -= shift;
    }
    let (integer, fraction) = digits.split_at(point);
    let mut plain = if number.negative { b"-".to_vec() } else { Vec::new() };
    plain.extend_from_slice(integer);
    let last = fraction.iter().rposition(|byte| *byte != b'0').map_or(0, |at| at + 1);
    if last > 0 {
        plain.push(b'.');
        plain.extend_from_slice(&fraction[..last]);
    }
    let mut arena = Vec::new();
    Some(match read(kind, None, &plain, &mut arena).ok()? {
        Canonical::Same(range) => plain.get(range)?.to_vec(),
        Canonical::Arena(_) => arena,
    })
}

/// Why a text is not a number, in words.
fn why_not(kind: NumberKind, text: &[u8]) -> String {
    let noun = kind.noun();
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let numeric = unsigned.iter().all(|byte| byte.is_ascii_digit() || b"., %'".contains(byte) || !byte.is_ascii())
        && unsigned.iter().any(u8::is_ascii_digit);
    if numeric && kind == NumberKind::Integer && plain(NumberKind::Decimal, text).is_some() {
        return "an integer has no decimal point".to_owned();
    }
    if numeric && text.contains(&b'%') {
        return format!("{noun} has no percent sign, unless a format such as `#0.##%` is declared");
    }
    if numeric && unsigned.contains(&b',') {
        return format!("{noun} has no commas, unless a format with `groupChar` or `decimalChar` is declared");
    }
    if numeric && unsigned.contains(&b' ') {
        return format!("{noun} has no spaces, unless a format with `groupChar` is declared");
    }
    match kind {
        NumberKind::Integer => "an integer has digits only".to_owned(),
        NumberKind::Decimal if plain(NumberKind::Double, text).is_some() => "a decimal has no exponent".to_owned(),
        NumberKind::Decimal => "a decimal has digits and at most one point".to_owned(),
        _ => "a number has digits, at most one point, and perhaps an exponent".to_owned(),
    }
}

/// The double that a canonical text stands for.
#[must_use]
pub fn double(text: &[u8]) -> f64 {
    match text {
        b"INF" => f64::INFINITY,
        b"-INF" => f64::NEG_INFINITY,
        _ => std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
    }
}

/// The value of floating point that a canonical text stands for in its datatype.
#[must_use]
pub fn floating(kind: NumberKind, text: &[u8]) -> f64 {
    if kind == NumberKind::Float && !matches!(text, b"INF" | b"-INF") {
        // From the text, as rounding twice may end elsewhere.
        return std::str::from_utf8(text).ok().and_then(|text| text.parse::<f32>().ok()).unwrap_or(f32::NAN).into();
    }
    double(text)
}
