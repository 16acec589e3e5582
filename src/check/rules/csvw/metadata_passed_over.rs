#![doc = include_str!("metadata_passed_over.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/metadata-passed-over`.
pub const RULE: Rule = Rule {
    id: "csvw/metadata-passed-over",
    summary: "a metadata document that does not describe the file",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Model for Tabular Data and Metadata on the Web, section 5 Locating Metadata",
    clause: "https://www.w3.org/TR/tabular-data-model/#locating-metadata",
    page: include_str!("metadata_passed_over.md"),
    since: "0.1.0",
};
