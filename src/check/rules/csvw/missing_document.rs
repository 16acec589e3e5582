#![doc = include_str!("missing_document.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/missing-document`.
pub const RULE: Rule = Rule {
    id: "csvw/missing-document",
    summary: "a document or table that is not where it is said to be",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 6 Normalization",
    clause: "https://www.w3.org/TR/tabular-metadata/#normalization",
    page: include_str!("missing_document.md"),
    since: "0.1.0",
};
