//! `api/v1/datasets/<id>/openapi.json`: the API for one dataset, its rows typed by their columns.

use super::codes::ENUMERATED_MAX;
use super::names::{Names, of_constants, of_type};
use super::parts::{Document, EXAMPLES_MAX, Operation, contact_of_dataset, parameter, reference, tag};
use super::{examples, row, schemas};
use crate::model::{Edition, Entry, Lookup, Table, TableSummary};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};

/// The document; `files` are the documents it describes, for its examples. Paths are literal but for pages and looked-up
/// values.
pub(in crate::publish::api) fn document(edition: &Edition, entry: &Entry, files: &[PublishedFile]) -> Value {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let mut writing = Writing::begin(edition, entry, files);
    writing.dataset();
    for table in &dataset.tables {
        writing.table(table);
        let summary = entry.summary.tables.get(&table.name).filter(|_| entry.visibility.has_rows());
        if let Some(summary) = summary {
            writing.rows(table, summary);
        }
    }
    let tags = writing.tags();
    Document {
        title: dataset.title.words(language),
        description: dataset.description.words(language),
        licence: dataset.licence.as_ref(),
        contact: contact_of_dataset(edition, dataset),
        tags,
        page: addresses::api_of_dataset(&dataset.id),
        paths: writing.paths,
        schemas: writing.schemas,
    }
    .document(edition)
}

struct Writing<'a> {
    edition: &'a Edition,
    entry: &'a Entry,
    files: &'a [PublishedFile],
    language: &'a str,
    /// The dataset's topics by name and description.
    themes: Vec<(&'a str, &'a str, String)>,
    operations: Names,
    types: Names,
    paths: Map<String, Value>,
    schemas: Map<String, Value>,
    has_rows: bool,
}

impl<'a> Writing<'a> {
    fn begin(edition: &'a Edition, entry: &'a Entry, files: &'a [PublishedFile]) -> Self {
        let language = edition.catalogue.language();
        let schemas = schemas::all();
        let mut types = Names::default();
        for name in schemas.keys() {
            let _ = types.unique(name);
        }
        let mut taken = Names::default();
        for name in ["dataset", "tables", "rows"] {
            let _ = taken.unique(name);
        }
        let topics = entry.dataset.topic.iter().filter_map(|id| edition.catalogue.topic(id));
        let themes = topics
            .map(|topic| {
                let title = if topic.title.is_empty() { topic.id.as_str() } else { topic.title.words(language) };
                (title, topic.description.words(language), addresses::link(edition, &addresses::topic(&topic.id)))
            })
            .filter(|(title, _, _)| taken.unique(title) == *title)
            .collect();
        let (operations, paths) = (Names::default(), Map::new());
        Self { edition, entry, files, language, themes, operations, types, paths, schemas, has_rows: false }
    }

    /// The tags of the operations that there are.
    fn tags(&self) -> Vec<Value> {
        let mut tags = vec![tag("dataset", "What is said of the dataset.")];
        if !self.entry.dataset.tables.is_empty() {
            tags.push(tag("tables", "The columns of each table, and where its rows are."));
        }
        if self.has_rows {
            tags.push(tag("rows", "Rows, 1,000 a page."));
        }
        tags.extend(self.themes.iter().map(|(title, description, page)| {
            let description = if description.is_empty() { title } else { description };
            json!({
                "name": title,
                "description": description,
                "externalDocs": { "description": "The datasets of the topic.", "url": page },
            })
        }));
        tags
    }

    fn add(&mut self, path: String, tag: &str, operation: Operation<'_>) {
        let id = self.operations.unique(operation.id);
        let tags: Vec<&str> = [tag].into_iter().chain(self.themes.iter().map(|(title, _, _)| *title)).collect();
        self.paths.insert(path, Operation { id: &id, tags: &tags, ..operation }.path_item());
    }

    fn file(&self, path: &str) -> Option<&'a PublishedFile> {
        self.files.iter().find(|file| file.path.strip_prefix("api/v1") == Some(path))
    }

    fn dataset(&mut self) {
        let id = &self.entry.dataset.id;
        let path = format!("/datasets/{id}.json");
        let operation = Operation {
            id: "getDataset",
            tags: &[],
            summary: "The dataset",
            description: "All that is said of the dataset, with links to its tables and files.",
            parameters: Vec::new(),
            schema: reference("Dataset"),
            example: self.file(&path).and_then(examples::document),
            page: Some(addresses::link(self.edition, &addresses::dataset(id))),
        };
        self.add(path, "dataset", operation);
    }

    fn table(&mut self, table: &Table) {
        let id = &self.entry.dataset.id;
        let path = format!("/datasets/{id}/tables/{}.json", table.name);
        let operation = Operation {
            id: &format!("get{}Table", of_type(&table.name, "Table")),
            tags: &[],
            summary: &format!("The table {}", title(table, self.language)),
            description: "Columns, number of rows and of row pages, and every file that has the rows.",
            parameters: Vec::new(),
            schema: reference("Table"),
            example: self.file(&path).and_then(examples::document),
            page: self.page(table),
        };
        self.add(path, "tables", operation);
    }

    /// The page of a table; only where its rows are published is there one.
    fn page(&self, table: &Table) -> Option<String> {
        let page = format!("{}{}/", addresses::dataset(&self.entry.dataset.id), table.name);
        self.entry.visibility.has_rows().then(|| addresses::link(self.edition, &page))
    }

    /// The paths of a table's row and look-up pages, if it has any.
    fn rows(&mut self, table: &Table, summary: &TableSummary) {
        let (id, name) = (&self.entry.dataset.id, &table.name);
        let lookups: Vec<&Lookup> = summary.lookups.iter().filter(|lookup| !lookup.values.is_empty()).collect();
        if summary.row_pages == 0 && lookups.is_empty() {
            return;
        }
        self.has_rows = true;
        let type_name = of_type(name, "Table");
        let row_type = self.types.unique(&format!("{type_name}Row"));
        let row = row::schema(table, summary, self.language, &mut |column, codes| {
            let name = self.types.unique(&format!("{type_name}{}", of_type(column, "Column")));
            self.schemas.insert(name.clone(), codes);
            name
        });
        self.schemas.insert(row_type.clone(), row);
        let prefix = format!("/datasets/{id}/tables/{name}");
        if summary.row_pages > 0 {
            let page_type = self.types.unique(&format!("{type_name}Page"));
            self.schemas.insert(page_type.clone(), schemas::row_page(&reference(&row_type), false));
            let page = json!({ "type": "integer", "minimum": 1, "maximum": summary.row_pages });
            let operation = Operation {
                id: &format!("list{type_name}Rows"),
                tags: &[],
                summary: &format!("Rows of {}", title(table, self.language)),
                description: "Up to 1,000 rows in the order of the table; `next` leads to the following page.",
                parameters: vec![parameter("page", "Number of the page.", page, &[("first".to_owned(), json!(1))])],
                schema: reference(&page_type),
                example: examples::row_page(id, name, summary),
                page: self.page(table),
            };
            self.add(format!("{prefix}/rows/{{page}}.json"), "rows", operation);
        }
        if lookups.is_empty() {
            return;
        }
        let page_type = self.types.unique(&format!("{type_name}LookupPage"));
        self.schemas.insert(page_type.clone(), schemas::row_page(&reference(&row_type), true));
        for lookup in lookups {
            let column = &lookup.column;
            let operation = Operation {
                id: &format!("list{type_name}RowsBy{}", of_type(column, "Column")),
                tags: &[],
                summary: &format!("Rows of {} by {column}", title(table, self.language)),
                description: "Up to 1,000 rows that have the value in the column, in the order of the table.",
                parameters: look_up_parameters(lookup),
                schema: reference(&page_type),
                example: examples::look_up_page(id, name, lookup, summary),
                page: self.page(table),
            };
            self.add(format!("{prefix}/by/{column}/{{value}}/{{page}}.json"), "rows", operation);
        }
    }
}

fn title<'a>(table: &'a Table, language: &str) -> &'a str {
    if table.title.is_empty() { &table.name } else { table.title.words(language) }
}

fn look_up_parameters(lookup: &Lookup) -> Vec<Value> {
    let values = if lookup.values.len() > ENUMERATED_MAX {
        json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,100}$" })
    } else {
        let values: Vec<&str> = lookup.values.iter().map(|(value, _)| value.as_str()).collect();
        json!({ "type": "string", "enum": values, "x-enum-varnames": of_constants(values.iter().copied()) })
    };
    let most = lookup.values.iter().map(|(_, pages)| *pages).max().unwrap_or(1);
    let page = json!({ "type": "integer", "minimum": 1, "maximum": most.max(1) });
    let named = |value: &dyn Fn(&str) -> Value| -> Vec<(String, Value)> {
        let shown = lookup.values.iter().take(EXAMPLES_MAX);
        shown.enumerate().map(|(at, (text, _))| (format!("value-{}", at + 1), value(text))).collect()
    };
    vec![
        parameter("value", "A value of the column.", values, &named(&|text| json!(text))),
        parameter("page", "Number of the page.", page, &named(&|_| json!(1))),
    ]
}
