//! A row as a JSON object: every published column, in order; null is `null`, a list is an array, a number is a JSON
//! number with the source's digits.

use super::batch::{Cell, Objects, Row, Rows};
use crate::csvw::value::Kind;
use crate::model::Table;

/// Writes rows of a table as objects.
#[derive(Debug, Clone)]
pub struct ObjectWriter {
    /// For each published column its index in the schema, and `"name":`.
    columns: Vec<(usize, Vec<u8>)>,
    /// Strings are cut to so many characters.
    cut: usize,
}

impl ObjectWriter {
    /// A writer for the published columns of a table.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let columns = published(table)
            .map(|index| {
                let mut name = Vec::new();
                string(table.schema.columns.get(index).map_or("", |column| &column.name).as_bytes(), &mut name);
                name.push(b':');
                (index, name)
            })
            .collect();
        Self { columns, cut: usize::MAX }
    }

    /// The same, with strings cut to so many characters and `…` where they were: for examples.
    #[must_use]
    pub fn cut_at(self, characters: usize) -> Self {
        Self { cut: characters, ..self }
    }

    /// All rows of a batch.
    pub(super) fn batch(&self, rows: &Rows<'_>) -> Objects {
        let names: usize = self.columns.iter().map(|(_, name)| name.len() + "\"\",".len()).sum();
        let mut objects = Objects::default();
        objects.text.reserve(rows.stretch().len() + rows.len() * (names + "{}\n".len()));
        objects.ends.reserve(rows.len());
        for row in rows.iter() {
            self.write(&row, &mut objects.text);
            objects.ends.push(objects.text.len());
            objects.text.push(b'\n');
        }
        objects
    }

    /// Adds the row's object to `out`.
    pub fn write(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        out.push(b'{');
        for (number, (column, name)) in self.columns.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            out.extend_from_slice(name);
            let cell = row.cell(*column);
            if cell.kind == Kind::List {
                out.push(b'[');
                for (number, item) in row.items(*column).enumerate() {
                    if number > 0 {
                        out.push(b',');
                    }
                    self.value(item, out);
                }
                out.push(b']');
            } else {
                self.value(cell, out);
            }
        }
        out.push(b'}');
    }

    fn value(&self, cell: Cell<'_>, out: &mut Vec<u8>) {
        match cell.kind {
            Kind::Null => out.extend_from_slice(b"null"),
            Kind::Boolean => out.extend_from_slice(cell.text),
            // `NaN` and `INF` are doubles and no JSON numbers.
            Kind::Integer | Kind::Decimal | Kind::Double if is_number(cell.text) => out.extend_from_slice(cell.text),
            _ => {
                let kept = cut(cell.text, self.cut);
                string(kept, out);
                if kept.len() < cell.text.len() {
                    out.pop();
                    out.extend_from_slice("…\"".as_bytes());
                }
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

/// Adds a text as a JSON string. Only what must be escaped is.
pub fn string(text: &[u8], out: &mut Vec<u8>) {
    const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    let mut done = 0;
    for (at, &byte) in text.iter().enumerate() {
        let escape = ESCAPES[byte as usize];
        if escape == 0 {
            continue;
        }
        out.extend_from_slice(&text[done..at]);
        done = at + 1;
        out.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            let digits = [HEXADECIMAL[usize::from(byte >> 4)], HEXADECIMAL[usize::from(byte & 15)]];
            out.extend_from_slice(b"00");
            out.extend_from_slice(&digits);
        }
    }
    out.extend_from_slice(&text[done..]);
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
        fn strings_read_back(text in any::<String>()) {
            let mut out = Vec::new();
            string(text.as_bytes(), &mut out);
            prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }

        #[test]
        fn numbers_are_those_of_json(text in "[-+]?[0-9]{0,2}[.]?[0-9]{0,2}([eE][-+]?[0-9]{0,2})?") {
            prop_assert_eq!(is_number(text.as_bytes()), serde_json::from_str::<serde_json::Number>(&text).is_ok());
        }
    }
}
