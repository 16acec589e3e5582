#![doc = include_str!("missing_file.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/missing-file`.
pub const RULE: Rule = Rule {
    id: "project/missing-file",
    summary: "a description of a file that is not there",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("missing_file.md"),
    since: "0.1.0",
};
