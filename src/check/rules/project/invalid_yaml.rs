#![doc = include_str!("invalid_yaml.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/invalid-yaml`.
pub const RULE: Rule = Rule {
    id: "project/invalid-yaml",
    summary: "a metadata file that is not YAML",
    default: Severity::Error,
    fixed: true,
    standard: "YAML 1.2.2",
    clause: "https://yaml.org/spec/1.2.2/",
    page: include_str!("invalid_yaml.md"),
    since: "0.1.0",
};
