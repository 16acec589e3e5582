//! JSON: one array of objects, an object a line (RFC 8259).

use super::file::FormatFile;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};

/// `<table>.json`.
#[derive(Debug)]
pub struct JsonFile {
    file: FormatFile,
    is_first: bool,
}

impl JsonFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Self, Error> {
        let file = FormatFile::begin(staging, dataset, &table.name, Format::Json, limit)?;
        Ok(Self { file, is_first: true })
    }
}

impl Sink for JsonFile {
    type Maker = JsonRows;

    fn maker(&self) -> JsonRows {
        JsonRows
    }

    fn take(&mut self, part: Vec<u8>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        if part.is_empty() || self.file.is_withdrawn() {
            return Ok(());
        }
        // Every row comes with `,` and a line end before it; the first has `[` in place of the comma.
        let first = std::mem::replace(&mut self.is_first, false);
        self.file.write(if first { b"[" } else { b"," })?;
        self.file.write(&part[1..])
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.file.write(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        self.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.file.abandon()
    }
}

/// The pure half of [`JsonFile`].
#[derive(Debug)]
pub struct JsonRows;

impl Maker for JsonRows {
    type Part = Vec<u8>;

    fn begin(&self) -> Vec<u8> {
        Vec::new()
    }

    fn rows<'r>(&self, part: &mut Vec<u8>, rows: &'r Rows<'r>) {
        for object in rows.objects().iter() {
            part.extend_from_slice(b",\n");
            part.extend_from_slice(object);
        }
    }
}
