//! A cell of a sheet (ECMA-376, part 1, § 18.3.1.4), in shorthand.

use super::super::content::{Content, Point};
use super::super::part::Misfit;
use super::super::shorthand::{NUMBER, Phrases, ROW, phrases};
use super::styles;
use std::io::Write as _;

/// The number of 1970-01-01 in a sheet (§ 18.17.4.1: the 1900 date system).
const NUMBER_OF_1970: i64 = 25_569;
const MILLISECONDS: i64 = 86_400_000;
/// Characters of a cell, counted as UTF-16 has them: Excel takes no more.
const CHARACTERS_MAX: usize = 32_767;

/// The beginning of a row, with its number.
pub(super) const ROW_BEGINS: &[u8] = &[ROW, NUMBER, b'"', b'>'];
/// The end of a row.
pub(super) const ROW_ENDS: u8 = 2;
const CELL: u8 = 3;
const STYLE: u8 = 4;
const TRUE: u8 = 5;
const FALSE: u8 = 6;
const VALUE: u8 = 7;
const VALUE_ENDS: u8 = 8;
const TEXT: u8 = 11;
const SPACED_TEXT: u8 = 12;
const TEXT_ENDS: u8 = 14;

/// What shorthand is written as.
pub(super) const PHRASES: Phrases = phrases([
    (ROW, "<row r=\""),
    (ROW_ENDS, "</row>"),
    (CELL, "<c r=\""),
    (STYLE, "\" s=\""),
    (TRUE, "\" t=\"b\"><v>1</v></c>"),
    (FALSE, "\" t=\"b\"><v>0</v></c>"),
    (VALUE, "\"><v>"),
    (VALUE_ENDS, "</v></c>"),
    (TEXT, "\" t=\"inlineStr\"><is><t>"),
    (SPACED_TEXT, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"),
    (TEXT_ENDS, "</t></is></c>"),
]);

const TOO_LONG: Misfit = Misfit {
    reason: "has a cell of more than 32,767 characters, which is the most that a cell may have",
    help: "nothing has to be done; the other formats have it whole",
};

/// Adds a cell in the column of those letters; none for null.
pub(super) fn write(letters: &str, content: Content<'_>, out: &mut Vec<u8>) -> Result<(), Misfit> {
    match content {
        Content::Empty => {}
        Content::Text(bytes) => {
            let text = str::from_utf8(bytes).map_err(|_| Misfit::NOT_UTF_8)?;
            return write_text(letters, styles::TEXT, text, out);
        }
        Content::Boolean(value) => {
            begin(letters, out);
            out.push(if value { TRUE } else { FALSE });
        }
        Content::Number(digits, decimals) => {
            styled(letters, styles::number(decimals), out);
            out.push(VALUE);
            out.extend_from_slice(digits);
            out.push(VALUE_ENDS);
        }
        Content::Date(point) => moment(letters, styles::DATE, &point, NUMBER_OF_1970, out),
        Content::Time(point) => moment(letters, styles::time(point.fraction), &point, 0, out),
        Content::DateTime(point) => moment(letters, styles::date_time(point.fraction), &point, NUMBER_OF_1970, out),
    }
    Ok(())
}

/// Adds a cell of text, which is never run: it is in the cell itself, and its type says what it is.
pub(super) fn write_text(letters: &str, style: u32, text: &str, out: &mut Vec<u8>) -> Result<(), Misfit> {
    // No text has more units in UTF-16 than bytes in UTF-8.
    if text.len() > CHARACTERS_MAX && text.encode_utf16().count() > CHARACTERS_MAX {
        return Err(TOO_LONG);
    }
    styled(letters, style, out);
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let is_spaced = [text.as_bytes().first(), text.as_bytes().last()].into_iter().flatten().any(is_space);
    out.push(if is_spaced { SPACED_TEXT } else { TEXT });
    escape(text.as_bytes(), out);
    out.push(TEXT_ENDS);
    Ok(())
}

fn begin(letters: &str, out: &mut Vec<u8>) {
    out.push(CELL);
    out.extend_from_slice(letters.as_bytes());
    out.push(NUMBER);
}

fn styled(letters: &str, style: u32, out: &mut Vec<u8>) {
    begin(letters, out);
    out.push(STYLE);
    // There are fewer than a hundred styles; this is done for every cell.
    for digit in [style / 10, style % 10].into_iter().skip(usize::from(style < 10)) {
        out.push(b'0' + u8::try_from(digit).unwrap_or(0));
    }
}

/// A day is a number, a time a fraction of one. It is written with ten digits after the point, rounded, which is far finer
/// than the thousandth of a second that programs show.
fn moment(letters: &str, style: u32, point: &Point<'_>, number_of_1970: i64, out: &mut Vec<u8>) {
    const SCALE: i64 = 10_000_000_000;
    styled(letters, style, out);
    let days = point.days + number_of_1970;
    let rounded =
        (i128::from(point.milliseconds) * i128::from(SCALE) + i128::from(MILLISECONDS / 2)) / i128::from(MILLISECONDS);
    // Writing to a vector cannot fail.
    let _ = write!(out, "{}{days}", char::from(VALUE));
    if rounded > 0 {
        let digits = format!("{rounded:010}");
        let _ = write!(out, ".{}", digits.trim_end_matches('0'));
    }
    out.push(VALUE_ENDS);
}

/// Adds text as it is written in XML. A character that XML 1.0 has no way to write is `_xHHHH_` (§ 22.9.2.19), and so is
/// the low line of a text that looks like that.
pub(super) fn escape(text: &[u8], out: &mut Vec<u8>) {
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, b'&' | b'<' | b'>' | b'_' | 0xEF);
    let mut done = 0;
    for (at, byte) in text.iter().enumerate().filter(|(_, byte)| !is_plain(**byte)) {
        let mut escaped = |with: &[u8], length: usize| {
            out.extend_from_slice(text.get(done..at).unwrap_or_default());
            out.extend_from_slice(with);
            done = at + length;
        };
        let rest = text.get(at..).unwrap_or_default();
        match byte {
            b'&' => escaped(b"&amp;", 1),
            b'<' => escaped(b"&lt;", 1),
            b'>' => escaped(b"&gt;", 1),
            // A reader makes a line feed of one that stands there as it is.
            b'\r' => escaped(b"&#13;", 1),
            b'_' if looks_escaped(rest) => escaped(b"_x005F_", 1),
            0xEF if rest.starts_with("\u{FFFE}".as_bytes()) => escaped(b"_xFFFE_", 3),
            0xEF if rest.starts_with("\u{FFFF}".as_bytes()) => escaped(b"_xFFFF_", 3),
            b'\t' | b'\n' | b'_' | 0xEF => {}
            control => escaped(format!("_x{control:04X}_").as_bytes(), 1),
        }
    }
    out.extend_from_slice(text.get(done..).unwrap_or_default());
}

/// Whether a text begins with `_xHHHH_`.
fn looks_escaped(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x' | b'X', digits @ .., ] if digits.len() >= 5
        && digits.iter().take(4).all(u8::is_ascii_hexdigit) && digits.get(4) == Some(&b'_'))
}

/// The letters of a column, from 0: `A` to `Z`, `AA` and so on.
pub(in crate::publish::data::spreadsheet) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        // Less than 26.
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::shorthand::in_full;
    use super::*;
    use crate::csvw::value::Kind;
    use crate::rows::Cell;

    fn written(kind: Kind, text: &str) -> String {
        let mut out = Vec::new();
        write("B", Content::of(Cell { kind, text: text.as_bytes() }, super::super::FIRST_DAY), &mut out).unwrap();
        in_full(&out, &PHRASES, 7)
    }

    #[test]
    fn moments_are_numbers_of_days() {
        for (kind, text, value) in [
            (Kind::Date, "1900-03-01", "61"),
            (Kind::Date, "2026-01-31", "46053"),
            (Kind::Date, "9999-12-31", "2958465"),
            (Kind::Time, "00:00:00", "0"),
            (Kind::Time, "12:00:00", "0.5"),
            (Kind::Time, "23:59:59.999", "0.9999999884"),
            (Kind::DateTime, "2026-01-31T06:00:00", "46053.25"),
            (Kind::DateTime, "2026-01-31T00:00:01", "46053.0000115741"),
        ] {
            let cell = written(kind, text);
            assert_eq!(cell.split_once("<v>").unwrap().1, format!("{value}</v></c>"), "{text}");
        }
        assert_eq!(written(Kind::Integer, "12"), "<c r=\"B7\" s=\"13\"><v>12</v></c>");
        assert_eq!(written(Kind::Boolean, "true"), "<c r=\"B7\" t=\"b\"><v>1</v></c>");
        assert_eq!(written(Kind::Null, ""), "");
    }

    #[test]
    fn texts_are_escaped() {
        for (text, expected) in [
            ("=1+1", "<t>=1+1</t>"),
            (" a", "<t xml:space=\"preserve\"> a</t>"),
            ("", "<t></t>"),
            ("a<b>&\"'", "<t>a&lt;b&gt;&amp;\"'</t>"),
            ("a\r\nb\tc", "<t>a&#13;\nb\tc</t>"),
            ("\u{0}\u{1F}", "<t>_x0000__x001F_</t>"),
            ("_x0041_", "<t>_x005F_x0041_</t>"),
            ("_X00e9_", "<t>_x005F_X00e9_</t>"),
            ("_x004_ _x", "<t>_x004_ _x</t>"),
            ("\u{FFFD}\u{FFFE}\u{FFFF}\u{1FFFE}", "<t>\u{FFFD}_xFFFE__xFFFF_\u{1FFFE}</t>"),
        ] {
            let cell = written(Kind::String, text);
            assert!(cell.ends_with(&format!("t=\"inlineStr\"><is>{expected}</is></c>")), "{cell}");
        }
        let mut out = Vec::new();
        assert_eq!(write_text("A", 2, &"🌳".repeat(16_384), &mut out), Err(TOO_LONG));
        assert_eq!(write_text("A", 2, &"x".repeat(32_768), &mut out), Err(TOO_LONG));
        assert_eq!(write_text("A", 2, &"中".repeat(32_767), &mut out), Ok(()));
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
