//! The different values of a column, each with how often it is there.

use super::bounds::Bounds;
use super::seen::{Seen, WHOLE};
use super::word::{SHORT, hash, hash_of_word, word};
use crate::csvw::value::Kind;
use std::collections::BTreeMap;

/// Places that are looked at before a value is sought in a tree instead: texts that were made for their hashes to collide
/// cost a logarithm, not a walk through all of them.
const PROBES: usize = 48;

/// Bytes that are kept beside the beginning of a very long text.
const TAIL: usize = 32;

/// A value and how often it is there.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// A short text itself; otherwise where in `Values::bytes` the text begins, and its hash.
    word: [u64; 2],
    count: u64,
    shape: Shape,
}

impl Entry {
    /// The number by which it is found. That of a short text is worked out anew: an entry is of half a cache line so.
    fn hash(&self) -> u64 {
        let length = self.shape.length();
        if length > SHORT {
            return self.word[1];
        }
        let hash = hash_of_word(whole(self.word), length);
        if self.shape.is_typed() { hash } else { !hash }
    }
}

/// How long the text is that is kept, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shape(u64);

impl Shape {
    fn new(length: usize, typed: bool, cut: bool) -> Self {
        Self((length as u64) << 2 | u64::from(cut) << 1 | u64::from(typed))
    }

    fn length(self) -> usize {
        usize::try_from(self.0 >> 2).unwrap_or(usize::MAX)
    }

    fn is_typed(self) -> bool {
        self.0 & 1 == 1
    }

    fn is_cut(self) -> bool {
        self.0 & 2 == 2
    }
}

/// The values of a column in a chunk, or in all chunks so far.
#[derive(Debug, Default)]
pub(super) struct Values {
    entries: Vec<Entry>,
    /// For each place a hash leads to one more than the index of its entry; 0 is free.
    slots: Vec<u32>,
    /// Longer texts. Of a very long one there is the beginning, and what tells it from others that begin so.
    bytes: Vec<u8>,
    /// Entries for which there was no slot near the place of their hash.
    crowded: BTreeMap<(Shape, Vec<u8>), u32>,
    /// Bytes of all texts.
    size: usize,
}

impl Values {
    /// Adds a text of at most [`SHORT`] bytes, a value of the column's kind, given as its [`word`](super::word::word).
    #[inline]
    pub(super) fn add_word(&mut self, word: u128, length: usize) {
        self.add_short(split(word), hash_of_word(word, length), Shape::new(length, true, false), 1);
    }

    /// Adds a text. `typed`: it is a value of the column's kind. What is not has the text of the cell for a value, which is
    /// another value than one of the kind with the same text.
    pub(super) fn add(&mut self, kind: Kind, text: &[u8], typed: bool) {
        let hash = Self::hash(text, typed);
        if text.len() <= SHORT {
            return self.add_short(split(word(text)), hash, Shape::new(text.len(), typed, false), 1);
        }
        if text.len() <= WHOLE {
            return self.add_long(text, hash, Shape::new(text.len(), typed, false), 1);
        }
        let seen = Seen::of(kind, text);
        let mut kept = seen.text.to_vec();
        kept.extend_from_slice(&xxhash_rust::xxh3::xxh3_128(text).to_le_bytes());
        kept.extend_from_slice(&seen.characters.to_le_bytes());
        kept.extend_from_slice(&seen.head.to_le_bytes());
        self.add_long(&kept, hash, Shape::new(kept.len(), typed, true), 1);
    }

    /// The number by which a value is found.
    pub(super) fn hash(text: &[u8], typed: bool) -> u64 {
        if typed { hash(text) } else { !hash(text) }
    }

    /// Adds all values of others.
    pub(super) fn merge(&mut self, others: &Self) {
        for entry in &others.entries {
            if entry.shape.length() <= SHORT {
                self.add_short(entry.word, entry.hash(), entry.shape, entry.count);
            } else {
                self.add_long(others.kept(entry), entry.word[1], entry.shape, entry.count);
            }
        }
    }

    /// Each value: its text, whether it is of the column's kind, its hash, and how often it is there.
    pub(super) fn each(&self, kind: Kind, mut with: impl FnMut(Seen<'_>, bool, u64, u64)) {
        for entry in &self.entries {
            let short = bytes_of(entry.word);
            let kept = if entry.shape.length() <= SHORT {
                short.get(..entry.shape.length()).unwrap_or_default()
            } else {
                self.kept(entry)
            };
            let seen = if entry.shape.is_cut() { tail(kept) } else { Seen::of(kind, kept) };
            with(seen, entry.shape.is_typed(), entry.hash(), entry.count);
        }
    }

    /// Whether there are too many, which does not depend on the order in which they came.
    pub(super) fn is_over(&self, bounds: Bounds) -> bool {
        self.entries.len() > bounds.values || self.size > bounds.bytes
    }

    /// How many different values there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    fn add_short(&mut self, word: [u64; 2], hash: u64, shape: Shape, times: u64) {
        let (mut at, mask) = self.place(hash);
        for _ in 0..PROBES {
            match self.slots.get(at).copied() {
                None | Some(0) => return self.insert(at, Entry { word, count: times, shape }),
                Some(slot) => {
                    if let Some(entry) = self.entries.get_mut(slot as usize - 1)
                        && entry.word == word
                        && entry.shape == shape
                    {
                        entry.count += times;
                        return;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        self.add_crowded(&bytes_of(word), Entry { word, count: times, shape });
    }

    fn add_long(&mut self, kept: &[u8], hash: u64, shape: Shape, times: u64) {
        let entry = Entry { word: [self.bytes.len() as u64, hash], count: times, shape };
        let (mut at, mask) = self.place(hash);
        for _ in 0..PROBES {
            match self.slots.get(at).copied() {
                None | Some(0) => {
                    self.bytes.extend_from_slice(kept);
                    return self.insert(at, entry);
                }
                Some(slot) => {
                    if let Some(known) = self.entries.get(slot as usize - 1)
                        && known.word[1] == hash
                        && known.shape == shape
                        && self.kept(known) == kept
                    {
                        if let Some(known) = self.entries.get_mut(slot as usize - 1) {
                            known.count += times;
                        }
                        return;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        if self.add_crowded(kept, entry) {
            self.bytes.extend_from_slice(kept);
        }
    }

    /// Adds a value that has no slot near the place of its hash. Tells whether it is new.
    #[cold]
    fn add_crowded(&mut self, kept: &[u8], entry: Entry) -> bool {
        let next = small(self.entries.len());
        let index = *self.crowded.entry((entry.shape, kept.to_vec())).or_insert(next);
        if let Some(known) = self.entries.get_mut(index as usize) {
            known.count += entry.count;
            return false;
        }
        self.size += entry.shape.length();
        self.entries.push(entry);
        true
    }

    /// Where a hash leads, and what keeps places within the slots.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the lower bits of a hash")]
    fn place(&self, hash: u64) -> (usize, usize) {
        let mask = self.slots.len().saturating_sub(1);
        (hash as usize & mask, mask)
    }

    fn insert(&mut self, at: usize, entry: Entry) {
        self.size += entry.shape.length();
        self.entries.push(entry);
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        } else if let Some(slot) = self.slots.get_mut(at) {
            *slot = small(self.entries.len());
        }
    }

    /// Twice the slots, with every entry in its new place.
    #[cold]
    fn grow(&mut self) {
        let slots = (self.slots.len() * 2).max(64);
        self.slots.clear();
        self.slots.resize(slots, 0);
        self.crowded.clear();
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get(index).copied() else { continue };
            let (first, mask) = self.place(entry.hash());
            let free = (0..PROBES).map(|probe| (first + probe) & mask).find(|at| self.slots.get(*at) == Some(&0));
            match free.and_then(|at| self.slots.get_mut(at)) {
                Some(slot) => *slot = small(index + 1),
                None => {
                    let short = bytes_of(entry.word);
                    let kept = if entry.shape.length() <= SHORT { &short[..] } else { self.kept(&entry) };
                    let kept = kept.to_vec();
                    self.crowded.insert((entry.shape, kept), small(index));
                }
            }
        }
    }

    /// What is kept of a longer text.
    fn kept(&self, entry: &Entry) -> &[u8] {
        let start = usize::try_from(entry.word[0]).unwrap_or(usize::MAX);
        self.bytes.get(start..start.saturating_add(entry.shape.length())).unwrap_or_default()
    }
}

/// A very long text from what was kept of it.
fn tail(kept: &[u8]) -> Seen<'_> {
    let (text, tail) = kept.split_at(kept.len().saturating_sub(TAIL));
    let number = |at: usize| tail.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u64::from_le_bytes(*bytes));
    Seen { text, characters: number(16), head: number(24) }
}

#[allow(clippy::cast_possible_truncation, reason = "both halves are kept")]
fn split(word: u128) -> [u64; 2] {
    [word as u64, (word >> 64) as u64]
}

fn bytes_of(word: [u64; 2]) -> [u8; SHORT] {
    whole(word).to_le_bytes()
}

fn whole(word: [u64; 2]) -> u128 {
    u128::from(word[0]) | u128::from(word[1]) << 64
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Counts = BTreeMap<(Vec<u8>, bool), u64>;

    fn counts(values: &Values) -> Counts {
        let mut counts = Counts::new();
        values.each(Kind::String, |seen, typed, _, count| {
            assert!(counts.insert((seen.text.to_vec(), typed), count).is_none(), "twice: {:?}", seen.text);
        });
        counts
    }

    fn of(texts: &[(String, bool)]) -> Values {
        let mut values = Values::default();
        for (text, typed) in texts {
            if *typed && text.len() <= SHORT {
                values.add_word(word(text.as_bytes()), text.len());
            } else {
                values.add(Kind::String, text.as_bytes(), *typed);
            }
        }
        values
    }

    proptest! {
        #[test]
        fn values_are_counted(
            texts in prop::collection::vec(("[ab\u{0}]{0,2}|[a-c]{15,18}|[0-9]{1,3}", any::<bool>()), 0..300),
            at in 0_usize..300,
        ) {
            let mut expected = Counts::new();
            for (text, typed) in &texts {
                *expected.entry((text.clone().into_bytes(), *typed)).or_default() += 1;
            }
            let values = of(&texts);
            prop_assert_eq!(&counts(&values), &expected);
            prop_assert_eq!(values.len(), expected.len());
            let (one, other) = texts.split_at(at.min(texts.len()));
            let mut merged = of(other);
            merged.merge(&of(one));
            prop_assert_eq!(counts(&merged), expected);
            prop_assert_eq!(merged.size, values.size);
        }
    }

    #[test]
    fn very_long_texts_are_told_apart_by_their_ends() {
        let long = |end: &str| format!("{}{end}", "é".repeat(2_000)).into_bytes();
        let mut values = Values::default();
        for end in ["a", "b", "a", "aa"] {
            values.add(Kind::String, &long(end), true);
        }
        let mut found = Vec::new();
        values.each(Kind::String, |seen, _, _, count| {
            found.push((seen.characters, count));
            assert!(seen.text.len() < 500);
        });
        assert_eq!(found, [(2_001, 2), (2_001, 1), (2_002, 1)]);
    }

    #[test]
    fn hashes_that_collide_lose_nothing() {
        let mut values = Values::default();
        for round in 0..3_u64 {
            for value in 0..3_000_u64 {
                // A product with nothing is nothing, whatever the other factor is.
                values.add_word(u128::from(value) << 64 | 0x9e37_79b9_7f4a_7c15, SHORT);
                let text = format!("a text of its own {value:04}");
                values.add_long(text.as_bytes(), 7, Shape::new(text.len(), true, false), round);
            }
        }
        assert_eq!(values.len(), 6_000);
        values.each(Kind::String, |_, _, _, count| assert_eq!(count, 3));
    }

    #[test]
    fn too_many_are_told() {
        let of = |values, bytes| Bounds { values, bytes, sketch: 12 };
        let values = of_texts(&["a", "b", "a"]);
        assert!(values.is_over(of(1, 9)) && values.is_over(of(9, 1)) && !values.is_over(of(2, 2)));
    }

    fn of_texts(texts: &[&str]) -> Values {
        of(&texts.iter().map(|text| ((*text).to_owned(), true)).collect::<Vec<_>>())
    }
}
