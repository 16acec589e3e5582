#![doc = include_str!("invalid_language.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csvw/invalid-language`.
pub const RULE: Rule = Rule {
    id: "csvw/invalid-language",
    summary: "a language that is no language tag",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.7 Inherited Properties, lang",
    clause: "https://www.w3.org/TR/tabular-metadata/#cell-language",
    page: include_str!("invalid_language.md"),
    since: "0.1.0",
};
