//! JSON Feed 1.1 (jsonfeed.org): the same entries as the Atom feeds, for whoever would rather read JSON.

use super::feed::{Entries, entries_of_catalogue, entries_of_dataset, instant};
use super::plain_text::plain_text;
use crate::model::{Edition, Entry, Format};
use crate::publish::metadata::data_files::data_files;
use crate::publish::{PublishedFile, addresses};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// `feed.json`: the listed datasets, the last changed first.
#[must_use]
pub fn of_catalogue(edition: &Edition) -> PublishedFile {
    let title = edition.catalogue.title.words(edition.catalogue.language());
    feed(edition, "", title, edition.catalogue.publisher.as_deref(), &entries_of_catalogue(edition))
}

/// `datasets/<id>/feed.json`: the present version of one dataset.
#[must_use]
pub fn of_dataset(edition: &Edition, entry: &Entry) -> PublishedFile {
    let dataset = &entry.dataset;
    let title = dataset.title.words(edition.catalogue.language());
    let folder = addresses::dataset(&dataset.id);
    feed(edition, &folder, title, dataset.publisher.as_deref(), &entries_of_dataset(entry))
}

fn feed(edition: &Edition, folder: &str, title: &str, publisher: Option<&str>, entries: &Entries<'_>) -> PublishedFile {
    let path = format!("{folder}feed.json");
    let items: Vec<Value> = entries.iter().map(|(day, entry)| item(edition, entry, *day)).collect();
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": addresses::link(edition, folder),
        "feed_url": addresses::link(edition, &path),
        "language": edition.catalogue.language(),
        "authors": authors(edition, publisher),
        "items": items,
    });
    PublishedFile::json(path, &document)
}

/// A version of a dataset. Its id is the one it has in the Atom feed.
fn item(edition: &Edition, entry: &Entry, day: Date) -> Value {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let page = addresses::dataset(&dataset.id);
    let words = if dataset.version_notes.is_empty() { &dataset.description } else { &dataset.version_notes };
    let (tag, text) = words.in_language(language).unwrap_or((language, ""));
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(addresses::identifier(edition, &page, &day.to_string())));
    item.insert("url".to_owned(), json!(addresses::link(edition, &page)));
    item.insert("title".to_owned(), json!(dataset.title.words(language)));
    item.insert("content_text".to_owned(), json!(plain_text(text)));
    if tag != language {
        item.insert("language".to_owned(), json!(tag));
    }
    if let Some(issued) = dataset.issued {
        item.insert("date_published".to_owned(), json!(instant(issued)));
    }
    item.insert("date_modified".to_owned(), json!(instant(day)));
    item.insert("authors".to_owned(), authors(edition, dataset.publisher.as_deref()));
    if !dataset.keyword.is_empty() {
        item.insert("tags".to_owned(), json!(dataset.keyword));
    }
    let attachments: Vec<Value> = data_files(entry)
        .filter(|file| file.artefact.format == Some(Format::Csv))
        .map(|file| {
            json!({
                "url": addresses::link(edition, &file.artefact.path),
                "mime_type": file.artefact.media_type,
                "title": file.name(entry),
                "size_in_bytes": file.artefact.bytes,
            })
        })
        .collect();
    if !attachments.is_empty() {
        item.insert("attachments".to_owned(), json!(attachments));
    }
    Value::Object(item)
}

/// The publisher, else the site's, else the site itself.
fn authors(edition: &Edition, publisher: Option<&str>) -> Value {
    let catalogue = &edition.catalogue;
    let publisher = publisher.or(catalogue.publisher.as_deref()).and_then(|id| catalogue.publisher(id));
    let language = catalogue.language();
    match publisher {
        Some(publisher) => json!([{
            "name": publisher.name.words(language),
            "url": addresses::link(edition, &addresses::publisher(&publisher.id)),
        }]),
        None => json!([{ "name": catalogue.title.words(language) }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    fn document(file: &PublishedFile) -> Value {
        serde_json::from_slice(&file.bytes).unwrap()
    }

    #[test]
    fn it_has_the_entries_of_the_atom_feed() {
        let edition = edition();
        let document = document(&of_catalogue(&edition));
        let atom = String::from_utf8(super::super::feed::of_catalogue(&edition).bytes).unwrap();
        let items = document["items"].as_array().unwrap();
        assert_eq!(items.len(), atom.matches("<entry>").count());
        for item in items {
            assert!(atom.contains(&format!("<id>{}</id>", item["id"].as_str().unwrap())), "{item}");
            assert!(atom.contains(&format!("<updated>{}</updated>", item["date_modified"].as_str().unwrap())));
        }
        assert_eq!(items[0]["content_text"], "Three new stops & one <gone>.");
        assert_eq!(items[0]["attachments"][0]["url"], "https://data.example.org/open/datasets/bus-stops/stops.csv");
    }

    #[test]
    fn a_dataset_without_dates_has_a_feed_without_items() {
        let mut edition = edition();
        edition.entries[0].dataset.modified = None;
        edition.entries[0].dataset.issued = None;
        let document = document(&of_dataset(&edition, &edition.entries[0]));
        assert_eq!(document["items"], json!([]));
        assert_eq!(document["feed_url"], "https://data.example.org/open/datasets/bus-stops/feed.json");
    }
}
