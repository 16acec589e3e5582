//! The catalogue on a day, with every dataset and what its rows told: what `publish` and `render` are given.

use super::{Catalogue, Dataset, DatasetSummary, Page, Visibility};
use jiff::Timestamp;
use jiff::civil::Date;

/// Everything that is to be published, in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The portal.
    pub catalogue: Catalogue,
    /// Datasets sorted by id, drafts left out.
    pub entries: Vec<Entry>,
    /// Pages written by people, sorted by path and language.
    pub pages: Vec<Page>,
    /// The clock of the build (see DESIGN: `SOURCE_DATE_EPOCH`, the commit, the latest `modified`), never the time it ran.
    pub clock: Timestamp,
    /// The day of `clock` in UTC.
    pub today: Date,
    /// The address that links which cannot be relative begin with, ending in `/`: `--base-url`, else the base URL.
    /// Identifiers never use it.
    pub link_base: String,
    /// Row pages of the static API are written for tables of up to this many rows.
    pub row_pages_max: u64,
    /// Pages by primary key are written for tables of up to this many rows.
    pub key_pages_max: u64,
}

impl Edition {
    /// The datasets that are in lists, feeds, catalogue files and the API.
    pub fn listed(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.visibility.is_listed())
    }

    /// The dataset of that id, if it has a page.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.dataset.id == id)
    }

    /// The dataset that has that id or had it.
    #[must_use]
    pub fn entry_or_former(&self, id: &str) -> Option<&Entry> {
        let has_been = |entry: &&Entry| entry.dataset.former_ids.iter().any(|former| former == id);
        self.entry(id).or_else(|| self.entries.iter().find(has_been))
    }

    /// An identifier: the base URL followed by `path`.
    #[must_use]
    pub fn identifier(&self, path: &str) -> String {
        format!("{}{path}", self.catalogue.base_url)
    }
}

/// A dataset with what its rows told.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What its publisher says of it.
    pub dataset: Dataset,
    /// What was found in it; empty unless `visibility` lets rows be written.
    pub summary: DatasetSummary,
    /// What of it may be in the site.
    pub visibility: Visibility,
}
