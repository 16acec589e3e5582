#![doc = include_str!("allow_without_reason.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/allow-without-reason`.
pub const RULE: Rule = Rule {
    id: "project/allow-without-reason",
    summary: "a rule that is allowed without saying why",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("allow_without_reason.md"),
    since: "0.1.0",
};
