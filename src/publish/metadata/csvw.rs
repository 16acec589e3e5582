//! CSVW metadata of the published tables: of each table alone, where CSVW's default rule finds it, and of the dataset as
//! a group with its foreign keys.
//!
//! It describes the published file, not the source: canonical cells, UTF-8, one header row, suppressed columns gone.

use super::plain_text::plain_text;
use super::promises;
use crate::csvw::uri_template::UriTemplate;
use crate::csvw::{Annotation, Column, Dialect, ForeignKey, NaturalLanguage, Reference, Table as Schema, TableGroup};
use crate::csvw::{write_group, write_table};
use crate::model::{ColumnProfile, ColumnWords, Edition, Entry, Table, Text};
use crate::project::derived_names;
use crate::publish::{PublishedFile, addresses};
use serde_json::{Value, json};
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

fn published_column(
    table: &Table,
    column: &Column,
    words: &ColumnWords,
    profile: Option<&ColumnProfile>,
    language: &str,
) -> Column {
    let promised = promises::borne_out(column, profile);
    let template = |stated: &Option<String>| stated.clone().filter(|template| is_of_published_columns(template, table));
    let mut annotations = Vec::new();
    annotations.extend(annotation("dc:description", text(&words.description, language)));
    annotations.extend(annotation("schema:unitText", words.unit.as_deref().map(Value::from)));
    annotations.extend(kept(&column.annotations));
    Column {
        titles: titles(column, words, language),
        datatype: promised.datatype,
        required: promised.required,
        separator: column.separator.clone(),
        ordered: column.ordered,
        lang: column.lang.clone(),
        about_url: template(&column.about_url),
        property_url: template(&column.property_url),
        value_url: template(&column.value_url),
        annotations,
        // Nulls are empty cells, and what a default stands for is written out.
        ..Column::new(column.name.clone())
    }
}

/// Whether a URI template takes values from published columns alone: another would tell the name of one that is kept back,
/// and leave a gap wherever it is expanded.
fn is_of_published_columns(template: &str, table: &Table) -> bool {
    let is_kept_back = |name: &str| {
        let is_published = |name: &str| table.published_columns().any(|(column, _)| column.name == name);
        !is_published(name) && table.schema.column(name).is_some()
    };
    !UriTemplate::compile(template).is_ok_and(|template| template.variables().any(is_kept_back))
}

/// The name, which is the header, then the title in each language. What the source's headers say is not among them,
/// since nothing that is published says so; but a name that was derived from another keeps that one.
fn titles(column: &Column, words: &ColumnWords, language: &str) -> NaturalLanguage {
    let mut titles: Vec<(String, Vec<String>)> = vec![(language.to_owned(), vec![column.name.clone()])];
    let mut add = |tag: &str, title: &str| {
        let tag = if tag == "und" { language } else { tag };
        let at = titles.iter().position(|(has, _)| has == tag).unwrap_or(titles.len());
        match titles.get_mut(at) {
            Some((_, list)) if !list.iter().any(|has| has == title) => list.push(title.to_owned()),
            Some(_) => {}
            None => titles.push((tag.to_owned(), vec![title.to_owned()])),
        }
    };
    for (tag, title) in words.title.iter().filter(|(_, title)| !title.trim().is_empty()) {
        add(tag, title);
    }
    for (tag, title) in column.titles.iter().filter(|(_, title)| is_original(&column.name, title)) {
        add(tag, title);
    }
    NaturalLanguage(titles)
}

/// Whether the name was derived from this one, which could not be published as it is. What a derived name has after it,
/// or after `c_` where nothing of the original was left, is a number.
fn is_original(name: &str, title: &str) -> bool {
    let derived = derived_names(&[title]).pop().unwrap_or_default();
    let stem = if derived == "c_1" { "c_" } else { &derived };
    let number = name.strip_prefix(stem).filter(|_| title != name);
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_'))
}

/// Title, description, licence, publisher and dates, in Dublin Core terms as CSVW's own examples have them.
fn annotations(edition: &Edition, entry: &Entry, title: &Text, description: &Text) -> Vec<Annotation> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id)).map(|publisher| {
        let id = addresses::identifier(edition, &addresses::publisher(&publisher.id), "publisher");
        json!({ "@id": id, "foaf:name": text(&publisher.name, language) })
    });
    let day = |day: Option<jiff::civil::Date>| day.map(|day| json!({ "@value": day.to_string(), "@type": "xsd:date" }));
    let keywords = (!dataset.keyword.is_empty()).then(|| json!(dataset.keyword));
    [
        ("dc:title", text(title, language)),
        ("dc:description", text(description, language)),
        ("dc:license", dataset.licence.as_ref().map(|licence| json!({ "@id": licence.url }))),
        ("dc:publisher", publisher),
        ("dc:issued", day(dataset.issued)),
        ("dc:modified", day(dataset.modified)),
        ("dcat:keyword", keywords),
    ]
    .into_iter()
    .filter_map(|(property, value)| annotation(property, value))
    .collect()
}

fn annotation(property: &str, value: Option<Value>) -> Option<Annotation> {
    value.map(|value| Annotation { property: property.to_owned(), value, place: None })
}

/// A text as a JSON-LD value: a string where it is in the document's language alone. Descriptions are plain.
fn text(words: &Text, language: &str) -> Option<Value> {
    let mut values: Vec<Value> = words
        .iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(tag, words)| {
            let words = plain_text(words);
            if tag == language { Value::from(words) } else { json!({ "@value": words, "@language": tag }) }
        })
        .collect();
    if values.len() > 1 { Some(Value::from(values)) } else { values.pop() }
}

/// What the source's metadata said beyond the facts that are written from the model.
fn kept(annotations: &[Annotation]) -> impl Iterator<Item = Annotation> + '_ {
    const WRITTEN: &[&str] = &[
        "title",
        "description",
        "license",
        "licence",
        "publisher",
        "issued",
        "created",
        "modified",
        "keyword",
        "unitText",
    ];
    annotations
        .iter()
        .filter(|annotation| {
            let name = annotation.property.rsplit([':', '/', '#']).next().unwrap_or_default();
            !WRITTEN.contains(&name)
        })
        .map(|annotation| Annotation { place: None, ..annotation.clone() })
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
mod tests {
    use super::*;
    use crate::csvw::{NoDocuments, Source, read_metadata};
    use crate::publish::test_edition::edition;

    fn document(files: &[PublishedFile], path: &str) -> Value {
        let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
        serde_json::from_slice(&file.bytes).unwrap()
    }

    #[test]
    fn a_name_keeps_what_it_was_derived_from_and_no_other_header() {
        for (name, original) in [("Id_No", "Id No"), ("c_5", "Ελλάδα"), ("a_b_2", "a b"), ("c_2024", "2024")] {
            assert!(is_original(name, original), "{name}");
        }
        for (name, header) in [("stop_id", "ATCO Code"), ("stop_id", "stop_id"), ("count", "Total"), ("c_5", "Count")] {
            assert!(!is_original(name, header), "{name}");
        }
    }

    #[test]
    fn a_table_is_described_as_it_is_published() {
        let edition = edition();
        let files = files(&edition, &edition.entries[0]);
        let table = document(&files, "datasets/bus-stops/stops.csv-metadata.json");
        assert_eq!(table["@context"], json!(["http://www.w3.org/ns/csvw", { "@language": "en" }]));
        assert_eq!(table["url"], "stops.csv");
        assert_eq!(table["dc:title"], "Stops");
        assert_eq!(table["dc:modified"], json!({ "@value": "2026-01-31", "@type": "xsd:date" }));
        assert_eq!(table["dialect"]["encoding"], "utf-8", "not the source's");
        assert_eq!(table["dialect"].get("skipRows"), None);
        let schema = &table["tableSchema"];
        assert_eq!(schema["primaryKey"], "stop_id");
        assert_eq!(schema.get("foreignKeys"), None);
        let columns = schema["columns"].as_array().unwrap();
        assert_eq!(columns.len(), 9, "the suppressed column is not there");
        assert_eq!(columns[0]["titles"], json!({ "en": ["stop_id", "Stop"], "cy": "Arhosfan" }));
        assert_eq!(columns[0]["datatype"], json!({ "base": "string", "format": "\\d{4}|X" }));
        assert_eq!((&columns[1]["lang"], &columns[1]["titles"]), (&json!("cy"), &json!(["name"])));
        assert_eq!(columns[1]["schema:about"], "a stop");
        assert_eq!(columns[3]["datatype"], json!({ "base": "date", "minimum": "1990-01-01" }));
        assert_eq!(columns[3].get("null"), None, "nulls are empty cells");
        assert_eq!(columns[4]["datatype"], "boolean");
        assert_eq!(columns[5]["schema:unitText"], "m");
        assert_eq!(columns[6]["separator"], ";");
    }

    #[test]
    fn what_is_written_is_read_without_a_finding() {
        let edition = edition();
        for entry in edition.listed() {
            for file in files(&edition, entry) {
                let text = String::from_utf8(file.bytes).unwrap();
                let source = Source { document: 0, location: &file.path, documents: &NoDocuments, table: None };
                let (metadata, findings) = read_metadata(&text, source);
                assert_eq!(findings, [], "{}", file.path);
                assert_eq!(metadata.unwrap().single_table, !file.path.ends_with("/csv-metadata.json"));
            }
        }
    }

    #[test]
    fn the_group_has_what_its_tables_refer_to() {
        let edition = edition();
        let files = files(&edition, &edition.entries[0]);
        let group = document(&files, "datasets/bus-stops/csv-metadata.json");
        let tables = group["tables"].as_array().unwrap();
        let urls: Vec<&Value> = tables.iter().map(|table| &table["url"]).collect();
        assert_eq!(json!(urls), json!(["stops.csv", "../wards/wards.csv"]));
        assert_eq!(
            tables[0]["tableSchema"]["foreignKeys"],
            json!([{
                "columnReference": "ward",
                "reference": { "resource": "../wards/wards.csv", "columnReference": "code" },
            }]),
            "and none of a suppressed column"
        );
        assert_eq!(tables[1]["tableSchema"]["columns"].as_array().unwrap().len(), 3);
        assert_eq!(group["dc:title"], json!(["Bus stops", { "@value": "Safleoedd bws", "@language": "cy" }]));
    }

    #[test]
    fn a_template_over_a_suppressed_column_is_left_out() {
        let mut edition = edition();
        let schema = &mut edition.entries[0].dataset.tables[0].schema;
        schema.columns[0].about_url = Some("https://example.org/people/{secret}#{stop_id}".into());
        schema.columns[0].value_url = Some("https://example.org/stops/{stop_id}{?_row}".into());
        let table = document(&files(&edition, &edition.entries[0]), "datasets/bus-stops/stops.csv-metadata.json");
        assert!(!table.to_string().contains("secret"), "{table}");
        assert_eq!(table["tableSchema"]["columns"][0]["valueUrl"], "https://example.org/stops/{stop_id}{?_row}");
    }

    #[test]
    fn what_a_publisher_let_pass_is_not_promised() {
        let mut edition = edition();
        let stops = edition.entries[0].summary.tables.get_mut("stops").unwrap();
        stops.columns[0].exceptions =
            ["csvw/pattern-mismatch", "csvw/missing-required-value"].map(str::to_owned).into();
        stops.key_exceptions = ["csvw/duplicate-key", "csvw/broken-foreign-key"]
            .map(|rule| (rule.to_owned(), if rule.ends_with("foreign-key") { "ward" } else { "stop_id" }.to_owned()))
            .into();
        let files = files(&edition, &edition.entries[0]);
        let group = document(&files, "datasets/bus-stops/csv-metadata.json");
        assert_eq!(group["tables"].as_array().unwrap().len(), 1, "{group}");
        let schema = &group["tables"][0]["tableSchema"];
        let stop_id = &schema["columns"][0];
        assert_eq!((stop_id.get("required"), stop_id.get("datatype")), (None, None));
        assert_eq!((schema.get("primaryKey"), schema.get("foreignKeys")), (None, None));
    }

    #[test]
    fn a_key_with_a_suppressed_column_is_no_key_and_one_to_an_unpublished_table_neither() {
        let mut edition = edition();
        edition.entries[0].dataset.tables[0].schema.primary_key = vec!["stop_id".into(), "secret".into()];
        edition.entries[4].visibility = crate::model::Visibility::DescriptionOnly;
        let group = published_group(&edition, &edition.entries[0]);
        assert_eq!(group.tables.len(), 1);
        assert_eq!(group.tables[0].primary_key, Vec::<String>::new());
        assert_eq!(group.tables[0].foreign_keys, []);
    }
}
