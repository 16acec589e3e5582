//! All dialects: quotes, delimiters and terminators of any length, comments, backslashes, trimming.

use std::ops::Range;

use memchr::memchr_iter;

use super::{CLOSED, ESCAPED, QUOTED, Record, RecordKind, Records, Splitter, SyntaxFlawKind, small};
use crate::csvw::dialect::{CompiledDialect, Escape};
use crate::csvw::metadata::Trim;

/// Where the general path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::csvw) enum State {
    RecordStart,
    FieldStart,
    Unquoted,
    Inside,
    AfterQuote,
    Comment,
}

/// What the general path met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::csvw) enum Event {
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
pub(in crate::csvw) fn step(dialect: &CompiledDialect, state: &mut State, bytes: &[u8], at: usize) -> (Event, usize) {
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

/// Reads the next records of the splitter's chunk.
pub(super) fn read(splitter: &mut Splitter<'_>, at_most: usize, out: &mut Records) {
    let (dialect, chunk) = (splitter.dialect, splitter.chunk);
    let trims_end = matches!(dialect.trim, Trim::True | Trim::End);
    let mut position = splitter.position;
    let mut lines = splitter.lines;
    while position < chunk.len() && out.records.len() < at_most {
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
    (splitter.position, splitter.lines) = (position, lines);
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

/// The physical lines that end in a part of a chunk, as [`Record::line`](super::Record::line) counts them. The range is
/// within the chunk; what is not is left out.
#[must_use]
pub fn count_lines(dialect: &CompiledDialect, chunk: &[u8], range: Range<usize>) -> u32 {
    let end = range.end.min(chunk.len());
    lines_between(dialect, chunk, range.start.min(end)..end)
}
