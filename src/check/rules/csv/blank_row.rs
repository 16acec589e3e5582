#![doc = include_str!("blank_row.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/blank-row`.
pub const RULE: Rule = Rule {
    id: "csv/blank-row",
    summary: "a row without a value",
    default: Severity::Warning,
    fixed: false,
    standard: "GOV.UK tabular data standard",
    clause: "https://www.gov.uk/government/publications/recommended-open-standards-for-government/tabular-data-standard",
    page: include_str!("blank_row.md"),
    since: "0.1.0",
};
