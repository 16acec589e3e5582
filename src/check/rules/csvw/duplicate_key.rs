#![doc = include_str!("duplicate_key.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/duplicate-key`.
pub const RULE: Rule = Rule {
    id: "csvw/duplicate-key",
    summary: "two rows with one primary key",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.6 Validating Tables",
    clause: "https://www.w3.org/TR/tabular-data-model/#validating-tables",
    page: include_str!("duplicate_key.md"),
    since: "0.1.0",
};
