#![doc = include_str!("pattern_mismatch.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/pattern-mismatch`.
pub const RULE: Rule = Rule {
    id: "csvw/pattern-mismatch",
    summary: "a value that does not match its column's pattern",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.4 Parsing Cells",
    clause: "https://www.w3.org/TR/tabular-data-model/#parsing-cells",
    page: include_str!("pattern_mismatch.md"),
    since: "0.1.0",
};
