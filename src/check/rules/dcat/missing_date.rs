#![doc = include_str!("missing_date.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-date`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-date",
    summary: "a dataset without a date",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, update date",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_update_date",
    page: include_str!("missing_date.md"),
    since: "0.1.0",
};

/// Every dataset that was not withdrawn says when it was issued or modified. A stated date that is none has had its
/// finding.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.described() {
        let stated = ["issued", "modified"].iter().any(|key| dataset.places.get(key).is_some());
        if stated || dataset.issued.is_some() || dataset.modified.is_some() {
            continue;
        }
        let said = format!("the dataset `{}` does not say when it was published or last changed", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &[])).of_dataset(&dataset.id);
        report.add(
            finding.help(places::add(dataset, "modified = …  # the day the data last changed, such as 2026-01-31")),
        );
    }
}
