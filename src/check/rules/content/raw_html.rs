#![doc = include_str!("raw_html.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `content/raw-html`.
pub const RULE: Rule = Rule {
    id: "content/raw-html",
    summary: "HTML in Markdown, which is left out",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("raw_html.md"),
    since: "0.1.0",
};
