//! CSVW metadata of the published tables: of each table alone, where CSVW's default rule finds it, and of the dataset as
//! a group with its foreign keys.
//!
//! It describes the published file, not the source: canonical cells, UTF-8, one header row, suppressed columns gone.

mod annotations;
mod columns;

use super::promises;
use crate::csvw::{Column, Dialect, ForeignKey, Reference, Table as Schema, TableGroup};
use crate::csvw::{write_group, write_table};
use crate::model::{Edition, Entry, Table, Text};
use crate::publish::{PublishedFile, addresses};
use annotations::{annotations, kept};
use columns::published_column;
use std::collections::BTreeSet;

/// `<table>.csv-metadata.json` of each table, and `csv-metadata.json`. None unless the dataset's rows are published.
#[must_use]
pub fn files(edition: &Edition, entry: &Entry) -> Vec<PublishedFile> {
    if !entry.visibility.has_rows() || entry.dataset.tables.is_empty() {
        return Vec::new();
    }
    let language = edition.catalogue.language();
    let folder = addresses::dataset(&entry.dataset.id);
    let mut files: Vec<PublishedFile> = entry
        .dataset
        .tables
        .iter()
        .map(|table| {
            let described = published_table(edition, entry, table, &format!("{}.csv", table.name));
            let path = format!("{folder}{}.csv-metadata.json", table.name);
            PublishedFile::json(path, &write_table(&described, language))
        })
        .collect();
    let group = write_group(&published_group(edition, entry), language);
    files.push(PublishedFile::json(format!("{folder}csv-metadata.json"), &group));
    files
}

/// The table as it is published at `url`, without foreign keys.
#[must_use]
pub fn published_table(edition: &Edition, entry: &Entry, table: &Table, url: &str) -> Schema {
    let language = edition.catalogue.language();
    let summary = entry.summary.tables.get(&table.name);
    let columns: Vec<Column> = table
        .published_columns()
        .map(|(column, words)| {
            let profile = summary.and_then(|summary| summary.column(&column.name));
            published_column(table, column, words, profile, language)
        })
        .collect();
    let has = |name: &String| columns.iter().any(|column| column.name == *name);
    let primary_key = promises::primary_key(table, summary).to_vec();
    let row_titles = table.schema.row_titles.iter().filter(|name| has(name)).cloned().collect();
    let mut annotations = annotations(edition, entry, title_of(entry, table), description_of(entry, table));
    annotations.extend(kept(&table.schema.annotations));
    Schema {
        url: url.to_owned(),
        columns,
        primary_key,
        row_titles,
        dialect: dialect(),
        annotations,
        ..Schema::default()
    }
}

/// All tables of the dataset, then those of other datasets that they refer to, with every foreign key among them.
#[must_use]
pub fn published_group(edition: &Edition, entry: &Entry) -> TableGroup {
    let dataset = &entry.dataset;
    let mut elsewhere = BTreeSet::new();
    for table in &dataset.tables {
        for key in published_foreign_keys(edition, entry, table) {
            if let Some((id, name)) = key.reference.table.split_once('/')
                && id != dataset.id
            {
                elsewhere.insert((id.to_owned(), name.to_owned()));
            }
        }
    }
    let mut members: Vec<(&Entry, &Table)> = dataset.tables.iter().map(|table| (entry, table)).collect();
    members.extend(elsewhere.iter().filter_map(|(id, name)| {
        let entry = edition.entry(id)?;
        Some((entry, entry.dataset.table(name)?))
    }));
    let url = |id: &str, name: &str| {
        if id == dataset.id { format!("{name}.csv") } else { format!("../{id}/{name}.csv") }
    };
    let tables = members
        .iter()
        .map(|(entry, table)| {
            let mut described = published_table(edition, entry, table, &url(&entry.dataset.id, &table.name));
            for mut key in published_foreign_keys(edition, entry, table) {
                let Some((id, name)) = key.reference.table.split_once('/') else { continue };
                // A table that is here only because another refers to it may itself refer to one that is not.
                if members.iter().any(|(entry, table)| entry.dataset.id == id && table.name == name) {
                    key.reference.table = url(id, name);
                    described.foreign_keys.push(key);
                }
            }
            described
        })
        .collect();
    let annotations = annotations(edition, entry, &dataset.title, &dataset.description);
    TableGroup { tables, annotations, ..TableGroup::default() }
}

/// The foreign keys of a dataset's table of which both sides are published, and which its rows bear out, as they are in
/// the model.
pub fn published_foreign_keys<'a>(
    edition: &'a Edition,
    entry: &'a Entry,
    table: &'a Table,
) -> impl Iterator<Item = ForeignKey> + 'a {
    let summary = entry.summary.tables.get(&table.name);
    table.schema.foreign_keys.iter().filter(move |key| promises::is_borne_out(key, summary)).filter_map(move |key| {
        let (id, name) = key.reference.table.split_once('/')?;
        let target = edition.entry(id).filter(|entry| entry.visibility.has_rows())?.dataset.table(name)?;
        let published = has_columns(table, &key.columns) && has_columns(target, &key.reference.columns);
        published.then(|| ForeignKey {
            columns: key.columns.clone(),
            reference: Reference { table: key.reference.table.clone(), columns: key.reference.columns.clone() },
            place: None,
        })
    })
}

fn has_columns(table: &Table, names: &[String]) -> bool {
    names.iter().all(|name| table.published_columns().any(|(column, _)| column.name == *name))
}

fn title_of<'a>(entry: &'a Entry, table: &'a Table) -> &'a Text {
    if table.title.is_empty() { &entry.dataset.title } else { &table.title }
}

fn description_of<'a>(entry: &'a Entry, table: &'a Table) -> &'a Text {
    if table.description.is_empty() { &entry.dataset.description } else { &table.description }
}

/// The dialect of every published file: that of the standard. Its encoding is stated so that nobody has to guess.
fn dialect() -> Dialect {
    Dialect { encoding_stated: true, ..Dialect::default() }
}

#[cfg(test)]
mod tests;
