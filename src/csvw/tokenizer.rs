//! Chunks of a file into records and fields, with exact places (tabular-data-model § 8).
//!
//! A chunk begins at a record's first byte and ends after a record's terminator or with the file; [`Cutter`] finds such
//! chunks. There are two ways through: one for the common dialect, which looks at bytes only, and one for all others.
//! Both read the same records from the same bytes.
//!
//! A quote is special at the beginning of a field only, as most programs have it: in `5" pipe` it is kept as it is and
//! noted as a flaw. Text after a closing quote belongs to the field and is a flaw too.
//!
//! [`Cutter`]: super::cutter::Cutter

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3};

use super::dialect::{CompiledDialect, Escape};
use super::metadata::Trim;

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
    /// Physical lines that end in the chunk: what to add to the line of the next chunk.
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
        let bytes = chunk.get(field.range()).unwrap_or_default();
        if field.needs_unescaping() {
            buffer.clear();
            self.unescape(bytes, field.is_quoted(), buffer);
            buffer
        } else {
            bytes
        }
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
    out.begin(dialect);
    let limit = u32::MAX as usize - 1;
    let whole = chunk.len() <= limit;
    let chunk = if whole { chunk } else { &chunk[..limit] };
    match dialect.common {
        Some((delimiter, quote)) => split_common(delimiter, quote, chunk, out),
        None => split_general(dialect, chunk, out),
    }
    if !whole {
        out.flaw(SyntaxFlawKind::ChunkTooLong, limit, out.fields.len());
    }
}

/// What ends a field.
enum Stop {
    Delimiter,
    /// A line feed, with or without a carriage return before it; the record's next byte.
    Line(usize),
    End,
}

fn split_common(delimiter: u8, quote: u8, chunk: &[u8], out: &mut Records) {
    let mut position = 0;
    let mut lines = 0_u32;
    while position < chunk.len() {
        let start = position;
        let first_field = out.fields.len();
        let line = lines;
        let end = loop {
            let (stop, end) = if chunk.get(position) == Some(&quote) {
                quoted_field(delimiter, quote, chunk, position, first_field, &mut lines, out)
            } else {
                let (end, stop, stray) = unquoted(delimiter, quote, chunk, position);
                if let Some(at) = stray {
                    out.flaw(SyntaxFlawKind::StrayQuote, at, first_field);
                }
                out.push_field(position, end, 0);
                (stop, end)
            };
            match stop {
                // The delimiter is one byte, and stands after the field's closing quote where there is one.
                Stop::Delimiter => position = end + 1,
                Stop::Line(next) => {
                    lines = lines.saturating_add(1);
                    position = next;
                    break end;
                }
                Stop::End => {
                    position = chunk.len();
                    break end;
                }
            }
        };
        out.push_record(start..end, first_field, line);
    }
    out.lines = lines;
}

/// Reads the field that begins with the quote at `open`; tells what ended it and where its last byte is, quotes
/// included.
fn quoted_field(
    delimiter: u8,
    quote: u8,
    chunk: &[u8],
    open: usize,
    first_field: usize,
    lines: &mut u32,
    out: &mut Records,
) -> (Stop, usize) {
    let content = open + 1;
    let mut flags = QUOTED;
    let mut from = content;
    let close = loop {
        match memchr(quote, &chunk[from..]) {
            None => break None,
            Some(found) if chunk.get(from + found + 1) == Some(&quote) => {
                flags |= ESCAPED;
                from += found + 2;
            }
            Some(found) => break Some(from + found),
        }
    };
    let count = |range: Range<usize>| small(memchr_iter(b'\n', &chunk[range]).count());
    let Some(close) = close else {
        *lines = lines.saturating_add(count(content..chunk.len()));
        out.flaw(SyntaxFlawKind::UnclosedQuote, open, first_field);
        out.push_field(content, chunk.len(), flags);
        return (Stop::End, chunk.len());
    };
    *lines = lines.saturating_add(count(content..close));
    let after = close + 1;
    let stop = match chunk.get(after) {
        None => Stop::End,
        Some(byte) if *byte == delimiter => Stop::Delimiter,
        Some(b'\n') => Stop::Line(after + 1),
        Some(b'\r') if chunk.get(after + 1) == Some(&b'\n') => Stop::Line(after + 2),
        Some(_) => {
            out.flaw(SyntaxFlawKind::TextAfterQuote, after, first_field);
            let (end, stop, _) = unquoted(delimiter, quote, chunk, after);
            out.push_field(content, end, flags | ESCAPED);
            return (stop, end);
        }
    };
    out.push_field(content, close, flags | CLOSED);
    (stop, after)
}

/// The end of unquoted text that begins at `from`, what ended it, and the first quote in it.
fn unquoted(delimiter: u8, quote: u8, chunk: &[u8], from: usize) -> (usize, Stop, Option<usize>) {
    let mut stray = None;
    let mut at = from;
    loop {
        // Most fields are short: a few bytes one by one, then by the vector.
        let near = chunk.len().min(at + 16);
        while at < near && !matches!(chunk[at], b'\n') && chunk[at] != delimiter && chunk[at] != quote {
            at += 1;
        }
        if at == near {
            match memchr3(delimiter, b'\n', quote, &chunk[at..]) {
                None => return (chunk.len(), Stop::End, stray),
                Some(found) => at += found,
            }
        }
        let byte = chunk[at];
        if byte == b'\n' {
            let end = if at > from && chunk[at - 1] == b'\r' { at - 1 } else { at };
            return (end, Stop::Line(at + 1), stray);
        }
        if byte == delimiter {
            return (at, Stop::Delimiter, stray);
        }
        stray.get_or_insert(at);
        at += 1;
    }
}

/// Where the general path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    RecordStart,
    FieldStart,
    Unquoted,
    Inside,
    AfterQuote,
    Comment,
}

/// What the general path met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// Only the state changed.
    Nothing,
    Text,
    /// White space that the dialect trims, at the beginning of a field or after a closing quote.
    Space,
    Escaped,
    OpenQuote,
    CloseQuote,
    /// A quote where it is not special.
    Quote,
    Delimiter,
    Terminator,
}

/// One step of the general path: what stands at `at`, and how many bytes it takes. `at` is inside of `bytes`.
pub(super) fn step(dialect: &CompiledDialect, state: &mut State, bytes: &[u8], at: usize) -> (Event, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_quote = |rest: &[u8]| dialect.quote.as_ref().is_some_and(|quote| rest.starts_with(quote));
    let quote_length = dialect.quote.as_ref().map_or(0, Vec::len);
    let terminator = || dialect.terminators.iter().find(|terminator| rest.starts_with(terminator)).map(Vec::len);
    let is_space = matches!(rest.first(), Some(b' ' | b'\t'));
    let is_backslash = dialect.escape == Escape::Backslash && rest.first() == Some(&b'\\');
    match *state {
        State::RecordStart => {
            let comment = dialect.comment.as_ref().is_some_and(|prefix| rest.starts_with(prefix));
            *state = if comment { State::Comment } else { State::FieldStart };
            (Event::Nothing, 0)
        }
        State::FieldStart => {
            if is_space
                && matches!(dialect.trim, Trim::True | Trim::Start)
                && !rest.starts_with(&dialect.delimiter)
                && terminator().is_none()
            {
                (Event::Space, 1)
            } else if is_quote(rest) {
                *state = State::Inside;
                (Event::OpenQuote, quote_length)
            } else {
                *state = State::Unquoted;
                (Event::Nothing, 0)
            }
        }
        State::Unquoted | State::AfterQuote => {
            if let Some(length) = terminator() {
                *state = State::RecordStart;
                (Event::Terminator, length)
            } else if rest.starts_with(&dialect.delimiter) {
                *state = State::FieldStart;
                (Event::Delimiter, dialect.delimiter.len())
            } else if is_backslash {
                (Event::Escaped, rest.len().min(2))
            } else if is_quote(rest) {
                (Event::Quote, quote_length)
            } else if is_space && *state == State::AfterQuote && matches!(dialect.trim, Trim::True | Trim::End) {
                (Event::Space, 1)
            } else {
                (Event::Text, 1)
            }
        }
        State::Inside => {
            if is_backslash {
                (Event::Escaped, rest.len().min(2))
            } else if is_quote(rest) {
                if dialect.escape == Escape::Doubled && is_quote(&rest[quote_length..]) {
                    (Event::Escaped, 2 * quote_length)
                } else {
                    *state = State::AfterQuote;
                    (Event::CloseQuote, quote_length)
                }
            } else {
                (Event::Text, 1)
            }
        }
        State::Comment => {
            if let Some(length) = terminator() {
                *state = State::RecordStart;
                (Event::Terminator, length)
            } else {
                (Event::Text, 1)
            }
        }
    }
}

/// A field while it is read.
#[derive(Clone, Copy, Default)]
struct Open {
    /// First byte of the content.
    start: usize,
    /// The opening quote.
    quote: usize,
    /// The closing quote.
    close: Option<usize>,
    /// One past the last byte that trimming keeps.
    kept: usize,
    /// Text after the closing quote.
    text_after: bool,
    flags: u8,
}

fn split_general(dialect: &CompiledDialect, chunk: &[u8], out: &mut Records) {
    let trims_end = matches!(dialect.trim, Trim::True | Trim::End);
    let mut position = 0;
    let mut lines = 0_u32;
    while position < chunk.len() {
        let start = position;
        let first_field = out.fields.len();
        let mut state = State::RecordStart;
        let mut comment = false;
        let mut field = Open { start, kept: start, ..Open::default() };
        let end = loop {
            if position >= chunk.len() {
                if state == State::Inside {
                    out.flaw(SyntaxFlawKind::UnclosedQuote, field.quote, first_field);
                    field.kept = chunk.len();
                }
                break chunk.len();
            }
            let before = state;
            let (event, length) = step(dialect, &mut state, chunk, position);
            let next = position + length;
            comment |= state == State::Comment;
            match event {
                Event::Nothing => {}
                Event::Space => {
                    if before == State::FieldStart {
                        field.start = next;
                        field.kept = next;
                    }
                }
                Event::OpenQuote => {
                    field = Open { start: next, quote: position, kept: next, flags: QUOTED, ..field };
                }
                Event::CloseQuote => field.close = Some(position),
                Event::Text | Event::Escaped | Event::Quote => {
                    if event == Event::Escaped {
                        field.flags |= ESCAPED;
                    }
                    if before == State::AfterQuote && !field.text_after {
                        out.flaw(SyntaxFlawKind::TextAfterQuote, position, first_field);
                        field.text_after = true;
                        field.flags |= ESCAPED;
                    }
                    if event == Event::Quote && before == State::Unquoted {
                        out.flaw(SyntaxFlawKind::StrayQuote, position, first_field);
                    }
                    let trimmed = trims_end && event == Event::Text && matches!(chunk[position], b' ' | b'\t');
                    if !trimmed || before == State::Inside {
                        field.kept = next;
                    }
                }
                Event::Delimiter => {
                    close_field(field, out);
                    field = Open { start: next, kept: next, ..Open::default() };
                }
                Event::Terminator => {
                    let end = position;
                    position = next;
                    break end;
                }
            }
            position = next;
        };
        let line = lines;
        lines = lines.saturating_add(lines_between(dialect, chunk, start..position));
        if comment {
            out.records.push(Record {
                start: small(start),
                end: small(end),
                first_field: small(first_field),
                field_count: 0,
                line,
                kind: RecordKind::Comment,
            });
        } else {
            close_field(field, out);
            out.push_record(start..end, first_field, line);
        }
    }
    out.lines = lines;
}

fn close_field(field: Open, out: &mut Records) {
    let (end, closed) = match field.close {
        Some(close) if !field.text_after => (close, CLOSED),
        _ => (field.kept, 0),
    };
    out.push_field(field.start, end.max(field.start), field.flags | closed);
}

/// Line ends in a part of the chunk: LF, CRLF, and CR alone where the dialect ends records so.
fn lines_between(dialect: &CompiledDialect, chunk: &[u8], range: Range<usize>) -> u32 {
    let feeds = memchr_iter(b'\n', &chunk[range.clone()]).count();
    let returns = if dialect.lone_cr_ends_lines {
        memchr_iter(b'\r', &chunk[range.clone()]).filter(|at| chunk.get(range.start + at + 1) != Some(&b'\n')).count()
    } else {
        0
    };
    small(feeds + returns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::metadata::Dialect;
    use proptest::prelude::*;

    fn dialect(change: impl FnOnce(&mut Dialect)) -> CompiledDialect {
        let mut dialect = Dialect::default();
        change(&mut dialect);
        let (compiled, findings) = CompiledDialect::compile(&dialect);
        assert!(findings.is_empty(), "{findings:?}");
        compiled
    }

    fn rows(dialect: &CompiledDialect, chunk: &[u8]) -> Vec<Vec<String>> {
        let mut records = Records::new();
        split(dialect, chunk, &mut records);
        texts(&records, chunk)
    }

    fn texts(records: &Records, chunk: &[u8]) -> Vec<Vec<String>> {
        let mut buffer = Vec::new();
        records
            .records
            .iter()
            .map(|record| {
                record
                    .fields()
                    .map(|index| String::from_utf8_lossy(records.field(chunk, index, &mut buffer)).into_owned())
                    .collect()
            })
            .collect()
    }

    fn both(chunk: &str) -> (Vec<Vec<String>>, Vec<(SyntaxFlawKind, u32)>) {
        let fast = CompiledDialect::default();
        let general = CompiledDialect::default().without_fast_path();
        let mut a = Records::new();
        let mut b = Records::new();
        split(&fast, chunk.as_bytes(), &mut a);
        split(&general, chunk.as_bytes(), &mut b);
        assert_eq!(a.records, b.records, "{chunk:?}");
        assert_eq!(a.fields, b.fields, "{chunk:?}");
        assert_eq!(a.flaws, b.flaws, "{chunk:?}");
        assert_eq!(a.lines, b.lines, "{chunk:?}");
        (texts(&a, chunk.as_bytes()), a.flaws.iter().map(|flaw| (flaw.kind, flaw.offset)).collect())
    }

    #[test]
    fn records_and_fields() {
        for (chunk, expected) in [
            ("", vec![]),
            ("a,b\r\nc,d\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a,b\nc,", vec![vec!["a", "b"], vec!["c", ""]]),
            ("\n", vec![vec![""]]),
            ("a\n\r\nb", vec![vec!["a"], vec![""], vec!["b"]]),
            (",\n", vec![vec!["", ""]]),
            ("\"a,\"\"b\"\"\r\n\",c\n", vec![vec!["a,\"b\"\r\n", "c"]]),
            ("\"\",\"\"\"\"\n", vec![vec!["", "\""]]),
            ("a\rb\n", vec![vec!["a\rb"]]),
            ("a very long field beyond sixteen,b\n", vec![vec!["a very long field beyond sixteen", "b"]]),
        ] {
            let (found, flaws) = both(chunk);
            assert_eq!(found, expected, "{chunk:?}");
            assert!(flaws.is_empty(), "{chunk:?}");
        }
    }

    #[test]
    fn structural_flaws_are_placed() {
        use SyntaxFlawKind::{StrayQuote, TextAfterQuote, UnclosedQuote};
        for (chunk, texts, flaws) in [
            ("x,5\" or 6\",y\n", vec!["x", "5\" or 6\"", "y"], vec![(StrayQuote, 3)]),
            ("\"a\"b\"c,d\n", vec!["ab\"c", "d"], vec![(TextAfterQuote, 3)]),
            ("\"a\" ,d\n", vec!["a ", "d"], vec![(TextAfterQuote, 3)]),
            ("x,\"a\"\"\nb", vec!["x", "a\"\nb"], vec![(UnclosedQuote, 2)]),
        ] {
            assert_eq!(both(chunk), (vec![texts.into_iter().map(str::to_owned).collect()], flaws), "{chunk:?}");
        }
    }

    #[test]
    fn lines_and_offsets_are_exact() {
        let chunk = b"a,b\r\n\"1\n2\",x\r\n\r\nlast,y";
        let mut records = Records::new();
        split(&CompiledDialect::default(), chunk, &mut records);
        let seen: Vec<_> = records.records.iter().map(|r| (r.start, r.end, r.line, r.kind)).collect();
        assert_eq!(
            seen,
            [
                (0, 3, 0, RecordKind::Data),
                (5, 12, 1, RecordKind::Data),
                (14, 14, 3, RecordKind::Blank),
                (16, 22, 4, RecordKind::Data)
            ]
        );
        assert_eq!(records.lines, 4);
        assert_eq!(&chunk[records.field_span(chunk, 2)], b"\"1\n2\"");
    }

    #[test]
    fn other_dialects() {
        let cases: Vec<(CompiledDialect, &str, Vec<Vec<&str>>)> = vec![
            (dialect(|d| d.delimiter = "¦".to_owned()), "a¦\"b¦c\"\nd¦", vec![vec!["a", "b¦c"], vec!["d", ""]]),
            (
                dialect(|d| d.line_terminators = vec!["\r".to_owned()]),
                "a,b\rc,d\r",
                vec![vec!["a", "b"], vec!["c", "d"]],
            ),
            (dialect(|d| d.double_quote = false), "\"a\\\"b\",c\\,d\n", vec![vec!["a\"b", "c,d"]]),
            (dialect(|d| d.trim = Trim::True), " a b ,\t\" c \" ,  \n", vec![vec!["a b", " c ", ""]]),
            (dialect(|d| d.trim = Trim::Start), " a ,b\n", vec![vec!["a ", "b"]]),
            (dialect(|d| d.trim = Trim::End), " a ,b \n", vec![vec![" a", "b"]]),
            (dialect(|d| d.quote_char = None), "\"a,b\"\n", vec![vec!["\"a", "b\""]]),
            (dialect(|d| d.comment_prefix = Some("#".to_owned())), "# it's \"x\na,#b\n", vec![vec![], vec!["a", "#b"]]),
            (dialect(|d| d.quote_char = Some("'".to_owned())), "'a''b','c\nd'\n", vec![vec!["a'b", "c\nd"]]),
        ];
        for (dialect, chunk, expected) in cases {
            assert_eq!(rows(&dialect, chunk.as_bytes()), expected, "{chunk:?}");
        }
    }

    #[test]
    fn a_field_that_is_not_closed_ends_before_what_looks_like_a_quote() {
        let dialect = dialect(|d| d.line_terminators = vec!["\"!".to_owned()]);
        let chunk = b"\"a\"b\"!c";
        let mut records = Records::new();
        split(&dialect, chunk, &mut records);
        assert_eq!(texts(&records, chunk), [["ab"], ["c"]]);
        assert_eq!(&chunk[records.field_span(chunk, 0)], b"\"a\"b");
    }

    #[test]
    fn carriage_returns_alone_are_lines_where_they_are_declared() {
        let mut records = Records::new();
        split(&dialect(|d| d.line_terminators = vec!["\r".to_owned()]), b"a\r\"x\ry\"\rb\r", &mut records);
        assert_eq!(records.records.iter().map(|r| r.line).collect::<Vec<_>>(), [0, 1, 3]);
    }

    fn soup() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            4 => prop::sample::select(b",\"\n\r\\ \t#;a1".to_vec()),
            1 => any::<u8>(),
        ];
        prop::collection::vec(byte, 0..80)
    }

    proptest! {
        #[test]
        fn the_two_paths_agree(chunk in soup()) {
            let mut fast = Records::new();
            let mut general = Records::new();
            split(&CompiledDialect::default(), &chunk, &mut fast);
            split(&CompiledDialect::default().without_fast_path(), &chunk, &mut general);
            prop_assert_eq!(&fast.records, &general.records);
            prop_assert_eq!(&fast.fields, &general.fields);
            prop_assert_eq!(&fast.flaws, &general.flaws);
            prop_assert_eq!(fast.lines, general.lines);
            prop_assert_eq!(fast.lines as usize, memchr_iter(b'\n', &chunk).count());
        }

        #[test]
        fn no_dialect_panics(
            chunk in soup(),
            delimiter in "[,;\t¦\\\\\n]{0,2}",
            quote in proptest::option::of("[\"'\\\\«,]{0,2}"),
            terminators in prop::collection::vec("[\r\n|,]{0,2}", 0..3),
            comment in proptest::option::of("#{0,2}"),
            double_quote: bool,
            trim in prop::sample::select(vec![Trim::False, Trim::True, Trim::Start, Trim::End]),
        ) {
            let (dialect, _) = CompiledDialect::compile(&Dialect {
                delimiter, quote_char: quote, line_terminators: terminators, comment_prefix: comment, double_quote, trim,
                ..Dialect::default()
            });
            let mut records = Records::new();
            split(&dialect, &chunk, &mut records);
            let mut buffer = Vec::new();
            for index in 0..records.fields.len() {
                let _ = records.field(&chunk, index, &mut buffer);
                let span = records.field_span(&chunk, index);
                prop_assert!(span.end <= chunk.len());
            }
            let mut end = 0;
            for record in &records.records {
                prop_assert!(record.start >= end && record.end >= record.start);
                end = record.end;
            }
        }

        #[test]
        fn agrees_with_the_csv_crate_on_what_it_writes(
            table in prop::collection::vec(prop::collection::vec("[a\"',\r\n é]{0,4}", 2..4), 0..5),
            crlf: bool,
        ) {
            let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
            let mut writer = csv::WriterBuilder::new().flexible(true).terminator(terminator).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            prop_assert_eq!(&rows(&CompiledDialect::default(), &bytes), &table);
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(&bytes[..]);
            let theirs: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(theirs, table);
        }
    }
}
