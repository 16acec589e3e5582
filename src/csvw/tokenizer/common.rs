//! The common dialect: one byte delimits, one byte quotes, a quote is doubled, LF or CRLF ends records. Bytes are looked
//! at sixty-four at a time; only a record with a quote in it is read field by field.

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
    let chunk = splitter.chunk;
    while splitter.position < chunk.len() && out.records.len() < at_most {
        if let Some(start) = unquoted_records(structure, splitter, at_most, out) {
            quoted_record(delimiter, quote, start, splitter, out);
        }
    }
}

/// Reads records as long as there is no quote in them. Gives the first byte of one that has, which is still to be read.
fn unquoted_records(
    structure: Structure,
    splitter: &mut Splitter<'_>,
    at_most: usize,
    out: &mut Records,
) -> Option<usize> {
    let chunk = splitter.chunk;
    let mut block = splitter.position;
    let mut start = splitter.position;
    let mut field = start;
    let mut first_field = out.fields.len();
    let mut lines = splitter.lines;
    while block < chunk.len() {
        let (mut ends, quotes) = structure.of(chunk, block);
        if quotes != 0 {
            // Only what is before the first quote.
            ends &= quotes.wrapping_sub(1) & !quotes;
        }
        while ends != 0 {
            let at = block + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            if chunk[at] != b'\n' {
                out.push_field(field, at, 0);
                field = at + 1;
                continue;
            }
            let end = if at > field && chunk[at - 1] == b'\r' { at - 1 } else { at };
            out.push_field(field, end, 0);
            push_plain(start..end, first_field, lines, out);
            lines = lines.saturating_add(1);
            (start, field, first_field) = (at + 1, at + 1, out.fields.len());
            if out.records.len() >= at_most {
                (splitter.position, splitter.lines) = (start, lines);
                return None;
            }
        }
        if quotes != 0 {
            out.fields.truncate(first_field);
            (splitter.position, splitter.lines) = (start, lines);
            return Some(start);
        }
        block += BLOCK;
    }
    if start < chunk.len() {
        out.push_field(field, chunk.len(), 0);
        push_plain(start..chunk.len(), first_field, lines, out);
    }
    (splitter.position, splitter.lines) = (chunk.len(), lines);
    None
}

/// A record without quotes: it is blank if there are only delimiters.
#[inline]
fn push_plain(range: Range<usize>, first_field: usize, line: u32, out: &mut Records) {
    let count = out.fields.len() - first_field;
    let kind = if range.len() + 1 == count { RecordKind::Blank } else { RecordKind::Data };
    out.records.push(Record {
        start: small(range.start),
        end: small(range.end),
        first_field: small(first_field),
        field_count: small(count),
        line,
        kind,
    });
}

/// Reads one record field by field.
fn quoted_record(delimiter: u8, quote: u8, start: usize, splitter: &mut Splitter<'_>, out: &mut Records) {
    let chunk = splitter.chunk;
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
