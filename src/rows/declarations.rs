//! What is wrong in how a table is to be read: found when its dialect is made ready.

use super::header::table_place;
use crate::csvw::finding::{Finding, FindingKind};
use crate::diagnostics::{Diagnostic, Location, Report, Severity, of_csvw, span_of};
use crate::model::Table;

/// Reports flaws of the dialect. Tells whether the table can be read by it.
pub(super) fn of_dialect(findings: Vec<Finding>, dataset: &str, table: &Table, report: &mut Report) -> bool {
    let mut readable = true;
    for finding in findings {
        let at = finding.place.map_or_else(|| table_place(table), |place| Location::from(span_of(place)));
        let diagnostic = if finding.kind == FindingKind::UnknownEncoding {
            readable = false;
            let message = format!("`{}` is not an encoding", table.schema.dialect.encoding);
            Diagnostic::new("csv/unknown-encoding", message, at)
                .help("the usual ones are `utf-8`, `windows-1252` and `utf-16le`; see encoding.spec.whatwg.org for the others")
        } else {
            let mut diagnostic = of_csvw(finding, at);
            diagnostic.severity = Severity::Warning;
            diagnostic
        };
        report.add(diagnostic.of_dataset(dataset).of_table(&table.name));
    }
    readable
}
