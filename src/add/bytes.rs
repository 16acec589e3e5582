//! What kind of bytes a file has: a text and in which encoding, or no text at all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A packed table may expand to this many bytes: beyond, it is more likely a trap than a table.
const EXPANSION_LIMIT: u64 = 16 * 1024 * 1024 * 1024;

/// How much of a file's beginning the dialect is found from, in bytes.
const SAMPLE: usize = 512 * 1024;

/// What was found in a file.
#[derive(Debug)]
pub(super) enum Bytes {
    /// A text.
    Text(TextBytes),
    /// Not a text that holds a table, and why.
    Other(String),
}

/// A text's encoding, found from all of its bytes.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub(super) struct TextBytes {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether it begins with a byte order mark.
    pub has_mark: bool,
    /// No byte is above 127: any encoding that contains ASCII reads it.
    pub is_ascii: bool,
    /// For an encoding that was guessed: words around the first byte that decided it.
    pub example: Option<String>,
    /// Bytes that are UTF-8 and bytes that are not are both in the file.
    pub is_mixed: bool,
    /// The beginning of the text, decoded.
    pub sample: String,
    /// Whether the sample is all of it.
    pub sample_is_whole: bool,
}

/// Opens a table's bytes, unpacked if the file's name ends with `.gz`.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    let file = File::open(path)?;
    let is_packed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
    Ok(if is_packed { Box::new(MultiGzDecoder::new(file).take(EXPANSION_LIMIT)) } else { Box::new(file) })
}

/// Looks at all bytes of a file.
pub(super) fn look(path: &Path) -> io::Result<Bytes> {
    let mut reader = open(path)?;
    let mut sample = Vec::new();
    (&mut reader).take(SAMPLE as u64).read_to_end(&mut sample)?;
    if sample.is_empty() {
        return Ok(Bytes::Other("it is empty (zero bytes)".to_owned()));
    }
    if let Some(what) = known_kind(&sample) {
        return Ok(Bytes::Other(what));
    }
    let wide = wide_encoding(&sample);
    if wide.is_none() && sample.contains(&0) {
        return Ok(Bytes::Other("it is no text: there are NUL bytes in it".to_owned()));
    }
    let mut tally = Tally::default();
    tally.add(&sample);
    let mut block = vec![0; 256 * 1024];
    let mut sample_is_whole = true;
    loop {
        let read = match reader.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        sample_is_whole = false;
        tally.add(block.get(..read).unwrap_or_default());
    }
    tally.finish();
    let has_mark =
        sample.starts_with(b"\xef\xbb\xbf") || sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff");
    let encoding = wide.unwrap_or(if tally.invalid == 0 { UTF_8 } else { WINDOWS_1252 });
    let example = (encoding == WINDOWS_1252).then(|| tally.example.as_deref().map(words)).flatten();
    let (text, _, _) = encoding.decode(&sample);
    Ok(Bytes::Text(TextBytes {
        encoding,
        has_mark,
        is_ascii: wide.is_none() && tally.invalid == 0 && tally.valid == 0 && !has_mark,
        example,
        is_mixed: encoding == WINDOWS_1252 && tally.valid > 0,
        sample: text.into_owned(),
        sample_is_whole,
    }))
}

/// What a file is by its first bytes, if it is one of the kinds that are often named like tables.
fn known_kind(start: &[u8]) -> Option<String> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "it is a ZIP archive or a spreadsheet, not a text"),
        (b"\xd0\xcf\x11\xe0", "it is a spreadsheet or another Office file, not a text"),
        (b"%PDF", "it is a PDF, not a text"),
        (b"\x1f\x8b", "it is packed: give it a name that ends with `.gz`"),
        (b"SQLite format 3", "it is a database, not a text"),
        (b"PAR1", "it is a Parquet file, not a text"),
        (b"version https://git-lfs.github.com/spec/v1", "it is a Git LFS pointer, not the data: run `git lfs pull`"),
        (b"<?xml", "it is XML, not a table"),
    ];
    let found = KINDS.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, what)| (*what).to_owned());
    let head: Vec<u8> =
        start.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(14).map(u8::to_ascii_lowercase).collect();
    let is_page = head.starts_with(b"<!doctype html") || head.starts_with(b"<html");
    found.or_else(|| is_page.then(|| "it is a web page, not a table".to_owned()))
}

/// UTF-16, by its byte order mark or by the zeros that Latin letters have in it.
fn wide_encoding(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if sample.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = sample.get(..4096.min(sample.len())).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 4 / 10;
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Counts what is UTF-8 beyond ASCII, and what is not, block by block.
#[derive(Default)]
struct Tally {
    valid: u64,
    invalid: u64,
    tail: Vec<u8>,
    example: Option<Vec<u8>>,
}

impl Tally {
    fn add(&mut self, block: &[u8]) {
        if self.tail.is_empty() && block.is_ascii() {
            return;
        }
        let mut bytes = std::mem::take(&mut self.tail);
        bytes.extend_from_slice(block);
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            self.valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count() as u64;
            at += chunk.valid().len();
            let invalid = chunk.invalid();
            let may_go_on = at + invalid.len() == bytes.len() && invalid.len() < 4 && !invalid.is_empty();
            if may_go_on {
                self.tail = invalid.to_vec();
                return;
            }
            if !invalid.is_empty() {
                self.invalid += 1;
                let around = at.saturating_sub(40)..(at + 40).min(bytes.len());
                self.example.get_or_insert_with(|| around_in_line(&bytes, around, at));
            }
            at += invalid.len();
        }
    }

    fn finish(&mut self) {
        if !self.tail.is_empty() {
            self.invalid += 1;
            let tail = std::mem::take(&mut self.tail);
            self.example.get_or_insert(tail);
        }
    }
}

/// The part of a stretch that is in the same cell, more or less, as a position.
fn around_in_line(bytes: &[u8], around: std::ops::Range<usize>, at: usize) -> Vec<u8> {
    let is_edge = |byte: &u8| matches!(byte, b'\n' | b'\r' | b',' | b';' | b'\t' | b'|' | b'"');
    let before = bytes.get(around.start..at).unwrap_or_default();
    // Where the cell begins too far before, the example begins with a word.
    let start = before
        .iter()
        .rposition(is_edge)
        .or_else(|| before.iter().position(|byte| *byte == b' '))
        .map_or(around.start, |edge| around.start + edge + 1);
    let after = bytes.get(at..around.end).unwrap_or_default();
    let end = after.iter().position(is_edge).map_or(around.end, |edge| at + edge);
    bytes.get(start..end).unwrap_or_default().to_vec()
}

fn words(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn look_at(name: &str, bytes: &[u8]) -> Bytes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        look(&path).unwrap()
    }

    fn encoding(bytes: &[u8]) -> (&'static str, bool, bool) {
        match look_at("a.csv", bytes) {
            Bytes::Text(text) => (text.encoding.name(), text.has_mark, text.is_ascii),
            Bytes::Other(why) => panic!("{why}"),
        }
    }

    #[test]
    fn encodings_are_found_from_bytes() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let utf16be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        for (bytes, expected) in [
            (b"a,b\n1,2\n".to_vec(), ("UTF-8", false, true)),
            ("a,Llanelli â\n".as_bytes().to_vec(), ("UTF-8", false, false)),
            (b"\xef\xbb\xbfa,b\n".to_vec(), ("UTF-8", true, false)),
            (b"a,Caf\xe9\n".to_vec(), ("windows-1252", false, false)),
            (b"a,Caf\xe9".to_vec(), ("windows-1252", false, false)),
            (utf16("\u{feff}a,b\r\n"), ("UTF-16LE", true, false)),
            (utf16be("\u{feff}a,b\r\n"), ("UTF-16BE", true, false)),
            (utf16("name,place\r\n1,2\r\n"), ("UTF-16LE", false, false)),
            (utf16be("name,place\r\n1,2\r\n"), ("UTF-16BE", false, false)),
        ] {
            assert_eq!(encoding(&bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_character_cut_by_a_block_is_whole() {
        let mut bytes = vec![b'a'; SAMPLE - 1];
        bytes.extend_from_slice("é,b\n".as_bytes());
        assert_eq!(encoding(&bytes), ("UTF-8", false, false));
    }

    #[test]
    fn a_guess_shows_what_it_reads() {
        let Bytes::Text(text) = look_at("a.csv", b"id,place\n1,Caf\xe9 Royal\n") else { panic!() };
        assert_eq!(text.example.as_deref(), Some("Café Royal"));
        let Bytes::Text(text) = look_at("a.csv", b"id,place\n1,Caf\xe9\n2,\xc3\xa9\n") else { panic!() };
        assert!(text.is_mixed);
    }

    #[test]
    fn what_is_no_table_is_said() {
        for (bytes, expected) in [
            (&b""[..], "it is empty (zero bytes)"),
            (b"PK\x03\x04rest", "it is a ZIP archive or a spreadsheet, not a text"),
            (b"a\0b,c\n", "it is no text: there are NUL bytes in it"),
            (b"\n <!DOCTYPE html><html>", "it is a web page, not a table"),
        ] {
            let Bytes::Other(why) = look_at("a.csv", bytes) else { panic!("{expected}") };
            assert_eq!(why, expected);
        }
    }

    #[test]
    fn packed_files_are_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(b"a,b\n1,2\n").unwrap();
        let packed = packed.finish().unwrap();
        let Bytes::Text(text) = look_at("a.csv.gz", &packed) else { panic!() };
        assert_eq!(text.sample, "a,b\n1,2\n");
        assert!(matches!(look_at("a.csv", &packed), Bytes::Other(_)));
    }
}
