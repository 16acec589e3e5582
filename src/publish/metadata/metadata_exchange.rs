//! The UK cross-government metadata exchange model: a dataset as the Government Data Marketplace takes it.
//!
//! A file is one `Dataset` of the model. What the model requires and nobody stated is left out, so that the file does not
//! validate rather than say what is not known; see `docs/standards/metadata-exchange-model.md`.

use super::contact::contact;
use super::data_files::data_files;
use super::plain_text::plain_text;
use super::web_address::uri;
use crate::model::{AccessRights, Edition, Entry, SecurityClassification};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};

/// `datasets/<id>/metadata-exchange.json`.
#[must_use]
pub fn file(edition: &Edition, entry: &Entry) -> PublishedFile {
    let path = format!("{}metadata-exchange.json", addresses::dataset(&entry.dataset.id));
    PublishedFile::json(path, &dataset(edition, entry))
}

fn dataset(edition: &Edition, entry: &Entry) -> Value {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let page = addresses::dataset(&dataset.id);
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let slug = publisher.and_then(|publisher| publisher.gov_uk_organisation.as_deref());
    let mut node = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) =
            value.filter(|value| *value != json!("") && !matches!(value.as_array(), Some(list) if list.is_empty()))
        {
            node.insert(key.to_owned(), value);
        }
    };
    set("identifier", Some(json!(addresses::dataset_identifier(edition, &dataset.id))));
    set("type", Some(json!("dcat:Dataset")));
    set("title", Some(json!(dataset.title.words(language))));
    let others: Vec<&str> = dataset.title.iter().filter(|(tag, _)| *tag != language).map(|(_, words)| words).collect();
    set("alternativeTitle", Some(json!(others)));
    set("description", Some(json!(plain_text(dataset.description.words(language)))));
    set("licence", dataset.licence.as_ref().and_then(|licence| uri(&licence.url)).map(Value::from));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| json!(day.to_string()));
    set("version", dataset.version.clone().map(Value::from).or_else(|| day(dataset.modified)));
    // Of what is restricted it is not known whether it is `INTERNAL` or `COMMERCIAL`.
    set("accessRights", matches!(dataset.access_rights, AccessRights::Public).then(|| json!("OPEN")));
    let classification = publisher.and_then(|publisher| publisher.security_classification);
    set("securityClassification", classification.map(|class| json!(name(class))));
    set(
        "contactPoint",
        contact(edition, entry).map(|contact| json!({ "contactName": contact.name, "email": contact.email })),
    );
    set("creator", slug.map(|slug| json!([slug])));
    set("publisher", slug.map(Value::from));
    set("issued", day(dataset.issued));
    set("modified", day(dataset.modified));
    set("updateFrequency", update_frequency(entry).map(|term| json!(format!("freq:{term}"))));
    set("keyword", Some(json!(dataset.keyword)));
    let themes = dataset.topic.iter().filter_map(|id| edition.catalogue.topic(id));
    let themes = themes.map(|topic| addresses::identifier(edition, &addresses::topic(&topic.id), "topic"));
    set("theme", Some(json!(themes.collect::<Vec<_>>())));
    let related = dataset.related.iter().filter_map(|related| match edition.entry_or_former(related) {
        Some(entry) if entry.visibility.is_listed() => Some(addresses::dataset_identifier(edition, &entry.dataset.id)),
        Some(_) => None,
        None => uri(related),
    });
    set("relatedResource", Some(json!(related.collect::<Vec<_>>())));
    let files = data_files(entry).map(|file| addresses::identifier(edition, &page, &file.name(entry)));
    set("distribution", Some(json!(files.collect::<Vec<_>>())));
    Value::Object(node)
}

/// The model's own words say what to write where the frequency is unknown; for one that its list lacks they say nothing.
fn update_frequency(entry: &Entry) -> Option<&'static str> {
    match &entry.dataset.update_frequency {
        Some(stated) if stated.0 != "unknown" => stated.dublin_core(),
        _ => Some("irregular"),
    }
}

fn name(classification: SecurityClassification) -> &'static str {
    match classification {
        SecurityClassification::Official => "OFFICIAL",
        SecurityClassification::NotApplicable => "NOT_APPLICABLE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    #[test]
    fn what_only_the_publisher_knows_is_left_out_until_it_is_stated() {
        let mut edition = edition();
        edition.catalogue.publishers[0].gov_uk_organisation = None;
        edition.catalogue.publishers[0].security_classification = None;
        let bare = dataset(&edition, &edition.entries[0]);
        for key in ["creator", "publisher", "securityClassification"] {
            assert_eq!(bare.get(key), None, "{key}");
        }
        assert_eq!((&bare["accessRights"], &bare["updateFrequency"]), (&json!("OPEN"), &json!("freq:quarterly")));
        assert_eq!(bare["contactPoint"], json!({ "contactName": "Transport data", "email": "buses@example.org" }));
        edition.catalogue.publishers[0].gov_uk_organisation = Some("department-for-work-pensions".into());
        edition.catalogue.publishers[0].security_classification = Some(SecurityClassification::Official);
        let whole = dataset(&edition, &edition.entries[0]);
        assert_eq!(whole["creator"], json!(["department-for-work-pensions"]));
        assert_eq!(whole["securityClassification"], "OFFICIAL");
    }

    #[test]
    fn a_frequency_that_the_model_lacks_is_left_out() {
        let mut edition = edition();
        edition.entries[0].dataset.update_frequency = Some(crate::model::Frequency("hourly".into()));
        assert_eq!(dataset(&edition, &edition.entries[0]).get("updateFrequency"), None);
        edition.entries[0].dataset.update_frequency = None;
        assert_eq!(dataset(&edition, &edition.entries[0])["updateFrequency"], "freq:irregular");
        assert_eq!(dataset(&edition, &edition.entries[3]).get("accessRights"), None, "restricted");
    }
}
