#![doc = include_str!("value_not_in_code_list.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/value-not-in-code-list`.
pub const RULE: Rule = Rule {
    id: "csvw/value-not-in-code-list",
    summary: "a value that its column's code list does not have",
    default: Severity::Error,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("value_not_in_code_list.md"),
    since: "0.1.0",
};
