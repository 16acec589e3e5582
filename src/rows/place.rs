//! Exact places in a data file, worked out only for what is found there.

use super::header::Layout;
use crate::csvw::dialect::CompiledDialect;
use crate::csvw::tokenizer::{Record, Records, count_lines, split};
use crate::diagnostics::{CellPlace, Excerpt};
use crate::model::Table;
use crate::sources::SourcePath;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

/// How many characters of a record an excerpt shows.
const EXCERPT: usize = 160;
/// How many of them stand before the cell.
const BEFORE: usize = 50;

/// A chunk and where it is in its file.
pub struct ChunkAt<'a> {
    path: &'a SourcePath,
    text: &'a [u8],
    table: &'a Table,
    layout: &'a Layout,
    dialect: &'a CompiledDialect,
    records_before: u64,
    lines_before: u64,
    /// Where each record begins.
    starts: OnceCell<Cow<'a, [Start]>>,
    /// The record that was looked at last: findings of a row come one after another.
    last: RefCell<Option<Rc<OneRecord>>>,
}

/// Where a record begins in its chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// Its first byte.
    byte: u32,
    /// The lines before it.
    line: u32,
}

impl Start {
    pub(super) fn of(record: &Record) -> Self {
        Self { byte: record.start, line: record.line }
    }
}

/// A record of a chunk by itself.
struct OneRecord {
    number: u32,
    /// Where it is in the chunk, its terminator included.
    within: Range<usize>,
    records: Records,
}

impl OneRecord {
    /// Where it is in the chunk, without its terminator.
    fn range(&self) -> Range<usize> {
        let Range { start, end } = self.records.records.first().map_or(0..0, Record::range);
        self.within.start + start..self.within.start + end
    }

    /// Where a field is in the chunk, its quotes included; none if there is no such field.
    fn field(&self, chunk: &[u8], field: u32) -> Option<Range<usize>> {
        let record = self.records.records.first().filter(|record| field < record.field_count)?;
        let bytes = chunk.get(self.within.clone())?;
        let Range { start, end } = self.records.field_span(bytes, record.fields().start + field as usize);
        Some(self.within.start + start..self.within.start + end)
    }

    fn field_count(&self) -> u32 {
        self.records.records.first().map_or(0, |record| record.field_count)
    }
}

impl<'a> ChunkAt<'a> {
    /// A chunk of a file after so many records and lines. `starts` says where in it each record begins, if that is
    /// known already.
    pub(super) fn new(
        (path, text): (&'a SourcePath, &'a [u8]),
        (table, layout, dialect): (&'a Table, &'a Layout, &'a CompiledDialect),
        (records_before, lines_before): (u64, u64),
        starts: Option<&'a [Start]>,
    ) -> Self {
        let starts = starts.map_or_else(OnceCell::new, |starts| OnceCell::from(Cow::Borrowed(starts)));
        let last = RefCell::default();
        Self { path, text, table, layout, dialect, records_before, lines_before, starts, last }
    }

    /// The text of the chunk.
    pub(super) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The table that it is of.
    pub(super) fn table(&self) -> &'a Table {
        self.table
    }

    /// Where the file has the table's columns.
    pub(super) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// How the file is cut.
    pub(super) fn dialect(&self) -> &'a CompiledDialect {
        self.dialect
    }

    /// How many bytes of decoded text the chunk has.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &'a SourcePath {
        self.path
    }

    /// The row of a record of the chunk, as a spreadsheet shows it.
    #[must_use]
    pub fn row(&self, record: u32) -> u64 {
        self.records_before + u64::from(record) + 1
    }

    /// The lines of the file before a record.
    #[must_use]
    pub fn line(&self, record: u32) -> u64 {
        let lines = match self.starts().get(record as usize) {
            Some(start) => start.line,
            None => count_lines(self.dialect, self.text, 0..self.text.len()),
        };
        self.lines_before + u64::from(lines)
    }

    /// A record's bytes, without its terminator.
    #[must_use]
    pub fn record_bytes(&self, record: u32) -> &'a [u8] {
        self.text.get(self.one(record).range()).unwrap_or_default()
    }

    /// How many cells a record has.
    pub(super) fn field_count(&self, record: u32) -> u32 {
        self.one(record).field_count()
    }

    /// Where in the chunk a record is, without its terminator.
    pub(super) fn range(&self, record: u32) -> Range<usize> {
        self.one(record).range()
    }

    /// The place of a cell by its record in the chunk and its column in the schema.
    #[must_use]
    pub fn cell(&self, record: u32, column: usize) -> CellPlace {
        match self.layout.field(column) {
            Some(field) => self.field(record, field, self.table.schema.columns.get(column).map(|c| c.name.clone())),
            None => self.record(record),
        }
    }

    /// The place of a whole record.
    #[must_use]
    pub fn record(&self, record: u32) -> CellPlace {
        self.span(record, self.range(record), None, None)
    }

    /// The place of a field of a record, counted from 0 in the file.
    pub(super) fn field(&self, record: u32, field: u32, name: Option<String>) -> CellPlace {
        match self.one(record).field(self.text, field) {
            Some(span) => self.span(record, span, Some(field + 1), name),
            None => CellPlace { column_name: name, ..self.record(record) },
        }
    }

    /// The field of a record that begins, its quote included, at an offset of the chunk.
    pub(super) fn field_at(&self, record: u32, offset: usize) -> Option<u32> {
        let one = self.one(record);
        (0..one.field_count()).find(|field| one.field(self.text, *field).is_some_and(|span| span.start == offset))
    }

    /// The record in which an offset is.
    pub(super) fn record_at(&self, offset: usize) -> u32 {
        let index = self.starts().partition_point(|start| (start.byte as usize) <= offset).saturating_sub(1);
        u32::try_from(index).unwrap_or(0)
    }

    /// The place of a stretch of bytes of a record.
    pub(super) fn span(
        &self,
        record: u32,
        span: Range<usize>,
        column: Option<u32>,
        column_name: Option<String>,
    ) -> CellPlace {
        let range = if self.starts().is_empty() { 0..self.text.len() } else { self.range(record) };
        let (lines_before, row) = (self.line(record), self.row(record));
        cell_place(self.path.clone(), self.text, range, span, lines_before, row, column, column_name)
    }

    /// The cell's text in the chunk, quotes undone.
    pub(super) fn raw(&self, record: u32, column: usize, buffer: &mut Vec<u8>) {
        buffer.clear();
        if self.layout.is_part_column(column) {
            buffer.extend_from_slice(self.layout.part_value());
            return;
        }
        let one = self.one(record);
        let Some(field) = self.layout.field(column).filter(|field| *field < one.field_count()) else { return };
        let first = one.records.records.first().map_or(0, |record| record.fields().start);
        let mut unescaped = Vec::new();
        let bytes = self.text.get(one.within.clone()).unwrap_or_default();
        buffer.extend_from_slice(one.records.field(bytes, first + field as usize, &mut unescaped));
    }

    /// The character that quotes cells.
    pub(super) fn quote(&self) -> Option<&[u8]> {
        self.table.schema.dialect.quote_char.as_deref().map(str::as_bytes)
    }

    /// A record split again: only where something was found.
    fn one(&self, number: u32) -> Rc<OneRecord> {
        let mut last = self.last.borrow_mut();
        if let Some(one) = last.as_ref().filter(|one| one.number == number) {
            return Rc::clone(one);
        }
        let starts = self.starts();
        let at = |number: usize| starts.get(number).map_or(self.text.len(), |start| start.byte as usize);
        let within = at(number as usize)..at((number as usize).saturating_add(1));
        // Room for the fields of the last one, which nobody looks at any more, is room for those of this one.
        let mut records = last.take().and_then(Rc::into_inner).map_or_else(Records::new, |one: OneRecord| one.records);
        split(self.dialect, self.text.get(within.clone()).unwrap_or_default(), &mut records);
        let one = Rc::new(OneRecord { number, within, records });
        *last = Some(Rc::clone(&one));
        one
    }

    fn starts(&self) -> &[Start] {
        self.starts.get_or_init(|| {
            let mut records = Records::new();
            split(self.dialect, self.text, &mut records);
            Cow::Owned(records.records.iter().map(Start::of).collect())
        })
    }
}

/// The place of a stretch of bytes of a record, by the text around it and the lines and records before it.
#[allow(clippy::too_many_arguments, reason = "each is a different coordinate of the same place")]
#[must_use]
pub fn cell_place(
    path: SourcePath,
    text: &[u8],
    record: Range<usize>,
    span: Range<usize>,
    lines_before: u64,
    row: u64,
    column: Option<u32>,
    column_name: Option<String>,
) -> CellPlace {
    let cut = cut_out(text, record, span);
    let line = lines_before + cut.lines_before + 1;
    let excerpt = Excerpt { text: cut.text, line, start: cut.start, end: cut.end };
    CellPlace { path, row, column, column_name, line, character: cut.character, excerpt }
}

struct CutOut {
    text: String,
    start: usize,
    end: usize,
    /// From 1, in its line.
    character: u64,
    /// Lines of the record before the line in which the span begins.
    lines_before: u64,
}

/// Cuts the lines of a span out of its record, and shortens them around it.
fn cut_out(chunk: &[u8], record: Range<usize>, span: Range<usize>) -> CutOut {
    let record = record.start.min(chunk.len())..record.end.min(chunk.len());
    let start = span.start.clamp(record.start, record.end);
    let end = span.end.clamp(start, record.end);
    let line_start =
        memchr::memrchr(b'\n', &chunk[record.start..start]).map_or(record.start, |at| record.start + at + 1);
    let line_end = memchr::memchr(b'\n', &chunk[end..record.end]).map_or(record.end, |at| end + at);
    let lines_before = memchr::memchr_iter(b'\n', &chunk[record.start..line_start]).count() as u64;

    // A cell may have megabytes; four bytes a character are enough to look at.
    let before = lossy_end(&chunk[line_start..start], 4 * EXCERPT);
    let inside = lossy_start(&chunk[start..end], 4 * EXCERPT);
    let after = lossy_start(trim_line_end(&chunk[end..line_end]), 4 * EXCERPT);
    let character = String::from_utf8_lossy(&chunk[line_start..start]).chars().count() as u64 + 1;

    let mut text = String::with_capacity((before.len() + inside.len() + after.len()).min(2 * EXCERPT));
    let total = before.chars().count() + inside.chars().count() + after.chars().count();
    let whole = total <= EXCERPT && before.len() == start - line_start;
    let kept_before = if whole { usize::MAX } else { BEFORE };
    push_end(&mut text, &before, kept_before, before.len() < start - line_start);
    let start_in_text = text.len();
    let room = EXCERPT.saturating_sub(text.chars().count());
    let cell_cut = push_start(&mut text, &inside, if whole { usize::MAX } else { room.max(1) });
    let end_in_text = text.len();
    if cell_cut || inside.len() < end - start {
        text.push('…');
    } else {
        let room = EXCERPT.saturating_sub(text.chars().count());
        let cut = push_start(&mut text, &after, if whole { usize::MAX } else { room });
        if cut || (!whole && after.len() < line_end.saturating_sub(end).saturating_sub(1)) {
            text.push('…');
        }
    }
    CutOut { text, start: start_in_text, end: end_in_text, character, lines_before }
}

fn trim_line_end(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The text at the beginning of some bytes, about `limit` bytes of it.
fn lossy_start(bytes: &[u8], limit: usize) -> Cow<'_, str> {
    let mut end = bytes.len().min(limit);
    while end < bytes.len() && end > 0 && bytes[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    String::from_utf8_lossy(&bytes[..end])
}

/// The text at the end of some bytes, about `limit` bytes of it.
fn lossy_end(bytes: &[u8], limit: usize) -> Cow<'_, str> {
    let mut start = bytes.len().saturating_sub(limit);
    while start > 0 && start < bytes.len() && bytes[start] & 0xc0 == 0x80 {
        start += 1;
    }
    String::from_utf8_lossy(&bytes[start..])
}

fn push_end(out: &mut String, text: &str, characters: usize, already_cut: bool) {
    let count = text.chars().count();
    let skip = count.saturating_sub(characters);
    if skip > 0 || already_cut {
        out.push('…');
    }
    let from = text.char_indices().nth(skip).map_or(text.len(), |(at, _)| at);
    out.push_str(&text[from..]);
}

/// Tells whether something was left out.
fn push_start(out: &mut String, text: &str, characters: usize) -> bool {
    let end = if text.len() <= characters { None } else { text.char_indices().nth(characters) };
    out.push_str(&text[..end.map_or(text.len(), |(at, _)| at)]);
    end.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(record: &str, cell: &str) -> (String, u64, u64) {
        let at = record.find(cell).unwrap();
        let cut = cut_out(record.as_bytes(), 0..record.len(), at..at + cell.len());
        (
            format!("{}[{}]{}", &cut.text[..cut.start], &cut.text[cut.start..cut.end], &cut.text[cut.end..]),
            cut.lines_before,
            cut.character,
        )
    }

    #[test]
    fn a_short_record_is_shown_whole() {
        assert_eq!(shown("E05,Älibon,2024-02-31,998", "2024-02-31"), ("E05,Älibon,[2024-02-31],998".to_owned(), 0, 12));
    }

    #[test]
    fn a_record_of_many_lines_is_cut_to_the_lines_of_the_cell() {
        let record = "a,\"first\r\nsecond\",bad,\"third\nfourth\"";
        assert_eq!(shown(record, "bad"), ("second\",[bad],\"third".to_owned(), 1, 9));
    }

    #[test]
    fn a_long_record_is_cut_around_the_cell() {
        let record = format!("{},bad,{}", "x".repeat(500), "é".repeat(500));
        let (text, _, character) = shown(&record, "bad");
        assert_eq!(character, 502);
        assert!(text.starts_with("…x") && text.ends_with("é…"), "{text}");
        assert!(text.chars().count() <= 165, "{text}");
        let (text, _, _) = shown(&record, &"é".repeat(500));
        assert!(text.ends_with("]…") && text.chars().count() <= 165, "{text}");
    }
}
