//! A code list as a JSON Schema.

use super::names::of_constants;
use crate::model::Text;
use crate::publish::metadata::datatypes::Kind;
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeSet;

/// More values than this are no enumeration; a pattern says what they look like.
pub(super) const ENUMERATED_MAX: usize = 100;

/// The codes of a column as an enumeration, with their labels; none where they are too many, or neither texts nor whole
/// numbers: of others generators make nothing. It has no title: some would name the type by it, and two alike.
pub(super) fn schema(codes: &[(String, Text)], kind: Kind, column: &str, language: &str) -> Option<Value> {
    let mut seen = BTreeSet::new();
    let codes: Vec<&(String, Text)> = codes.iter().filter(|(code, _)| seen.insert(code)).collect();
    let values: Option<Vec<Value>> = codes
        .iter()
        .map(|(code, _)| match kind {
            Kind::Text => Some(json!(code)),
            Kind::Integer => code.parse::<Number>().ok().map(Value::Number),
            _ => None,
        })
        .collect();
    let values = values.filter(|values| (1..=ENUMERATED_MAX).contains(&values.len()))?;
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(if kind == Kind::Integer { "integer" } else { "string" }));
    schema.insert("description".to_owned(), json!(format!("The codes of `{column}`.")));
    schema.insert("enum".to_owned(), json!(values));
    schema.insert("x-enum-varnames".to_owned(), json!(of_constants(codes.iter().map(|(code, _)| code.as_str()))));
    if codes.iter().any(|(_, label)| !label.is_empty()) {
        let labels: Vec<&str> = codes
            .iter()
            .map(|(code, label)| if label.is_empty() { code.as_str() } else { label.words(language) })
            .collect();
        schema.insert("x-enum-descriptions".to_owned(), json!(labels));
    }
    Some(Value::Object(schema))
}
