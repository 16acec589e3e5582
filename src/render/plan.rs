//! Which pages there are, and where.

use super::Site;
use crate::diagnostics::Diagnostic;
use crate::model::{Edition, Visibility};
use std::collections::BTreeMap;

/// A page or an asset. Numbers are positions: of a language in the site's, of an entry in the edition's, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// A file of the theme that is copied.
    Asset {
        /// Position among the theme's assets.
        asset: usize,
    },
    /// The start page.
    Home {
        /// Position of the language.
        language: usize,
    },
    /// All datasets.
    Datasets {
        /// Position of the language.
        language: usize,
    },
    /// A dataset, a notice that it will come, or that it was withdrawn.
    Dataset {
        /// Position of the language.
        language: usize,
        /// Position of the entry.
        entry: usize,
    },
    /// A table of a dataset.
    Table {
        /// Position of the language.
        language: usize,
        /// Position of the entry.
        entry: usize,
        /// Position of the table.
        table: usize,
    },
    /// The former address of a dataset.
    Former {
        /// Position of the language.
        language: usize,
        /// Position of the entry.
        entry: usize,
        /// Position of the id among the former ones.
        former: usize,
    },
    /// A publisher.
    Publisher {
        /// Position of the language.
        language: usize,
        /// Position of the publisher.
        publisher: usize,
    },
    /// A topic.
    Topic {
        /// Position of the language.
        language: usize,
        /// Position of the topic.
        topic: usize,
    },
    /// A series of datasets.
    Series {
        /// Position of the language.
        language: usize,
        /// Position of the series.
        series: usize,
    },
    /// The API, for people.
    Api {
        /// Position of the language.
        language: usize,
    },
    /// The API for one dataset, for people.
    ApiDataset {
        /// Position of the language.
        language: usize,
        /// Position of the entry.
        entry: usize,
    },
    /// What the checks found.
    Quality {
        /// Position of the language.
        language: usize,
    },
    /// How to ask for what is not published, where nobody wrote a page about that.
    Requests {
        /// Position of the language.
        language: usize,
    },
    /// A page of `content/`; in each language, from what there is.
    Content {
        /// Position of the language.
        language: usize,
        /// Position of the page that it is made from.
        page: usize,
    },
    /// What the checks found, for programs.
    QualityJson,
    /// What is shown where there is nothing.
    NotFound,
}

impl Page {
    /// Its address below the site; a page's ends in `/` or is empty.
    #[must_use]
    pub fn address(&self, site: &Site<'_>) -> String {
        match self.language() {
            Some(language) => {
                let prefix = site.tongues.get(language).map_or("", |tongue| tongue.prefix.as_str());
                format!("{prefix}{}", self.address_in_any_language(site))
            }
            None => self.address_in_any_language(site),
        }
    }

    /// The file it is written to.
    #[must_use]
    pub fn path(&self, site: &Site<'_>) -> String {
        let address = self.address(site);
        if self.language().is_some() { format!("{address}index.html") } else { address }
    }

    /// The position of its language; none for a file that exists once.
    #[must_use]
    pub fn language(&self) -> Option<usize> {
        match *self {
            Self::Asset { .. } | Self::QualityJson | Self::NotFound => None,
            Self::Home { language }
            | Self::Datasets { language }
            | Self::Dataset { language, .. }
            | Self::Table { language, .. }
            | Self::Former { language, .. }
            | Self::Publisher { language, .. }
            | Self::Topic { language, .. }
            | Self::Series { language, .. }
            | Self::Api { language }
            | Self::ApiDataset { language, .. }
            | Self::Quality { language }
            | Self::Requests { language }
            | Self::Content { language, .. } => Some(language),
        }
    }

    /// Its address without the language.
    #[must_use]
    pub fn address_in_any_language(&self, site: &Site<'_>) -> String {
        let edition = site.input.edition;
        let dataset = |entry: usize| edition.entries.get(entry).map(|entry| &entry.dataset);
        match *self {
            Self::Asset { asset } => site.theme.assets().get(asset).map(|(path, _)| path.clone()).unwrap_or_default(),
            Self::Home { .. } => String::new(),
            Self::Datasets { .. } => "datasets/".to_owned(),
            Self::Dataset { entry, .. } => dataset(entry).map(|has| dataset_address(&has.id)).unwrap_or_default(),
            Self::Table { entry, table, .. } => dataset(entry)
                .and_then(|has| Some(table_address(&has.id, &has.tables.get(table)?.name)))
                .unwrap_or_default(),
            Self::Former { entry, former, .. } => {
                dataset(entry).and_then(|has| Some(dataset_address(has.former_ids.get(former)?))).unwrap_or_default()
            }
            Self::Publisher { publisher, .. } => {
                edition.catalogue.publishers.get(publisher).map(|has| publisher_address(&has.id)).unwrap_or_default()
            }
            Self::Topic { topic, .. } => {
                edition.catalogue.topics.get(topic).map(|has| topic_address(&has.id)).unwrap_or_default()
            }
            Self::Series { series, .. } => {
                edition.catalogue.series.get(series).map(|has| series_address(&has.id)).unwrap_or_default()
            }
            Self::Api { .. } => "api/".to_owned(),
            Self::ApiDataset { entry, .. } => dataset(entry).map(|has| api_address(&has.id)).unwrap_or_default(),
            Self::Quality { .. } => "quality/".to_owned(),
            Self::Requests { .. } => REQUESTS.to_owned(),
            Self::Content { page, .. } => edition.pages.get(page).map(|has| has.path.clone()).unwrap_or_default(),
            Self::QualityJson => "quality.json".to_owned(),
            Self::NotFound => "404.html".to_owned(),
        }
    }
}

/// The address of the page about requests for what is not published.
pub(super) const REQUESTS: &str = "foi/";

/// Whether the page about requests is made from the settings: nobody wrote `content/foi.md` or `content/foi/index.md`.
pub(super) fn requests_are_made(edition: &Edition) -> bool {
    !edition.pages.iter().any(|page| page.path == REQUESTS)
}

/// The address of a dataset's page.
pub(super) fn dataset_address(id: &str) -> String {
    format!("datasets/{id}/")
}

/// The address of the page about the API for a dataset.
pub(super) fn api_address(id: &str) -> String {
    format!("api/datasets/{id}/")
}

/// The address of a table's page.
pub(super) fn table_address(dataset: &str, table: &str) -> String {
    format!("datasets/{dataset}/{table}/")
}

/// The address of a publisher's page.
pub(super) fn publisher_address(id: &str) -> String {
    format!("publishers/{id}/")
}

/// The address of a topic's page.
pub(super) fn topic_address(id: &str) -> String {
    format!("topics/{id}/")
}

/// The address of a series' page.
pub(super) fn series_address(id: &str) -> String {
    format!("series/{id}/")
}

/// Every page of the site, in a fixed order. A page of `content/` that would be at the address of another one is told
/// and left out.
pub(super) fn plan(site: &Site<'_>) -> (Vec<Page>, Vec<Diagnostic>) {
    let edition = site.input.edition;
    let mut pages: Vec<Page> = (0..site.theme.assets().len()).map(|asset| Page::Asset { asset }).collect();
    pages.extend([Page::QualityJson, Page::NotFound]);
    for language in 0..site.tongues.len() {
        pages.extend([
            Page::Home { language },
            Page::Datasets { language },
            Page::Api { language },
            Page::Quality { language },
        ]);
        if requests_are_made(edition) {
            pages.push(Page::Requests { language });
        }
        pages.extend((0..edition.catalogue.publishers.len()).map(|publisher| Page::Publisher { language, publisher }));
        pages.extend((0..edition.catalogue.topics.len()).map(|topic| Page::Topic { language, topic }));
        pages.extend((0..edition.catalogue.series.len()).map(|series| Page::Series { language, series }));
        for (entry, has) in edition.entries.iter().enumerate().filter(|(_, entry)| entry.visibility.has_page()) {
            pages.push(Page::Dataset { language, entry });
            if site.input.dataset_openapi.contains_key(has.dataset.id.as_str()) {
                pages.push(Page::ApiDataset { language, entry });
            }
            if has.visibility == Visibility::Full {
                pages.extend((0..has.dataset.tables.len()).map(|table| Page::Table { language, entry, table }));
            }
            pages.extend((0..has.dataset.former_ids.len()).map(|former| Page::Former { language, entry, former }));
        }
    }
    let mut taken: BTreeMap<String, Page> = pages.iter().map(|page| (page.address(site), *page)).collect();
    let mut findings = Vec::new();
    for page in content(site) {
        let address = page.address(site);
        if let Some(other) = taken.get(&address) {
            // The same page in another language is told by the first.
            if let (Page::Content { page, .. }, false) = (page, matches!(other, Page::Content { .. })) {
                findings.extend(collision(site, page, &address));
            }
        } else {
            taken.insert(address, page);
            pages.push(page);
        }
    }
    (pages, findings)
}

/// Pages of `content/` in each language: from the page in that language, else in the site's first, else in any.
fn content(site: &Site<'_>) -> Vec<Page> {
    let pages = &site.input.edition.pages;
    let mut paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut found = Vec::new();
    for (language, tongue) in site.tongues.iter().enumerate() {
        found.extend(
            paths
                .iter()
                .filter_map(|path| best(site, path, tongue.locale.language()))
                .map(|page| Page::Content { language, page }),
        );
    }
    found
}

/// The position of the page at a path that a reader of that language is shown.
pub(super) fn best(site: &Site<'_>, path: &str, language: &str) -> Option<usize> {
    let edition = site.input.edition;
    let at = |wanted: &str| edition.pages.iter().position(|page| page.path == path && page.language == wanted);
    at(language)
        .or_else(|| at(edition.catalogue.language()))
        .or_else(|| edition.pages.iter().position(|page| page.path == path))
}

fn collision(site: &Site<'_>, page: usize, address: &str) -> Option<Diagnostic> {
    let page = site.input.edition.pages.get(page)?;
    let file = site.input.sources.source(page.source).path.clone();
    let diagnostic =
        Diagnostic::new("project/address-collision", format!("`{address}` is the address of another page"), file);
    Some(diagnostic.help("give the file another name"))
}
