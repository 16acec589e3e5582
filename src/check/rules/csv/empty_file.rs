#![doc = include_str!("empty_file.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/empty-file`.
pub const RULE: Rule = Rule {
    id: "csv/empty-file",
    summary: "a table's file without a byte",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("empty_file.md"),
    since: "0.1.0",
};
