//! Some rows of a chunk, with a value for each column of the schema: what a [`Maker`](super::Maker) is given.
//!
//! A value that is written as its canonical text is has no memory of its own: one number says so, and its text is in the
//! chunk. Only what had to be rewritten, or is flawed, is kept apart.

use super::columns::Columns;
use super::header::Layout;
use super::object::ObjectWriter;
use super::pen::Pen;
use crate::csvw::column::screen::Verdict;
use crate::csvw::tokenizer::{Field, Records};
use crate::csvw::value::{Kind, Value};
use std::cell::{OnceCell, RefCell};

/// Rows of a batch: so many that their cells are still in the processor's nearest memory when the last column is looked
/// at.
pub(super) const ROWS: usize = 128;
/// Cells of a batch: a table of many columns has fewer rows at a time.
const CELLS: usize = 16 * 1024;

/// How many rows a batch has of records of so many fields.
pub(super) fn rows_of(fields: usize) -> usize {
    (CELLS / fields.max(1)).clamp(1, ROWS)
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State(u32);

impl State {
    /// It is written as its canonical text is.
    pub(super) const AS_WRITTEN: Self = Self(0);
    /// It is null.
    pub(super) const NULL: Self = Self(1);
    /// It is still to be read.
    pub(super) const UNKNOWN: Self = Self(2);
    /// From here on: it is among the [`Odd`] ones.
    const ODD: u32 = 3;

    /// The odd cell of that number.
    pub(super) fn odd(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX - Self::ODD) + Self::ODD)
    }

    /// Whether it is among the odd ones.
    #[inline]
    pub(super) fn is_odd(self) -> bool {
        self.0 >= Self::ODD
    }

    fn number(self) -> Option<usize> {
        self.0.checked_sub(Self::ODD).map(|number| number as usize)
    }
}

impl From<Verdict> for State {
    #[inline]
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::AsWritten => Self::AS_WRITTEN,
            Verdict::Null => Self::NULL,
            Verdict::Unknown => Self::UNKNOWN,
        }
    }
}

/// A row of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowAt {
    /// Its record in the chunk, from 0.
    pub(super) record: u32,
    /// Its record in the batch.
    pub(super) in_batch: u32,
    /// The index of its first field in the batch, and how many there are.
    pub(super) first_field: u32,
    pub(super) field_count: u32,
    /// Whether its cells were judged; those of a ragged record are not.
    pub(super) judged: bool,
}

impl RowAt {
    /// A field of the row; none where the record has fewer.
    #[inline]
    pub(super) fn field<'f>(&self, records: &'f Records, field: u32) -> Option<&'f Field> {
        if field >= self.field_count {
            return None;
        }
        records.fields.get(self.first_field as usize + field as usize)
    }
}

/// A cell that is not as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Odd {
    pub(super) value: Value,
    pub(super) raw: Raw,
    pub(super) flawed: bool,
}

/// A cell's text as it is in the file, quotes undone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raw {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) home: Home,
}

/// Which bytes a [`Raw`] is in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Home {
    #[default]
    Chunk,
    /// Doubled quotes were undone.
    Unescaped,
    /// The value of the part column, from the file's name.
    Part,
}

/// Memory of a batch, used again for the next one.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) rows: Vec<RowAt>,
    /// For each column after another, for each row, what its cell is.
    pub(super) states: Vec<State>,
    pub(super) odd: Vec<Odd>,
    pub(super) items: Vec<Value>,
    pub(super) arena: Vec<u8>,
    pub(super) unescaped: Vec<u8>,
    /// Memory for the objects of a batch, while there are none.
    pub(super) objects: RefCell<Objects>,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.states.clear();
        self.odd.clear();
        self.items.clear();
        self.arena.clear();
        self.unescaped.clear();
    }
}

/// Some rows of a chunk, in order.
pub struct Rows<'r> {
    pub(super) chunk: &'r [u8],
    pub(super) records: &'r Records,
    pub(super) memory: &'r Memory,
    pub(super) columns: &'r Columns,
    pub(super) layout: &'r Layout,
    pub(super) writer: &'r ObjectWriter,
    pub(super) objects: OnceCell<Objects>,
}

/// A row of the table: a value for each column of the schema, in order.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    pub(super) rows: &'r Rows<'r>,
    pub(super) index: usize,
    /// Its record in the chunk, from 0.
    pub record: u32,
    /// Whether its cells were judged; those of a ragged record are not.
    pub judged: bool,
}

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'r> {
    /// What it is.
    pub kind: Kind,
    /// Its canonical text; empty for null and for lists.
    pub text: &'r [u8],
}

impl Cell<'_> {
    const NULL: Self = Self { kind: Kind::Null, text: &[] };
}

/// Rows as JSON objects of the published columns, each on a line of its own.
#[derive(Debug, Default)]
pub struct Objects {
    pub(super) pen: Pen,
    /// One past each object's last byte; a line feed follows.
    pub(super) ends: Vec<usize>,
}

impl Objects {
    /// Memory for the objects of more rows than these is not kept.
    const KEPT: usize = 1024 * 1024;

    /// All rows as NDJSON.
    #[must_use]
    pub fn lines(&self) -> &[u8] {
        self.pen.written()
    }

    /// Each row's object.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ends.iter().scan(0, |start, &end| {
            let object = self.lines().get(*start..end);
            *start = end + 1;
            object
        })
    }

    /// The same memory for other rows.
    pub(super) fn cleared(mut self) -> Self {
        self.pen.clear(Self::KEPT);
        self.ends.clear();
        self
    }

    fn get(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        self.ends.get(index).and_then(|end| self.lines().get(start..*end)).unwrap_or_default()
    }
}

impl<'r> Rows<'r> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.memory.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.memory.rows.is_empty()
    }

    /// The rows in order.
    pub fn iter(&'r self) -> impl Iterator<Item = Row<'r>> {
        self.memory.rows.iter().enumerate().map(|(index, row)| Row {
            rows: self,
            index,
            record: row.record,
            judged: row.judged,
        })
    }

    /// The value in a row of the batch and a column of the schema, both from 0. Null where there is no such cell.
    #[must_use]
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match self.state(row, column) {
            State::AS_WRITTEN => Cell { kind: self.columns.kind(column), text: self.field(row, column) },
            State::NULL => Cell::NULL,
            odd => self.odd(odd).map_or(Cell::NULL, |odd| Cell {
                kind: odd.value.kind,
                text: odd.value.text(self.home(odd.raw), &self.memory.arena),
            }),
        }
    }

    /// The values of a column of the schema, row by row.
    pub fn column(&self, column: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(move |row| self.cell(row, column))
    }

    /// Sorts the cells of a column: where in the chunk those are that are written as their canonical text is (added to
    /// `written`, in order), the rows of those that are not (added to `others`), and how many are null.
    pub(super) fn sort_out(&self, column: usize, written: &mut Vec<(u32, u32)>, others: &mut Vec<usize>) -> u64 {
        let rows = &self.memory.rows;
        let states = self.memory.states.get(column * rows.len()..(column + 1) * rows.len()).unwrap_or_default();
        let mut nulls = 0;
        let field = self.layout.field(column);
        for (index, (row, state)) in rows.iter().zip(states).enumerate() {
            match *state {
                State::AS_WRITTEN => {
                    let field = field.and_then(|field| row.field(self.records, field));
                    written.push(field.map_or((0, 0), |field| (field.start, field.end)));
                }
                State::NULL => nulls += 1,
                _ => others.push(index),
            }
        }
        nulls
    }

    /// The bytes that the places of [`Self::sort_out`] are in.
    pub(super) fn chunk(&self) -> &[u8] {
        self.chunk
    }

    /// The records of the batch as they are in the chunk.
    pub(super) fn text(&self) -> &[u8] {
        let records = &self.records.records;
        let ends = records.first().zip(records.last());
        ends.and_then(|(first, last)| self.chunk.get(first.range().start..last.range().end)).unwrap_or_default()
    }

    /// The rows as JSON objects. They are made once for all who ask.
    #[must_use]
    pub fn objects(&'r self) -> &'r Objects {
        self.objects.get_or_init(|| self.writer.batch(self, self.memory.objects.take()))
    }

    #[inline]
    fn state(&self, row: usize, column: usize) -> State {
        self.memory.states.get(column * self.len() + row).copied().unwrap_or(State::NULL)
    }

    fn odd(&self, state: State) -> Option<&Odd> {
        self.memory.odd.get(state.number()?)
    }

    fn home(&self, raw: Raw) -> &[u8] {
        let home = match raw.home {
            Home::Chunk => self.chunk,
            Home::Unescaped => &self.memory.unescaped,
            Home::Part => self.layout.part_value(),
        };
        home.get(raw.start as usize..raw.end as usize).unwrap_or_default()
    }

    /// The bytes of a field that needs no unescaping.
    #[inline]
    fn field(&self, row: usize, column: usize) -> &[u8] {
        let row = self.memory.rows.get(row).zip(self.layout.field(column));
        let field = row.and_then(|(row, field)| row.field(self.records, field));
        field.and_then(|field| self.chunk.get(field.range())).unwrap_or_default()
    }
}

impl<'r> Row<'r> {
    /// The value in a column of the schema, from 0. Null where there is no such column.
    #[must_use]
    #[inline]
    pub fn cell(&self, column: usize) -> Cell<'r> {
        self.rows.cell(self.index, column)
    }

    /// The items of a list; none for other values.
    pub fn items(&self, column: usize) -> impl Iterator<Item = Cell<'r>> + use<'r> {
        let rows = self.rows;
        let odd = match rows.state(self.index, column) {
            State::AS_WRITTEN | State::NULL => None,
            odd => rows.odd(odd),
        };
        odd.into_iter().flat_map(move |odd| {
            let raw = rows.home(odd.raw);
            let items = odd.value.items(&rows.memory.items).iter();
            items.map(move |item| Cell { kind: item.kind, text: item.text(raw, &rows.memory.arena) })
        })
    }

    /// The cell as it is in the file, quotes undone.
    #[must_use]
    pub fn raw(&self, column: usize) -> &'r [u8] {
        match self.rows.state(self.index, column) {
            State::AS_WRITTEN | State::NULL => self.rows.field(self.index, column),
            odd => self.rows.odd(odd).map_or(&[], |odd| self.rows.home(odd.raw)),
        }
    }

    /// Whether something is wrong with the cell; its value is then its text.
    #[must_use]
    pub fn is_flawed(&self, column: usize) -> bool {
        match self.rows.state(self.index, column) {
            State::AS_WRITTEN | State::NULL => false,
            odd => self.rows.odd(odd).is_some_and(|odd| odd.flawed),
        }
    }

    /// The text that a CSV has for the cell: canonical, a list joined with its separator, nothing for null.
    #[must_use]
    pub fn csv_text<'b>(&self, column: usize, separator: Option<&[u8]>, buffer: &'b mut Vec<u8>) -> &'b [u8]
    where
        'r: 'b,
    {
        let cell = self.cell(column);
        if cell.kind != Kind::List {
            return cell.text;
        }
        buffer.clear();
        for (index, item) in self.items(column).enumerate() {
            if index > 0 {
                buffer.extend_from_slice(separator.unwrap_or_default());
            }
            buffer.extend_from_slice(item.text);
        }
        buffer
    }

    /// Adds the row as a JSON object of the published columns, in order, to `out`. It is made once for all who ask.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.rows.objects().get(self.index));
    }

    /// Adds the value's normal form, by which keys are compared, to `out`.
    pub(super) fn key_bytes(&self, column: usize, out: &mut Vec<u8>) {
        let rows = self.rows;
        let (value, raw) = match rows.state(self.index, column) {
            State::AS_WRITTEN => {
                let raw = rows.field(self.index, column);
                (Value { kind: rows.columns.kind(column), ..Value::source(raw) }, raw)
            }
            State::NULL => (Value::NULL, [].as_slice()),
            odd => rows.odd(odd).map_or((Value::NULL, [].as_slice()), |odd| (odd.value, rows.home(odd.raw))),
        };
        crate::csvw::key::key_bytes(value, raw, &rows.memory.arena, &rows.memory.items, out);
    }
}
