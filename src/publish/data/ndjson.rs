//! NDJSON: a JSON object a line.

use super::buffers::Buffers;
use super::stream::FormatStream;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};

/// `<table>.ndjson`.
#[derive(Debug)]
pub struct NdjsonFile {
    file: FormatStream,
}

impl NdjsonFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Self, Error> {
        let file = FormatStream::begin(staging, dataset, &table.name, Format::Ndjson, limit)?;
        Ok(Self { file })
    }
}

impl Sink for NdjsonFile {
    type Maker = NdjsonRows;

    fn maker(&self) -> NdjsonRows {
        NdjsonRows(self.file.buffers())
    }

    fn take(&mut self, part: Option<Vec<u8>>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        part.map_or(Ok(()), |lines| self.file.write(lines))
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
pub struct NdjsonRows(Buffers);

impl Maker for NdjsonRows {
    /// The lines of a chunk; none once the file was taken back.
    type Part = Option<Vec<u8>>;

    fn begin(&self) -> Option<Vec<u8>> {
        self.0.take()
    }

    fn rows<'r>(&self, part: &mut Option<Vec<u8>>, rows: &'r Rows<'r>) {
        if let Some(lines) = part {
            lines.extend_from_slice(rows.objects().lines());
        }
    }
}
