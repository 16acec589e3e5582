#![doc = include_str!("reference_to_unpublished.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::{Dataset, Visibility};

/// `project/reference-to-unpublished`.
pub const RULE: Rule = Rule {
    id: "project/reference-to-unpublished",
    summary: "a published dataset that refers to one that is not",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("reference_to_unpublished.md"),
    since: "0.1.0",
};

/// What is published refers only to what is published: its foreign keys to datasets with rows, its relations to
/// datasets with a page.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        let visibility = dataset.visibility(context.today);
        if visibility.has_rows() {
            foreign_keys(context, dataset, report);
        }
        if visibility.has_page() {
            relations(context, dataset, report);
        }
    }
}

fn foreign_keys(context: &Context<'_>, dataset: &Dataset, report: &mut Report) {
    for table in &dataset.tables {
        for (index, key) in table.schema.foreign_keys.iter().enumerate() {
            let Some((id, _)) = key.reference.table.split_once('/') else { continue };
            let Some(other) = context.dataset(id).filter(|other| other.id != dataset.id) else { continue };
            let Some(why) = held_back(other.visibility(context.today)) else { continue };
            let said =
                format!("the dataset `{}` is published and has a foreign key to `{id}`, which is {why}", dataset.id);
            let at = places::of_foreign_key(dataset, table, index, key, &["reference.dataset", "reference"]);
            let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
            report.add(
                finding
                    .also_at(
                        places::span(&other.places, &["status", "access_rights", "available"]),
                        format!("`{id}` is {why}"),
                    )
                    .help(format!("publish `{id}`, hold `{}` back too, or take the foreign key out", dataset.id)),
            );
        }
    }
}

fn relations(context: &Context<'_>, dataset: &Dataset, report: &mut Report) {
    let named = [("related", &dataset.related), ("source", &dataset.source)];
    let named = named.into_iter().flat_map(|(key, ids)| ids.iter().enumerate().map(move |at| (key, at)));
    for (key, (index, id)) in named {
        let other = context.dataset_or_former(id);
        let Some(other) = other.filter(|other| !other.visibility(context.today).has_page()) else { continue };
        let at = places::of(dataset, &[&format!("{key}[{index}]"), key]);
        let said = format!("the dataset `{}` is published and names `{id}`, which is a draft", dataset.id);
        let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
        report.add(
            finding
                .also_at(places::span(&other.places, &["status"]), format!("`{}` is a draft", other.id))
                .help(format!("take `{id}` out of `{key}` until it is published")),
        );
    }
}

/// Why a dataset has no rows in the site, in words.
fn held_back(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Full => None,
        Visibility::Hidden => Some("a draft"),
        Visibility::Notice => Some("not yet available"),
        Visibility::Tombstone => Some("withdrawn"),
        Visibility::DescriptionOnly => Some("restricted"),
    }
}
