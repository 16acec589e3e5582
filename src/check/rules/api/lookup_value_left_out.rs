#![doc = include_str!("lookup_value_left_out.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `api/lookup-value-left-out`.
pub const RULE: Rule = Rule {
    id: "api/lookup-value-left-out",
    summary: "a value that can have no address in the API",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("lookup_value_left_out.md"),
    since: "0.1.0",
};
