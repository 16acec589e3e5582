#![doc = include_str!("invalid_foreign_key.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `csvw/invalid-foreign-key`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-foreign-key",
    summary: "a foreign key that is not complete or has too much",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas, foreignKeys",
    clause: "https://www.w3.org/TR/tabular-metadata/#schema-foreignKeys",
    page: include_str!("invalid_foreign_key.md"),
    since: "0.1.0",
};

/// A foreign key has as many columns as it refers to, and at least one.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        for table in &dataset.tables {
            for (index, key) in table.schema.foreign_keys.iter().enumerate() {
                let (own, others) = (key.columns.len(), key.reference.columns.len());
                let said = if own == 0 {
                    "a foreign key has no columns".to_owned()
                } else if own != others {
                    format!("a foreign key of {own} columns refers to {others}")
                } else {
                    continue;
                };
                let at = places::of_foreign_key(dataset, table, index, key, &["columns"]);
                let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
                report.add(finding.help("name each column and, in the same order, the one that it refers to"));
            }
        }
    }
}
