//! What a person who opens the ZIP reads first.

use crate::i18n::Locale;
use crate::model::{Edition, Entry, Format};
use crate::publish::metadata::data_files;
use crate::publish::metadata::plain_text::plain_text;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Names of the two texts that no other file of the ZIP has, in whatever case.
pub(super) struct Names {
    pub readme: String,
    pub licence: String,
}

impl Names {
    /// Names beside those that are taken.
    pub fn beside<'a>(taken: impl Iterator<Item = &'a str>) -> Self {
        let taken: BTreeSet<String> = taken.map(str::to_lowercase).collect();
        let free = |stem: &str| {
            let numbered = (2_u64..).map(|number| format!("{stem}-{number}.txt"));
            let mut names = std::iter::once(format!("{stem}.txt")).chain(numbered);
            names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
        };
        Self { readme: free("README"), licence: free("LICENCE") }
    }
}

/// Who published what and when, under which licence, and which file is what; `licence` is the name of the licence's text.
pub(super) fn readme(edition: &Edition, entry: &Entry, words: &Locale, licence: Option<&str>) -> String {
    let dataset = &entry.dataset;
    let language = words.language();
    let mut text = format!("{}\n", dataset.title.words(language));
    let description = plain_text(dataset.description.words(language));
    if !description.is_empty() {
        let _ = write!(text, "\n{description}\n");
    }
    text.push('\n');
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(text, "{}: {value}", words.text(key));
        }
    };
    line("publisher", publisher(edition, entry, words));
    line("issued", dataset.issued.map(|day| words.date(day)));
    line("modified", dataset.modified.map(|day| words.date(day)));
    line("version", dataset.version.clone());
    line("licence", dataset.licence.as_ref().map(|licence| licence.name.clone()));
    line("zip-page", Some(page(edition, entry)));
    let _ = write!(text, "\n{}\n\n", words.text("zip-contents"));
    let mut item = |name: &str, what: &str| {
        let _ = writeln!(text, "- {name}: {what}");
    };
    if let Some(name) = licence {
        item(name, &words.text("zip-licence"));
    }
    if !dataset.tables.is_empty() {
        item("datapackage.json", &words.text("zip-data-package"));
        item("csv-metadata.json", &words.text("zip-group-metadata"));
    }
    for table in &dataset.tables {
        let title = table.title.words(language);
        let title = if title.is_empty() { &table.name } else { title };
        let rows = entry.summary.tables.get(&table.name).map_or(0, |summary| summary.rows);
        let csv = format!("{}{}", table.name, Format::Csv.suffix());
        item(&csv, &format!("{title} ({})", words.count("row-count", rows)));
        let file = [("file", csv.as_str().into())];
        item(&format!("{}{}", table.name, Format::Csvw.suffix()), &words.fill("zip-table-metadata", &file));
    }
    for file in data_files::data_files(entry) {
        let Some(distribution) = file.distribution.filter(|_| file.artefact.format.is_none()) else { continue };
        let title = distribution.title.words(language);
        item(&file.name(entry), if title.is_empty() { &file.artefact.media_type } else { title });
    }
    text
}

/// The licence's name and address, and how it wants to be acknowledged; none where no licence is stated. Its text is at
/// the address.
pub(super) fn licence(edition: &Edition, entry: &Entry, words: &Locale) -> Option<String> {
    let licence = entry.dataset.licence.as_ref()?;
    let title = entry.dataset.title.words(words.language());
    let mut text = format!("{title}\n\n{}: {}\n", words.text("licence"), licence.name);
    if !licence.url.is_empty() {
        let _ = writeln!(text, "{}", licence.url);
    }
    let page = page(edition, entry);
    let publisher = publisher(edition, entry, words).unwrap_or_default();
    let source = [("publisher", (&publisher).into()), ("title", title.into()), ("address", (&page).into())];
    let _ = write!(text, "\n{}\n", words.fill("zip-acknowledge", &source));
    if licence.spdx.as_deref() == Some("OGL-UK-3.0") {
        let _ = write!(text, "\n{}\n", words.text("attribution-ogl"));
    }
    Some(text)
}

fn publisher(edition: &Edition, entry: &Entry, words: &Locale) -> Option<String> {
    let publisher = edition.catalogue.publisher(entry.dataset.publisher.as_deref()?)?;
    Some(publisher.name.words(words.language()).to_owned())
}

/// The address of the dataset's page, which is the same wherever a copy of the site is.
fn page(edition: &Edition, entry: &Entry) -> String {
    edition.identifier(&crate::publish::addresses::dataset(&entry.dataset.id))
}
