//! A dataset and what is said of it (dcat:Dataset).

use super::{Licence, Places, Table, Text};
use crate::sources::SourcePath;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A dataset as its publisher describes it. Texts are empty and options none where nothing was stated; the rules of
/// `check` say what must be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dataset {
    /// Permanent id: its folder's name and the last part of `datasets/<id>/`.
    pub id: String,
    /// Its folder.
    pub folder: SourcePath,
    /// dct:title.
    pub title: Text,
    /// dct:description, in Markdown.
    pub description: Text,
    /// Id of the publisher (dct:publisher), the site's where the dataset names none.
    pub publisher: Option<String>,
    /// dct:license, the site's where the dataset names none.
    pub licence: Option<Licence>,
    /// dcat:contactPoint.
    pub contact_point: Option<ContactPoint>,
    /// dcat:keyword.
    pub keyword: Vec<String>,
    /// Ids of topics (dcat:theme).
    pub topic: Vec<String>,
    /// Ids of series (dcat:inSeries).
    pub in_series: Vec<String>,
    /// dct:issued.
    pub issued: Option<Date>,
    /// dct:modified.
    pub modified: Option<Date>,
    /// dcat:version: the name of the release.
    pub version: Option<String>,
    /// adms:versionNotes.
    pub version_notes: Text,
    /// dct:accrualPeriodicity.
    pub update_frequency: Option<Frequency>,
    /// dct:temporal.
    pub temporal: Option<PeriodOfTime>,
    /// dct:spatial.
    pub spatial: Option<Spatial>,
    /// Id of a class of the publication scheme.
    pub publication_scheme_class: Option<String>,
    /// dct:accessRights.
    pub access_rights: AccessRights,
    /// Whether it is to be seen at all.
    pub status: Status,
    /// dct:available: before that day there is nothing but a notice.
    pub available: Option<Date>,
    /// Ids it had before; their addresses lead here.
    pub former_ids: Vec<String>,
    /// The same dataset elsewhere.
    pub same_as: Vec<String>,
    /// Pages about it (foaf:page).
    pub documentation: Vec<String>,
    /// What it was derived from (dct:source).
    pub source: Vec<String>,
    /// Ids or addresses of related things (dct:relation).
    pub related: Vec<String>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its files that are not tables.
    pub distributions: Vec<Distribution>,
    /// Where things were stated.
    pub places: Places,
}

impl Dataset {
    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The dataset with those of its tables of which something is written ([`Table::is_published`]).
    #[must_use]
    pub fn with_published_tables(&self) -> Cow<'_, Self> {
        if self.tables.iter().all(Table::is_published) {
            return Cow::Borrowed(self);
        }
        let mut dataset = self.clone();
        dataset.tables.retain(Table::is_published);
        Cow::Owned(dataset)
    }

    /// What of the dataset may be in the site on the day `today`.
    #[must_use]
    pub fn visibility(&self, today: Date) -> Visibility {
        match &self.status {
            Status::Draft => Visibility::Hidden,
            Status::Withdrawn(_) => Visibility::Tombstone,
            Status::Published => {
                if self.available.is_some_and(|day| today < day) {
                    Visibility::Notice
                } else if matches!(self.access_rights, AccessRights::Restricted { .. }) {
                    Visibility::DescriptionOnly
                } else {
                    Visibility::Full
                }
            }
        }
    }
}

/// What of a dataset may be in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    /// Nothing at all: a draft.
    Hidden,
    /// That it will be published, and when: title and date, no more.
    Notice,
    /// That it was withdrawn, when and why; no rows, no columns.
    Tombstone,
    /// The description, without rows: a restricted dataset.
    DescriptionOnly,
    /// Everything.
    Full,
}

impl Visibility {
    /// Whether rows may be written.
    #[must_use]
    pub fn has_rows(self) -> bool {
        self == Self::Full
    }

    /// Whether there is a page at its address.
    #[must_use]
    pub fn has_page(self) -> bool {
        self != Self::Hidden
    }

    /// Whether it is in lists, feeds, catalogue files and the API.
    #[must_use]
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Full | Self::DescriptionOnly)
    }
}

/// Whom to ask about the dataset (vcard:Kind).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// A team or a role.
    pub name: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// A page with a form.
    pub url: Option<String>,
}

/// How often a dataset is brought up to date: a name of the EU frequency list in lower case with hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Frequency(pub String);

/// dct:PeriodOfTime; either end may be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodOfTime {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// dct:Location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Spatial {
    /// A GSS code, such as `E09000001`.
    Gss(String),
    /// The address of a place.
    Address(String),
    /// A name.
    Name(String),
    /// West, south, east, north in degrees (WGS 84), as written.
    BoundingBox([String; 4]),
}

/// dct:accessRights.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessRights {
    /// Everybody may have it.
    #[default]
    Public,
    /// Its rows are in no published byte.
    Restricted {
        /// Why.
        reason: Text,
        /// How to ask for it.
        how_to_ask: Text,
    },
}

/// `status`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Checked and never written.
    Draft,
    /// To be seen.
    #[default]
    Published,
    /// Taken back; a page remains.
    Withdrawn(Withdrawal),
}

/// When and why a dataset was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The day.
    pub on: Option<Date>,
    /// Why.
    pub reason: Text,
}

/// A file that is not a table (dcat:Distribution).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// The file in the dataset's folder, published beside the tables.
    pub file: Option<SourcePath>,
    /// Or an address elsewhere.
    pub address: Option<String>,
    /// What it is.
    pub title: Text,
    /// Its media type.
    pub media_type: Option<String>,
}
