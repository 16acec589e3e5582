//! Examples of answers: what is published, cut to a length that a person reads.

use super::parts::Example;
use super::row::whole_rows;
use crate::model::{Lookup, TableSummary};
use crate::publish::PublishedFile;
use serde_json::{Map, Value, json};

/// Items that a list in an example has at most.
const ITEMS: usize = 2;

/// A document with its lists cut short.
pub(super) fn document(file: &PublishedFile) -> Option<Example> {
    let answer = abridged(serde_json::from_slice(&file.bytes).ok()?);
    Some(Example { summary: "What is published, its lists cut to two items", answer })
}

fn abridged(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(ITEMS).map(abridged).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, abridged(value))).collect(),
        other => other,
    }
}

/// The first row page, cut to the first rows.
pub(super) fn row_page(dataset: &str, table: &str, summary: &TableSummary) -> Option<Example> {
    let rows = whole_rows(summary);
    (!rows.is_empty()).then(|| {
        let members = [("dataset", json!(dataset)), ("table", json!(table))];
        page(&members, summary.row_pages, &rows)
    })
}

/// The first page of a value that is in one of the first rows.
pub(super) fn look_up_page(dataset: &str, table: &str, lookup: &Lookup, summary: &TableSummary) -> Option<Example> {
    let rows = whole_rows(summary);
    let texts = |row: &Map<String, Value>| -> Vec<String> {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match row.get(&lookup.column) {
            Some(Value::Array(items)) => items.iter().map(text).collect(),
            Some(value) => vec![text(value)],
            None => Vec::new(),
        }
    };
    let (value, pages) = rows.iter().flat_map(|row| texts(row)).find_map(|text| {
        let at = lookup.values.binary_search_by(|(value, _)| value.as_str().cmp(&text)).ok()?;
        lookup.values.get(at)
    })?;
    let rows: Vec<&Map<String, Value>> = rows.into_iter().filter(|row| texts(row).contains(value)).collect();
    let members = [
        ("dataset", json!(dataset)),
        ("table", json!(table)),
        ("column", json!(lookup.column)),
        ("value", json!(value)),
    ];
    Some(page(&members, *pages, &rows))
}

fn page(members: &[(&str, Value)], pages: u64, rows: &[&Map<String, Value>]) -> Example {
    let mut answer: Map<String, Value> =
        members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    answer.insert("page".to_owned(), json!(1));
    answer.insert("count".to_owned(), json!(rows.len()));
    answer.insert("first".to_owned(), json!("1.json"));
    answer.insert("prev".to_owned(), Value::Null);
    answer.insert("next".to_owned(), json!((pages > 1).then_some("2.json")));
    answer.insert("rows".to_owned(), json!(rows));
    Example { summary: "The first page, cut to its first rows", answer: Value::Object(answer) }
}
