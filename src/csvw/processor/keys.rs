//! Primary and foreign keys over whole tables (tabular-metadata § 5.5).
//!
//! Values are compared in the normal form of [`crate::csvw::key`]. Null is a value like others: it equals itself and
//! nothing else, so that a reference which is null has to be the key of a row, too.

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

    /// Adds a row's key, and tells the row that had it first.
    pub(super) fn add(&mut self, row: &AnnotatedRow<'_>) -> Option<u64> {
        let key = key(row, &self.columns)?;
        let source = row.source_number;
        let seen = self.seen.entry(key.into_boxed_slice()).or_insert(Seen { first_row: source, count: 0 });
        seen.count += 1;
        (seen.count > 1).then_some(seen.first_row)
    }

    /// The columns, in the order of the key.
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The column, if there is only one.
    pub(super) fn only_column(&self) -> Option<usize> {
        self.columns.first().copied().filter(|_| self.columns.len() == 1)
    }

    /// The rows that have a key.
    pub(super) fn get(&self, key: &[u8]) -> Option<Seen> {
        self.seen.get(key).copied()
    }
}

/// The normal form of a row's values in some columns; none where a cell is missing or flawed, which was told already.
pub(super) fn key(row: &AnnotatedRow<'_>, columns: &[usize]) -> Option<Vec<u8>> {
    let mut key = Vec::new();
    for &column in columns {
        let cell = row.cells.get(column)?;
        if !cell.is_there || !cell.flaws.is_empty() {
            return None;
        }
        row.key_bytes(column, &mut key);
    }
    Some(key)
}
