#![doc = include_str!("mixed_null_markers.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/mixed-null-markers`.
pub const RULE: Rule = Rule {
    id: "csvw/mixed-null-markers",
    summary: "a column whose markers for a missing value differ in meaning",
    default: Severity::Warning,
    fixed: false,
    standard: "Government Analysis Function, Using symbols in tables",
    clause: "https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/",
    page: include_str!("mixed_null_markers.md"),
    since: "0.1.0",
};
