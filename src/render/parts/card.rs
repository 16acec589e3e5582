//! A dataset in a list.

use super::super::leaf::Leaf;
use super::super::plan::dataset_address;
use super::super::view::{Day, Link, Phrase};
use crate::model::{AccessRights, Entry};
use serde::Serialize;

/// A dataset in a list.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Its title, with the way to its page.
    pub link: Link,
    /// What it is, in a sentence or two.
    pub summary: Option<Phrase>,
    /// Who publishes it.
    pub publisher: Option<Phrase>,
    /// When it was brought up to date.
    pub modified: Option<Day>,
    /// The formats of its tables.
    pub formats: Vec<String>,
    /// Its size in rows, for people.
    pub rows: Option<String>,
    /// Whether its rows are not published.
    pub restricted: bool,
    /// What the filter looks in besides what is shown.
    pub keywords: String,
}

/// A dataset in a list.
pub fn card(leaf: &Leaf<'_>, entry: &Entry) -> Card {
    let dataset = &entry.dataset;
    let mut formats: Vec<String> = Vec::new();
    for artefact in entry.summary.tables.values().flat_map(|table| &table.artefacts) {
        if let Some(format) = artefact.format.filter(|format| *format != crate::model::Format::Csvw) {
            let name = format.name().to_owned();
            if !formats.contains(&name) {
                formats.push(name);
            }
        }
    }
    let rows: u64 = entry.summary.tables.values().map(|table| table.rows).sum();
    let publisher = dataset.publisher.as_deref().and_then(|id| leaf.edition().catalogue.publisher(id));
    Card {
        link: Link::new(leaf.page(&dataset_address(&dataset.id)), leaf.words(&dataset.title, &dataset.id)),
        summary: leaf.summary(&dataset.description, 180),
        publisher: publisher.map(|has| leaf.words(&has.name, &has.id)),
        modified: dataset.modified.map(|date| Day::new(date, leaf.locale())),
        formats,
        rows: (!entry.summary.tables.is_empty()).then(|| leaf.locale().count("row-count", rows)),
        restricted: matches!(dataset.access_rights, AccessRights::Restricted { .. }),
        keywords: dataset.keyword.join(" "),
    }
}

/// Datasets in a list, sorted by title.
pub fn by_title<'a>(leaf: &Leaf<'_>, entries: impl Iterator<Item = &'a Entry>) -> Vec<Card> {
    let mut cards: Vec<(String, Card)> = entries
        .map(|entry| {
            let card = card(leaf, entry);
            (card.link.text.to_lowercase(), card)
        })
        .collect();
    cards.sort_by(|(one, card), (other, second)| (one, &card.link.href).cmp(&(other, &second.link.href)));
    cards.into_iter().map(|(_, card)| card).collect()
}
