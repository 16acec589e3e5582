#![doc = include_str!("unknown_dataset.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::check::text::is_web_address;
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `project/unknown-dataset`.
pub const RULE: Rule = Rule {
    id: "project/unknown-dataset",
    summary: "a dataset id that the portal does not have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, relation",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_relation",
    page: include_str!("unknown_dataset.md"),
    since: "0.1.0",
};

/// Every dataset that is named as related or as a source is one of the portal, by its id or a former one; addresses lead elsewhere.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        let named = [("related", &dataset.related), ("source", &dataset.source)];
        let named = named.into_iter().flat_map(|(key, ids)| ids.iter().enumerate().map(move |at| (key, at)));
        for (key, (index, id)) in named {
            if is_web_address(id) || context.dataset_or_former(id).is_some() {
                continue;
            }
            let at = places::of(dataset, &[&format!("{key}[{index}]"), key]);
            let finding = Diagnostic::new(RULE.id, format!("there is no dataset `{id}`"), at).of_dataset(&dataset.id);
            report.add(match nearest(id, context.datasets.iter().map(|dataset| dataset.id.as_str())) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("name a dataset by its id, or give an address that begins with `https://`"),
            });
        }
    }
}
