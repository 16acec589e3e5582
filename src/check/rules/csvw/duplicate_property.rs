#![doc = include_str!("duplicate_property.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/duplicate-property`.
pub const RULE: Rule = Rule {
    id: "csvw/duplicate-property",
    summary: "a property that is given twice",
    default: Severity::Warning,
    fixed: false,
    standard: "RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format, section 4",
    clause: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
    page: include_str!("duplicate_property.md"),
    since: "0.1.0",
};
