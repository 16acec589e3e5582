#![doc = include_str!("conflicting_facts.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/conflicting-facts`.
pub const RULE: Rule = Rule {
    id: "project/conflicting-facts",
    summary: "two files that state one fact differently",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("conflicting_facts.md"),
    since: "0.1.0",
};
