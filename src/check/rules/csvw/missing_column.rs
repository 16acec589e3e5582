#![doc = include_str!("missing_column.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/missing-column`.
pub const RULE: Rule = Rule {
    id: "csvw/missing-column",
    summary: "a declared column that the file does not have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas",
    clause: "https://www.w3.org/TR/tabular-metadata/#schemas",
    page: include_str!("missing_column.md"),
    since: "0.1.0",
};
