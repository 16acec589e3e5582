//! What is wrong in how a table is to be read: found when its dialect and its columns are made ready.

use super::header::table_place;
use crate::csvw::finding::{Finding, FindingKind, Severity as Weight};
use crate::diagnostics::{Diagnostic, Report, Severity, span_of};
use crate::model::Table;

/// Reports flaws of the dialect. Tells whether the table can be read by it.
pub(super) fn of_dialect(findings: Vec<Finding>, dataset: &str, table: &Table, report: &mut Report) -> bool {
    let mut readable = true;
    for finding in findings {
        let diagnostic = if finding.kind == FindingKind::UnknownEncoding {
            readable = false;
            let message = format!("`{}` is not an encoding", table.schema.dialect.encoding);
            at("csv/unknown-encoding", message, &finding, table)
                .help("the usual ones are `utf-8`, `windows-1252` and `utf-16le`; see encoding.spec.whatwg.org for the others")
        } else {
            weighed(at("csvw/doubtful-metadata", finding.message.clone(), &finding, table), Severity::Warning)
        };
        report.add(diagnostic.of_dataset(dataset).of_table(&table.name));
    }
    readable
}

/// Reports flaws of a column's datatype.
pub(super) fn of_column(findings: Vec<Finding>, column: usize, dataset: &str, table: &Table, report: &mut Report) {
    let name = table.schema.columns.get(column).map_or("", |column| column.name.as_str());
    for finding in findings {
        let diagnostic = match finding.severity {
            Weight::Error => at("csvw/invalid-datatype", finding.message.clone(), &finding, table),
            Weight::Warning => {
                weighed(at("csvw/doubtful-metadata", finding.message.clone(), &finding, table), Severity::Warning)
            }
        };
        let diagnostic = diagnostic.because(format!("the column `{name}` is declared here"));
        report.add(diagnostic.of_dataset(dataset).of_table(&table.name).of_column(name));
    }
}

fn at(rule: &'static str, message: String, finding: &Finding, table: &Table) -> Diagnostic {
    match finding.place.map(span_of) {
        Some(span) => Diagnostic::new(rule, message, span),
        None => Diagnostic::new(rule, message, table_place(table)),
    }
}

fn weighed(mut diagnostic: Diagnostic, severity: Severity) -> Diagnostic {
    diagnostic.severity = severity;
    diagnostic
}
