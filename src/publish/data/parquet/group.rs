//! Row groups: where they end, and the pieces of chunks that they are made of.

use super::cells::Cells;
use super::form::Column;
use super::grain::Grain;
use std::ops::Range;
use std::sync::Arc;

/// Where a row group ends. Both depend on the rows alone, so that the file is the same wherever chunks end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// After so many rows.
    pub rows: usize,
    /// Or after the row with which so many bytes of text are reached, as the memory that a row group takes is bounded.
    pub bytes: u64,
}

impl Default for Extent {
    fn default() -> Self {
        // As many rows as DuckDB puts in one: 60 of its vectors. A row group is what a reader takes as one task and what
        // its statistics let it pass over; some 100,000 rows are enough for dictionaries and compression to pay, and so
        // few that collecting one costs about 10 MB of a common table.
        Self { rows: 122_880, bytes: 64 * 1024 * 1024 }
    }
}

/// The rows of a chunk as typed columns.
#[derive(Debug)]
pub(super) struct Part {
    pub columns: Vec<Cells>,
    /// How many bytes each row takes, about.
    pub sizes: Vec<u32>,
}

/// Rows of a part.
#[derive(Debug)]
struct Piece {
    part: Arc<Part>,
    rows: Range<usize>,
}

/// A row group that is complete.
#[derive(Debug)]
pub(super) struct RowGroup {
    pieces: Vec<Piece>,
    pub rows: usize,
    /// What is known of each column so far: of these rows at least.
    pub grains: Vec<Grain>,
}

/// One column of some rows: entries (cells, or items of lists) and the values among them.
#[derive(Debug)]
pub(super) struct Slice<'g> {
    pub cells: &'g Cells,
    pub entries: Range<usize>,
    pub values: Range<usize>,
}

impl RowGroup {
    /// The pieces of a column, in order.
    pub fn column<'g>(&'g self, number: usize, column: &'g Column) -> impl Iterator<Item = Slice<'g>> {
        self.pieces.iter().filter_map(move |piece| {
            let cells = piece.part.columns.get(number)?;
            let entries = entries(cells, &piece.rows);
            let there = |levels: &[i16]| levels.iter().filter(|level| **level == column.level_of_value()).count();
            let values = if cells.levels.is_empty() {
                entries.clone()
            } else {
                let before = there(cells.levels.get(..entries.start).unwrap_or_default());
                before..before + there(cells.levels.get(entries.clone()).unwrap_or_default())
            };
            Some(Slice { cells, entries, values })
        })
    }
}

/// The entries of a range of rows.
fn entries(cells: &Cells, rows: &Range<usize>) -> Range<usize> {
    if cells.repeats.is_empty() {
        return rows.clone();
    }
    let mut begins = cells.repeats.iter().enumerate().filter(|(_, repeat)| **repeat == 0).map(|(entry, _)| entry);
    let all = cells.entries();
    let first = begins.by_ref().nth(rows.start).unwrap_or(all);
    // `nth` took the row that the range begins with, so the one after the range comes `len` later.
    let end = rows.len().checked_sub(1).map_or(Some(first), |more| begins.nth(more)).unwrap_or(all);
    first..end
}

/// Collects rows until a row group is complete.
#[derive(Debug)]
pub(super) struct Collector {
    extent: Extent,
    pieces: Vec<Piece>,
    rows: usize,
    bytes: u64,
    /// Row groups so far.
    pub groups: usize,
    /// Rows so far.
    pub total: u64,
    /// What is known of each column so far.
    pub grains: Vec<Grain>,
    /// Nothing is written any more: rows are counted only.
    pub is_over: bool,
}

impl Collector {
    pub fn new(extent: Extent, columns: usize) -> Self {
        Self {
            extent,
            pieces: Vec::new(),
            rows: 0,
            bytes: 0,
            groups: 0,
            total: 0,
            grains: vec![Grain::default(); columns],
            is_over: false,
        }
    }

    /// Adds the rows of the next chunk; gives the row groups that are complete with them.
    pub fn add(&mut self, mut part: Part) -> Vec<RowGroup> {
        for (all, cells) in self.grains.iter_mut().zip(&part.columns) {
            all.join(&cells.grain);
        }
        self.total += part.sizes.len() as u64;
        part.columns.iter_mut().for_each(Cells::seal);
        let part = Arc::new(part);
        let mut complete = Vec::new();
        let mut first = 0;
        for (row, size) in part.sizes.iter().enumerate() {
            self.rows += 1;
            self.bytes += u64::from(*size);
            if self.rows == self.extent.rows || self.bytes >= self.extent.bytes {
                self.keep(&part, first..row + 1);
                first = row + 1;
                complete.extend(self.complete());
            }
        }
        self.keep(&part, first..part.sizes.len());
        complete
    }

    fn keep(&mut self, part: &Arc<Part>, rows: Range<usize>) {
        if !rows.is_empty() && !self.is_over {
            self.pieces.push(Piece { part: Arc::clone(part), rows });
        }
    }

    /// The rows that are left as a row group, if there are any.
    pub fn complete(&mut self) -> Option<RowGroup> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let pieces = std::mem::take(&mut self.pieces);
        if rows == 0 {
            return None;
        }
        self.groups += 1;
        (!self.is_over).then(|| RowGroup { pieces, rows, grains: self.grains.clone() })
    }
}
