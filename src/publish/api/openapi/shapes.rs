//! The shapes that schemas are made of.

use serde_json::{Map, Value, json};

/// A page number.
pub(super) fn number() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

/// A JSON object that has all of these keys.
pub(super) fn object(description: &str, keys: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        keys.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "description": description, "required": required, "properties": properties })
}

/// The schema with a description.
pub(super) fn described(description: &str, mut schema: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(description));
    }
    schema
}

/// What a reference leads to, or null. Generators make a type of each component, and none of what is written in place.
#[allow(
    clippy::needless_pass_by_value,
    reason = "it is put into the schema, by a macro that Clippy does not see through"
)]
pub(super) fn or_null(reference: Value) -> Value {
    json!({ "anyOf": [reference, { "type": "null" }] })
}

/// A list.
pub(super) fn list(items: Value) -> Value {
    Map::from_iter([("type".to_owned(), json!("array")), ("items".to_owned(), items)]).into()
}

/// A string.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// A string or null.
pub(super) fn text_or_null() -> Value {
    json!({ "type": ["string", "null"] })
}

/// A number of things.
pub(super) fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// A number of things or null.
pub(super) fn count_or_null() -> Value {
    json!({ "type": ["integer", "null"], "minimum": 0 })
}

/// An absolute address.
pub(super) fn address() -> Value {
    json!({ "type": "string", "format": "uri" })
}

/// An absolute address or null.
pub(super) fn address_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "uri" })
}

/// A day or null.
pub(super) fn day_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "date" })
}

/// Whether everybody may have the rows.
pub(super) fn access() -> Value {
    json!({ "type": "string", "enum": ["public", "restricted"] })
}

/// An address relative to the document it is in.
pub(super) fn relative(nullable: bool) -> Value {
    let kind = if nullable { json!(["string", "null"]) } else { json!("string") };
    json!({ "type": kind, "format": "uri-reference", "description": "Relative to this document." })
}
