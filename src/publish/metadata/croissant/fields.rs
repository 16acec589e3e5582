//! Tables as record sets, columns as fields.

use super::file_identifier;
use crate::csvw::{Column, ForeignKey};
use crate::model::{ColumnProfile, ColumnWords, Edition, Entry, Format, Table};
use crate::publish::metadata::csvw::published_foreign_keys;
use crate::publish::metadata::data_files::{DataFile, of_table};
use crate::publish::metadata::datatypes::Kind;
use crate::publish::metadata::plain_text::plain_text;
use crate::publish::metadata::promises;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A record set for each table that has published columns and a file.
pub(super) fn record_sets(edition: &Edition, entry: &Entry) -> Vec<Value> {
    let references = references(edition, entry);
    entry.dataset.tables.iter().filter_map(|table| record_set(edition, entry, table, &references)).collect()
}

/// The file that records are read from. Parquet has types of its own, so `007` stays a text; readers of Croissant guess what a
/// CSV's cells are.
fn source<'a>(entry: &'a Entry, table: &'a Table) -> Option<DataFile<'a>> {
    let of = |format: Format| of_table(entry, table).find(|file| file.artefact.format == Some(format));
    of(Format::Parquet).or_else(|| of(Format::Csv))
}

fn record_set(
    edition: &Edition,
    entry: &Entry,
    table: &Table,
    references: &BTreeMap<(String, String), String>,
) -> Option<Value> {
    let source = source(entry, table)?;
    let language = edition.catalogue.language();
    let file = file_identifier(edition, entry, &source);
    let is_csv = source.artefact.format == Some(Format::Csv);
    let fields: Vec<Value> = table
        .published_columns()
        .map(|(column, words)| {
            let mut field = field(entry, table, column, words, language);
            let mut from = json!({ "fileObject": { "@id": file }, "extract": { "column": column.name } });
            if let (Some(separator), Some(from), true) = (&column.separator, from.as_object_mut(), is_csv) {
                from.insert("transform".to_owned(), json!({ "separator": separator }));
            }
            field.insert("source".to_owned(), from);
            if let Some(target) = references.get(&(table.name.clone(), column.name.clone())) {
                field.insert("references".to_owned(), json!({ "field": { "@id": target } }));
            }
            Value::Object(field)
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!("cr:RecordSet"));
    node.insert("@id".to_owned(), json!(table.name));
    node.insert("name".to_owned(), json!(table.name));
    let words = if table.description.is_empty() { &table.title } else { &table.description };
    let words = plain_text(words.words(language));
    if !words.is_empty() {
        node.insert("description".to_owned(), json!(words));
    }
    let key = promises::primary_key(table, entry.summary.tables.get(&table.name));
    let key: Vec<Value> = key.iter().map(|name| json!({ "@id": id(table, name) })).collect();
    if !key.is_empty() {
        node.insert("key".to_owned(), json!(key));
    }
    node.insert("field".to_owned(), json!(fields));
    Some(Value::Object(node))
}

/// The id of a field.
fn id(table: &Table, column: &str) -> String {
    format!("{}/{column}", table.name)
}

fn field(entry: &Entry, table: &Table, column: &Column, words: &ColumnWords, language: &str) -> Map<String, Value> {
    let mut field = Map::new();
    field.insert("@type".to_owned(), json!("cr:Field"));
    field.insert("@id".to_owned(), json!(id(table, &column.name)));
    field.insert("name".to_owned(), json!(column.name));
    let said = if words.description.is_empty() { &words.title } else { &words.description };
    let said = plain_text(said.words(language));
    if !said.is_empty() {
        field.insert("description".to_owned(), json!(said));
    }
    let profile = entry.summary.tables.get(&table.name).and_then(|found| found.column(&column.name));
    field.insert("dataType".to_owned(), json!(data_type(column, profile)));
    if column.separator.is_some() {
        field.insert("repeated".to_owned(), json!(true));
    }
    field
}

/// The type that a reader is to give every value of the column. Croissant has no decimals: their digits are in the file, and
/// a reader that goes by the type has numbers.
fn data_type(column: &Column, profile: Option<&ColumnProfile>) -> &'static str {
    let datatype = promises::borne_out(column, profile).datatype;
    if datatype.base == "anyURI" {
        return "sc:URL";
    }
    match Kind::fitting(&datatype, profile) {
        Kind::Integer => "sc:Integer",
        Kind::Decimal | Kind::Float => "sc:Float",
        Kind::Boolean => "sc:Boolean",
        Kind::Date => "sc:Date",
        Kind::DateTime => "sc:DateTime",
        // With a fraction or a time zone it is more than readers of `sc:Time` take.
        Kind::Time if profile.is_some_and(|found| found.longest <= 8) => "sc:Time",
        Kind::Time | Kind::Year | Kind::YearMonth | Kind::PartOfDate | Kind::Text => "sc:Text",
    }
}

/// For each column with a foreign key of its own within the dataset, the field it refers to. A table that is referred to
/// refers to none itself: readers follow references to join tables, and mlcroissant joins no further than to the next one;
/// of a chain it gives wrong records or none. Of a chain, and so of a circle, the references that come later in the
/// dataset's description are left out; so is one of several columns, which Croissant cannot say.
fn references(edition: &Edition, entry: &Entry) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let (mut refer, mut are_referred_to) = (BTreeSet::new(), BTreeSet::new());
    for table in &entry.dataset.tables {
        for key in published_foreign_keys(edition, entry, table) {
            let Some((column, target, to)) = simple(entry, &key) else { continue };
            let is_chain =
                target.name == table.name || refer.contains(&target.name) || are_referred_to.contains(&table.name);
            if is_chain || source(entry, target).is_none() {
                continue;
            }
            refer.insert(table.name.clone());
            are_referred_to.insert(target.name.clone());
            found.entry((table.name.clone(), column.to_owned())).or_insert_with(|| id(target, to));
        }
    }
    found
}

/// The column of a foreign key of one column, with the table and the column it refers to, if that is of this dataset.
fn simple<'a>(entry: &'a Entry, key: &'a ForeignKey) -> Option<(&'a str, &'a Table, &'a str)> {
    let (id, name) = key.reference.table.split_once('/')?;
    let target = entry.dataset.table(name).filter(|_| id == entry.dataset.id)?;
    match (&key.columns[..], &key.reference.columns[..]) {
        ([column], [to]) => Some((column, target, to)),
        _ => None,
    }
}
