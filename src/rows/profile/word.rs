//! Short texts as one number, so that they are hashed, compared and put in order without a loop over their bytes.

use xxhash_rust::xxh3::xxh3_64;

/// Bytes of the longest text that is one number.
pub(super) const SHORT: usize = 16;

/// Which bits of 16 bytes belong to a text of so many.
const KEPT: [u128; SHORT + 1] = {
    let mut kept = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        kept[length] = u128::MAX >> (8 * (SHORT - length));
        length += 1;
    }
    kept
};

/// The first bytes of a text, the first of them lowest, zeros after its end. With its length it is the text, if that is
/// short.
#[inline]
pub(super) fn word(text: &[u8]) -> u128 {
    if let Some(first) = text.first_chunk::<SHORT>() {
        return u128::from_le_bytes(*first);
    }
    let mut bytes = [0; SHORT];
    for (byte, of_text) in bytes.iter_mut().zip(text) {
        *byte = *of_text;
    }
    u128::from_le_bytes(bytes)
}

/// The same for the text that is at `start` in `around` and ends before `end`: where there are bytes enough after it, they are loaded
/// and masked.
#[inline]
pub(super) fn word_in(around: &[u8], start: usize, end: usize) -> u128 {
    match around.get(start..).and_then(<[u8]>::first_chunk::<SHORT>) {
        Some(bytes) => {
            let kept = KEPT.get(end.saturating_sub(start)).copied().unwrap_or(u128::MAX);
            u128::from_le_bytes(*bytes) & kept
        }
        None => word(around.get(start..end).unwrap_or_default()),
    }
}

/// A number for a short text that is equal for equal texts, and otherwise as good as random.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "both halves of the number are used")]
pub(super) fn hash_of_word(word: u128, length: usize) -> u64 {
    let low = word as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let high = (word >> 64) as u64 ^ 0xd6e8_feb8_6659_fd93;
    folded(folded(low, high) ^ 0xa076_1d64_78bd_642f, length as u64 ^ 0xe703_7ed1_a0b4_28db)
}

/// The same for a text of any length.
#[inline]
pub(super) fn hash(text: &[u8]) -> u64 {
    if text.len() <= SHORT { hash_of_word(word(text), text.len()) } else { xxh3_64(text) }
}

/// Both halves of a product, mixed.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_text_is_the_same_wherever_it_is(
            before in prop::collection::vec(any::<u8>(), 0..20),
            text in prop::collection::vec(any::<u8>(), 0..17),
            after in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let around = [&before[..], &text, &after].concat();
            let found = word_in(&around, before.len(), before.len() + text.len());
            prop_assert_eq!(found, word(&text));
            prop_assert_eq!(&found.to_le_bytes()[..text.len()], &text[..]);
        }
    }

    #[test]
    fn texts_that_are_alike_have_other_hashes() {
        let texts = (0..200_000_u32).flat_map(|n| [n.to_string(), format!("{n:09}"), format!("S{n}.50")]);
        let texts: BTreeSet<String> = texts.collect();
        let hashes: BTreeSet<u64> = texts.iter().map(|text| hash(text.as_bytes())).collect();
        assert_eq!(hashes.len(), texts.len());
        // Each bit of a hash is set as often as not.
        for bit in 0..64 {
            let set = hashes.iter().filter(|hash| **hash >> bit & 1 == 1).count();
            assert!(set.abs_diff(texts.len() / 2) < texts.len() / 100, "bit {bit}: {set} of {}", texts.len());
        }
        assert_ne!(hash(b""), hash(b"\0"));
    }
}
