#![doc = include_str!("ambiguous_foreign_key.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/ambiguous-foreign-key`.
pub const RULE: Rule = Rule {
    id: "csvw/ambiguous-foreign-key",
    summary: "a foreign key that refers to several rows",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.6 Validating Tables",
    clause: "https://www.w3.org/TR/tabular-data-model/#validating-tables",
    page: include_str!("ambiguous_foreign_key.md"),
    since: "0.1.0",
};
