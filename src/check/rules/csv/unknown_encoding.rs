#![doc = include_str!("unknown_encoding.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/unknown-encoding`.
pub const RULE: Rule = Rule {
    id: "csv/unknown-encoding",
    summary: "an encoding that nobody knows",
    default: Severity::Error,
    fixed: true,
    standard: "WHATWG Encoding Standard, names and labels",
    clause: "https://encoding.spec.whatwg.org/#names-and-labels",
    page: include_str!("unknown_encoding.md"),
    since: "0.1.0",
};
