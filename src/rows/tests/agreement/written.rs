//! Records written in a dialect.

use super::choices::Choices;
use super::observed::{Numbered, Seen};
use crate::csvw::tokenizer::{Records, split};
use crate::csvw::{CompiledDialect, Dialect, Table, Trim};
use std::collections::BTreeSet;
use std::fmt;

/// A record to be written.
pub(super) enum Line {
    /// A header row.
    Header(Vec<String>),
    /// Cells, mostly quoted where they have to be.
    Cells(Vec<String>),
    /// Cells, one of which is replaced by text as it is.
    Wild(Vec<String>, usize, &'static str),
    /// A line as it is.
    Raw(String),
}

/// A table and its file.
pub(super) struct Given {
    pub(super) schema: Table,
    pub(super) bytes: Vec<u8>,
    /// The file's text, for people.
    text: String,
    /// Records with nothing on their line, by their number in the file.
    pub(super) empty_lines: BTreeSet<u64>,
    /// How large the engine's chunks are.
    pub(super) chunk_size: usize,
    /// The primary key's columns.
    pub(super) key: Vec<usize>,
}

impl Given {
    pub(super) fn write(schema: Table, lines: &[Line], choices: &mut Choices<'_>) -> Self {
        let dialect = &schema.dialect;
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            match line {
                Line::Header(cells) => record(dialect, cells, None, &mut text, &mut Choices::new(&[])),
                Line::Cells(cells) => record(dialect, cells, None, &mut text, choices),
                Line::Wild(cells, at, raw) => record(dialect, cells, Some((*at, raw)), &mut text, choices),
                Line::Raw(raw) => text.push_str(raw),
            }
            if index + 1 < lines.len() || !choices.once_in(4) {
                text.push_str(choices.one_of(&dialect.line_terminators).as_str());
            }
        }
        let bytes = if dialect.encoding_stated {
            encoded(&dialect.encoding, &text, choices.once_in(4))
        } else {
            // A byte order mark says what nobody else does.
            let encoding = *choices.one_of(&["utf-8", "utf-16le", "utf-16be"]);
            encoded(encoding, &text, true)
        };
        let empty_lines = empty_lines(dialect, &text);
        let key = schema.primary_key.iter().filter_map(|name| schema.column_index(name)).collect();
        let chunk_size = *choices.one_of(&[1 << 20, 1, 16, 100]);
        Self { schema, bytes, text, empty_lines, chunk_size, key }
    }

    /// Whether a part of the primary key is null in that row.
    pub(super) fn has_null_in_key(&self, rows: &[Numbered], row: u64) -> bool {
        let cells = rows.iter().find(|(number, _)| *number == row).and_then(|(_, cells)| cells.as_ref());
        cells.is_some_and(|cells| self.key.iter().any(|column| cells.get(*column).is_some_and(Seen::is_null)))
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let metadata = crate::csvw::write_table(&self.schema, "en");
        writeln!(f, "{}\n{:?}\n{metadata:#}", self.schema.url, self.text)
    }
}

fn record(
    dialect: &Dialect,
    cells: &[String],
    wild: Option<(usize, &str)>,
    out: &mut String,
    choices: &mut Choices<'_>,
) {
    let skipped = (0..dialect.skip_columns).map(|_| "note".to_owned());
    let skips = dialect.skip_columns as usize;
    let all: Vec<String> = skipped.chain(cells.iter().cloned()).collect();
    for (index, cell) in all.iter().enumerate() {
        if index > 0 {
            out.push_str(&dialect.delimiter);
        }
        match wild {
            Some((at, raw)) if at + skips == index => out.push_str(raw),
            _ => field(dialect, cell, index == 0, all.len() == 1, out, choices),
        }
    }
}

fn field(dialect: &Dialect, cell: &str, is_first: bool, is_only: bool, out: &mut String, choices: &mut Choices<'_>) {
    // White space that the dialect drops.
    let is_padded = dialect.trim != Trim::False && !is_first && choices.once_in(3);
    out.push_str(if is_padded { " " } else { "" });
    quoted_or_not(dialect, cell, is_first, is_only, out, choices);
    out.push_str(if is_padded { " \t" } else { "" });
}

fn quoted_or_not(
    dialect: &Dialect,
    cell: &str,
    is_first: bool,
    is_only: bool,
    out: &mut String,
    choices: &mut Choices<'_>,
) {
    let escaped = |text: &str| if dialect.double_quote { text.to_owned() } else { text.replace('\\', "\\\\") };
    let Some(quote) = &dialect.quote_char else {
        out.push_str(&escaped(cell));
        return;
    };
    let is_special = |text: &str| cell.contains(text);
    let needs_quotes = is_special(&dialect.delimiter)
        || is_special(quote)
        || dialect.line_terminators.iter().any(|terminator| is_special(terminator))
        || cell.contains(['\r', '\n'])
        || cell.starts_with(' ')
        || cell.ends_with(' ')
        || (is_first && dialect.comment_prefix.as_ref().is_some_and(|prefix| cell.starts_with(prefix.as_str())))
        || (is_only && cell.is_empty());
    // Now and then a cell that would need quotes has none.
    let stays_bare = choices.once_in(12) && !cell.is_empty();
    if (needs_quotes && !stays_bare) || choices.once_in(6) {
        let inside = if dialect.double_quote { quote.repeat(2) } else { format!("\\{quote}") };
        out.push_str(quote);
        out.push_str(&escaped(cell).replace(quote.as_str(), &inside));
        out.push_str(quote);
    } else {
        out.push_str(&escaped(cell));
    }
}

fn encoded(encoding: &str, text: &str, marked: bool) -> Vec<u8> {
    let text = if marked && encoding != "windows-1252" { format!("\u{feff}{text}") } else { text.to_owned() };
    match encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        _ => text.into_bytes(),
    }
}

/// Records with nothing on their line.
fn empty_lines(dialect: &Dialect, text: &str) -> BTreeSet<u64> {
    let mut records = Records::new();
    split(&CompiledDialect::compile(dialect).0, text.as_bytes(), &mut records);
    let numbered = (1..).zip(&records.records);
    numbered.filter(|(_, record)| record.is_empty_line()).map(|(number, _)| number).collect()
}
