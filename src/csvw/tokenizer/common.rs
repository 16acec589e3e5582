//! The common dialect: one byte delimits, one byte quotes, a quote is doubled, LF or CRLF ends records. Bytes are looked
//! at sixty-four at a time; only a record with a quote where none belongs, or the last one of a chunk if it has quotes and
//! no line end, is read field by field.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3};

use super::structure::{BLOCK, Structure};
use super::{CLOSED, ESCAPED, QUOTED, Record, RecordKind, Records, Splitter, SyntaxFlawKind, small};

/// What ends a field.
enum Stop {
    Delimiter,
    /// A line feed, with or without a carriage return before it; the record's next byte.
    Line(usize),
    End,
}

/// Reads the next records of the splitter's chunk.
pub(super) fn read(delimiter: u8, quote: u8, splitter: &mut Splitter<'_>, at_most: usize, out: &mut Records) {
    let structure = Structure::new(delimiter, quote);
    while splitter.position < splitter.chunk.len() && out.records.len() < at_most {
        let reading = Reading { start: splitter.position, line: splitter.lines, first_field: out.fields.len() };
        if let Some(odd) = reading.good_records(structure, quote, splitter, at_most, out) {
            out.fields.truncate(odd.first_field);
            (splitter.position, splitter.lines) = (odd.start, odd.line);
            odd_record(delimiter, quote, splitter, out);
        }
    }
}

/// The record that is being read.
#[derive(Clone, Copy)]
struct Reading {
    /// Its first byte.
    start: usize,
    /// Lines before it.
    line: u32,
    /// Index of its first field.
    first_field: usize,
}

/// The field that is being read.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Its first byte, or its opening quote.
    start: usize,
    flags: u8,
    /// Its closing quote.
    close: Option<usize>,
}

impl Reading {
    /// The record ends there, and its fields are all known.
    #[inline]
    fn end(self, end: usize, has_quotes: bool, out: &mut Records) {
        if has_quotes {
            out.push_record(self.start..end, self.first_field, self.line);
            return;
        }
        // A record without quotes is blank if there are only delimiters.
        let count = out.fields.len() - self.first_field;
        let kind = if end - self.start + 1 == count { RecordKind::Blank } else { RecordKind::Data };
        out.records.push(Record {
            start: small(self.start),
            end: small(end),
            first_field: small(self.first_field),
            field_count: small(count),
            line: self.line,
            kind,
        });
    }

    /// Reads records as long as each quote is where it belongs: first in a field, doubled, or last in a field. Gives the
    /// first record of which that is not so, and which is still to be read.
    fn good_records(
        mut self,
        structure: Structure,
        quote: u8,
        splitter: &mut Splitter<'_>,
        at_most: usize,
        out: &mut Records,
    ) -> Option<Self> {
        let chunk = splitter.chunk;
        let mut block = self.start;
        let mut lines = self.line;
        let mut field = Open { start: self.start, ..Open::default() };
        let (mut inside, mut has_quotes) = (false, false);
        // The second one of a doubled quote is not looked at.
        let mut passed = usize::MAX;
        while block < chunk.len() {
            let (ends, quotes) = structure.of(chunk, block);
            // Most blocks are without quotes, and between none.
            let mut plain = if quotes == 0 && !inside && field.close.is_none() { ends } else { 0 };
            let mut begin = field.start;
            while plain != 0 {
                let at = block + plain.trailing_zeros() as usize;
                plain &= plain - 1;
                if chunk[at] != b'\n' {
                    out.push_field(begin, at, 0);
                    begin = at + 1;
                    continue;
                }
                let end = if at > begin && chunk[at - 1] == b'\r' { at - 1 } else { at };
                out.push_field(begin, end, 0);
                begin = at + 1;
                self.end(end, has_quotes, out);
                has_quotes = false;
                lines = lines.saturating_add(1);
                self = Self { start: begin, line: lines, first_field: out.fields.len() };
                if out.records.len() >= at_most {
                    (splitter.position, splitter.lines) = (begin, lines);
                    return None;
                }
            }
            if quotes == 0 && !inside && field.close.is_none() {
                field.start = begin;
                block += BLOCK;
                continue;
            }
            // Between quotes nothing matters but the next quote; line ends are counted.
            let mut marks = ends | quotes;
            while marks != 0 {
                let at = block + marks.trailing_zeros() as usize;
                let is_quote = quotes & marks & marks.wrapping_neg() != 0;
                marks &= marks - 1;
                if is_quote {
                    if at == passed {
                        continue;
                    }
                    has_quotes = true;
                    if inside && chunk.get(at + 1) == Some(&quote) {
                        field.flags |= ESCAPED;
                        passed = at + 1;
                    } else if inside {
                        field.close = Some(at);
                        inside = false;
                    } else if at == field.start && field.close.is_none() {
                        field.flags = QUOTED;
                        inside = true;
                    } else {
                        return Some(self);
                    }
                    continue;
                }
                let feed = chunk[at] == b'\n';
                if inside {
                    lines = lines.saturating_add(u32::from(feed));
                    continue;
                }
                let end = if feed && at > field.start && chunk[at - 1] == b'\r' { at - 1 } else { at };
                match field.close {
                    None => out.push_field(field.start, end, 0),
                    Some(close) if close + 1 == end => out.push_field(field.start + 1, close, field.flags | CLOSED),
                    Some(_) => return Some(self),
                }
                field = Open { start: at + 1, ..Open::default() };
                if feed {
                    self.end(end, has_quotes, out);
                    has_quotes = false;
                    lines = lines.saturating_add(1);
                    self = Self { start: at + 1, line: lines, first_field: out.fields.len() };
                    if out.records.len() >= at_most {
                        (splitter.position, splitter.lines) = (self.start, lines);
                        return None;
                    }
                }
            }
            block += BLOCK;
        }
        if self.start < chunk.len() {
            if has_quotes {
                return Some(self);
            }
            out.push_field(field.start, chunk.len(), 0);
            self.end(chunk.len(), false, out);
        }
        (splitter.position, splitter.lines) = (chunk.len(), lines);
        None
    }
}

/// Reads one record field by field, and says what is wrong with it.
fn odd_record(delimiter: u8, quote: u8, splitter: &mut Splitter<'_>, out: &mut Records) {
    let chunk = splitter.chunk;
    let start = splitter.position;
    let mut position = start;
    let mut lines = splitter.lines;
    let line = lines;
    let first_field = out.fields.len();
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
    (splitter.position, splitter.lines) = (position, lines);
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
