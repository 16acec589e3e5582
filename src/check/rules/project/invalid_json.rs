#![doc = include_str!("invalid_json.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/invalid-json`.
pub const RULE: Rule = Rule {
    id: "project/invalid-json",
    summary: "a metadata file that is not JSON",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format",
    clause: "https://www.rfc-editor.org/rfc/rfc8259#section-2",
    page: include_str!("invalid_json.md"),
    since: "0.1.0",
};
