//! What is in a table's columns, for its pages: gathered in passing, the same on any number of cores. A suppressed
//! column never enters.

mod bounds;
mod column;
mod extremes;
mod histogram;
mod lanes;
mod order;
mod seen;
mod sketch;
mod values;
mod word;

use super::batch::{Row, Rows};
use super::error::Error;
use super::object::{ObjectWriter, published};
use super::place::ChunkAt;
use super::sink::{Finished, Maker, Sink};
use crate::csvw::column::CompiledColumn;
use crate::csvw::value::Kind;
use crate::diagnostics::Report;
use crate::model::Table;
use bounds::Bounds;
use column::Column;
use seen::{CUT, shortened};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many of the first rows are kept.
const FIRST_ROWS: usize = 20;
/// How many of them are in the example.
const EXAMPLE_ROWS: usize = 3;

/// What the makers are told of the chunks taken so far, only to save work.
#[derive(Debug, Default)]
struct Known {
    first_rows: AtomicBool,
    /// For each column: there are too many different values to count each.
    over: Vec<AtomicBool>,
}

/// A published column.
#[derive(Debug)]
struct Source {
    /// Its index in the schema.
    index: usize,
    kind: Kind,
    separator: Option<Vec<u8>>,
}

/// Gathers the profile of a table.
#[derive(Debug)]
pub struct Profile<'a> {
    table: &'a Table,
    bounds: Bounds,
    columns: Vec<Column>,
    first_rows: Vec<Vec<Option<String>>>,
    example: Vec<Vec<u8>>,
    known: Arc<Known>,
}

/// Makes the profile of a chunk.
#[derive(Debug)]
pub struct ProfileMaker {
    bounds: Bounds,
    sources: Vec<Source>,
    example: ObjectWriter,
    known: Arc<Known>,
}

/// The profile of a chunk.
#[derive(Debug)]
pub struct ProfilePart {
    columns: Vec<Column>,
    first_rows: Vec<Vec<Option<String>>>,
    example: Vec<Vec<u8>>,
    wants_first_rows: bool,
    scratch: Vec<u8>,
    /// Where the cells of a column are, and the rows of those that are elsewhere.
    written: Vec<(u32, u32)>,
    others: Vec<usize>,
}

fn sources(table: &Table) -> impl Iterator<Item = Source> {
    published(table).filter_map(|index| {
        let column = table.schema.columns.get(index)?;
        let kind = CompiledColumn::compile(column).0.kind();
        Some(Source { index, kind, separator: column.separator.clone().map(String::into_bytes) })
    })
}

impl<'a> Profile<'a> {
    /// The profile of a table's published columns.
    #[must_use]
    pub fn new(table: &'a Table) -> Self {
        let bounds = Bounds::of(published(table).count());
        let columns: Vec<Column> = sources(table).map(|source| Column::new(source.kind, bounds, false)).collect();
        let over = columns.iter().map(|column| AtomicBool::new(column.is_over())).collect();
        let known = Known { first_rows: AtomicBool::new(false), over };
        Self { table, bounds, columns, first_rows: Vec::new(), example: Vec::new(), known: Arc::new(known) }
    }
}

impl Maker for ProfileMaker {
    type Part = ProfilePart;

    fn begin(&self) -> ProfilePart {
        let columns = self.sources.iter().zip(&self.known.over);
        ProfilePart {
            columns: columns
                .map(|(source, over)| Column::new(source.kind, self.bounds, over.load(Ordering::Relaxed)))
                .collect(),
            first_rows: Vec::new(),
            example: Vec::new(),
            wants_first_rows: !self.known.first_rows.load(Ordering::Relaxed),
            scratch: Vec::new(),
            written: Vec::new(),
            others: Vec::new(),
        }
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        if part.wants_first_rows {
            for row in rows.iter().take(FIRST_ROWS.saturating_sub(part.first_rows.len())) {
                self.first_row(part, &row);
            }
        }
        let ProfilePart { columns, scratch, written, others, .. } = part;
        for (source, column) in self.sources.iter().zip(columns) {
            written.clear();
            others.clear();
            column.add_missing(rows.sort_out(source.index, written, others));
            column.add_written(rows.chunk(), written);
            for row in others.iter().filter_map(|index| rows.row(*index)) {
                let kind = row.cell(source.index).kind;
                if kind == Kind::Null {
                    column.add_missing(1);
                } else {
                    let text = row.csv_text(source.index, source.separator.as_deref(), scratch);
                    column.add(text, kind == source.kind);
                }
            }
            column.look();
        }
    }
}

impl ProfileMaker {
    fn first_row(&self, part: &mut ProfilePart, row: &Row<'_>) {
        let cells = self.sources.iter().map(|source| {
            if row.cell(source.index).kind == Kind::Null {
                return None;
            }
            Some(shortened(row.csv_text(source.index, source.separator.as_deref(), &mut part.scratch)))
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

impl Sink for Profile<'_> {
    type Maker = ProfileMaker;

    fn maker(&self) -> ProfileMaker {
        ProfileMaker {
            bounds: self.bounds,
            sources: sources(self.table).collect(),
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
            self.known.first_rows.store(true, Ordering::Relaxed);
        }
        for ((column, part), over) in self.columns.iter_mut().zip(&part.columns).zip(&self.known.over) {
            column.merge(part);
            if column.is_over() {
                over.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let rows = outcome.summary.rows;
        let names = self.table.published_columns().map(|(column, _)| column.name.clone());
        outcome.summary.columns = names.zip(self.columns).map(|(name, column)| column.profile(name, rows)).collect();
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
