#![doc = include_str!("unconfirmed.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/unconfirmed`.
pub const RULE: Rule = Rule {
    id: "project/unconfirmed",
    summary: "a line that a person has yet to confirm",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unconfirmed.md"),
    since: "0.1.0",
};
