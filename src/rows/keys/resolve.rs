//! Foreign keys against the keys they refer to.

use super::hash::{Entry, has_null};
use super::partition::Cursor;
use super::set::{FLAWS_KEPT, KeySet};
use crate::rows::error::Error;
use rayon::prelude::*;

/// Keys that are wrong, and how many rows have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrongKeys {
    /// Their hashes in ascending order, [`FLAWS_KEPT`] of them at most.
    pub hashes: Vec<u128>,
    /// How many rows have one of them, exactly.
    pub rows: u64,
}

impl WrongKeys {
    fn add(&mut self, (hash, rows): Entry) {
        self.rows += rows;
        if self.hashes.len() < FLAWS_KEPT {
            self.hashes.push(hash);
        }
    }

    /// Adds those of the hashes that come after.
    fn append(&mut self, later: &Self) {
        self.rows += later.rows;
        let room = FLAWS_KEPT - self.hashes.len();
        self.hashes.extend(later.hashes.iter().take(room));
    }
}

/// What the rows of a table refer to, against what is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolution {
    /// Keys that no row of the referenced table has.
    pub missing: WrongKeys,
    /// Keys that several rows of it have.
    pub ambiguous: WrongKeys,
    /// Keys with a null in them that no row of it has, or several.
    pub null: WrongKeys,
    /// How many rows have a key with a null in it that one row of the other table has as well.
    pub good_nulls: u64,
}

impl Resolution {
    /// Whether every reference leads to exactly one row.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.missing.rows == 0 && self.ambiguous.rows == 0 && self.null.rows == 0
    }

    /// Holds keys against keys; both come in ascending order.
    fn join<E>(
        &mut self,
        mut ours: impl FnMut() -> Result<Option<Entry>, E>,
        mut theirs: impl FnMut() -> Result<Option<Entry>, E>,
    ) -> Result<(), E> {
        let mut there = theirs()?;
        while let Some((hash, rows)) = ours()? {
            while let Some((key, _)) = there
                && key < hash
            {
                there = theirs()?;
            }
            let wrong = match there {
                Some((key, 1)) if key == hash => {
                    self.good_nulls += if has_null(hash) { rows } else { 0 };
                    continue;
                }
                _ if has_null(hash) => &mut self.null,
                Some((key, _)) if key == hash => &mut self.ambiguous,
                _ => &mut self.missing,
            };
            wrong.add((hash, rows));
        }
        Ok(())
    }
}

/// Holds the foreign keys of a table against the keys of the table they refer to; both are read once, in order.
///
/// # Errors
/// When the cache folder cannot be read.
pub fn resolve(foreign: &KeySet, referenced: &KeySet) -> Result<Resolution, Error> {
    let mut resolution = Resolution::default();
    let is_large = foreign.partitions.len() > 1 && foreign.partitions.len() == referenced.partitions.len();
    let in_memory = foreign.is_in_memory() && referenced.is_in_memory();
    if is_large && in_memory && rayon::current_thread_index().is_none() {
        let parts: Vec<Resolution> = foreign
            .partitions
            .par_iter()
            .zip(&referenced.partitions)
            .map(|(ours, theirs)| {
                let (mut part, mut our, mut their) = (Resolution::default(), Cursor::default(), Cursor::default());
                let Ok(()) = part.join::<std::convert::Infallible>(|| Ok(our.next(ours)), || Ok(their.next(theirs)));
                part
            })
            .collect();
        for part in &parts {
            resolution.missing.append(&part.missing);
            resolution.ambiguous.append(&part.ambiguous);
            resolution.null.append(&part.null);
            resolution.good_nulls += part.good_nulls;
        }
        return Ok(resolution);
    }
    let (our_files, their_files) = (foreign.files()?, referenced.files()?);
    let (mut ours, mut theirs) = (foreign.entries(our_files.as_ref()), referenced.entries(their_files.as_ref()));
    resolution.join(|| ours.next(), || theirs.next())?;
    Ok(resolution)
}
