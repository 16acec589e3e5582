//! The keys of a set whose hashes begin with the same bits.

use super::blocks::{Blocks, Multiples, Scratch};
use super::hash::{Entry, mixed};

/// Keys in memory, counted up to where they were put in order last.
#[derive(Debug, Default)]
pub(super) struct Partition {
    /// Hashes, each of one row; in ascending order and all different once they are counted.
    pub(super) singles: Blocks,
    /// Hashes that were found in several rows when they were counted.
    pub(super) multiples: Multiples,
}

/// What the keys of a set come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) rows: u64,
    pub(super) distinct: u64,
    /// The sum of what each key adds to the digest.
    pub(super) sum: u128,
}

impl Totals {
    pub(super) fn add(&mut self, (hash, count): Entry) {
        self.rows += count;
        self.distinct += 1;
        self.sum = self.sum.wrapping_add(mixed(hash, count > 1));
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            distinct: self.distinct + other.distinct,
            sum: self.sum.wrapping_add(other.sum),
        }
    }
}

impl Partition {
    pub(super) fn is_empty(&self) -> bool {
        self.singles.len() == 0 && self.multiples.len() == 0
    }

    /// Bytes held, used or not.
    pub(super) fn bytes(&self) -> usize {
        self.singles.bytes() + self.multiples.bytes()
    }

    /// Puts the hashes in order and counts the equal ones together. `skipped` bits are the same in all. Blocks that are
    /// no longer needed go to `spare`.
    pub(super) fn count(&mut self, skipped: u32, scratch: &mut Scratch, spare: &mut Vec<Vec<u128>>) {
        scratch.sort(&self.singles, skipped);
        let sorted = &mut scratch.sorted;
        if self.multiples.len() == 0 && sorted.is_sorted_by(|one, next| one < next) {
            self.singles.replace(sorted, spare);
            return;
        }
        let old = std::mem::take(&mut self.multiples);
        let mut old = old.entries().peekable();
        let (mut at, mut kept) = (0, 0);
        while let Some(&hash) = sorted.get(at) {
            let rows = sorted[at..].iter().take_while(|other| **other == hash).count();
            at += rows;
            while let Some(before) = old.next_if(|(other, _)| *other < hash) {
                self.multiples.push(before);
            }
            let before = old.next_if(|(other, _)| *other == hash).map_or(0, |(_, count)| count);
            let count = before + rows as u64;
            if count == 1 {
                sorted[kept] = hash;
                kept += 1;
            } else {
                self.multiples.push((hash, count));
            }
        }
        for rest in old {
            self.multiples.push(rest);
        }
        self.multiples.hashes.shrink_to_fit();
        self.multiples.counts.shrink_to_fit();
        self.singles.replace(&sorted[..kept], spare);
    }

    /// What the keys come to, once they are counted.
    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.singles.slices().flatten().for_each(|hash| totals.add((*hash, 1)));
        self.multiples.entries().for_each(|entry| totals.add(entry));
        totals
    }
}

/// Goes through the keys of a partition in ascending order, once they are counted.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    block: usize,
    single: usize,
    multiple: usize,
}

impl Cursor {
    pub(super) fn next(&mut self, of: &Partition) -> Option<Entry> {
        let single = loop {
            let Some(block) = of.singles.slice(self.block) else { break None };
            match block.get(self.single) {
                Some(hash) => break Some(*hash),
                None => {
                    self.block += 1;
                    self.single = 0;
                }
            }
        };
        match (single, of.multiples.get(self.multiple)) {
            (Some(hash), Some((other, _))) if hash < other => {
                self.single += 1;
                Some((hash, 1))
            }
            (Some(hash), None) => {
                self.single += 1;
                Some((hash, 1))
            }
            (_, multiple) => {
                self.multiple += 1;
                multiple
            }
        }
    }
}
