#![doc = include_str!("invalid_front_matter.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `content/invalid-front-matter`.
pub const RULE: Rule = Rule {
    id: "content/invalid-front-matter",
    summary: "a page whose front matter cannot be read",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("invalid_front_matter.md"),
    since: "0.1.0",
};
