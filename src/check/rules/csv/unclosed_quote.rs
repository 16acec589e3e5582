#![doc = include_str!("unclosed_quote.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/unclosed-quote`.
pub const RULE: Rule = Rule {
    id: "csv/unclosed-quote",
    summary: "a quote that is opened and never closed",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 4180, Common Format and MIME Type for CSV Files, section 2",
    clause: "https://www.rfc-editor.org/rfc/rfc4180#section-2",
    page: include_str!("unclosed_quote.md"),
    since: "0.1.0",
};
