//! Hashes in memory, and how they are put in order.

use super::hash::{Entry, leading};

/// Hashes in blocks of memory that stay where they are when there are more: a vector that doubles has three times its
/// length while it moves.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    full: Vec<Vec<u128>>,
    last: Vec<u128>,
    /// How many are in `full`.
    before: usize,
}

impl Blocks {
    /// Hashes that are in one block already.
    pub(super) fn of(hashes: Vec<u128>) -> Self {
        Self { last: hashes, ..Self::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.before + self.last.len()
    }

    /// Bytes of all blocks, used or not.
    pub(super) fn bytes(&self) -> usize {
        self.full.iter().chain([&self.last]).map(|block| block.capacity() * size_of::<u128>()).sum()
    }

    /// Adds a hash where there is room for it, and tells whether there was.
    #[inline]
    pub(super) fn push(&mut self, hash: u128) -> bool {
        let has_room = self.last.len() < self.last.capacity();
        if has_room {
            self.last.push(hash);
        }
        has_room
    }

    /// Adds a block, empty, for the hashes to come.
    pub(super) fn add(&mut self, block: Vec<u128>) {
        let full = std::mem::replace(&mut self.last, block);
        if full.capacity() > 0 {
            self.before += full.len();
            self.full.push(full);
        }
    }

    /// The hashes, some at a time.
    pub(super) fn slices(&self) -> impl Iterator<Item = &[u128]> {
        self.full.iter().chain([&self.last]).map(Vec::as_slice)
    }

    /// The block of that number.
    pub(super) fn slice(&self, number: usize) -> Option<&[u128]> {
        match self.full.get(number) {
            Some(block) => Some(block),
            None => (number == self.full.len()).then_some(&self.last),
        }
    }

    /// Takes all blocks out, empty.
    pub(super) fn take(&mut self) -> Vec<Vec<u128>> {
        let mut blocks = std::mem::take(&mut self.full);
        let last = std::mem::take(&mut self.last);
        if last.capacity() > 0 {
            blocks.push(last);
        }
        self.before = 0;
        blocks.iter_mut().for_each(Vec::clear);
        blocks
    }

    /// Puts other hashes in place of those that are here, no more than there were; blocks that are left over go to
    /// `spare`.
    pub(super) fn replace(&mut self, hashes: &[u128], spare: &mut Vec<Vec<u128>>) {
        let mut rest = hashes;
        for mut block in self.take() {
            if rest.is_empty() {
                spare.push(block);
                continue;
            }
            let (now, later) = rest.split_at(rest.len().min(block.capacity()));
            block.extend_from_slice(now);
            rest = later;
            self.add(block);
        }
        debug_assert!(rest.is_empty());
    }
}

/// Hashes that several rows have, in ascending order.
#[derive(Debug, Default, Clone)]
pub(super) struct Multiples {
    pub(super) hashes: Vec<u128>,
    pub(super) counts: Vec<u64>,
}

impl Multiples {
    /// Puts entries in order that may be in any, and adds up what is equal.
    pub(super) fn of(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable();
        let mut all = Self::default();
        for (hash, count) in entries {
            match all.hashes.last() {
                Some(last) if *last == hash => {
                    if let Some(total) = all.counts.last_mut() {
                        *total += count;
                    }
                }
                _ => all.push((hash, count)),
            }
        }
        all
    }

    pub(super) fn push(&mut self, (hash, count): Entry) {
        self.hashes.push(hash);
        self.counts.push(count);
    }

    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Entry> {
        Some((*self.hashes.get(index)?, *self.counts.get(index)?))
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.hashes.iter().copied().zip(self.counts.iter().copied())
    }

    pub(super) fn bytes(&self) -> usize {
        self.hashes.capacity() * size_of::<u128>() + self.counts.capacity() * size_of::<u64>()
    }
}

/// Memory in which hashes are put in order, used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) sorted: Vec<u128>,
    ends: Vec<u32>,
}

/// Hashes of about so many go into a bucket.
const IN_BUCKET: usize = 4;
/// Buckets over this are sorted by comparing halves: keys that were made to collide in their first bits.
const LARGE_BUCKET: usize = 24;

impl Scratch {
    /// Puts hashes into `sorted`, in ascending order. The first `skipped` bits are the same in all of them.
    ///
    /// Hashes are spread evenly, so that their first bits tell nearly where each belongs: they are dealt into buckets of a
    /// few each, and every bucket is put in order by itself.
    pub(super) fn sort(&mut self, keys: &Blocks, skipped: u32) {
        let length = keys.len();
        self.sorted.clear();
        self.sorted.resize(length, 0);
        let buckets = (length / IN_BUCKET).clamp(1, 1 << 15).next_power_of_two();
        let bits = buckets.trailing_zeros();
        self.ends.clear();
        self.ends.resize(buckets, 0);
        for hash in keys.slices().flatten() {
            self.ends[leading(*hash, skipped, bits)] += 1;
        }
        let mut start = 0;
        for end in &mut self.ends {
            start += std::mem::replace(end, start);
        }
        // Each start moves to its bucket's end while the bucket fills.
        for hash in keys.slices().flatten() {
            let end = &mut self.ends[leading(*hash, skipped, bits)];
            self.sorted[*end as usize] = *hash;
            *end += 1;
        }
        let mut start = 0;
        for end in &self.ends {
            let bucket = &mut self.sorted[start..*end as usize];
            start = *end as usize;
            if bucket.len() > LARGE_BUCKET {
                bucket.sort_unstable();
            } else {
                insert(bucket);
            }
        }
    }
}

/// Sorts a few by putting each in its place among those before it.
fn insert(few: &mut [u128]) {
    for end in 1..few.len() {
        let hash = few[end];
        let mut at = end;
        while at > 0 && few[at - 1] > hash {
            few[at] = few[at - 1];
            at -= 1;
        }
        few[at] = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hashes_are_put_in_order(
            hashes in prop::collection::vec(prop_oneof![any::<u128>(), 0..9_u128, (0..99_u128).prop_map(|low| low << 100)], 0..600),
            block in 1..70_usize,
        ) {
            let mut blocks = Blocks::default();
            for hash in &hashes {
                if !blocks.push(*hash) {
                    blocks.add(Vec::with_capacity(block));
                    prop_assert!(blocks.push(*hash));
                }
            }
            prop_assert_eq!(blocks.len(), hashes.len());
            let mut scratch = Scratch::default();
            scratch.sort(&blocks, 0);
            let mut expected = hashes;
            expected.sort_unstable();
            prop_assert_eq!(&scratch.sorted, &expected);
            let (half, mut spare) = (expected.len() / 2, Vec::new());
            let bytes = blocks.bytes();
            blocks.replace(&expected[..half], &mut spare);
            prop_assert_eq!(blocks.slices().flatten().copied().collect::<Vec<_>>(), &expected[..half]);
            let spare: usize = spare.iter().map(|block| block.capacity() * 16).sum();
            prop_assert_eq!(blocks.bytes() + spare, bytes);
        }
    }
}
