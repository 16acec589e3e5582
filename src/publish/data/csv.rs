//! CSV as RFC 4180 has it: UTF-8, CRLF, no byte order mark, one header row, quotes only where they are needed.

use super::columns::Published;
use super::file::FormatFile;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

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
        // Writing to memory cannot fail, so there is always a text.
        self.file.write(&part.writer.into_inner().unwrap_or_default())
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
#[derive(Debug)]
pub struct CsvPart {
    writer: Writer<Vec<u8>>,
    list: Vec<u8>,
}

impl Maker for CsvRows {
    type Part = CsvPart;

    fn begin(&self) -> CsvPart {
        // Quotes only where they are needed, and around the one cell of a record that would else be an empty line.
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
        CsvPart { writer: builder.from_writer(Vec::new()), list: Vec::new() }
    }

    fn rows<'r>(&self, part: &mut CsvPart, rows: &'r Rows<'r>) {
        for row in rows.iter() {
            for column in self.0.iter() {
                let text = row.csv_text(column.index, column.separator.as_deref(), &mut part.list);
                // Writing to memory cannot fail.
                let _ = part.writer.write_field(text);
            }
            let _ = part.writer.write_record(None::<&[u8]>);
        }
    }
}
