#![doc = include_str!("invalid_metadata.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-metadata`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-metadata",
    summary: "CSVW metadata that breaks its standard",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 4 Annotating Tables",
    clause: "https://www.w3.org/TR/tabular-metadata/#annotating-tables",
    page: include_str!("invalid_metadata.md"),
    since: "0.1.0",
};
