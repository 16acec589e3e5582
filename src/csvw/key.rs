//! Keys: values compared as values (tabular-data-model § 6.6, XML Schema's equality), not as texts.
//!
//! `1.0` is `1.00`, the double `1e1` is `10`, a moment is the same in every zone, texts are the same if their bytes are.
//! Null equals null and nothing else. Each value has one normal form of bytes, which is what is hashed and what confirms
//! a suspected duplicate.

use std::io::Write;

use xxhash_rust::xxh3::xxh3_128;

use super::formats::date::{self, TemporalKind};
use super::formats::duration::{self, DurationKind};
use super::formats::number::{self, Digits};
use super::value::{Kind, Value};

/// One value of a key, with the cell that it was read from.
#[derive(Debug, Clone, Copy)]
pub struct KeyPart<'a> {
    /// The value.
    pub value: Value,
    /// The bytes that were given to [`CompiledColumn::read`](super::column::CompiledColumn::read).
    pub raw: &'a [u8],
}

/// Adds a value's normal form to `out`: a tag, a length and bytes, so that the forms of several values one after
/// another are equal only if all the values are.
pub fn key_bytes(value: Value, raw: &[u8], arena: &[u8], items: &[Value], out: &mut Vec<u8>) {
    let text = value.text(raw, arena);
    match value.kind {
        Kind::Null => framed(b'0', out, |_| ()),
        Kind::String | Kind::Other => framed(b's', out, |out| out.extend_from_slice(text)),
        Kind::Boolean => framed(b'b', out, |out| out.extend_from_slice(text)),
        Kind::Integer | Kind::Decimal => framed(b'n', out, |out| decimal(text, out)),
        Kind::Double => framed(b'n', out, |out| double(text, out)),
        Kind::Date => framed(b'd', out, |out| instant(TemporalKind::Date, text, out)),
        Kind::DateTime => framed(b't', out, |out| instant(TemporalKind::DateTime, text, out)),
        Kind::Time => framed(b'h', out, |out| instant(TemporalKind::Time, text, out)),
        Kind::Duration => framed(b'p', out, |out| duration(text, out)),
        Kind::List => framed(b'l', out, |out| {
            for item in value.items(items) {
                // Lists do not nest.
                if item.kind != Kind::List {
                    key_bytes(*item, raw, arena, items, out);
                }
            }
        }),
    }
}

/// The hash of a key of several values. `scratch` is used for their normal forms, which it holds afterwards.
#[must_use]
pub fn hash_key(parts: &[KeyPart<'_>], arena: &[u8], items: &[Value], scratch: &mut Vec<u8>) -> u128 {
    scratch.clear();
    for part in parts {
        key_bytes(part.value, part.raw, arena, items, scratch);
    }
    hash_bytes(scratch)
}

/// The hash of normal forms.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// The hash of the normal form of a text; `scratch` is used for texts that are long.
#[must_use]
pub fn hash_text(text: &[u8], scratch: &mut Vec<u8>) -> u128 {
    const HEAD: usize = 1 + 8;
    let mut head = [b's'; HEAD];
    head[1..].copy_from_slice(&(text.len() as u64).to_be_bytes());
    let mut form = [0; 64];
    if let Some(form) = form.get_mut(..HEAD + text.len()) {
        form[..HEAD].copy_from_slice(&head);
        form[HEAD..].copy_from_slice(text);
        return hash_bytes(form);
    }
    scratch.clear();
    scratch.extend_from_slice(&head);
    scratch.extend_from_slice(text);
    hash_bytes(scratch)
}

fn framed(tag: u8, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(tag);
    let at = out.len();
    out.extend_from_slice(&[0; 8]);
    write(out);
    let length = (out.len() - at - 8) as u64;
    out[at..at + 8].copy_from_slice(&length.to_be_bytes());
}

/// A sign, an exponent and the digits of 0.ddd, without zeros at either end.
fn decimal(text: &[u8], out: &mut Vec<u8>) {
    scientific(text, 0, out);
}

fn scientific(mantissa: &[u8], exponent: i64, out: &mut Vec<u8>) {
    let Digits { negative, integer, fraction } = Digits::of(mantissa);
    let leading = if integer.is_empty() { fraction.iter().take_while(|digit| **digit == b'0').count() } else { 0 };
    let start = out.len();
    out.push(u8::from(negative));
    // Neither length is near the end of the range.
    let point = i64::try_from(integer.len()).unwrap_or(i64::MAX) - i64::try_from(leading).unwrap_or(0);
    out.extend_from_slice(&point.saturating_add(exponent).to_be_bytes());
    let digits = out.len();
    out.extend_from_slice(integer);
    out.extend_from_slice(&fraction[leading..]);
    while out.len() > digits && out.last() == Some(&b'0') {
        out.pop();
    }
    if out.len() == digits {
        out.truncate(start);
        out.push(b'0');
    }
}

/// A double as the shortest decimal that reads back as it.
fn double(text: &[u8], out: &mut Vec<u8>) {
    let value = number::double(text);
    if value.is_nan() {
        out.extend_from_slice(b"NaN");
    } else if value.is_infinite() {
        out.extend_from_slice(if value > 0.0 { b"INF" } else { b"-INF" });
    } else {
        let mut buffer = [0_u8; 40];
        let mut rest = &mut buffer[..];
        let written = match write!(rest, "{value:e}") {
            Ok(()) => 40 - rest.len(),
            Err(_) => 0,
        };
        let shortest = &buffer[..written];
        let at = memchr::memchr(b'e', shortest).unwrap_or(written);
        let exponent = std::str::from_utf8(shortest.get(at + 1..).unwrap_or_default())
            .ok()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        scientific(&shortest[..at], exponent, out);
    }
}

fn instant(kind: TemporalKind, text: &[u8], out: &mut Vec<u8>) {
    match date::instant(kind, text) {
        None => out.extend_from_slice(text),
        Some(instant) => {
            out.push(u8::from(instant.zoned));
            out.extend_from_slice(&instant.seconds.to_be_bytes());
            out.extend_from_slice(instant.fraction);
        }
    }
}

fn duration(text: &[u8], out: &mut Vec<u8>) {
    match duration::parse(DurationKind::Any, text) {
        Ok(duration) if !duration.is_beyond_limit() => {
            out.extend_from_slice(&duration.months.to_be_bytes());
            out.extend_from_slice(&duration.seconds.to_be_bytes());
            out.push(u8::from(duration.negative && !duration.fraction.is_empty()));
            out.extend_from_slice(duration.fraction);
        }
        _ => out.extend_from_slice(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::column::CompiledColumn;
    use crate::csvw::metadata::{Column, Datatype};

    fn key(base: &str, raw: &str) -> Vec<u8> {
        let column = Column {
            datatype: Datatype::of(base),
            separator: (base == "token").then(|| ";".to_owned()),
            ..Column::new("c")
        };
        let (compiled, _) = CompiledColumn::compile(&column);
        let (mut arena, mut items, mut out) = (Vec::new(), Vec::new(), Vec::new());
        let value = compiled.read(raw.as_bytes(), &mut arena, &mut items).unwrap();
        key_bytes(value, raw.as_bytes(), &arena, &items, &mut out);
        out
    }

    #[test]
    fn equal_values_have_equal_keys() {
        for (a, b) in [
            (("decimal", "1.0"), ("decimal", "1.00")),
            (("decimal", "-0.0"), ("integer", "0")),
            (("double", "1e1"), ("double", "10")),
            (("double", "1e1"), ("integer", "10")),
            (("double", "0.1"), ("decimal", "0.10")),
            (("double", "-0"), ("double", "0")),
            (("double", "1.5e-7"), ("decimal", "0.00000015")),
            (("decimal", "123456789012345678901234567890.50"), ("decimal", "123456789012345678901234567890.5")),
            (("integer", "007"), ("byte", "7")),
            (("dateTime", "2026-01-31T15:00:00Z"), ("dateTime", "2026-01-31T16:00:00.000+01:00")),
            (("date", "2026-01-31+00:00"), ("date", "2026-01-31Z")),
            (("time", "21:30:00+10:30"), ("time", "06:00:00-05:00")),
            (("time", "24:00:00"), ("time", "00:00:00")),
            (("duration", "P1D"), ("duration", "PT24H")),
            (("gYear", "2026Z"), ("gYear", "2026Z")),
            (("duration", "P1Y"), ("duration", "P12M")),
            (("boolean", "1"), ("boolean", "true")),
            (("string", "a"), ("anyURI", "a")),
            (("token", "a; b"), ("token", "a;b")),
        ] {
            assert_eq!(key(a.0, a.1), key(b.0, b.1), "{a:?} {b:?}");
        }
    }

    #[test]
    fn other_values_have_other_keys() {
        for (a, b) in [
            (("decimal", "1"), ("decimal", "10")),
            (("decimal", "0.1"), ("decimal", "0.01")),
            (("decimal", "1"), ("decimal", "-1")),
            (("string", "1"), ("integer", "1")),
            (("string", "1"), ("string", "1.0")),
            (("string", ""), ("string", "0")),
            (("dateTime", "2026-01-31T15:00:00Z"), ("dateTime", "2026-01-31T15:00:00")),
            (("dateTime", "2026-01-31T15:00:00.5"), ("dateTime", "2026-01-31T15:00:00")),
            (("token", "a;b"), ("token", "ab")),
            (("double", "NaN"), ("double", "INF")),
            (("duration", "PT0.5S"), ("duration", "-PT0.5S")),
            (("duration", "P1M"), ("duration", "P30D")),
            (("duration", "P99999999999999999999999999999999Y"), ("duration", "P99999999999999999999999999999998Y")),
            // One is half an hour before the day begins that the other is half an hour before the end of.
            (("time", "00:30:00+01:00"), ("time", "23:30:00Z")),
        ] {
            assert_ne!(key(a.0, a.1), key(b.0, b.1), "{a:?} {b:?}");
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        let column = CompiledColumn::compile(&Column::new("c")).0;
        let mut scratch = Vec::new();
        let mut hash = |cells: &[&str]| {
            let (mut arena, mut items) = (Vec::new(), Vec::new());
            let parts: Vec<_> = cells
                .iter()
                .map(|raw| KeyPart {
                    value: column.read(raw.as_bytes(), &mut arena, &mut items).unwrap(),
                    raw: raw.as_bytes(),
                })
                .collect();
            hash_key(&parts, &arena, &items, &mut scratch)
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a", ""]), hash(&["", "a"]));
        assert_eq!(hash(&["a", ""]), hash(&["a", ""]));
    }

    proptest::proptest! {
        #[test]
        fn a_text_is_hashed_in_its_normal_form(text in ".{1,90}") {
            proptest::prop_assert_eq!(hash_text(text.as_bytes(), &mut Vec::new()), hash_bytes(&key("string", &text)));
        }

        #[test]
        fn numbers_have_equal_keys_when_they_compare_equal(a in "-?[0-9]{1,3}([.][0-9]{1,3})?", b in "-?[0-9]{1,3}([.][0-9]{1,3})?") {
            let equal = Digits::of(a.as_bytes()) == Digits::of(b.as_bytes());
            proptest::prop_assert_eq!(key("decimal", &a) == key("decimal", &b), equal);
        }
    }
}
