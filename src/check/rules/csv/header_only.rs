#![doc = include_str!("header_only.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/header-only`.
pub const RULE: Rule = Rule {
    id: "csv/header-only",
    summary: "a table without a row",
    default: Severity::Warning,
    fixed: false,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("header_only.md"),
    since: "0.1.0",
};
