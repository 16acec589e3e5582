#![doc = include_str!("unknown_key.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/unknown-key`.
pub const RULE: Rule = Rule {
    id: "project/unknown-key",
    summary: "a key that means nothing in this file",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unknown_key.md"),
    since: "0.1.0",
};
