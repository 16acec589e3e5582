#![doc = include_str!("reference_to_suppressed.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::csvw::{Column, ForeignKey};
use crate::diagnostics::{Diagnostic, Location, Report, Severity, span_of};
use crate::model::{Dataset, Table, Visibility};

/// `project/reference-to-suppressed`.
pub const RULE: Rule = Rule {
    id: "project/reference-to-suppressed",
    summary: "a published column that refers to one that is kept back",
    // What is published was named for it, and the other column is in no published byte by itself. Whether the codes are
    // secret, or their column is kept back as it says nothing new, is known to the publisher alone.
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("reference_to_suppressed.md"),
    since: "0.1.0",
};

/// A column that is published does not refer to a suppressed one: each of its values is one of those.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        // Of a draft, and before its day, this is told in time; of the others no row is ever published.
        let visibility = dataset.visibility(context.today);
        if matches!(visibility, Visibility::Tombstone | Visibility::DescriptionOnly) {
            continue;
        }
        for table in &dataset.tables {
            for (index, key) in table.schema.foreign_keys.iter().enumerate() {
                let Some((id, _)) = key.reference.table.split_once('/') else { continue };
                let (Some(theirs), Some(other)) = (context.dataset(id), context.table(&key.reference.table)) else {
                    continue;
                };
                for (own, referred) in told(table, key, other) {
                    let at = places::of_foreign_key(dataset, table, index, key, &["columns"]);
                    report.add(finding((dataset, table, own), (theirs, other, referred), at));
                }
            }
        }
    }
}

/// The pairs of a published column and the suppressed one to which it refers.
fn told<'t>(table: &'t Table, key: &'t ForeignKey, other: &'t Table) -> impl Iterator<Item = (&'t Column, &'t Column)> {
    let pairs = key.columns.iter().zip(&key.reference.columns);
    let columns = pairs.filter_map(|(own, referred)| Some((table.schema.column(own)?, other.schema.column(referred)?)));
    columns.filter(|(own, referred)| !own.suppress_output && !own.is_virtual && referred.suppress_output)
}

type Place<'a> = (&'a Dataset, &'a Table, &'a Column);

fn finding(published: Place<'_>, kept_back: Place<'_>, at: Location) -> Diagnostic {
    let (dataset, table, own) = published;
    let (theirs, other, referred) = kept_back;
    let said = format!(
        "`{}` of `{}` is published and refers to `{}` of `{}`, which is suppressed",
        own.name,
        file(dataset, table),
        referred.name,
        file(theirs, other)
    );
    let suppressed = other.places.get(&format!("column.{}.suppress_output", referred.name));
    Diagnostic::new(RULE.id, said, at)
        .of_dataset(&dataset.id)
        .of_table(&table.name)
        .of_column(&own.name)
        .because("each of its values tells one that is kept back")
        .also_at(own.place.map(span_of), format!("`{}` is declared here", own.name))
        .also_at(suppressed.or(referred.place.map(span_of)), format!("`{}` is suppressed here", referred.name))
        .help(format!(
            "suppress `{}` as well (`suppress_output = true`), or publish `{}` by taking its `suppress_output` out; \
             where its values are no secret, allow the rule with a reason",
            own.name, referred.name
        ))
}

/// The file of a table, as a publisher names it.
fn file(dataset: &Dataset, table: &Table) -> String {
    format!("{}/{}", dataset.id, if table.file.is_empty() { &table.name } else { &table.file })
}
