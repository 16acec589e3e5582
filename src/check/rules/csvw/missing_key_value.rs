#![doc = include_str!("missing_key_value.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/missing-key-value`.
pub const RULE: Rule = Rule {
    id: "csvw/missing-key-value",
    summary: "a row without a value in its primary key",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 6.6 Validating Tables",
    clause: "https://www.w3.org/TR/tabular-data-model/#validating-tables",
    page: include_str!("missing_key_value.md"),
    since: "0.1.0",
};
