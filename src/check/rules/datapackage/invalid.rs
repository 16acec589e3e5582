#![doc = include_str!("invalid.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `datapackage/invalid`.
pub const RULE: Rule = Rule {
    id: "datapackage/invalid",
    summary: "a data package that breaks its standard",
    default: Severity::Error,
    fixed: true,
    standard: "Data Package standard",
    clause: "https://datapackage.org/standard/data-package/",
    page: include_str!("invalid.md"),
    since: "0.1.0",
};
