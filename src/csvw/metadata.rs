//! The CSVW metadata vocabulary as Rust types, whoever wrote it: a CSVW document, a data package or a `dataset.toml`.
//!
//! Property names are those of the standard in snake case; defaults are those of the standard.

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

/// Strings by language tag, in the order they were written; `und` where no language is known.
/// (Natural language properties, tabular-metadata § 5.1.6.)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NaturalLanguage(pub Vec<(String, Vec<String>)>);

impl NaturalLanguage {
    /// One string in no stated language.
    #[must_use]
    pub fn undetermined(text: impl Into<String>) -> Self {
        Self(vec![("und".to_owned(), vec![text.into()])])
    }

    /// Every string with its language tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(language, texts)| texts.iter().map(move |text| (language.as_str(), text.as_str())))
    }

    /// The first string, whatever its language.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.iter().next().map(|(_, text)| text)
    }

    /// Whether there is no string at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
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

/// `tableDirection`: on which side the first column is displayed (tabular-metadata § 5.3.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TableDirection {
    /// As the first character that has a direction tells.
    #[default]
    Auto,
    /// On the left.
    LeftToRight,
    /// On the right.
    RightToLeft,
}

impl TableDirection {
    /// The direction of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Auto, Self::LeftToRight, Self::RightToLeft].into_iter().find(|direction| direction.name() == name)
    }

    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// `textDirection`: how the text of a cell is displayed (tabular-metadata § 5.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextDirection {
    /// As the table's direction says.
    #[default]
    Inherit,
    /// As the first character that has a direction tells.
    Auto,
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl TextDirection {
    /// The direction of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Inherit, Self::Auto, Self::LeftToRight, Self::RightToLeft];
        all.into_iter().find(|direction| direction.name() == name)
    }

    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Inherit => "inherit",
            Self::Auto => "auto",
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
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

/// A datatype description (tabular-metadata § 5.11.2): a built-in base and what narrows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Datatype {
    /// Name of a built-in datatype as CSVW spells it: `string`, `dateTime`, `nonNegativeInteger`, …
    pub base: String,
    /// `@id` of a derived datatype, resolved against the base of its document.
    pub id: Option<String>,
    /// `format`: a date or number pattern, `Y|N` for booleans, a regular expression for the rest.
    pub format: Option<String>,
    /// `format.decimalChar`.
    pub decimal_char: Option<String>,
    /// `format.groupChar`.
    pub group_char: Option<String>,
    /// `length`, `minLength`, `maxLength`: in characters, or octets for binary types.
    pub length: Option<u64>,
    /// See `length`.
    pub min_length: Option<u64>,
    /// See `length`.
    pub max_length: Option<u64>,
    /// `minimum` (the same as `minInclusive`), as written.
    pub minimum: Option<String>,
    /// `maximum` (the same as `maxInclusive`), as written.
    pub maximum: Option<String>,
    /// `minExclusive`, as written.
    pub min_exclusive: Option<String>,
    /// `maxExclusive`, as written.
    pub max_exclusive: Option<String>,
}

impl Default for Datatype {
    fn default() -> Self {
        Self::of("string")
    }
}

impl Datatype {
    /// A built-in datatype as it is.
    #[must_use]
    pub fn of(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            id: None,
            format: None,
            decimal_char: None,
            group_char: None,
            length: None,
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            min_exclusive: None,
            max_exclusive: None,
        }
    }
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

/// How a file's bytes become records (tabular-metadata § 5.9). Delimiter and quote may be any strings by the standard;
/// they are kept as they are, and a [`CompiledDialect`](super::CompiledDialect) says which of them it cannot read by.
///
/// The defaults are those of the default dialect description at the end of that section, but for `commentPrefix`, which
/// is null by the erratum of 2016-02-03. (That `trim` is false there and true in its own paragraph was never mended.)
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dialect {
    /// `encoding`: a name of the WHATWG Encoding Standard, `utf-8` by default.
    pub encoding: String,
    /// `delimiter`.
    pub delimiter: String,
    /// `quoteChar`; none means quotes are not special.
    pub quote_char: Option<String>,
    /// `doubleQuote`: a quote inside quotes is doubled; otherwise it is escaped with a backslash.
    pub double_quote: bool,
    /// `lineTerminators`: what ends a record; none stated means CRLF, LF.
    pub line_terminators: Vec<String>,
    /// `commentPrefix`; none means there are no comments.
    pub comment_prefix: Option<String>,
    /// `skipRows`: rows before the header that are not data.
    pub skip_rows: u32,
    /// `skipColumns`.
    pub skip_columns: u32,
    /// `headerRowCount`; 0 is the same as `header: false`.
    pub header_row_count: u32,
    /// `skipBlankRows`.
    pub skip_blank_rows: bool,
    /// `skipInitialSpace` or `trim`.
    pub trim: Trim,
    /// Whether the document stated the encoding.
    pub encoding_stated: bool,
    /// Place of the declaration.
    pub place: Option<Place>,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            encoding: "utf-8".to_owned(),
            delimiter: ",".to_owned(),
            quote_char: Some("\"".to_owned()),
            double_quote: true,
            line_terminators: vec!["\r\n".to_owned(), "\n".to_owned()],
            comment_prefix: None,
            skip_rows: 0,
            skip_columns: 0,
            header_row_count: 1,
            skip_blank_rows: false,
            trim: Trim::False,
            encoding_stated: false,
            place: None,
        }
    }
}

/// `trim` of a dialect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Trim {
    /// Nothing is trimmed.
    #[default]
    False,
    /// Both sides.
    True,
    /// Only before the value.
    Start,
    /// Only after it.
    End,
}
