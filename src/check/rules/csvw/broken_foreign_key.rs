#![doc = include_str!("broken_foreign_key.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/broken-foreign-key`.
pub const RULE: Rule = Rule {
    id: "csvw/broken-foreign-key",
    summary: "a foreign key to a row that is not there",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.6 Validating Tables",
    clause: "https://www.w3.org/TR/tabular-data-model/#validating-tables",
    page: include_str!("broken_foreign_key.md"),
    since: "0.1.0",
};
