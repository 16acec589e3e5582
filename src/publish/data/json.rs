//! JSON: one array of objects, an object a line (RFC 8259).

use super::buffers::Buffers;
use super::stream::FormatStream;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};

/// `<table>.json`.
#[derive(Debug)]
pub struct JsonFile {
    file: FormatStream,
    is_first: bool,
}

impl JsonFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Self, Error> {
        let file = FormatStream::begin(staging, dataset, &table.name, Format::Json, limit)?;
        Ok(Self { file, is_first: true })
    }
}

impl Sink for JsonFile {
    type Maker = JsonRows;

    fn maker(&self) -> JsonRows {
        JsonRows(self.file.buffers())
    }

    fn take(&mut self, part: Option<Vec<u8>>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        let Some(mut part) = part else { return Ok(()) };
        // Every row comes with `,` and a line end before it; the first has `[` in place of the comma.
        if self.is_first
            && let Some(comma) = part.first_mut()
        {
            *comma = b'[';
            self.is_first = false;
        }
        self.file.write(part)
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.file.write(if self.is_first { b"[]\n".to_vec() } else { b"\n]\n".to_vec() })?;
        self.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.file.abandon()
    }
}

/// The pure half of [`JsonFile`].
#[derive(Debug)]
pub struct JsonRows(Buffers);

impl Maker for JsonRows {
    /// The objects of a chunk; none once the file was taken back.
    type Part = Option<Vec<u8>>;

    fn begin(&self) -> Option<Vec<u8>> {
        self.0.take()
    }

    fn rows<'r>(&self, part: &mut Option<Vec<u8>>, rows: &'r Rows<'r>) {
        let Some(text) = part else { return };
        for object in rows.objects().iter() {
            text.extend_from_slice(b",\n");
            text.extend_from_slice(object);
        }
    }
}
