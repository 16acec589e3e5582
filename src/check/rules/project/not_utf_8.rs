#![doc = include_str!("not_utf_8.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/not-utf-8`.
pub const RULE: Rule = Rule {
    id: "project/not-utf-8",
    summary: "a text file that is not UTF-8",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 3629, UTF-8",
    clause: "https://www.rfc-editor.org/rfc/rfc3629#section-3",
    page: include_str!("not_utf_8.md"),
    since: "0.1.0",
};
