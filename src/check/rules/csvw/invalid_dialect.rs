#![doc = include_str!("invalid_dialect.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-dialect`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-dialect",
    summary: "a dialect that cannot be followed",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.9 Dialect Descriptions",
    clause: "https://www.w3.org/TR/tabular-metadata/#dialect-descriptions",
    page: include_str!("invalid_dialect.md"),
    since: "0.1.0",
};
