//! Keys counted while there are few of them: rows that refer to some thousand others take no more room than those.

use super::blocks::Multiples;
use super::hash::low;

/// As many different keys are counted; with more of them sorting is the faster way.
const MOST: usize = 32 * 1024;
/// How many places of a key may be taken by others. Hashes are spread evenly, unless they were made not to be.
const TRIES: usize = 64;
/// Places of a table to begin with: thousands of small tables are read at the same time.
const FIRST: usize = 128;

/// A table of hashes, each with the number of its rows.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// A power of two of them, at most half of them taken.
    hashes: Vec<u128>,
    /// 0 where the place is free.
    counts: Vec<u64>,
    taken: usize,
}

impl Counter {
    /// Counts a row with that hash; false, and nothing counted, if there are too many different ones.
    #[inline]
    pub(super) fn add(&mut self, hash: u128) -> bool {
        if self.taken * 2 >= self.hashes.len() && !self.grow() {
            return false;
        }
        self.put(hash, 1)
    }

    #[inline]
    fn put(&mut self, hash: u128, count: u64) -> bool {
        let mask = self.hashes.len() - 1;
        // The last bit marks a null.
        #[allow(clippy::cast_possible_truncation, reason = "the lower bits of a hash are a hash")]
        let first = (low(hash) >> 1) as usize;
        for attempt in 0..TRIES {
            let place = (first + attempt) & mask;
            let total = &mut self.counts[place];
            if *total == 0 {
                self.hashes[place] = hash;
                self.taken += 1;
            } else if self.hashes[place] != hash {
                continue;
            }
            *total += count;
            return true;
        }
        false
    }

    fn grow(&mut self) -> bool {
        if self.taken >= MOST {
            return false;
        }
        let length = (self.hashes.len() * 4).clamp(FIRST, 2 * MOST);
        let larger = Self { hashes: vec![0; length], counts: vec![0; length], taken: 0 };
        let old = std::mem::replace(self, larger);
        // What was found within the tries of a smaller table need not be in a larger one.
        let fits = old.entries().all(|(hash, count)| self.put(hash, count));
        if !fits {
            *self = old;
        }
        fits
    }

    fn entries(&self) -> impl Iterator<Item = (u128, u64)> {
        self.hashes.iter().copied().zip(self.counts.iter().copied()).filter(|(_, count)| *count > 0)
    }

    /// The hashes that one row has, and those that several have, both in ascending order.
    pub(super) fn sorted(&self) -> (Vec<u128>, Multiples) {
        let singles = self.entries().filter(|(_, count)| *count == 1).count();
        let mut once = Vec::with_capacity(singles);
        once.extend(self.entries().filter(|(_, count)| *count == 1).map(|(hash, _)| hash));
        once.sort_unstable();
        (once, Multiples::of(self.entries().filter(|(_, count)| *count > 1).collect()))
    }
}
