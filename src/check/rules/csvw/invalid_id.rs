#![doc = include_str!("invalid_id.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-id`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-id",
    summary: "an `@id` that identifies nothing or something else",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.4.2 Optional Properties, @id",
    clause: "https://www.w3.org/TR/tabular-metadata/#table-ld-id",
    page: include_str!("invalid_id.md"),
    since: "0.1.0",
};
