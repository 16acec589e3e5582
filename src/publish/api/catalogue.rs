//! `api/v1/catalogue.json`: the portal, its publishers and topics, and where everything is.

use super::words::{api, day, licence, text, translations};
use crate::model::{Edition, Publisher, Topic};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Value, json};

/// The document.
pub(super) fn document(edition: &Edition) -> PublishedFile {
    let catalogue = &edition.catalogue;
    let link = |path: &str| addresses::link(edition, path);
    let document = json!({
        "title": text(edition, &catalogue.title),
        "description": text(edition, &catalogue.description),
        "translations": translations(edition, &[("title", &catalogue.title), ("description", &catalogue.description)]),
        "language": catalogue.language(),
        "languages": catalogue.languages,
        "identifier": addresses::identifier(edition, "", "catalog"),
        "url": link(""),
        "licence": licence(catalogue.licence.as_ref()),
        "publisher": catalogue.publisher,
        "publishers": catalogue.publishers.iter().map(|item| publisher(edition, item)).collect::<Vec<_>>(),
        "topics": catalogue.topics.iter().map(|item| topic(edition, item)).collect::<Vec<_>>(),
        "dataset_count": edition.listed().count(),
        "modified": day(edition.listed().filter_map(|entry| entry.dataset.modified).max()),
        "links": {
            "datasets": api(edition, "datasets.json"),
            "openapi": link("api/openapi.json"),
            "documentation": link("api/"),
            "dcat_json_ld": link("catalog.jsonld"),
            "dcat_turtle": link("catalog.ttl"),
            "feed": link("feed.atom"),
        },
    });
    PublishedFile::json("api/v1/catalogue.json", &document)
}

/// A publisher in full.
pub(super) fn publisher(edition: &Edition, publisher: &Publisher) -> Value {
    let page = addresses::publisher(&publisher.id);
    json!({
        "id": publisher.id,
        "name": text(edition, &publisher.name),
        "translations": translations(edition, &[("name", &publisher.name)]),
        "identifier": addresses::identifier(edition, &page, "publisher"),
        "url": addresses::link(edition, &page),
        "homepage": publisher.homepage,
        "email": publisher.email,
        "same_as": publisher.same_as,
    })
}

/// A topic in full.
pub(super) fn topic(edition: &Edition, topic: &Topic) -> Value {
    let page = addresses::topic(&topic.id);
    json!({
        "id": topic.id,
        "title": text(edition, &topic.title),
        "description": text(edition, &topic.description),
        "translations": translations(edition, &[("title", &topic.title), ("description", &topic.description)]),
        "identifier": addresses::identifier(edition, &page, "topic"),
        "url": addresses::link(edition, &page),
        "same_as": topic.same_as,
    })
}
