//! Texts and addresses in JSON.

use crate::model::{Edition, Licence, Text};
use crate::publish::addresses;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The text in the site's first language, else the first there is; null if there is none.
pub(super) fn text(edition: &Edition, text: &Text) -> Value {
    if text.is_empty() { Value::Null } else { json!(text.words(edition.catalogue.language())) }
}

/// The texts by their keys in each other language they are in.
pub(super) fn translations(edition: &Edition, texts: &[(&str, &Text)]) -> Value {
    let first = edition.catalogue.language();
    let languages: BTreeSet<&str> = texts
        .iter()
        .flat_map(|(_, text)| text.iter())
        .map(|(language, _)| language)
        .filter(|tag| *tag != first)
        .collect();
    let mut translations = Map::new();
    for language in languages {
        let words: Map<String, Value> = texts
            .iter()
            .filter_map(|(key, text)| {
                let (_, words) = text.iter().find(|(tag, words)| *tag == language && !words.trim().is_empty())?;
                Some(((*key).to_owned(), json!(words)))
            })
            .collect();
        if !words.is_empty() {
            translations.insert(language.to_owned(), Value::Object(words));
        }
    }
    Value::Object(translations)
}

/// A day, or null.
pub(super) fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Null, |day| json!(day.to_string()))
}

/// A licence, or null.
pub(super) fn licence(licence: Option<&Licence>) -> Value {
    licence.map_or(Value::Null, |licence| json!({ "spdx": licence.spdx, "name": licence.name, "url": licence.url }))
}

/// The address of a document of the API, given below `api/v1/`.
pub(super) fn api(edition: &Edition, path: &str) -> String {
    addresses::link(edition, &format!("api/v1/{path}"))
}
