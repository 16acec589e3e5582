#![doc = include_str!("invalid_template.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `theme/invalid-template`.
pub const RULE: Rule = Rule {
    id: "theme/invalid-template",
    summary: "a template that cannot be used",
    default: Severity::Error,
    fixed: true,
    standard: "Tera templates",
    clause: "https://keats.github.io/tera/",
    page: include_str!("invalid_template.md"),
    since: "0.1.0",
};
