//! Values in normal form, in which base address and default language are no longer needed (tabular-metadata § 6).

use serde_json::{Map, Value};

use super::{DEPTH_LIMIT, Scope};

/// The normal form of a common property's or note's value: strings become objects with `@value` and the default
/// language, the value of `@id` an absolute address; arrays and objects are gone into, and everything else stays.
/// What lies deeper than [`DEPTH_LIMIT`] becomes null.
#[must_use]
pub fn normalise(value: &Value, scope: Scope<'_>) -> Value {
    at_depth(value, scope, 0)
}

fn at_depth(value: &Value, scope: Scope<'_>, depth: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if depth >= DEPTH_LIMIT => Value::Null,
        Value::Array(items) => items.iter().map(|item| at_depth(item, scope, depth + 1)).collect(),
        Value::String(text) => {
            let mut members = Map::new();
            members.insert("@value".to_owned(), Value::String(text.clone()));
            if let Some(language) = scope.language {
                members.insert("@language".to_owned(), Value::String(language.to_owned()));
            }
            Value::Object(members)
        }
        Value::Object(members) if !members.contains_key("@value") => {
            let normal = |(name, value): (&String, &Value)| {
                let value = match (name.as_str(), value) {
                    ("@id", Value::String(id)) => Value::String(scope.resolve(id)),
                    ("@id" | "@type", _) => value.clone(),
                    _ => at_depth(value, scope, depth + 1),
                };
                (name.clone(), value)
            };
            members.iter().map(normal).collect()
        }
        _ => value.clone(),
    }
}
