#![doc = include_str!("binary_file.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/binary-file`.
pub const RULE: Rule = Rule {
    id: "csv/binary-file",
    summary: "a table's file that is no text",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("binary_file.md"),
    since: "0.1.0",
};
