#![doc = include_str!("missing_property.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/missing-property`.
pub const RULE: Rule = Rule {
    id: "csvw/missing-property",
    summary: "a description without a property that it must have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 4 Annotating Tables",
    clause: "https://www.w3.org/TR/tabular-metadata/#annotating-tables",
    page: include_str!("missing_property.md"),
    since: "0.1.0",
};
