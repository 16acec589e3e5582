#![doc = include_str!("invalid_datatype_value.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-datatype-value`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-datatype-value",
    summary: "a value that is not of its column's datatype",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.4 Parsing Cells",
    clause: "https://www.w3.org/TR/tabular-data-model/#parsing-cells",
    page: include_str!("invalid_datatype_value.md"),
    since: "0.1.0",
};
