//! SQLite: all tables of a dataset in one database, with their keys and what their columns mean.
//!
//! The sinks of a dataset's tables share the database. A chunk's rows become values on any core ([`SqliteRows`]); they are
//! inserted in their order, beside the thread that reads. Which types there are: `form`; which tables and keys: `design`.

mod database;
mod design;
mod dictionary;
mod form;
mod number;
mod packed;
#[cfg(test)]
mod tests;

use super::buffers::Buffers;
use super::whole::{Outcome, WholeFile};
use crate::diagnostics::Report;
use crate::model::{ColumnProfile, Dataset, Format, Table};
use crate::output::{Lane, Staging};
use crate::publish::metadata::promises;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};
use database::{Batch, Writing};
use design::Design;
use form::Column;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why there is no file: a phrase, and what to do.
type Obstacle = (String, String);

/// A dataset whose files are so many times larger than the database may be is not tried: inserting its rows up to the limit
/// would hold up every other format.
const TIMES_THE_LIMIT: u64 = 2;

/// `<dataset>.sqlite` while the dataset's tables are read, one after another.
#[derive(Debug)]
pub struct SqliteDatabase<'a> {
    dataset: &'a Dataset,
    staging: &'a Staging,
    /// The language of what people are told in the dictionary.
    language: &'a str,
    path: String,
    limit: u64,
    tables: Vec<Arc<Design>>,
    buffers: Buffers,
    state: Mutex<State>,
    /// What values of the columns of each table break.
    broken: Mutex<Broken>,
}

/// By the names of tables, then of columns.
type Broken = BTreeMap<String, BTreeMap<String, ColumnProfile>>;

/// What becomes of the file.
#[derive(Debug)]
enum State {
    Writing(Box<Lane<Writing>>),
    /// It is known before the first row that there is none.
    Withdrawn(Obstacle),
    /// A table could not be read to its end, which is told elsewhere.
    Abandoned,
}

impl<'a> SqliteDatabase<'a> {
    /// Begins the database with its tables; it is taken back when it grows over `limit` bytes, and when a value or a key
    /// cannot be kept. It is not begun where the tables' files have `size` bytes and that is far more. None for a dataset
    /// without tables.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(
        staging: &'a Staging,
        dataset: &'a Dataset,
        language: &'a str,
        (size, limit): (u64, u64),
    ) -> Result<Option<Self>, Error> {
        if dataset.tables.is_empty() {
            return Ok(None);
        }
        let path = super::dataset_address(&dataset.id, Format::Sqlite);
        let buffers = Buffers::default();
        let design = if size > limit.saturating_mul(TIMES_THE_LIMIT) {
            let reason =
                format!("the tables' files are more than {TIMES_THE_LIMIT} times the {limit} bytes that it may have");
            Err((reason, super::whole::too_large(Format::Sqlite, limit).1))
        } else {
            design::of(dataset)
        };
        let (tables, state) = match design {
            Ok(tables) => {
                let tables: Vec<Arc<Design>> = tables.into_iter().map(Arc::new).collect();
                let begin = |file: PathBuf| Writing::begin(&file, &tables, limit, buffers.clone());
                let writing = staging.prepare(&path).and_then(begin).map_err(Error::write(&path))?;
                (tables, State::Writing(Box::new(Lane::new(writing))))
            }
            Err(obstacle) => {
                buffers.end();
                (Vec::new(), State::Withdrawn(obstacle))
            }
        };
        Ok(Some(Self {
            dataset,
            staging,
            language,
            path,
            limit,
            tables,
            buffers,
            state: Mutex::new(state),
            broken: Mutex::default(),
        }))
    }

    /// Nothing under the lock can panic half-way.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What inserts the rows of a table of the dataset.
    #[must_use]
    pub fn table(&self, table: &Table) -> SqliteTable<'_> {
        let number = self.tables.iter().position(|design| design.name == table.name);
        let columns = number.and_then(|number| self.tables.get(number)).map(|design| Arc::clone(&design.columns));
        SqliteTable {
            database: self,
            name: table.name.clone(),
            number: number.unwrap_or(usize::MAX),
            columns: columns.unwrap_or_default(),
        }
    }

    /// Ends the database, once all tables were read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> Result<Option<WholeFile>, Error> {
        let broken = self.broken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let lane = match state {
            State::Writing(lane) => lane,
            State::Withdrawn(obstacle) => return Ok(Some(WholeFile::withdrawn(Format::Sqlite, self.path, obstacle))),
            State::Abandoned => return Ok(None),
        };
        let (writing, _) = lane.end().map_err(Error::write(&self.path))?;
        let dictionary = |connection: &_, rows: &[u64]| {
            dictionary::write(connection, self.dataset, self.language, &self.tables, (rows, &broken))
        };
        let obstacle = writing.finish(dictionary).map_err(Error::write(&self.path))?;
        let outcome = match obstacle {
            Some(obstacle) => Outcome::Withdrawn(obstacle),
            None => {
                let written = self.staging.written(&self.path).map_err(Error::write(&self.path))?;
                if written.bytes > self.limit {
                    Outcome::Withdrawn(super::whole::too_large(Format::Sqlite, self.limit))
                } else {
                    Outcome::Written(written)
                }
            }
        };
        if let Outcome::Withdrawn(_) = outcome {
            self.staging.remove(&self.path).map_err(Error::write(&self.path))?;
        }
        Ok(Some(WholeFile { format: Format::Sqlite, path: self.path, outcome }))
    }

    fn give(&self, number: usize, rows: Vec<u8>) -> Result<(), Error> {
        let State::Writing(lane) = &mut *self.state() else { return Ok(()) };
        if rows.is_empty() {
            self.buffers.give(rows);
            return Ok(());
        }
        let held = rows.capacity();
        lane.give(Batch { table: number, rows }, held).map_err(Error::write(&self.path))
    }

    fn abandon(&self) -> Result<(), Error> {
        self.buffers.end();
        let before = std::mem::replace(&mut *self.state(), State::Abandoned);
        let State::Writing(lane) = before else { return Ok(()) };
        drop(lane.stop());
        self.staging.remove(&self.path).map_err(Error::write(&self.path))
    }
}

/// The rows of one table on their way into the database.
#[derive(Debug)]
pub struct SqliteTable<'a> {
    database: &'a SqliteDatabase<'a>,
    name: String,
    number: usize,
    columns: Arc<[Column]>,
}

impl Sink for SqliteTable<'_> {
    type Maker = SqliteRows;

    fn maker(&self) -> SqliteRows {
        SqliteRows { columns: Arc::clone(&self.columns), buffers: self.database.buffers.clone() }
    }

    fn take(&mut self, part: Option<Vec<u8>>, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        part.map_or(Ok(()), |rows| self.database.give(self.number, rows))
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let broken = promises::broken(outcome.report);
        self.database.broken.lock().unwrap_or_else(PoisonError::into_inner).insert(self.name, broken);
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        self.database.abandon()
    }
}

/// The pure half of [`SqliteTable`].
#[derive(Debug)]
pub struct SqliteRows {
    columns: Arc<[Column]>,
    buffers: Buffers,
}

impl Maker for SqliteRows {
    /// The values of a chunk's rows, packed; none once the file was taken back.
    type Part = Option<Vec<u8>>;

    fn begin(&self) -> Option<Vec<u8>> {
        self.buffers.take()
    }

    fn rows<'r>(&self, part: &mut Option<Vec<u8>>, rows: &'r Rows<'r>) {
        let Some(out) = part else { return };
        let mut list = Vec::new();
        for row in rows.iter() {
            for column in &*self.columns {
                column.pack(&row, &mut list, out);
            }
        }
    }
}
