//! Sinks: whatever wants rows, in two halves. The [`Maker`] is pure and turns the rows of a chunk into a part, on any
//! core; the [`Sink`] takes the parts in the order of the chunks, on the thread that reads.

use super::batch::Rows;
use super::error::Error;
use super::place::ChunkAt;
use super::timings::Timings;
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
    /// Adds the next rows of the chunk.
    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>);
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
    /// Where the time of threads goes that a sink has besides those of the row engine.
    pub timings: &'a Timings,
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
    fn rows<'r>(&mut self, rows: &'r Rows<'r>);
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
    fn rows<'r>(&mut self, rows: &'r Rows<'r>) {
        self.maker.rows(&mut self.part, rows);
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
