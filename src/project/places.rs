//! Where everything in a TOML file stands.

use super::toml::{Kind, Value};
use crate::model::Places;

/// Remembers the place of a value and of everything in it, by keys as they are written: `contact_point.email`,
/// `topic[1]`.
pub fn remember(places: &mut Places, path: &str, value: &Value) {
    if !path.is_empty() {
        places.set(path, value.span);
    }
    match &value.kind {
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                remember(places, &format!("{path}[{index}]"), item);
            }
        }
        Kind::Table(table) => {
            for entry in &table.0 {
                let inner = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                remember(places, &inner, &entry.value);
            }
        }
        _ => {}
    }
}
