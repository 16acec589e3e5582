//! The chunks of all files of a table, one after another, each file's header read on the way.

use super::chunks::{Chunks, Flaw, Piece};
use super::findings::{stray_quote, unclosed_quote};
use super::header::{Header, Layout, Matcher, table_place};
use super::input::Input;
use super::place::ChunkAt;
use super::settings::Tuning;
use crate::csvw::dialect::{CompiledDialect, RowCounter, RowRole};
use crate::csvw::tokenizer::{Records, SyntaxFlawKind, split};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::Table;
use crate::sources::{SourcePath, Sources};
use std::sync::Arc;

/// A file whose header was read.
#[derive(Debug)]
pub(super) struct OpenFile {
    pub(super) path: SourcePath,
    pub(super) layout: Layout,
    /// Everything before the first record that may be a row.
    head: Vec<u8>,
    /// Records and lines in `head`.
    pub(super) head_records: u64,
    pub(super) head_lines: u64,
    /// The last header row among the records of `head`.
    header_record: Option<u32>,
}

impl OpenFile {
    /// The file's head as a chunk, to point into its header; none if it has no header.
    pub(super) fn head<'a>(&'a self, table: &'a Table, dialect: &'a CompiledDialect) -> Option<(ChunkAt<'a>, u32)> {
        let record = self.header_record?;
        let at = chunk_at(&self.path, &self.head, table, &self.layout, dialect);
        Some((at, record))
    }
}

fn chunk_at<'a>(
    path: &'a SourcePath,
    text: &'a [u8],
    table: &'a Table,
    layout: &'a Layout,
    dialect: &'a CompiledDialect,
) -> ChunkAt<'a> {
    ChunkAt::new((path, text), (table, layout, dialect), (0, 0), None)
}

/// Whole records of a file, or what is left of a file that breaks off.
pub(super) struct Chunk {
    pub(super) file: Arc<OpenFile>,
    pub(super) text: Vec<u8>,
    /// The file breaks off here; the chunk has no whole record.
    pub(super) broken: Option<(Flaw, usize)>,
}

/// Reads the files of a table.
pub(super) struct Stream<'a> {
    sources: &'a Sources,
    dataset: &'a str,
    table: &'a Table,
    dialect: &'a CompiledDialect,
    tuning: Tuning,
    matcher: Matcher<'a>,
    next_file: usize,
    current: Option<(Chunks<'a, 'a>, Arc<OpenFile>)>,
    /// The first chunk of the current file, read with its header.
    ahead: Option<Vec<u8>>,
    buffers: Vec<Vec<u8>>,
    /// Files whose headers were read.
    pub(super) opened: Vec<Arc<OpenFile>>,
    /// A file could not be read, or not to its end.
    pub(super) incomplete: bool,
}

impl<'a> Stream<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        dataset: &'a str,
        table: &'a Table,
        dialect: &'a CompiledDialect,
        tuning: Tuning,
        report: &mut Report,
    ) -> Self {
        Self {
            sources,
            dataset,
            table,
            dialect,
            tuning,
            matcher: Matcher::new(dataset, table, dialect, report),
            next_file: 0,
            current: None,
            ahead: None,
            buffers: Vec::new(),
            opened: Vec::new(),
            // A table in no file at all was found when its declaration was read.
            incomplete: table.files.is_empty(),
        }
    }

    /// The next chunk, none after the last file.
    pub(super) fn next(&mut self, report: &mut Report) -> Option<Chunk> {
        loop {
            if self.current.is_none() {
                let path = self.table.files.get(self.next_file)?;
                self.next_file += 1;
                if let Err(finding) = self.open(path, report) {
                    self.incomplete = true;
                    if let Some(finding) = finding {
                        report.add(finding.of_dataset(self.dataset).of_table(&self.table.name));
                    }
                    continue;
                }
            }
            let (chunks, file) = self.current.as_mut()?;
            if let Some(text) = self.ahead.take().filter(|text| !text.is_empty()) {
                return Some(Chunk { file: Arc::clone(file), text, broken: None });
            }
            match chunks.next(self.buffers.pop().unwrap_or_default()) {
                Piece::Records(text) => return Some(Chunk { file: Arc::clone(file), text, broken: None }),
                Piece::Broken { text, at, flaw } => {
                    let file = Arc::clone(file);
                    self.current = None;
                    self.incomplete = true;
                    return Some(Chunk { file, text, broken: Some((flaw, at)) });
                }
                Piece::End => self.current = None,
            }
        }
    }

    /// A chunk's memory, to be used again.
    pub(super) fn give_back(&mut self, mut text: Vec<u8>) {
        // A record of many megabytes is rare, and its memory is not kept.
        if text.capacity() <= 4 * self.tuning.chunk_size {
            text.clear();
            self.buffers.push(text);
        }
    }

    /// Opens a file and reads its header; where that fails, with a finding that was not reported yet or none.
    fn open(&mut self, path: &'a SourcePath, report: &mut Report) -> Result<(), Option<Box<Diagnostic>>> {
        let input = Input::open(self.sources, path, self.table, self.dialect, self.tuning.block()).map_err(Some)?;
        let mut chunks = Chunks::new(input, self.dialect, self.tuning.chunk_size, self.tuning.record_limit);
        if self.dialect.skip_rows() == 0 && self.dialect.header_row_count() == 0 {
            let layout = self.matcher.by_position(path, report);
            self.opened(path, chunks, layout, &HeadEnd::default(), Vec::new());
            return Ok(());
        }
        let nowhere = Layout::default();
        let mut text = Vec::new();
        let mut records = Records::new();
        let end = loop {
            match chunks.next(Vec::new()) {
                Piece::Records(more) if text.is_empty() => text = more,
                Piece::Records(more) => text.extend_from_slice(&more),
                Piece::Broken { text: rest, at, flaw } => {
                    let before = text.len();
                    text.extend_from_slice(&rest);
                    let place = chunk_at(path, &text, self.table, &nowhere, self.dialect);
                    return Err(Some(Box::new(broken(&flaw, before + at, &place))));
                }
                Piece::End => {
                    let finding = Diagnostic::new(
                        "csv/empty-file",
                        format!("`{path}` has no header row"),
                        table_place(self.table),
                    )
                    .help("a table has a header row at least; without one:\ndialect = { header = false }");
                    return Err(Some(Box::new(finding)));
                }
            }
            split(self.dialect, &text, &mut records);
            if let Some(end) = self.head_end(&records, text.len()) {
                break end;
            }
        };
        for flaw in records.flaws.iter().take_while(|flaw| flaw.record < end.records) {
            let place = chunk_at(path, &text, self.table, &nowhere, self.dialect);
            let offset = flaw.offset as usize;
            match flaw.kind {
                SyntaxFlawKind::UnclosedQuote | SyntaxFlawKind::ChunkTooLong => {
                    let finding = unclosed_quote(&place, flaw.record, offset, "the file ends inside it");
                    return Err(Some(Box::new(finding)));
                }
                // What is above the header is not read.
                _ if !end.header.contains(&flaw.record) => {}
                SyntaxFlawKind::StrayQuote | SyntaxFlawKind::TextAfterQuote => {
                    let finding = stray_quote(&place, flaw.record, flaw.field, offset);
                    report.add(finding.of_dataset(self.dataset).of_table(&self.table.name));
                }
            }
        }
        let layout = if end.header.is_empty() {
            Some(self.matcher.by_position(path, report))
        } else {
            let header = self.header(&records, &text, &end);
            let place = chunk_at(path, &text, self.table, &nowhere, self.dialect);
            self.matcher.by_header(&header, &place, report)
        };
        let layout = layout.ok_or(None)?;
        let rest = text.split_off(end.offset.min(text.len()));
        self.opened(path, chunks, layout, &end, text);
        self.ahead = Some(rest);
        Ok(())
    }

    fn opened(&mut self, path: &SourcePath, chunks: Chunks<'a, 'a>, layout: Layout, end: &HeadEnd, head: Vec<u8>) {
        let file = Arc::new(OpenFile {
            path: path.clone(),
            layout,
            head_lines: u64::from(end.lines),
            head_records: u64::from(end.records),
            header_record: end.header.last().copied(),
            head,
        });
        self.opened.push(Arc::clone(&file));
        self.current = Some((chunks, file));
    }

    /// Where the skipped rows and the header end, if they do within these records.
    fn head_end(&self, records: &Records, length: usize) -> Option<HeadEnd> {
        let mut counter = RowCounter::new(self.dialect);
        let mut end = HeadEnd::default();
        for (index, record) in records.records.iter().enumerate() {
            if counter.in_data() {
                end.offset = record.start as usize;
                end.lines = record.line;
                return Some(end);
            }
            if counter.next(record.kind).1 == RowRole::Header {
                end.header.push(end.records);
            }
            end.records = u32::try_from(index + 1).unwrap_or(u32::MAX);
        }
        end.offset = length;
        end.lines = records.lines;
        counter.in_data().then_some(end)
    }

    fn header(&self, records: &Records, text: &[u8], end: &HeadEnd) -> Header {
        let skip = self.dialect.skip_columns() as usize;
        let mut header = Header { records: end.header.clone(), fields: Vec::new() };
        let mut buffer = Vec::new();
        for &number in &end.header {
            let Some(record) = records.records.get(number as usize) else { continue };
            for (index, field) in record.fields().skip(skip).enumerate() {
                let cell = String::from_utf8_lossy(records.field(text, field, &mut buffer)).into_owned();
                if header.fields.len() <= index {
                    header.fields.resize_with(index + 1, Vec::new);
                }
                header.fields[index].push((number, cell));
            }
        }
        header
    }

    /// Findings about whole files: a header without rows, columns without values.
    pub(super) fn finish(&self, rows: &[u64], has_text: &[bool], report: &mut Report) {
        let mut warn = |mut finding: Diagnostic| {
            finding.severity = Severity::Warning;
            report.add(finding.of_dataset(self.dataset).of_table(&self.table.name));
        };
        for (file, rows) in self.opened.iter().zip(rows) {
            if *rows == 0 {
                let message = format!("`{}` has no rows", file.path);
                let finding = match file.head(self.table, self.dialect) {
                    Some((at, record)) => Diagnostic::new("csv/header-only", message, at.record(record))
                        .because("nothing follows the header"),
                    None => Diagnostic::new("csv/header-only", message, file.path.clone()),
                };
                warn(finding.help("an empty table is published as it is; add its rows if there should be any"));
            }
        }
        let Some(file) = self.opened.first().filter(|_| rows.iter().any(|rows| *rows > 0)) else { return };
        for (index, column) in self.table.schema.columns.iter().enumerate() {
            // A column that is kept out may well be empty: `add` keeps out blank columns without a name.
            if column.suppress_output
                || has_text.get(index).copied().unwrap_or(true)
                || file.layout.field(index).is_none()
            {
                continue;
            }
            let message = format!("the column `{}` is empty in every row", column.name);
            let finding = match file.head(self.table, self.dialect) {
                Some((at, record)) => Diagnostic::new("csv/blank-column", message, at.cell(record, index)),
                None => Diagnostic::new("csv/blank-column", message, file.path.clone()),
            };
            warn(
                finding
                    .because("no cell below has a value")
                    .also_at(
                        column.place.map(crate::diagnostics::span_of),
                        format!("the column `{}` is declared here", column.name),
                    )
                    .help("fill the column in, or take it out of the file and of the declaration")
                    .of_column(&column.name),
            );
        }
    }
}

/// Where the head of a file ends.
#[derive(Debug, Default)]
struct HeadEnd {
    offset: usize,
    records: u32,
    lines: u32,
    header: Vec<u32>,
}

/// The finding about a text that breaks off; `at` is the flaw's offset in the chunk.
pub(super) fn broken(flaw: &Flaw, offset: usize, at: &ChunkAt<'_>) -> Diagnostic {
    let record = at.record_at(offset);
    match flaw {
        Flaw::Stop(stop) => {
            let end = (offset + 1).min(at.text().len());
            stop.diagnostic(at.path(), at.span(record, offset..end, None, None))
        }
        Flaw::RecordTooLong { quoted: true } => {
            unclosed_quote(at, record, offset, "16 MiB further on it is still open")
        }
        Flaw::RecordTooLong { quoted: false } => Diagnostic::new(
            "csv/unclosed-quote",
            "a row is over 16 MiB",
            at.span(record, offset..offset, None, None),
        )
        .because("the row begins here")
        .help("see what ends a row in this file; if it is not LF or CRLF, say so:\ndialect = { line_terminators = [\"\\r\"] }"),
    }
}
