//! One pass over a table: chunks are read and taken on the calling thread, and worked on in between.

use super::budget::Budget;
use super::columns::Columns;
use super::error::Error;
use super::input::is_packed;
use super::place::ChunkAt;
use super::settings::Tuning;
use super::sink::AnyMaker;
use super::stream::{Chunk, Stream, broken};
use super::work::{Parts, Room, Scratch, Work};
use crate::csvw::dialect::CompiledDialect;
use crate::diagnostics::{Diagnostic, Report};
use crate::model::Table;
use crate::sources::Sources;
use std::cell::OnceCell;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// What is read, and how.
pub(super) struct Pass<'a> {
    pub(super) sources: &'a Sources,
    pub(super) dataset: &'a str,
    pub(super) table: &'a Table,
    pub(super) dialect: &'a CompiledDialect,
    pub(super) columns: &'a Columns,
    pub(super) room: &'a Room,
    pub(super) budget: &'a Budget,
    pub(super) tuning: Tuning,
}

/// Whoever takes the parts of the chunks in their order.
pub(super) trait Taker {
    /// Takes the next chunk's parts. Breaking off ends the pass.
    fn take(&mut self, parts: Parts, at: &ChunkAt<'_>, report: &mut Report) -> Result<ControlFlow<()>, Error>;
}

/// What a pass came to.
#[derive(Debug, Default)]
pub(super) struct PassEnd {
    /// Rows in all files.
    pub(super) rows: u64,
    /// A file could not be read, or not to its end.
    pub(super) incomplete: bool,
}

/// A chunk and, once it was worked on, its parts.
struct Slot {
    chunk: Chunk,
    parts: Option<Parts>,
}

impl Pass<'_> {
    /// Reads the table once. Structural findings and those about headers go into `report`; all else is `taker`'s.
    pub(super) fn run<'m>(
        &self,
        makers: &[Box<dyn AnyMaker + 'm>],
        taker: &mut dyn Taker,
        report: &mut Report,
    ) -> Result<PassEnd, Error> {
        let stream = Stream::new(self.sources, self.dataset, self.table, self.dialect, self.tuning, report);
        let work = Work { dialect: self.dialect, columns: self.columns, makers, room: self.room };
        let mut running = Running { pass: self, stream, taker, report, at: Position::default() };
        if self.is_large() {
            running.on_all_cores(&work)?;
        } else {
            running.on_this_core(&work)?;
        }
        let Running { stream, at, report, .. } = running;
        if !stream.incomplete && !at.stopped {
            let mut rows = at.rows_of_files;
            rows.resize(stream.opened.len(), 0);
            stream.finish(&rows, &at.has_text, report);
        }
        Ok(PassEnd { rows: at.rows, incomplete: stream.incomplete })
    }

    /// Whether the table is worth all cores.
    fn is_large(&self) -> bool {
        let size = |path| {
            let (size, _) = self.sources.size_and_time(path).unwrap_or((0, 0));
            // Tables of rows unpack to several times their size.
            if is_packed(path) { size.saturating_mul(6) } else { size }
        };
        self.table.files.iter().map(size).fold(0, u64::saturating_add) > self.tuning.large
    }
}

/// How far the ordered half is.
#[derive(Default)]
struct Position {
    file: Option<Arc<super::stream::OpenFile>>,
    records: u64,
    lines: u64,
    rows: u64,
    rows_of_files: Vec<u64>,
    has_text: Vec<bool>,
    stopped: bool,
}

struct Running<'p, 'a> {
    pass: &'p Pass<'a>,
    stream: Stream<'p>,
    taker: &'p mut dyn Taker,
    report: &'p mut Report,
    at: Position,
}

impl Running<'_, '_> {
    fn on_this_core(&mut self, work: &Work<'_>) -> Result<(), Error> {
        let mut scratch = Scratch::default();
        while !self.at.stopped
            && let Some(chunk) = self.stream.next(self.report)
        {
            let parts = chunk.broken.is_none().then(|| work.chunk(&chunk.text, &chunk.file.layout, &mut scratch));
            self.take(Slot { chunk, parts })?;
        }
        Ok(())
    }

    /// Three windows of chunks are in flight: while one is worked on by all cores, the calling thread takes the one
    /// before it and reads the one after it. Only the calling thread reads and writes files.
    fn on_all_cores(&mut self, work: &Work<'_>) -> Result<(), Error> {
        let lease = self.pass.budget.lease(6 * rayon::current_num_threads());
        let length = (lease.chunks() / 3).max(1);
        let scratches: Mutex<Vec<Scratch>> = Mutex::default();
        let mut working = self.read_window(length);
        let mut done: Vec<Slot> = Vec::new();
        while !working.is_empty() || !done.is_empty() {
            let mut taken = Ok(());
            let mut next = Vec::new();
            rayon::in_place_scope(|scope| {
                for slot in working.iter_mut().filter(|slot| slot.chunk.broken.is_none()) {
                    let scratches = &scratches;
                    scope.spawn(move |_| {
                        let pop = || scratches.lock().unwrap_or_else(PoisonError::into_inner).pop();
                        let mut scratch = pop().unwrap_or_default();
                        slot.parts = Some(work.chunk(&slot.chunk.text, &slot.chunk.file.layout, &mut scratch));
                        scratches.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
                    });
                }
                taken = done.drain(..).try_for_each(|slot| self.take(slot));
                if taken.is_ok() && !self.at.stopped {
                    next = self.read_window(length);
                }
            });
            taken?;
            if self.at.stopped {
                break;
            }
            done = std::mem::replace(&mut working, next);
        }
        Ok(())
    }

    fn read_window(&mut self, length: usize) -> Vec<Slot> {
        let mut window = Vec::with_capacity(length);
        let mut bytes = 0;
        // Records of many megabytes make large chunks; fewer of them are in flight then.
        while window.len() < length && bytes < 2 * length * self.pass.tuning.chunk_size {
            let Some(chunk) = self.stream.next(self.report) else { break };
            bytes += chunk.text.len();
            window.push(Slot { chunk, parts: None });
        }
        window
    }

    /// The ordered half of a chunk.
    fn take(&mut self, slot: Slot) -> Result<(), Error> {
        let Slot { chunk, parts } = slot;
        if self.at.stopped {
            return Ok(());
        }
        if !self.at.file.as_ref().is_some_and(|file| Arc::ptr_eq(file, &chunk.file)) {
            self.at.file = Some(Arc::clone(&chunk.file));
            self.at.records = chunk.file.head_records;
            self.at.lines = chunk.file.head_lines;
            // A file without a chunk of rows has none of them.
            let index = self.stream.opened.iter().position(|file| Arc::ptr_eq(file, &chunk.file)).unwrap_or(0);
            self.at.rows_of_files.resize(index + 1, 0);
        }
        let at = ChunkAt {
            path: &chunk.file.path,
            text: &chunk.text,
            table: self.pass.table,
            layout: &chunk.file.layout,
            dialect: self.pass.dialect,
            records_before: self.at.records,
            lines_before: self.at.lines,
            records: OnceCell::new(),
        };
        if let Some((flaw, offset)) = &chunk.broken {
            let finding: Diagnostic = broken(flaw, *offset, &at);
            self.report.add(finding.of_dataset(self.pass.dataset).of_table(&self.pass.table.name));
        }
        if let Some(parts) = parts {
            let judged = &parts.judged;
            self.at.records += judged.records;
            self.at.lines += judged.lines;
            self.at.rows += judged.rows;
            if let Some(rows) = self.at.rows_of_files.last_mut() {
                *rows += judged.rows;
            }
            self.at.has_text.resize(judged.has_text.len(), false);
            for (all, one) in self.at.has_text.iter_mut().zip(&judged.has_text) {
                *all |= one;
            }
            self.at.stopped = self.taker.take(parts, &at, self.report)?.is_break();
        }
        drop(at);
        self.stream.give_back(chunk.text);
        Ok(())
    }
}
