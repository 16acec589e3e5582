//! Common properties: what is said of a dataset, a table or a column in other vocabularies.

use crate::csvw::Annotation;
use crate::model::{Edition, Entry, Text};
use crate::publish::addresses;
use crate::publish::metadata::plain_text::plain_text;
use serde_json::{Value, json};

/// Title, description, licence, publisher and dates, in Dublin Core terms as CSVW's own examples have them.
pub(super) fn annotations(edition: &Edition, entry: &Entry, title: &Text, description: &Text) -> Vec<Annotation> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id)).map(|publisher| {
        let id = addresses::identifier(edition, &addresses::publisher(&publisher.id), "publisher");
        json!({ "@id": id, "foaf:name": text(&publisher.name, language) })
    });
    let day = |day: Option<jiff::civil::Date>| day.map(|day| json!({ "@value": day.to_string(), "@type": "xsd:date" }));
    let keywords = (!dataset.keyword.is_empty()).then(|| json!(dataset.keyword));
    [
        ("dc:title", text(title, language)),
        ("dc:description", text(description, language)),
        ("dc:license", dataset.licence.as_ref().map(|licence| json!({ "@id": licence.url }))),
        ("dc:publisher", publisher),
        ("dc:issued", day(dataset.issued)),
        ("dc:modified", day(dataset.modified)),
        ("dcat:keyword", keywords),
    ]
    .into_iter()
    .filter_map(|(property, value)| annotation(property, value))
    .collect()
}

/// A common property, if there is a value.
pub(super) fn annotation(property: &str, value: Option<Value>) -> Option<Annotation> {
    value.map(|value| Annotation { property: property.to_owned(), value, place: None })
}

/// A text as a JSON-LD value: a string where it is in the document's language alone. Descriptions are plain.
pub(super) fn text(words: &Text, language: &str) -> Option<Value> {
    let mut values: Vec<Value> = words
        .iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(tag, words)| {
            let words = plain_text(words);
            if tag == language { Value::from(words) } else { json!({ "@value": words, "@language": tag }) }
        })
        .collect();
    if values.len() > 1 { Some(Value::from(values)) } else { values.pop() }
}

/// What the source's metadata said beyond the facts that are written from the model.
pub(super) fn kept(annotations: &[Annotation]) -> impl Iterator<Item = Annotation> + '_ {
    const WRITTEN: &[&str] = &[
        "title",
        "description",
        "license",
        "licence",
        "publisher",
        "issued",
        "created",
        "modified",
        "keyword",
        "unitText",
    ];
    annotations
        .iter()
        .filter(|annotation| {
            let name = annotation.property.rsplit([':', '/', '#']).next().unwrap_or_default();
            !WRITTEN.contains(&name)
        })
        .map(|annotation| Annotation { place: None, ..annotation.clone() })
}
