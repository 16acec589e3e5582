#![doc = include_str!("unknown_column.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity, span_of};
use crate::model::{Axis, Dataset, Table};
use crate::sources::Span;

/// `csvw/unknown-column`.
pub const RULE: Rule = Rule {
    id: "csvw/unknown-column",
    summary: "a key, an index or coordinates that name no column of their table",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas",
    clause: "https://www.w3.org/TR/tabular-metadata/#schemas",
    page: include_str!("unknown_column.md"),
    since: "0.1.0",
};

/// Keys, look-ups, coordinates and row titles name columns of their table.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        // A table without any column has had its finding for that.
        for table in dataset.tables.iter().filter(|table| !table.schema.columns.is_empty()) {
            let at = |key: String, whole: &str| places::span(&table.places, &[key.as_str(), whole]);
            let schema = &table.schema;
            for (index, name) in schema.primary_key.iter().enumerate() {
                let place = at(format!("primary_key[{index}]"), "primary_key");
                let place = place.or(schema.primary_key_place.map(span_of));
                named(dataset, table, name, "the primary key", place, report);
            }
            for (index, name) in table.index.iter().enumerate() {
                named(dataset, table, name, "`index`", at(format!("index[{index}]"), "index"), report);
            }
            for (axis, coordinates) in [Axis::Y, Axis::X].into_iter().zip(table.coordinates.iter().cycle()) {
                let place = at(format!("coordinates.{}", coordinates.system.key(axis)), "coordinates");
                named(dataset, table, coordinates.column(axis), "`coordinates`", place, report);
            }
            for name in &schema.row_titles {
                named(dataset, table, name, "the titles of rows", schema.place.map(span_of), report);
            }
            for (index, key) in schema.foreign_keys.iter().enumerate() {
                for (position, name) in key.columns.iter().enumerate() {
                    let place = at(format!("foreign_key[{index}].columns[{position}]"), "");
                    named(dataset, table, name, "a foreign key", place.or(key.place.map(span_of)), report);
                }
            }
        }
    }
}

fn named(dataset: &Dataset, table: &Table, name: &str, what: &str, at: Option<Span>, report: &mut Report) {
    if table.schema.column(name).is_some() {
        return;
    }
    let said = format!("{what} names `{name}`, which is no column of the table `{}`", table.name);
    let at = places::of_table(dataset, table, at);
    let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
    report.add(match nearest(name, table.schema.columns.iter().map(|column| column.name.as_str())) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("declare the column:\n[[table.column]]\nname = \"{name}\"")),
    });
}
