//! The text of a file, decoded and cut into records with their places (tabular-data-model § 8).

use super::{CellAt, Findings};
use crate::csvw::cutter::{RecordTooLong, cut};
use crate::csvw::decode::Decoder;
use crate::csvw::dialect::{CompiledDialect, RowCounter, RowRole};
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::tokenizer::{Record, Records, SyntaxFlaw, SyntaxFlawKind, split};
use encoding_rs::Encoding;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Bytes of text that are split at a time.
const CHUNK: usize = 1 << 20;

/// The text of a file and how it is taken apart.
#[derive(Debug)]
pub(super) struct TextOf {
    text: Vec<u8>,
    encoding: &'static Encoding,
    pub(super) dialect: CompiledDialect,
    pub(super) comment_prefix: Option<String>,
    chunks: Vec<Range<usize>>,
    /// The first character of the text that the encoding does not allow, and its byte in the file.
    malformed: Option<(usize, u64)>,
}

/// The character that begins at a byte of a text.
fn character_at(text: &[u8], start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.iter().skip(1).take_while(|byte| **byte & 0b1100_0000 == 0b1000_0000).count() + 1;
    start..(start + length).min(text.len())
}

/// A part of the text, split.
pub(super) struct ChunkText<'a> {
    pub(super) text: &'a [u8],
    pub(super) records: &'a Records,
    /// Where it begins in the text.
    start: usize,
    lines_before: u64,
}

impl TextOf {
    pub(super) fn new(
        bytes: &[u8],
        encoding: &'static Encoding,
        dialect: CompiledDialect,
        comment_prefix: Option<String>,
        url: &str,
        findings: &mut dyn Findings,
    ) -> Option<Self> {
        let mut decoder = Decoder::new(encoding);
        let mut buffer = Vec::new();
        let mut text = decoder.decode(bytes, true, &mut buffer).to_vec();
        if let std::borrow::Cow::Owned(mended) = String::from_utf8_lossy(&text) {
            text = mended.into_bytes();
        }
        // What comes from an encoding that is not Unicode's is brought to its normal form C (§ 8).
        let is_unicode = [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&encoding);
        if !is_unicode && let Ok(decoded) = std::str::from_utf8(&text) {
            text = decoded.nfc().collect::<String>().into_bytes();
        }
        let replaced = |byte| Some((memchr::memmem::find(&text, "\u{fffd}".as_bytes())?, byte));
        let malformed = decoder.malformed().and_then(replaced);
        let chunks = match cut(&dialect, &text, CHUNK) {
            Ok(chunks) => chunks,
            Err(RecordTooLong { record_start, quote }) => {
                let line_of = |at: u64| {
                    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
                    memchr::memchr_iter(b'\n', &text[..at]).count() + 1
                };
                let message = match quote.map(line_of) {
                    Some(line) => format!("in `{url}` a quote is opened in line {line} and still open after 16 MiB"),
                    None => format!("in `{url}` the row that begins in line {} is over 16 MiB", line_of(record_start)),
                };
                findings.add(Finding::error(FindingKind::UnclosedQuote, message, None));
                return None;
            }
        };
        Some(Self { text, encoding, dialect, comment_prefix, chunks, malformed })
    }

    /// Tells of the first character that the encoding does not allow.
    pub(super) fn tell_malformed(&self, url: &str, findings: &mut dyn Findings) {
        let Some((offset, byte)) = self.malformed else { return };
        let message = format!("`{url}` is not in {} from byte {byte} on", self.encoding.name());
        let finding = Finding::warning(FindingKind::NotOfEncoding, message, None);
        let mut is_told = false;
        self.walk(|chunk, record, number, _| {
            if offset >= chunk.start + record.range().end {
                return true;
            }
            let at = offset.saturating_sub(chunk.start);
            let field = record.fields().position(|field| at < chunk.records.field_span(chunk.text, field).end);
            chunk.place(url, record, number, field, None, |place| {
                findings.at_cell(finding.clone(), &CellAt { span: character_at(chunk.text, at), ..place.clone() });
            });
            is_told = true;
            false
        });
        if !is_told {
            findings.add(finding);
        }
    }

    /// Gives every record with its number and what it is, until told to stop.
    pub(super) fn walk(&self, mut take: impl FnMut(&ChunkText<'_>, &Record, u64, RowRole) -> bool) {
        let mut counter = RowCounter::new(&self.dialect);
        let mut records = Records::new();
        let mut lines_before = 0;
        for range in &self.chunks {
            let text = &self.text[range.clone()];
            split(&self.dialect, text, &mut records);
            let chunk = ChunkText { text, records: &records, start: range.start, lines_before };
            for record in &records.records {
                let (number, role) = counter.next(record.kind);
                if !take(&chunk, record, number, role) {
                    return;
                }
            }
            lines_before += u64::from(records.lines);
        }
    }

    /// Gives the record of that number, or the last one before the file ends; none where it has none.
    pub(super) fn record(&self, row: u64, mut take: impl FnMut(&ChunkText<'_>, &Record)) -> bool {
        let mut found = false;
        self.walk(|chunk, record, number, _| {
            found = number >= row;
            if found {
                take(chunk, record);
            }
            !found
        });
        found
    }
}

impl ChunkText<'_> {
    pub(super) fn place(
        &self,
        url: &str,
        record: &Record,
        row: u64,
        field: Option<usize>,
        column_name: Option<&str>,
        tell: impl FnOnce(&CellAt<'_>),
    ) {
        let field = field.filter(|field| *field < record.field_count as usize);
        let span = match field {
            Some(field) => self.records.field_span(self.text, record.fields().start + field),
            None => record.range(),
        };
        let column = field.and_then(|field| u32::try_from(field + 1).ok());
        let lines_before = self.lines_before + u64::from(record.line);
        tell(&CellAt { url, row, column, column_name, text: self.text, record: record.range(), span, lines_before });
    }

    /// Tells the structural flaws of a record.
    pub(super) fn report_syntax(
        &self,
        url: &str,
        record: &Record,
        row: u64,
        weight: Severity,
        findings: &mut dyn Findings,
    ) {
        for flaw in self.flaws_of(record) {
            let (kind, message, severity) = match flaw.kind {
                SyntaxFlawKind::StrayQuote => (
                    FindingKind::StrayQuote,
                    "a quote stands in a cell that does not begin with one",
                    Severity::Warning,
                ),
                SyntaxFlawKind::TextAfterQuote => {
                    (FindingKind::StrayQuote, "text follows the closing quote of a cell", Severity::Warning)
                }
                SyntaxFlawKind::UnclosedQuote | SyntaxFlawKind::ChunkTooLong => {
                    (FindingKind::UnclosedQuote, "a quote is opened and never closed", weight)
                }
            };
            let finding = Finding { kind, severity, message: message.to_owned(), place: None };
            self.place(url, record, row, Some(flaw.field as usize), None, |at| {
                let span = character_at(at.text, flaw.offset as usize);
                findings.at_cell(finding.clone(), &CellAt { span, ..at.clone() });
            });
        }
    }

    /// Whether a quote of the record is never closed.
    pub(super) fn is_open(&self, record: &Record) -> bool {
        let mut flaws = self.flaws_of(record);
        flaws.any(|flaw| matches!(flaw.kind, SyntaxFlawKind::UnclosedQuote | SyntaxFlawKind::ChunkTooLong))
    }

    /// The structural flaws of a record.
    fn flaws_of(&self, record: &Record) -> impl Iterator<Item = &SyntaxFlaw> {
        // Flaws are few and in the order of the records, which lie behind one another in memory.
        let index = self.records.records.partition_point(|other| other.start < record.start);
        let first = self.records.flaws.partition_point(|flaw| (flaw.record as usize) < index);
        self.records.flaws[first..].iter().take_while(move |flaw| flaw.record as usize == index)
    }
}
