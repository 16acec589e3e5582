#![doc = include_str!("unknown_datatype.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/unknown-datatype`.
pub const RULE: Rule = Rule {
    id: "csvw/unknown-datatype",
    summary: "a datatype that CSVW does not have",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.1 Built-in Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#built-in-datatypes",
    page: include_str!("unknown_datatype.md"),
    since: "0.1.0",
};
