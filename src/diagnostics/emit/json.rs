//! For programs: one JSON object, versioned. It has every finding that was kept, in the order of the other emitters,
//! one a line, then the exact counts.
//!
//! ```json
//! {"version": 1,
//!  "diagnostics": [
//!   {"rule": "csvw/invalid-datatype-value", "severity": "error", "message": "…",
//!    "dataset": "wards", "table": "wards", "column": "date",
//!    "primary": {"kind": "cell", "path": "datasets/wards/wards.csv", "line": 48212, "character": 18,
//!                "row": 48212, "column": 3, "column_letters": "C", "column_name": "date",
//!                "excerpt": {"text": "…", "line": 48212, "start": 17, "end": 27}, "text": "…"},
//!    "secondary": [{"kind": "text", "path": "…", "line": 32, "character": 15, "end_line": 32, "end_character": 57,
//!                   "start": 801, "end": 843, "text": "…"}],
//!    "help": ["…"]}],
//!  "counts": [{"rule": "…", "severity": "error", "dataset": "…", "table": "…", "column": "…", "count": 10000}],
//!  "summary": {"errors": 10000, "warnings": 0, "infos": 0}}
//! ```
//!
//! - `kind` is `text` (a stretch of a text), `cell` (a cell, or a record where `column` is null), `file`, `dataset` or
//!   `site` (no honest place is smaller).
//! - `line`, `character`, `row` and `column` count from 1; `line` and `character` in the decoded file, `row` as a
//!   spreadsheet shows it. `start` and `end` are bytes, `end` one past the last: of the text without a byte order mark,
//!   or, in an `excerpt`, of its `text`.
//! - A key that does not apply to the kind is absent; a fact that is not known is null.
//! - Further keys and kinds may be added under the same version; nothing else changes.

use super::{place, sorted};
use crate::diagnostics::{Diagnostic, Excerpt, Label, Location, Report, Severity};
use crate::sources::Sources;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The version of the object.
pub const VERSION: u32 = 1;

/// Findings that are text at the same time, about a kilobyte each; of these a task of a thread makes the lines of some.
const AT_ONCE: usize = 8192;
const A_TASK: usize = 1024;

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    dataset: Option<&'a str>,
    table: Option<&'a str>,
    column: Option<&'a str>,
    primary: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    at: At<'a>,
    text: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum At<'a> {
    Text {
        path: String,
        line: usize,
        character: usize,
        end_line: usize,
        end_character: usize,
        start: u32,
        end: u32,
    },
    Cell {
        path: &'a str,
        line: u64,
        character: u64,
        row: u64,
        column: Option<u32>,
        column_letters: Option<String>,
        column_name: Option<&'a str>,
        excerpt: &'a Excerpt,
    },
    File {
        path: &'a str,
    },
    Dataset {
        path: String,
        id: &'a str,
    },
    Site,
}

#[derive(Serialize)]
struct Summary {
    errors: u64,
    warnings: u64,
    infos: u64,
}

impl<'a> Place<'a> {
    fn new(label: &'a Label, sources: &Sources) -> Self {
        let at = match &label.at {
            Location::Text(span) => {
                let source = sources.source(span.source);
                let (line, character) = source.lines.line_column(&source.text, span.start as usize);
                let (end_line, end_character) = source.lines.line_column(&source.text, span.end as usize);
                let path = source.path.to_string();
                At::Text { path, line, character, end_line, end_character, start: span.start, end: span.end }
            }
            Location::Cell(cell) => At::Cell {
                path: cell.path.as_str(),
                line: cell.line,
                character: cell.character,
                row: cell.row,
                column: cell.column,
                column_letters: cell.column_letters(),
                column_name: cell.column_name.as_deref(),
                excerpt: &cell.excerpt,
            },
            Location::File(path) => At::File { path: path.as_str() },
            Location::Dataset(id) => At::Dataset { path: place::dataset_folder(id), id },
            Location::Site => At::Site,
        };
        Self { at, text: label.text.as_deref() }
    }
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &Sources) -> Self {
        Self {
            rule: diagnostic.rule.as_str(),
            severity: diagnostic.severity,
            message: &diagnostic.message,
            dataset: diagnostic.dataset.as_deref(),
            table: diagnostic.table.as_deref(),
            column: diagnostic.column.as_deref(),
            primary: Place::new(&diagnostic.primary, sources),
        }
    }
}

/// What findings of one rule and column mostly share, their other places and the help, as text that was made once.
#[derive(Default)]
struct SharedEnds<'a>(BTreeMap<RuleInColumn<'a>, (&'a Diagnostic, Vec<u8>)>);

/// Rule, table and column.
type RuleInColumn<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

impl<'a> SharedEnds<'a> {
    /// The rest of the object of a finding, from the comma after `primary`.
    fn of(&mut self, finding: &'a Diagnostic, sources: &Sources) -> serde_json::Result<&[u8]> {
        let key = (finding.rule.as_str(), finding.table.as_deref(), finding.column.as_deref());
        let (last, text) = self.0.entry(key).or_insert((finding, Vec::new()));
        if text.is_empty() || last.secondary != finding.secondary || last.help != finding.help {
            *last = finding;
            text.clear();
            text.extend_from_slice(b",\"secondary\":");
            let secondary: Vec<Place<'_>> = finding.secondary.iter().map(|label| Place::new(label, sources)).collect();
            serde_json::to_writer(&mut *text, &secondary)?;
            text.extend_from_slice(b",\"help\":");
            serde_json::to_writer(&mut *text, &finding.help)?;
            text.push(b'}');
        }
        Ok(text)
    }
}

/// Findings as text, each on a line of its own after a comma.
fn lines(findings: &[&Diagnostic], sources: &Sources) -> serde_json::Result<Vec<u8>> {
    let mut lines = Vec::with_capacity(findings.len() * 1024);
    let mut ends = SharedEnds::default();
    for finding in findings {
        lines.extend_from_slice(b",\n  ");
        serde_json::to_writer(&mut lines, &Finding::new(finding, sources))?;
        // The object goes on with what its kind of finding shares.
        lines.pop();
        lines.extend_from_slice(ends.of(finding, sources)?);
    }
    Ok(lines)
}

/// Writes the object described in this module. It is written as it is made: a report may hold millions of findings.
///
/// # Errors
/// When `out` cannot be written to.
pub fn json(report: &Report, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{{\"version\": {VERSION},\n \"diagnostics\": [")?;
    let mut first = true;
    for some in sorted(report, sources).chunks(AT_ONCE) {
        for lines in some.par_chunks(A_TASK).map(|few| lines(few, sources)).collect::<Vec<_>>() {
            // Nothing is before the first finding that a comma would part it from.
            out.write_all(lines?.get(usize::from(first)..).unwrap_or_default())?;
            first = false;
        }
    }
    out.write_all(b"],\n \"counts\": [")?;
    for (at, count) in report.counts().iter().enumerate() {
        out.write_all(if at == 0 { b"\n  " } else { b",\n  " })?;
        serde_json::to_writer(&mut *out, count)?;
    }
    out.write_all(b"],\n \"summary\": ")?;
    let total = |severity| report.total(severity);
    let summary =
        Summary { errors: total(Severity::Error), warnings: total(Severity::Warning), infos: total(Severity::Info) };
    serde_json::to_writer(&mut *out, &summary)?;
    out.write_all(b"}\n")
}
