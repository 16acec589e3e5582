//! The columns that are written, and how a value looks in JSON.

use crate::csvw::value::Kind;
use crate::model::Table;
use crate::rows::{Cell, Row};
use std::sync::Arc;

/// The published columns of a table, shared by the two halves of a sink.
#[derive(Debug, Clone)]
pub(super) struct Published(Arc<[Column]>);

/// A column that is written.
#[derive(Debug)]
pub(super) struct Column {
    /// Its position in the schema.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// `"name":` as JSON has it.
    key: Vec<u8>,
    /// What joins the items of a list in the CSV.
    pub separator: Option<Vec<u8>>,
}

impl Published {
    /// The columns of `table` that are neither suppressed nor virtual.
    pub fn of(table: &Table) -> Self {
        let columns =
            table.schema.columns.iter().enumerate().filter(|(_, column)| !column.suppress_output && !column.is_virtual);
        Self(
            columns
                .map(|(index, column)| {
                    let mut key = Vec::with_capacity(column.name.len() + 3);
                    json_string(column.name.as_bytes(), &mut key);
                    key.push(b':');
                    Column {
                        index,
                        name: column.name.clone(),
                        key,
                        separator: column.separator.as_ref().map(|separator| separator.as_bytes().to_vec()),
                    }
                })
                .collect(),
        )
    }

    /// The columns, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.0.iter()
    }

    /// A row as a JSON object: every column, in order.
    pub fn json_object(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        out.push(b'{');
        for (at, column) in self.0.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(&column.key);
            let cell = row.cell(column.index);
            if cell.kind == Kind::List {
                out.push(b'[');
                for (at, item) in row.items(column.index).enumerate() {
                    if at > 0 {
                        out.push(b',');
                    }
                    json_value(item, out);
                }
                out.push(b']');
            } else {
                json_value(cell, out);
            }
        }
        out.push(b'}');
    }
}

/// A value as JSON: a decimal is a number with the source's digits; what JSON has no number for is a string.
fn json_value(cell: Cell<'_>, out: &mut Vec<u8>) {
    match cell.kind {
        Kind::Null => out.extend_from_slice(b"null"),
        Kind::Integer | Kind::Decimal | Kind::Boolean => out.extend_from_slice(cell.text),
        Kind::Double if !matches!(cell.text, b"NaN" | b"INF" | b"-INF") => out.extend_from_slice(cell.text),
        _ => json_string(cell.text, out),
    }
}

/// A JSON string (RFC 8259 § 7): only what has to be escaped is.
pub(super) fn json_string(text: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    let mut from = 0;
    for (at, &byte) in text.iter().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => {
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
        }
    }
    out.extend_from_slice(&text[from..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_string_is_what_serde_reads_back(text in any::<String>()) {
            let mut out = Vec::new();
            json_string(text.as_bytes(), &mut out);
            prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }
    }
}
