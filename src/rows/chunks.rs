//! A file cut into chunks of whole records. Where it is cut depends on its bytes alone.

use super::input::{Input, Progress, Stop};
use crate::csvw::cutter::{Cutter, RecordTooLong};
use crate::csvw::dialect::CompiledDialect;

/// What comes next of a file.
pub(super) enum Piece {
    /// Whole records.
    Records(Vec<u8>),
    /// The text ends here, before the file does: what is left of it, and where in it the flaw is.
    Broken { text: Vec<u8>, at: usize, flaw: Flaw },
    /// The file is over.
    End,
}

/// Why a text ends before its file.
#[derive(Debug)]
pub(super) enum Flaw {
    /// The bytes are no text.
    Stop(Stop),
    /// A record over the limit, inside quotes or not.
    RecordTooLong { quoted: bool },
}

/// Cuts one file.
pub(super) struct Chunks<'s, 'd> {
    input: Input<'s>,
    cutter: Cutter<'d>,
    target: usize,
    /// Text that was read and not handed on.
    text: Vec<u8>,
    /// Offset of `text` in the whole text.
    start: u64,
    /// How much of `text` is whole records, as far as is known.
    boundary: usize,
    ended: bool,
    broken: Option<(Flaw, usize)>,
}

impl<'s, 'd> Chunks<'s, 'd> {
    pub(super) fn new(
        input: Input<'s>,
        dialect: &'d CompiledDialect,
        target: usize,
        record_limit: Option<u64>,
    ) -> Self {
        let cutter = match record_limit {
            Some(limit) => Cutter::with_limit(dialect, limit),
            None => Cutter::new(dialect),
        };
        Self { input, cutter, target, text: Vec::new(), start: 0, boundary: 0, ended: false, broken: None }
    }

    /// The next piece. `buffer` is an empty vector whose memory may be used.
    pub(super) fn next(&mut self, buffer: Vec<u8>) -> Piece {
        while !self.ended && self.broken.is_none() && self.boundary < self.target.max(1) {
            self.read();
        }
        if self.boundary > 0 && !(self.ended && self.broken.is_none()) {
            return Piece::Records(self.cut(self.boundary, buffer));
        }
        if let Some((flaw, at)) = self.broken.take() {
            self.ended = true;
            return Piece::Broken { text: std::mem::take(&mut self.text), at, flaw };
        }
        if self.text.is_empty() {
            return Piece::End;
        }
        // The last record may have no terminator.
        let rest = self.text.len();
        Piece::Records(self.cut(rest, buffer))
    }

    fn read(&mut self) {
        let before = self.text.len();
        let progress = self.input.read(&mut self.text);
        let good = match &progress {
            Progress::Stopped(_, at) => *at,
            _ => self.text.len(),
        };
        // A wrong character may begin before the block that shows it to be wrong; that part was fed already.
        let fed = self.text.get(before..good).unwrap_or_default();
        match self.cutter.feed(fed) {
            Ok(Some(boundary)) => self.boundary = self.in_text(boundary),
            Ok(None) => {}
            Err(RecordTooLong { record_start, quote }) => {
                self.boundary = self.in_text(record_start);
                let at = self.in_text(quote.unwrap_or(record_start));
                self.broken = Some((Flaw::RecordTooLong { quoted: quote.is_some() }, at - self.boundary));
                return;
            }
        }
        match progress {
            Progress::More => {}
            Progress::End => self.ended = true,
            Progress::Stopped(stop, at) => {
                self.broken = Some((Flaw::Stop(stop), at.saturating_sub(self.boundary)));
            }
        }
    }

    fn in_text(&self, offset: u64) -> usize {
        usize::try_from(offset.saturating_sub(self.start)).unwrap_or(0).min(self.text.len())
    }

    fn cut(&mut self, length: usize, mut buffer: Vec<u8>) -> Vec<u8> {
        buffer.clear();
        buffer.extend_from_slice(&self.text[length..]);
        self.text.truncate(length);
        self.start += length as u64;
        self.boundary = 0;
        std::mem::replace(&mut self.text, buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;
    use crate::sources::{SourcePath, Sources};
    use proptest::prelude::*;

    /// What a text that breaks off has left, with the place of the flaw.
    type Rest = Option<(Vec<u8>, usize)>;

    /// All pieces of a file.
    fn pieces(bytes: &[u8], target: usize, block: usize) -> (Vec<Vec<u8>>, Rest) {
        let sources = Sources::in_memory([("a.csv", bytes.to_vec())]);
        let dialect = CompiledDialect::default();
        let input =
            Input::open(&sources, &SourcePath::parse("a.csv").unwrap(), &Table::default(), &dialect, block).unwrap();
        let mut chunks = Chunks::new(input, &dialect, target, None);
        let mut all = Vec::new();
        loop {
            match chunks.next(Vec::new()) {
                Piece::Records(text) => all.push(text),
                Piece::Broken { text, at, .. } => return (all, Some((text, at))),
                Piece::End => return (all, None),
            }
        }
    }

    #[test]
    fn a_text_that_breaks_off_ends_with_a_whole_record() {
        let (chunks, broken) = pieces(b"a,b\n1,2\n3,\xff\n5,6\n", 1000, 7);
        assert_eq!(chunks, [b"a,b\n1,2\n".to_vec()]);
        assert_eq!(broken.unwrap(), (b"3,\xff\n5,6\n".to_vec(), 2));
    }

    #[test]
    fn a_wrong_character_is_placed_wherever_blocks_end() {
        let block = 10_000;
        for before in [block - 3, block - 2, block - 1, block, block + 1, 2 * block - 1] {
            for mark in [&b""[..], b"\xef\xbb\xbf"] {
                let mut bytes = mark.to_vec();
                while bytes.len() < before {
                    bytes.push(if bytes.len() % 50 == 0 { b'\n' } else { b'x' });
                }
                bytes.extend_from_slice(b"\xe2\x82\n,more\n");
                let expected = bytes.len() - mark.len() - 9;
                let (chunks, broken) = pieces(&bytes, 100_000, block);
                let read: usize = chunks.iter().map(Vec::len).sum();
                let (text, at) = broken.unwrap();
                assert_eq!(read + at, expected, "{before}");
                assert_eq!(&text[at..at + 2], b"\xe2\x82");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-c\",\n]{1,200}", target in 1usize..64, block in 1usize..64) {
            let (chunks, broken) = pieces(text.as_bytes(), target, block);
            prop_assert!(broken.is_none());
            prop_assert_eq!(chunks.concat(), text.as_bytes());
        }
    }
}
