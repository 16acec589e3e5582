#![doc = include_str!("invalid_address.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-address`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-address",
    summary: "a URI template that gives no address",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.1.3 URI Template Properties",
    clause: "https://www.w3.org/TR/tabular-metadata/#uri-template-properties",
    page: include_str!("invalid_address.md"),
    since: "0.1.0",
};
