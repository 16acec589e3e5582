#![doc = include_str!("coordinate_out_of_range.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `geo/coordinate-out-of-range`.
pub const RULE: Rule = Rule {
    id: "geo/coordinate-out-of-range",
    summary: "a coordinate that is nowhere",
    default: Severity::Warning,
    fixed: false,
    standard: "RFC 7946, section 4 Coordinate Reference System",
    clause: "https://www.rfc-editor.org/rfc/rfc7946#section-4",
    page: include_str!("coordinate_out_of_range.md"),
    since: "0.1.0",
};
