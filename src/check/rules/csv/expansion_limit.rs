#![doc = include_str!("expansion_limit.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/expansion-limit`.
pub const RULE: Rule = Rule {
    id: "csv/expansion-limit",
    summary: "a compressed file that grows beyond all measure",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("expansion_limit.md"),
    since: "0.1.0",
};
