#![doc = include_str!("ragged_row.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/ragged-row`.
pub const RULE: Rule = Rule {
    id: "csv/ragged-row",
    summary: "a row with more or fewer cells than the header",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files, section 2",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("ragged_row.md"),
    since: "0.1.0",
};
