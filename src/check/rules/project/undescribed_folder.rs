#![doc = include_str!("undescribed_folder.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/undescribed-folder`.
pub const RULE: Rule = Rule {
    id: "project/undescribed-folder",
    summary: "a folder of data that nothing describes",
    default: Severity::Error,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("undescribed_folder.md"),
    since: "0.1.0",
};
