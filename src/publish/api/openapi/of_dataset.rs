//! `api/v1/datasets/<id>/openapi.json`: the API for one dataset, its rows typed by their columns.

use super::parts::{Document, EXAMPLES_MAX, Operation, parameter, reference};
use super::{schemas, shapes};
use crate::csvw::Column;
use crate::model::{CodeList, ColumnProfile, ColumnWords, Edition, Entry, Lookup, Table, TableSummary};
use crate::publish::metadata::datatypes::{self, Kind};
use serde_json::{Map, Value, json};

/// A look-up's values are enumerated up to this many.
const ENUMERATED_MAX: usize = 100;

/// The document. Paths are literal but for pages and looked-up values.
pub(in crate::publish::api) fn document(edition: &Edition, entry: &Entry) -> Value {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let mut paths = Map::new();
    let mut schemas = schemas::shared();
    let mut tags = vec![("dataset", "What is said of the dataset.")];
    paths.insert(
        format!("/datasets/{}.json", dataset.id),
        Operation {
            id: "dataset",
            tag: "dataset",
            summary: "The dataset",
            description: "All that is said of the dataset, with links to its tables and files.",
            parameters: Vec::new(),
            schema: reference("Dataset"),
            example: None,
        }
        .path_item(),
    );
    if dataset.tables.is_empty() {
        for name in ["Table", "Column", "Profile", "Format"] {
            schemas.remove(name);
        }
    } else {
        tags.push(("tables", "The columns of each table, and where its rows are."));
    }
    let mut has_rows = false;
    for table in &dataset.tables {
        let summary = entry.summary.tables.get(&table.name).filter(|_| entry.visibility.has_rows());
        paths.insert(
            format!("/datasets/{}/tables/{}.json", dataset.id, table.name),
            Operation {
                id: &format!("{}.table", table.name),
                tag: "tables",
                summary: &format!("The table {}", title(table, language)),
                description: "Columns, number of rows and of row pages, and every file that has the rows.",
                parameters: Vec::new(),
                schema: reference("Table"),
                example: None,
            }
            .path_item(),
        );
        if let Some(summary) = summary {
            has_rows |= row_paths(&mut paths, &mut schemas, &dataset.id, table, summary, language);
        }
    }
    if has_rows {
        tags.push(("rows", "Rows, 1,000 a page."));
    }
    let title = dataset.title.words(language);
    let description = dataset.description.words(language);
    let licence = dataset.licence.as_ref();
    Document { title, description, licence, tags, paths, schemas }.document(edition)
}

fn title<'a>(table: &'a Table, language: &str) -> &'a str {
    if table.title.is_empty() { &table.name } else { table.title.words(language) }
}

/// Adds the paths of a table's row and look-up pages, if it has any; the answer says whether.
fn row_paths(
    paths: &mut Map<String, Value>,
    schemas: &mut Map<String, Value>,
    id: &str,
    table: &Table,
    summary: &TableSummary,
    language: &str,
) -> bool {
    let name = &table.name;
    let lookups: Vec<&Lookup> = summary.lookups.iter().filter(|lookup| !lookup.values.is_empty()).collect();
    if summary.row_pages == 0 && lookups.is_empty() {
        return false;
    }
    // A table's name has no full stop in it, so none of these can be another table's.
    schemas.insert(format!("{name}.Row"), row(table, summary, language));
    let row = reference(&format!("{name}.Row"));
    let prefix = format!("/datasets/{id}/tables/{name}");
    if summary.row_pages > 0 {
        schemas.insert(format!("{name}.Page"), schemas::row_page(&row, false));
        let page = json!({ "type": "integer", "minimum": 1, "maximum": summary.row_pages });
        let operation = Operation {
            id: &format!("{name}.rows"),
            tag: "rows",
            summary: &format!("Rows of {}", title(table, language)),
            description: "Up to 1,000 rows in the order of the table; `next` leads to the following page.",
            parameters: vec![parameter("page", "Number of the page.", page, &[("first".to_owned(), json!(1))])],
            schema: reference(&format!("{name}.Page")),
            example: page_example(id, name, summary),
        };
        paths.insert(format!("{prefix}/rows/{{page}}.json"), operation.path_item());
    }
    for lookup in lookups {
        let column = &lookup.column;
        schemas.insert(format!("{name}.LookupPage"), schemas::row_page(&row, true));
        let operation = Operation {
            id: &format!("{name}.by.{column}"),
            tag: "rows",
            summary: &format!("Rows of {} by {column}", title(table, language)),
            description: "Up to 1,000 rows that have the value in the column.",
            parameters: look_up_parameters(lookup),
            schema: reference(&format!("{name}.LookupPage")),
            example: None,
        };
        paths.insert(format!("{prefix}/by/{column}/{{value}}/{{page}}.json"), operation.path_item());
    }
    true
}

fn look_up_parameters(lookup: &Lookup) -> Vec<Value> {
    let values = if lookup.values.len() > ENUMERATED_MAX {
        json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,100}$" })
    } else {
        let values: Vec<&str> = lookup.values.iter().map(|(value, _)| value.as_str()).collect();
        json!({ "type": "string", "enum": values })
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

/// The first page, cut to the example rows.
fn page_example(id: &str, table: &str, summary: &TableSummary) -> Option<Value> {
    let rows = summary.example.as_ref().filter(|rows| rows.is_array())?;
    let next = (summary.row_pages > 1).then_some("2.json");
    Some(json!({
        "dataset": id, "table": table, "page": 1, "first": "1.json", "prev": null, "next": next, "rows": rows,
    }))
}

fn row(table: &Table, summary: &TableSummary, language: &str) -> Value {
    let keys: Vec<(&str, Value)> = table
        .published_columns()
        .map(|(column, words)| {
            let profile = summary.columns.iter().find(|found| found.name == column.name);
            (column.name.as_str(), cell(column, words, profile, language))
        })
        .collect();
    shapes::object("A row.", &keys)
}

/// Whether there are infinities or `NaN` among the values, for which JSON has no number.
fn has_no_number(profile: Option<&ColumnProfile>) -> bool {
    let found = profile.into_iter().flat_map(|profile| {
        let ends = [&profile.smallest, &profile.largest].into_iter().flatten();
        ends.chain(profile.commonest.iter().map(|common| &common.value))
    });
    found.into_iter().any(|value| matches!(value.as_str(), "INF" | "-INF" | "NaN"))
}

/// The schema of a column's values in JSON.
fn cell(column: &Column, words: &ColumnWords, profile: Option<&ColumnProfile>, language: &str) -> Value {
    let datatype = datatypes::published(column);
    let kind = Kind::fitting(&datatype, profile);
    let (json_type, format) = match kind {
        Kind::Integer => ("integer", None),
        Kind::Decimal | Kind::Float => ("number", None),
        Kind::Boolean => ("boolean", None),
        Kind::Date => ("string", Some("date")),
        Kind::DateTime if datatype.base == "dateTimeStamp" => ("string", Some("date-time")),
        _ => ("string", None),
    };
    let nullable = !column.required && column.separator.is_none();
    let mut types = vec![json_type];
    if kind == Kind::Float && has_no_number(profile) {
        types.push("string");
    }
    if nullable {
        types.push("null");
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), if types.len() == 1 { json!(json_type) } else { json!(types) });
    if let Some(format) = format {
        schema.insert("format".to_owned(), json!(format));
    }
    if kind.is_number() {
        let bounds = [
            ("minimum", &datatype.minimum),
            ("maximum", &datatype.maximum),
            ("exclusiveMinimum", &datatype.min_exclusive),
            ("exclusiveMaximum", &datatype.max_exclusive),
        ];
        for (name, bound) in bounds {
            if let Some(number) = bound.as_ref().and_then(|bound| bound.parse::<serde_json::Number>().ok()) {
                schema.insert(name.to_owned(), Value::Number(number));
            }
        }
    }
    if let (Some(CodeList::Codes(codes)), "string") = (&words.code_list, json_type) {
        let mut values: Vec<Value> = codes.iter().map(|(code, _)| json!(code)).collect();
        if nullable {
            values.push(Value::Null);
        }
        schema.insert("enum".to_owned(), json!(values));
    }
    let mut schema = Value::Object(schema);
    if column.separator.is_some() {
        let list_type = if column.required { json!("array") } else { json!(["array", "null"]) };
        schema = json!({ "type": list_type, "items": schema });
    }
    if let Some(schema) = schema.as_object_mut() {
        if !words.title.is_empty() {
            schema.insert("title".to_owned(), json!(words.title.words(language)));
        }
        if !words.description.is_empty() {
            schema.insert("description".to_owned(), json!(words.description.words(language)));
        }
    }
    schema
}
