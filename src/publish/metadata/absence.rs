//! Why a file of metadata is not there, or a dataset is not in one.

use crate::diagnostics::{Diagnostic, Location, Severity};

/// What keeps a dataset out of a format whose rules ask for more than is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// What is not stated, in a phrase: `no day of publication is stated`.
    pub reason: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

impl Absence {
    /// The finding for the dataset of that id; `what` is what is not done: ``"`data.json` does not list it"``.
    #[must_use]
    pub fn finding(&self, what: &str, id: &str) -> Diagnostic {
        let said = format!("{what}: {}", self.reason);
        let mut finding =
            Diagnostic::new("format/withdrawn", said, Location::Dataset(id.to_owned())).of_dataset(id).help(self.help);
        finding.severity = Severity::Info;
        finding
    }
}
