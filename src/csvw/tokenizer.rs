//! Chunks of a file into records and fields, with exact places (tabular-data-model § 8).
//!
//! A chunk begins at a record's first byte and ends after a record's terminator or with the file; [`Cutter`] finds such
//! chunks. There are two ways through: one for the common dialect, which looks at bytes only, and one for all others.
//! Both read the same records from the same bytes, all at once ([`split`]) or some at a time ([`Splitter`]), so that what
//! is known of a few records stays in the processor's nearest memory until it was used.
//!
//! A quote is special at the beginning of a field only, as most programs have it: in `5" pipe` it is kept as it is and
//! noted as a flaw. Text after a closing quote belongs to the field and is a flaw too.
//!
//! [`Cutter`]: super::cutter::Cutter

mod common;
mod general;
mod structure;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::dialect::{CompiledDialect, Escape};
pub use general::count_lines;
pub(super) use general::{Event, State, step};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// Fields of which one at least is not empty.
    Data,
    /// All fields are empty (a blank line has one).
    Blank,
    /// A comment: it has no fields.
    Comment,
}

/// A record of a chunk; all places are offsets in the chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// First byte.
    pub start: u32,
    /// One past the last byte, the terminator not included.
    pub end: u32,
    /// Index of its first field in [`Records::fields`].
    pub first_field: u32,
    /// Number of its fields.
    pub field_count: u32,
    /// Physical lines of the chunk before it.
    pub line: u32,
    /// What it is.
    pub kind: RecordKind,
}

impl Record {
    /// The indexes of its fields.
    #[must_use]
    pub fn fields(&self) -> Range<usize> {
        let first = self.first_field as usize;
        first..first + self.field_count as usize
    }

    /// Its bytes in the chunk, the terminator not included.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is a line with nothing on it at all.
    #[must_use]
    pub fn is_empty_line(&self) -> bool {
        self.start == self.end
    }
}

/// A field of a record: the bytes between its quotes, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// First byte of the content.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    flags: u8,
}

const QUOTED: u8 = 1;
const ESCAPED: u8 = 2;
/// The closing quote stands right after the content: it was met, and no text came after it.
const CLOSED: u8 = 4;

impl Field {
    /// Whether it was in quotes.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        self.flags & QUOTED != 0
    }

    /// Whether its text differs from its bytes: doubled quotes, escapes, or text after the closing quote.
    #[must_use]
    pub fn needs_unescaping(&self) -> bool {
        self.flags & ESCAPED != 0
    }

    /// Its bytes in the chunk, quotes not included.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What is structurally wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SyntaxFlawKind {
    /// A quote in a field that does not begin with one; it is kept as it is.
    StrayQuote,
    /// Text between a closing quote and the next delimiter; it is added to the field.
    TextAfterQuote,
    /// The chunk ends inside quotes.
    UnclosedQuote,
    /// The chunk is larger than 4 GiB; the rest is not read.
    ChunkTooLong,
}

/// A structural flaw; at most one of a kind for each field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxFlaw {
    /// Which.
    pub kind: SyntaxFlawKind,
    /// Where in the chunk: the stray quote, the first byte of the text, the opening quote.
    pub offset: u32,
    /// Index of the record in [`Records::records`].
    pub record: u32,
    /// Which field of the record, from 0.
    pub field: u32,
}

/// The records of a chunk, in vectors that are used again for the next one.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The records in order.
    pub records: Vec<Record>,
    /// The fields of all records in order.
    pub fields: Vec<Field>,
    /// Structural flaws in order.
    pub flaws: Vec<SyntaxFlaw>,
    /// Physical lines that end in the chunk, as far as it was read: what to add to the line of the next chunk.
    pub lines: u32,
    quote: Vec<u8>,
    backslash: bool,
}

impl Records {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The text of a field by its index in [`Self::fields`]: a part of the chunk, or unescaped into `buffer`.
    #[must_use]
    pub fn field<'a>(&self, chunk: &'a [u8], index: usize, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        let Some(field) = self.fields.get(index) else { return &[] };
        if field.needs_unescaping() {
            buffer.clear();
            self.unescape_field(chunk, field, buffer);
            buffer
        } else {
            chunk.get(field.range()).unwrap_or_default()
        }
    }

    /// Adds the text of a field that was cut out of `chunk` to `out`, quotes and escapes undone.
    pub fn unescape_field(&self, chunk: &[u8], field: &Field, out: &mut Vec<u8>) {
        self.unescape(chunk.get(field.range()).unwrap_or_default(), field.is_quoted(), out);
    }

    /// Where a field stands in the chunk, its quotes included.
    #[must_use]
    pub fn field_span(&self, chunk: &[u8], index: usize) -> Range<usize> {
        let Some(field) = self.fields.get(index) else { return 0..0 };
        let Range { mut start, mut end } = field.range();
        if field.is_quoted() {
            start = start.saturating_sub(self.quote.len());
            if field.flags & CLOSED != 0 {
                end = (end + self.quote.len()).min(chunk.len());
            }
        }
        start..end
    }

    fn unescape(&self, bytes: &[u8], quoted: bool, out: &mut Vec<u8>) {
        let mut inside = quoted;
        let mut rest = bytes;
        while let Some(&byte) = rest.first() {
            if self.backslash && byte == b'\\' {
                out.extend(rest.get(1));
                rest = rest.get(2..).unwrap_or_default();
            } else if inside && !self.quote.is_empty() && rest.starts_with(&self.quote) {
                rest = &rest[self.quote.len()..];
                if !self.backslash && rest.starts_with(&self.quote) {
                    out.extend_from_slice(&self.quote);
                    rest = &rest[self.quote.len()..];
                } else {
                    inside = false;
                }
            } else {
                out.push(byte);
                rest = &rest[1..];
            }
        }
    }

    fn begin(&mut self, dialect: &CompiledDialect) {
        self.records.clear();
        self.fields.clear();
        self.flaws.clear();
        self.lines = 0;
        self.quote.clear();
        self.quote.extend_from_slice(dialect.quote.as_deref().unwrap_or_default());
        self.backslash = dialect.escape == Escape::Backslash;
    }

    fn flaw(&mut self, kind: SyntaxFlawKind, offset: usize, first_field: usize) {
        let field = small(self.fields.len() - first_field);
        let record = small(self.records.len());
        let repeated = |flaw: &SyntaxFlaw| flaw.kind == kind && flaw.record == record && flaw.field == field;
        if !self.flaws.iter().rev().take(2).any(repeated) {
            self.flaws.push(SyntaxFlaw { kind, offset: small(offset), record, field });
        }
    }

    #[inline]
    fn push_field(&mut self, start: usize, end: usize, flags: u8) {
        self.fields.push(Field { start: small(start), end: small(end), flags });
    }

    fn push_record(&mut self, range: Range<usize>, first_field: usize, line: u32) {
        let fields = &self.fields[first_field..];
        let blank = fields.iter().all(|field| field.start == field.end);
        self.records.push(Record {
            start: small(range.start),
            end: small(range.end),
            first_field: small(first_field),
            field_count: small(fields.len()),
            line,
            kind: if blank { RecordKind::Blank } else { RecordKind::Data },
        });
    }
}

/// Chunks are below 4 GiB (see [`split`]), so this never saturates there.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Splits a chunk into records and fields. What `out` held before is dropped, its memory kept. A chunk may have up to
/// 4 GiB.
pub fn split(dialect: &CompiledDialect, chunk: &[u8], out: &mut Records) {
    let mut splitter = Splitter::new(dialect, chunk);
    splitter.read(usize::MAX, out);
}

/// Splits a chunk, some records at a time.
#[derive(Debug, Clone)]
pub struct Splitter<'a> {
    dialect: &'a CompiledDialect,
    chunk: &'a [u8],
    /// The chunk has more than 4 GiB.
    is_cut: bool,
    /// Where the next record begins.
    position: usize,
    /// Lines that end before it.
    lines: u32,
}

impl<'a> Splitter<'a> {
    /// At the beginning of a chunk, which may have up to 4 GiB.
    #[must_use]
    pub fn new(dialect: &'a CompiledDialect, chunk: &'a [u8]) -> Self {
        let limit = u32::MAX as usize - 1;
        let is_cut = chunk.len() > limit;
        let chunk = if is_cut { &chunk[..limit] } else { chunk };
        Self { dialect, chunk, is_cut, position: 0, lines: 0 }
    }

    /// Reads the next records, `at_most` of them, into `out`; what it held before is dropped, its memory kept. Offsets
    /// and lines count from the beginning of the chunk, indexes of records and fields from the beginning of `out`.
    /// Tells whether there was any record.
    pub fn read(&mut self, at_most: usize, out: &mut Records) -> bool {
        out.begin(self.dialect);
        match self.dialect.common {
            Some((delimiter, quote)) => common::read(delimiter, quote, self, at_most, out),
            None => general::read(self, at_most, out),
        }
        out.lines = self.lines;
        if self.is_cut && self.position >= self.chunk.len() {
            self.is_cut = false;
            out.flaw(SyntaxFlawKind::ChunkTooLong, self.chunk.len(), out.fields.len());
        }
        !out.records.is_empty()
    }
}
