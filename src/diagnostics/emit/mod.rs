//! What the findings look like, one emitter a file, all over the same [`Report`].
//!
//! - [`full`] is for people at a terminal: grouped, with the record or the lines around each place.
//! - [`concise`] is a line each, for editors and logs.
//! - [`json`] is for programs: every finding that was kept, then the exact counts.
//!
//! SARIF, GitHub's workflow commands and `JUnit` each get a file here and a variant of [`OutputFormat`] when they come;
//! they need nothing that `place` does not already give. The portal's quality page and `quality.json` read the same
//! report.

mod concise;
mod full;
mod json;
mod place;
#[cfg(test)]
mod tests;

pub use concise::concise;
pub use full::{FullOptions, full};
pub use json::{VERSION, json};

use super::{Diagnostic, Location, Report, Severity};
use crate::sources::Sources;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The emitters by the name they have on the command line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// [`full`].
    #[default]
    Full,
    /// [`concise`].
    Concise,
    /// [`json`].
    Json,
}

impl OutputFormat {
    /// Every format, in the order they are documented.
    pub const ALL: [Self; 3] = [Self::Full, Self::Concise, Self::Json];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for OutputFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join("`, `");
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| format!("`{name}` is no output format; there are `{}`", known()))
    }
}

/// The findings sorted by path, row or offset, column, and rule: the order of every emitter, whatever the order in
/// which many cores found them.
#[must_use]
pub fn sorted<'a>(report: &'a Report, sources: &Sources) -> Vec<&'a Diagnostic> {
    let mut placed: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let (path, row, column) = position(&diagnostic.primary.at, sources);
            ((path, row, column, diagnostic.rule.as_str(), diagnostic.message.as_str()), diagnostic)
        })
        .collect();
    // Most are in order already, and a sort that keeps the order of equals makes use of that.
    placed.par_sort_by(|(one, _), (other, _)| one.cmp(other));
    placed.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

/// What a place sorts by.
fn position<'a>(at: &'a Location, sources: &Sources) -> (Cow<'a, str>, u64, u64) {
    match at {
        Location::Text(span) => (sources.source(span.source).path.to_string().into(), u64::from(span.start), 0),
        Location::Cell(cell) => (cell.path.as_str().into(), cell.row, u64::from(cell.column.unwrap_or(0))),
        Location::File(path) => (path.as_str().into(), 0, 0),
        Location::Dataset(id) => (place::dataset_folder(id).into(), 0, 0),
        Location::Site => (Cow::Borrowed(""), 0, 0),
    }
}

/// How many errors, warnings and notes there are, in words: `1 error, 10,003 warnings`; `nothing found` for none.
#[must_use]
pub fn totals(report: &Report) -> String {
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")]
        .into_iter()
        .filter_map(|(severity, word)| match report.total(severity) {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{} {word}s", place::grouped(many))),
        })
        .collect::<Vec<_>>();
    if words.is_empty() { "nothing found".to_owned() } else { words.join(", ") }
}

/// The word for a severity, as compilers say it.
const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
