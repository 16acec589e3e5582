//! Which bytes of a block end a field or a record, and which are quotes: a bit for each of sixty-four bytes.
//!
//! On x86-64 every processor has the instructions that compare sixteen bytes at a time, so nothing has to be asked at run
//! time; elsewhere eight bytes are compared in a word.

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// Looks for three bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Structure {
    delimiter: u8,
    quote: u8,
}

impl Structure {
    pub(super) fn new(delimiter: u8, quote: u8) -> Self {
        Self { delimiter, quote }
    }

    /// Where delimiters and line feeds, and where quotes are in the block that begins at `at`; bits past the end of the
    /// chunk are not set.
    #[inline]
    pub(super) fn of(self, chunk: &[u8], at: usize) -> (u64, u64) {
        let rest = chunk.get(at..).unwrap_or_default();
        if let Some(block) = rest.first_chunk() {
            return self.block(block);
        }
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        let (ends, quotes) = self.block(&block);
        let there = (1_u64 << rest.len()) - 1;
        (ends & there, quotes & there)
    }

    #[inline]
    fn block(self, block: &[u8; BLOCK]) -> (u64, u64) {
        vector::masks(block, self.delimiter, self.quote)
    }
}

#[cfg(target_arch = "x86_64")]
mod vector {
    use super::BLOCK;
    use std::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8};

    #[inline]
    #[target_feature(enable = "sse2")]
    fn load(bytes: &[u8; 16]) -> __m128i {
        // One load instruction, once the compiler has seen it.
        let [low, high] = [&bytes[..8], &bytes[8..]].map(|half| {
            let mut word = [0; 8];
            word.copy_from_slice(half);
            i64::from_le_bytes(word)
        });
        _mm_set_epi64x(high, low)
    }

    #[inline]
    #[allow(unsafe_code, reason = "the compiler wants to be told that x86-64 has SSE2")]
    pub(super) fn masks(block: &[u8; BLOCK], delimiter: u8, quote: u8) -> (u64, u64) {
        // SAFETY: SSE2 is part of x86-64, so that every processor that this is compiled for has it. Nothing else in it
        // is unsafe: bytes are loaded by way of integers.
        unsafe { with_sse2(block, delimiter, quote) }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn with_sse2(block: &[u8; BLOCK], delimiter: u8, quote: u8) -> (u64, u64) {
        let delimiter = _mm_set1_epi8(delimiter.cast_signed());
        let quote = _mm_set1_epi8(quote.cast_signed());
        let feed = _mm_set1_epi8(b'\n'.cast_signed());
        let (mut ends, mut quotes) = (0, 0);
        for (number, bytes) in block.as_chunks().0.iter().enumerate() {
            let bytes = load(bytes);
            let end = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiter), _mm_cmpeq_epi8(bytes, feed));
            ends |= u64::from(_mm_movemask_epi8(end).cast_unsigned()) << (16 * number);
            quotes |= u64::from(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, quote)).cast_unsigned()) << (16 * number);
        }
        (ends, quotes)
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod vector {
    pub(super) use super::plain::masks;
}

/// The same with words of eight bytes.
#[cfg(any(test, not(target_arch = "x86_64")))]
mod plain {
    use super::BLOCK;

    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

    /// A bit for each byte of the word that is `byte`, the first byte's lowest.
    #[inline]
    fn equal(word: u64, byte: u8) -> u64 {
        let different = word ^ (ONES * u64::from(byte));
        // The highest bit of each byte that is zero; no carry goes from one byte to the next.
        let zero = !(((different & LOW) + LOW) | different | LOW);
        // The eight highest bits, side by side.
        (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }

    #[inline]
    pub(in super::super) fn masks(block: &[u8; BLOCK], delimiter: u8, quote: u8) -> (u64, u64) {
        let (mut ends, mut quotes) = (0, 0);
        for (number, bytes) in block.as_chunks().0.iter().enumerate() {
            let word = u64::from_le_bytes(*bytes);
            ends |= (equal(word, delimiter) | equal(word, b'\n')) << (8 * number);
            quotes |= equal(word, quote) << (8 * number);
        }
        (ends, quotes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_way_finds_the_same(text in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b",\"\n".to_vec())], 0..150), at in 0_usize..150, delimiter in prop::sample::select(b",;\t\0\xff".to_vec())) {
            let structure = Structure::new(delimiter, b'"');
            let bits = |wanted: &dyn Fn(u8) -> bool| {
                text.iter().skip(at).take(BLOCK).enumerate().filter(|(_, byte)| wanted(**byte)).map(|(bit, _)| 1_u64 << bit).sum::<u64>()
            };
            let expected = (bits(&|byte| byte == delimiter || byte == b'\n'), bits(&|byte| byte == b'"'));
            prop_assert_eq!(structure.of(&text, at), expected);
            if let Some(block) = text.get(at..).and_then(|rest| rest.first_chunk()) {
                prop_assert_eq!(plain::masks(block, delimiter, b'"'), expected);
            }
        }
    }
}
