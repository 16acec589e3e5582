#![doc = include_str!("metadata_too_large.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/metadata-too-large`.
pub const RULE: Rule = Rule {
    id: "csvw/metadata-too-large",
    summary: "metadata that grows beyond what can be held",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("metadata_too_large.md"),
    since: "0.1.0",
};
