//! One pass over a table: chunks are read and taken on the calling thread, and worked on in between.

use super::budget::Budget;
use super::columns::Columns;
use super::error::Error;
use super::input::is_packed;
use super::object::ObjectWriter;
use super::place::ChunkAt;
use super::settings::Tuning;
use super::sink::AnyMaker;
use super::stream::{Chunk, Stream, broken};
use super::timings::{Phase, Timings};
use super::work::{Parts, Room, Scratch, Work};
use crate::csvw::dialect::CompiledDialect;
use crate::diagnostics::{Diagnostic, Report};
use crate::model::Table;
use crate::sources::Sources;
use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

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
    pub(super) timings: &'a Timings,
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
        let object = ObjectWriter::new(self.table);
        let work = Work { dialect: self.dialect, columns: self.columns, makers, room: self.room, object: &object };
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

    /// Works on a chunk.
    fn work(&self, work: &Work<'_>, chunk: &Chunk, scratch: &mut Scratch) -> Parts {
        let _timer = self.timings.timer(Phase::Work);
        work.chunk(&chunk.text, &chunk.file.layout, scratch)
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

/// What was read and not yet taken.
struct Bench<'p> {
    pass: &'p Pass<'p>,
    state: Mutex<OnBench>,
    /// Something was done.
    news: Condvar,
}

#[derive(Default)]
struct OnBench {
    waiting: VecDeque<(u64, Chunk)>,
    done: BTreeMap<u64, Slot>,
    scratches: Vec<Scratch>,
    panicked: bool,
}

/// Takes what still waits off the bench.
struct Clear<'b, 'p>(&'b Bench<'p>);

impl Drop for Clear<'_, '_> {
    fn drop(&mut self) {
        self.0.state().waiting.clear();
    }
}

/// Tells whoever waits that there will be nothing to wait for.
struct Busy<'b, 'p>(&'b Bench<'p>);

impl Drop for Busy<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.state().panicked = true;
        }
        self.0.news.notify_all();
    }
}

impl<'p> Bench<'p> {
    fn new(pass: &'p Pass<'p>) -> Self {
        Self { pass, state: Mutex::default(), news: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, OnBench> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lays a chunk out to be worked on.
    fn lay(&self, number: u64, chunk: Chunk) {
        let mut state = self.state();
        if chunk.broken.is_some() {
            state.done.insert(number, Slot { chunk, parts: None });
        } else {
            state.waiting.push_back((number, chunk));
        }
    }

    /// Works on the first chunk that waits; tells whether there was one.
    fn work(&self, work: &Work<'_>) -> bool {
        let mut state = self.state();
        let Some((number, chunk)) = state.waiting.pop_front() else { return false };
        let mut scratch = state.scratches.pop().unwrap_or_default();
        drop(state);
        let _busy = Busy(self);
        let parts = Some(self.pass.work(work, &chunk, &mut scratch));
        let mut state = self.state();
        state.scratches.push(scratch);
        state.done.insert(number, Slot { chunk, parts });
        true
    }

    /// A chunk that was worked on.
    fn done(&self, number: u64) -> Option<Slot> {
        self.state().done.remove(&number)
    }

    /// Waits until a chunk was worked on that another core is busy with. Tells whether there is any sense in going on.
    fn wait(&self, number: u64) -> bool {
        let is_busy =
            |state: &mut OnBench| !state.done.contains_key(&number) && state.waiting.is_empty() && !state.panicked;
        let _timer = self.pass.timings.timer(Phase::Wait);
        let state = self.news.wait_while(self.state(), is_busy).unwrap_or_else(PoisonError::into_inner);
        !state.panicked
    }
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
            && let Some(chunk) = self.pass.timings.time(Phase::Read, || self.stream.next(self.report))
        {
            let parts = chunk.broken.is_none().then(|| self.pass.work(work, &chunk, &mut scratch));
            self.take(Slot { chunk, parts })?;
        }
        Ok(())
    }

    /// The calling thread reads chunks as long as there is room, and takes those that were worked on in their order; the
    /// other cores work on what was read. Where there is nothing to read and nothing to take, the calling thread works
    /// on a chunk too, so that it waits only for chunks that another core is busy with: no task ever waits for another.
    fn on_all_cores(&mut self, work: &Work<'_>) -> Result<(), Error> {
        let lease = self.pass.budget.lease(6 * rayon::current_num_threads());
        let room = lease.chunks();
        // Records of many megabytes make large chunks; fewer of them are in flight then.
        let room_bytes = 2 * room * self.pass.tuning.chunk_size;
        let bench = Bench::new(self.pass);
        let (mut read, mut taken, mut ended, mut bytes) = (0_u64, 0_u64, false, 0);
        rayon::in_place_scope(|scope| {
            // However it ends, what still waits is not worked on.
            let _clear = Clear(&bench);
            while !self.at.stopped {
                if let Some(slot) = bench.done(taken) {
                    bytes -= slot.chunk.text.len();
                    taken += 1;
                    self.take(slot)?;
                } else if !ended && (read == taken || (read - taken < room as u64 && bytes < room_bytes)) {
                    match self.pass.timings.time(Phase::Read, || self.stream.next(self.report)) {
                        Some(chunk) => {
                            bytes += chunk.text.len();
                            bench.lay(read, chunk);
                            read += 1;
                            scope.spawn(|_| {
                                bench.work(work);
                            });
                        }
                        None => ended = true,
                    }
                } else if read == taken {
                    break;
                } else if !bench.work(work) && !bench.wait(taken) {
                    // A task panicked, which the scope tells.
                    break;
                }
            }
            Ok(())
        })
    }

    /// The ordered half of a chunk.
    fn take(&mut self, slot: Slot) -> Result<(), Error> {
        let Slot { chunk, mut parts } = slot;
        let _timer = self.pass.timings.timer(Phase::Take);
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
        let starts = parts.as_mut().map(|parts| std::mem::take(&mut parts.judged.starts));
        let at = ChunkAt::new(
            (&chunk.file.path, &chunk.text),
            (self.pass.table, &chunk.file.layout, self.pass.dialect),
            (self.at.records, self.at.lines),
            starts.as_deref(),
        );
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
