//! What is known of a dataset once its rows were read: small, kept in the cache, and all that pages and catalogue files
//! need. Rows themselves are never held in the model.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A format that rows are written in: knows its extension, media type and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// RFC 4180.
    Csv,
    /// CSVW metadata of one table.
    Csvw,
    /// One array of objects (RFC 8259).
    Json,
    /// An object a line.
    Ndjson,
    /// Apache Parquet: typed columns.
    Parquet,
    /// Office Open XML (ECMA-376): a sheet of the rows and one of the columns.
    Xlsx,
    /// OpenDocument (ISO/IEC 26300): the same sheets.
    Ods,
    /// Features with their places (RFC 7946).
    Geojson,
    /// All tables of a dataset as a database.
    Sqlite,
    /// All tables of a dataset with their metadata and licence.
    Zip,
}

impl Format {
    /// What follows the table's name in the file's name.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Csvw => ".csv-metadata.json",
            Self::Json => ".json",
            Self::Ndjson => ".ndjson",
            Self::Parquet => ".parquet",
            Self::Xlsx => ".xlsx",
            Self::Ods => ".ods",
            Self::Geojson => ".geojson",
            Self::Sqlite => ".sqlite",
            Self::Zip => ".zip",
        }
    }

    /// The media type, as IANA has it; NDJSON is not registered and goes by its usual name.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Csvw => "application/csvm+json",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Geojson => "application/geo+json",
            Self::Sqlite => "application/vnd.sqlite3",
            Self::Zip => "application/zip",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Csvw => "CSVW",
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON",
            Self::Parquet => "Parquet",
            Self::Xlsx => "XLSX",
            Self::Ods => "ODS",
            Self::Geojson => "GeoJSON",
            Self::Sqlite => "SQLite",
            Self::Zip => "ZIP",
        }
    }
}

/// A data file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artefact {
    /// Its address below the site, such as `datasets/wards/wards.csv`.
    pub path: String,
    /// Its format; none for a source file or a distribution that is not a table.
    pub format: Option<Format>,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A format that was asked for and not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Which.
    pub format: String,
    /// Why, in a phrase.
    pub reason: String,
}

/// A whole dataset, by table name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DatasetSummary {
    /// A summary for each table.
    pub tables: BTreeMap<String, TableSummary>,
    /// Files that are no table: published sources, distributions, and those of the whole dataset.
    pub files: Vec<Artefact>,
    /// The formats of the whole dataset that were not written.
    pub withdrawn: Vec<Withdrawn>,
}

/// What was found in a table. Suppressed columns are nowhere in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TableSummary {
    /// How many rows it has.
    pub rows: u64,
    /// A profile for each published column, in order.
    pub columns: Vec<ColumnProfile>,
    /// The first rows as canonical text, none for null; published columns only, cells cut at 200 characters.
    pub first_rows: Vec<Vec<Option<String>>>,
    /// The first rows as they are in JSON, for examples.
    pub example: Option<serde_json::Value>,
    /// The data files that were written.
    pub artefacts: Vec<Artefact>,
    /// The formats that were not.
    pub withdrawn: Vec<Withdrawn>,
    /// How many row pages the static API has; 0 where there are too many rows for them.
    pub row_pages: u64,
    /// The look-ups of the static API.
    pub lookups: Vec<Lookup>,
    /// The rules about keys that some of its rows break and the publisher lets pass, by name, each with the columns of
    /// the key, joined by a comma and a space. Not of the rows alone, so not kept with them.
    #[serde(skip)]
    pub key_exceptions: BTreeSet<(String, String)>,
}

impl TableSummary {
    /// The file of that format, if it was written.
    #[must_use]
    pub fn artefact(&self, format: Format) -> Option<&Artefact> {
        self.artefacts.iter().find(|artefact| artefact.format == Some(format))
    }

    /// The profile of the column of that name, if it is published.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnProfile> {
        self.columns.iter().find(|profile| profile.name == name)
    }
}

/// What is in a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// Cells that are null.
    pub missing: u64,
    /// How many different values there are, null not among them, as canonical texts: `1.0` and `1.00` are two. Exact up to
    /// the limit of the profile; none in a table of so many columns that they are not counted.
    pub distinct: Option<u64>,
    /// The standard error of `distinct` in thousandths of it, where it is an estimate: two times in three the truth is
    /// no further off. None where it is exact.
    pub distinct_error: Option<u32>,
    /// Smallest value, in canonical text; by value for numbers and dates, by bytes for strings.
    pub smallest: Option<String>,
    /// Largest value.
    pub largest: Option<String>,
    /// Length of the shortest value in characters; 0 where there is no value.
    pub shortest: u64,
    /// Length of the longest value in characters.
    pub longest: u64,
    /// The commonest values, most frequent first, then by bytes; none where there are too many different ones to count.
    pub commonest: Vec<CommonValue>,
    /// How numbers, dates and times are spread; none for other values, where there are fewer than ten, and where one
    /// bin would hold them all.
    pub histogram: Option<Histogram>,
    /// The rules that some of its values break and the publisher lets pass, by their names. Not of the rows alone, so not
    /// kept with them.
    #[serde(skip)]
    pub exceptions: BTreeSet<String>,
}

impl ColumnProfile {
    /// Whether `distinct` is exact; otherwise it is an estimate, or not known.
    #[must_use]
    pub fn distinct_is_exact(&self) -> bool {
        self.distinct.is_some() && self.distinct_error.is_none()
    }
}

/// How values are spread over bins of one width. The counts are exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// The width of each bin.
    pub step: Step,
    /// The lower edge of each bin in ascending order, and at the end the upper edge of the last; numbers written out, dates and
    /// times in canonical text without a zone. A value on an edge is in the bin above it.
    pub edges: Vec<String>,
    /// How many values are in each bin; one fewer than edges.
    pub counts: Vec<u64>,
    /// Values that are in no bin: `NaN`, infinities, numbers of more than 18 digits, years of more than six.
    pub outside: u64,
}

/// The width of a bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// In what it is measured.
    pub unit: StepUnit,
    /// How many of the unit, written out: `0.5`, `3`.
    pub length: String,
}

/// In what the width of a bin is measured. Dates and times are counted as they are written, whatever their zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepUnit {
    /// The numbers themselves.
    Number,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks from Monday.
    Week,
    /// Months of the calendar.
    Month,
    /// Years of the calendar.
    Year,
}

impl StepUnit {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Number, Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The unit's name in the API and in the names of messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// A value and how often it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonValue {
    /// In canonical text.
    pub value: String,
    /// How often.
    pub count: u64,
}

/// A declared look-up of the static API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// The column.
    pub column: String,
    /// The values with an address, each with the number of its pages; sorted by bytes.
    pub values: Vec<(String, u64)>,
    /// How many values could have no address.
    pub left_out: u64,
}
