#![doc = include_str!("stray_quote.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/stray-quote`.
pub const RULE: Rule = Rule {
    id: "csv/stray-quote",
    summary: "a quote inside a cell that is not quoted",
    default: Severity::Warning,
    fixed: false,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files, section 2",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("stray_quote.md"),
    since: "0.1.0",
};
