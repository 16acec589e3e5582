#![doc = include_str!("undeclared_file.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/undeclared-file`.
pub const RULE: Rule = Rule {
    id: "project/undeclared-file",
    summary: "a data file that no description names",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("undeclared_file.md"),
    since: "0.1.0",
};
