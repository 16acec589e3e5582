//! `api/openapi.json`: everything below `api/v1/`, by patterns. It stays small however many datasets there are.

use super::codes::ENUMERATED_MAX;
use super::parts::{Document, EXAMPLES_MAX, Operation, contact_of_catalogue, parameter, reference, tag};
use super::{examples, schemas, shapes};
use crate::model::{Edition, Entry, Licence, Table, TableSummary};
use crate::publish::api::{datasets, tables as documents};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};

/// The document; `files` are the documents it describes, for its examples. A path is in it only if it has a file.
pub(in crate::publish::api) fn document(edition: &Edition, files: &[PublishedFile]) -> Value {
    let mut paths = Map::new();
    let mut schemas = schemas::all();
    let mut tags = vec![("catalogue", "The portal and the list of its datasets.")];
    catalogue_paths(&mut paths, datasets::list_pages(edition), files);
    if edition.listed().next().is_some() {
        tags.push(("datasets", "What is said of each dataset."));
        dataset_paths(&mut paths, edition);
    }
    if tables(edition).next().is_some() {
        tags.push(("tables", "The columns of each table, and where its rows are."));
        table_paths(&mut paths, &mut tags, &mut schemas, edition);
    }
    let catalogue = &edition.catalogue;
    let language = catalogue.language();
    Document {
        title: catalogue.title.words(language),
        description: catalogue.description.words(language),
        licence: Some(&licence(edition)),
        contact: contact_of_catalogue(edition),
        tags: tags.into_iter().map(|(name, description)| tag(name, description)).collect(),
        page: "api/".to_owned(),
        paths,
        schemas,
    }
    .document(edition)
}

/// The licence of the data: the portal's, else the one that all datasets have, else where each is told.
fn licence(edition: &Edition) -> Licence {
    let mut stated = edition.listed().map(|entry| entry.dataset.licence.as_ref());
    let common = || stated.next().flatten().filter(|first| stated.all(|other| other == Some(*first)));
    edition.catalogue.licence.as_ref().or_else(common).cloned().unwrap_or_else(|| Licence {
        spdx: None,
        url: addresses::link(edition, "datasets/"),
        name: "Each dataset states its own licence".to_owned(),
    })
}

fn catalogue_paths(paths: &mut Map<String, Value>, pages: usize, files: &[PublishedFile]) {
    let example = |path: &str| files.iter().find(|file| file.path == path).and_then(examples::document);
    let mut add = |path: &str, operation: Operation<'_>| paths.insert(path.to_owned(), operation.path_item());
    add(
        "/catalogue.json",
        Operation {
            id: "getCatalogue",
            tags: &["catalogue"],
            summary: "The portal",
            description: "Title, publishers, topics, licence, and where everything is.",
            parameters: Vec::new(),
            schema: reference("Catalogue"),
            example: example("api/v1/catalogue.json"),
            page: None,
        },
    );
    add(
        "/datasets.json",
        Operation {
            id: "listDatasets",
            tags: &["catalogue"],
            summary: "The first datasets",
            description: "Up to 1,000 datasets by id; `next` leads to the rest.",
            parameters: Vec::new(),
            schema: reference("DatasetList"),
            example: example("api/v1/datasets.json"),
            page: None,
        },
    );
    if pages > 1 {
        let schema = json!({ "type": "integer", "minimum": 2, "maximum": pages });
        add(
            "/lists/datasets/{page}.json",
            Operation {
                id: "listMoreDatasets",
                tags: &["catalogue"],
                summary: "Further datasets",
                description: "A page of the list from the second on, 1,000 datasets a page.",
                parameters: vec![parameter("page", "Number of the page.", schema, &[("second".to_owned(), json!(2))])],
                schema: reference("DatasetList"),
                example: example("api/v1/lists/datasets/2.json"),
                page: None,
            },
        );
    }
}

fn dataset_paths(paths: &mut Map<String, Value>, edition: &Edition) {
    let examples: Vec<(String, Value)> =
        edition.listed().take(EXAMPLES_MAX).map(|entry| (entry.dataset.id.clone(), json!(entry.dataset.id))).collect();
    let parameters = || vec![parameter("id", "Id of the dataset.", dataset_ids(edition), &examples)];
    let mut add = |path: &str, operation: Operation<'_>| paths.insert(path.to_owned(), operation.path_item());
    add(
        "/datasets/{id}.json",
        Operation {
            id: "getDataset",
            tags: &["datasets"],
            summary: "A dataset",
            description: "All that is said of the dataset, with links to its tables and files.",
            parameters: parameters(),
            schema: reference("Dataset"),
            example: edition.listed().next().and_then(|entry| examples::document(&datasets::document(edition, entry))),
            page: None,
        },
    );
    add(
        "/datasets/{id}/openapi.json",
        Operation {
            id: "getDatasetOpenApi",
            tags: &["datasets"],
            summary: "This API for one dataset",
            description: "An OpenAPI document in which the rows of each table have the types of their columns.",
            parameters: parameters(),
            schema: reference("OpenApi"),
            example: None,
            page: None,
        },
    );
}

fn dataset_ids(edition: &Edition) -> Value {
    if edition.listed().count() > ENUMERATED_MAX {
        return name_pattern("^[a-z0-9][a-z0-9-]*$");
    }
    let ids: Vec<&str> = edition.listed().map(|entry| entry.dataset.id.as_str()).collect();
    json!({ "type": "string", "enum": ids })
}

fn name_pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// The listed tables with what was found in them.
fn tables(edition: &Edition) -> impl Iterator<Item = (&Entry, &Table, Option<&TableSummary>)> {
    edition.listed().flat_map(|entry| {
        entry.dataset.tables.iter().map(move |table| {
            let summary = entry.summary.tables.get(&table.name).filter(|_| entry.visibility.has_rows());
            (entry, table, summary)
        })
    })
}

/// Values for the parameters of an operation, together an address: `(name, id, table, more)`.
struct Example {
    name: String,
    id: String,
    table: String,
    more: Vec<Value>,
}

impl Example {
    fn new(entry: &Entry, table: &Table, more: Vec<Value>) -> Self {
        let (id, table) = (entry.dataset.id.clone(), table.name.clone());
        Self { name: format!("{id}.{table}"), id, table, more }
    }
}

/// The parameters of an operation on a table, then those in `more`, with examples that belong together.
fn table_parameters(examples: &[Example], more: &[(&str, &str, Value)]) -> Vec<Value> {
    let of = |value: &dyn Fn(&Example) -> Value| -> Vec<(String, Value)> {
        examples.iter().map(|example| (example.name.clone(), value(example))).collect()
    };
    let id = name_pattern("^[a-z0-9][a-z0-9-]*$");
    let table = name_pattern("^[a-z0-9][a-z0-9_-]*$");
    let mut parameters = vec![
        parameter("id", "Id of the dataset.", id, &of(&|example| json!(example.id))),
        parameter("table", "Name of the table.", table, &of(&|example| json!(example.table))),
    ];
    for (position, (name, description, schema)) in more.iter().enumerate() {
        let values = of(&|example| example.more.get(position).cloned().unwrap_or_default());
        parameters.push(parameter(name, description, schema.clone(), &values));
    }
    parameters
}

fn table_paths(
    paths: &mut Map<String, Value>,
    tags: &mut Vec<(&'static str, &'static str)>,
    schemas: &mut Map<String, Value>,
    edition: &Edition,
) {
    let mut add = |path: &str, operation: Operation<'_>| paths.insert(path.to_owned(), operation.path_item());
    let page = || ("page", "Number of the page, from 1.", shapes::number());
    let examples: Vec<Example> =
        tables(edition).take(EXAMPLES_MAX).map(|(entry, table, _)| Example::new(entry, table, Vec::new())).collect();
    add(
        "/datasets/{id}/tables/{table}.json",
        Operation {
            id: "getTable",
            tags: &["tables"],
            summary: "A table",
            description: "Columns, number of rows and of row pages, and every file that has the rows.",
            parameters: table_parameters(&examples, &[]),
            schema: reference("Table"),
            example: tables(edition)
                .next()
                .and_then(|(entry, table, _)| examples::document(&documents::document(edition, entry, table))),
            page: None,
        },
    );
    let row = json!({ "type": "object", "description": "A row; its keys are the names of the columns." });
    let examples: Vec<Example> = tables(edition)
        .filter(|(_, _, summary)| summary.is_some_and(|summary| summary.row_pages > 0))
        .take(EXAMPLES_MAX)
        .map(|(entry, table, _)| Example::new(entry, table, vec![json!(1)]))
        .collect();
    let has_look_ups = tables(edition).any(|(_, _, summary)| look_up_example(summary).is_some());
    if !examples.is_empty() || has_look_ups {
        tags.push(("rows", "Rows, 1,000 a page."));
        schemas.insert("Row".to_owned(), row);
    }
    if !examples.is_empty() {
        schemas.insert("RowPage".to_owned(), schemas::row_page(&reference("Row"), false));
        add(
            "/datasets/{id}/tables/{table}/rows/{page}.json",
            Operation {
                id: "getRows",
                tags: &["rows"],
                summary: "A page of rows",
                description: "Up to 1,000 rows in the order of the table; `next` leads to the following page.",
                parameters: table_parameters(&examples, &[page()]),
                schema: reference("RowPage"),
                example: tables(edition).find_map(|(entry, table, summary)| {
                    let summary = summary.filter(|summary| summary.row_pages > 0)?;
                    examples::row_page(&entry.dataset.id, &table.name, summary)
                }),
                page: None,
            },
        );
    }
    if has_look_ups {
        let examples: Vec<Example> = tables(edition)
            .filter_map(|(entry, table, summary)| {
                let (column, value) = look_up_example(summary)?;
                Some(Example::new(entry, table, vec![json!(column), json!(value), json!(1)]))
            })
            .take(EXAMPLES_MAX)
            .collect();
        schemas.insert("LookupPage".to_owned(), schemas::row_page(&reference("Row"), true));
        let more = [
            ("column", "A column that rows are looked up by.", name_pattern("^[A-Za-z][A-Za-z0-9_]*$")),
            ("value", "A value of the column.", name_pattern("^[A-Za-z0-9._-]{1,100}$")),
            page(),
        ];
        add(
            "/datasets/{id}/tables/{table}/by/{column}/{value}/{page}.json",
            Operation {
                id: "lookUpRows",
                tags: &["rows"],
                summary: "The rows with a value",
                description: "Up to 1,000 rows that have the value in the column; the table's document names the columns.",
                parameters: table_parameters(&examples, &more),
                schema: reference("LookupPage"),
                example: tables(edition).find_map(|(entry, table, summary)| {
                    let summary = summary?;
                    let lookup = summary.lookups.iter().find(|lookup| !lookup.values.is_empty())?;
                    examples::look_up_page(&entry.dataset.id, &table.name, lookup, summary)
                }),
                page: None,
            },
        );
    }
}

/// The first value that rows of the table are looked up by, with its column.
fn look_up_example(summary: Option<&TableSummary>) -> Option<(&str, &str)> {
    summary?.lookups.iter().find_map(|lookup| {
        let (value, _) = lookup.values.first()?;
        Some((lookup.column.as_str(), value.as_str()))
    })
}
