#![doc = include_str!("missing_required_value.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/missing-required-value`.
pub const RULE: Rule = Rule {
    id: "csvw/missing-required-value",
    summary: "an empty cell in a column that requires a value",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.7 Inherited Properties",
    clause: "https://www.w3.org/TR/tabular-metadata/#inherited-properties",
    page: include_str!("missing_required_value.md"),
    since: "0.1.0",
};
