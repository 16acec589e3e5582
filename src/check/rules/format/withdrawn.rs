#![doc = include_str!("withdrawn.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `format/withdrawn`.
pub const RULE: Rule = Rule {
    id: "format/withdrawn",
    summary: "a format that was asked for and not written",
    default: Severity::Info,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("withdrawn.md"),
    since: "0.1.0",
};
