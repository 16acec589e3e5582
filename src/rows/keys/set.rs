//! Sets of keys, known by hashes of 128 bits.

use super::blocks::Scratch;
use super::builder::BITS;
use super::hash::Entry;
use super::merge::{Merge, load, load_counted};
use super::partition::{Cursor, Partition, Totals};
use super::run::{Run, RunFile, RunWriter, Runs};
use crate::rows::budget::{Budget, KeyBytes};
use crate::rows::error::Error;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How many hashes of flaws are told at most. Each is at least one row, so that there are enough of them for every
/// place that a report keeps; rows are counted whatever the number.
pub const FLAWS_KEPT: usize = 1_000_000;
/// A spilled partition of so many hashes is read into memory at a time; one of more was made to be that large, and is
/// merged as it is read.
pub(super) const LOADED: u64 = if cfg!(test) { 16 * 1024 } else { 1024 * 1024 };
/// Spilled partitions of so many hashes together are put in order at the same time.
const LOADED_AT_A_TIME: u64 = LOADED;

/// The keys of a table's rows. Equal sets have equal digests, in whatever order their rows come.
#[derive(Debug)]
pub struct KeySet {
    /// One, or as many as there are beginnings of a hash.
    pub(super) partitions: Vec<Partition>,
    /// What there is of each partition in `file`.
    pub(super) runs: Vec<Vec<Run>>,
    pub(super) file: Option<RunFile>,
    pub(super) totals: Totals,
    /// The part of the budget that it takes, given back with it.
    pub(super) _held: KeyBytes,
}

/// The first bytes of a stored set.
const MAGIC: &[u8; 8] = b"pskeys3\n";
/// Magic, rows, hashes that one row has, hashes that several have, the sum for the digest.
const HEAD: usize = 8 + 3 * 8 + 16;

impl KeySet {
    /// How many rows have a key.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.totals.rows
    }

    /// How many different keys there are.
    #[must_use]
    pub fn distinct(&self) -> u64 {
        self.totals.distinct
    }

    /// How many rows have a key that an earlier row has.
    #[must_use]
    pub fn repeated_rows(&self) -> u64 {
        self.totals.rows - self.totals.distinct
    }

    /// In lower-case hexadecimal, which keys there are and which of them more than once: all that a table which refers to
    /// this one depends on. It is the number of keys, and the sum modulo 2^128 of a mix of each hash and of whether several
    /// rows have it; so it tells sets of a cache apart, and is no signature: whoever wants two sets of one digest can make
    /// them.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("{:016x}{:032x}", self.totals.distinct, self.totals.sum)
    }

    /// The keys that several rows have, in ascending order, [`FLAWS_KEPT`] of them at most.
    ///
    /// # Errors
    /// When the cache folder cannot be read.
    pub fn repeated(&self) -> Result<Vec<u128>, Error> {
        let mut repeated = Vec::new();
        self.each(|(hash, count)| {
            if count > 1 {
                repeated.push(hash);
            }
            repeated.len() < FLAWS_KEPT
        })?;
        Ok(repeated)
    }

    /// Whether all of it is in memory.
    pub(super) fn is_in_memory(&self) -> bool {
        self.file.is_none()
    }

    /// Gives all keys to `each`, in ascending order, until it says that it wants no more.
    pub(super) fn each(&self, mut each: impl FnMut(Entry) -> bool) -> Result<(), Error> {
        let files = self.files()?;
        let mut entries = self.entries(files.as_ref());
        while let Some(entry) = entries.next()? {
            if !each(entry) {
                break;
            }
        }
        Ok(())
    }

    /// What was spilled, opened.
    pub(super) fn files(&self) -> Result<Option<Runs<'_>>, Error> {
        self.file.as_ref().map(RunFile::open).transpose()
    }

    /// Goes through all keys in ascending order; `runs` is what [`Self::files`] gives.
    pub(super) fn entries<'a>(&'a self, runs: Option<&'a Runs<'a>>) -> Entries<'a> {
        Entries { set: self, runs, next: 0, now: Now::Nothing, scratch: Scratch::default() }
    }

    /// How many bits the hashes of a partition have in common.
    fn skipped(&self) -> u32 {
        if self.partitions.len() > 1 { BITS } else { 0 }
    }

    /// Adds the partitions that are not counted yet, which were spilled, to the totals. The calling thread reads; if it may, others put in order what was read.
    pub(super) fn count_rest(&mut self, is_counted: &[bool], apart: bool) -> Result<(), Error> {
        let Some(runs) = self.files()? else { return Ok(()) };
        let (skipped, mut scratch) = (self.skipped(), Scratch::default());
        let mut totals = Totals::default();
        let mut loaded: Vec<Partition> = Vec::new();
        let all = self.partitions.iter().zip(&self.runs).zip(is_counted);
        let mut spilled = all.filter(|(_, is_counted)| !**is_counted).map(|(spilled, _)| spilled).peekable();
        while spilled.peek().is_some() || !loaded.is_empty() {
            let (mut next, mut length) = (Vec::new(), 0);
            let mut read = || {
                while length < LOADED_AT_A_TIME
                    && let Some((memory, which)) = spilled.next()
                {
                    let all = length_of(memory, which);
                    if all > LOADED {
                        let mut merge = Merge::new(memory, which, &runs)?;
                        while let Some(entry) = merge.next()? {
                            totals.add(entry);
                        }
                    } else {
                        next.push(load(memory, which, &runs)?);
                        length += all;
                    }
                }
                Ok(())
            };
            let count = |partition: &mut Partition, scratch: &mut Scratch| {
                partition.count(skipped, scratch, &mut Vec::new());
                partition.totals()
            };
            let counted = if apart {
                let mut counted = Totals::default();
                let mut result = Ok(());
                rayon::in_place_scope(|scope| {
                    scope.spawn(|_| {
                        let totals =
                            loaded.par_iter_mut().map_init(Scratch::default, |scratch, one| count(one, scratch));
                        counted = totals.reduce(Totals::default, Totals::and);
                    });
                    result = read();
                });
                result?;
                counted
            } else {
                read()?;
                loaded.iter_mut().map(|one| count(one, &mut scratch)).fold(Totals::default(), Totals::and)
            };
            totals = totals.and(counted);
            loaded = next;
        }
        drop(runs);
        self.totals = self.totals.and(totals);
        Ok(())
    }

    /// Stores the set in a file, for another run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn store(&self, path: &Path) -> Result<(), Error> {
        let mut multiples: u64 = 0;
        if self.repeated_rows() > 0 {
            self.each(|(_, count)| {
                multiples += u64::from(count > 1);
                true
            })?;
        }
        let mut writer = RunWriter::create(path)?;
        writer.bytes(MAGIC)?;
        for number in [self.totals.rows, self.totals.distinct - multiples, multiples] {
            writer.bytes(&number.to_le_bytes())?;
        }
        writer.bytes(&self.totals.sum.to_le_bytes())?;
        let mut result = Ok(());
        self.each(|(hash, count)| {
            if count == 1 {
                result = writer.bytes(&hash.to_le_bytes());
            }
            result.is_ok()
        })?;
        result?;
        if multiples > 0 {
            let mut result = Ok(());
            self.each(|(hash, count)| {
                if count > 1 {
                    result = writer.multiple((hash, count));
                }
                result.is_ok()
            })?;
            result?;
        }
        writer.flush()
    }

    /// A set that was stored. The file stays where it is and is read when it is needed.
    ///
    /// # Errors
    /// When there is no such file, or it is not one that [`KeySet::store`] wrote whole.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let read = || -> io::Result<([u8; HEAD], u64)> {
            let mut head = [0; HEAD];
            File::open(path)?.read_exact(&mut head)?;
            Ok((head, fs::metadata(path)?.len()))
        };
        let (head, length) = read().map_err(RunFile::error(path))?;
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&head[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        let run = Run { start: HEAD as u64, singles: number(16), multiples: number(24) };
        let least = run.multiples.checked_mul(2).and_then(|rows| rows.checked_add(run.singles));
        let is_whole = run.end() == Some(length) && least.is_some_and(|least| least <= number(8));
        if &head[..8] != MAGIC || !is_whole {
            return Err(RunFile::error(path)(io::Error::new(io::ErrorKind::InvalidData, "not a stored set of keys")));
        }
        let mut sum = [0; 16];
        sum.copy_from_slice(&head[32..]);
        let totals = Totals { rows: number(8), distinct: run.len(), sum: u128::from_le_bytes(sum) };
        let file = Some(RunFile { path: path.to_owned(), temporary: false });
        let nothing = Budget::new(0, 0).nothing();
        Ok(Self { partitions: vec![Partition::default()], runs: vec![vec![run]], file, totals, _held: nothing })
    }
}

/// How many hashes there are in a partition and its runs.
fn length_of(memory: &Partition, which: &[Run]) -> u64 {
    let in_memory = (memory.singles.len() + memory.multiples.len()) as u64;
    which.iter().map(Run::len).fold(in_memory, u64::saturating_add)
}

/// Goes through the keys of a set in ascending order.
pub(super) struct Entries<'a> {
    set: &'a KeySet,
    runs: Option<&'a Runs<'a>>,
    /// The next partition.
    next: usize,
    now: Now<'a>,
    scratch: Scratch,
}

/// The partition that is gone through.
enum Now<'a> {
    Nothing,
    Memory(&'a Partition, Cursor),
    Loaded(Partition, Cursor),
    Merged(Box<Merge<'a>>),
}

impl Entries<'_> {
    pub(super) fn next(&mut self) -> Result<Option<Entry>, Error> {
        loop {
            let entry = match &mut self.now {
                Now::Nothing => None,
                Now::Memory(partition, cursor) => cursor.next(partition),
                Now::Loaded(partition, cursor) => cursor.next(partition),
                Now::Merged(merge) => merge.next()?,
            };
            if entry.is_some() {
                return Ok(entry);
            }
            let Some((partition, which)) = self.set.partitions.get(self.next).zip(self.set.runs.get(self.next)) else {
                return Ok(None);
            };
            self.next += 1;
            self.now = match self.runs {
                Some(runs) if !which.is_empty() => {
                    // A single run is in order.
                    let is_in_order = which.len() == 1 && partition.is_empty();
                    if is_in_order || length_of(partition, which) > LOADED {
                        Now::Merged(Box::new(Merge::new(partition, which, runs)?))
                    } else {
                        let loaded = load_counted(partition, which, runs, self.set.skipped(), &mut self.scratch)?;
                        Now::Loaded(loaded, Cursor::default())
                    }
                }
                _ => Now::Memory(partition, Cursor::default()),
            };
        }
    }
}
