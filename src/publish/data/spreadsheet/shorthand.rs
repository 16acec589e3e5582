//! Rows in shorthand. What is around a cell is many times as long as most cells, and a chunk's rows wait until it is their
//! turn: so each phrase that comes again is one byte until then. The numbers of rows, too, are known only when the chunks
//! are taken in order.
//!
//! The bytes are control characters that no XML document has (XML 1.0, section 2.2), so nothing else in a text is one.

use super::package::Package;
use std::io;

/// Stands for the number of the row.
pub(super) const NUMBER: u8 = 0;
/// Begins the next row; what it is written as is the format's.
pub(super) const ROW: u8 = 1;

/// So many bytes are written at once.
const GATHERED: usize = 64 * 1024;

/// What each shorthand is written as, by its byte; tab, line feed and carriage return are themselves.
pub(super) type Phrases = [&'static str; 32];

/// Writes rows in full, the first of which has the number after `before`.
pub(super) fn write(text: &[u8], phrases: &Phrases, before: u64, package: &mut Package) -> io::Result<()> {
    let mut out = Vec::with_capacity(GATHERED + 4096);
    let (mut row, mut number) = (before, before.to_string());
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| is_shorthand(*byte)) {
        let (before, from) = rest.split_at(at);
        out.extend_from_slice(before);
        let Some((&byte, after)) = from.split_first() else { break };
        rest = after;
        if byte == NUMBER {
            out.extend_from_slice(number.as_bytes());
        } else {
            out.extend_from_slice(phrases.get(usize::from(byte)).copied().unwrap_or_default().as_bytes());
        }
        if byte == ROW {
            row += 1;
            number = row.to_string();
        }
        if out.len() >= GATHERED {
            package.write(&out)?;
            out.clear();
        }
    }
    out.extend_from_slice(rest);
    package.write(&out)
}

fn is_shorthand(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// A table of phrases from those that there are.
pub(super) const fn phrases<const N: usize>(stated: [(u8, &'static str); N]) -> Phrases {
    let mut phrases = [""; 32];
    let mut at = 0;
    while at < N {
        let (byte, phrase) = stated[at];
        phrases[byte as usize] = phrase;
        at += 1;
    }
    phrases
}

/// Rows in full, the first of which has the number after `before`.
#[cfg(test)]
pub(super) fn in_full(text: &[u8], phrases: &Phrases, before: u64) -> String {
    let mut package = Package::new();
    package.begin_stored("rows").unwrap();
    write(text, phrases, before, &mut package).unwrap();
    let bytes = package.end().unwrap();
    // A local header is 30 bytes with the name after it; the central directory follows the part.
    let end = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    String::from_utf8(bytes[30 + "rows".len()..end].to_vec()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthand_is_written_in_full() {
        let phrases = phrases([(ROW, "<row "), (2, "</row>")]);
        let text = b"\x01\0>a\tb\n\x02\x01\0>\0\x02";
        assert_eq!(in_full(text, &phrases, 41), "<row 42>a\tb\n</row><row 43>43</row>");
        let long = [b"\x01".as_slice(), &vec![b'x'; GATHERED], b"\x02\x01\0"].concat();
        assert_eq!(in_full(&long, &phrases, 0), format!("<row {}</row><row 2", "x".repeat(GATHERED)));
    }
}
