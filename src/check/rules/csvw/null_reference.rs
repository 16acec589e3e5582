#![doc = include_str!("null_reference.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/null-reference`.
pub const RULE: Rule = Rule {
    id: "csvw/null-reference",
    summary: "a foreign key with a null in it",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.6 Validating Tables",
    clause: "https://www.w3.org/TR/tabular-data-model/#validating-tables",
    page: include_str!("null_reference.md"),
    since: "0.1.0",
};
