//! Values as plain JSON (csv2json § 5, "JSON-LD to JSON").

use serde_json::{Map, Value};

use super::{DEPTH_LIMIT, Scope, compact};

/// The JSON of a common property's or note's value.
///
/// Values are copied but for these: an object with `@value` becomes that value, without its language and type; one with
/// nothing but `@id` becomes the address; addresses that are types, or names of properties, are compacted. Addresses of
/// `@id` are absolute, as normal form has them. What lies deeper than [`DEPTH_LIMIT`] becomes null.
#[must_use]
pub fn to_json(value: &Value, scope: Scope<'_>) -> Value {
    at_depth(value, scope, 0)
}

fn at_depth(value: &Value, scope: Scope<'_>, depth: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if depth >= DEPTH_LIMIT => Value::Null,
        Value::Array(items) => items.iter().map(|item| at_depth(item, scope, depth + 1)).collect(),
        Value::Object(members) => object(members, scope, depth),
        _ => value.clone(),
    }
}

fn object(members: &Map<String, Value>, scope: Scope<'_>, depth: usize) -> Value {
    match members.get("@value") {
        None => {}
        Some(Value::Array(_) | Value::Object(_)) => return Value::Null,
        Some(value) => return value.clone(),
    }
    if let (1, Some(Value::String(id))) = (members.len(), members.get("@id")) {
        return Value::String(scope.resolve(id));
    }
    let mut out = Map::new();
    for (name, value) in members {
        let name = compact(name);
        let value = match (name.as_str(), value) {
            ("@id", Value::String(id)) => Value::String(scope.resolve(id)),
            ("@type", _) => compact_types(at_depth(value, scope, depth + 1)),
            _ => at_depth(value, scope, depth + 1),
        };
        insert(&mut out, name, value);
    }
    Value::Object(out)
}

fn compact_types(value: Value) -> Value {
    match value {
        Value::String(address) => Value::String(compact(&address)),
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                Value::String(address) => Value::String(compact(&address)),
                other => other,
            })
            .collect(),
        other => other,
    }
}

/// Values of one name, which it can be after compaction, go into one array (csv2json § 4.3 step 2.4).
fn insert(out: &mut Map<String, Value>, name: String, value: Value) {
    let Some(before) = out.get_mut(&name) else {
        out.insert(name, value);
        return;
    };
    let mut all = items(before.take());
    all.extend(items(value));
    *before = Value::Array(all);
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        single => vec![single],
    }
}
