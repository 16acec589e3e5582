#![doc = include_str!("invalid_property_value.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-property-value`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-property-value",
    summary: "a property with a value that it cannot have",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 4 Annotating Tables",
    clause: "https://www.w3.org/TR/tabular-metadata/#annotating-tables",
    page: include_str!("invalid_property_value.md"),
    since: "0.1.0",
};
