#![doc = include_str!("invalid_format.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-format`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-format",
    summary: "a format that is not understood",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.4 Parsing Cells",
    clause: "https://www.w3.org/TR/tabular-data-model/#parsing-cells",
    page: include_str!("invalid_format.md"),
    since: "0.1.0",
};
