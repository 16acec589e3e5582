//! Which keys may have been there before: a Bloom filter in words of 64 bits, so that a key costs one access to memory.

use super::hash::{high, low};
use crate::rows::budget::{Budget, KeyBytes};

/// Keys a word is made for: 16 bits for a key.
const IN_WORD: usize = 4;
/// What all filters of a table take at most, in bytes; with more keys than that is made for, more of them look repeated.
const MOST: usize = 64 * 1024 * 1024;
/// The least words of a filter.
const LEAST: usize = 4096;
/// How many keys are looked at before the first is tested, so that memory answers for all of them at the same time.
const AHEAD: usize = 256;

/// Tells of each key whether it may be that of an earlier row. If it is, it is told so for certain.
#[derive(Debug)]
pub(super) struct Filter {
    /// Each larger than the one before; keys are put into the last.
    layers: Vec<Layer>,
    held: KeyBytes,
    most: usize,
}

#[derive(Debug)]
struct Layer {
    words: Vec<u64>,
    keys: usize,
}

impl Layer {
    fn place(&self, hash: u128) -> usize {
        // A multiplication spreads hashes over any number of words.
        #[allow(clippy::cast_possible_truncation, reason = "less than the number of words")]
        let place = ((u128::from(low(hash)) * self.words.len() as u128) >> 64) as usize;
        place
    }

    fn has(&self, hash: u128) -> bool {
        let mask = mask(hash);
        self.words.get(self.place(hash)).is_some_and(|word| word & mask == mask)
    }
}

/// Four bits of a word.
fn mask(hash: u128) -> u64 {
    let bits = high(hash);
    1 << (bits & 63) | 1 << (bits >> 6 & 63) | 1 << (bits >> 12 & 63) | 1 << (bits >> 18 & 63)
}

impl Filter {
    /// A filter for about so many keys; none if the budget has no room for it.
    pub(super) fn new(budget: &Budget, keys: u64) -> Option<Self> {
        let mut filter = Self { layers: Vec::new(), held: budget.nothing(), most: MOST / size_of::<u64>() };
        let words = usize::try_from(keys).unwrap_or(usize::MAX) / IN_WORD;
        filter.grow(words).then_some(filter)
    }

    /// The same with so many words at most.
    #[cfg(test)]
    fn of_at_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Another layer of so many words, or of as many as there may be.
    fn grow(&mut self, words: usize) -> bool {
        let words = words.max(LEAST).min(self.most - self.words());
        if words < LEAST || !self.held.grow(words * size_of::<u64>()) {
            return false;
        }
        self.layers.push(Layer { words: vec![0; words], keys: 0 });
        true
    }

    fn words(&self) -> usize {
        self.layers.iter().map(|layer| layer.words.len()).sum()
    }

    /// Tests keys of rows in their order. What is certainly new goes into `new`; `repeated` is given the indices of the
    /// others.
    pub(super) fn test(&mut self, hashes: &[u128], new: &mut Vec<u128>, repeated: &mut Vec<usize>) {
        let mut start = 0;
        for some in hashes.chunks(AHEAD) {
            self.test_some(some, start, new, repeated);
            start += some.len();
        }
        if let Some(last) = self.layers.last()
            && last.keys > last.words.len() * IN_WORD
        {
            let words = last.words.len() * 2;
            // Where there is no room, more keys look repeated that are not.
            self.grow(words);
        }
    }

    fn test_some(&mut self, hashes: &[u128], start: usize, new: &mut Vec<u128>, repeated: &mut Vec<usize>) {
        let Some((last, before)) = self.layers.split_last_mut() else { return };
        let words = hashes.iter().filter_map(|hash| last.words.get(last.place(*hash)));
        std::hint::black_box(words.fold(0, |all, word| all | word));
        for (index, &hash) in hashes.iter().enumerate() {
            let (place, mask) = (last.place(hash), mask(hash));
            let Some(word) = last.words.get_mut(place) else { continue };
            if *word & mask == mask || before.iter().any(|layer| layer.has(hash)) {
                repeated.push(start + index);
            } else {
                *word |= mask;
                last.keys += 1;
                new.push(hash);
            }
        }
    }
}

/// Finds hashes among others quickly.
#[derive(Debug)]
pub(super) struct Probe {
    /// A bit for the first bits of each hash, so that most others are told apart by it alone.
    bits: Vec<u64>,
    shift: u32,
    hashes: Vec<u128>,
}

impl Probe {
    /// Looks for `hashes`, which are in ascending order.
    pub(super) fn new(hashes: Vec<u128>) -> Self {
        let length = (hashes.len() * 32).clamp(64, 1 << 26).next_power_of_two();
        let mut probe = Self { bits: vec![0; length / 64], shift: 64 - length.trailing_zeros(), hashes };
        for hash in &probe.hashes {
            let (word, bit) = Self::place(*hash, probe.shift);
            probe.bits[word] |= bit;
        }
        probe
    }

    fn place(hash: u128, shift: u32) -> (usize, u64) {
        let number = high(hash) >> shift;
        #[allow(clippy::cast_possible_truncation, reason = "less than the number of words")]
        let word = (number / 64) as usize;
        (word, 1 << (number % 64))
    }

    /// The index of a hash among them.
    pub(super) fn find(&self, hash: u128) -> Option<usize> {
        let (word, bit) = Self::place(hash, self.shift);
        if self.bits[word] & bit == 0 {
            return None;
        }
        self.hashes.binary_search(&hash).ok()
    }

    pub(super) fn hashes(&self) -> &[u128] {
        &self.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn spread(number: u128) -> u128 {
        crate::csvw::key::hash_bytes(&number.to_le_bytes())
    }

    proptest! {
        #[test]
        fn whatever_was_there_is_told(
            numbers in prop::collection::vec(0..20_000_u128, 0..9000),
            expected in 0..100_000_u64,
            most in prop::sample::select(vec![LEAST, 3 * LEAST, MOST / 8]),
            times in 1..20_u128,
        ) {
            let mut filter = Filter::new(&Budget::new(1, MOST), expected).unwrap().of_at_most(most.max(100_000));
            let mut seen = BTreeSet::new();
            for round in 0..times {
                let keys: Vec<u128> = numbers.iter().map(|number| spread(number * (round + 1))).collect();
                let (mut new, mut repeated) = (Vec::new(), Vec::new());
                filter.test(&keys, &mut new, &mut repeated);
                prop_assert_eq!(new.len() + repeated.len(), keys.len());
                let mut rest = new.iter();
                for (index, key) in keys.iter().enumerate() {
                    if repeated.binary_search(&index).is_err() {
                        prop_assert_eq!(rest.next(), Some(key), "in order");
                        prop_assert!(seen.insert(*key), "what was there is never new");
                    }
                }
            }
        }

        #[test]
        fn hashes_are_found(numbers in prop::collection::btree_set(0..500_u128, 0..200), skewed: bool) {
            let hash = |number| if skewed { number } else { spread(number) };
            let mut hashes: Vec<u128> = numbers.iter().map(|number| hash(*number)).collect();
            hashes.sort_unstable();
            let probe = Probe::new(hashes.clone());
            for number in 0..500 {
                prop_assert_eq!(probe.find(hash(number)), hashes.binary_search(&hash(number)).ok());
            }
        }
    }

    #[test]
    fn few_look_repeated_that_are_not() {
        let keys: Vec<u128> = (0..400_000).map(spread).collect();
        // As many as were expected, and many more.
        for (expected, most) in [(400_000, 1200), (30_000, 8000)] {
            let mut filter = Filter::new(&Budget::new(1, MOST), expected).unwrap();
            let (mut new, mut repeated) = (Vec::new(), Vec::new());
            keys.chunks(9000).for_each(|some| filter.test(some, &mut new, &mut repeated));
            assert!(repeated.len() < most, "{}", repeated.len());
        }
    }

    #[test]
    fn without_room_there_is_none() {
        let budget = Budget::new(1, 1 << 20);
        assert!(Filter::new(&budget, 10_000_000).is_none());
        let filter = Filter::new(&budget, 400_000).unwrap();
        assert!(budget.reserve(1 << 19).is_none());
        drop(filter);
        assert!(budget.reserve(1 << 20).is_some());
    }
}
