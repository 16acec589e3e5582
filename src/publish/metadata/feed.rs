//! Atom feeds (RFC 4287): what was published or brought up to date. Dates are the publisher's, never a clock's.

use super::plain_text::{cut, plain_text};
use super::xml;
use crate::model::{Edition, Entry};
use crate::publish::{PublishedFile, addresses};
use jiff::civil::Date;
use quick_xml::Writer;
use std::io;

/// The site's feed has this many entries: the newest.
const ENTRIES_MAX: usize = 100;

/// A summary has this many characters at most.
const SUMMARY_MAX: usize = 500;

/// `feed.atom`: the listed datasets, the last changed first. One that has neither `modified` nor `issued` is not in
/// it, since there is no honest date to give.
#[must_use]
pub fn of_catalogue(edition: &Edition) -> PublishedFile {
    let entries = entries_of_catalogue(edition);
    let title = edition.catalogue.title.words(edition.catalogue.language());
    feed(edition, "", title, edition.catalogue.publisher.as_deref(), &entries)
}

/// `datasets/<id>/feed.atom`: the present version of one dataset.
#[must_use]
pub fn of_dataset(edition: &Edition, entry: &Entry) -> PublishedFile {
    let entries = entries_of_dataset(entry);
    let title = entry.dataset.title.words(edition.catalogue.language());
    feed(edition, &addresses::dataset(&entry.dataset.id), title, entry.dataset.publisher.as_deref(), &entries)
}

/// Datasets with the days they last changed.
pub(super) type Entries<'a> = Vec<(Date, &'a Entry)>;

/// The listed datasets that have a day, the last changed first.
pub(super) fn entries_of_catalogue(edition: &Edition) -> Entries<'_> {
    let mut entries: Entries<'_> = edition.listed().filter_map(|entry| Some((changed(entry)?, entry))).collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.dataset.id.cmp(&b.1.dataset.id)));
    entries.truncate(ENTRIES_MAX);
    entries
}

/// The dataset, if it has a day.
pub(super) fn entries_of_dataset(entry: &Entry) -> Entries<'_> {
    changed(entry).map(|day| (day, entry)).into_iter().collect()
}

/// The day of what never changed: the beginning of the count of seconds.
const NEVER: Date = jiff::civil::date(1970, 1, 1);

/// The day a dataset last changed, as its publisher says.
fn changed(entry: &Entry) -> Option<Date> {
    entry.dataset.modified.or(entry.dataset.issued)
}

fn feed(
    edition: &Edition,
    folder: &str,
    title: &str,
    publisher: Option<&str>,
    entries: &[(Date, &Entry)],
) -> PublishedFile {
    let path = format!("{folder}feed.atom");
    // A feed without entries has to say when it was updated too. No clock may say it, so it is the earliest day there is.
    let updated = entries.iter().map(|(day, _)| *day).max().unwrap_or(NEVER);
    let bytes = xml::document(|writer| {
        let root = writer
            .create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", edition.catalogue.language()));
        root.write_inner_content(|writer| {
            xml::text(writer, "id", &edition.identifier(&addresses::encode(&path)))?;
            xml::text(writer, "title", title)?;
            xml::text(writer, "updated", &instant(updated))?;
            author(writer, edition, publisher)?;
            link(writer, "self", "application/atom+xml", &addresses::link(edition, &path))?;
            link(writer, "alternate", "text/html", &addresses::link(edition, folder))?;
            for (day, entry) in entries {
                writer
                    .create_element("entry")
                    .write_inner_content(|writer| dataset_version(writer, edition, entry, *day))?;
            }
            Ok(())
        })?;
        Ok(())
    });
    PublishedFile { path, bytes }
}

fn dataset_version(writer: &mut Writer<Vec<u8>>, edition: &Edition, entry: &Entry, day: Date) -> io::Result<()> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let page = addresses::dataset(&dataset.id);
    xml::text(writer, "id", &addresses::identifier(edition, &page, &day.to_string()))?;
    xml::text(writer, "title", dataset.title.words(language))?;
    xml::text(writer, "updated", &instant(day))?;
    if let Some(issued) = dataset.issued {
        xml::text(writer, "published", &instant(issued))?;
    }
    author(writer, edition, dataset.publisher.as_deref())?;
    link(writer, "alternate", "text/html", &addresses::link(edition, &page))?;
    let words = if dataset.version_notes.is_empty() { &dataset.description } else { &dataset.version_notes };
    xml::text(writer, "summary", &cut(&plain_text(words.words(language)), SUMMARY_MAX))
}

/// The publisher, else the site's, else the site itself: Atom wants an author.
fn author(writer: &mut Writer<Vec<u8>>, edition: &Edition, publisher: Option<&str>) -> io::Result<()> {
    let catalogue = &edition.catalogue;
    let publisher = publisher.or(catalogue.publisher.as_deref()).and_then(|id| catalogue.publisher(id));
    let name = publisher.map_or(&catalogue.title, |publisher| &publisher.name).words(catalogue.language());
    writer.create_element("author").write_inner_content(|writer| {
        xml::text(writer, "name", name)?;
        publisher.map_or(Ok(()), |publisher| {
            xml::text(writer, "uri", &addresses::link(edition, &addresses::publisher(&publisher.id)))
        })
    })?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, media_type: &str, address: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("type", media_type))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

/// A day as RFC 3339 has a date and a time: its first second in UTC.
pub(super) fn instant(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    #[test]
    fn the_newest_comes_first_and_nothing_hidden_is_in_it() {
        let feed = of_catalogue(&edition());
        let text = String::from_utf8(feed.bytes).unwrap();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
        assert!(at("datasets/bus-stops/#2026-01-31") < at("datasets/wards/#2025-05-01"));
        assert!(text.contains("<summary>Three new stops &amp; one &lt;gone&gt;.</summary>"), "{text}");
        assert!(text.contains("<updated>2026-01-31T00:00:00Z</updated>"));
        for hidden in ["coming", "gone-away"] {
            assert!(!text.contains(&format!("datasets/{hidden}/")));
        }
    }

    #[test]
    fn a_dataset_without_dates_has_a_feed_without_entries() {
        let mut edition = edition();
        edition.entries[0].dataset.modified = None;
        edition.entries[0].dataset.issued = None;
        let feed = of_dataset(&edition, &edition.entries[0]);
        assert_eq!(feed.path, "datasets/bus-stops/feed.atom");
        let text = String::from_utf8(feed.bytes).unwrap();
        assert!(!text.contains("<entry>"));
        assert!(text.contains("<updated>1970-01-01T00:00:00Z</updated>"));
    }

    #[test]
    fn a_character_that_xml_cannot_write_is_left_out() {
        let mut edition = edition();
        edition.entries[0].dataset.title = crate::model::Text::new("en", "Bus\u{1} <stops> & \u{FFFF}more");
        let feed = of_dataset(&edition, &edition.entries[0]);
        assert!(String::from_utf8(feed.bytes).unwrap().contains("<title>Bus &lt;stops&gt; &amp; more</title>"));
    }
}
