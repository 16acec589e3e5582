//! What a spreadsheet says of the dataset that its rows are of.

use crate::i18n::{Locale, Messages};
use crate::model::{Catalogue, Dataset, Table};
use crate::publish::addresses;
use crate::publish::metadata::plain_text::plain_text;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Messages of the languages that there are.
const WORDS: [(&str, &str); 2] = [("en", include_str!("words/en.ftl")), ("cy", include_str!("words/cy.ftl"))];

/// All that a spreadsheet says of its dataset, in the site's first language. It comes from the settings of the site too, so
/// whoever keeps a spreadsheet keeps it under [`About::key`].
#[derive(Debug, Clone)]
pub struct About {
    /// Words of the sheets.
    pub(super) locale: Locale,
    /// The dataset's title.
    pub(super) title: String,
    description: String,
    /// The publisher's name.
    pub(super) publisher: String,
    /// Name and address.
    licence: Option<(String, String)>,
    issued: Option<Date>,
    /// The day on which it was modified.
    pub(super) modified: Option<Date>,
    /// Its page.
    address: String,
    /// Columns of other tables that no sheet may name, each after its table: `wards/wards`.
    pub(super) kept_back: BTreeSet<(String, String)>,
}

impl About {
    /// What is said of a dataset of a catalogue.
    #[must_use]
    pub fn of(catalogue: &Catalogue, dataset: &Dataset) -> Self {
        let language = catalogue.language();
        let publisher = dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id));
        Self {
            locale: locale(language),
            title: dataset.title.words(language).to_owned(),
            description: plain_text(dataset.description.words(language)),
            publisher: publisher.map_or("", |publisher| publisher.name.words(language)).to_owned(),
            licence: dataset.licence.as_ref().map(|licence| (licence.name.clone(), licence.url.clone())),
            issued: dataset.issued,
            modified: dataset.modified,
            address: format!("{}{}", catalogue.base_url, addresses::encode(&addresses::dataset(&dataset.id))),
            kept_back: BTreeSet::new(),
        }
    }

    /// The same, where columns that code lists are in are not published.
    #[must_use]
    pub fn keeping_back(self, columns: BTreeSet<(String, String)>) -> Self {
        Self { kept_back: columns, ..self }
    }

    /// What two datasets have in common if and only if the same is said of them.
    #[must_use]
    pub fn key(&self) -> String {
        let Self { locale, title, description, publisher, licence, issued, modified, address, kept_back } = self;
        let words = (title, description, publisher, licence, address, kept_back);
        format!("{} {words:?} {issued:?} {modified:?}", locale.language())
    }

    /// The language of the words.
    pub(super) fn language(&self) -> &str {
        self.locale.language()
    }

    /// The third sheet: what is known, each with its name. What is not known has no row.
    pub(super) fn rows(&self, table: &Table) -> Vec<Vec<String>> {
        let words = table.title.words(self.language());
        let name = if words.trim().is_empty() { &table.name } else { words };
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let (licence, licence_address) = self.licence.clone().unwrap_or_default();
        let rows = [
            ("title", self.title.clone()),
            ("table", name.to_owned()),
            ("description", self.description.clone()),
            ("publisher", self.publisher.clone()),
            ("licence", licence),
            ("licence-address", licence_address),
            ("issued", day(self.issued)),
            ("modified", day(self.modified)),
            ("address", self.address.clone()),
            ("metadata", format!("{}{}.csv-metadata.json", self.address, table.name)),
            ("missing", self.locale.text("missing-text")),
            ("exact", self.locale.text("exact-text")),
        ];
        let known = rows.into_iter().filter(|(_, words)| !words.trim().is_empty());
        known.map(|(key, words)| vec![self.locale.text(key), words]).collect()
    }
}

/// The words of a language; English where there are none of it.
fn locale(language: &str) -> Locale {
    let messages = |language: &str| {
        let words = WORDS.iter().find(|(has, _)| *has == language);
        words.map(|(language, words)| Arc::new(Messages::parse(language, words).0))
    };
    let short = language.split('-').next().unwrap_or(language);
    let english = messages("en").unwrap_or_else(|| Arc::new(Messages::parse("en", "").0));
    Locale::new(language, messages(short), english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_there_in_every_language() {
        let keys = |words: &str| {
            let lines = words.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect::<BTreeSet<_>>()
        };
        let english = keys(WORDS[0].1);
        assert!(english.len() > 20);
        for (language, words) in WORDS {
            assert_eq!(keys(words), english, "{language}");
            assert_eq!(Messages::parse(language, words).1, [], "{language}");
        }
        assert_eq!(locale("cy-GB").text("columns"), "Colofnau");
        assert_eq!(locale("fr").text("columns"), "Columns");
    }

    #[test]
    fn what_is_said_has_a_key_of_its_own() {
        let mut catalogue = Catalogue { base_url: "https://example.org/".to_owned(), ..Catalogue::default() };
        let dataset = Dataset { id: "trees".to_owned(), ..Dataset::default() };
        let before = About::of(&catalogue, &dataset).key();
        assert_eq!(before, About::of(&catalogue, &dataset).key());
        catalogue.base_url.push_str("data/");
        assert_ne!(before, About::of(&catalogue, &dataset).key());
    }
}
