//! A key that every row should have alone: which rows repeat one.
//!
//! Almost all keys of a good table are new, and new ones need not be put in order: a filter lets through what is
//! certainly new, and only what may have been there before is counted. At the end the few that were counted are looked
//! for among the new ones.

use super::builder::KeySetBuilder;
use super::filter::{Filter, Probe};
use super::list::List;
use super::set::{FLAWS_KEPT, KeySet};
use super::suspects::Suspects;
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use std::path::{Path, PathBuf};

/// A table of fewer rows is sorted, and read again if a key is repeated.
const FEW: u64 = 50_000;
/// So many keys that may be repeated are looked for among the new ones; if there are more, all keys are sorted.
const LOOKED_FOR: u64 = if cfg!(test) { 60_000 } else { 1_000_000 };

/// The keys of a table's rows, of which each should be there once.
#[derive(Debug)]
pub(super) struct UniqueKeys {
    budget: Budget,
    folder: PathBuf,
    state: State,
    /// Keys that may have been there before, or all of them where there is no filter.
    counted: KeySetBuilder,
    suspects: Suspects,
    repeated: Vec<usize>,
}

/// How new keys are told from others.
#[derive(Debug)]
enum State {
    /// No key was added.
    Empty,
    /// All are counted.
    Counting,
    /// Filtered; with the keys that are certainly new.
    Filtered(Box<(Filter, List)>),
}

/// Keys of a table that several rows have.
#[derive(Debug, Default)]
pub(in crate::rows) struct Repeated {
    /// How many rows have a key, and how many keys there are.
    pub(in crate::rows) rows: u64,
    pub(in crate::rows) distinct: u64,
    /// The keys that several rows have, in ascending order, [`FLAWS_KEPT`] of them at most.
    pub(in crate::rows) hashes: Vec<u128>,
    /// Rows that have one of them and are not the first; none if it is not known of all rows where they are.
    pub(super) suspects: Option<Suspects>,
    /// Which of the keys have their first row outside of `suspects`, in ascending order.
    pub(super) elsewhere: Vec<u128>,
}

impl UniqueKeys {
    pub(super) fn new(budget: &Budget, folder: &Path) -> Self {
        Self {
            budget: budget.clone(),
            folder: folder.to_owned(),
            state: State::Empty,
            counted: KeySetBuilder::new(budget, folder),
            suspects: Suspects::default(),
            repeated: Vec::new(),
        }
    }

    /// Adds the keys of rows. `expected` is how many there will be of the whole table, about; `note` is given the index of
    /// each row that may have an earlier one's key, in order, and where such rows are noted.
    pub(super) fn extend(
        &mut self,
        hashes: &[u128],
        expected: impl FnOnce() -> u64,
        mut note: impl FnMut(usize, u128, &mut Suspects),
    ) -> Result<(), Error> {
        if hashes.is_empty() {
            return Ok(());
        }
        if matches!(self.state, State::Empty) {
            let expected = expected();
            let filter = if expected < FEW { None } else { Filter::new(&self.budget, expected) };
            self.state = match filter {
                Some(filter) => State::Filtered(Box::new((filter, List::new(&self.budget, &self.folder)))),
                None => State::Counting,
            };
        }
        let State::Filtered(filtered) = &mut self.state else { return self.counted.extend(hashes) };
        let (filter, new) = &mut **filtered;
        self.repeated.clear();
        filter.test(hashes, new.pending(), &mut self.repeated);
        new.settle()?;
        for &index in &self.repeated {
            let Some(&hash) = hashes.get(index) else { continue };
            self.counted.extend(&[hash])?;
            note(index, hash, &mut self.suspects);
        }
        Ok(())
    }

    /// Which keys are repeated.
    pub(super) fn finish(self) -> Result<Repeated, Error> {
        let Self { state, mut counted, suspects, .. } = self;
        let State::Filtered(filtered) = state else { return sorted(&counted.finish()?) };
        let (filter, mut new) = *filtered;
        // Its memory is for what comes now.
        drop(filter);
        if counted.rows() > LOOKED_FOR && !counted.is_small() {
            new.each(|hashes| counted.extend(hashes))?;
            return sorted(&counted.finish()?);
        }
        let counted = counted.finish()?;
        let (mut hashes, mut counts) = (Vec::new(), Vec::new());
        counted.each(|(hash, count)| {
            hashes.push(hash);
            counts.push(count);
            true
        })?;
        let probe = Probe::new(hashes);
        // Of the new ones no two are equal.
        let found = new.find(&probe)?;
        let mut is_elsewhere = vec![false; counts.len()];
        for index in &found {
            is_elsewhere[*index] = true;
        }
        let mut repeated = Repeated {
            rows: new.len() + counted.rows(),
            distinct: new.len() + counted.distinct() - found.len() as u64,
            ..Repeated::default()
        };
        for ((hash, count), is_elsewhere) in probe.hashes().iter().zip(counts).zip(is_elsewhere) {
            if (is_elsewhere || count > 1) && repeated.hashes.len() < FLAWS_KEPT {
                repeated.hashes.push(*hash);
                if is_elsewhere {
                    repeated.elsewhere.push(*hash);
                }
            }
        }
        repeated.suspects = suspects.of(&repeated.hashes, &repeated.elsewhere);
        Ok(repeated)
    }
}

/// The same from the set of all keys. Where their rows are has to be looked for.
fn sorted(all: &KeySet) -> Result<Repeated, Error> {
    let hashes = if all.repeated_rows() > 0 { all.repeated()? } else { Vec::new() };
    Ok(Repeated { rows: all.rows(), distinct: all.distinct(), hashes, ..Repeated::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn repeated_keys_are_known(
            rows in prop_oneof![0..200_usize, 20_000..70_000_usize],
            different in prop_oneof![1..50_usize, Just(30_000), Just(usize::MAX)],
            expected in prop::sample::select(vec![0, FEW, 1_000_000]),
            bytes in prop::sample::select(vec![0, 100_000, 3 << 20, usize::MAX / 2]),
            at_a_time in prop::sample::select(vec![100_usize, 9_000, 100_000]),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let budget = Budget::new(1, bytes);
            let mut unique = UniqueKeys::new(&budget, folder.path());
            let number = |row: usize| if row.is_multiple_of(1000) { 0 } else { row % different };
            let hash = |row: usize| crate::csvw::key::hash_bytes(&number(row).to_le_bytes());
            let keys: Vec<u128> = (0..rows).map(hash).collect();
            let (mut noted, mut start) = (Vec::new(), 0);
            for some in keys.chunks(at_a_time) {
                unique.extend(some, || expected, |index, hash, _| noted.push((start + index, hash))).unwrap();
                start += some.len();
            }
            let is_filtered = matches!(unique.state, State::Filtered(..));
            let found = unique.finish().unwrap();
            let mut counts: BTreeMap<u128, u64> = BTreeMap::new();
            for key in &keys {
                *counts.entry(*key).or_insert(0) += 1;
            }
            prop_assert_eq!((found.rows, found.distinct), (keys.len() as u64, counts.len() as u64));
            let repeated: Vec<u128> = counts.iter().filter(|(_, count)| **count > 1).map(|(key, _)| *key).collect();
            prop_assert!(found.hashes == repeated);
            if is_filtered {
                let mut seen = std::collections::BTreeSet::new();
                let mut noted = noted.iter().peekable();
                for (row, key) in keys.iter().enumerate() {
                    let is_noted = noted.next_if(|(noted, _)| *noted == row).is_some();
                    let is_first = seen.insert(*key);
                    prop_assert!(is_noted || is_first, "every row that repeats a key is noted");
                    if is_first && found.suspects.is_some() && repeated.binary_search(key).is_ok() {
                        prop_assert_eq!(is_noted, found.elsewhere.binary_search(key).is_err());
                    }
                }
            } else {
                prop_assert!(noted.is_empty() && found.suspects.is_none());
            }
            prop_assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
            prop_assert!(bytes == 0 || budget.reserve(bytes).is_some());
        }
    }

    #[test]
    fn more_than_are_looked_for_are_sorted() {
        let folder = tempfile::tempdir().unwrap();
        let mut unique = UniqueKeys::new(&Budget::new(1, 1 << 30), folder.path());
        let keys: Vec<u128> = (0..60_000_u32).map(|row| crate::csvw::key::hash_bytes(&row.to_le_bytes())).collect();
        for _ in 0..3 {
            unique.extend(&keys, || 60_000, |_, _, _| ()).unwrap();
        }
        assert!(unique.counted.rows() > LOOKED_FOR);
        let found = unique.finish().unwrap();
        assert_eq!((found.rows, found.distinct, found.hashes.len()), (180_000, 60_000, 60_000));
    }
}
