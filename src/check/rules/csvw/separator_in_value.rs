#![doc = include_str!("separator_in_value.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/separator-in-value`.
pub const RULE: Rule = Rule {
    id: "csvw/separator-in-value",
    summary: "a list with its separator inside a value",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.7 Inherited Properties, separator",
    clause: "https://www.w3.org/TR/tabular-metadata/#inherited-properties",
    page: include_str!("separator_in_value.md"),
    since: "0.1.0",
};
