//! Bytes of any encoding to UTF-8, block by block, with the place of the first malformed sequence.
//!
//! UTF-8 is validated and handed on as it is; everything else goes through `encoding_rs`. A byte order mark of the
//! file's own encoding is dropped.

use encoding_rs::{DecoderResult, Encoding, UTF_8};

/// Decodes one file.
pub struct Decoder {
    inner: Inner,
    consumed: u64,
    malformed: Option<u64>,
}

enum Inner {
    Utf8 { mark: Mark, tail: Tail },
    Other(Box<encoding_rs::Decoder>),
}

/// How much of a byte order mark was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Only its first bytes so far, which are held back.
    Begun(usize),
    Dropped,
    Absent,
}

/// The beginning of a character at the end of a block.
#[derive(Clone, Copy, Default)]
struct Tail {
    bytes: [u8; 4],
    len: usize,
}

const UTF8_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl Decoder {
    /// A decoder for a file of that encoding.
    #[must_use]
    pub fn new(encoding: &'static Encoding) -> Self {
        let inner = if encoding == UTF_8 {
            Inner::Utf8 { mark: Mark::Begun(0), tail: Tail::default() }
        } else {
            Inner::Other(Box::new(encoding.new_decoder_with_bom_removal()))
        };
        Self { inner, consumed: 0, malformed: None }
    }

    /// The next block's text. It borrows the block where nothing had to change, and `buffer` otherwise. `last` says
    /// that the file ends with this block (which may be empty). What is malformed becomes U+FFFD, or in UTF-8 stays
    /// as it is; either way [`Self::malformed`] tells where the first of it was.
    pub fn decode<'a>(&mut self, block: &'a [u8], last: bool, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        buffer.clear();
        match &mut self.inner {
            Inner::Utf8 { mark, tail } => {
                let text = drop_mark(mark, block, last, buffer);
                let skipped = self.consumed;
                let text: &'a [u8] = match text {
                    Text::Block(from) => {
                        self.consumed += block.len() as u64;
                        validate(tail, &block[from..], skipped + from as u64, last, &mut self.malformed);
                        return &block[from..];
                    }
                    Text::Held => {
                        self.consumed += block.len() as u64;
                        return &[];
                    }
                    Text::Buffer => buffer,
                };
                // Bytes held back as the beginning of a mark that was none: they are the first of the file.
                validate(tail, text, 0, last, &mut self.malformed);
                self.consumed += block.len() as u64;
                text
            }
            Inner::Other(decoder) => {
                let mut read_before = 0;
                loop {
                    let rest = block.get(read_before..).unwrap_or_default();
                    let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(4096);
                    let from = buffer.len();
                    buffer.resize(from + room.max(16), 0);
                    let (result, read, written) =
                        decoder.decode_to_utf8_without_replacement(rest, &mut buffer[from..], last);
                    buffer.truncate(from + written);
                    read_before += read;
                    match result {
                        DecoderResult::InputEmpty => break,
                        DecoderResult::OutputFull => {}
                        DecoderResult::Malformed(length, after) => {
                            let at = (self.consumed + read_before as u64)
                                .saturating_sub(u64::from(length) + u64::from(after));
                            self.malformed.get_or_insert(at);
                            buffer.extend_from_slice("\u{fffd}".as_bytes());
                        }
                    }
                }
                self.consumed += block.len() as u64;
                buffer
            }
        }
    }

    /// For a file in UTF-8: how many bytes of a byte order mark were dropped, which is what to add to an offset in the
    /// text for one in the file. In other encodings offsets are not the same, and this is 0.
    #[must_use]
    pub fn mark_length(&self) -> u64 {
        match self.inner {
            Inner::Utf8 { mark: Mark::Dropped, .. } => UTF8_MARK.len() as u64,
            _ => 0,
        }
    }

    /// Where in the file the first malformed sequence begins, if any was met.
    #[must_use]
    pub fn malformed(&self) -> Option<u64> {
        self.malformed
    }
}

/// The encoding that a byte order mark at the beginning of a file states.
#[must_use]
pub fn stated_by_mark(beginning: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(beginning).map(|(encoding, _)| encoding)
}

enum Text {
    /// The block, from there on.
    Block(usize),
    /// What was put into the buffer.
    Buffer,
    /// Nothing yet.
    Held,
}

fn drop_mark(mark: &mut Mark, block: &[u8], last: bool, buffer: &mut Vec<u8>) -> Text {
    let Mark::Begun(seen) = *mark else { return Text::Block(0) };
    let wanted = &UTF8_MARK[seen..];
    let shared = wanted.iter().zip(block).take_while(|(a, b)| a == b).count();
    if shared == wanted.len() {
        *mark = Mark::Dropped;
        Text::Block(shared)
    } else if shared == block.len() && !last {
        *mark = Mark::Begun(seen + shared);
        Text::Held
    } else {
        *mark = Mark::Absent;
        if seen == 0 {
            return Text::Block(0);
        }
        buffer.extend_from_slice(&UTF8_MARK[..seen]);
        buffer.extend_from_slice(block);
        Text::Buffer
    }
}

/// Looks for the first malformed sequence of UTF-8 in a block that begins at `offset` of the file.
fn validate(tail: &mut Tail, block: &[u8], offset: u64, last: bool, malformed: &mut Option<u64>) {
    if malformed.is_some() {
        return;
    }
    let mut block = block;
    let mut offset = offset;
    while tail.len > 0 && !block.is_empty() {
        let begin = offset.saturating_sub(tail.len as u64);
        tail.bytes[tail.len] = block[0];
        tail.len += 1;
        block = &block[1..];
        offset += 1;
        match std::str::from_utf8(&tail.bytes[..tail.len]) {
            Ok(_) => tail.len = 0,
            Err(error) if error.error_len().is_none() && tail.len < 4 => {}
            Err(_) => {
                *malformed = Some(begin);
                return;
            }
        }
    }
    if tail.len == 0
        && let Err(error) = std::str::from_utf8(block)
    {
        let valid = error.valid_up_to();
        if error.error_len().is_some() {
            *malformed = Some(offset + valid as u64);
            return;
        }
        let rest = &block[valid..];
        tail.len = rest.len().min(3);
        tail.bytes[..tail.len].copy_from_slice(&rest[..tail.len]);
        offset += block.len() as u64;
    }
    if last && tail.len > 0 {
        *malformed = Some(offset.saturating_sub(tail.len as u64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16LE, WINDOWS_1252};

    fn decode(encoding: &'static Encoding, bytes: &[u8], block: usize) -> (Vec<u8>, Option<u64>) {
        let mut decoder = Decoder::new(encoding);
        let mut out = Vec::new();
        let mut buffer = Vec::new();
        for piece in bytes.chunks(block) {
            out.extend_from_slice(decoder.decode(piece, false, &mut buffer));
        }
        out.extend_from_slice(decoder.decode(&[], true, &mut buffer));
        (out, decoder.malformed())
    }

    #[test]
    fn utf8_is_not_copied() {
        let mut decoder = Decoder::new(UTF_8);
        let mut buffer = Vec::new();
        let block = "\u{feff}é".as_bytes();
        let text = decoder.decode(block, true, &mut buffer);
        assert_eq!(text.as_ptr(), block[3..].as_ptr());
        assert_eq!(text, "é".as_bytes());
        assert_eq!(decoder.mark_length(), 3);
        assert_eq!(stated_by_mark(block), Some(UTF_8));
    }

    #[test]
    fn marks_are_dropped_wherever_blocks_end() {
        for block in 1..6 {
            assert_eq!(decode(UTF_8, "\u{feff}aé".as_bytes(), block), ("aé".as_bytes().to_vec(), None));
            assert_eq!(decode(UTF_16LE, &[0xff, 0xfe, 0x61, 0, 0xe9, 0], block), ("aé".as_bytes().to_vec(), None));
            assert_eq!(decode(WINDOWS_1252, b"caf\xe9 \x80", block), ("café €".as_bytes().to_vec(), None));
        }
    }

    #[test]
    fn the_first_malformed_sequence_is_placed() {
        for block in 1..8 {
            assert_eq!(decode(UTF_8, b"abc\xe9,d\xff", block).1, Some(3));
            assert_eq!(decode(UTF_8, b"\xef\xbb\xbfab\xc3", block).1, Some(5), "an unfinished character");
            assert_eq!(decode(UTF_8, b"\xef\xbb", block), (b"\xef\xbb".to_vec(), Some(0)));
            assert_eq!(decode(UTF_8, b"\xefab", block), (b"\xefab".to_vec(), Some(0)));
            assert_eq!(decode(UTF_16LE, &[0x61, 0, 0, 0xd8, 0x62, 0], block).1, Some(2), "a lone surrogate");
            assert_eq!(decode(encoding_rs::SHIFT_JIS, b"ab\xff", block).1, Some(2));
        }
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_the_standard_library(bytes: Vec<u8>, block in 1usize..9) {
            let (out, malformed) = decode(UTF_8, &bytes, block);
            let skip = if bytes.starts_with(&UTF8_MARK) { 3 } else { 0 };
            proptest::prop_assert_eq!(&out[..], &bytes[skip..]);
            let expected = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to() as u64);
            proptest::prop_assert_eq!(malformed, expected);
        }
    }
}
