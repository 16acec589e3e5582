#![doc = include_str!("duplicate_header.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/duplicate-header`.
pub const RULE: Rule = Rule {
    id: "csv/duplicate-header",
    summary: "two columns with one header",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 7 Best Practice CSV",
    clause: "https://www.w3.org/TR/tabular-data-model/#syntax",
    page: include_str!("duplicate_header.md"),
    since: "0.1.0",
};
