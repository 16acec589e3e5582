#![doc = include_str!("missing_publisher.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-publisher`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-publisher",
    summary: "a dataset without a publisher",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, publisher",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_publisher",
    page: include_str!("missing_publisher.md"),
    since: "0.1.0",
};

/// Every dataset has a publisher, its own or the site's.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        if dataset.publisher.is_some() || dataset.places.get("publisher").is_some() {
            continue;
        }
        let said = format!("the dataset `{}` has no publisher", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &[])).of_dataset(&dataset.id);
        let id = context.settings.catalogue.publishers.first().map_or("…", |publisher| publisher.id.as_str());
        report.add(
            finding
                .help(places::add(dataset, &format!("publisher = \"{id}\"")))
                .help("or say it once for the whole portal, under `[site]` of `plainsight.toml`"),
        );
    }
}
