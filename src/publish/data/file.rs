//! A data file while it is written.

use super::whole::too_large;
use crate::diagnostics::{Diagnostic, Location, Severity};
use crate::model::{Artefact, Format, Withdrawn};
use crate::output::{Aside, StagedFile, Staging};
use crate::rows::{Error, Finished, WrittenFile};
use std::io::{self, Write};
use std::path::Path;

/// One file of one format, which may be taken back.
#[derive(Debug)]
pub(super) struct FormatFile {
    dataset: String,
    table: String,
    path: String,
    format: Format,
    file: Option<StagedFile>,
    /// Why there is none, and what to do about it.
    withdrawn: Option<(String, String)>,
}

impl FormatFile {
    /// Begins the file of a table in a format.
    pub fn begin(staging: &Staging, dataset: &str, table: &str, format: Format) -> Result<Self, Error> {
        let path = super::address(dataset, table, format);
        let file = staging.create(&path).map_err(Error::write(&path))?;
        let (dataset, table) = (dataset.to_owned(), table.to_owned());
        Ok(Self { dataset, table, path, format, file: Some(file), withdrawn: None })
    }

    /// Its address below the site.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Adds bytes; nothing once the file was taken back.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes))
    }

    /// Takes the file back because of what would be in it; `reason` is a phrase, `help` says what to do, if anything.
    pub fn withdraw(&mut self, reason: String, help: String) -> Result<(), Error> {
        self.withdrawn = Some((reason, help));
        self.abandon()
    }

    /// Takes the file back because it would be larger than `limit` bytes.
    pub fn withdraw_as_too_large(&mut self, limit: u64) -> Result<(), Error> {
        let (reason, help) = too_large(self.format, limit);
        self.withdraw(reason, help)
    }

    /// Begins the file anew. What was written so far is put at `aside`, a path outside the site, to be read.
    pub fn begin_again(&mut self, aside: &Path) -> Result<Aside, Error> {
        let Some(file) = self.file.take() else {
            return Err(Error::write(&self.path)(io::Error::other("it was taken back")));
        };
        let (file, before) = file.begin_again(aside).map_err(Error::write(&self.path))?;
        self.file = Some(file);
        Ok(before)
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
            let (reason, help) = self.withdrawn.unwrap_or_default();
            outcome.report.add(withdrawal(&self.path, &reason, &help, &self.dataset).of_table(self.table));
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

/// Tells that a file of a dataset is not written: `reason` is a phrase, `help` says what to do, if anything.
pub(super) fn withdrawal(path: &str, reason: &str, help: &str, dataset: &str) -> Diagnostic {
    let said = format!("`{path}` is not written: {reason}");
    let mut finding =
        Diagnostic::new("format/withdrawn", said, Location::Dataset(dataset.to_owned())).of_dataset(dataset);
    finding.severity = Severity::Info;
    if help.is_empty() { finding } else { finding.help(help) }
}
