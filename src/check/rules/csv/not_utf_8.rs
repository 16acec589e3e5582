#![doc = include_str!("not_utf_8.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/not-utf-8`.
pub const RULE: Rule = Rule {
    id: "csv/not-utf-8",
    summary: "bytes that do not fit the declared encoding",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 7.2 Encoding",
    clause: "https://www.w3.org/TR/tabular-data-model/#encoding",
    page: include_str!("not_utf_8.md"),
    since: "0.1.0",
};
