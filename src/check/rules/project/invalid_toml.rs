#![doc = include_str!("invalid_toml.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/invalid-toml`.
pub const RULE: Rule = Rule {
    id: "project/invalid-toml",
    summary: "a settings file that is not TOML",
    default: Severity::Error,
    fixed: true,
    standard: "TOML 1.0.0",
    clause: "https://toml.io/en/v1.0.0",
    page: include_str!("invalid_toml.md"),
    since: "0.1.0",
};
