//! A cell of a sheet (OpenDocument 1.3, part 3, § 9.1.4), in shorthand, and text in XML.

use super::super::content::{Content, Point};
use super::super::part::Misfit;
use super::super::shorthand::{Phrases, ROW, phrases};
use super::styles;
use std::io::Write as _;

/// The end of a row.
pub(super) const ROW_ENDS: u8 = 2;
const EMPTY: u8 = 3;
const CELL: u8 = 4;
const CELL_ENDS: u8 = 5;
const STYLED: u8 = 6;
const STRING: u8 = 7;
const NUMBER: u8 = 8;
const DATE: u8 = 11;
const TIME: u8 = 12;
const SHOWN: u8 = 14;
const PARAGRAPH: u8 = 15;
const PARAGRAPH_ENDS: u8 = 16;
const TRUE: u8 = 17;
const FALSE: u8 = 18;

/// What shorthand is written as.
pub(super) const PHRASES: Phrases = phrases([
    (ROW, "<table:table-row>"),
    (ROW_ENDS, "</table:table-row>"),
    (EMPTY, "<table:table-cell/>"),
    (CELL, "<table:table-cell"),
    (CELL_ENDS, "</table:table-cell>"),
    (STYLED, " table:style-name=\""),
    (STRING, " office:value-type=\"string\""),
    (NUMBER, "\" office:value-type=\"float\" office:value=\""),
    (DATE, "\" office:value-type=\"date\" office:date-value=\""),
    (TIME, "\" office:value-type=\"time\" office:time-value=\"PT"),
    (SHOWN, "\"><text:p>"),
    (PARAGRAPH, "<text:p>"),
    (PARAGRAPH_ENDS, "</text:p>"),
    (TRUE, "\" office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>"),
    (
        FALSE,
        "\" office:value-type=\"boolean\" office:boolean-value=\"false\"><text:p>FALSE</text:p></table:table-cell>",
    ),
]);

const NO_CHARACTER: Misfit = Misfit {
    reason: "has a control character, which XML has no way to write",
    help: "remove the control characters, or leave it; the other formats have them",
};

/// Adds so many cells without value.
pub(super) fn write_empty(count: usize, out: &mut Vec<u8>) {
    match count {
        0 => {}
        1 => out.push(EMPTY),
        // Writing to a vector cannot fail.
        _ => {
            let _ = write!(out, "{} table:number-columns-repeated=\"{count}\"/>", char::from(CELL));
        }
    }
}

/// Adds a cell that is not empty. `is_typed` says that its column is not one of text, whose cells need no style.
pub(super) fn write(is_typed: bool, content: Content<'_>, out: &mut Vec<u8>) -> Result<(), Misfit> {
    match content {
        Content::Empty => write_empty(1, out),
        Content::Text(bytes) => {
            let text = str::from_utf8(bytes).map_err(|_| Misfit::NOT_UTF_8)?;
            return write_text(is_typed.then_some(styles::TEXT), text, out);
        }
        Content::Boolean(value) => {
            begin(styles::BOOLEAN, None, if value { TRUE } else { FALSE }, out);
        }
        Content::Number(digits, decimals) => {
            begin(styles::NUMBER, Some(decimals), NUMBER, out);
            shown(digits, b"", digits, out);
        }
        Content::Date(Point { text, .. }) => {
            begin(styles::DATE, None, DATE, out);
            shown(text, b"", text, out);
        }
        Content::DateTime(Point { text, fraction, .. }) => {
            begin(styles::DATE_TIME, Some(fraction), DATE, out);
            shown(text, b"", text, out);
        }
        Content::Time(Point { text, fraction, .. }) => {
            begin(styles::TIME, Some(fraction), TIME, out);
            // `HH:mm:ss`, and whatever fraction there is, as a duration (XML Schema, part 2, § 3.3.6).
            let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
            out.extend_from_slice(part(0..2));
            out.push(b'H');
            out.extend_from_slice(part(3..5));
            out.push(b'M');
            shown(part(6..text.len()), b"S", text, out);
        }
    }
    Ok(())
}

/// Begins a cell in a style, which has the number of digits in its name, and its value.
fn begin(style: &str, digits: Option<u8>, value: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(&[CELL, STYLED]);
    out.extend_from_slice(style.as_bytes());
    if let Some(digits) = digits {
        let _ = write!(out, "{digits}");
    }
    out.push(value);
}

/// Ends a cell with its value and how it is shown; both have nothing that XML would have escaped.
fn shown(value: &[u8], unit: &[u8], text: &[u8], out: &mut Vec<u8>) {
    for bytes in [value, unit, &[SHOWN], text, &[PARAGRAPH_ENDS, CELL_ENDS]] {
        out.extend_from_slice(bytes);
    }
}

/// Adds a cell of text in a style, or in that of its column. It is never run: only `table:formula` is.
pub(super) fn write_text(style: Option<&str>, text: &str, out: &mut Vec<u8>) -> Result<(), Misfit> {
    if !text.bytes().all(is_plain) && text.chars().any(is_no_character) {
        return Err(NO_CHARACTER);
    }
    out.push(CELL);
    if let Some(style) = style {
        out.push(STYLED);
        out.extend_from_slice(style.as_bytes());
        out.push(b'"');
    }
    out.push(STRING);
    // A paragraph has one kind of line break and nothing for a carriage return, and LibreOffice 7.4 passes over its
    // tabs. The attribute has the characters themselves.
    if text.contains(['\r', '\t']) {
        out.extend_from_slice(b" office:string-value=\"");
        escape(text, out);
        out.push(b'"');
    }
    out.push(b'>');
    let mut rest = text;
    loop {
        let end = rest.find(['\r', '\n']);
        paragraph(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default(), out);
        let Some(end) = end else { break };
        let length = if rest.get(end..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 };
        rest = rest.get(end + length..).unwrap_or_default();
    }
    out.push(CELL_ENDS);
    Ok(())
}

/// Adds a line. Space at its ends, and more than one space, would be dropped (part 3, § 6.1.2).
fn paragraph(line: &str, out: &mut Vec<u8>) {
    out.push(PARAGRAPH);
    let mut rest = line;
    while let Some(at) = rest.find([' ', '\t']) {
        let (before, from) = rest.split_at(at);
        escape(before, out);
        let spaces = from.len() - from.trim_start_matches(' ').len();
        if spaces == 0 {
            out.extend_from_slice(b"<text:tab/>");
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        rest = from.get(spaces..).unwrap_or_default();
        let is_inside = !before.is_empty() && !rest.is_empty();
        if is_inside {
            out.push(b' ');
        }
        match spaces - usize::from(is_inside) {
            0 => {}
            1 => out.extend_from_slice(b"<text:s/>"),
            count => {
                let _ = write!(out, "<text:s text:c=\"{count}\"/>");
            }
        }
    }
    escape(rest, out);
    out.push(PARAGRAPH_ENDS);
}

/// Adds text as it is written in XML, in an attribute too.
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let with: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\t' => b"&#9;",
            b'\n' => b"&#10;",
            b'\r' => b"&#13;",
            _ => continue,
        };
        out.extend_from_slice(bytes.get(done..at).unwrap_or_default());
        out.extend_from_slice(with);
        done = at + 1;
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or_default());
}

/// Whether a byte is certainly of a character that XML has.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0xEF
}

/// Whether XML 1.0 has no such character (section 2.2).
pub(super) fn is_no_character(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::super::super::shorthand::in_full;
    use super::*;
    use crate::csvw::value::Kind;
    use crate::rows::Cell;

    fn written(kind: Kind, text: &str) -> String {
        let mut out = Vec::new();
        let content = Content::of(Cell { kind, text: text.as_bytes() }, super::super::FIRST_DAY);
        write(kind != Kind::String, content, &mut out).unwrap();
        in_full(&out, &PHRASES, 0)
    }

    #[test]
    fn values_have_their_types() {
        for (kind, text, expected) in [
            (Kind::Decimal, "1.50", "\"n2\" office:value-type=\"float\" office:value=\"1.50\"><text:p>1.50<"),
            (
                Kind::Date,
                "1899-12-31",
                "\"d\" office:value-type=\"date\" office:date-value=\"1899-12-31\"><text:p>1899-12-31<",
            ),
            (
                Kind::Time,
                "09:30:01.5",
                "\"h1\" office:value-type=\"time\" office:time-value=\"PT09H30M01.5S\"><text:p>09:30:01.5<",
            ),
            (Kind::Boolean, "true", "\"l\" office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE<"),
            (Kind::Integer, "12345678901234567", "\"t\" office:value-type=\"string\"><text:p>12345678901234567<"),
        ] {
            let cell = format!("<table:table-cell table:style-name={expected}/text:p></table:table-cell>");
            assert_eq!(written(kind, text), cell);
        }
    }

    #[test]
    fn white_space_survives() {
        for (text, expected) in [
            ("", "<text:p></text:p>"),
            ("a b", "<text:p>a b</text:p>"),
            ("a  b", "<text:p>a <text:s/>b</text:p>"),
            (" a   b ", "<text:p><text:s/>a <text:s text:c=\"2\"/>b<text:s/></text:p>"),
            ("  ", "<text:p><text:s text:c=\"2\"/></text:p>"),
            ("a\n\n<b>", "<text:p>a</text:p><text:p></text:p><text:p>&lt;b&gt;</text:p>"),
        ] {
            let cell = format!("<table:table-cell office:value-type=\"string\">{expected}</table:table-cell>");
            assert_eq!(written(Kind::String, text), cell);
        }
        assert_eq!(
            written(Kind::String, "\t a"),
            "<table:table-cell office:value-type=\"string\" office:string-value=\"&#9; a\">\
             <text:p><text:tab/><text:s/>a</text:p></table:table-cell>"
        );
        assert_eq!(
            written(Kind::String, "a\r\n\"b\"\r"),
            "<table:table-cell office:value-type=\"string\" office:string-value=\"a&#13;&#10;&quot;b&quot;&#13;\">\
             <text:p>a</text:p><text:p>&quot;b&quot;</text:p><text:p></text:p></table:table-cell>"
        );
    }

    #[test]
    fn what_xml_cannot_write_is_not_written() {
        for text in ["\0", "a\u{1B}", "\u{FFFE}"] {
            assert_eq!(write_text(None, text, &mut Vec::new()), Err(NO_CHARACTER), "{text:?}");
        }
        assert_eq!(write_text(None, "\t\r\n\u{7F}\u{FFFD}\u{1FFFE}", &mut Vec::new()), Ok(()));
    }
}
