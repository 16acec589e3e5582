#![doc = include_str!("path_outside.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/path-outside`.
pub const RULE: Rule = Rule {
    id: "project/path-outside",
    summary: "a path that leads out of the repository",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("path_outside.md"),
    since: "0.1.0",
};
