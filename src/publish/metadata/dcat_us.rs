//! DCAT-US 1.1 (resources.data.gov): the catalogue as `data.json`, which data.gov and portals like it harvest.
//!
//! `bureauCode` and `programCode` are codes of the federal government of the United States. No other publisher has them, so
//! they are never written, and harvesters for other publishers do not ask for them.

use super::absence::Absence;
use super::contact::contact;
use super::data_files::{data_files, elsewhere};
use super::plain_text::{cut, plain_text};
use super::schema_org::keywords;
use super::web_address::{is_plain_media_type, uri};
use crate::model::{AccessRights, Edition, Entry, Format, Frequency, Spatial};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The schema that the file is of.
const SCHEMA: &str = "https://project-open-data.cio.gov/v1.1/schema";

/// `rights` has this many characters at most.
const RIGHTS_MAX: usize = 255;

/// `data.json`: the listed datasets that have what the schema asks for.
#[must_use]
pub fn file(edition: &Edition) -> PublishedFile {
    let datasets: Vec<Value> = edition.listed().filter_map(|entry| dataset(edition, entry).ok()).collect();
    let document = json!({
        "@context": format!("{SCHEMA}/catalog.jsonld"),
        "@id": edition.identifier("data.json"),
        "@type": "dcat:Catalog",
        "conformsTo": SCHEMA,
        "describedBy": format!("{SCHEMA}/catalog.json"),
        "dataset": datasets,
    });
    PublishedFile::json("data.json", &document)
}

/// A dataset of the catalogue.
///
/// # Errors
/// What is not stated that the schema asks for.
pub fn dataset(edition: &Edition, entry: &Entry) -> Result<Value, Absence> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let publisher = publisher.map(|publisher| publisher.name.words(language)).filter(|name| !name.trim().is_empty());
    let publisher = publisher.ok_or(Absence { reason: "no publisher is stated", help: "add `publisher`" })?;
    let contact = contact(edition, entry).ok_or(Absence {
        reason: "no e-mail address is stated to write to",
        help: "add `contact_point = { name = \"…\", email = \"…\" }`",
    })?;
    let changed = dataset.modified.or(dataset.issued);
    let changed =
        changed.ok_or(Absence { reason: "no day of its last change is stated", help: "add `modified = …`" })?;
    let title = dataset.title.words(language);
    let description = plain_text(dataset.description.words(language));
    if title.trim().is_empty() || description.is_empty() {
        return Err(Absence { reason: "it has no title or no description", help: "add `title` and `description`" });
    }
    let page = addresses::dataset(&dataset.id);
    let mut node = json!({
        "@type": "dcat:Dataset",
        "identifier": addresses::dataset_identifier(edition, &dataset.id),
        "title": title,
        "description": description,
        "keyword": keywords(edition, entry),
        "modified": changed.to_string(),
        "publisher": { "@type": "org:Organization", "name": publisher },
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": contact.name,
            "hasEmail": format!("mailto:{}", contact.email),
        },
        "accessLevel": access_level(&dataset.access_rights),
        "landingPage": addresses::link(edition, &page),
    });
    if let Some(node) = node.as_object_mut() {
        what_may_be_there(edition, entry, node);
    }
    Ok(node)
}

fn what_may_be_there(edition: &Edition, entry: &Entry, node: &mut Map<String, Value>) {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let page = addresses::dataset(&dataset.id);
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| !matches!(value.as_array(), Some(list) if list.is_empty())) {
            node.insert(key.to_owned(), value);
        }
    };
    set("license", dataset.licence.as_ref().and_then(|licence| uri(&licence.url)).map(Value::from));
    if let AccessRights::Restricted { reason, how_to_ask } = &dataset.access_rights {
        let said: Vec<String> = [reason, how_to_ask].iter().map(|text| plain_text(text.words(language))).collect();
        let said = said.join(" ");
        set("rights", (!said.trim().is_empty()).then(|| json!(cut(said.trim(), RIGHTS_MAX))));
    }
    set("issued", dataset.issued.map(|day| json!(day.to_string())));
    set(
        "accrualPeriodicity",
        dataset.update_frequency.as_ref().and_then(Frequency::repeating_interval).map(Value::from),
    );
    // An open end has no place in it.
    let period = dataset.temporal.as_ref().and_then(|period| Some(format!("{}/{}", period.start?, period.end?)));
    set("temporal", period.map(Value::from));
    set("spatial", dataset.spatial.as_ref().map(spatial));
    let languages: BTreeSet<&str> =
        dataset.title.iter().chain(dataset.description.iter()).map(|(language, _)| language).collect();
    set("language", Some(json!(languages)));
    let themes: BTreeSet<&str> = dataset
        .topic
        .iter()
        .filter_map(|id| edition.catalogue.topic(id))
        .map(|topic| topic.title.words(language))
        .filter(|title| !title.trim().is_empty())
        .collect();
    set("theme", Some(json!(themes)));
    let references: BTreeSet<String> = dataset.documentation.iter().filter_map(|address| uri(address)).collect();
    set("references", Some(json!(references)));
    if entry.visibility.has_rows() && !dataset.tables.is_empty() {
        set("describedBy", Some(json!(addresses::link(edition, &format!("{page}csv-metadata.json")))));
        set("describedByType", Some(json!(Format::Csvw.media_type())));
    }
    set("distribution", Some(json!(distributions(edition, entry))));
}

/// What is restricted may be had by some people if it is said how to ask for it.
fn access_level(rights: &AccessRights) -> &'static str {
    match rights {
        AccessRights::Public => "public",
        AccessRights::Restricted { how_to_ask, .. } if how_to_ask.is_empty() => "non-public",
        AccessRights::Restricted { .. } => "restricted public",
    }
}

fn spatial(spatial: &Spatial) -> Value {
    match spatial {
        Spatial::Gss(code) => json!(format!("http://statistics.data.gov.uk/id/statistical-geography/{code}")),
        Spatial::Address(text) | Spatial::Name(text) => json!(text),
        Spatial::BoundingBox(bounds) => json!(bounds.join(",")),
    }
}

fn distributions(edition: &Edition, entry: &Entry) -> Vec<Value> {
    let language = edition.catalogue.language();
    let here = data_files(entry).map(|file| {
        let address = addresses::link(edition, &file.artefact.path);
        let mut node = json!({
            "@type": "dcat:Distribution",
            "title": file.name(entry),
            "format": file.format_name(),
        });
        let Some(object) = node.as_object_mut() else { return node };
        // A download has to have a media type of the plain sort.
        if is_plain_media_type(&file.artefact.media_type) {
            object.insert("downloadURL".to_owned(), json!(address));
            object.insert("mediaType".to_owned(), json!(file.artefact.media_type));
        } else {
            object.insert("accessURL".to_owned(), json!(address));
        }
        if file.artefact.format == Some(Format::Csv) {
            object.insert("describedBy".to_owned(), json!(format!("{address}-metadata.json")));
            object.insert("describedByType".to_owned(), json!(Format::Csvw.media_type()));
        }
        node
    });
    let there = elsewhere(entry).filter_map(|(address, distribution)| {
        let mut node = json!({ "@type": "dcat:Distribution", "accessURL": uri(address)? });
        let object = node.as_object_mut()?;
        let title = distribution.title.words(language);
        if !title.trim().is_empty() {
            object.insert("title".to_owned(), json!(title));
        }
        if let Some(media_type) = distribution.media_type.as_deref().filter(|stated| is_plain_media_type(stated)) {
            object.insert("mediaType".to_owned(), json!(media_type));
        }
        Some(node)
    });
    here.chain(there).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    #[test]
    fn a_dataset_says_what_is_stated() {
        let edition = edition();
        let node = dataset(&edition, &edition.entries[0]).unwrap();
        assert_eq!(node["accrualPeriodicity"], "R/P3M");
        assert_eq!(node["contactPoint"]["hasEmail"], "mailto:buses@example.org");
        assert_eq!(node.get("temporal"), None, "the period has no end");
        assert_eq!((node.get("bureauCode"), node.get("programCode")), (None, None));
        assert_eq!(node["distribution"][0]["describedByType"], "application/csvm+json");
    }

    #[test]
    fn what_is_restricted_is_listed_without_files() {
        let edition = edition();
        let node = dataset(&edition, &edition.entries[3]).unwrap();
        assert_eq!((&node["accessLevel"], node.get("distribution")), (&json!("restricted public"), None));
        assert_eq!(node["rights"], "They name people. Write to the borough.");
    }

    #[test]
    fn what_the_schema_would_refuse_is_left_out() {
        let mut edition = edition();
        edition.catalogue.publishers[0].email = None;
        let entry = &mut edition.entries[0];
        entry.dataset.contact_point = None;
        entry.dataset.documentation = vec!["https://example.org/{id}".into()];
        assert!(dataset(&edition, &edition.entries[0]).unwrap_err().reason.contains("e-mail"));
        let entry = &mut edition.entries[0];
        entry.dataset.contact_point =
            Some(crate::model::ContactPoint { email: Some("a@example.org".into()), ..Default::default() });
        entry.dataset.modified = None;
        let node = dataset(&edition, &edition.entries[0]).unwrap();
        assert_eq!((&node["modified"], node.get("references")), (&json!("2024-04-01"), None));
        edition.entries[0].dataset.issued = None;
        assert!(dataset(&edition, &edition.entries[0]).unwrap_err().reason.contains("day"));
    }
}
