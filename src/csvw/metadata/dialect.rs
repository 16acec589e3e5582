//! Dialect descriptions.

use super::Place;
use serde::{Deserialize, Serialize};

/// How a file's bytes become records (tabular-metadata § 5.9). Delimiter and quote may be any strings by the standard;
/// they are kept as they are, and a [`CompiledDialect`](crate::csvw::CompiledDialect) says which of them it cannot read by.
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
