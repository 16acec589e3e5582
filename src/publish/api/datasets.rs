//! The list of datasets, a thousand a page, and the document of each.

use super::DATASETS_A_PAGE;
use super::catalogue::{publisher, topic};
use super::words::{api, day, licence, text, translations};
use crate::model::{AccessRights, Edition, Entry, Spatial, Table};
use crate::publish::metadata::data_files::{data_files, elsewhere};
use crate::publish::metadata::plain_text::{cut, plain_text};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Value, json};

/// A description in the list has this many characters at most.
const SUMMARY_MAX: usize = 300;

/// How many pages the list of datasets has; one even if there is no dataset.
pub(super) fn list_pages(edition: &Edition) -> usize {
    edition.listed().count().div_ceil(DATASETS_A_PAGE).max(1)
}

/// `datasets.json`, and `lists/datasets/<n>.json` from the second page on.
pub(super) fn lists(edition: &Edition) -> Vec<PublishedFile> {
    let items: Vec<Value> = edition.listed().map(|entry| item(edition, entry)).collect();
    let pages = list_pages(edition);
    (1..=pages)
        .map(|page| {
            let start = (page - 1) * DATASETS_A_PAGE;
            let datasets: Vec<&Value> = items.iter().skip(start).take(DATASETS_A_PAGE).collect();
            // The first page is elsewhere than the rest, so references between them differ.
            let to = |target: usize| match (page, target) {
                (1, 1) => "datasets.json".to_owned(),
                (1, _) => format!("lists/datasets/{target}.json"),
                (_, 1) => "../../datasets.json".to_owned(),
                _ => format!("{target}.json"),
            };
            let document = json!({
                "page": page,
                "pages": pages,
                "total": items.len(),
                "first": to(1),
                "prev": (page > 1).then(|| to(page - 1)),
                "next": (page < pages).then(|| to(page + 1)),
                "datasets": datasets,
            });
            let path = if page == 1 {
                "api/v1/datasets.json".to_owned()
            } else {
                format!("api/v1/lists/datasets/{page}.json")
            };
            PublishedFile::json(path, &document)
        })
        .collect()
}

fn item(edition: &Edition, entry: &Entry) -> Value {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    json!({
        "id": dataset.id,
        "title": text(edition, &dataset.title),
        "summary": cut(&plain_text(dataset.description.words(language)), SUMMARY_MAX),
        "translations": translations(edition, &[("title", &dataset.title)]),
        "publisher": dataset.publisher,
        "topics": dataset.topic,
        "keywords": dataset.keyword,
        "licence": dataset.licence.as_ref().map(|licence| &licence.url),
        "issued": day(dataset.issued),
        "modified": day(dataset.modified),
        "version": dataset.version,
        "access_rights": access(&dataset.access_rights),
        "tables": dataset.tables.iter().map(|table| &table.name).collect::<Vec<_>>(),
        "url": addresses::link(edition, &addresses::dataset(&dataset.id)),
        "document": api(edition, &format!("datasets/{}.json", dataset.id)),
    })
}

/// `datasets/<id>.json`: all that is said of a dataset.
pub(super) fn document(edition: &Edition, entry: &Entry) -> PublishedFile {
    let dataset = &entry.dataset;
    let catalogue = &edition.catalogue;
    let folder = addresses::dataset(&dataset.id);
    let link = |path: &str| addresses::link(edition, &format!("{folder}{path}"));
    let has_tables = entry.visibility.has_rows() && !dataset.tables.is_empty();
    let contact = dataset.contact_point.as_ref();
    let temporal = dataset.temporal.as_ref();
    let (reason, how_to_ask) = match &dataset.access_rights {
        AccessRights::Public => (Value::Null, Value::Null),
        AccessRights::Restricted { reason, how_to_ask } => (text(edition, reason), text(edition, how_to_ask)),
    };
    let document = json!({
        "id": dataset.id,
        "identifier": addresses::dataset_identifier(edition, &dataset.id),
        "url": link(""),
        "title": text(edition, &dataset.title),
        "description": text(edition, &dataset.description),
        "translations": translations(edition, &[
            ("title", &dataset.title),
            ("description", &dataset.description),
            ("version_notes", &dataset.version_notes),
        ]),
        "publisher": dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id)).map(|item| publisher(edition, item)),
        "licence": licence(dataset.licence.as_ref()),
        "contact_point": contact.map(|contact| json!({ "name": contact.name, "email": contact.email, "url": contact.url })),
        "keywords": dataset.keyword,
        "topics": dataset.topic.iter().filter_map(|id| catalogue.topic(id)).map(|item| topic(edition, item)).collect::<Vec<_>>(),
        "issued": day(dataset.issued),
        "modified": day(dataset.modified),
        "version": dataset.version,
        "version_notes": text(edition, &dataset.version_notes),
        "update_frequency": dataset.update_frequency,
        "temporal": temporal.map(|period| json!({ "start": day(period.start), "end": day(period.end) })),
        "spatial": dataset.spatial.as_ref().map(spatial),
        "publication_scheme_class": dataset.publication_scheme_class,
        "access_rights": access(&dataset.access_rights),
        "access_reason": reason,
        "how_to_ask": how_to_ask,
        "same_as": dataset.same_as,
        "documentation": dataset.documentation,
        "source": related(edition, &dataset.source),
        "related": related(edition, &dataset.related),
        "tables": dataset.tables.iter().map(|item| table(edition, entry, item)).collect::<Vec<_>>(),
        "files": files(edition, entry),
        "withdrawn": entry.summary.withdrawn.iter().map(|item| json!({ "format": item.format, "reason": item.reason })).collect::<Vec<_>>(),
        "links": {
            "openapi": api(edition, &format!("datasets/{}/openapi.json", dataset.id)),
            "feed": link("feed.atom"),
            "data_package": has_tables.then(|| link("datapackage.json")),
            "csvw": has_tables.then(|| link("csv-metadata.json")),
        },
    });
    PublishedFile::json(format!("api/v1/datasets/{}.json", dataset.id), &document)
}

fn access(rights: &AccessRights) -> &'static str {
    match rights {
        AccessRights::Public => "public",
        AccessRights::Restricted { .. } => "restricted",
    }
}

fn spatial(spatial: &Spatial) -> Value {
    match spatial {
        Spatial::Gss(code) => json!({ "gss": code }),
        Spatial::Address(address) => json!({ "address": address }),
        Spatial::Name(name) => json!({ "name": name }),
        Spatial::BoundingBox([west, south, east, north]) => {
            json!({ "bounding_box": { "west": west, "south": south, "east": east, "north": north } })
        }
    }
}

/// Addresses: of the page for a dataset of the site, as stated for anything else.
fn related(edition: &Edition, stated: &[String]) -> Vec<String> {
    let address = |related: &String| match edition.entry_or_former(related) {
        Some(entry) => addresses::link(edition, &addresses::dataset(&entry.dataset.id)),
        None => related.clone(),
    };
    stated.iter().map(address).collect()
}

fn table(edition: &Edition, entry: &Entry, table: &Table) -> Value {
    let rows = entry.visibility.has_rows().then(|| entry.summary.tables.get(&table.name).map(|summary| summary.rows));
    json!({
        "name": table.name,
        "title": text(edition, &table.title),
        "description": text(edition, &table.description),
        "rows": rows.flatten(),
        "document": api(edition, &format!("datasets/{}/tables/{}.json", entry.dataset.id, table.name)),
    })
}

/// The files that are no table, and what is elsewhere; the tables' own are in their documents.
fn files(edition: &Edition, entry: &Entry) -> Vec<Value> {
    let here = data_files(entry).filter(|file| file.table.is_none()).map(|file| {
        json!({
            "name": file.name(entry),
            "title": file.distribution.map_or(Value::Null, |distribution| text(edition, &distribution.title)),
            "media_type": file.artefact.media_type,
            "bytes": file.artefact.bytes,
            "sha256": file.artefact.sha256,
            "url": addresses::link(edition, &file.artefact.path),
        })
    });
    let elsewhere = elsewhere(entry).map(|(address, distribution)| {
        json!({
            "name": null,
            "title": text(edition, &distribution.title),
            "media_type": distribution.media_type,
            "bytes": null,
            "sha256": null,
            "url": address,
        })
    });
    here.chain(elsewhere).collect()
}
