//! The pure half of reading: the records of a chunk become rows, are judged, and are shown to every maker.

use super::columns::Columns;
use super::header::Layout;
use super::object::ObjectWriter;
use super::sink::{AnyMaker, Home, Raw, Row, RowObject};
use crate::csvw::dialect::CompiledDialect;
use crate::csvw::tokenizer::{RecordKind, Records, SyntaxFlawKind, split};
use crate::csvw::value::{FlawKind, Kind, Value};
use crate::diagnostics::PLACES_KEPT;
use std::any::Any;
use std::cell::RefCell;
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
    values: Vec<Value>,
    raws: Vec<Raw>,
    items: Vec<Value>,
    arena: Vec<u8>,
    unescaped: Vec<u8>,
    one: Vec<u8>,
    key: Vec<u8>,
    flawed: Vec<u32>,
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
        let mut records = std::mem::take(&mut scratch.records);
        split(self.dialect, text, &mut records);
        let mut judge = Judge::new(self.room, self.columns.columns.len());
        let mut makings: Vec<_> = self.makers.iter().map(|maker| maker.begin()).collect();
        let mut flaws = records.flaws.iter().peekable();
        let object = RowObject { writer: self.object, made: RefCell::default() };
        let mut rows = 0;
        for (index, record) in records.records.iter().enumerate() {
            let number = u32::try_from(index).unwrap_or(u32::MAX);
            let mut unclosed = false;
            while let Some(flaw) = flaws.next_if(|flaw| flaw.record == number) {
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
            rows += 1;
            let ragged = record.field_count != layout.expected();
            if ragged && !unclosed {
                judge.add(Finding { found: Found::Ragged, record: number, column: 0, offset: 0 });
            }
            let judged = !ragged && !unclosed;
            let fields = record.fields();
            self.read_row(text, &records, fields, layout, number, judged, scratch, &mut judge);
            object.made.borrow_mut().clear();
            let row = Row {
                chunk: text,
                unescaped: &scratch.unescaped,
                part: layout.part_value(),
                arena: &scratch.arena,
                items: &scratch.items,
                values: &scratch.values,
                raws: &scratch.raws,
                flawed: &scratch.flawed,
                object: &object,
                record: number,
                judged,
            };
            for making in &mut makings {
                making.row(&row);
            }
        }
        judge.judged.records = records.records.len() as u64;
        judge.judged.lines = u64::from(records.lines);
        judge.judged.rows = rows;
        scratch.records = records;
        Parts { judged: judge.judged, parts: makings.into_iter().map(super::sink::Making::end).collect() }
    }

    /// Reads the cells of a record into `scratch`, and judges them.
    #[allow(clippy::too_many_arguments, reason = "the innermost loop: everything it needs, borrowed apart")]
    fn read_row(
        &self,
        text: &[u8],
        records: &Records,
        fields: std::ops::Range<usize>,
        layout: &Layout,
        record: u32,
        judged: bool,
        scratch: &mut Scratch,
        judge: &mut Judge<'_>,
    ) {
        let Scratch { values, raws, items, arena, unescaped, one, key, flawed, .. } = scratch;
        values.clear();
        raws.clear();
        items.clear();
        arena.clear();
        unescaped.clear();
        flawed.clear();
        for (index, column) in self.columns.columns.iter().enumerate() {
            let (raw, bytes): (Raw, &[u8]) = match layout.field(index) {
                Some(field) if (field as usize) < fields.len() => {
                    let at = fields.start + field as usize;
                    let field = records.fields[at];
                    if field.needs_unescaping() {
                        let bytes = records.field(text, at, one);
                        let start = unescaped.len();
                        unescaped.extend_from_slice(bytes);
                        (Raw { start: small(start), end: small(unescaped.len()), home: Home::Unescaped }, bytes)
                    } else {
                        let range = field.range();
                        (Raw { start: small(range.start), end: small(range.end), home: Home::Chunk }, &text[range])
                    }
                }
                None if layout.is_part_column(index) => {
                    let value = layout.part_value();
                    (Raw { start: 0, end: small(value.len()), home: Home::Part }, value)
                }
                // A virtual column is empty in every row, and may have a default (tabular-data-model § 4.3).
                None if column.is_virtual => (Raw::default(), &[]),
                // A column that is not in the file was found when its header was read.
                _ => {
                    values.push(Value::NULL);
                    raws.push(Raw::default());
                    continue;
                }
            };
            raws.push(raw);
            if !bytes.is_empty() {
                judge.judged.has_text[index] = true;
            }
            let column_number = small(index);
            let mut flaw = |found, flawed: &mut Vec<u32>| {
                flawed.push(column_number);
                // A value from a file's name was judged when the file was opened.
                if judged && !matches!(raw.home, Home::Part) {
                    judge.add(Finding { found, record, column: column_number, offset: 0 });
                }
            };
            match column.compiled.read(bytes, arena, items) {
                Ok(value) => {
                    if column.codes.is_some() && !column.has_only_codes(value, bytes, arena, items, key) {
                        flaw(Found::NotACode, flawed);
                    }
                    if value.kind == Kind::List && column.has_separator_in_item(value, bytes, arena, items) {
                        flaw(Found::Separator, flawed);
                    }
                    values.push(value);
                }
                Err(cell) => {
                    flaw(Found::Cell(cell.kind), flawed);
                    // The value of a cell with an error is its text (tabular-data-model § 6.4).
                    let missing = cell.kind == FlawKind::Required;
                    values.push(if missing { Value::NULL } else { Value::source(bytes) });
                }
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
