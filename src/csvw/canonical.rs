//! The canonical representation of values (XML Schema 1.1 part 2), which URI templates are expanded with
//! (tabular-metadata § 5.1.3). What is published elsewhere keeps the digits of its source.

use super::formats::number::{self, Digits};
use super::value::Kind;
use std::borrow::Cow;

/// The canonical representation of a value from the text that it has after it was read.
#[must_use]
pub fn text(kind: Kind, text: &str) -> Cow<'_, str> {
    match kind {
        Kind::Integer | Kind::Decimal => decimal(text),
        Kind::Double => Cow::Owned(double(text)),
        Kind::Time | Kind::DateTime => without_trailing_zeros(text),
        _ => Cow::Borrowed(text),
    }
}

/// Digits without zeros at either end; a whole number has no decimal point (`decimalCanonicalMap`).
fn decimal(text: &str) -> Cow<'_, str> {
    let Digits { negative, integer, fraction } = Digits::of(text.as_bytes());
    let kept = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    let fraction = fraction.get(..kept).unwrap_or_default();
    if integer.is_empty() && fraction.is_empty() {
        return Cow::Borrowed("0");
    }
    let mut out = String::with_capacity(text.len() + 1);
    if negative {
        out.push('-');
    }
    out.push_str(if integer.is_empty() { "0" } else { std::str::from_utf8(integer).unwrap_or_default() });
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(std::str::from_utf8(fraction).unwrap_or_default());
    }
    Cow::Owned(out)
}

/// The shortest digits that read back as the double, as `1.0E0` (`doubleCanonicalMap`).
pub(crate) fn double(text: &str) -> String {
    let value = number::double(text.as_bytes());
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "INF" } else { "-INF" }.to_owned();
    }
    let shortest = format!("{value:E}");
    match shortest.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => shortest,
    }
}

/// Fractions of seconds without zeros at their end.
fn without_trailing_zeros(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.split_once('.') else { return Cow::Borrowed(text) };
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let (fraction, zone) = after.split_at(end);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        Cow::Owned(format!("{before}{zone}"))
    } else {
        Cow::Owned(format!("{before}.{fraction}{zone}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_representation() {
        for (kind, written, expected) in [
            (Kind::Integer, "-7", "-7"),
            (Kind::Integer, "0", "0"),
            (Kind::Decimal, "-0.0", "0"),
            (Kind::Decimal, "7.10", "7.1"),
            (Kind::Decimal, "100.00", "100"),
            (Kind::Decimal, "0.05", "0.05"),
            (Kind::Double, "42.5", "4.25E1"),
            (Kind::Double, "1", "1.0E0"),
            (Kind::Double, "-INF", "-INF"),
            (Kind::Date, "2026-02-01", "2026-02-01"),
            (Kind::DateTime, "2026-02-01T09:30:00.500Z", "2026-02-01T09:30:00.5Z"),
            (Kind::Time, "09:30:00.000", "09:30:00"),
            (Kind::String, "1.0", "1.0"),
        ] {
            assert_eq!(text(kind, written), expected, "{kind:?} {written}");
        }
    }
}
