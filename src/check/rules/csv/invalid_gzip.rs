#![doc = include_str!("invalid_gzip.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/invalid-gzip`.
pub const RULE: Rule = Rule {
    id: "csv/invalid-gzip",
    summary: "a compressed file that cannot be unpacked",
    default: Severity::Error,
    fixed: true,
    standard: "RFC 1952, GZIP file format specification",
    clause: "https://www.rfc-editor.org/rfc/rfc1952",
    page: include_str!("invalid_gzip.md"),
    since: "0.1.0",
};
