#![doc = include_str!("wrong_type.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/wrong-type`.
pub const RULE: Rule = Rule {
    id: "project/wrong-type",
    summary: "a value of another type than its key takes",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("wrong_type.md"),
    since: "0.1.0",
};
