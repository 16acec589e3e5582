//! Primary and foreign keys over whole tables (tabular-metadata § 5.5).
//!
//! Values are compared in the normal form of [`crate::csvw::key`]. Null is a value like others: it equals itself and
//! nothing else. So two rows whose primary key is null have the same key, and a reference that is null has to be the key
//! of one row, too. (The row engine, which publishes, wants more: no part of a primary key is null there.)
//!
//! Rows that are not whole have no keys. Neither have rows with a flaw in a primary key or in a reference, so that one
//! mistake is told once; what others refer to is there for them, flawed or not.

use super::row::AnnotatedRow;
use super::table::AnnotatedTable;
use std::collections::HashMap;

/// How many rows have a key, and the first of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) first_row: u64,
    pub(super) count: u64,
}

/// The keys that the rows of a table have in some of its columns.
#[derive(Debug)]
pub(super) struct KeyIndex {
    columns: Vec<usize>,
    seen: HashMap<Box<[u8]>, Seen>,
}

impl KeyIndex {
    /// An index over columns by their names; none if one of them is not there.
    pub(super) fn new(table: &AnnotatedTable<'_>, names: &[String]) -> Option<Self> {
        let columns: Option<Vec<usize>> = names.iter().map(|name| table.by_name.get(name).copied()).collect();
        let columns = columns.filter(|columns| !columns.is_empty())?;
        Some(Self { columns, seen: HashMap::new() })
    }

    /// Adds a row's key, unless it is flawed and that matters, and tells the row that had it first.
    pub(super) fn add(&mut self, row: &AnnotatedRow<'_>, flawed: Flawed) -> Option<u64> {
        let key = key(row, &self.columns, flawed)?;
        let source = row.source_number;
        let seen = self.seen.entry(key.into_boxed_slice()).or_insert(Seen { first_row: source, count: 0 });
        seen.count += 1;
        (seen.count > 1).then_some(seen.first_row)
    }

    /// The column to point at.
    pub(super) fn first_column(&self) -> Option<usize> {
        self.columns.first().copied()
    }

    /// The columns, in the order of the key.
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The rows that have a key.
    pub(super) fn get(&self, key: &[u8]) -> Option<Seen> {
        self.seen.get(key).copied()
    }
}

/// Whether a row with a flaw in its key has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flawed {
    /// Its text is the key.
    Counts,
    /// It has none.
    IsLeftOut,
}

/// The normal form of a row's values in some columns; none where the row has no key.
pub(super) fn key(row: &AnnotatedRow<'_>, columns: &[usize], flawed: Flawed) -> Option<Vec<u8>> {
    if !row.is_whole {
        return None;
    }
    let mut key = Vec::new();
    for &column in columns {
        let cell = row.cells.get(column)?;
        if !cell.flaws.is_empty() && flawed == Flawed::IsLeftOut {
            return None;
        }
        row.key_bytes(column, &mut key);
    }
    Some(key)
}
