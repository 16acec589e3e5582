//! Sets of keys, known by hashes of 128 bits.

use super::merge::Merge;
use super::run::{ENTRY, Run, RunFile, RunWriter, Sorted};
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many hashes are sorted at a time: a mebibyte of them.
const BLOCK: usize = 64 * 1024;
/// How many runs are in files before they are merged into one, so that not too many files are open at a time.
const FILE_RUNS: usize = 64;
/// How many hashes of flaws are told at most. Each is at least one row, so that there are enough of them for every
/// place that a report keeps; rows are counted whatever the number.
pub const FLAWS_KEPT: usize = 1_000_000;

/// The hash of a key that says in its last bit whether there is a null in the key: a reference with one is judged apart.
#[must_use]
pub fn marked(hash: u128, has_null: bool) -> u128 {
    hash & !1 | u128::from(has_null)
}

/// Whether there is a null in the key of that hash.
#[must_use]
pub fn has_null(hash: u128) -> bool {
    hash & 1 == 1
}

/// Collects the keys of a table's rows.
#[derive(Debug)]
pub struct KeySetBuilder {
    budget: Budget,
    folder: PathBuf,
    pending: Vec<u128>,
    runs: Vec<Run>,
}

impl KeySetBuilder {
    /// An empty set, which spills into `folder`.
    #[must_use]
    pub fn new(budget: &Budget, folder: &Path) -> Self {
        Self { budget: budget.clone(), folder: folder.to_owned(), pending: Vec::new(), runs: Vec::new() }
    }

    /// Adds the key of a row, [`marked`].
    ///
    /// # Errors
    /// When the cache folder cannot be written.
    pub fn add(&mut self, hash: u128) -> Result<(), Error> {
        self.pending.push(hash);
        if self.pending.len() >= BLOCK { self.sort_pending() } else { Ok(()) }
    }

    fn sort_pending(&mut self) -> Result<(), Error> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut sorted = Sorted::of(&mut self.pending);
        // Rows that refer to few others make small runs: they are put together as they come.
        while let Some(Run::Memory { sorted: last, .. }) = self.runs.last()
            && last.len() + sorted.len() <= BLOCK
            && let Some(merged) = last.merged(&sorted)
        {
            sorted = merged;
            self.runs.pop();
        }
        match Run::in_memory(sorted, &self.budget) {
            Ok(run) => self.runs.push(run),
            Err(sorted) => {
                self.runs.push(Run::Memory { sorted, _held: None });
                self.spill()?;
            }
        }
        Ok(())
    }

    /// Writes what is in memory to a file.
    fn spill(&mut self) -> Result<(), Error> {
        let runs = std::mem::take(&mut self.runs).into_iter();
        let (memory, files): (Vec<Run>, Vec<Run>) = runs.partition(|run| matches!(run, Run::Memory { .. }));
        self.runs = files;
        self.runs.push(self.to_file(&memory)?);
        if self.runs.len() >= FILE_RUNS {
            let files = std::mem::take(&mut self.runs);
            self.runs.push(self.to_file(&files)?);
        }
        Ok(())
    }

    fn to_file(&self, runs: &[Run]) -> Result<Run, Error> {
        let path = Budget::spill_path(&self.folder);
        // From here on the file is removed whatever happens.
        let file = RunFile { path: path.clone(), temporary: true };
        let mut writer = RunWriter::create(path, &[])?;
        let mut merge = Merge::new(runs)?;
        while let Some(entry) = merge.next()? {
            writer.push(entry)?;
        }
        writer.finish()?;
        Ok(Run::File(file, 0))
    }

    /// The set.
    ///
    /// # Errors
    /// When the cache folder cannot be written or read.
    pub fn finish(mut self) -> Result<KeySet, Error> {
        self.sort_pending()?;
        KeySet::of(self.runs)
    }
}

/// The keys of a table's rows. Equal sets have equal digests, in whatever order their rows come.
#[derive(Debug)]
pub struct KeySet {
    runs: Vec<Run>,
    rows: u64,
    distinct: u64,
    digest: [u8; 32],
}

/// The first bytes of a stored set.
const MAGIC: &[u8; 8] = b"pskeys2\n";
/// Magic, rows, distinct, digest.
const HEAD: usize = 8 + 8 + 8 + 32;

impl KeySet {
    fn of(runs: Vec<Run>) -> Result<Self, Error> {
        let mut hash = Sha256::new();
        let (mut rows, mut distinct) = (0, 0);
        let mut merge = Merge::new(&runs)?;
        while let Some((key, count)) = merge.next()? {
            rows += count;
            distinct += 1;
            hash.update(key.to_be_bytes());
            // A reference asks whether there is one such row or several, no more.
            hash.update([u8::from(count > 1)]);
        }
        drop(merge);
        Ok(Self { runs, rows, distinct, digest: hash.finalize().into() })
    }

    /// How many rows have a key.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many different keys there are.
    #[must_use]
    pub fn distinct(&self) -> u64 {
        self.distinct
    }

    /// How many rows have a key that an earlier row has.
    #[must_use]
    pub fn repeated_rows(&self) -> u64 {
        self.rows - self.distinct
    }

    /// SHA-256, in lower-case hexadecimal, of which keys there are and which of them more than once: all that a table
    /// which refers to this one depends on.
    #[must_use]
    pub fn digest(&self) -> String {
        crate::output::hexadecimal(&self.digest)
    }

    /// The keys that several rows have, in ascending order, [`FLAWS_KEPT`] of them at most.
    ///
    /// # Errors
    /// When the cache folder cannot be read.
    pub fn repeated(&self) -> Result<Vec<u128>, Error> {
        let mut repeated = Vec::new();
        let mut merge = Merge::new(&self.runs)?;
        while repeated.len() < FLAWS_KEPT
            && let Some((hash, count)) = merge.next()?
        {
            if count > 1 {
                repeated.push(hash);
            }
        }
        Ok(repeated)
    }

    /// Stores the set in a file, for another run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn store(&self, path: &Path) -> Result<(), Error> {
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&self.rows.to_be_bytes());
        head.extend_from_slice(&self.distinct.to_be_bytes());
        head.extend_from_slice(&self.digest);
        let mut writer = RunWriter::create(path.to_owned(), &head)?;
        let mut merge = Merge::new(&self.runs)?;
        while let Some(entry) = merge.next()? {
            writer.push(entry)?;
        }
        writer.finish()
    }

    /// A set that was stored. The file stays where it is and is read when it is needed.
    ///
    /// # Errors
    /// When there is no such file, or it is not one that [`KeySet::store`] wrote whole.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let read = || -> io::Result<([u8; HEAD], u64)> {
            let mut file = File::open(path)?;
            let mut head = [0; HEAD];
            file.read_exact(&mut head)?;
            Ok((head, file.metadata()?.len()))
        };
        let (head, length) = read().map_err(RunFile::error(path))?;
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&head[at..at + 8]);
            u64::from_be_bytes(bytes)
        };
        let (rows, distinct) = (number(8), number(16));
        let expected = distinct.checked_mul(ENTRY as u64).and_then(|bytes| bytes.checked_add(HEAD as u64));
        if &head[..8] != MAGIC || Some(length) != expected || rows < distinct {
            return Err(RunFile::error(path)(io::Error::new(io::ErrorKind::InvalidData, "not a stored set of keys")));
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(&head[24..]);
        let file = RunFile { path: path.to_owned(), temporary: false };
        Ok(Self { runs: vec![Run::File(file, HEAD as u64)], rows, distinct, digest })
    }
}

/// Keys that are wrong, and how many rows have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrongKeys {
    /// Their hashes in ascending order, [`FLAWS_KEPT`] of them at most.
    pub hashes: Vec<u128>,
    /// How many rows have one of them, exactly.
    pub rows: u64,
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
}

/// Holds the foreign keys of a table against the keys of the table they refer to; both are read once, in order.
///
/// # Errors
/// When the cache folder cannot be read.
pub fn resolve(foreign: &KeySet, referenced: &KeySet) -> Result<Resolution, Error> {
    let mut resolution = Resolution::default();
    let mut theirs = Merge::new(&referenced.runs)?;
    let mut there = theirs.next()?;
    let mut ours = Merge::new(&foreign.runs)?;
    while let Some((hash, rows)) = ours.next()? {
        while let Some((key, _)) = there
            && key < hash
        {
            there = theirs.next()?;
        }
        let wrong = match there {
            Some((key, 1)) if key == hash => {
                resolution.good_nulls += if has_null(hash) { rows } else { 0 };
                continue;
            }
            _ if has_null(hash) => &mut resolution.null,
            Some((key, _)) if key == hash => &mut resolution.ambiguous,
            _ => &mut resolution.missing,
        };
        wrong.rows += rows;
        if wrong.hashes.len() < FLAWS_KEPT {
            wrong.hashes.push(hash);
        }
    }
    Ok(resolution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(keys: impl IntoIterator<Item = u128>, bytes: usize, folder: &Path) -> KeySet {
        let mut builder = KeySetBuilder::new(&Budget::new(1, bytes), folder);
        for key in keys {
            builder.add(key).unwrap();
        }
        builder.finish().unwrap()
    }

    #[test]
    fn spilled_or_not_the_set_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let keys = || (0..300_000_u128).map(|i| (i * 7919) % 250_007 * (1 << 90));
        let large = set(keys(), usize::MAX / 2, folder.path());
        assert!(large.runs.iter().all(|run| matches!(run, Run::Memory { .. })));
        let small = set(keys(), 0, folder.path());
        assert!(small.runs.iter().all(|run| matches!(run, Run::File(..))));
        for set in [&large, &small] {
            assert_eq!((set.rows(), set.distinct(), set.repeated_rows()), (300_000, 250_007, 49_993));
            assert_eq!(set.repeated().unwrap().len(), 49_993);
        }
        assert_eq!(large.digest(), small.digest());
        drop(small);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "what was spilled is removed");
    }

    #[test]
    fn memory_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::new(1, 1 << 20);
        let mut builder = KeySetBuilder::new(&budget, folder.path());
        for key in 0..1000 {
            builder.add(key).unwrap();
        }
        let set = builder.finish().unwrap();
        assert!(budget.reserve(1 << 20).is_none());
        drop(set);
        assert!(budget.reserve(1 << 20).is_some());
    }

    #[test]
    fn a_stored_set_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/wards");
        let stored = set([5, 1, 5, 9], 1 << 20, folder.path());
        stored.store(&path).unwrap();
        let loaded = KeySet::load(&path).unwrap();
        assert_eq!((loaded.rows(), loaded.distinct(), loaded.digest()), (4, 3, stored.digest()));
        assert_eq!(loaded.repeated().unwrap(), [5]);
        drop(loaded);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.pop();
        std::fs::write(&path, bytes).unwrap();
        assert!(KeySet::load(&path).is_err(), "half a file is none");
    }

    #[test]
    fn few_keys_in_many_rows_take_little_room() {
        let folder = tempfile::tempdir().unwrap();
        let set = set((0..1_000_000).map(|row| row % 33), 1 << 20, folder.path());
        assert_eq!((set.runs.len(), set.rows(), set.distinct()), (1, 1_000_000, 33));
    }

    proptest! {
        #[test]
        fn references_are_resolved(
            foreign in prop::collection::vec(0u128..40, 0..60),
            referenced in prop::collection::vec(0u128..40, 0..60),
            bytes in prop::sample::select(vec![0_usize, 1 << 20]),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let a = set(foreign.iter().copied(), bytes, folder.path());
            let b = set(referenced.iter().copied(), bytes, folder.path());
            let found = resolve(&a, &b).unwrap();
            let times = |key: u128| referenced.iter().filter(|other| **other == key).count();
            let rows = |good: &dyn Fn(u128) -> bool| foreign.iter().filter(|key| good(**key)).count() as u64;
            prop_assert_eq!(found.missing.rows, rows(&|key| !has_null(key) && times(key) == 0));
            prop_assert_eq!(found.ambiguous.rows, rows(&|key| !has_null(key) && times(key) > 1));
            prop_assert_eq!(found.null.rows, rows(&|key| has_null(key) && times(key) != 1));
            prop_assert_eq!(found.good_nulls, rows(&|key| has_null(key) && times(key) == 1));
            prop_assert!(found.missing.hashes.iter().all(|key| foreign.contains(key) && times(*key) == 0));
        }
    }
}
