//! NDJSON: a JSON object a line.

use super::file::FormatFile;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};

/// `<table>.ndjson`.
#[derive(Debug)]
pub struct NdjsonFile {
    file: FormatFile,
}

impl NdjsonFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Self, Error> {
        let file = FormatFile::begin(staging, dataset, &table.name, Format::Ndjson, limit)?;
        Ok(Self { file })
    }
}

impl Sink for NdjsonFile {
    type Maker = NdjsonRows;

    fn maker(&self) -> NdjsonRows {
        NdjsonRows
    }

    fn take(&mut self, part: Vec<u8>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        self.file.write(&part)
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.file.abandon()
    }
}

/// The pure half of [`NdjsonFile`].
#[derive(Debug)]
pub struct NdjsonRows;

impl Maker for NdjsonRows {
    type Part = Vec<u8>;

    fn begin(&self) -> Vec<u8> {
        Vec::new()
    }

    fn rows<'r>(&self, part: &mut Vec<u8>, rows: &'r Rows<'r>) {
        part.extend_from_slice(rows.objects().lines());
    }
}
