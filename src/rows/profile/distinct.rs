//! How many different values a column has, and which are the commonest: exact up to a bound, an estimate beyond it.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Hashes are hashes already.
#[derive(Debug, Default, Clone)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u128(&mut self, hash: u128) {
        #[allow(clippy::cast_possible_truncation, reason = "the lower half of a hash is a hash")]
        let low = hash as u64;
        self.0 = low;
    }
}

/// Where values are found by their hashes.
pub(super) type Index = HashMap<u128, u32, BuildHasherDefault<AsIs>>;

/// How much is remembered of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Different values of which the counts are exact.
    pub(super) values: usize,
    /// And the bytes of these.
    pub(super) bytes: usize,
    /// Smallest hashes that the estimate beyond is made from.
    pub(super) sketch: usize,
}

impl Bounds {
    /// The bounds for a table of so many columns: many columns share what few may have.
    pub(super) fn of(columns: usize) -> Self {
        let columns = columns.max(1);
        Self {
            values: (400_000 / columns).clamp(50, 10_000),
            bytes: (64 * 1024 * 1024 / columns).clamp(8 * 1024, 2 * 1024 * 1024),
            sketch: (400_000 / columns).clamp(64, 2048),
        }
    }
}

/// The values of a column in a chunk, or in all chunks so far.
#[derive(Debug, Default)]
pub(super) struct Values {
    index: Index,
    /// Each value's hash, its place in `bytes`, and how often it is there.
    entries: Vec<(u128, u32, u32, u64)>,
    bytes: Vec<u8>,
}

impl Values {
    /// Adds a value so many times; `text` may be the beginning of it only.
    pub(super) fn add(&mut self, hash: u128, text: &[u8], times: u64) {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let at = *self.index.entry(hash).or_insert(next);
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.3 += times;
            return;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text);
        let small = |at| u32::try_from(at).unwrap_or(u32::MAX);
        self.entries.push((hash, small(start), small(self.bytes.len()), times));
    }

    /// Each value's hash, text and number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u128, &[u8], u64)> {
        self.entries.iter().map(|&(hash, start, end, count)| {
            (hash, self.bytes.get(start as usize..end as usize).unwrap_or_default(), count)
        })
    }

    /// Whether there are too many, which does not depend on the order in which they came.
    pub(super) fn is_over(&self, bounds: Bounds) -> bool {
        self.entries.len() > bounds.values || self.bytes.len() > bounds.bytes
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The smallest hashes of a set, from which its size is estimated (a k-minimum-values sketch): the same whatever the
/// order in which values come.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    smallest: BTreeSet<u64>,
}

impl Sketch {
    pub(super) fn add(&mut self, hash: u128, bounds: Bounds) {
        #[allow(clippy::cast_possible_truncation, reason = "the upper half of a hash")]
        let hash = (hash >> 64) as u64;
        if self.smallest.len() < bounds.sketch {
            self.smallest.insert(hash);
        } else if self.largest().is_some_and(|largest| hash < largest) && self.smallest.insert(hash) {
            self.smallest.pop_last();
        }
    }

    /// No hash above it matters any more, once the sketch is full.
    pub(super) fn largest(&self) -> Option<u64> {
        self.smallest.last().copied()
    }

    pub(super) fn is_full(&self, bounds: Bounds) -> bool {
        self.smallest.len() >= bounds.sketch
    }

    /// How many different values there are, about.
    pub(super) fn estimate(&self, bounds: Bounds) -> u64 {
        match self.largest() {
            Some(largest) if self.is_full(bounds) && largest > 0 => {
                // (k - 1) / (the k-th smallest hash as a part of all hashes), in whole numbers: the same everywhere.
                let smaller = self.smallest.len() as u128 - 1;
                u64::try_from((smaller << 64) / u128::from(largest)).unwrap_or(u64::MAX)
            }
            _ => self.smallest.len() as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_128;

    #[test]
    fn an_estimate_is_near() {
        let bounds = Bounds::of(12);
        for distinct in [20_000_u64, 1_000_000] {
            let mut sketch = Sketch::default();
            for value in (0..distinct).chain(0..1000) {
                sketch.add(xxh3_128(&value.to_le_bytes()), bounds);
            }
            let estimate = sketch.estimate(bounds);
            assert!(estimate.abs_diff(distinct) * 100 / distinct < 8, "{estimate} for {distinct}");
        }
    }

    #[test]
    fn values_are_counted() {
        let mut values = Values::default();
        for text in ["a", "b", "a", "a"] {
            values.add(xxh3_128(text.as_bytes()), text.as_bytes(), 1);
        }
        let seen: Vec<_> = values.iter().map(|(_, text, count)| (text.to_vec(), count)).collect();
        assert_eq!(seen, [(b"a".to_vec(), 3), (b"b".to_vec(), 1)]);
        assert!(
            values.is_over(Bounds { values: 1, bytes: 9, sketch: 9 })
                && values.is_over(Bounds { values: 9, bytes: 1, sketch: 9 })
        );
    }
}
