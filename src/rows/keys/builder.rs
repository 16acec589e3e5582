//! Collecting keys: few are counted, many are dealt into partitions, what has no room is spilled.

use super::blocks::{Blocks, Multiples, Scratch};
use super::counter::Counter;
use super::hash::leading;
use super::partition::{Partition, Totals};
use super::run::{Run, Spill};
use super::set::KeySet;
use crate::rows::budget::{Budget, KeyBytes};
use crate::rows::error::Error;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Partitions of a set of many keys, and how many first bits of a hash say which.
pub(super) const PARTITIONS: usize = 1 << BITS;
pub(super) const BITS: u32 = 8;
/// Hashes of a partition's first block, and of every further one.
const FIRST_BLOCK: usize = 256;
const BLOCK: usize = 1024;
/// What a set may hold when the budget has nothing left: less would make too many and too short runs. In bytes.
const FLOOR: usize = 4 * 1024 * 1024;
/// A partition of more hashes is counted as it grows, in case that few keys are in many rows.
const COUNTED: usize = 64 * 1024;

/// Collects the keys of a table's rows.
#[derive(Debug)]
pub struct KeySetBuilder {
    folder: PathBuf,
    rows: u64,
    few: Counter,
    /// Empty while there are few keys.
    partitions: Vec<Growing>,
    /// The part of the budget that the partitions hold.
    held: KeyBytes,
    /// Bytes of all blocks.
    blocks: usize,
    /// Blocks to be used again.
    spare: Vec<Vec<u128>>,
    scratch: Scratch,
    spill: Option<Spill>,
    /// See [`FLOOR`].
    floor: usize,
}

/// A partition that is added to.
#[derive(Debug)]
struct Growing {
    partition: Partition,
    /// At so many hashes they are counted.
    count_at: usize,
    runs: Vec<Run>,
    /// Whether its keys are in the totals already.
    is_counted: bool,
}

impl Growing {
    fn new() -> Self {
        Self { partition: Partition::default(), count_at: COUNTED, runs: Vec::new(), is_counted: false }
    }

    /// Moves what is in memory to the file.
    fn spill(&mut self, spill: &mut Spill) -> Result<(), Error> {
        if !self.partition.is_empty() {
            self.runs.push(spill.writer.run(&self.partition)?);
        }
        self.partition.multiples = Multiples::default();
        Ok(())
    }
}

impl KeySetBuilder {
    /// An empty set, which spills into `folder`.
    #[must_use]
    pub fn new(budget: &Budget, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            rows: 0,
            few: Counter::default(),
            partitions: Vec::new(),
            held: budget.nothing(),
            blocks: 0,
            spare: Vec::new(),
            scratch: Scratch::default(),
            spill: None,
            floor: FLOOR,
        }
    }

    /// The same with less that it may hold in any case.
    #[cfg(test)]
    pub(super) fn with_floor(self, floor: usize) -> Self {
        Self { floor, ..self }
    }

    /// Adds the keys of rows, [marked](super::marked).
    ///
    /// # Errors
    /// When the cache folder cannot be written.
    pub fn extend(&mut self, hashes: &[u128]) -> Result<(), Error> {
        self.rows += hashes.len() as u64;
        self.add(hashes)
    }

    /// How many rows were added.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    fn add(&mut self, hashes: &[u128]) -> Result<(), Error> {
        let mut rest = hashes;
        if self.partitions.is_empty() {
            let counted = rest.iter().take_while(|hash| self.few.add(**hash)).count();
            rest = &rest[counted..];
            if rest.is_empty() {
                return Ok(());
            }
            self.deal_out()?;
        }
        for &hash in rest {
            let number = leading(hash, 0, BITS);
            if !self.partitions[number].partition.singles.push(hash) {
                self.make_room(number)?;
                self.partitions[number].partition.singles.push(hash);
            }
        }
        Ok(())
    }

    /// Whether so few keys were added that they are only counted.
    pub(super) fn is_small(&self) -> bool {
        self.partitions.is_empty()
    }

    /// Makes partitions of the keys that were counted.
    fn deal_out(&mut self) -> Result<(), Error> {
        self.partitions.resize_with(PARTITIONS, Growing::new);
        let (singles, multiples) = std::mem::take(&mut self.few).sorted();
        for entry in multiples.entries() {
            self.partitions[leading(entry.0, 0, BITS)].partition.multiples.push(entry);
        }
        self.add(&singles)
    }

    /// Sees to it that a partition can be added to.
    fn make_room(&mut self, number: usize) -> Result<(), Error> {
        let growing = &mut self.partitions[number];
        if growing.partition.singles.len() >= growing.count_at {
            growing.partition.count(BITS, &mut self.scratch, &mut self.spare);
            growing.count_at = (2 * growing.partition.singles.len()).max(COUNTED);
            self.settle()?;
        }
        loop {
            let wanted = if self.partitions[number].partition.singles.bytes() == 0 { FIRST_BLOCK } else { BLOCK };
            let block = match self.spare.pop() {
                Some(block) => Some(block),
                None => self.block(wanted),
            };
            if let Some(block) = block {
                self.partitions[number].partition.singles.add(block);
                return Ok(());
            }
            self.shrink_fullest()?;
            self.settle()?;
        }
    }

    /// A new block, if the budget has room for it.
    fn block(&mut self, length: usize) -> Option<Vec<u128>> {
        let bytes = length * size_of::<u128>();
        if self.blocks + bytes > self.floor && !self.held.grow(bytes) {
            return None;
        }
        self.blocks += bytes;
        Some(Vec::with_capacity(length))
    }

    /// Counts the keys of the partition that has most of them, and spills them if that does not make them fewer by half.
    fn shrink_fullest(&mut self) -> Result<(), Error> {
        let Some(fullest) = self.partitions.iter_mut().max_by_key(|growing| growing.partition.bytes()) else {
            return Ok(());
        };
        let partition = &mut fullest.partition;
        let before = partition.bytes();
        partition.count(BITS, &mut self.scratch, &mut self.spare);
        if partition.bytes() > before / 2 {
            fullest.spill(Spill::begun(&mut self.spill, &self.folder)?)?;
            self.spare.append(&mut fullest.partition.singles.take());
        }
        Ok(())
    }

    /// Holds as much of the budget as is used after keys were counted; where there is no room for hashes of several rows,
    /// which take other memory than the blocks in which they were, more is spilled.
    fn settle(&mut self) -> Result<(), Error> {
        loop {
            let multiples: usize = self.partitions.iter().map(|growing| growing.partition.multiples.bytes()).sum();
            let floor = self.floor;
            let needed = |blocks: usize| (blocks + multiples).saturating_sub(floor);
            let held = self.held.bytes();
            if needed(self.blocks) <= held || self.held.grow(needed(self.blocks) - held) {
                self.held.shrink_to(needed(self.blocks));
                return Ok(());
            }
            while needed(self.blocks) > held
                && let Some(block) = self.spare.pop()
            {
                self.blocks -= block.capacity() * size_of::<u128>();
            }
            if needed(self.blocks) > held {
                self.shrink_fullest()?;
            }
        }
    }

    /// The set. Large ones are put in order on all cores, unless this is one of the threads that work for them.
    ///
    /// # Errors
    /// When the cache folder cannot be written or read.
    pub fn finish(mut self) -> Result<KeySet, Error> {
        self.spare = Vec::new();
        if self.is_small() {
            return self.finish_small();
        }
        let apart = rayon::current_thread_index().is_none();
        let finish = |growing: &mut [Growing]| {
            let (mut scratch, mut spare, mut totals) = (Scratch::default(), Vec::new(), Totals::default());
            for Growing { partition, runs, is_counted, .. } in growing {
                partition.count(BITS, &mut scratch, &mut spare);
                spare.clear();
                if runs.is_empty() {
                    totals = totals.and(partition.totals());
                    *is_counted = true;
                }
            }
            totals
        };
        let totals = if apart {
            self.partitions.par_chunks_mut(PARTITIONS / 32).map(finish).reduce(Totals::default, Totals::and)
        } else {
            finish(&mut self.partitions)
        };
        // What a set that is added to may hold in any case has to be in the budget from now on.
        let mut used: usize = self.partitions.iter().map(|growing| growing.partition.bytes()).sum();
        let held = self.held.bytes();
        if used <= held || self.held.grow(used - held) {
            self.held.shrink_to(used);
        }
        while used > self.held.bytes()
            && let Some(fullest) = self.partitions.iter_mut().max_by_key(|growing| growing.partition.bytes())
        {
            used -= fullest.partition.bytes();
            fullest.spill(Spill::begun(&mut self.spill, &self.folder)?)?;
            fullest.partition = Partition::default();
        }
        self.held.shrink_to(used);
        let file = self.spill.take().map(Spill::end).transpose()?;
        let is_counted: Vec<bool> = self.partitions.iter().map(|growing| growing.is_counted).collect();
        let (partitions, runs): (Vec<_>, Vec<_>) =
            self.partitions.into_iter().map(|growing| (growing.partition, growing.runs)).unzip();
        let mut set = KeySet { partitions, runs, file, totals, _held: self.held };
        set.count_rest(&is_counted, apart)?;
        Ok(set)
    }

    /// A set of few keys, in one partition.
    fn finish_small(mut self) -> Result<KeySet, Error> {
        let (singles, multiples) = std::mem::take(&mut self.few).sorted();
        let mut partition = Partition { singles: Blocks::of(singles), multiples };
        let totals = partition.totals();
        let mut runs = Vec::new();
        if !self.held.grow(partition.bytes()) && !partition.is_empty() {
            runs.push(Spill::begun(&mut self.spill, &self.folder)?.writer.run(&partition)?);
            partition = Partition::default();
        }
        let file = self.spill.take().map(Spill::end).transpose()?;
        Ok(KeySet { partitions: vec![partition], runs: vec![runs], file, totals, _held: self.held })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::super::run::{RunFile, RunWriter};
    use super::*;
    use std::fs::{self, File};

    #[test]
    fn a_disk_that_fills_is_an_error_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("full.spill");
        fs::write(&path, "begun").unwrap();
        let mut builder = KeySetBuilder::new(&Budget::new(1, 0), folder.path()).with_floor(1 << 16);
        let full = File::options().write(true).open("/dev/full").unwrap();
        let file = RunFile { path: path.clone(), temporary: true };
        builder.spill = Some(Spill { writer: RunWriter::new(full, &path), file });
        let keys: Vec<u128> = (0..90_000_u32).map(|row| crate::csvw::key::hash_bytes(&row.to_le_bytes())).collect();
        let ended = builder.extend(&keys).and_then(|()| builder.finish().map(|_| ()));
        let Err(Error::Spill { path: told, error }) = ended else { panic!("{ended:?}") };
        assert_eq!((told, error.kind()), (path, std::io::ErrorKind::StorageFull));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
