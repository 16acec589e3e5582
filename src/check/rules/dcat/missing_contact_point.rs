#![doc = include_str!("missing_contact_point.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-contact-point`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-contact-point",
    summary: "a dataset without somebody to ask",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, contact point",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_contact_point",
    page: include_str!("missing_contact_point.md"),
    since: "0.1.0",
};

/// Every dataset that was not withdrawn has somebody to write to.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.described() {
        let said = match &dataset.contact_point {
            None => format!("the dataset `{}` names nobody to ask", dataset.id),
            Some(contact) if contact.email.is_none() && contact.url.is_none() => {
                format!("the contact of the dataset `{}` has no address to write to", dataset.id)
            }
            Some(_) => continue,
        };
        let at = places::of(dataset, &["contact_point"]);
        let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
        report.add(finding.help(places::add(dataset, "contact_point = { name = \"…\", email = \"…\" }")));
    }
}
