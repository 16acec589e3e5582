//! A data file while it is written.

use super::buffers::Buffers;
use crate::diagnostics::{Diagnostic, Location, Severity};
use crate::model::{Artefact, Format, Withdrawn};
use crate::output::{Lane, Stage, StagedFile, Staging};
use crate::rows::{Error, Finished, Phase, WrittenFile};
use std::io::{self, Write};

/// One file of one format, which is taken back when it grows over its limit. It is hashed and written in a [`Lane`].
#[derive(Debug)]
pub(super) struct FormatFile {
    dataset: String,
    table: String,
    path: String,
    format: Format,
    limit: u64,
    /// Bytes given so far, whether they are written yet or not.
    bytes: u64,
    buffers: Buffers,
    file: Option<Lane<Writing>>,
}

/// The file at the other end of the lane.
#[derive(Debug)]
struct Writing {
    file: StagedFile,
    buffers: Buffers,
}

impl Stage for Writing {
    type Item = Vec<u8>;

    fn take(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        self.file.write_all(&bytes)?;
        self.buffers.give(bytes);
        Ok(())
    }
}

impl FormatFile {
    /// Begins the file of a table in a format; `limit` is in bytes.
    pub fn begin(staging: &Staging, dataset: &str, table: &str, format: Format, limit: u64) -> Result<Self, Error> {
        let path = super::address(dataset, table, format);
        let file = staging.create(&path).map_err(Error::write(&path))?;
        let buffers = Buffers::default();
        let file = Some(Lane::new(Writing { file, buffers: buffers.clone() }));
        let (dataset, table) = (dataset.to_owned(), table.to_owned());
        Ok(Self { dataset, table, path, format, limit, bytes: 0, buffers, file })
    }

    /// Where the parts of the file may be made: what is written is given back there.
    pub fn buffers(&self) -> Buffers {
        self.buffers.clone()
    }

    /// Adds bytes; nothing once the file was taken back. An error may be that of bytes given before.
    pub fn write(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let length = bytes.len();
        self.bytes = self.bytes.saturating_add(length as u64);
        if self.bytes > self.limit {
            return self.abandon();
        }
        if length == 0 {
            self.buffers.give(bytes);
            return Ok(());
        }
        let held = bytes.capacity();
        file.give(bytes, held).map_err(Error::write(&self.path))
    }

    /// Takes the file back.
    pub fn abandon(&mut self) -> Result<(), Error> {
        self.buffers.end();
        match self.file.take().and_then(Lane::stop) {
            Some(Writing { file, .. }) => file.discard().map_err(Error::write(&self.path)),
            None => Ok(()),
        }
    }

    /// Ends the file and says what it came to.
    pub fn finish(mut self, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let Some(file) = self.file.take() else {
            let reason = format!("it would be larger than {} bytes", self.limit);
            let mut finding = Diagnostic::new(
                "format/withdrawn",
                format!("`{}` is not written: {reason}", self.path),
                Location::Dataset(self.dataset.clone()),
            )
            .help(format!(
                "a larger limit is set in plainsight.toml: `[formats]`, `{} = {{ max_bytes = … }}`",
                self.format.suffix().trim_start_matches('.')
            ))
            .of_dataset(self.dataset)
            .of_table(self.table);
            finding.severity = Severity::Info;
            outcome.report.add(finding);
            outcome.summary.withdrawn.push(Withdrawn { format: self.format.name().to_owned(), reason });
            return Ok(());
        };
        let (writing, busy) = file.end().map_err(Error::write(&self.path))?;
        outcome.timings.add(Phase::Write, busy);
        let written = writing.file.finish().map_err(Error::write(&self.path))?;
        outcome.files.push(WrittenFile {
            path: self.path.clone(),
            bytes: written.bytes,
            sha256: written.sha256.clone(),
        });
        outcome.summary.artefacts.push(Artefact {
            path: self.path,
            format: Some(self.format),
            media_type: self.format.media_type().to_owned(),
            bytes: written.bytes,
            sha256: written.sha256,
        });
        Ok(())
    }
}
