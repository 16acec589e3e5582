#![doc = include_str!("invalid_annotation.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-annotation`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-annotation",
    summary: "a common property or note that is not CSVW's JSON-LD",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.8.2 Values of Common Properties",
    clause: "https://www.w3.org/TR/tabular-metadata/#values-of-common-properties",
    page: include_str!("invalid_annotation.md"),
    since: "0.1.0",
};
