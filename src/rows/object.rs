//! A row as a JSON object: every published column, in order; null is `null`, a list is an array, a number is a JSON
//! number with the source's digits.

use super::batch::{Cell, Objects, Row, Rows, State};
use super::pen::Pen;
use crate::csvw::value::Kind;
use crate::model::Table;

/// Writes rows of a table as objects.
#[derive(Debug, Clone)]
pub struct ObjectWriter {
    members: Vec<Member>,
    /// Strings are cut to so many characters.
    cut: usize,
}

/// A published column.
#[derive(Debug, Clone)]
struct Member {
    /// Its position in the schema.
    column: usize,
    /// `{"name":"` or `,"name":"`, then whatever fills a [`Pen`]'s block.
    before: Vec<u8>,
    /// Bytes of `before` up to and with the colon; the quote is the next one.
    colon: usize,
}

impl ObjectWriter {
    /// A writer for the published columns of a table.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let members = published(table).enumerate().map(|(position, column)| {
            let mut before = vec![if position == 0 { b'{' } else { b',' }];
            string(table.schema.columns.get(column).map_or("", |column| &column.name).as_bytes(), &mut before);
            before.push(b':');
            let colon = before.len();
            before.push(b'"');
            before.resize(before.len().max(Pen::BLOCK), b' ');
            Member { column, before, colon }
        });
        Self { members: members.collect(), cut: usize::MAX }
    }

    /// The same, with strings cut to so many characters and `…` where they were: for examples.
    #[must_use]
    pub fn cut_at(self, characters: usize) -> Self {
        Self { cut: characters, ..self }
    }

    /// The objects of all rows of a batch, in memory that is used again.
    pub(super) fn batch(&self, rows: &Rows<'_>, memory: Objects) -> Objects {
        let Objects { mut pen, mut ends } = memory.cleared();
        for row in rows.iter() {
            self.object(&row, &mut pen);
            ends.push(pen.len());
            pen.byte(b'\n');
        }
        Objects { pen, ends }
    }

    /// Adds the row's object to `out`.
    pub fn write(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        let mut pen = Pen::default();
        self.object(row, &mut pen);
        out.extend_from_slice(pen.written());
    }

    fn object(&self, row: &Row<'_>, pen: &mut Pen) {
        if self.members.is_empty() {
            return pen.put(b"{}");
        }
        let Row { rows, index, .. } = *row;
        let record = rows.memory.rows.get(index).and_then(|row| rows.records.records.get(row.in_batch as usize));
        let fields = record.and_then(|record| rows.records.fields.get(record.fields())).unwrap_or_default();
        // What is true of the whole record need not be asked of each cell.
        let is_plain = self.cut == usize::MAX
            && record.and_then(|record| rows.chunk.get(record.range())).is_some_and(needs_no_escape);
        for Member { column, before, colon } in &self.members {
            let state = rows.memory.states.get(column * rows.len() + index).copied().unwrap_or(State::NULL);
            if state == State::NULL {
                pen.first_of(before, *colon);
                pen.put(b"null");
                continue;
            }
            if state == State::AS_WRITTEN {
                let field = rows.layout.field(*column).and_then(|field| fields.get(field as usize));
                let (start, length) = field.map_or((0, 0), |field| (field.start as usize, field.range().len()));
                let text = rows.chunk.get(start..).unwrap_or_default();
                match rows.columns.kind(*column) {
                    // Canonical ones are JSON's.
                    Kind::Integer | Kind::Decimal | Kind::Boolean => {
                        pen.first_of(before, *colon);
                        pen.first_of(text, length);
                        continue;
                    }
                    Kind::Double | Kind::Null | Kind::List => {}
                    _ if is_plain => {
                        pen.first_of(before, colon + 1);
                        pen.first_of(text, length);
                        pen.byte(b'"');
                        continue;
                    }
                    _ => {}
                }
            }
            pen.first_of(before, *colon);
            self.cell(row, *column, pen);
        }
        pen.byte(b'}');
    }

    fn cell(&self, row: &Row<'_>, column: usize, pen: &mut Pen) {
        let cell = row.cell(column);
        if cell.kind != Kind::List {
            return self.value(cell, pen);
        }
        pen.byte(b'[');
        for (number, item) in row.items(column).enumerate() {
            if number > 0 {
                pen.byte(b',');
            }
            self.value(item, pen);
        }
        pen.byte(b']');
    }

    fn value(&self, cell: Cell<'_>, pen: &mut Pen) {
        match cell.kind {
            Kind::Null => pen.put(b"null"),
            Kind::Boolean => pen.put(cell.text),
            // `NaN` and `INF` are doubles and no JSON numbers.
            Kind::Integer | Kind::Decimal | Kind::Double if is_number(cell.text) => pen.put(cell.text),
            _ => {
                let kept = cut(cell.text, self.cut);
                pen.byte(b'"');
                escaped(kept, |piece| pen.put(piece));
                if kept.len() < cell.text.len() {
                    pen.put("…".as_bytes());
                }
                pen.byte(b'"');
            }
        }
    }
}

/// The published columns of a table, as indexes in its schema.
pub fn published(table: &Table) -> impl Iterator<Item = usize> {
    let columns = table.schema.columns.iter().enumerate();
    columns.filter(|(_, column)| !column.suppress_output && !column.is_virtual).map(|(index, _)| index)
}

/// The first characters of a text in UTF-8.
#[must_use]
pub fn cut(text: &[u8], characters: usize) -> &[u8] {
    if text.len() <= characters {
        return text;
    }
    let mut begun = 0;
    for (at, byte) in text.iter().enumerate() {
        if byte & 0xc0 != 0x80 {
            if begun == characters {
                return &text[..at];
            }
            begun += 1;
        }
    }
    text
}

/// Whether a text is a number of JSON (RFC 8259, section 6).
#[must_use]
pub fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = text.strip_prefix(b"-").unwrap_or(text);
    let integer = digits(rest);
    if integer == 0 || (integer > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[integer..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let length = digits(exponent);
        return length > 0 && length == exponent.len();
    }
    rest.is_empty()
}

/// For each byte what follows the backslash that stands for it in a string; 0 for a byte that stands for itself.
const ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        escapes[byte] = b'u';
        byte += 1;
    }
    escapes[0x08] = b'b';
    escapes[0x0c] = b'f';
    escapes[b'\n' as usize] = b'n';
    escapes[b'\r' as usize] = b'r';
    escapes[b'\t' as usize] = b't';
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes
};

/// Whether a text is in a string as it is.
fn needs_no_escape(text: &[u8]) -> bool {
    const BLOCK: usize = 16;
    // All bits or none, so that the compiler makes vectors of it: a branch a byte takes several times as long.
    let all = |is_special| if is_special { u8::MAX } else { 0 };
    let special = |byte: u8| all(byte < 0x20) | all(byte == b'"') | all(byte == b'\\');
    let Some(last) = text.last_chunk::<BLOCK>() else {
        return text.iter().fold(0, |found, byte| found | special(*byte)) == 0;
    };
    // Some of the last block is looked at twice.
    let mut found = last.map(special);
    for block in text.as_chunks::<BLOCK>().0 {
        for (found, byte) in found.iter_mut().zip(block) {
            *found |= special(*byte);
        }
    }
    u128::from_ne_bytes(found) == 0
}

/// Gives a text in pieces as they are in a JSON string. Only what must be escaped is.
fn escaped(text: &[u8], mut put: impl FnMut(&[u8])) {
    const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
    if needs_no_escape(text) {
        return put(text);
    }
    let mut done = 0;
    for (at, &byte) in text.iter().enumerate() {
        let escape = ESCAPES[byte as usize];
        if escape == 0 {
            continue;
        }
        put(&text[done..at]);
        done = at + 1;
        if escape == b'u' {
            let digits = [HEXADECIMAL[usize::from(byte >> 4)], HEXADECIMAL[usize::from(byte & 15)]];
            put(&[b'\\', b'u', b'0', b'0', digits[0], digits[1]]);
        } else {
            put(&[b'\\', escape]);
        }
    }
    put(&text[done..]);
}

/// Adds a text as a JSON string.
pub fn string(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    escaped(text, |piece| out.extend_from_slice(piece));
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("aé€b".as_bytes(), 3), "aé€".as_bytes());
        assert_eq!(cut("aé€".as_bytes(), 3), "aé€".as_bytes());
        assert_eq!(cut(b"", 0), b"");
    }

    proptest! {
        #[test]
        fn strings_are_those_of_serde(text in r#"[a-zé"\\\x00-\x20\x7f]{0,6}[a-z]{0,40}["\\\x1f]?[a-z]{0,20}|\PC*"#) {
            let mut out = Vec::new();
            string(text.as_bytes(), &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
        }

        #[test]
        fn numbers_are_those_of_json(text in "[-+]?[0-9]{0,2}[.]?[0-9]{0,2}([eE][-+]?[0-9]{0,2})?") {
            prop_assert_eq!(is_number(text.as_bytes()), serde_json::from_str::<serde_json::Number>(&text).is_ok());
        }
    }
}
