#![doc = include_str!("invalid_column_name.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-column-name`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-column-name",
    summary: "a column's `name` that cannot be a name",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.6 Columns, name",
    clause: "https://www.w3.org/TR/tabular-metadata/#column-name",
    page: include_str!("invalid_column_name.md"),
    since: "0.1.0",
};
