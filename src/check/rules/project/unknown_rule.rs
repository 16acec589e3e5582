#![doc = include_str!("unknown_rule.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/unknown-rule`.
pub const RULE: Rule = Rule {
    id: "project/unknown-rule",
    summary: "a level for a rule that does not exist",
    default: Severity::Error,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unknown_rule.md"),
    since: "0.1.0",
};
