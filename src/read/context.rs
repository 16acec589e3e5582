//! What every reader of one dataset is given.

use crate::diagnostics::{Diagnostic, Location, Report};
use crate::project::{DatasetFolder, Settings};
use crate::sources::{SharedSource, SourcePath, Sources, Span};
use std::collections::BTreeSet;

/// One dataset being read.
pub(super) struct Context<'a> {
    pub sources: &'a Sources,
    pub settings: &'a Settings,
    pub folder: &'a DatasetFolder,
    /// The files that a description names.
    pub named: BTreeSet<SourcePath>,
    report: Report,
}

impl<'a> Context<'a> {
    pub fn new(sources: &'a Sources, settings: &'a Settings, folder: &'a DatasetFolder) -> Self {
        Self { sources, settings, folder, named: BTreeSet::new(), report: Report::default() }
    }

    /// The site's first language: that of text without a language.
    pub fn language(&self) -> &'a str {
        self.settings.catalogue.language()
    }

    /// Adds a finding about this dataset.
    pub fn add(&mut self, finding: Diagnostic) {
        self.report.add(finding.of_dataset(&self.folder.id));
    }

    /// A place, or the dataset as a whole where there is none.
    pub fn at(&self, span: Option<Span>) -> Location {
        span.map_or_else(|| Location::Dataset(self.folder.id.clone()), Location::Text)
    }

    /// Adds findings about this dataset.
    pub fn add_all(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }

    /// Lets a function of `project` report into this dataset's report.
    pub fn reporting<T>(&mut self, work: impl FnOnce(&mut Report) -> T) -> T {
        let mut report = Report::default();
        let result = work(&mut report);
        self.add_all(report.diagnostics().iter().cloned());
        result
    }

    /// Reads a description of this dataset, or reports why it cannot be read.
    pub fn text(&mut self, path: &SourcePath) -> Option<SharedSource> {
        match self.sources.text(path) {
            Ok(source) => Some(source),
            Err(error) => {
                self.add(crate::project::faults::unreadable(&error, path.clone()));
                None
            }
        }
    }

    pub fn into_report(self) -> Report {
        self.report
    }
}
