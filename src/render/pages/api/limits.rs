//! What narrows a schema, in words.

use super::super::super::leaf::Leaf;
use super::super::super::parts::cut;
use serde_json::Value;

/// Values of an enumeration that are shown in place.
const VALUES: usize = 12;

/// The limits of a schema, or of the items of a list, in the page's words.
pub(super) fn limits(leaf: &Leaf<'_>, schema: &Value) -> Vec<String> {
    let schema = schema.get("items").unwrap_or(schema);
    let text = |key: &str| schema.get(key).map(shown);
    let count = |key: &str| schema.get(key).and_then(Value::as_u64);
    let one = |key: &str, value: &String| leaf.fill(key, &[("value", value.into())]);
    let mut found = Vec::new();
    match (text("minimum"), text("maximum")) {
        (Some(least), Some(most)) if least == most => found.push(one("api-only", &least)),
        (Some(least), Some(most)) => {
            found.push(leaf.fill("from-to", &[("least", (&least).into()), ("most", (&most).into())]));
        }
        (least, most) => {
            found.extend(least.iter().map(|least| one("at-least", least)));
            found.extend(most.iter().map(|most| one("at-most", most)));
        }
    }
    found.extend(text("exclusiveMinimum").iter().map(|least| one("more-than", least)));
    found.extend(text("exclusiveMaximum").iter().map(|most| one("less-than", most)));
    match (count("minLength"), count("maxLength")) {
        (Some(least), Some(most)) if least == most => found.push(leaf.locale().count("length-exact", least)),
        (least, most) => {
            found.extend(least.map(|least| leaf.locale().count("length-least", least)));
            found.extend(most.map(|most| leaf.locale().count("length-most", most)));
        }
    }
    found.extend(text("pattern").iter().map(|pattern| one("pattern", pattern)));
    if let Some(unit) = text("x-unit") {
        found.push(leaf.fill("api-unit", &[("unit", (&unit).into())]));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let shown: Vec<String> = values.iter().take(VALUES).map(shown).collect();
        let mut text = leaf.fill("api-one-of", &[("values", (&shown.join(" · ")).into())]);
        if let Some(more) = values.len().checked_sub(VALUES).filter(|more| *more > 0) {
            text = format!("{text} {}", leaf.locale().count("more-codes", more as u64));
        }
        found.push(text);
    }
    found
}

/// A value as a page shows it: a text without its quotes.
pub(super) fn shown(value: &Value) -> String {
    cut(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
