//! The pure half of reading: the records of a chunk become rows, are judged, and are shown to every maker.

use super::batch::{self, Home, Memory, Odd, Raw, RowAt, Rows, State};
use super::columns::{Columns, ReadyColumn};
use super::header::Layout;
use super::object::ObjectWriter;
use super::place::Start;
use super::sink::AnyMaker;
use crate::csvw::dialect::CompiledDialect;
use crate::csvw::tokenizer::{RecordKind, Records, Splitter, SyntaxFlawKind};
use crate::csvw::value::{FlawKind, Kind, Value};
use crate::diagnostics::PLACES_KEPT;
use std::any::Any;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// What can be found in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// A cell that is not as its column says.
    Cell(FlawKind),
    /// A value that is not in the column's code list.
    NotACode,
    /// An item of a list with the separator in it.
    Separator,
    /// More or fewer cells than the header has.
    Ragged,
    /// A quote where none belongs, or text after a closing one.
    StrayQuote,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A line with nothing on it.
    BlankLine,
    /// A row whose cells are all empty.
    BlankRow,
}

impl Found {
    /// A number for each, below [`Found::ALL`].
    fn number(self) -> usize {
        match self {
            Self::Cell(kind) => kind as usize,
            Self::NotACode => 8,
            Self::Separator => 9,
            Self::Ragged => 10,
            Self::StrayQuote => 11,
            Self::UnclosedQuote => 12,
            Self::BlankLine => 13,
            Self::BlankRow => 14,
        }
    }

    const ALL: usize = 15;
}

/// Something found; its exact place and its words are worked out when the chunk's turn has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finding {
    pub(super) found: Found,
    /// The record in the chunk.
    pub(super) record: u32,
    /// The column in the schema; for a stray quote, the field in the file; otherwise 0.
    pub(super) column: u32,
    /// For a quote, its offset in the chunk.
    pub(super) offset: u32,
}

/// What the judge has to say of a chunk.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Records in the chunk, whatever they are.
    pub(super) records: u64,
    /// Line ends in the chunk.
    pub(super) lines: u64,
    /// Rows of the table in the chunk.
    pub(super) rows: u64,
    /// In order; no more of a kind and column than a report keeps.
    pub(super) findings: Vec<Finding>,
    /// How many there are that are not in `findings`.
    pub(super) uncounted: BTreeMap<(Found, u32), u64>,
    /// For each column whether any cell has text.
    pub(super) has_text: Vec<bool>,
    /// Where in the chunk each record begins.
    pub(super) starts: Vec<Start>,
}

/// How many places of a kind and column were kept of the chunks taken so far: what is over the limit already need not
/// be noted again. It only ever saves work; counts and places kept are the same without it.
#[derive(Debug)]
pub(super) struct Room {
    kept: Vec<AtomicU64>,
    columns: usize,
}

impl Room {
    pub(super) fn new(columns: usize) -> Self {
        let columns = columns.max(1);
        Self { kept: (0..Found::ALL * columns).map(|_| AtomicU64::new(0)).collect(), columns }
    }

    fn slot(&self, found: Found, column: u32) -> Option<&AtomicU64> {
        self.kept.get(found.number() * self.columns + (column as usize).min(self.columns - 1))
    }

    /// More were kept.
    pub(super) fn keep(&self, found: Found, column: u32) {
        if let Some(slot) = self.slot(found, column) {
            slot.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn kept(&self, found: Found, column: u32) -> u64 {
        self.slot(found, column).map_or(0, |slot| slot.load(Ordering::Relaxed))
    }
}

/// Memory that is used again for each chunk.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    records: Records,
    memory: Memory,
    one: Vec<u8>,
    key: Vec<u8>,
}

/// What is the same for all chunks of a table.
pub(super) struct Work<'a> {
    pub(super) dialect: &'a CompiledDialect,
    pub(super) columns: &'a Columns,
    pub(super) makers: &'a [Box<dyn AnyMaker + 'a>],
    pub(super) room: &'a Room,
    pub(super) object: &'a ObjectWriter,
}

/// A chunk's parts: the judge's, then one for each maker.
pub(super) struct Parts {
    pub(super) judged: Judged,
    pub(super) parts: Vec<Box<dyn Any + Send>>,
}

impl Work<'_> {
    /// Works on a chunk.
    pub(super) fn chunk(&self, text: &[u8], layout: &Layout, scratch: &mut Scratch) -> Parts {
        let mut judge = Judge::new(self.room, self.columns.columns.len());
        let mut makings: Vec<_> = self.makers.iter().map(|maker| maker.begin()).collect();
        let mut splitter = Splitter::new(self.dialect, text);
        let at_most = batch::rows_of(self.columns.columns.len().max(layout.expected() as usize));
        while splitter.read(at_most, &mut scratch.records) {
            scratch.memory.clear();
            self.rows(layout, scratch, &mut judge);
            if !scratch.memory.rows.is_empty() {
                for (index, column) in self.columns.columns.iter().enumerate() {
                    Cells { text, layout, index, column }.judge(scratch, &mut judge);
                }
                let rows = Rows {
                    chunk: text,
                    records: &scratch.records,
                    memory: &scratch.memory,
                    columns: self.columns,
                    layout,
                    writer: self.object,
                    objects: OnceCell::new(),
                };
                for making in &mut makings {
                    making.rows(&rows);
                }
                if let Some(objects) = rows.objects.into_inner() {
                    scratch.memory.objects.replace(objects);
                }
            }
            judge.judged.lines = u64::from(scratch.records.lines);
        }
        Parts { judged: judge.end(), parts: makings.into_iter().map(super::sink::Making::end).collect() }
    }

    /// Tells which records of a batch are rows, and what is wrong with their structure.
    fn rows(&self, layout: &Layout, scratch: &mut Scratch, judge: &mut Judge<'_>) {
        let records = &scratch.records;
        let before = small(judge.judged.starts.len());
        judge.judged.starts.extend(records.records.iter().map(Start::of));
        let mut flaws = records.flaws.iter().peekable();
        for (in_batch, record) in (0_u32..).zip(&records.records) {
            let number = before + in_batch;
            let mut unclosed = false;
            while let Some(flaw) = flaws.next_if(|flaw| flaw.record == in_batch) {
                let found = match flaw.kind {
                    SyntaxFlawKind::StrayQuote | SyntaxFlawKind::TextAfterQuote => Found::StrayQuote,
                    SyntaxFlawKind::UnclosedQuote | SyntaxFlawKind::ChunkTooLong => Found::UnclosedQuote,
                };
                unclosed |= found == Found::UnclosedQuote;
                judge.add(Finding { found, record: number, column: flaw.field, offset: flaw.offset });
            }
            match record.kind {
                RecordKind::Comment => continue,
                RecordKind::Blank if self.dialect.skip_blank_rows() => continue,
                RecordKind::Blank if record.is_empty_line() => {
                    judge.add(Finding { found: Found::BlankLine, record: number, column: 0, offset: 0 });
                    continue;
                }
                RecordKind::Blank => {
                    judge.add(Finding { found: Found::BlankRow, record: number, column: 0, offset: 0 });
                }
                RecordKind::Data => {}
            }
            let ragged = record.field_count != layout.expected();
            if ragged && !unclosed {
                judge.add(Finding { found: Found::Ragged, record: number, column: 0, offset: 0 });
            }
            scratch.memory.rows.push(RowAt {
                record: number,
                in_batch,
                first_field: record.first_field,
                field_count: record.field_count,
                judged: !ragged && !unclosed,
            });
        }
        judge.judged.rows += scratch.memory.rows.len() as u64;
    }
}

/// The cells of a column in a batch.
#[derive(Clone, Copy)]
struct Cells<'a> {
    text: &'a [u8],
    layout: &'a Layout,
    index: usize,
    column: &'a ReadyColumn,
}

impl Cells<'_> {
    /// Judges them, and says for each row what its cell is.
    fn judge(self, scratch: &mut Scratch, judge: &mut Judge<'_>) {
        let rows = scratch.memory.rows.len();
        let Some(field) = self.layout.field(self.index) else {
            if self.layout.is_part_column(self.index) {
                let value = self.layout.part_value();
                let raw = Raw { start: 0, end: small(value.len()), home: Home::Part };
                self.same_in_all_rows(rows, value, raw, scratch, judge);
            } else if self.column.is_virtual {
                // A virtual column is empty in every row, and may have a default (tabular-data-model § 4.3).
                self.same_in_all_rows(rows, &[], Raw::default(), scratch, judge);
            } else {
                // A column that is not in the file was found when its header was read.
                scratch.memory.states.extend(std::iter::repeat_n(State::NULL, rows));
            }
            return;
        };
        let Scratch { records, memory, .. } = scratch;
        let fields = memory.rows.iter().map(|row| row.field(records, field));
        if let Some(has_text) = judge.judged.has_text.get_mut(self.index).filter(|has_text| !**has_text) {
            *has_text = fields.clone().flatten().any(|field| !field.range().is_empty());
        }
        let first = memory.states.len();
        self.column.compiled.screen(self.text, fields, &mut memory.states);
        let has_codes = self.column.codes.is_some();
        let is_open = |state: State| state == State::UNKNOWN || (has_codes && state == State::AS_WRITTEN);
        if !memory.states[first..].iter().any(|state| is_open(*state)) {
            return;
        }
        for row in 0..rows {
            let state = scratch.memory.states[first + row];
            let is_plain = state == State::AS_WRITTEN && self.is_plain_code(row, field, scratch);
            if is_open(state) && !is_plain {
                scratch.memory.states[first + row] = self.closely(row, field, scratch, judge);
            }
        }
    }

    /// Whether the text of a cell is a code as it is.
    fn is_plain_code(self, row: usize, field: u32, scratch: &Scratch) -> bool {
        let field = scratch.memory.rows.get(row).and_then(|row| row.field(&scratch.records, field));
        let text = field.and_then(|field| self.text.get(field.range()));
        text.is_some_and(|text| self.column.is_plain_code(text))
    }

    /// Reads one cell.
    fn closely(self, row: usize, field: u32, scratch: &mut Scratch, judge: &mut Judge<'_>) -> State {
        let Scratch { records, memory, one, key, .. } = scratch;
        let Some(at) = memory.rows.get(row).copied() else { return State::NULL };
        let Some(field) = at.field(records, field) else { return State::NULL };
        let (raw, bytes): (Raw, &[u8]) = if field.needs_unescaping() {
            one.clear();
            records.unescape_field(self.text, field, one);
            let start = memory.unescaped.len();
            memory.unescaped.extend_from_slice(one);
            (Raw { start: small(start), end: small(memory.unescaped.len()), home: Home::Unescaped }, one)
        } else {
            let range = field.range();
            let raw = Raw { start: small(range.start), end: small(range.end), home: Home::Chunk };
            (raw, self.text.get(range).unwrap_or_default())
        };
        let (value, flaw) = self.read(bytes, memory, key);
        if let Some(found) = flaw.filter(|_| at.judged) {
            judge.add(Finding { found, record: at.record, column: small(self.index), offset: 0 });
        }
        memory.odd.push(Odd { value, raw, flawed: flaw.is_some() });
        State::odd(memory.odd.len() - 1)
    }

    /// One cell for all rows, which is in none of them.
    fn same_in_all_rows(self, rows: usize, bytes: &[u8], raw: Raw, scratch: &mut Scratch, judge: &mut Judge<'_>) {
        let Scratch { memory, key, .. } = scratch;
        if let Some(has_text) = judge.judged.has_text.get_mut(self.index) {
            *has_text |= !bytes.is_empty();
        }
        let (value, flaw) = self.read(bytes, memory, key);
        // A value from a file's name was judged when the file was opened.
        if let Some(found) = flaw.filter(|_| !matches!(raw.home, Home::Part)) {
            for row in memory.rows.iter().filter(|row| row.judged) {
                judge.add(Finding { found, record: row.record, column: small(self.index), offset: 0 });
            }
        }
        memory.odd.push(Odd { value, raw, flawed: flaw.is_some() });
        let state = State::odd(memory.odd.len() - 1);
        memory.states.extend(std::iter::repeat_n(state, rows));
    }

    /// Reads a cell's text: its value, and what is wrong with it.
    fn read(self, bytes: &[u8], memory: &mut Memory, key: &mut Vec<u8>) -> (Value, Option<Found>) {
        let Memory { arena, items, .. } = memory;
        match self.column.compiled.read(bytes, arena, items) {
            Ok(value) => {
                let mut flaw = None;
                if self.column.codes.is_some() && !self.column.has_only_codes(value, bytes, arena, items, key) {
                    flaw = Some(Found::NotACode);
                } else if value.kind == Kind::List && self.column.has_separator_in_item(value, bytes, arena, items) {
                    flaw = Some(Found::Separator);
                }
                (value, flaw)
            }
            Err(cell) => {
                // The value of a cell with an error is its text (tabular-data-model § 6.4).
                let missing = cell.kind == FlawKind::Required;
                let value = if missing { Value::NULL } else { Value::source(bytes) };
                (value, Some(Found::Cell(cell.kind)))
            }
        }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

struct Judge<'a> {
    judged: Judged,
    noted: BTreeMap<(Found, u32), u64>,
    room: &'a Room,
}

impl<'a> Judge<'a> {
    fn new(room: &'a Room, columns: usize) -> Self {
        Self { judged: Judged { has_text: vec![false; columns], ..Judged::default() }, noted: BTreeMap::new(), room }
    }

    /// What was found, row by row: cells of a row after what is wrong with the row, in the order of their columns.
    fn end(mut self) -> Judged {
        self.judged.records = self.judged.starts.len() as u64;
        let of_cell = |found| matches!(found, Found::Cell(_) | Found::NotACode | Found::Separator);
        self.judged.findings.sort_by_key(|finding| {
            let column = if of_cell(finding.found) { finding.column + 1 } else { 0 };
            (finding.record, column)
        });
        self.judged
    }

    fn add(&mut self, finding: Finding) {
        let column = match finding.found {
            Found::StrayQuote | Found::UnclosedQuote => 0,
            _ => finding.column,
        };
        let key = (finding.found, column);
        let noted = self.noted.entry(key).or_insert_with(|| self.room.kept(finding.found, column));
        if *noted < PLACES_KEPT {
            *noted += 1;
            self.judged.findings.push(finding);
        } else {
            *self.judged.uncounted.entry(key).or_insert(0) += 1;
        }
    }
}
