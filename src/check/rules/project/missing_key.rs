#![doc = include_str!("missing_key.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/missing-key`.
pub const RULE: Rule = Rule {
    id: "project/missing-key",
    summary: "a part of a description without the key it cannot do without",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("missing_key.md"),
    since: "0.1.0",
};
