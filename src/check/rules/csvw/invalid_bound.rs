#![doc = include_str!("invalid_bound.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-bound`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-bound",
    summary: "a bound that is no value of its datatype",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.2 Derived Datatypes, minimum",
    clause: "https://www.w3.org/TR/tabular-metadata/#datatype-minimum",
    page: include_str!("invalid_bound.md"),
    since: "0.1.0",
};
