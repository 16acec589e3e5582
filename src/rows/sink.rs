//! Sinks: whatever wants rows, in two halves. The [`Maker`] is pure and turns the rows of a chunk into a part, on any
//! core; the [`Sink`] takes the parts in the order of the chunks, on the thread that reads.

use super::error::Error;
use super::place::ChunkAt;
use crate::csvw::value::{Kind, Value};
use crate::diagnostics::Report;
use crate::model::TableSummary;
use std::any::Any;

/// The pure half. What it makes may depend on the rows of the chunk alone; it may use what it shares with its sink only
/// to leave out work whose result is certain not to be wanted.
pub trait Maker: Send + Sync {
    /// What it makes of a chunk.
    type Part: Send + 'static;
    /// The part of a chunk without rows.
    fn begin(&self) -> Self::Part;
    /// Adds a row of the chunk.
    fn row(&self, part: &mut Self::Part, row: &Row<'_>);
}

/// The ordered half.
pub trait Sink: Send {
    /// The other half.
    type Maker: Maker;
    /// The other half, made once.
    fn maker(&self) -> Self::Maker;
    /// Takes the part of the next chunk; `at` knows where the chunk is.
    ///
    /// # Errors
    /// When a file cannot be written.
    fn take(&mut self, part: <Self::Maker as Maker>::Part, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error>;
    /// All rows were taken. What was found or written goes into the outcome.
    ///
    /// # Errors
    /// When a file cannot be written.
    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error>;
    /// The table could not be read to its end: what was written is taken back.
    ///
    /// # Errors
    /// When a file cannot be removed.
    fn abandon(self: Box<Self>) -> Result<(), Error>;
}

/// Where a sink puts what it has at the end.
#[derive(Debug)]
pub struct Finished<'a> {
    /// What the table came to; `rows` is there already.
    pub summary: &'a mut TableSummary,
    /// Every file of the site that was written.
    pub files: &'a mut Vec<WrittenFile>,
    /// Findings.
    pub report: &'a mut Report,
}

/// A file of the site that was staged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenFile {
    /// Its address below the site.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A cell as it is in the file.
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

/// A row of the table: a value for each column of the schema, in order.
#[derive(Debug)]
pub struct Row<'r> {
    pub(super) chunk: &'r [u8],
    pub(super) unescaped: &'r [u8],
    pub(super) part: &'r [u8],
    pub(super) arena: &'r [u8],
    pub(super) items: &'r [Value],
    pub(super) values: &'r [Value],
    pub(super) raws: &'r [Raw],
    pub(super) flawed: &'r [u32],
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

impl<'r> Row<'r> {
    /// The value in a column of the schema, from 0. Null where there is no such column.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cell<'r> {
        let value = self.value(column);
        Cell { kind: value.kind, text: value.text(self.raw(column), self.arena) }
    }

    /// The items of a list; none for other values.
    pub fn items(&self, column: usize) -> impl Iterator<Item = Cell<'r>> + use<'r> {
        let (raw, arena) = (self.raw(column), self.arena);
        self.value(column)
            .items(self.items)
            .iter()
            .map(move |item| Cell { kind: item.kind, text: item.text(raw, arena) })
    }

    /// The cell as it is in the file, quotes undone.
    #[must_use]
    pub fn raw(&self, column: usize) -> &'r [u8] {
        let raw = self.raws.get(column).copied().unwrap_or_default();
        let home = match raw.home {
            Home::Chunk => self.chunk,
            Home::Unescaped => self.unescaped,
            Home::Part => self.part,
        };
        home.get(raw.start as usize..raw.end as usize).unwrap_or_default()
    }

    /// Whether something is wrong with the cell; its value is then its text.
    #[must_use]
    pub fn is_flawed(&self, column: usize) -> bool {
        self.flawed.iter().any(|flawed| *flawed as usize == column)
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

    /// Adds the value's normal form, by which keys are compared, to `out`.
    pub(super) fn key_bytes(&self, column: usize, out: &mut Vec<u8>) {
        crate::csvw::key::key_bytes(self.value(column), self.raw(column), self.arena, self.items, out);
    }

    fn value(&self, column: usize) -> Value {
        self.values.get(column).copied().unwrap_or(Value::NULL)
    }
}

/// A sink of any type with its maker.
pub struct BoxedSink<'a> {
    pub(super) sink: Box<dyn AnySink + 'a>,
    pub(super) maker: Box<dyn AnyMaker + 'a>,
}

impl<'a> BoxedSink<'a> {
    /// Puts a sink where sinks of other types are.
    pub fn new<S: Sink + 'a>(sink: S) -> Self
    where
        S::Maker: 'a,
    {
        let maker = Box::new(sink.maker());
        Self { sink: Box::new(Forgotten(Box::new(sink))), maker }
    }
}

/// A [`Maker`] whose type is forgotten.
pub(super) trait AnyMaker: Send + Sync {
    fn begin(&self) -> Box<dyn Making + '_>;
}

/// A part while it is made.
pub(super) trait Making {
    fn row(&mut self, row: &Row<'_>);
    fn end(self: Box<Self>) -> Box<dyn Any + Send>;
}

struct MakingOf<'m, M: Maker> {
    maker: &'m M,
    part: M::Part,
}

impl<M: Maker> AnyMaker for M {
    fn begin(&self) -> Box<dyn Making + '_> {
        Box::new(MakingOf { maker: self, part: Maker::begin(self) })
    }
}

impl<M: Maker> Making for MakingOf<'_, M> {
    fn row(&mut self, row: &Row<'_>) {
        self.maker.row(&mut self.part, row);
    }

    fn end(self: Box<Self>) -> Box<dyn Any + Send> {
        Box::new(self.part)
    }
}

/// A [`Sink`] whose type is forgotten.
pub(super) trait AnySink: Send {
    fn take(&mut self, part: Box<dyn Any + Send>, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error>;
    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error>;
    fn abandon(self: Box<Self>) -> Result<(), Error>;
}

struct Forgotten<S>(Box<S>);

impl<S: Sink> AnySink for Forgotten<S> {
    fn take(&mut self, part: Box<dyn Any + Send>, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        match part.downcast::<<S::Maker as Maker>::Part>() {
            Ok(part) => self.0.take(*part, at, report),
            // Parts come from the sink's own maker.
            Err(_) => Ok(()),
        }
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.0.finish(outcome)
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        self.0.abandon()
    }
}
