//! The CSVW metadata vocabulary as Rust types, whoever wrote it: a CSVW document, a data package or a `dataset.toml`.
//!
//! Property names are those of the standard in snake case; defaults are those of the standard.

mod datatype;
mod dialect;
mod direction;
mod natural_language;

pub use datatype::Datatype;
pub use dialect::{Dialect, Trim};
pub use direction::{TableDirection, TextDirection};
pub use natural_language::NaturalLanguage;

use serde::{Deserialize, Serialize};

/// A stretch of bytes in the document that declared something, for diagnostics. `document` is whatever number the
/// caller gave the document; CSVW does not interpret it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The caller's number for the document.
    pub document: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A group of tables (tabular-metadata § 5.3).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TableGroup {
    /// The tables, in the order of the document.
    pub tables: Vec<Table>,
    /// Common properties of the group, such as `dc:title`, as expanded names.
    pub annotations: Vec<Annotation>,
    /// `notes`: the objects of the array, as written.
    pub notes: Vec<serde_json::Value>,
    /// `@id` of the group, resolved against the base of its document.
    pub id: Option<String>,
    /// Place of the declaration.
    pub place: Option<Place>,
}

/// A table and its schema (tabular-metadata §§ 5.4, 5.5).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each says of another thing whether it was stated")]
pub struct Table {
    /// `url`: the address of the CSV as the metadata gives it.
    pub url: String,
    /// `@id`, resolved against the base of its document.
    pub id: Option<String>,
    /// Columns in order; virtual ones last.
    pub columns: Vec<Column>,
    /// What a column has that no description is about: properties inherited from the table and its schema.
    pub column_defaults: Column,
    /// Whether the table or its group stated a schema, though it may say nothing.
    pub schema_stated: bool,
    /// Whether the schema stated `columns`, though it may be none.
    pub columns_stated: bool,
    /// Names of the columns that form the primary key.
    pub primary_key: Vec<String>,
    /// Place of the primary key's declaration.
    pub primary_key_place: Option<Place>,
    /// Names of the columns whose values title a row.
    pub row_titles: Vec<String>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// How the bytes are read.
    pub dialect: Dialect,
    /// Whether the table or its group stated a dialect, though it may be the default one.
    pub dialect_stated: bool,
    /// `suppressOutput`: the table takes part in checks and is not converted.
    pub suppress_output: bool,
    /// `tableDirection`, the group's where the table has none.
    pub table_direction: TableDirection,
    /// `transformations`, the group's where the table has none.
    pub transformations: Vec<Transformation>,
    /// Common properties.
    pub annotations: Vec<Annotation>,
    /// `notes`: the objects of the array, as written.
    pub notes: Vec<serde_json::Value>,
    /// The schema's `@id` or the address that it was read from, resolved.
    pub schema_id: Option<String>,
    /// Common properties of the schema: they describe the schema and are not annotations of the table (§ 5.5).
    pub schema_annotations: Vec<Annotation>,
    /// Place of the declaration.
    pub place: Option<Place>,
}

impl Table {
    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The position of the column of that name among all columns.
    #[must_use]
    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A column description with its inherited properties resolved (tabular-metadata §§ 5.6, 5.7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "the standard has these four boolean properties")]
pub struct Column {
    /// `name`: the identifier used for keys, URI templates and conversions. In CSVW metadata a column without one is
    /// named after its title, percent-encoded, and one without either `_col.N`, which no stated name can be.
    pub name: String,
    /// `@id`, resolved against the base of its document.
    pub id: Option<String>,
    /// `titles`: what a header may say.
    pub titles: NaturalLanguage,
    /// `datatype`.
    pub datatype: Datatype,
    /// `required`: no null allowed.
    pub required: bool,
    /// `null`: the strings that mean null; the standard's default is the empty string.
    pub null: Vec<String>,
    /// `default`: what an empty cell means.
    pub default: String,
    /// `separator`: the cell is a list, its items separated by this string.
    pub separator: Option<String>,
    /// `ordered`: the order of a list's items matters.
    pub ordered: bool,
    /// `lang`: the language of the values, `und` if not stated.
    pub lang: String,
    /// `textDirection`: how the values are displayed.
    pub text_direction: TextDirection,
    /// `aboutUrl`, `propertyUrl`, `valueUrl`: URI templates.
    pub about_url: Option<String>,
    /// See `about_url`.
    pub property_url: Option<String>,
    /// See `about_url`.
    pub value_url: Option<String>,
    /// `suppressOutput`: read and checked, never written.
    pub suppress_output: bool,
    /// `virtual`: not in the file.
    pub is_virtual: bool,
    /// Common properties, such as `dc:description`.
    pub annotations: Vec<Annotation>,
    /// Place of the declaration (its name, where there is one).
    pub place: Option<Place>,
    /// Place of the datatype's declaration.
    pub datatype_place: Option<Place>,
}

impl Default for Column {
    fn default() -> Self {
        Self::new("")
    }
}

impl Column {
    /// A column of that name with every default of the standard.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            id: None,
            titles: NaturalLanguage::default(),
            datatype: Datatype::default(),
            required: false,
            null: vec![String::new()],
            default: String::new(),
            separator: None,
            ordered: false,
            lang: "und".to_owned(),
            text_direction: TextDirection::Inherit,
            about_url: None,
            property_url: None,
            value_url: None,
            suppress_output: false,
            is_virtual: false,
            annotations: Vec::new(),
            place: None,
            datatype_place: None,
        }
    }
}

/// A transformation definition (tabular-metadata § 5.10): kept, never carried out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Transformation {
    /// `url`: the address of the script or template, resolved.
    pub url: String,
    /// `targetFormat`: the address of the format that it gives, resolved.
    pub target_format: String,
    /// `scriptFormat`: the address of the format that it is written in, resolved.
    pub script_format: String,
    /// `source`: `json` or `rdf` where the table is converted before it is transformed.
    pub source: Option<String>,
    /// `titles`.
    pub titles: NaturalLanguage,
    /// `@id`, resolved.
    pub id: Option<String>,
    /// Common properties.
    pub annotations: Vec<Annotation>,
    /// Place of the declaration.
    pub place: Option<Place>,
}

/// A foreign key (tabular-metadata § 5.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Names of the referencing columns, in order.
    pub columns: Vec<String>,
    /// What they refer to.
    pub reference: Reference,
    /// Place of the declaration.
    pub place: Option<Place>,
}

/// The referenced table and columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The referenced table: its `url` in CSVW, resolved against the metadata document where it is relative.
    pub table: String,
    /// Names of the referenced columns, in the order of the referencing ones.
    pub columns: Vec<String>,
}

/// A common property: an annotation that CSVW only carries (tabular-metadata § 5.8 "Common Properties").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// The property as written, a prefixed name such as `dc:title` or an absolute address.
    pub property: String,
    /// Its value in JSON-LD.
    pub value: serde_json::Value,
    /// Place of the value.
    pub place: Option<Place>,
}
