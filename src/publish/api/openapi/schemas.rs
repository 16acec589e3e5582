//! JSON Schemas of the API's documents. Every key is always there; more may be added without a new version.
//!
//! Each object has a schema of its own, by name: generators make a type of it under that name, and some cannot cope with
//! an object in place that may be null.

mod catalogue;
mod dataset;
mod table;

use super::parts::reference;
use super::shapes::{count, described, list, number, object, relative, text};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Every schema that a description of the API may refer to, by name.
pub(super) fn all() -> Map<String, Value> {
    let words = described(
        "Words in the site's other languages: by language tag, then by the key they are in above.",
        json!({ "type": "object", "additionalProperties": { "type": "object", "additionalProperties": text() } }),
    );
    let mut schemas = vec![("Translations", words)];
    schemas.extend(catalogue::schemas());
    schemas.extend(dataset::schemas());
    schemas.extend(table::schemas());
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A page of rows; a look-up page has `column` and `value` as well.
pub(super) fn row_page(row: &Value, is_look_up: bool) -> Value {
    let mut keys = vec![("dataset", text()), ("table", text())];
    if is_look_up {
        keys.extend([("column", text()), ("value", text())]);
    }
    keys.extend([
        ("page", number()),
        ("count", described("Rows on this page.", count())),
        ("first", relative(false)),
        ("prev", relative(true)),
        ("next", relative(true)),
        ("rows", list(row.clone())),
    ]);
    let words = if is_look_up { "A page of the rows with one value." } else { "A page of rows." };
    object(words, &keys)
}

/// The schemas that the paths refer to, and those that these refer to.
pub(super) fn in_use(paths: &Map<String, Value>, mut schemas: Map<String, Value>) -> Map<String, Value> {
    let mut wanted: Vec<String> = Vec::new();
    paths.values().for_each(|item| collect(item, &mut wanted));
    let mut used = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        if let Some(schema) = schemas.get(&name)
            && used.insert(name)
        {
            collect(schema, &mut wanted);
        }
    }
    schemas.retain(|name, _| used.contains(name));
    schemas
}

/// The names of schemas that are referred to in a value. Our own documents are nested a few levels deep.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str().and_then(|target| target.strip_prefix("#/components/schemas/")) {
                    Some(name) if key == "$ref" => found.push(name.to_owned()),
                    // What stands in an example is no reference.
                    _ if key == "examples" => {}
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}
