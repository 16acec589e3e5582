//! The start page.

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::parts::card::{Card, card};
use super::super::plan::best;
use super::super::view::{Frame, Markup, Phrase, foreign};
use super::catalogue::{Group, publishers, topics};
use crate::model::Entry;
use serde::Serialize;

/// Datasets on the start page.
const NEWEST: usize = 6;

#[derive(Serialize)]
struct Home {
    frame: Frame,
    title: Phrase,
    introduction: Option<Markup>,
    counts: Vec<String>,
    newest: Vec<Card>,
    all_href: String,
    all_text: String,
    topics: Vec<Group>,
    publishers: Vec<Group>,
    api_href: String,
    turtle_href: String,
}

pub(super) fn render(leaf: Leaf<'_>) -> Rendered {
    let edition = leaf.edition();
    let catalogue = &edition.catalogue;
    let title = leaf.words(&catalogue.title, &catalogue.base_url);
    let written = best(leaf.site, "", leaf.locale().language()).and_then(|at| edition.pages.get(at));
    let introduction = match written {
        Some(page) => {
            let origin = Origin::File(page.source, page.offset);
            let html = leaf.markdown(&page.markdown, 2, "", Some(&page.title), origin);
            Some(Markup { html, lang: foreign(&page.language, leaf.locale()) })
        }
        None => leaf.markup(&catalogue.description, 2, "", Origin::Site(catalogue.places.get("site.description"))),
    };
    let mut newest: Vec<&Entry> = edition.listed().collect();
    newest.sort_by(|one, other| {
        (other.dataset.modified, &one.dataset.id).cmp(&(one.dataset.modified, &other.dataset.id))
    });
    let listed = newest.len() as u64;
    let tables = newest.iter().flat_map(|entry| entry.summary.tables.values());
    let (count, rows) = tables.fold((0_u64, 0_u64), |(count, rows), table| (count + 1, rows + table.rows));
    let mut counts = vec![leaf.locale().count("dataset-count", listed)];
    if count > 0 {
        counts.extend([leaf.locale().count("table-count", count), leaf.locale().count("row-count", rows)]);
    }
    let description = leaf.summary(&catalogue.description, 160).map_or_else(|| title.text.clone(), |words| words.text);
    let mut frame = leaf.frame(&title.text, &description);
    frame.navigation.iter_mut().for_each(|item| item.current = false);
    let home = Home {
        introduction,
        counts,
        newest: newest.iter().take(NEWEST).map(|entry| card(&leaf, entry)).collect(),
        all_href: leaf.page("datasets/"),
        all_text: leaf.locale().count("all-datasets", listed),
        topics: topics(&leaf, None),
        publishers: publishers(&leaf, None),
        api_href: leaf.page("api/"),
        turtle_href: leaf.file("catalog.ttl"),
        title,
        frame,
    };
    leaf.render("home.html", &home, true)
}
