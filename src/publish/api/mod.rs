//! The static API: its documents, but for row and look-up pages, and the OpenAPI descriptions of all of them.
//!
//! Texts are in the site's first language, with `translations` beside them; every key is always there, null where nothing
//! was stated. Addresses are absolute, but for `first`, `prev` and `next`, which are relative to the document.

mod catalogue;
mod datasets;
mod openapi;
mod tables;
mod words;

use crate::model::{Edition, Entry};
use crate::publish::PublishedFile;

/// Datasets on a page of the list.
pub const DATASETS_A_PAGE: usize = 1000;

/// Rows on a row page or a look-up page.
pub const ROWS_A_PAGE: u64 = 1000;

/// The API's documents that show more than one dataset, and `api/openapi.json`.
#[must_use]
pub fn of_catalogue(edition: &Edition) -> Vec<PublishedFile> {
    let mut files = vec![catalogue::document(edition)];
    files.extend(datasets::lists(edition));
    let described = openapi::general::document(edition, &files);
    files.push(PublishedFile::json("api/openapi.json", &described));
    files
}

/// The API's documents of one listed dataset.
#[must_use]
pub fn of_dataset(edition: &Edition, entry: &Entry) -> Vec<PublishedFile> {
    let id = &entry.dataset.id;
    let mut files = vec![datasets::document(edition, entry)];
    files.extend(entry.dataset.tables.iter().map(|table| tables::document(edition, entry, table)));
    let described = openapi::of_dataset::document(edition, entry, &files);
    // There is one a dataset, most of it shared schemas: twice the size on indented lines.
    files.push(PublishedFile::compact_json(format!("api/v1/datasets/{id}/openapi.json"), &described));
    files
}

#[cfg(test)]
mod tests;
