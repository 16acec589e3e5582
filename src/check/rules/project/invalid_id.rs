#![doc = include_str!("invalid_id.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/invalid-id`.
pub const RULE: Rule = Rule {
    id: "project/invalid-id",
    summary: "an id or a name outside its grammar",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 3986, Uniform Resource Identifier (URI): Generic Syntax",
    clause: "https://www.rfc-editor.org/rfc/rfc3986#section-2.3",
    page: include_str!("invalid_id.md"),
    since: "0.1.0",
};
