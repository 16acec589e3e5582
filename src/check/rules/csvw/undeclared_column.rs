#![doc = include_str!("undeclared_column.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/undeclared-column`.
pub const RULE: Rule = Rule {
    id: "csvw/undeclared-column",
    summary: "a column that nothing declares",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas",
    clause: "https://www.w3.org/TR/tabular-metadata/#schemas",
    page: include_str!("undeclared_column.md"),
    since: "0.1.0",
};
