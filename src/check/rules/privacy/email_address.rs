#![doc = include_str!("email_address.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `privacy/email-address`.
pub const RULE: Rule = Rule {
    id: "privacy/email-address",
    summary: "a column that looks like e-mail addresses",
    default: Severity::Warning,
    fixed: false,
    standard: "UK GDPR, article 5(1)(c), data minimisation",
    clause: "https://www.legislation.gov.uk/eur/2016/679/article/5",
    page: include_str!("email_address.md"),
    since: "0.1.0",
};
