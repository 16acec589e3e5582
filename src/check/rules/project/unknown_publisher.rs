#![doc = include_str!("unknown_publisher.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::model::Catalogue;

/// `project/unknown-publisher`.
pub const RULE: Rule = Rule {
    id: "project/unknown-publisher",
    summary: "a publisher that the portal does not have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, publisher",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_publisher",
    page: include_str!("unknown_publisher.md"),
    since: "0.1.0",
};

/// Every publisher that is named is declared. The site's is judged once, where it is stated.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    if let Some(id) = catalogue.publisher.as_deref().filter(|id| catalogue.publisher(id).is_none()) {
        report.add(new(catalogue, id, places::of_site(catalogue, &["site.publisher"])));
    }
    for series in &catalogue.series {
        let named = series.publisher.as_deref().filter(|id| catalogue.publisher(id).is_none());
        if let Some(id) = named.filter(|id| Some(*id) != catalogue.publisher.as_deref()) {
            let key = format!("series.{}.publisher", series.id);
            report.add(new(catalogue, id, places::of_site(catalogue, &[&key])));
        }
    }
    for dataset in context.datasets {
        let inherited = dataset.places.get("publisher").is_none() && dataset.publisher == catalogue.publisher;
        let named = dataset.publisher.as_deref().filter(|id| !inherited && catalogue.publisher(id).is_none());
        if let Some(id) = named {
            report.add(new(catalogue, id, places::of(dataset, &["publisher"])).of_dataset(&dataset.id));
        }
    }
}

fn new(catalogue: &Catalogue, id: &str, at: Location) -> Diagnostic {
    let finding = Diagnostic::new(RULE.id, format!("there is no publisher `{id}`"), at);
    match nearest(id, catalogue.publishers.iter().map(|publisher| publisher.id.as_str())) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("declare it in `plainsight.toml`:\n[publishers.<id>]\nname = \"…\""),
    }
}
