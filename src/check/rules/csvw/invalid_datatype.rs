#![doc = include_str!("invalid_datatype.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-datatype`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-datatype",
    summary: "a datatype that does not exist or is not understood",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11 Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#datatypes",
    page: include_str!("invalid_datatype.md"),
    since: "0.1.0",
};
