#![doc = include_str!("formula_like_cell.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `csv/formula-like-cell`.
pub const RULE: Rule = Rule {
    id: "csv/formula-like-cell",
    summary: "a cell that a spreadsheet would run",
    default: Severity::Warning,
    fixed: false,
    standard: "OWASP, CSV Injection",
    clause: "https://owasp.org/www-community/attacks/CSV_Injection",
    page: include_str!("formula_like_cell.md"),
    since: "0.1.0",
};
