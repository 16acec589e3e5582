//! What is in a table's columns, for its pages: gathered in passing, the same on any number of cores. A suppressed
//! column never enters.

mod distinct;
mod order;

use super::batch::{Row, Rows};
use super::error::Error;
use super::object::{ObjectWriter, cut, published};
use super::place::ChunkAt;
use super::sink::{Finished, Maker, Sink};
use crate::csvw::column::CompiledColumn;
use crate::csvw::value::Kind;
use crate::diagnostics::Report;
use crate::model::{ColumnProfile, CommonValue, Table};
use distinct::{Bounds, Sketch, Values};
use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering as Atomic};
use xxhash_rust::xxh3::xxh3_128;

/// Characters of a cell that pages show.
const CUT: usize = 200;
/// How many of the first rows are kept.
const FIRST_ROWS: usize = 20;
/// How many of them are in the example.
const EXAMPLE_ROWS: usize = 3;
/// How many of the commonest values are kept.
const COMMONEST: usize = 10;

/// What the makers are told of the chunks taken so far, only to save work.
#[derive(Debug, Default)]
struct Known {
    first_rows: AtomicBool,
    columns: Vec<KnownColumn>,
}

#[derive(Debug)]
struct KnownColumn {
    /// There are too many different values to count each.
    over: AtomicBool,
    /// No hash above it matters.
    threshold: AtomicU64,
}

/// Gathers the profile of a table.
#[derive(Debug)]
pub struct Profile<'a> {
    table: &'a Table,
    bounds: Bounds,
    columns: Vec<Gathered>,
    first_rows: Vec<Vec<Option<String>>>,
    example: Vec<Vec<u8>>,
    known: Arc<Known>,
}

/// What is known of a column so far.
#[derive(Debug)]
struct Gathered {
    kind: Kind,
    missing: u64,
    longest: u64,
    smallest: Option<Vec<u8>>,
    largest: Option<Vec<u8>>,
    values: Option<Values>,
    sketch: Sketch,
}

/// Makes the profile of a chunk.
#[derive(Debug)]
pub struct ProfileMaker {
    bounds: Bounds,
    /// For each published column its index, the kind of its values, and its separator.
    columns: Vec<(usize, Kind, Option<Vec<u8>>)>,
    example: ObjectWriter,
    known: Arc<Known>,
}

/// The profile of a chunk.
#[derive(Debug)]
pub struct ProfilePart {
    columns: Vec<ColumnPart>,
    first_rows: Vec<Vec<Option<String>>>,
    example: Vec<Vec<u8>>,
    wants_first_rows: bool,
    scratch: Vec<u8>,
}

#[derive(Debug, Default)]
struct ColumnPart {
    missing: u64,
    longest: u64,
    smallest: Option<Vec<u8>>,
    largest: Option<Vec<u8>>,
    /// The chunk's values; none where it is certain that they are not needed.
    values: Option<Values>,
    hashes: Vec<u128>,
    threshold: u64,
}

impl<'a> Profile<'a> {
    /// The profile of a table's published columns.
    #[must_use]
    pub fn new(table: &'a Table) -> Self {
        let columns: Vec<Gathered> = published(table)
            .filter_map(|index| table.schema.columns.get(index))
            .map(|column| Gathered {
                kind: CompiledColumn::compile(column).0.kind(),
                missing: 0,
                longest: 0,
                smallest: None,
                largest: None,
                values: Some(Values::default()),
                sketch: Sketch::default(),
            })
            .collect();
        let known = columns
            .iter()
            .map(|_| KnownColumn { over: AtomicBool::new(false), threshold: AtomicU64::new(u64::MAX) })
            .collect();
        Self {
            table,
            bounds: Bounds::of(columns.len()),
            columns,
            first_rows: Vec::new(),
            example: Vec::new(),
            known: Arc::new(Known { first_rows: AtomicBool::new(false), columns: known }),
        }
    }
}

impl Maker for ProfileMaker {
    type Part = ProfilePart;

    fn begin(&self) -> ProfilePart {
        let columns = self.known.columns.iter().map(|known| {
            let over = known.over.load(Atomic::Relaxed);
            ColumnPart {
                values: (!over).then(Values::default),
                threshold: known.threshold.load(Atomic::Relaxed),
                ..ColumnPart::default()
            }
        });
        ProfilePart {
            columns: columns.collect(),
            first_rows: Vec::new(),
            example: Vec::new(),
            wants_first_rows: !self.known.first_rows.load(Atomic::Relaxed),
            scratch: Vec::new(),
        }
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        for row in rows.iter() {
            self.row(part, &row);
        }
    }
}

impl ProfileMaker {
    fn row(&self, part: &mut ProfilePart, row: &Row<'_>) {
        if part.wants_first_rows && part.first_rows.len() < FIRST_ROWS {
            self.first_row(part, row);
        }
        for ((index, kind, separator), column) in self.columns.iter().zip(&mut part.columns) {
            let cell = row.cell(*index);
            if cell.kind == Kind::Null {
                column.missing += 1;
                continue;
            }
            let text = row.csv_text(*index, separator.as_deref(), &mut part.scratch);
            column.add(text, if cell.kind == *kind { *kind } else { Kind::String }, *kind, self.bounds);
        }
    }
}

impl ProfileMaker {
    fn first_row(&self, part: &mut ProfilePart, row: &Row<'_>) {
        let cells = self.columns.iter().map(|(index, _, separator)| {
            if row.cell(*index).kind == Kind::Null {
                return None;
            }
            Some(shortened(row.csv_text(*index, separator.as_deref(), &mut part.scratch)))
        });
        let cells = cells.collect();
        part.first_rows.push(cells);
        if part.example.len() < EXAMPLE_ROWS {
            let mut out = Vec::new();
            self.example.write(row, &mut out);
            part.example.push(out);
        }
    }
}

impl ColumnPart {
    /// Adds a value. A cell that is not of the column's kind is a finding, and has no place in an order of values.
    fn add(&mut self, text: &[u8], kind: Kind, column: Kind, bounds: Bounds) {
        // A text has at most as many characters as bytes, so that most need not be counted.
        if text.len() as u64 > self.longest {
            let characters = text.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
            self.longest = self.longest.max(characters);
        }
        if kind == column {
            extreme(&mut self.smallest, kind, text, Ordering::Less);
            extreme(&mut self.largest, kind, text, Ordering::Greater);
        }
        let hash = xxh3_128(text);
        match &mut self.values {
            Some(values) => {
                values.add(hash, cut(text, CUT + 1), 1);
                if values.is_over(bounds) {
                    let over = self.values.take();
                    self.hashes.extend(over.iter().flat_map(Values::iter).map(|(hash, ..)| hash));
                }
            }
            None => {
                if (hash >> 64) <= u128::from(self.threshold) {
                    self.hashes.push(hash);
                    self.forget(bounds);
                }
            }
        }
    }

    /// Keeps the list of hashes short: only the smallest of them can matter.
    fn forget(&mut self, bounds: Bounds) {
        if self.hashes.len() >= 4 * bounds.sketch.max(bounds.values) {
            self.hashes.sort_unstable();
            self.hashes.dedup_by_key(|hash| *hash >> 64);
            self.hashes.truncate(bounds.sketch);
            if let Some(last) = self.hashes.last()
                && self.hashes.len() == bounds.sketch
            {
                self.threshold = u64::try_from(*last >> 64).unwrap_or(u64::MAX);
            }
        }
    }
}

/// Replaces the value if the text is beyond it on that side.
fn extreme(value: &mut Option<Vec<u8>>, kind: Kind, text: &[u8], side: Ordering) {
    // Not a number is neither small nor large.
    if kind == Kind::Double && text == b"NaN" {
        return;
    }
    match value {
        None => *value = Some(text.to_vec()),
        Some(known) => {
            // Of equal values with different texts the smaller text is taken, so that the order of rows does not matter.
            let order = order::compare(kind, text, known)
                .then_with(|| if text < known.as_slice() { side } else { Ordering::Equal });
            if order == side {
                known.clear();
                known.extend_from_slice(text);
            }
        }
    }
}

fn shortened(text: &[u8]) -> String {
    let kept = cut(text, CUT);
    let mut shown = String::from_utf8_lossy(kept).into_owned();
    if kept.len() < text.len() {
        shown.push('…');
    }
    shown
}

impl Sink for Profile<'_> {
    type Maker = ProfileMaker;

    fn maker(&self) -> ProfileMaker {
        let columns = published(self.table).zip(&self.columns).map(|(index, gathered)| {
            let separator = self.table.schema.columns.get(index).and_then(|column| column.separator.clone());
            (index, gathered.kind, separator.map(String::into_bytes))
        });
        ProfileMaker {
            bounds: self.bounds,
            columns: columns.collect(),
            example: ObjectWriter::new(self.table).cut_at(CUT),
            known: Arc::clone(&self.known),
        }
    }

    fn take(&mut self, part: ProfilePart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        for (rows, row) in part.first_rows.into_iter().enumerate() {
            if self.first_rows.len() >= FIRST_ROWS {
                break;
            }
            if self.example.len() < EXAMPLE_ROWS
                && let Some(object) = part.example.get(rows)
            {
                self.example.push(object.clone());
            }
            self.first_rows.push(row);
        }
        if self.first_rows.len() >= FIRST_ROWS {
            self.known.first_rows.store(true, Atomic::Relaxed);
        }
        for ((gathered, part), known) in self.columns.iter_mut().zip(part.columns).zip(&self.known.columns) {
            gathered.take(part, self.bounds, known);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let names = self.table.published_columns().map(|(column, _)| column.name.clone());
        outcome.summary.columns =
            names.zip(self.columns).map(|(name, gathered)| gathered.profile(name, self.bounds)).collect();
        let mut example = b"[".to_vec();
        for (index, object) in self.example.iter().enumerate() {
            if index > 0 {
                example.push(b',');
            }
            example.extend_from_slice(object);
        }
        example.push(b']');
        outcome.summary.example = serde_json::from_slice(&example).ok();
        outcome.summary.first_rows = self.first_rows;
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

impl Gathered {
    fn take(&mut self, part: ColumnPart, bounds: Bounds, known: &KnownColumn) {
        self.missing += part.missing;
        self.longest = self.longest.max(part.longest);
        if let Some(text) = part.smallest {
            extreme(&mut self.smallest, self.kind, &text, Ordering::Less);
        }
        if let Some(text) = part.largest {
            extreme(&mut self.largest, self.kind, &text, Ordering::Greater);
        }
        let over_in_part = part.values.is_none();
        match (&mut self.values, part.values) {
            (Some(all), Some(values)) => {
                for (hash, text, count) in values.iter() {
                    all.add(hash, text, count);
                }
            }
            (None, Some(values)) => {
                for (hash, ..) in values.iter() {
                    self.sketch.add(hash, bounds);
                }
            }
            (_, None) => {}
        }
        if let Some(all) = &self.values
            && (over_in_part || all.is_over(bounds))
        {
            for (hash, ..) in all.iter() {
                self.sketch.add(hash, bounds);
            }
            self.values = None;
            known.over.store(true, Atomic::Relaxed);
        }
        for hash in part.hashes {
            self.sketch.add(hash, bounds);
        }
        if self.sketch.is_full(bounds)
            && let Some(largest) = self.sketch.largest()
        {
            known.threshold.store(largest, Atomic::Relaxed);
        }
    }

    fn profile(self, name: String, bounds: Bounds) -> ColumnProfile {
        let text = |value: Option<Vec<u8>>| value.map(|value| shortened(&value));
        let mut profile = ColumnProfile {
            name,
            missing: self.missing,
            longest: self.longest,
            smallest: text(self.smallest),
            largest: text(self.largest),
            ..ColumnProfile::default()
        };
        let Some(values) = self.values else {
            profile.distinct = self.sketch.estimate(bounds);
            return profile;
        };
        profile.distinct = values.len() as u64;
        profile.distinct_is_exact = true;
        let mut commonest: Vec<(&[u8], u64)> = values.iter().map(|(_, text, count)| (text, count)).collect();
        commonest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        // Where every value is there once, none is common.
        if commonest.first().is_some_and(|(_, count)| *count > 1) || commonest.len() == 1 {
            let common = |(text, count): &(&[u8], u64)| CommonValue { value: shortened(text), count: *count };
            profile.commonest = commonest.iter().take(COMMONEST).map(common).collect();
        }
        profile
    }
}
