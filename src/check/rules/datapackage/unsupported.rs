#![doc = include_str!("unsupported.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `datapackage/unsupported`.
pub const RULE: Rule = Rule {
    id: "datapackage/unsupported",
    summary: "a part of a data package that plainsight does not use",
    default: Severity::Warning,
    fixed: false,
    standard: "Data Package standard",
    clause: "https://datapackage.org/standard/data-package/",
    page: include_str!("unsupported.md"),
    since: "0.1.0",
};
