#![doc = include_str!("contradictory_bounds.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/contradictory-bounds`.
pub const RULE: Rule = Rule {
    id: "csvw/contradictory-bounds",
    summary: "lengths or bounds that contradict one another",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.11.2 Derived Datatypes",
    clause: "https://www.w3.org/TR/tabular-metadata/#derived-datatypes",
    page: include_str!("contradictory_bounds.md"),
    since: "0.1.0",
};
