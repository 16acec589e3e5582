//! The catalogue: the portal as a whole (dcat:Catalog).

use super::{Licence, Places, Text};
use crate::sources::Span;
use jiff::civil::Date;
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
    /// Series of datasets by id, in the order of the file.
    pub series: Vec<Series>,
    /// Whom to tell of a weakness of the site, if both the contact and its end are stated.
    pub security: Option<SecurityContact>,
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

    /// The series of that id.
    #[must_use]
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.id == id)
    }
}

/// An organisation that publishes datasets (foaf:Agent).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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
    /// Its name in the addresses of GOV.UK: `department-for-work-pensions` of `gov.uk/government/organisations/…`.
    pub gov_uk_organisation: Option<String>,
    /// Its id in the UK API Catalogue's list of organisations.
    pub uk_api_catalogue_id: Option<String>,
    /// The security classification of what it publishes.
    pub security_classification: Option<SecurityClassification>,
    /// Where it was declared.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// The security classification of what is published, in the words of the metadata exchange model. What is secret is not
/// published, so there are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecurityClassification {
    /// OFFICIAL, in the Government Security Classifications Policy.
    Official,
    /// The publisher does not apply that policy.
    NotApplicable,
}

/// Whom to tell of a weakness of the site (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityContact {
    /// An e-mail address, or the address of a page.
    pub contact: String,
    /// The day from which the contact may no longer hold.
    pub expires: Date,
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

/// Datasets that belong together, such as one a year (dcat:DatasetSeries).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Permanent id, the last part of `series/<id>/`.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What its datasets have in common, in Markdown.
    pub description: Text,
    /// Id of its publisher.
    pub publisher: Option<String>,
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
