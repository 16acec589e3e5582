//! The database file while it is written.

use super::Obstacle;
use super::design::Design;
use super::packed::{Misfit, Packed};
use crate::model::Format;
use crate::output::Stage;
use crate::publish::data::buffers::Buffers;
use crate::publish::data::whole::too_large;
use crate::rows::object::cut;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Bytes of a page: SQLite's own choice.
const PAGE: u64 = 4096;

/// So that every build writes the same bytes: nothing of the version but its number in the header, no journal, all in one
/// transaction. What is free in a page is zeros (`secure_delete`), and never what memory held before. The cache is small:
/// what does not fit is written to the file and read back; keys that do not fit where they are sorted are in a temporary file.
const BEGIN: &str = "
PRAGMA page_size = 4096;
PRAGMA auto_vacuum = NONE;
PRAGMA encoding = 'UTF-8';
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA temp_store = FILE;
PRAGMA cache_size = -16384;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = OFF;
PRAGMA user_version = 1;
BEGIN;
";

/// A value in a reason is shown with so many characters.
const SHOWN: usize = 60;

/// Rows of a table, packed.
#[derive(Debug)]
pub(super) struct Batch {
    pub table: usize,
    pub rows: Vec<u8>,
}

/// The file at the other end of the lane.
#[derive(Debug)]
pub(super) struct Writing {
    connection: Connection,
    tables: Vec<Arc<Design>>,
    limit: u64,
    /// Rows of each table.
    rows: Vec<u64>,
    /// The first thing that cannot be kept, in the order of the rows.
    obstacle: Option<Obstacle>,
    buffers: Buffers,
}

/// Why something was not inserted.
enum Refused {
    Obstacle(Obstacle),
    Broken(io::Error),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(io::Error::other(error))
    }
}

impl Writing {
    /// Begins the file with its tables; the folder of `path` is there.
    pub fn begin(path: &Path, tables: &[Arc<Design>], limit: u64, buffers: Buffers) -> io::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(io::Error::other)?;
        let mut writing =
            Self { connection, tables: tables.to_vec(), limit, rows: vec![0; tables.len()], obstacle: None, buffers };
        let begun = writing.create();
        writing.settle(begun)?;
        Ok(writing)
    }

    fn create(&self) -> Result<(), Refused> {
        self.connection.execute_batch(BEGIN)?;
        for table in &self.tables {
            self.connection.execute_batch(&table.create_without_keys()).map_err(Self::refused)?;
        }
        Ok(())
    }

    /// Adds the keys. Rows come in the order of the source, and finding the place of each one's key among all before it
    /// takes longer than sorting them once; but SQLite has no way to add a primary key to a table. So each key's index is
    /// made under the name of the one that the key would have, and then the key is put into the table's definition, which
    /// leaves the file as if it had been there from the beginning (sqlite.org, "Database File Format", 2.6).
    fn add_keys(&self) -> Result<(), Refused> {
        self.connection.execute_batch("PRAGMA writable_schema = ON")?;
        for table in &self.tables {
            for key in table.create_keys() {
                self.connection.execute_batch(&key).map_err(Self::refused)?;
                self.stop_if_too_large()?;
            }
            let sql = "UPDATE sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2";
            self.connection.execute(sql, (table.create(), &table.name))?;
        }
        // All are of keys: no other index has been made.
        let sql = "UPDATE sqlite_schema SET sql = NULL WHERE type = 'index'; PRAGMA writable_schema = RESET";
        Ok(self.connection.execute_batch(sql)?)
    }

    /// Keeps the first obstacle; nothing more is made of rows then.
    fn settle(&mut self, result: Result<(), Refused>) -> io::Result<()> {
        match result {
            Ok(()) => Ok(()),
            Err(Refused::Broken(error)) => Err(error),
            Err(Refused::Obstacle(obstacle)) => {
                self.obstacle.get_or_insert(obstacle);
                self.buffers.end();
                Ok(())
            }
        }
    }

    /// What SQLite refused for the sake of the data; anything else is a fault.
    fn refused(error: rusqlite::Error) -> Refused {
        let rusqlite::Error::SqliteFailure(ffi::Error { code, extended_code }, Some(said)) = &error else {
            return error.into();
        };
        // `UNIQUE constraint failed: stops.id, stops.day`
        let columns = said.rsplit(": ").next().unwrap_or_default();
        match (code, *extended_code) {
            (ErrorCode::ConstraintViolation, ffi::SQLITE_CONSTRAINT_NOTNULL) => Refused::Obstacle((
                format!("`{columns}` is required, and a row has no value"),
                "see the findings about the column".to_owned(),
            )),
            (ErrorCode::ConstraintViolation, _) => Refused::Obstacle((
                format!("two rows have the same key ({columns})"),
                "make the values unique: a key of SQLite, and what a foreign key of it refers to, has no repeats"
                    .to_owned(),
            )),
            _ => error.into(),
        }
    }

    /// A file that grows past its limit stops there, and not after all rows were inserted.
    fn stop_if_too_large(&self) -> Result<(), Refused> {
        let pages: i64 = self.connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        if u64::try_from(pages).unwrap_or(0).saturating_mul(PAGE) > self.limit {
            return Err(Refused::Obstacle(too_large(Format::Sqlite, self.limit)));
        }
        Ok(())
    }

    fn insert(&mut self, batch: &Batch) -> Result<(), Refused> {
        let Some(table) = self.tables.get(batch.table) else { return Ok(()) };
        let mut rest = batch.rows.as_slice();
        let mut count = 0;
        let mut statement = self.connection.prepare(&table.insert())?;
        while !rest.is_empty() {
            for (number, column) in (1..).zip(table.columns.iter()) {
                let value = match Packed::read(&mut rest) {
                    None | Some(Packed::Null) => ToSqlOutput::Owned(Value::Null),
                    Some(Packed::Integer(number)) => ToSqlOutput::Owned(Value::Integer(number)),
                    Some(Packed::Real(number)) => ToSqlOutput::Owned(Value::Real(number)),
                    Some(Packed::Text(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text)),
                    Some(Packed::Misfit(misfit, text)) => {
                        return Err(Refused::Obstacle(misfit.obstacle(&table.name, &column.name, text)));
                    }
                };
                statement.raw_bind_parameter(number, value)?;
            }
            statement.raw_execute().map_err(Self::refused)?;
            count += 1;
        }
        drop(statement);
        if let Some(rows) = self.rows.get_mut(batch.table) {
            *rows += count;
        }
        self.stop_if_too_large()
    }

    /// Ends the file: `dictionary` is given the rows of each table. Gives why there is none, if so.
    pub fn finish(
        mut self,
        dictionary: impl FnOnce(&Connection, &[u64]) -> rusqlite::Result<()>,
    ) -> io::Result<Option<Obstacle>> {
        if self.obstacle.is_none() {
            let ended = self.end(dictionary);
            self.settle(ended)?;
        }
        let Self { connection, obstacle, .. } = self;
        connection.close().map_err(|(_, error)| io::Error::other(error))?;
        Ok(obstacle)
    }

    fn end(&self, dictionary: impl FnOnce(&Connection, &[u64]) -> rusqlite::Result<()>) -> Result<(), Refused> {
        self.add_keys()?;
        dictionary(&self.connection, &self.rows).map_err(Self::refused)?;
        let broken = {
            let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
            let mut rows = statement.query([])?;
            match rows.next()? {
                Some(row) => Some((row.get::<_, String>(0)?, row.get::<_, String>(2)?)),
                None => None,
            }
        };
        if let Some((from, to)) = broken {
            let reason = format!("a row of `{from}` refers to no row of `{to}`");
            return Err(Refused::Obstacle((reason, "see the findings about the foreign key".to_owned())));
        }
        self.connection.execute_batch("COMMIT").map_err(Self::refused)
    }
}

impl Stage for Writing {
    type Item = Batch;

    fn take(&mut self, batch: Batch) -> io::Result<()> {
        if self.obstacle.is_none() {
            let inserted = self.insert(&batch);
            self.settle(inserted)?;
        }
        self.buffers.give(batch.rows);
        Ok(())
    }
}

impl Misfit {
    fn obstacle(self, table: &str, column: &str, text: &[u8]) -> Obstacle {
        let shown = String::from_utf8_lossy(cut(text, SHOWN)).replace('\0', "\u{fffd}");
        let of = format!("`{column}` of `{table}`");
        let (reason, help) = match self {
            Self::Flawed => (format!("{of} has a cell that is not as declared"), "see the finding about the cell"),
            Self::Large => (
                format!("{of} has `{shown}`, and SQLite's whole numbers have 64 bits"),
                "if it is an identifier rather than a number, give the column the datatype `string`",
            ),
            Self::Digits => (
                match kept(text) {
                    Some(kept) => format!(
                        "{of} has `{shown}`, and SQLite's numbers do not keep so many digits: it would be `{kept}`"
                    ),
                    None => format!("{of} has `{shown}`, and SQLite's numbers do not keep so many digits"),
                },
                "if the digits do not all matter, round the column at its source, or give it the datatype `double` if they \
                 come from a calculation; if it is an identifier, give it the datatype `string`",
            ),
            Self::NotANumber => (format!("{of} has `{shown}`, which SQLite has no number for"), ""),
            Self::Nul => {
                (format!("{of} has a text with the character of code 0"), "take the character out of the cell")
            }
        };
        (reason, help.to_owned())
    }
}

/// What a double would make of a decimal, if that is short enough to be shown.
fn kept(decimal: &[u8]) -> Option<String> {
    let number: f64 = std::str::from_utf8(decimal).ok()?.parse().ok()?;
    Some(number.to_string()).filter(|text| number.is_finite() && text.len() <= SHOWN)
}
