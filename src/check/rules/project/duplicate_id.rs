#![doc = include_str!("duplicate_id.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Label, Location, Report, Severity};
use std::collections::BTreeMap;

/// `project/duplicate-id`.
pub const RULE: Rule = Rule {
    id: "project/duplicate-id",
    summary: "two things with one id",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, identifier",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_identifier",
    page: include_str!("duplicate_id.md"),
    since: "0.1.0",
};

/// No two datasets claim one id, now or as a former one. (Tables and columns of one description are compared when it is
/// read.)
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let mut owners: BTreeMap<&str, Location> = BTreeMap::new();
    for dataset in context.datasets {
        let at = Location::Dataset(dataset.id.clone());
        if owners.insert(&dataset.id, at.clone()).is_some() {
            let said = format!("there are two datasets `{}`", dataset.id);
            let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
            report.add(finding.help("rename one of the folders"));
        }
    }
    for dataset in context.datasets {
        for (index, id) in dataset.former_ids.iter().enumerate() {
            let at = places::of(dataset, &[&format!("former_ids[{index}]"), "former_ids"]);
            let Some(owner) = owners.get(id.as_str()) else {
                owners.insert(id, at);
                continue;
            };
            let said = format!("the id `{id}` belongs to something else already");
            let mut finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
            finding.secondary.push(Label { at: owner.clone(), text: Some("this has it".to_owned()) });
            report.add(finding.help("take it out of `former_ids`: an address leads to one thing"));
        }
    }
}
