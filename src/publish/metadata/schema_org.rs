//! schema.org's Dataset as JSON-LD, for the dataset's page: what search engines read.

use super::data_files::data_files;
use super::datatypes::Kind;
use super::plain_text::{cut, plain_text};
use super::promises;
use super::web_address;
use crate::csvw::Column;
use crate::model::{ColumnProfile, ColumnWords, Edition, Entry, PeriodOfTime, Spatial};
use crate::publish::addresses;
use serde_json::{Map, Value, json};

/// Search engines ask for a description of 50 to 5,000 characters.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 50..=5000;

/// Columns of a table that are named: this is part of a page, and pages show as many. CSVW metadata has all.
const COLUMNS_NAMED: usize = 100;

/// The description of the dataset, for a `<script type="application/ld+json">` on its page. Whoever writes it into the
/// page escapes it. Words are in the site's first language.
#[must_use]
pub fn dataset(edition: &Edition, entry: &Entry) -> Value {
    let dataset = &entry.dataset;
    let catalogue = &edition.catalogue;
    let language = catalogue.language();
    let page = addresses::link(edition, &addresses::dataset(&dataset.id));
    let mut node = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| !matches!(value.as_array(), Some(list) if list.is_empty())) {
            node.insert(key.to_owned(), value);
        }
    };
    set("@context", Some(json!("https://schema.org/")));
    set("@type", Some(json!("Dataset")));
    set("@id", Some(json!(addresses::dataset_identifier(edition, &dataset.id))));
    set("name", Some(json!(dataset.title.words(language))));
    let others: Vec<&str> = dataset.title.iter().filter(|(tag, _)| *tag != language).map(|(_, words)| words).collect();
    set("alternateName", Some(json!(others)));
    set("description", Some(json!(description(edition, entry))));
    set("url", Some(json!(page)));
    set("identifier", Some(json!(addresses::dataset_identifier(edition, &dataset.id))));
    set("sameAs", Some(json!(dataset.same_as)));
    set("license", dataset.licence.as_ref().map(|licence| json!(web_address::of_licence(licence))));
    set("inLanguage", dataset.title.in_language(language).map(|(tag, _)| json!(tag)));
    let organisation = organisation(edition, entry);
    set("creator", organisation.clone());
    set("publisher", organisation);
    set("isAccessibleForFree", Some(json!(entry.visibility.has_rows())));
    set("keywords", Some(json!(keywords(edition, entry))));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| json!(day.to_string()));
    set("datePublished", day(dataset.issued));
    set("dateModified", day(dataset.modified));
    set("version", dataset.version.clone().map(Value::from).or_else(|| day(dataset.modified)));
    set("temporalCoverage", dataset.temporal.as_ref().and_then(period));
    set("spatialCoverage", dataset.spatial.as_ref().map(place));
    let sources = dataset.source.iter().map(|source| match edition.entry_or_former(source) {
        Some(entry) => addresses::dataset_identifier(edition, &entry.dataset.id),
        None => source.clone(),
    });
    set("isBasedOn", Some(json!(sources.collect::<Vec<_>>())));
    set(
        "includedInDataCatalog",
        Some(json!({
            "@type": "DataCatalog",
            "@id": addresses::identifier(edition, "", "catalog"),
            "name": catalogue.title.words(language),
            "url": addresses::link(edition, ""),
        })),
    );
    let variables: Vec<Value> = dataset
        .tables
        .iter()
        .flat_map(|table| {
            let summary = entry.summary.tables.get(&table.name);
            table.published_columns().take(COLUMNS_NAMED).map(move |(column, words)| {
                let profile = summary.and_then(|summary| summary.column(&column.name));
                variable(column, words, profile, language)
            })
        })
        .collect();
    set("variableMeasured", Some(json!(variables)));
    // Only what is here, with a known size and checksum: of a file elsewhere nobody knows that it is there.
    let distribution: Vec<Value> = data_files(entry)
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.name(entry),
                "contentUrl": addresses::link(edition, &file.artefact.path),
                "encodingFormat": file.artefact.media_type,
                "contentSize": format!("{} B", file.artefact.bytes),
                "sha256": file.artefact.sha256,
            })
        })
        .collect();
    set("distribution", Some(json!(distribution)));
    Value::Object(node)
}

/// The publisher as an organisation. Where it has no homepage its page here is its address.
pub(super) fn organisation(edition: &Edition, entry: &Entry) -> Option<Value> {
    let catalogue = &edition.catalogue;
    let publisher = entry.dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id))?;
    let page = addresses::publisher(&publisher.id);
    let mut organisation = json!({
        "@type": "Organization",
        "@id": addresses::identifier(edition, &page, "publisher"),
        "name": publisher.name.words(catalogue.language()),
        "url": publisher.homepage.clone().unwrap_or_else(|| addresses::link(edition, &page)),
    });
    if let (false, Some(organisation)) = (publisher.same_as.is_empty(), organisation.as_object_mut()) {
        organisation.insert("sameAs".to_owned(), json!(publisher.same_as));
    }
    Some(organisation)
}

/// The dataset's description without Markdown. A short one is followed by the names of the tables and their columns, and
/// then by who publishes it where: facts in words that are there already, so in no language of ours.
fn description(edition: &Edition, entry: &Entry) -> String {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let mut text = plain_text(dataset.description.words(language));
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let tables = dataset.tables.iter().map(|table| {
        let name = if table.title.is_empty() { table.name.as_str() } else { table.title.words(language) };
        let columns: Vec<&str> =
            table.published_columns().map(|(column, words)| title(column, words, language)).collect();
        format!("{name}: {}.", columns.join(", "))
    });
    let place = format!(
        "{} – {}, {}",
        dataset.title.words(language),
        publisher.map_or("", |publisher| publisher.name.words(language)),
        edition.catalogue.title.words(language),
    );
    let address = edition.identifier(&addresses::dataset(&dataset.id));
    for more in tables.chain([place, address]) {
        if text.chars().count() >= *DESCRIPTION.start() {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&more);
    }
    cut(&text, *DESCRIPTION.end())
}

/// Keywords as stated, else the topics' titles, else the words of the title.
pub(super) fn keywords(edition: &Edition, entry: &Entry) -> Vec<String> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    if !dataset.keyword.is_empty() {
        return dataset.keyword.clone();
    }
    let topics: Vec<String> = dataset
        .topic
        .iter()
        .filter_map(|id| edition.catalogue.topic(id))
        .map(|topic| topic.title.words(language).to_owned())
        .filter(|title| !title.trim().is_empty())
        .collect();
    if !topics.is_empty() {
        return topics;
    }
    let title = dataset.title.words(language);
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { vec![dataset.id.clone()] } else { words }
}

fn title<'a>(column: &'a Column, words: &'a ColumnWords, language: &str) -> &'a str {
    if words.title.is_empty() { &column.name } else { words.title.words(language) }
}

fn variable(column: &Column, words: &ColumnWords, profile: Option<&ColumnProfile>, language: &str) -> Value {
    let mut variable = Map::new();
    variable.insert("@type".to_owned(), json!("PropertyValue"));
    variable.insert("name".to_owned(), json!(title(column, words, language)));
    if title(column, words, language) != column.name {
        variable.insert("alternateName".to_owned(), json!(column.name));
    }
    if !words.description.is_empty() {
        variable.insert("description".to_owned(), json!(plain_text(words.description.words(language))));
    }
    if let Some(unit) = &words.unit {
        variable.insert("unitText".to_owned(), json!(unit));
    }
    let datatype = promises::borne_out(column, profile).datatype;
    if Kind::of(&datatype.base).is_number() && column.separator.is_none() {
        for (name, bound) in [("minValue", &datatype.minimum), ("maxValue", &datatype.maximum)] {
            if let Some(number) = bound.as_ref().and_then(|bound| bound.parse::<serde_json::Number>().ok()) {
                variable.insert(name.to_owned(), Value::Number(number));
            }
        }
    }
    Value::Object(variable)
}

/// A stretch of time as ISO 8601 has it; an open end is two dots.
fn period(period: &PeriodOfTime) -> Option<Value> {
    let end = |day: Option<jiff::civil::Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    (period.start.is_some() || period.end.is_some())
        .then(|| json!(format!("{}/{}", end(period.start), end(period.end))))
}

fn place(spatial: &Spatial) -> Value {
    match spatial {
        Spatial::Gss(code) => json!({
            "@type": "Place",
            "identifier": code,
            "sameAs": format!("http://statistics.data.gov.uk/id/statistical-geography/{}", addresses::encode(code)),
        }),
        Spatial::Address(address) => json!({ "@type": "Place", "@id": address }),
        Spatial::Name(name) => json!({ "@type": "Place", "name": name }),
        // schema.org writes latitude first: the lower left corner, then the upper right one.
        Spatial::BoundingBox([west, south, east, north]) => json!({
            "@type": "Place",
            "geo": { "@type": "GeoShape", "box": format!("{south} {west} {north} {east}") },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::publish::test_edition::edition;

    #[test]
    fn a_short_description_goes_on_with_facts() {
        let edition = edition();
        let node = dataset(&edition, &edition.entries[0]);
        let text = node["description"].as_str().unwrap();
        assert!(text.starts_with("Every stop, lit or not. Stops: Stop, name, ward, opened,"), "{text}");
        assert!(!text.contains("secret"));
        let mut bare = edition.entries[4].clone();
        bare.dataset.description = Text::default();
        bare.dataset.tables.clear();
        assert!(description(&edition, &bare).chars().count() >= 50);
        bare.dataset.description = Text::new("en", "word ".repeat(2000));
        assert!(description(&edition, &bare).chars().count() <= 5000);
    }

    #[test]
    fn keywords_are_never_empty() {
        let mut edition = edition();
        assert_eq!(keywords(&edition, &edition.entries[0]), ["bus", "stop"]);
        edition.entries[0].dataset.keyword.clear();
        assert_eq!(keywords(&edition, &edition.entries[0]), ["Transport"]);
        edition.entries[0].dataset.topic.clear();
        assert_eq!(keywords(&edition, &edition.entries[0]), ["stops"]);
        edition.entries[0].dataset.title = Text::new("en", "A B");
        assert_eq!(keywords(&edition, &edition.entries[0]), ["bus-stops"]);
    }

    #[test]
    fn a_restricted_dataset_has_no_distribution() {
        let edition = edition();
        let node = dataset(&edition, &edition.entries[3]);
        assert_eq!(node.get("distribution"), None);
        assert_eq!(node["variableMeasured"], json!([{ "@type": "PropertyValue", "name": "case_id" }]));
    }

    #[test]
    fn coverage_is_written_as_schema_org_has_it() {
        let edition = edition();
        assert_eq!(dataset(&edition, &edition.entries[0])["temporalCoverage"], "2024-01-01/..");
        assert_eq!(dataset(&edition, &edition.entries[4])["spatialCoverage"]["geo"]["box"], "51.3 -0.5 51.7 0.3");
    }
}
