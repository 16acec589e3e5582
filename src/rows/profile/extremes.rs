//! The smallest and the largest value, and the shortest and the longest text.

use super::order::compare;
use super::seen::Seen;
use super::word::word;
use crate::csvw::value::Kind;
use std::cmp::Ordering;

/// A value that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    text: Vec<u8>,
    characters: u64,
    head: u64,
}

impl Kept {
    fn seen(&self) -> Seen<'_> {
        Seen { text: &self.text, characters: self.characters, head: self.head }
    }
}

/// The ends of a column's values so far.
#[derive(Debug, Clone)]
pub(super) struct Extremes {
    kind: Kind,
    smallest: Option<Kept>,
    largest: Option<Kept>,
    /// Plain texts whose first bytes are strictly between these are neither.
    between: (u128, u128),
}

impl Extremes {
    pub(super) fn new(kind: Kind) -> Self {
        // Nothing is between these.
        Self { kind, smallest: None, largest: None, between: (u128::MAX, 0) }
    }

    /// The smallest value's text.
    pub(super) fn smallest(&self) -> Option<&[u8]> {
        self.smallest.as_ref().map(|kept| kept.text.as_slice())
    }

    /// The largest value's text.
    pub(super) fn largest(&self) -> Option<&[u8]> {
        self.largest.as_ref().map(|kept| kept.text.as_slice())
    }

    /// Adds a value of the column's kind. Tells whether it is an end now.
    pub(super) fn add(&mut self, seen: &Seen<'_>) -> bool {
        // Not a number is neither small nor large.
        if self.kind == Kind::Double && seen.text == b"NaN" {
            return false;
        }
        let kind = self.kind;
        let is_end = replace(&mut self.smallest, kind, seen, Ordering::Less)
            | replace(&mut self.largest, kind, seen, Ordering::Greater);
        if is_end {
            self.look();
        }
        is_end
    }

    /// Works out anew what is certain to be no end.
    fn look(&mut self) {
        let kind = self.kind;
        let first = |kept: Option<&Kept>| kept.map(|kept| first_bytes(word(&kept.text)));
        if let (Some(smallest), Some(largest)) = (first(self.smallest.as_ref()), first(self.largest.as_ref())) {
            self.between = match kind {
                Kind::Date | Kind::DateTime => (bound(self.smallest(), smallest), bound(self.largest(), largest)),
                _ => (smallest, largest),
            };
        }
    }

    /// Whether a text with these first bytes is certain to be neither end, where values are in the order of their bytes: any
    /// but numbers, and dates whose year has four digits.
    #[inline]
    pub(super) fn is_between(&self, word: u128) -> bool {
        let first = first_bytes(word);
        self.between.0 < first && first < self.between.1
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for kept in [&other.smallest, &other.largest].into_iter().flatten() {
            self.add(&kept.seen());
        }
    }
}

/// A number that is in the order of the texts' bytes; texts with the same one may still differ.
fn first_bytes(word: u128) -> u128 {
    word.swap_bytes()
}

/// The first bytes of an end, or where it is no date with a year of four digits, what is before or after all that are.
fn bound(end: Option<&[u8]>, first: u128) -> u128 {
    match end {
        Some(text) if is_plain_year(text) => first,
        Some([b'-', ..]) => 0,
        _ => u128::MAX,
    }
}

/// Whether a date's year has four digits and is not before 0.
pub(super) fn is_plain_year(text: &[u8]) -> bool {
    text.get(4) == Some(&b'-')
}

/// Replaces the value if another is beyond it on that side, and tells whether it did.
fn replace(value: &mut Option<Kept>, kind: Kind, seen: &Seen<'_>, side: Ordering) -> bool {
    if let Some(known) = value {
        if known.text == seen.text && known.head == seen.head {
            return false;
        }
        // Of equal values with different texts the smaller text is taken, so that the order of rows does not matter.
        let order = compare(kind, seen, &known.seen())
            .then_with(|| if seen.text < known.text.as_slice() { side } else { Ordering::Equal });
        if order != side {
            return false;
        }
    }
    *value = Some(Kept { text: seen.text.to_vec(), characters: seen.characters, head: seen.head });
    true
}

/// The lengths of a column's texts in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths {
    shortest: u64,
    longest: u64,
}

impl Default for Lengths {
    fn default() -> Self {
        Self { shortest: u64::MAX, longest: 0 }
    }
}

impl Lengths {
    #[inline]
    pub(super) fn add(&mut self, characters: u64) {
        self.shortest = self.shortest.min(characters);
        self.longest = self.longest.max(characters);
    }

    /// Whether a text of so many bytes changes nothing, whatever its characters are.
    #[inline]
    pub(super) fn is_between(&self, bytes: u64) -> bool {
        bytes <= self.longest && bytes >= self.shortest.saturating_mul(4)
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.shortest = self.shortest.min(other.shortest);
        self.longest = self.longest.max(other.longest);
    }

    /// The shortest and the longest; 0 where there is no text.
    pub(super) fn ends(self) -> (u64, u64) {
        (self.shortest.min(self.longest), self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dates() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => (1000_u32..9999, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
            1 => (10_000_u32..30_000).prop_map(|y| format!("{y}-01-01")),
            1 => (1_u32..30_000).prop_map(|y| format!("-{y:04}-01-01")),
        ]
    }

    proptest! {
        #[test]
        fn what_is_between_is_no_end(
            kind in prop::sample::select(vec![Kind::String, Kind::Date]),
            texts in prop::collection::vec(prop_oneof![dates(), "[ab\u{0}]{0,3}", "[ab]{14,18}"], 1..40),
        ) {
            let texts: Vec<&String> = texts
                .iter()
                .filter(|text| kind != Kind::Date || text.ends_with(|end: char| end.is_ascii_digit()))
                .collect();
            let mut all = Extremes::new(kind);
            let mut quick = Extremes::new(kind);
            for text in &texts {
                let seen = Seen::of(kind, text.as_bytes());
                all.add(&seen);
                let plain = kind == Kind::String || is_plain_year(text.as_bytes());
                if !(plain && quick.is_between(word(text.as_bytes()))) {
                    quick.add(&seen);
                }
            }
            prop_assert_eq!(all.smallest(), quick.smallest());
            prop_assert_eq!(all.largest(), quick.largest());
            let ordered = |ordering: Ordering| {
                let mut sorted = texts.clone();
                sorted.sort_by(|a, b| compare(kind, &Seen::of(kind, a.as_bytes()), &Seen::of(kind, b.as_bytes())));
                let end = if ordering == Ordering::Less { sorted.first() } else { sorted.last() };
                end.map(|text| text.as_bytes().to_vec())
            };
            prop_assert_eq!(all.smallest().map(<[u8]>::to_vec), ordered(Ordering::Less));
            prop_assert_eq!(all.largest().map(<[u8]>::to_vec), ordered(Ordering::Greater));
        }
    }
}
