#![doc = include_str!("drifting_header.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/drifting-header`.
pub const RULE: Rule = Rule {
    id: "csv/drifting-header",
    summary: "files of one table whose headers differ",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("drifting_header.md"),
    since: "0.1.0",
};
