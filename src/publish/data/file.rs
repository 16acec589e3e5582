//! A data file while it is written.

use crate::diagnostics::{Diagnostic, Location, Severity};
use crate::model::{Artefact, Format, Withdrawn};
use crate::output::{StagedFile, Staging};
use crate::rows::{Error, Finished, WrittenFile};
use std::io::Write;

/// One file of one format, which is taken back when it grows over its limit.
#[derive(Debug)]
pub(super) struct FormatFile {
    dataset: String,
    table: String,
    path: String,
    format: Format,
    limit: u64,
    file: Option<StagedFile>,
}

impl FormatFile {
    /// Begins the file of a table in a format; `limit` is in bytes.
    pub fn begin(staging: &Staging, dataset: &str, table: &str, format: Format, limit: u64) -> Result<Self, Error> {
        let path = super::address(dataset, table, format);
        let file = staging.create(&path).map_err(Error::write(&path))?;
        Ok(Self { dataset: dataset.to_owned(), table: table.to_owned(), path, format, limit, file: Some(file) })
    }

    /// Adds bytes; nothing once the file was taken back.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Some(file) = &mut self.file else { return Ok(()) };
        if file.bytes() + bytes.len() as u64 > self.limit {
            return self.abandon();
        }
        file.write_all(bytes).map_err(Error::write(&self.path))
    }

    /// Whether nothing more is wanted.
    pub fn is_withdrawn(&self) -> bool {
        self.file.is_none()
    }

    /// Takes the file back.
    pub fn abandon(&mut self) -> Result<(), Error> {
        match self.file.take() {
            Some(file) => file.discard().map_err(Error::write(&self.path)),
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
        let written = file.finish().map_err(Error::write(&self.path))?;
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
