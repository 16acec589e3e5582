#![doc = include_str!("incompatible_columns.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/incompatible-columns`.
pub const RULE: Rule = Rule {
    id: "csvw/incompatible-columns",
    summary: "columns of a file that are not those of its metadata",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5.1 Schema Compatibility",
    clause: "https://www.w3.org/TR/tabular-metadata/#schema-compatibility",
    page: include_str!("incompatible_columns.md"),
    since: "0.1.0",
};
