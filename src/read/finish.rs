//! What can be said once all descriptions of a dataset were put together: the site's defaults, the column made from
//! file names, and whether keys name columns that there are.

use super::context::Context;
use crate::csvw::{Column, CompiledColumn, Place, Severity};
use crate::diagnostics::{Diagnostic, of_csvw, rule_of, span_of};
use crate::model::{ColumnWords, Dataset, Table};
use crate::project::vocabulary::nearest;
use crate::sources::Span;

/// Fills in what the site says, and checks the names that a table's description uses of itself.
pub(super) fn finish(context: &mut Context<'_>, dataset: &mut Dataset) {
    let catalogue = &context.settings.catalogue;
    if dataset.publisher.is_none() {
        dataset.publisher.clone_from(&catalogue.publisher);
    }
    if dataset.licence.is_none() && dataset.places.get("licence").is_none() {
        dataset.licence.clone_from(&catalogue.licence);
    }
    for table in &mut dataset.tables {
        add_part_column(table);
        suppress_columns(table);
        check_names(context, table);
        check_datatypes(context, table);
        check_suppression(context, table);
    }
}

fn add_part_column(table: &mut Table) {
    let Some(part) = &table.part_column else { return };
    if table.schema.column(&part.name).is_none() {
        let place = part.span.map(crate::diagnostics::place_of);
        table.schema.columns.push(Column { required: true, place, ..Column::new(&part.name) });
        table.columns.push(ColumnWords::default());
    }
}

/// A table whose output CSVW suppresses is checked and never written, so none of its columns is.
fn suppress_columns(table: &mut Table) {
    if table.schema.suppress_output {
        table.schema.columns.iter_mut().for_each(|column| column.suppress_output = true);
    }
}

/// Keys and look-ups name columns of their own table.
fn check_names(context: &mut Context<'_>, table: &Table) {
    // Without any column the missing ones are all that needs to be said.
    if table.schema.columns.is_empty() {
        return;
    }
    let at = |key: &str, index: usize, otherwise: Option<Place>| -> Option<Span> {
        let place = table.places.get(&format!("{key}[{index}]")).or_else(|| table.places.get(key));
        place.or(otherwise.map(span_of))
    };
    for (index, name) in table.schema.primary_key.iter().enumerate() {
        check(context, table, name, "the primary key", at("primary_key", index, table.schema.primary_key_place));
    }
    for (index, name) in table.index.iter().enumerate() {
        check(context, table, name, "`index`", at("index", index, None));
    }
    for (index, key) in table.schema.foreign_keys.iter().enumerate() {
        for (position, name) in key.columns.iter().enumerate() {
            let place = table.places.get(&format!("foreign_key[{index}].columns[{position}]"));
            check(context, table, name, "a foreign key", place.or(key.place.map(span_of)));
        }
    }
}

/// A format that is not understood, and bounds that no value can meet. Where the standard takes its default instead and
/// warns, what a person wrote for this program alone stops the build, because cells would be judged by something else
/// than they said.
fn check_datatypes(context: &mut Context<'_>, table: &Table) {
    for column in &table.schema.columns {
        for finding in CompiledColumn::compile(column).1 {
            let at = finding.place.map(span_of);
            let is_ours = at.is_some_and(|at| {
                let path = &context.sources.source(at.source).path;
                context.folder.toml.as_ref() == Some(path)
            });
            let at = context.at(at);
            let diagnostic = if is_ours {
                let rule = match finding.severity {
                    Severity::Error => rule_of(finding.kind, finding.severity),
                    Severity::Warning => "csvw/invalid-datatype",
                };
                Diagnostic::new(rule, finding.message, at)
                    .help(format!("correct the datatype of `{}`, or take out what does not fit it", column.name))
            } else {
                of_csvw(finding, at)
            };
            context.add(diagnostic.of_table(&table.name).of_column(&column.name));
        }
    }
}

fn check(context: &mut Context<'_>, table: &Table, name: &str, what: &str, at: Option<Span>) {
    if table.schema.column(name).is_some() {
        return;
    }
    let at = context.at(at);
    let said = format!("{what} names `{name}`, which is no column of the table `{}`", table.name);
    let finding = Diagnostic::new("csvw/unknown-column", said, at).of_table(&table.name);
    let names = table.schema.columns.iter().map(|column| column.name.as_str());
    context.add(match nearest(name, names) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("declare the column: `[[table.column]]` with `name = \"{name}\"`")),
    });
}

/// A file published as given would give away what a column keeps back.
fn check_suppression(context: &mut Context<'_>, table: &Table) {
    if !table.publish_source {
        return;
    }
    for column in table.schema.columns.iter().filter(|column| column.suppress_output) {
        let said = format!("`{}` is suppressed, but the file it is in is published as given", column.name);
        let at = table.places.get(&format!("column.{}.suppress_output", column.name));
        let at = context.at(at.or(column.place.map(span_of)));
        let finding = Diagnostic::new("project/invalid-value", said, at)
            .also_at(table.places.get("publish_source"), "this publishes the file")
            .of_table(&table.name)
            .of_column(&column.name);
        context.add(finding.help("delete `publish_source`, or `suppress_output`"));
    }
}
