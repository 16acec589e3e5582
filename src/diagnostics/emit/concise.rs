//! A line each, for editors, logs and `grep`: `path:line:col: error[rule] message`.

use super::place::{Shown, printable, words};
use super::{sorted, word};
use crate::diagnostics::{Diagnostic, Report};
use crate::sources::Sources;
use std::io;

/// Writes every finding that was kept as one line, `path:line:col: error[rule] message`, where line and character count
/// from 1 in the decoded file. Where there is no line (a file, a dataset as a whole) they are left out. Counts are not
/// in it; [`json`](super::json) has them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn concise(report: &Report, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
    for diagnostic in sorted(report, sources) {
        writeln!(out, "{}", line(diagnostic, sources))?;
    }
    Ok(())
}

/// The line of one finding.
pub(super) fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    format!(
        "{}: {}[{}] {}",
        Shown::new(&diagnostic.primary.at, sources).address(),
        word(diagnostic.severity),
        diagnostic.rule,
        printable(&words(&diagnostic.message))
    )
}
