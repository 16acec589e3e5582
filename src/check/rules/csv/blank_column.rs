#![doc = include_str!("blank_column.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/blank-column`.
pub const RULE: Rule = Rule {
    id: "csv/blank-column",
    summary: "a column without header and values",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("blank_column.md"),
    since: "0.1.0",
};
