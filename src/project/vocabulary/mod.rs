//! The keys of `plainsight.toml` and `dataset.toml`, as data. From this one definition come the check of a file
//! ([`validate`]) and its JSON Schema ([`json_schema`]); the readers only pick out what passed.

pub mod dataset;
mod grammar;
mod json_schema;
mod nearest;
pub mod site;
mod validate;

pub use grammar::{
    COLUMN_NAME, Grammar, ID, LANGUAGE, RESERVED_TABLE_NAMES, TABLE_NAME, is_address, is_email, table_name_from,
};
pub use json_schema::json_schema;
pub use nearest::nearest;
pub use validate::{check_languages, validate, validate_keys};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// `plainsight.toml`.
    Site,
    /// `dataset.toml`.
    Dataset,
}

impl Document {
    /// The keys of the file's root.
    #[must_use]
    pub fn keys(self) -> &'static [Key] {
        match self {
            Self::Site => site::KEYS,
            Self::Dataset => dataset::KEYS,
        }
    }

    /// The file's name.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Site => "plainsight.toml",
            Self::Dataset => "dataset.toml",
        }
    }
}

/// A key and what it takes.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Other spellings that mean the same, such as CSVW's own `maxLength`.
    pub also: &'static [&'static str],
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// One line for people and editors.
    pub doc: &'static str,
}

impl Key {
    pub(crate) const fn new(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, also: &[], shape, required: false, doc }
    }

    pub(crate) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, also: &[], shape, required: true, doc }
    }

    const fn or(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }
}

/// What a key takes.
#[derive(Debug)]
pub enum Shape {
    /// Words for people: a string, or one a language.
    Text,
    /// A string.
    String,
    /// A string of a grammar, such as an id.
    Name(&'static Grammar),
    /// An address that begins with `http://` or `https://`.
    Address,
    /// An e-mail address.
    Email,
    /// A day.
    Date,
    /// `true` or `false`.
    Boolean,
    /// A whole number that is not negative.
    Count,
    /// A number, or a string that holds one (or a date): written as it is to be read.
    Bound,
    /// One of these strings.
    Choice(&'static Choice),
    /// A list.
    List(&'static Shape),
    /// One, or a list of them.
    OneOrMany(&'static Shape),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A table whose keys are of a grammar, such as ids.
    Map(&'static Grammar, &'static Shape),
    /// Any of these; the first that takes this kind of value judges it.
    Either(&'static [Shape]),
    /// Kept for a later version.
    Reserved,
}

/// A closed list of strings.
#[derive(Debug)]
pub struct Choice {
    /// What one of them is called.
    pub noun: &'static str,
    /// The strings.
    pub values: fn() -> &'static [&'static str],
    /// The rule that another string breaks.
    pub rule: &'static str,
}
