//! CSV as RFC 4180 has it: UTF-8, CRLF, no byte order mark, one header row, quotes only where they are needed.

use super::buffers::Buffers;
use super::columns::Published;
use super::stream::FormatStream;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Rows, Sink};

/// `<table>.csv`.
#[derive(Debug)]
pub struct CsvFile {
    file: FormatStream,
    columns: Published,
}

impl CsvFile {
    /// Begins the file with its header.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table) -> Result<Self, Error> {
        let columns = Published::of(table);
        // The other formats may be left out; the CSV is the dataset, and has no limit.
        let mut file = FormatStream::begin(staging, dataset, &table.name, Format::Csv, u64::MAX)?;
        let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        file.write(format!("{}\r\n", header.join(",")).into_bytes())?;
        Ok(Self { file, columns })
    }
}

impl Sink for CsvFile {
    type Maker = CsvRows;

    fn maker(&self) -> CsvRows {
        CsvRows { columns: self.columns.clone(), buffers: self.file.buffers() }
    }

    fn take(&mut self, part: Option<Vec<u8>>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        part.map_or(Ok(()), |records| self.file.write(records))
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.file.abandon()
    }
}

/// The pure half of [`CsvFile`].
#[derive(Debug)]
pub struct CsvRows {
    columns: Published,
    buffers: Buffers,
}

impl Maker for CsvRows {
    /// The records of a chunk.
    type Part = Option<Vec<u8>>;

    fn begin(&self) -> Option<Vec<u8>> {
        self.buffers.take()
    }

    fn rows<'r>(&self, part: &mut Option<Vec<u8>>, rows: &'r Rows<'r>) {
        let Some(out) = part else { return };
        out.reserve(rows.stretch().len() + rows.len());
        let as_written = rows.as_written(self.columns.indexes());
        let mut list = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            match as_written.record(index) {
                Some(record) => out.extend_from_slice(record),
                None => self.record(&row, &mut list, out),
            }
            out.extend_from_slice(b"\r\n");
        }
    }
}

impl CsvRows {
    /// Writes a record field by field.
    fn record(&self, row: &Row<'_>, list: &mut Vec<u8>, out: &mut Vec<u8>) {
        let start = out.len();
        for (position, column) in self.columns.iter().enumerate() {
            if position > 0 {
                out.push(b',');
            }
            field(row.csv_text(column.index, column.separator.as_deref(), list), out);
        }
        // A record whose only cell is empty would else be an empty line.
        if out.len() == start {
            out.extend_from_slice(b"\"\"");
        }
    }
}

/// Adds a field, in quotes if it needs them (RFC 4180, section 2, rules 5 to 7).
fn field(text: &[u8], out: &mut Vec<u8>) {
    let needs_quotes = |byte: u8| matches!(byte, b'"' | b',' | b'\r' | b'\n');
    if !text.iter().fold(false, |found, byte| found | needs_quotes(*byte)) {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    let mut done = 0;
    for at in memchr::memchr_iter(b'"', text) {
        out.extend_from_slice(&text[done..=at]);
        done = at;
    }
    out.extend_from_slice(&text[done..]);
    out.push(b'"');
}
