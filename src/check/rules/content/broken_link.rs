#![doc = include_str!("broken_link.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `content/broken-link`.
pub const RULE: Rule = Rule {
    id: "content/broken-link",
    summary: "a link to a page or dataset that is not there",
    default: Severity::Error,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("broken_link.md"),
    since: "0.1.0",
};
