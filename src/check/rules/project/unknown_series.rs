#![doc = include_str!("unknown_series.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `project/unknown-series`.
pub const RULE: Rule = Rule {
    id: "project/unknown-series",
    summary: "a series that the portal does not have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, in series",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:dataset_in_series",
    page: include_str!("unknown_series.md"),
    since: "0.1.0",
};

/// Every series that is named is declared.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    for dataset in context.datasets {
        for (index, id) in dataset.in_series.iter().enumerate().filter(|(_, id)| catalogue.series(id).is_none()) {
            let at = places::of(dataset, &[&format!("in_series[{index}]"), "in_series"]);
            let finding = Diagnostic::new(RULE.id, format!("there is no series `{id}`"), at).of_dataset(&dataset.id);
            report.add(match nearest(id, catalogue.series.iter().map(|series| series.id.as_str())) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => {
                    finding.help("declare it in `plainsight.toml`:\n[series.<id>]\ntitle = \"…\"\ndescription = \"…\"")
                }
            });
        }
    }
}
