//! Holds that bytes of any encoding become the same text however they are cut into blocks, and that the first malformed
//! sequence is at the same place.
//!
//! Input: a line with the encoding's name; a byte, the size of a block; then the bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::{CompiledDialect, Decoder, Dialect};
use plainsight_fuzz::{LIMIT, in_time, lines};

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([name], [size, bytes @ ..])) = lines(input) else { return };
        let (dialect, _) = CompiledDialect::compile(&Dialect { encoding: name.to_owned(), ..Dialect::default() });
        let encoding = dialect.encoding();
        let decode = |size: usize| {
            let mut decoder = Decoder::new(encoding);
            let (mut text, mut buffer) = (Vec::new(), Vec::new());
            for block in bytes.chunks(size) {
                text.extend_from_slice(decoder.decode(block, false, &mut buffer));
            }
            text.extend_from_slice(decoder.decode(&[], true, &mut buffer));
            (text, decoder.malformed())
        };
        let (text, malformed) = decode(bytes.len().max(1));
        assert_eq!(decode(usize::from(*size).max(1)), (text.clone(), malformed), "{}", encoding.name());
        assert!(malformed.is_none_or(|at| at < bytes.len() as u64), "{malformed:?}");
        if encoding != encoding_rs::UTF_8 || malformed.is_none() {
            let (expected, replaced) = encoding.decode_with_bom_removal(bytes);
            assert_eq!(text, expected.as_bytes(), "{}", encoding.name());
            assert_eq!(malformed.is_some(), replaced, "{}", encoding.name());
        }
    });
});
