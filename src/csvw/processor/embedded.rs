//! What a file says of itself: its header rows, and comments before and between its rows (tabular-data-model § 8).

use super::table::COLUMNS;
use super::text::{ChunkText, TextOf};
use crate::csvw::dialect::RowRole;
use crate::csvw::metadata::NaturalLanguage;
use crate::csvw::tokenizer::Record;

/// The columns that a file itself has.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    /// The titles of each column, one of each header row that has something there.
    pub(super) titles: Vec<Vec<String>>,
    /// The row source number of the last header row, or of the first row where there is no header.
    pub(super) header_row: u64,
}

impl Embedded {
    /// Reads the header rows; where there are none, the columns of the first row count. Of columns beyond [`COLUMNS`] it
    /// is only known that they are there. `header` gets each header row with its number.
    pub(super) fn read(text: &TextOf, mut header: impl FnMut(&ChunkText<'_>, &Record, u64)) -> Self {
        let mut embedded = Self::default();
        let skip = text.dialect.skip_columns() as usize;
        let mut buffer = Vec::new();
        text.walk(|chunk, record, source, role| {
            let fields = record.fields().skip(skip).take(COLUMNS + 1);
            match role {
                RowRole::Header => {
                    header(chunk, record, source);
                    embedded.header_row = source;
                    for (at, field) in fields.enumerate() {
                        if at == embedded.titles.len() {
                            embedded.titles.push(Vec::new());
                        }
                        let title = String::from_utf8_lossy(chunk.records.field(chunk.text, field, &mut buffer));
                        if !title.trim().is_empty() {
                            embedded.titles[at].push(title.into_owned());
                        }
                    }
                    true
                }
                RowRole::Data(_) => {
                    if text.dialect.header_row_count() == 0 {
                        embedded.header_row = source;
                        embedded.titles = fields.map(|_| Vec::new()).collect();
                    }
                    false
                }
                _ => true,
            }
        });
        embedded
    }

    /// The titles of a column.
    pub(super) fn of_column(&self, column: usize) -> &[String] {
        self.titles.get(column).map(Vec::as_slice).unwrap_or_default()
    }

    /// The titles of a column as metadata would have them.
    pub(super) fn natural_language(&self, column: usize) -> NaturalLanguage {
        match self.of_column(column) {
            [] => NaturalLanguage::default(),
            titles => NaturalLanguage(vec![("und".to_owned(), titles.to_vec())]),
        }
    }
}

/// What a record says that is no row: a comment without its prefix, or a skipped row as it is.
pub(super) fn comment(text: &[u8], record: &Record, prefix: Option<&str>) -> Option<String> {
    let content = String::from_utf8_lossy(text.get(record.range()).unwrap_or_default());
    let content =
        prefix.filter(|prefix| !prefix.is_empty()).and_then(|prefix| content.strip_prefix(prefix)).unwrap_or(&content);
    // Comments are mostly written with a space after their prefix; it is no part of what they say.
    let content = content.trim();
    (!content.is_empty()).then(|| content.to_owned())
}
