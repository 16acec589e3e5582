#![doc = include_str!("invalid_type.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-type`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-type",
    summary: "an `@type` that its object cannot have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.4.2 Optional Properties, @type",
    clause: "https://www.w3.org/TR/tabular-metadata/#table-ld-type",
    page: include_str!("invalid_type.md"),
    since: "0.1.0",
};
