#![doc = include_str!("unreadable.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/unreadable`.
pub const RULE: Rule = Rule {
    id: "project/unreadable",
    summary: "a file that cannot be opened or read",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unreadable.md"),
    since: "0.1.0",
};
