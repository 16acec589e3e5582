#![doc = include_str!("missing_description.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-description`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-description",
    summary: "a dataset without a description",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, description",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_description",
    page: include_str!("missing_description.md"),
    since: "0.1.0",
};

/// Every dataset that was not withdrawn has a description.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.described().filter(|dataset| dataset.description.is_empty()) {
        let said = format!("the dataset `{}` has no description", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &["description"])).of_dataset(&dataset.id);
        report.add(finding.help(places::add(dataset, "description = \"…\"")));
    }
}
