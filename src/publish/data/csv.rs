//! CSV as RFC 4180 has it: UTF-8, CRLF, no byte order mark, one header row, quotes only where they are needed.

use super::columns::Published;
use super::file::FormatFile;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Sink};
use memchr::memchr3;

/// `<table>.csv`.
#[derive(Debug)]
pub struct CsvFile {
    file: FormatFile,
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
        let mut file = FormatFile::begin(staging, dataset, &table.name, Format::Csv, u64::MAX)?;
        let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        file.write(format!("{}\r\n", header.join(",")).as_bytes())?;
        Ok(Self { file, columns })
    }
}

impl Sink for CsvFile {
    type Maker = CsvRows;

    fn maker(&self) -> CsvRows {
        CsvRows(self.columns.clone())
    }

    fn take(&mut self, part: CsvPart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        self.file.write(&part.text)
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
pub struct CsvRows(Published);

/// The records of a chunk.
#[derive(Debug, Default)]
pub struct CsvPart {
    text: Vec<u8>,
    list: Vec<u8>,
}

impl Maker for CsvRows {
    type Part = CsvPart;

    fn begin(&self) -> CsvPart {
        CsvPart::default()
    }

    fn row(&self, part: &mut CsvPart, row: &Row<'_>) {
        let start = part.text.len();
        for (at, column) in self.0.iter().enumerate() {
            if at > 0 {
                part.text.push(b',');
            }
            let text = row.csv_text(column.index, column.separator.as_deref(), &mut part.list);
            field(text, &mut part.text);
        }
        if part.text.len() == start {
            // One empty cell would be an empty line, which readers skip.
            part.text.extend_from_slice(b"\"\"");
        }
        part.text.extend_from_slice(b"\r\n");
    }
}

/// A field, in quotes if it has a comma, a quote or a line end (RFC 4180 § 2, 6).
fn field(text: &[u8], out: &mut Vec<u8>) {
    if memchr3(b',', b'"', b'\n', text).is_none() && !text.contains(&b'\r') {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    let mut from = 0;
    for at in memchr::memchr_iter(b'"', text) {
        out.extend_from_slice(&text[from..=at]);
        out.push(b'"');
        from = at + 1;
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
        fn the_csv_crate_reads_back_every_field(fields in prop::collection::vec(any::<String>(), 2..6)) {
            let mut out = Vec::new();
            for (at, text) in fields.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                field(text.as_bytes(), &mut out);
            }
            out.extend_from_slice(b"\r\n");
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]);
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.iter().collect::<Vec<_>>(), fields);
        }
    }
}
