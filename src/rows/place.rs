//! Exact places in a data file, worked out only for what is found there.

use super::header::Layout;
use crate::csvw::dialect::CompiledDialect;
use crate::csvw::tokenizer::{Record, Records, split};
use crate::diagnostics::{CellPlace, Excerpt};
use crate::model::Table;
use crate::sources::SourcePath;
use std::cell::OnceCell;
use std::ops::Range;

/// How many characters of a record an excerpt shows.
const EXCERPT: usize = 160;
/// How many of them stand before the cell.
const BEFORE: usize = 50;

/// A chunk and where it is in its file.
pub struct ChunkAt<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) text: &'a [u8],
    pub(super) table: &'a Table,
    pub(super) layout: &'a Layout,
    pub(super) dialect: &'a CompiledDialect,
    /// Records of the file before the chunk.
    pub(super) records_before: u64,
    /// Lines of the file before the chunk.
    pub(super) lines_before: u64,
    pub(super) records: OnceCell<Records>,
}

impl ChunkAt<'_> {
    /// How many bytes of decoded text the chunk has.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &SourcePath {
        self.path
    }

    /// The row of a record of the chunk, as a spreadsheet shows it.
    #[must_use]
    pub fn row(&self, record: u32) -> u64 {
        self.records_before + u64::from(record) + 1
    }

    /// The bytes of a record of the chunk, without its end of line.
    pub(super) fn record_bytes(&self, record: u32) -> &[u8] {
        let range = self.records().records.get(record as usize).map_or(0..0, Record::range);
        self.text.get(range).unwrap_or_default()
    }

    /// How many lines of the file come before a record of the chunk.
    pub(super) fn line(&self, record: u32) -> u64 {
        let line = self.records().records.get(record as usize).map_or(0, |record| record.line);
        self.lines_before + u64::from(line)
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
        let records = self.records();
        let range = records.records.get(record as usize).map_or(0..0, Record::range);
        self.span(record, range, None, None)
    }

    /// The place of a field of a record, counted from 0 in the file.
    pub(super) fn field(&self, record: u32, field: u32, name: Option<String>) -> CellPlace {
        let records = self.records();
        let Some(found) = records.records.get(record as usize) else { return self.record(record) };
        if field >= found.field_count {
            return CellPlace { column_name: name, ..self.record(record) };
        }
        let span = records.field_span(self.text, found.fields().start + field as usize);
        self.span(record, span, Some(field + 1), name)
    }

    /// The place of a stretch of bytes of a record.
    pub(super) fn span(
        &self,
        record: u32,
        span: Range<usize>,
        column: Option<u32>,
        column_name: Option<String>,
    ) -> CellPlace {
        let records = self.records();
        let (range, line) =
            records.records.get(record as usize).map_or((0..self.text.len(), 0), |found| (found.range(), found.line));
        let lines_before = self.lines_before + u64::from(line);
        let row = self.row(record);
        cell_place(self.path.clone(), self.text, range, span, lines_before, row, column, column_name)
    }

    /// The cell's text in the chunk, quotes undone.
    pub(super) fn raw(&self, record: u32, column: usize, buffer: &mut Vec<u8>) {
        buffer.clear();
        if self.layout.is_part_column(column) {
            buffer.extend_from_slice(self.layout.part_value());
            return;
        }
        let records = self.records();
        let (Some(found), Some(field)) = (records.records.get(record as usize), self.layout.field(column)) else {
            return;
        };
        if field < found.field_count {
            let mut unescaped = Vec::new();
            let text = records.field(self.text, found.fields().start + field as usize, &mut unescaped);
            buffer.extend_from_slice(text);
        }
    }

    /// The character that quotes cells.
    pub(super) fn quote(&self) -> Option<&[u8]> {
        self.table.schema.dialect.quote_char.as_deref().map(str::as_bytes)
    }

    /// The chunk split again: only chunks in which something was found are.
    pub(super) fn records(&self) -> &Records {
        self.records.get_or_init(|| {
            let mut records = Records::new();
            split(self.dialect, self.text, &mut records);
            records
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

    let mut text = String::new();
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
fn lossy_start(bytes: &[u8], limit: usize) -> String {
    let mut end = bytes.len().min(limit);
    while end < bytes.len() && end > 0 && bytes[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// The text at the end of some bytes, about `limit` bytes of it.
fn lossy_end(bytes: &[u8], limit: usize) -> String {
    let mut start = bytes.len().saturating_sub(limit);
    while start > 0 && start < bytes.len() && bytes[start] & 0xc0 == 0x80 {
        start += 1;
    }
    String::from_utf8_lossy(&bytes[start..]).into_owned()
}

fn push_end(out: &mut String, text: &str, characters: usize, already_cut: bool) {
    let count = text.chars().count();
    let skip = count.saturating_sub(characters);
    if skip > 0 || already_cut {
        out.push('…');
    }
    out.extend(text.chars().skip(skip));
}

/// Tells whether something was left out.
fn push_start(out: &mut String, text: &str, characters: usize) -> bool {
    let mut left = text.chars();
    out.extend(left.by_ref().take(characters));
    left.next().is_some()
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
