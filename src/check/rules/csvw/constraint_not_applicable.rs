#![doc = include_str!("constraint_not_applicable.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/constraint-not-applicable`.
pub const RULE: Rule = Rule {
    id: "csvw/constraint-not-applicable",
    summary: "a length or bound that its datatype cannot have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.2 Derived Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#derived-datatypes",
    page: include_str!("constraint_not_applicable.md"),
    since: "0.1.0",
};
