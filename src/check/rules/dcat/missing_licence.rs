#![doc = include_str!("missing_licence.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/missing-licence`.
pub const RULE: Rule = Rule {
    id: "dcat/missing-licence",
    summary: "a dataset without a licence",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, license",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_license",
    page: include_str!("missing_licence.md"),
    since: "0.1.0",
};

/// Every dataset that was not withdrawn has a licence, its own or the site's. One that states what is no licence has
/// had its finding for that.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.described() {
        if dataset.licence.is_some() || dataset.places.get("licence").is_some() {
            continue;
        }
        let said = format!("the dataset `{}` has no licence", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &[])).of_dataset(&dataset.id);
        report.add(
            finding
                .help(places::add(dataset, "licence = \"OGL-UK-3.0\""))
                .help("or say it once for the whole portal, under `[site]` of `plainsight.toml`"),
        );
    }
}
