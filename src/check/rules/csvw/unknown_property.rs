#![doc = include_str!("unknown_property.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/unknown-property`.
pub const RULE: Rule = Rule {
    id: "csvw/unknown-property",
    summary: "a property that CSVW does not have",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 4 Annotating Tables",
    clause: "https://www.w3.org/TR/tabular-metadata/#annotating-tables",
    page: include_str!("unknown_property.md"),
    since: "0.1.0",
};
