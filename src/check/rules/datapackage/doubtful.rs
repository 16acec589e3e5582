#![doc = include_str!("doubtful.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `datapackage/doubtful`.
pub const RULE: Rule = Rule {
    id: "datapackage/doubtful",
    summary: "a data package that is allowed and hardly meant",
    default: Severity::Warning,
    fixed: false,
    standard: "Data Package standard",
    clause: "https://datapackage.org/standard/data-package/",
    page: include_str!("doubtful.md"),
    since: "0.1.0",
};
