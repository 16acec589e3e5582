//! The pages: each makes a context that a template only has to lay out.

mod api;
mod catalogue;
mod content;
mod dataset;
mod home;
mod quality;
mod requests;
mod series;
mod table;

use super::leaf::{Leaf, Rendered};
use super::plan::Page;
use super::{RenderedFile, Site};

/// Makes one page.
pub(super) fn render(site: &Site<'_>, page: &Page) -> Rendered {
    match *page {
        Page::Asset { asset } => {
            let asset = site.theme.assets().get(asset);
            let file =
                asset.map(|(path, bytes)| RenderedFile { path: path.clone(), bytes: bytes.clone(), indexed: false });
            return (file, Vec::new());
        }
        Page::QualityJson => return (Some(quality::json(site)), Vec::new()),
        _ => {}
    }
    let Some(leaf) = Leaf::new(site, *page) else { return (None, Vec::new()) };
    let edition = site.input.edition;
    match *page {
        Page::Asset { .. } | Page::QualityJson => (None, Vec::new()),
        Page::Home { .. } => home::render(leaf),
        Page::Datasets { .. } => catalogue::datasets(leaf),
        Page::Dataset { entry, .. } => match edition.entries.get(entry) {
            Some(entry) => dataset::render(leaf, entry),
            None => (None, Vec::new()),
        },
        Page::Table { entry, table, .. } => {
            let entry = edition.entries.get(entry);
            match entry.and_then(|entry| Some((entry, entry.dataset.tables.get(table)?))) {
                Some((entry, table)) => table::render(leaf, entry, table),
                None => (None, Vec::new()),
            }
        }
        Page::Former { entry, former, .. } => match edition.entries.get(entry) {
            Some(entry) => dataset::former(leaf, entry, former),
            None => (None, Vec::new()),
        },
        Page::Publisher { publisher, .. } => match edition.catalogue.publishers.get(publisher) {
            Some(publisher) => catalogue::publisher(leaf, publisher),
            None => (None, Vec::new()),
        },
        Page::Topic { topic, .. } => match edition.catalogue.topics.get(topic) {
            Some(topic) => catalogue::topic(leaf, topic),
            None => (None, Vec::new()),
        },
        Page::Series { series, .. } => match edition.catalogue.series.get(series) {
            Some(has) => series::render(leaf, has),
            None => (None, Vec::new()),
        },
        Page::Api { .. } => api::render(leaf),
        Page::ApiDataset { entry, .. } => match edition.entries.get(entry) {
            Some(entry) => api::of_dataset(leaf, entry),
            None => (None, Vec::new()),
        },
        Page::Quality { .. } => quality::render(leaf),
        Page::Requests { .. } => requests::render(leaf),
        Page::Content { page, .. } => match edition.pages.get(page) {
            Some(page) => content::render(leaf, page),
            None => (None, Vec::new()),
        },
        Page::NotFound => content::not_found(leaf),
    }
}
