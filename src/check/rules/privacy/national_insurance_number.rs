#![doc = include_str!("national_insurance_number.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `privacy/national-insurance-number`.
pub const RULE: Rule = Rule {
    id: "privacy/national-insurance-number",
    summary: "a column that looks like National Insurance numbers",
    default: Severity::Warning,
    fixed: false,
    standard: "UK GDPR, article 5(1)(c), data minimisation",
    clause: "https://www.legislation.gov.uk/eur/2016/679/article/5",
    page: include_str!("national_insurance_number.md"),
    since: "0.1.0",
};
