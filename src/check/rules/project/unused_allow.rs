#![doc = include_str!("unused_allow.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/unused-allow`.
pub const RULE: Rule = Rule {
    id: "project/unused-allow",
    summary: "a rule that is allowed and never broken",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unused_allow.md"),
    since: "0.1.0",
};
