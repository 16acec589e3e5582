#![doc = include_str!("duplicate_column_name.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/duplicate-column-name`.
pub const RULE: Rule = Rule {
    id: "csvw/duplicate-column-name",
    summary: "two columns of one name",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas, columns",
    clause: "https://www.w3.org/TR/tabular-metadata/#schema-columns",
    page: include_str!("duplicate_column_name.md"),
    since: "0.1.0",
};
