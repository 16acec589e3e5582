//! Spreadsheets: a sheet of the rows, one of the columns, one about the dataset. XLSX and ODS differ in how they write
//! them ([`Form`]); what a cell holds, and when there is no file, is the same.
//!
//! A chunk's rows become XML in shorthand on any core ([`SheetRows`]). They are written out and compressed in order, in a
//! package that is held in memory until it is complete or larger than it may be.

mod about;
mod content;
mod dictionary;
mod names;
mod ods;
mod package;
mod part;
mod shorthand;
#[cfg(test)]
mod tests;
mod xlsx;

pub use about::About;
pub use ods::Ods;
pub use xlsx::Xlsx;

use super::file::FormatFile;
use super::whole::too_large;
use crate::diagnostics::Report;
use crate::model::{ColumnProfile, Format, Table};
use crate::output::{Lane, Stage, Staging};
use crate::publish::metadata::promises;
use crate::rows::{ChunkAt, Error, Finished, Maker, Phase, Row, Rows, Sink};
use names::sheet_names;
use package::Package;
use part::{Column, Obstacle, columns_of};
use shorthand::Phrases;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use part::Part;

/// Rows of a sheet, its header included; more are in no program's sheet.
const ROWS_MAX: u64 = 1_048_576;
/// Columns of a sheet.
const COLUMNS_MAX: usize = 16_384;
/// The XML of all sheets together: what opens them holds several times as much in memory.
const UNPACKED_MAX: u64 = 1024 * 1024 * 1024;
/// A table whose files are so many times as large as the spreadsheet may be is not tried.
const SOURCE_TIMES: u64 = 8;
/// Once the package has this share of what it may have, it is known well enough what the whole one would have:
const ESTIMATED_FROM: u64 = 8;
/// one of so many times its limit is not made to the limit first, only to be thrown away. A file in UTF-16 may have half as
/// many bytes once it is decoded, so that its package seems to become twice as large as it would.
const ESTIMATED_TIMES: u64 = 3;

/// Words of a cell have no more characters, counted as UTF-16 has them: Excel takes 32,767.
const WORDS_MAX: usize = 30_000;

/// `<table>.xlsx`.
pub type XlsxFile = SheetFile<Xlsx>;
/// `<table>.ods`.
pub type OdsFile = SheetFile<Ods>;

/// How a format writes what is in a spreadsheet.
pub trait Form: Debug + Send + Sync + Sized + 'static {
    /// Which it is.
    const FORMAT: Format;
    /// What rows are written with.
    const PHRASES: Phrases;

    /// Adds a row to a part, in shorthand; `list` is memory for lists.
    fn row(columns: &[Column], row: &Row<'_>, part: &mut Part, list: &mut Vec<u8>);

    /// Writes all before the first row: `widths` are those of the columns, in characters.
    fn begin(book: &Book, widths: &[u32], package: &mut Package) -> io::Result<()>;

    /// Writes all after the last row; `rows` is how many the sheet has, its header included.
    fn end(book: &Book, notes: [Sheet; 2], rows: u64, package: &mut Package) -> io::Result<()>;
}

/// What is known of a spreadsheet before its first row.
#[derive(Debug)]
pub struct Book {
    columns: Vec<Column>,
    about: About,
    table: Table,
    /// Names of the sheets: rows, columns, about.
    sheets: [String; 3],
}

/// A sheet of words.
#[derive(Debug)]
pub struct Sheet {
    name: String,
    rows: Vec<Vec<String>>,
    /// Whether its first row is a header; else its first column is one.
    has_header: bool,
}

impl Sheet {
    /// A sheet of words; what is too long for a cell is cut, and says so by its end.
    fn new(name: &str, mut rows: Vec<Vec<String>>, has_header: bool) -> Self {
        for cell in rows.iter_mut().flatten().filter(|cell| cell.len() > WORDS_MAX) {
            let mut units = 0;
            let is_too_long = |(_, character): &(usize, char)| {
                units += character.len_utf16();
                units > WORDS_MAX
            };
            if let Some((end, _)) = cell.char_indices().find(is_too_long) {
                cell.truncate(end);
                cell.push('…');
            }
        }
        Self { name: name.to_owned(), rows, has_header }
    }
}

/// The file of a table in a format of spreadsheets.
#[derive(Debug)]
pub struct SheetFile<F: Form> {
    file: FormatFile,
    limit: u64,
    book: Arc<Book>,
    is_over: Arc<AtomicBool>,
    lane: Lane<Writing<F>>,
}

impl<F: Form> SheetFile<F> {
    /// Begins the file. It is taken back when it grows over `limit` bytes, and when a value cannot be in a sheet.
    /// `source` is the size of the table's files in bytes: where that is many times the limit, nothing is tried, and where
    /// by its first rows the file would be, no more than those.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(
        staging: &Staging,
        dataset: &str,
        table: &Table,
        about: About,
        source: u64,
        limit: u64,
    ) -> Result<Self, Error> {
        let file = FormatFile::begin(staging, dataset, &table.name, F::FORMAT)?;
        let columns = columns_of(table);
        let withdrawn = obstacle_of(F::FORMAT, columns.len(), source, limit).map(Withdrawal::Obstacle);
        // Of a table that is withdrawn already, nothing is made.
        let columns = if withdrawn.is_some() { Vec::new() } else { columns };
        let sheets = sheet_names([&table.name, &about.locale.text("columns"), &about.locale.text("about")]);
        let book = Arc::new(Book { columns, about, table: table.clone(), sheets });
        let is_over = Arc::new(AtomicBool::new(withdrawn.is_some()));
        let writing = Writing::<F> {
            book: Arc::clone(&book),
            package: None,
            rows: 1,
            as_text: vec![0; book.columns.len()],
            withdrawn,
            limit,
            source,
            read: 0,
            unpacked_max: UNPACKED_MAX,
            is_over: Arc::clone(&is_over),
            form: std::marker::PhantomData,
        };
        Ok(Self { file, limit, book, is_over, lane: Lane::new(writing) })
    }
}

/// Why a table of so many columns, from files of so many bytes, has no file.
fn obstacle_of(format: Format, columns: usize, source: u64, limit: u64) -> Option<Obstacle> {
    if columns > COLUMNS_MAX {
        return Some(Obstacle {
            reason: format!("a sheet has at most {COLUMNS_MAX} columns, and the table has {columns}"),
            help: "nothing has to be done; a spreadsheet is no format for tables of so many columns".to_owned(),
        });
    }
    if columns == 0 {
        return Some(Obstacle { reason: "the table has no column that is published".to_owned(), help: String::new() });
    }
    (source > limit.saturating_mul(SOURCE_TIMES)).then(|| Obstacle {
        reason: format!("the table's files are more than {SOURCE_TIMES} times the {limit} bytes that it may have"),
        help: too_large(format, limit).1,
    })
}

impl<F: Form> Sink for SheetFile<F> {
    type Maker = SheetRows<F>;

    fn maker(&self) -> SheetRows<F> {
        SheetRows { book: Arc::clone(&self.book), is_over: Arc::clone(&self.is_over), form: std::marker::PhantomData }
    }

    fn take(&mut self, mut part: Part, at: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        if part.is_over {
            return Ok(());
        }
        part.source = at.bytes();
        let held = part.text.capacity();
        self.lane.give(part, held).map_err(Error::write(self.file.path()))
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let Self { mut file, lane, limit, .. } = *self;
        let path = file.path().to_owned();
        let (writing, busy) = lane.end().map_err(Error::write(&path))?;
        outcome.timings.add(Phase::Write, busy);
        let broken = promises::broken(outcome.report);
        match writing.end(&broken).map_err(Error::write(&path))? {
            Ok(package) if package.len() as u64 <= limit => file.write(&package).map_err(Error::write(&path))?,
            Ok(_) | Err(Withdrawal::TooLarge) => file.withdraw_as_too_large(limit)?,
            Err(Withdrawal::Obstacle(Obstacle { reason, help })) => file.withdraw(reason, help)?,
        }
        file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        // Nothing more is made for it, and nothing of it is looked at again.
        self.is_over.store(true, Ordering::Relaxed);
        let _ = self.lane.stop();
        self.file.abandon()
    }
}

/// The pure half of [`SheetFile`].
#[derive(Debug)]
pub struct SheetRows<F> {
    book: Arc<Book>,
    is_over: Arc<AtomicBool>,
    form: std::marker::PhantomData<F>,
}

impl<F: Form> Maker for SheetRows<F> {
    type Part = Part;

    fn begin(&self) -> Part {
        Part::of(&self.book.columns, self.is_over.load(Ordering::Relaxed))
    }

    fn rows<'r>(&self, part: &mut Part, rows: &'r Rows<'r>) {
        // What is made after a cell that cannot be written is never looked at.
        if part.is_over || part.misfit.is_some() {
            return;
        }
        part.measure(&self.book.columns, rows);
        let mut list = Vec::new();
        for row in rows.iter() {
            F::row(&self.book.columns, &row, part, &mut list);
        }
        part.rows += rows.len() as u64;
    }
}

/// Why there will be no file.
#[derive(Debug)]
enum Withdrawal {
    TooLarge,
    Obstacle(Obstacle),
}

/// The package at the other end of the lane. Everything that may end it is found here, in the order of the rows, so that
/// its reason is the same whoever was faster.
#[derive(Debug)]
struct Writing<F> {
    book: Arc<Book>,
    /// None before the first part.
    package: Option<Package>,
    /// Rows of the sheet so far, its header included.
    rows: u64,
    as_text: Vec<u64>,
    withdrawn: Option<Withdrawal>,
    limit: u64,
    /// Bytes of the table's files, and how many of them were read.
    source: u64,
    read: u64,
    unpacked_max: u64,
    is_over: Arc<AtomicBool>,
    form: std::marker::PhantomData<F>,
}

impl<F: Form> Stage for Writing<F> {
    type Item = Part;

    fn take(&mut self, part: Part) -> io::Result<()> {
        if self.withdrawn.is_some() {
            return Ok(());
        }
        if let Some((column, misfit)) = part.misfit {
            let name = self.book.columns.get(column).map_or("", |column| &column.name);
            let reason = format!("`{name}` {}", misfit.reason);
            self.withdraw(Withdrawal::Obstacle(Obstacle { reason, help: misfit.help.to_owned() }));
            return Ok(());
        }
        if self.rows + part.rows > ROWS_MAX {
            let reason = format!("a sheet has at most {ROWS_MAX} rows, and the table has more");
            let help = "nothing has to be done; NDJSON and Parquet have no such limit".to_owned();
            self.withdraw(Withdrawal::Obstacle(Obstacle { reason, help }));
            return Ok(());
        }
        let before = self.rows;
        self.rows += part.rows;
        self.read += part.source;
        for (sum, count) in self.as_text.iter_mut().zip(&part.as_text) {
            *sum += count;
        }
        let package = self.begun(&part.widths)?;
        shorthand::write(&part.text, &F::PHRASES, before, package)?;
        let (packed, unpacked) = (package.packed(), package.unpacked());
        if packed > self.limit || self.is_far_over(packed) {
            self.withdraw(Withdrawal::TooLarge);
        } else if unpacked > self.unpacked_max {
            self.withdraw(Withdrawal::Obstacle(Obstacle {
                reason: format!("its sheets would be larger than {} bytes unpacked", self.unpacked_max),
                help: "nothing has to be done; no program would open it".to_owned(),
            }));
        }
        Ok(())
    }
}

impl<F: Form> Writing<F> {
    /// Whether the package would by its rows so far become much larger than it may be; `packed` is what it has now. A file
    /// that is packed itself seems smaller than it is, and is then made up to the limit.
    fn is_far_over(&self, packed: u64) -> bool {
        let whole = u128::from(packed) * u128::from(self.source) / u128::from(self.read.max(1));
        packed > self.limit / ESTIMATED_FROM && whole > u128::from(self.limit) * u128::from(ESTIMATED_TIMES)
    }

    fn withdraw(&mut self, why: Withdrawal) {
        self.withdrawn = Some(why);
        self.package = None;
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// The package, begun with the widths of the first part.
    fn begun(&mut self, widths: &[u32]) -> io::Result<&mut Package> {
        let package = match self.package.take() {
            Some(package) => package,
            None => {
                let mut package = Package::new();
                let columns = self.book.columns.iter().enumerate();
                let widths: Vec<u32> = columns
                    .map(|(number, column)| part::width(widths.get(number).copied().unwrap_or(0), &column.name))
                    .collect();
                F::begin(&self.book, &widths, &mut package)?;
                package
            }
        };
        Ok(self.package.insert(package))
    }

    /// The whole package, or why there is none; `broken` is what values of the columns break.
    fn end(mut self, broken: &BTreeMap<String, ColumnProfile>) -> io::Result<Result<Vec<u8>, Withdrawal>> {
        if let Some(why) = self.withdrawn {
            return Ok(Err(why));
        }
        self.begun(&[])?;
        let Some(mut package) = self.package.take() else { return Ok(Err(Withdrawal::TooLarge)) };
        let Book { about, table, sheets: [_, columns, about_sheet], .. } = &*self.book;
        let notes = [
            Sheet::new(columns, dictionary::rows(about, table, &self.as_text, broken), true),
            Sheet::new(about_sheet, about.rows(table), false),
        ];
        F::end(&self.book, notes, self.rows, &mut package)?;
        Ok(Ok(package.end()?))
    }
}
