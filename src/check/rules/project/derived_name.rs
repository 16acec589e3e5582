#![doc = include_str!("derived_name.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/derived-name`.
pub const RULE: Rule = Rule {
    id: "project/derived-name",
    summary: "a name that was derived because the given one is outside the grammar",
    default: Severity::Info,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("derived_name.md"),
    since: "0.1.0",
};
