//! A file of a whole dataset: written, or withdrawn with the reason.

use super::file::withdrawal;
use crate::diagnostics::Report;
use crate::model::{Artefact, DatasetSummary, Format, Withdrawn};
use crate::output::Written;
use crate::rows::WrittenFile;
use serde::{Deserialize, Serialize};

/// A file of a whole dataset and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeFile {
    /// Its format.
    pub format: Format,
    /// Its address below the site.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is staged.
    Written(Written),
    /// There is none: why, in a phrase, and what to do about it, if anything.
    Withdrawn((String, String)),
}

impl WholeFile {
    /// A file that is not written.
    pub(super) fn withdrawn(format: Format, path: String, obstacle: (String, String)) -> Self {
        Self { format, path, outcome: Outcome::Withdrawn(obstacle) }
    }

    /// Puts it into what is known of its dataset, and tells why there is none. Gives the file, if there is one.
    pub fn settle(self, dataset: &str, summary: &mut DatasetSummary, report: &mut Report) -> Option<WrittenFile> {
        match self.outcome {
            Outcome::Written(Written { bytes, sha256 }) => {
                summary.files.push(Artefact {
                    path: self.path.clone(),
                    format: Some(self.format),
                    media_type: self.format.media_type().to_owned(),
                    bytes,
                    sha256: sha256.clone(),
                });
                Some(WrittenFile { path: self.path, bytes, sha256 })
            }
            Outcome::Withdrawn((reason, help)) => {
                report.add(withdrawal(&self.path, &reason, &help, dataset));
                summary.withdrawn.push(Withdrawn { format: self.format.name().to_owned(), reason });
                None
            }
        }
    }
}

/// Why a file is not written that would be larger than `limit` bytes.
pub(super) fn too_large(format: Format, limit: u64) -> (String, String) {
    let name = format.suffix().trim_start_matches('.');
    let help = format!(
        "a larger limit is set in plainsight.toml: `[formats]`, `{name} = {{ max_bytes = … }}`; `{name} = false` leaves the \
         format out"
    );
    (format!("it would be larger than {limit} bytes"), help)
}
