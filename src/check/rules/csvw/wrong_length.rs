#![doc = include_str!("wrong_length.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/wrong-length`.
pub const RULE: Rule = Rule {
    id: "csvw/wrong-length",
    summary: "a value that is longer or shorter than its datatype allows",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.2 Derived Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#derived-datatypes",
    page: include_str!("wrong_length.md"),
    since: "0.1.0",
};
