//! The hashes of keys.

/// A hash and how many rows have it.
pub(super) type Entry = (u128, u64);

/// The hash of a key that says in its last bit whether there is a null in the key: a reference with one is judged apart.
#[must_use]
pub fn marked(hash: u128, has_null: bool) -> u128 {
    hash & !1 | u128::from(has_null)
}

/// Whether there is a null in the key of that hash.
#[must_use]
pub fn has_null(hash: u128) -> bool {
    hash & 1 == 1
}

/// The upper half of a hash.
#[allow(clippy::cast_possible_truncation, reason = "what is left is the half")]
pub(super) fn high(hash: u128) -> u64 {
    (hash >> 64) as u64
}

/// The lower half of a hash.
#[allow(clippy::cast_possible_truncation, reason = "the half is what is wanted")]
pub(super) fn low(hash: u128) -> u64 {
    hash as u64
}

/// The first `bits` bits of a hash that come after its first `skipped`, as a number.
#[allow(clippy::cast_possible_truncation, reason = "at most 24 bits are asked for")]
pub(super) fn leading(hash: u128, skipped: u32, bits: u32) -> usize {
    // A shift by the whole width has no meaning, so that no bits at all are taken in two steps.
    (((high(hash) << skipped) >> 1) >> (63 - bits)) as usize
}

/// What a key adds to the digest of its set: a mix of its hash and of whether several rows have it. Sums of these are the
/// same in any order.
pub(super) fn mixed(hash: u128, several: bool) -> u128 {
    /// Odd, of no other meaning: the fractional digits of the golden ratio and of the square roots of 2 and 3.
    const BY: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909, 0xbb67_ae85_84ca_a73b];
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        high(product) ^ low(product)
    };
    let (up, down) = (high(hash) ^ BY[usize::from(several)], low(hash) ^ BY[2]);
    let first = fold(up | 1, BY[0] ^ down) ^ up;
    let second = fold(down.rotate_left(29) | 1, BY[1] ^ first) ^ down;
    u128::from(first.wrapping_mul(BY[2]) ^ second) << 64 | u128::from(second)
}
