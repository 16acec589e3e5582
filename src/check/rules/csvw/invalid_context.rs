#![doc = include_str!("invalid_context.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-context`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-context",
    summary: "an `@context` that is missing or says what it may not",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.2 Top-Level Properties",
    clause: "https://www.w3.org/TR/tabular-metadata/#top-level-properties",
    page: include_str!("invalid_context.md"),
    since: "0.1.0",
};
