//! The words for what an OpenAPI document describes, in the page's language. The document has them in one language;
//! what is ours is said in the theme's words, what is a publisher's in theirs.

use super::super::super::leaf::Leaf;
use super::super::super::view::Phrase;
use crate::model::{Entry, Table};

/// What the words are about.
pub(super) struct Words<'a> {
    /// The dataset; none for the portal.
    entry: Option<&'a Entry>,
}

/// An address of the static API by its shape.
enum Shape<'p> {
    Catalogue,
    Datasets,
    MoreDatasets,
    Dataset,
    OpenApi,
    Table(&'p str),
    Rows(&'p str),
    LookUp(&'p str, &'p str),
}

impl<'p> Shape<'p> {
    fn of(path: &'p str) -> Option<Self> {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        Some(match parts.as_slice() {
            ["catalogue.json"] => Self::Catalogue,
            ["datasets.json"] => Self::Datasets,
            ["lists", "datasets", _] => Self::MoreDatasets,
            ["datasets", _] => Self::Dataset,
            ["datasets", _, "openapi.json"] => Self::OpenApi,
            ["datasets", _, "tables", table] => Self::Table(table.trim_end_matches(".json")),
            ["datasets", _, "tables", table, "rows", _] => Self::Rows(table),
            ["datasets", _, "tables", table, "by", column, _, _] => Self::LookUp(table, column),
            _ => return None,
        })
    }
}

impl<'a> Words<'a> {
    /// For the page of the portal.
    pub(super) fn of_portal() -> Self {
        Self { entry: None }
    }

    /// For the page of a dataset.
    pub(super) fn of_dataset(entry: &'a Entry) -> Self {
        Self { entry: Some(entry) }
    }

    /// What an operation is, and more of that; none for an address that is not one of ours.
    pub(super) fn operation(&self, leaf: &Leaf<'_>, path: &str) -> Option<(String, String)> {
        let shape = Shape::of(path)?;
        let key = match shape {
            Shape::Catalogue => "catalogue",
            Shape::Datasets => "datasets",
            Shape::MoreDatasets => "more-datasets",
            Shape::Dataset => "dataset",
            Shape::OpenApi => "openapi",
            Shape::Table(_) => "table",
            Shape::Rows(_) => "rows",
            Shape::LookUp(..) => "look-up",
        };
        let (table, column) = match shape {
            Shape::Table(table) | Shape::Rows(table) => (Some(table), None),
            Shape::LookUp(table, column) => (Some(table), Some(column)),
            _ => (None, None),
        };
        let description = leaf.t(&format!("api-{key}-description"));
        let Some(table) = table.and_then(|name| self.table(name)) else {
            return Some((leaf.t(&format!("api-{key}-summary")), description));
        };
        let title = leaf.words(&table.title, &table.name).text;
        let column = column.map(|name| column_title(leaf, table, name).map_or_else(|| name.to_owned(), |has| has.text));
        let column = column.unwrap_or_default();
        let summary = leaf.fill(&format!("api-{key}-of"), &[("table", (&title).into()), ("column", (&column).into())]);
        Some((summary, description))
    }

    /// What a parameter is; none for one that is not ours.
    pub(super) fn parameter(leaf: &Leaf<'_>, name: &str) -> Option<String> {
        ["id", "table", "column", "value", "page"].contains(&name).then(|| leaf.t(&format!("api-parameter-{name}")))
    }

    /// The table whose rows are read at a path.
    pub(super) fn table_of_rows(&self, path: &str) -> Option<&'a Table> {
        match Shape::of(path)? {
            Shape::Rows(table) | Shape::LookUp(table, _) => self.table(table),
            _ => None,
        }
    }

    fn table(&self, name: &str) -> Option<&'a Table> {
        self.entry?.dataset.table(name)
    }
}

/// What a row of a table is.
pub(super) fn row_of(leaf: &Leaf<'_>, table: &Table) -> String {
    leaf.fill("api-row-of", &[("table", (&leaf.words(&table.title, &table.name).text).into())])
}

/// The title of a column.
pub(super) fn column_title(leaf: &Leaf<'_>, table: &Table, name: &str) -> Option<Phrase> {
    let (_, words) = table.published_columns().find(|(column, _)| column.name == name)?;
    leaf.optional(&words.title)
}

/// The description of a column.
pub(super) fn column_description(leaf: &Leaf<'_>, table: &Table, name: &str) -> Option<Phrase> {
    let (_, words) = table.published_columns().find(|(column, _)| column.name == name)?;
    leaf.optional(&words.description)
}
