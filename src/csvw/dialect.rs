//! Dialects made ready for reading (tabular-metadata § 5.9, tabular-data-model § 8).

use encoding_rs::{Encoding, UTF_8};

use super::finding::{Finding, FindingKind};
use super::metadata::{Dialect, Trim};
use super::tokenizer::RecordKind;

/// How quotes are written inside quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Twice: `doubleQuote` is true.
    Doubled,
    /// After a backslash, which also takes the meaning of any other character: `doubleQuote` is false.
    Backslash,
}

/// A dialect whose characters are bytes, and which can be read by.
#[derive(Debug, Clone)]
pub struct CompiledDialect {
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: Vec<u8>,
    pub(super) quote: Option<Vec<u8>>,
    pub(super) escape: Escape,
    /// Longest first.
    pub(super) terminators: Vec<Vec<u8>>,
    pub(super) comment: Option<Vec<u8>>,
    pub(super) trim: Trim,
    /// Single-byte delimiter and quote for the fast path, if the dialect is a common one.
    pub(super) common: Option<(u8, u8)>,
    /// A carriage return alone ends a line of the file.
    pub(super) lone_cr_ends_lines: bool,
    skip_rows: u32,
    skip_columns: u32,
    header_row_count: u32,
    skip_blank_rows: bool,
}

/// The most line terminators that are looked for, and the most bytes that one of them or a comment prefix may have: each
/// is compared at every place of a file, and what no real dialect needs must not multiply the time that reading takes.
const MOST_TERMINATORS: usize = 16;
const LONGEST_MARK: usize = 64;

impl Default for CompiledDialect {
    fn default() -> Self {
        Self::compile(&Dialect::default()).0
    }
}

impl CompiledDialect {
    /// Makes a dialect ready. What cannot be used is replaced by the standard's default, with a finding.
    #[must_use]
    pub fn compile(dialect: &Dialect) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let place = dialect.place;
        let mut warn = |kind, message: String| findings.push(Finding::warning(kind, message, place));

        let encoding = Encoding::for_label(dialect.encoding.as_bytes()).unwrap_or_else(|| {
            warn(FindingKind::UnknownEncoding, format!("`{}` is not an encoding; `utf-8` is used", dialect.encoding));
            UTF_8
        });
        let delimiter = if dialect.delimiter.chars().count() == 1 {
            dialect.delimiter.clone().into_bytes()
        } else {
            warn(
                FindingKind::InvalidDialect,
                format!("the delimiter `{}` is not one character; a comma is used", dialect.delimiter),
            );
            vec![b',']
        };
        let mut quote = match &dialect.quote_char {
            None => None,
            Some(text) if text.chars().count() == 1 => Some(text.clone().into_bytes()),
            Some(text) => {
                warn(
                    FindingKind::InvalidDialect,
                    format!("the quote character `{text}` is not one character; `\"` is used"),
                );
                Some(vec![b'"'])
            }
        };
        let mut terminators: Vec<Vec<u8>> = Vec::new();
        for text in &dialect.line_terminators {
            if text.is_empty() {
                warn(FindingKind::InvalidDialect, "a line terminator is empty; it is passed over".to_owned());
            } else if text.as_bytes() == delimiter {
                warn(
                    FindingKind::InvalidDialect,
                    format!(
                        "`{}` is both the delimiter and a line terminator; it is read as the delimiter",
                        text.escape_default()
                    ),
                );
            } else if text.len() > LONGEST_MARK {
                let message =
                    format!("a line terminator has {} bytes, more than {LONGEST_MARK}; it is passed over", text.len());
                warn(FindingKind::InvalidDialect, message);
            } else if !terminators.iter().any(|known| known == text.as_bytes()) {
                if terminators.len() == MOST_TERMINATORS {
                    let message =
                        format!("there are more than {MOST_TERMINATORS} line terminators; the first ones are used");
                    warn(FindingKind::InvalidDialect, message);
                    break;
                }
                terminators.push(text.clone().into_bytes());
            }
        }
        if terminators.is_empty() {
            terminators = vec![b"\r\n".to_vec(), b"\n".to_vec()];
        }
        terminators.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        if let Some(bytes) = &quote
            && (*bytes == delimiter || terminators.contains(bytes))
        {
            warn(
                FindingKind::InvalidDialect,
                format!(
                    "the quote character `{}` is also the delimiter or a line terminator; nothing is read as quoted",
                    String::from_utf8_lossy(bytes).escape_default()
                ),
            );
            quote = None;
        }
        let escape = if dialect.double_quote { Escape::Doubled } else { Escape::Backslash };
        let comment = match &dialect.comment_prefix {
            Some(prefix) if prefix.len() > LONGEST_MARK => {
                let message = format!(
                    "the comment prefix has {} bytes, more than {LONGEST_MARK}; nothing is read as a comment",
                    prefix.len()
                );
                warn(FindingKind::InvalidDialect, message);
                None
            }
            Some(prefix) if !prefix.is_empty() => Some(prefix.clone().into_bytes()),
            _ => None,
        };

        let common = match (delimiter.as_slice(), quote.as_deref()) {
            ([delimiter], Some([quote]))
                if escape == Escape::Doubled
                    && comment.is_none()
                    && dialect.trim == Trim::False
                    && !matches!(delimiter, b'\r' | b'\n')
                    && !matches!(quote, b'\r' | b'\n')
                    && terminators == [b"\r\n".to_vec(), b"\n".to_vec()] =>
            {
                Some((*delimiter, *quote))
            }
            _ => None,
        };
        let compiled = Self {
            encoding,
            delimiter,
            quote,
            escape,
            lone_cr_ends_lines: terminators.iter().any(|terminator| terminator == b"\r"),
            terminators,
            comment,
            trim: dialect.trim,
            common,
            skip_rows: dialect.skip_rows,
            skip_columns: dialect.skip_columns,
            header_row_count: dialect.header_row_count,
            skip_blank_rows: dialect.skip_blank_rows,
        };
        (compiled, findings)
    }

    /// The encoding of the file.
    #[must_use]
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// `skipRows`: records before the header that are not data.
    #[must_use]
    pub fn skip_rows(&self) -> u32 {
        self.skip_rows
    }

    /// `skipColumns`: fields at the beginning of each record that are not cells.
    #[must_use]
    pub fn skip_columns(&self) -> u32 {
        self.skip_columns
    }

    /// `headerRowCount`.
    #[must_use]
    pub fn header_row_count(&self) -> u32 {
        self.header_row_count
    }

    /// `skipBlankRows`: records whose fields are all empty are not rows.
    #[must_use]
    pub fn skip_blank_rows(&self) -> bool {
        self.skip_blank_rows
    }

    /// Whether the fast path reads this dialect.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.common.is_some()
    }

    /// The same dialect, read by the general path: for tests that compare the two.
    #[must_use]
    pub fn without_fast_path(mut self) -> Self {
        self.common = None;
        self
    }
}

/// What a record of a file is to its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowRole {
    /// Before the header, by `skipRows`.
    Skipped,
    /// One of the header rows.
    Header,
    /// A comment.
    Comment,
    /// Blank, and the dialect says that blank records are not rows.
    SkippedBlank,
    /// A row of the table: the number counts rows of data from 1 (`row number` of the tabular data model).
    Data(u64),
}

/// Counts records as a spreadsheet shows them: every record from 1, header, skipped, comment and blank ones included
/// (`row source number`, tabular-data-model § 4.4, counted in records).
#[derive(Debug, Clone)]
pub struct RowCounter {
    records: u64,
    rows: u64,
    skip: u32,
    header: u32,
    skip_blank_rows: bool,
}

impl RowCounter {
    /// A counter at the beginning of a file.
    #[must_use]
    pub fn new(dialect: &CompiledDialect) -> Self {
        Self {
            records: 0,
            rows: 0,
            skip: dialect.skip_rows,
            header: dialect.header_row_count,
            skip_blank_rows: dialect.skip_blank_rows,
        }
    }

    /// The number of the next record and what it is.
    pub fn next(&mut self, kind: RecordKind) -> (u64, RowRole) {
        self.records = self.records.saturating_add(1);
        let role = if self.skip > 0 {
            self.skip -= 1;
            RowRole::Skipped
        } else if kind == RecordKind::Comment {
            RowRole::Comment
        } else if self.header > 0 {
            self.header -= 1;
            RowRole::Header
        } else if kind == RecordKind::Blank && self.skip_blank_rows {
            RowRole::SkippedBlank
        } else {
            self.rows = self.rows.saturating_add(1);
            RowRole::Data(self.rows)
        };
        (self.records, role)
    }

    /// How many records were counted.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records
    }

    /// How many rows of data were counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether skipped and header records are over, so that chunks can be counted apart.
    #[must_use]
    pub fn in_data(&self) -> bool {
        self.skip == 0 && self.header == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut Dialect)) -> (CompiledDialect, Vec<Finding>) {
        let mut dialect = Dialect::default();
        change(&mut dialect);
        CompiledDialect::compile(&dialect)
    }

    #[test]
    fn the_default_is_common() {
        let (compiled, findings) = with(|_| ());
        assert!(compiled.is_common() && findings.is_empty());
        assert!(with(|d| d.delimiter = "\t".to_owned()).0.is_common());
        assert!(!with(|d| d.delimiter = "¦".to_owned()).0.is_common());
        assert!(!with(|d| d.double_quote = false).0.is_common());
        assert!(!with(|d| d.line_terminators = vec!["\n".to_owned()]).0.is_common());
    }

    #[test]
    fn what_cannot_be_used_is_found() {
        for (change, kind) in [
            (
                Box::new(|d: &mut Dialect| d.encoding = "latin-9000".to_owned()) as Box<dyn Fn(&mut Dialect)>,
                FindingKind::UnknownEncoding,
            ),
            (Box::new(|d| d.delimiter = "||".to_owned()), FindingKind::InvalidDialect),
            (Box::new(|d| d.quote_char = Some(String::new())), FindingKind::InvalidDialect),
            (Box::new(|d| d.quote_char = Some(",".to_owned())), FindingKind::InvalidDialect),
            (Box::new(|d| d.delimiter = "\n".to_owned()), FindingKind::InvalidDialect),
            (Box::new(|d| d.comment_prefix = Some("#".repeat(65))), FindingKind::InvalidDialect),
            (Box::new(|d| d.line_terminators = vec!["|".repeat(65)]), FindingKind::InvalidDialect),
            (
                Box::new(|d| d.line_terminators = (0..100_000).map(|n| format!("|{n}")).collect()),
                FindingKind::InvalidDialect,
            ),
        ] {
            let (_, findings) = with(change);
            assert_eq!(findings.iter().map(|f| f.kind).collect::<Vec<_>>(), [kind]);
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let (dialect, _) = with(|d| {
            d.skip_rows = 1;
            d.skip_blank_rows = true;
        });
        let mut counter = RowCounter::new(&dialect);
        let kinds = [RecordKind::Data, RecordKind::Comment, RecordKind::Data, RecordKind::Blank, RecordKind::Data];
        let seen: Vec<_> = kinds.into_iter().map(|kind| counter.next(kind)).collect();
        assert_eq!(
            seen,
            [
                (1, RowRole::Skipped),
                (2, RowRole::Comment),
                (3, RowRole::Header),
                (4, RowRole::SkippedBlank),
                (5, RowRole::Data(1))
            ]
        );
    }
}
