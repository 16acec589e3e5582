//! Lines with nothing on them, which are rows to the processor only.

use super::observed::{Numbered, Observed, Seen};
use super::written::Given;
use crate::csvw::Table;
use std::collections::{BTreeMap, BTreeSet};

/// A table, and the values of each such row in it.
struct Lines<'g> {
    schema: &'g Table,
    rows: Vec<Vec<Seen>>,
}

/// Those of a group, by the address of their table.
pub(super) struct EmptyLines<'g>(BTreeMap<&'g str, Lines<'g>>);

impl<'g> EmptyLines<'g> {
    pub(super) fn read(given: &'g [Given], processor: &[Observed]) -> Self {
        let read = |(given, processor): (&'g Given, &Observed)| {
            let rows = processor.rows.iter().filter(|(row, _)| given.empty_lines.contains(row));
            let rows = rows.filter_map(|(_, cells)| cells.clone()).collect();
            (given.schema.url.as_str(), Lines { schema: &given.schema, rows })
        };
        Self(given.iter().zip(processor).map(read).collect())
    }

    /// The first of `rows` that has the primary key of an empty line.
    pub(super) fn first_repeating(&self, given: &Given, rows: &[Numbered]) -> BTreeSet<u64> {
        let has_key_of = |cells: &[Seen], empty: &[Seen]| given.key.iter().all(|&at| cells[at] == empty[at]);
        let first = |empty: &Vec<Seen>| whole(rows).find(|(_, cells)| has_key_of(cells, empty));
        self.0[given.schema.url.as_str()].rows.iter().filter_map(first).map(|(row, _)| row).collect()
    }

    /// Those of `rows` with a foreign key that leads to an empty line.
    pub(super) fn referring(&self, given: &Given, rows: &[Numbered]) -> BTreeSet<u64> {
        let mut referring = BTreeSet::new();
        for key in &given.schema.foreign_keys {
            let Some(there) = self.0.get(key.reference.table.as_str()) else { continue };
            let pairs: Vec<(usize, usize)> = key
                .columns
                .iter()
                .zip(&key.reference.columns)
                .filter_map(|(ours, theirs)| {
                    Some((given.schema.column_index(ours)?, there.schema.column_index(theirs)?))
                })
                .collect();
            let leads_there = |cells: &[Seen]| {
                there.rows.iter().any(|empty| pairs.iter().all(|&(ours, theirs)| cells[ours] == empty[theirs]))
            };
            referring.extend(whole(rows).filter(|(_, cells)| leads_there(cells)).map(|(row, _)| row));
        }
        referring
    }
}

fn whole(rows: &[Numbered]) -> impl Iterator<Item = (u64, &Vec<Seen>)> {
    rows.iter().filter_map(|(row, cells)| Some((*row, cells.as_ref()?)))
}
