#![doc = include_str!("out_of_range.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/out-of-range`.
pub const RULE: Rule = Rule {
    id: "csvw/out-of-range",
    summary: "a value beyond the bounds of its datatype",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.2 Derived Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#derived-datatypes",
    page: include_str!("out_of_range.md"),
    since: "0.1.0",
};
