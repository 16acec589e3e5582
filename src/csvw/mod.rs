//! CSV on the Web by itself: metadata, dialects, the tokenizer, and compiled columns that turn a cell's bytes into a
//! value or a flaw. It imports nothing of the rest of this crate and could be one of its own.
//!
//! Standards: [tabular data model](https://www.w3.org/TR/tabular-data-model/),
//! [metadata vocabulary](https://www.w3.org/TR/tabular-metadata/).

pub mod column;
pub mod cutter;
pub mod datatype;
pub mod decode;
pub mod dialect;
pub mod documents;
pub mod finding;
mod formats;
pub mod json;
pub mod key;
pub mod metadata;
pub mod tokenizer;
pub mod value;

pub use metadata::{
    Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Place, Reference, Table, TableGroup,
};
