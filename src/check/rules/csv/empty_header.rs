#![doc = include_str!("empty_header.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/empty-header`.
pub const RULE: Rule = Rule {
    id: "csv/empty-header",
    summary: "a column without a header",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 7 Best Practice CSV",
    clause: "https://www.w3.org/TR/tabular-data-model/#syntax",
    page: include_str!("empty_header.md"),
    since: "0.1.0",
};
