//! A table of a dataset: CSVW's description of it, the files it is in, and the words for people.

use super::{Coordinates, Places, Text};
use crate::csvw;
use crate::sources::{SourcePath, Span};
use serde::{Deserialize, Serialize};

/// A table. In `schema`, `url` is `<name>.csv` as published, and a foreign key's reference names its table as
/// `<dataset id>/<table name>`, also within one dataset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// `[a-z0-9][a-z0-9_-]*`: the published file is `<name>.csv`.
    pub name: String,
    /// The files it is in, sorted by the bytes of their paths; more than one for a table of many files.
    pub files: Vec<SourcePath>,
    /// `file` as stated.
    pub file: String,
    /// Its title.
    pub title: Text,
    /// Its description, in Markdown.
    pub description: Text,
    /// Columns, keys and dialect. With a part column, that column is in here too.
    pub schema: csvw::Table,
    /// The words of each column of `schema`, in the same order.
    pub columns: Vec<ColumnWords>,
    /// The column made from the files' names.
    pub part_column: Option<PartColumn>,
    /// Whether the file is published as given as well.
    pub publish_source: bool,
    /// The columns with the place of a row.
    pub coordinates: Option<Coordinates>,
    /// Names of the columns that the static API has look-ups by.
    pub index: Vec<String>,
    /// Where things were stated.
    pub places: Places,
}

impl Table {
    /// The columns that are written, in order, with their words: neither suppressed nor virtual.
    pub fn published_columns(&self) -> impl Iterator<Item = (&csvw::Column, &ColumnWords)> {
        self.schema
            .columns
            .iter()
            .zip(&self.columns)
            .filter(|(column, _)| !column.suppress_output && !column.is_virtual)
    }

    /// Whether anything of it is written. A table whose columns are all kept back is read and checked, and others may
    /// refer to it; it has no page, no file, and no place in any description.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published_columns().next().is_some()
    }
}

/// What people are told of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnWords {
    /// Its title; empty where none was stated.
    pub title: Text,
    /// Its description.
    pub description: Text,
    /// The unit of its values, such as `µg/m³`.
    pub unit: Option<String>,
    /// The values it may have.
    pub code_list: Option<CodeList>,
}

/// The values that a column may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CodeList {
    /// The codes themselves, as CSVW values, each with a label or none.
    Codes(Vec<(String, Text)>),
    /// A column of a table. It is a foreign key too, so `schema` has it among its foreign keys.
    Table {
        /// `<dataset id>/<table name>`.
        table: String,
        /// The column with the codes.
        column: String,
    },
}

/// A column made from a file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartColumn {
    /// The column's name.
    pub name: String,
    /// A regular expression with a group of that name, or with one group, matched against the file's name.
    pub pattern: String,
    /// Where it was stated.
    pub span: Option<Span>,
}
