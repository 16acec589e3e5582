//! The catalogue: the portal as a whole (dcat:Catalog).

use super::{Licence, Places, Text};
use crate::sources::Span;
use serde::{Deserialize, Serialize};

/// What `plainsight.toml` says of the portal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// `[site] title`.
    pub title: Text,
    /// `[site] description`.
    pub description: Text,
    /// `[site] base_url`, ending in `/`: every identifier begins with it.
    pub base_url: String,
    /// Language tags; the first is the default and has no prefix in addresses.
    pub languages: Vec<String>,
    /// Name of the theme.
    pub theme: String,
    /// Id of the publisher of every dataset that names no other.
    pub publisher: Option<String>,
    /// Licence of every dataset that names no other.
    pub licence: Option<Licence>,
    /// Publishers by id, in the order of the file.
    pub publishers: Vec<Publisher>,
    /// Topics by id, in the order of the file.
    pub topics: Vec<Topic>,
    /// `[foi]`.
    pub foi: FreedomOfInformation,
    /// Where things were stated: `site.title`, `publishers.borough`, …
    pub places: Places,
}

impl Catalogue {
    /// The default language.
    #[must_use]
    pub fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// The publisher of that id.
    #[must_use]
    pub fn publisher(&self, id: &str) -> Option<&Publisher> {
        self.publishers.iter().find(|publisher| publisher.id == id)
    }

    /// The topic of that id.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

/// An organisation that publishes datasets (foaf:Agent).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publisher {
    /// Permanent id, the last part of `publishers/<id>/`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its own website.
    pub homepage: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// Addresses of the same organisation elsewhere.
    pub same_as: Vec<String>,
    /// Where it was declared.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// A theme of the catalogue (dcat:theme, a skos:Concept).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Permanent id, the last part of `topics/<id>/`.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What belongs to it.
    pub description: Text,
    /// The same concept elsewhere, such as a theme of the EU.
    pub same_as: Vec<String>,
    /// Where it was declared.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// `[foi]`: whom to ask for what is not published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreedomOfInformation {
    /// Where requests are sent.
    pub email: Option<String>,
    /// A page on which requests are made.
    pub url: Option<String>,
}
