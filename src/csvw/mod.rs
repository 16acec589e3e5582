//! CSV on the Web by itself: metadata, dialects, the tokenizer, and compiled columns that turn a cell's bytes into a
//! value or a flaw. It imports nothing of the rest of this crate and could be one of its own.
//!
//! The way of a table: [`read_metadata`] (or another reader) gives a [`Table`]; its [`Dialect`] is compiled and a
//! [`Decoder`] makes the file UTF-8; a [`Cutter`] finds where it can be cut, and [`split`] turns each chunk into
//! [`Records`]; a [`CompiledColumn`] reads each cell to a [`Value`] or a [`Flaw`]; [`key`] compares values.
//!
//! Standards: [tabular data model](https://www.w3.org/TR/tabular-data-model/),
//! [metadata vocabulary](https://www.w3.org/TR/tabular-metadata/).

pub mod address;
pub mod canonical;
pub mod column;
pub mod csv2json;
pub mod csv2rdf;
pub mod cutter;
pub mod datatype;
pub mod decode;
pub mod dialect;
pub mod documents;
pub mod finding;
mod formats;
pub mod json;
pub mod json_ld;
pub mod key;
pub mod link_header;
pub mod media_type;
pub mod metadata;
pub mod processor;
pub mod read_metadata;
pub mod tokenizer;
pub mod uri_template;
pub mod value;
pub mod write_metadata;

pub use column::CompiledColumn;
pub use cutter::{Cutter, RECORD_LIMIT, RecordTooLong, cut};
pub use decode::Decoder;
pub use dialect::{CompiledDialect, RowCounter, RowRole};
pub use documents::{Documents, NoDocuments};
pub use finding::{Finding, FindingKind, Severity};
pub use key::{KeyPart, hash_bytes, hash_key, key_bytes};
pub use metadata::{
    Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Place, Reference, Table, TableDirection,
    TableGroup, TextDirection, Transformation, Trim,
};
pub use read_metadata::{Metadata, Source, read_metadata, read_metadata_value};
pub use tokenizer::{Field, Record, RecordKind, Records, Splitter, SyntaxFlaw, SyntaxFlawKind, split};
pub use uri_template::{ExpansionError, TemplateValue, UriTemplate, UriTemplateError, UriTemplateFlaw};
pub use value::{Flaw, FlawKind, Kind, Text, Value};
pub use write_metadata::{write_group, write_table};
