//! Where a file can be cut: record boundaries outside quotes, found block by block.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::dialect::CompiledDialect;
use super::tokenizer::{Event, State, step};

/// The most bytes that a record may have, unless another limit is set.
pub const RECORD_LIMIT: u64 = 16 * 1024 * 1024;

/// A record that is longer than the limit; most often its opening quote is never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordTooLong {
    /// Where the record begins, as an offset in the decoded text.
    pub record_start: u64,
    /// The opening quote that is still open, if it is inside quotes.
    pub quote: Option<u64>,
}

/// Finds record boundaries in a file that is given in successive blocks of decoded text.
///
/// Offsets count from the beginning of the text. Blocks should not be larger than the limit: of records that begin and
/// end within one block only the first is measured.
#[derive(Debug, Clone)]
pub struct Cutter<'d> {
    dialect: &'d CompiledDialect,
    limit: u64,
    /// Bytes seen.
    position: u64,
    /// The last boundary.
    record_start: u64,
    /// The quote that is open.
    quote: Option<u64>,
    failed: Option<RecordTooLong>,
    mode: Mode,
}

#[derive(Debug, Clone)]
enum Mode {
    Common { delimiter: u8, quote: u8, before: u8, pending: bool },
    General { state: State, held: Vec<u8>, lookahead: usize },
}

impl<'d> Cutter<'d> {
    /// A cutter at the beginning of a file, with [`RECORD_LIMIT`].
    #[must_use]
    pub fn new(dialect: &'d CompiledDialect) -> Self {
        Self::with_limit(dialect, RECORD_LIMIT)
    }

    /// A cutter with another limit.
    #[must_use]
    pub fn with_limit(dialect: &'d CompiledDialect, limit: u64) -> Self {
        let mode = if let Some((delimiter, quote)) = dialect.common {
            Mode::Common { delimiter, quote, before: b'\n', pending: false }
        } else {
            let longest = dialect.terminators.iter().map(Vec::len).max().unwrap_or(0);
            let quote = dialect.quote.as_ref().map_or(0, Vec::len);
            let comment = dialect.comment.as_ref().map_or(0, Vec::len);
            let lookahead = longest.max(2 * quote).max(comment).max(dialect.delimiter.len()).max(2);
            Mode::General { state: State::RecordStart, held: Vec::new(), lookahead }
        };
        Self { dialect, limit, position: 0, record_start: 0, quote: None, failed: None, mode }
    }

    /// Takes the next block, and tells the offset of the last boundary that is known now, if there is a new one. It is
    /// in this block, or a few bytes before it where only this block tells that there is one.
    pub fn feed(&mut self, block: &[u8]) -> Result<Option<u64>, RecordTooLong> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let quote_before = self.quote;
        let (first, last) = match self.mode {
            Mode::Common { .. } => self.feed_common(block),
            Mode::General { .. } => self.feed_general(block, false),
        };
        self.position += block.len() as u64;
        let too_long = |end: u64, quote| {
            (end.saturating_sub(self.record_start) > self.limit)
                .then_some(RecordTooLong { record_start: self.record_start, quote })
        };
        self.failed = match first {
            Some(end) => too_long(end, quote_before),
            None => too_long(self.position, self.quote),
        };
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        if let Some(last) = last {
            self.record_start = last;
        }
        Ok(last)
    }

    /// The file is over. Tells the opening quote that was never closed, if there is one.
    pub fn finish(&mut self) -> Option<u64> {
        match &mut self.mode {
            Mode::Common { pending, .. } => {
                if *pending {
                    self.quote = None;
                }
            }
            Mode::General { .. } => {
                self.feed_general(&[], true);
            }
        }
        self.quote
    }

    /// Where the record that is being read begins.
    #[must_use]
    pub fn record_start(&self) -> u64 {
        self.record_start
    }

    fn feed_common(&mut self, block: &[u8]) -> (Option<u64>, Option<u64>) {
        let Mode::Common { delimiter, quote, before, pending } = &mut self.mode else { return (None, None) };
        let Some(&final_byte) = block.last() else { return (None, None) };
        let base = self.position;
        let mut first = None;
        let mut last = None;
        let mut at = 0;
        if *pending {
            *pending = false;
            if block[0] == *quote {
                at = 1;
            } else {
                self.quote = None;
            }
        }
        loop {
            if self.quote.is_some() {
                let Some(found) = memchr(*quote, &block[at..]).map(|found| at + found) else { break };
                match block.get(found + 1) {
                    None => {
                        *pending = true;
                        break;
                    }
                    Some(next) if next == quote => at = found + 2,
                    Some(_) => {
                        self.quote = None;
                        at = found + 1;
                    }
                }
            } else {
                let found = memchr(*quote, &block[at..]).map(|found| at + found);
                let run = &block[at..found.unwrap_or(block.len())];
                if let Some(feed) = memrchr(b'\n', run) {
                    last = Some(base + (at + feed + 1) as u64);
                    if first.is_none() {
                        first = memchr(b'\n', run).map(|feed| base + (at + feed + 1) as u64);
                    }
                }
                let Some(found) = found else { break };
                let previous = if found == 0 { *before } else { block[found - 1] };
                if previous == *delimiter || previous == b'\n' {
                    self.quote = Some(base + found as u64);
                }
                at = found + 1;
            }
        }
        *before = final_byte;
        (first, last)
    }

    fn feed_general(&mut self, block: &[u8], last_block: bool) -> (Option<u64>, Option<u64>) {
        let Mode::General { state, held, lookahead } = &mut self.mode else { return (None, None) };
        let base = self.position - held.len() as u64;
        let mut bytes = std::mem::take(held);
        bytes.extend_from_slice(block);
        let mut first = None;
        let mut last = None;
        let mut at = 0;
        while at < bytes.len() && (last_block || bytes.len() - at >= *lookahead) {
            let (event, length) = step(self.dialect, state, &bytes, at);
            match event {
                Event::OpenQuote => self.quote = Some(base + at as u64),
                Event::CloseQuote => self.quote = None,
                Event::Terminator => {
                    let boundary = base + (at + length) as u64;
                    first.get_or_insert(boundary);
                    last = Some(boundary);
                }
                _ => {}
            }
            at += length;
        }
        bytes.drain(..at.min(bytes.len()));
        *held = bytes;
        (first, last)
    }
}

/// Cuts a whole text into chunks of about `size` bytes, each at least one record; the last one may end without a
/// terminator. The chunks depend on the text and `size` alone.
pub fn cut(dialect: &CompiledDialect, text: &[u8], size: usize) -> Result<Vec<Range<usize>>, RecordTooLong> {
    let mut cutter = Cutter::new(dialect);
    let mut chunks = Vec::new();
    let mut start = 0;
    for block in text.chunks(size.max(1)) {
        if let Some(boundary) = cutter.feed(block)? {
            let boundary = usize::try_from(boundary).unwrap_or(usize::MAX).min(text.len());
            if boundary > start {
                chunks.push(start..boundary);
                start = boundary;
            }
        }
    }
    if start < text.len() {
        chunks.push(start..text.len());
    }
    Ok(chunks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::metadata::{Dialect, Trim};
    use crate::csvw::tokenizer::{Records, split};
    use proptest::prelude::*;

    #[test]
    fn boundaries_are_outside_quotes() {
        let dialect = CompiledDialect::default();
        let mut cutter = Cutter::new(&dialect);
        assert_eq!(cutter.feed(b"a,\"x\ny\"\nb,5\" pipe\nc,\"z\n"), Ok(Some(18)));
        assert_eq!(cutter.feed(b"still in quotes\n\""), Ok(None));
        assert_eq!(cutter.feed(b"\"\n"), Ok(None), "the quote was doubled");
        assert_eq!(cutter.feed(b"\"\nnext"), Ok(Some(44)));
        assert_eq!(cutter.finish(), None);
    }

    #[test]
    fn a_record_over_the_limit_is_told_with_its_quote() {
        for dialect in [CompiledDialect::default(), CompiledDialect::default().without_fast_path()] {
            let mut cutter = Cutter::with_limit(&dialect, 20);
            assert_eq!(cutter.feed(b"a\nb,\"never "), Ok(Some(2)));
            assert_eq!(cutter.feed(b"closed\n1\n2\n3"), Err(RecordTooLong { record_start: 2, quote: Some(4) }));
            assert_eq!(cutter.feed(b"\n"), Err(RecordTooLong { record_start: 2, quote: Some(4) }));
            let mut cutter = Cutter::with_limit(&dialect, 4);
            assert_eq!(cutter.feed(b"abcdefgh"), Err(RecordTooLong { record_start: 0, quote: None }));
        }
    }

    #[test]
    fn an_unclosed_quote_is_told_at_the_end() {
        for dialect in [CompiledDialect::default(), CompiledDialect::default().without_fast_path()] {
            let mut cutter = Cutter::new(&dialect);
            cutter.feed(b"a,\"b\n").unwrap();
            assert_eq!(cutter.finish(), Some(2));
            let mut cutter = Cutter::new(&dialect);
            cutter.feed(b"a,\"b\"").unwrap();
            assert_eq!(cutter.finish(), None);
        }
    }

    fn all_texts(dialect: &CompiledDialect, chunk: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut records = Records::new();
        split(dialect, chunk, &mut records);
        let mut buffer = Vec::new();
        records
            .records
            .iter()
            .map(|record| record.fields().map(|index| records.field(chunk, index, &mut buffer).to_vec()).collect())
            .collect()
    }

    fn dialects() -> impl Strategy<Value = CompiledDialect> {
        let common = Just(Dialect::default());
        let other = (
            prop::sample::select(vec![",", ";", "¦", "\t"]),
            prop::sample::select(vec![Some("\""), Some("'"), Some("«"), None]),
            prop::sample::select(vec![
                vec!["\r\n", "\n"],
                vec!["\r"],
                vec!["\r", "\r\n"],
                vec!["\n"],
                vec!["||", "\n"],
            ]),
            prop::sample::select(vec![None, Some("#"), Some("##")]),
            any::<bool>(),
            prop::sample::select(vec![Trim::False, Trim::True, Trim::Start, Trim::End]),
        )
            .prop_map(|(delimiter, quote, terminators, comment, double_quote, trim)| Dialect {
                delimiter: delimiter.to_owned(),
                quote_char: quote.map(str::to_owned),
                line_terminators: terminators.into_iter().map(str::to_owned).collect(),
                comment_prefix: comment.map(str::to_owned),
                double_quote,
                trim,
                ..Dialect::default()
            });
        prop_oneof![common, other].prop_map(|dialect| CompiledDialect::compile(&dialect).0)
    }

    proptest! {
        #[test]
        fn chunked_is_whole(
            text in prop::collection::vec(prop::sample::select(b",;\"'\n\r\\ #|ab\xc2\xa6\xab".to_vec()), 0..120),
            size in 1usize..40,
            dialect in dialects(),
        ) {
            let chunks = cut(&dialect, &text, size).unwrap();
            let mut whole = Records::new();
            split(&dialect, &text, &mut whole);
            let mut joined = Vec::new();
            let mut covered = 0;
            let mut lines = 0;
            let mut numbers = Vec::new();
            for chunk in &chunks {
                prop_assert_eq!(chunk.start, covered);
                covered = chunk.end;
                joined.extend(all_texts(&dialect, &text[chunk.clone()]));
                let mut records = Records::new();
                split(&dialect, &text[chunk.clone()], &mut records);
                numbers.extend(records.records.iter().map(|record| lines + record.line));
                lines += records.lines;
            }
            prop_assert_eq!(covered, text.len());
            prop_assert_eq!(joined, all_texts(&dialect, &text));
            if !text.contains(&b'\r') {
                prop_assert_eq!(numbers, whole.records.iter().map(|record| record.line).collect::<Vec<_>>());
            }
        }

        #[test]
        fn the_two_paths_cut_alike(
            text in prop::collection::vec(prop::sample::select(b",\"\n\rab".to_vec()), 0..120),
            size in 1usize..40,
        ) {
            let fast = CompiledDialect::default();
            let general = fast.clone().without_fast_path();
            let mut a = Cutter::new(&fast);
            let mut b = Cutter::new(&general);
            let mut seen = (0, 0);
            for block in text.chunks(size) {
                seen.0 = a.feed(block).unwrap().unwrap_or(seen.0);
                seen.1 = b.feed(block).unwrap().unwrap_or(seen.1);
            }
            prop_assert!(seen.0 >= seen.1, "the general path may wait for a byte more");
            prop_assert_eq!(a.finish(), b.finish());
        }
    }
}
