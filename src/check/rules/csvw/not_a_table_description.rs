#![doc = include_str!("not_a_table_description.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/not-a-table-description`.
pub const RULE: Rule = Rule {
    id: "csvw/not-a-table-description",
    summary: "a metadata document that describes no table",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5 Metadata Format",
    clause: "https://www.w3.org/TR/tabular-metadata/#metadata-format",
    page: include_str!("not_a_table_description.md"),
    since: "0.1.0",
};
