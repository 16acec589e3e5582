#![doc = include_str!("missing_title.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-title`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-title",
    summary: "a dataset without a title",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, title",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_title",
    page: include_str!("missing_title.md"),
    since: "0.1.0",
};

/// Every dataset has a title.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets.iter().filter(|dataset| dataset.title.is_empty()) {
        let said = format!("the dataset `{}` has no title", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &["title"])).of_dataset(&dataset.id);
        report.add(finding.help(places::add(dataset, "title = \"…\"")));
    }
}
