#![doc = include_str!("virtual_column_order.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/virtual-column-order`.
pub const RULE: Rule = Rule {
    id: "csvw/virtual-column-order",
    summary: "a virtual column before one of the file",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.6 Columns, virtual",
    clause: "https://www.w3.org/TR/tabular-metadata/#column-virtual",
    page: include_str!("virtual_column_order.md"),
    since: "0.1.0",
};
