//! A file's records, block by block: split by the same tokenizer that `check` and `build` use, so that what is inferred
//! from them is what they will see.

use super::bytes;
use crate::csvw::cutter::Cutter;
use crate::csvw::decode::Decoder;
use crate::csvw::dialect::{CompiledDialect, RowCounter, RowRole};
use crate::csvw::tokenizer::{self, Record, RecordKind, Records};
use std::io::{self, Read};
use std::path::Path;

const BLOCK: usize = 512 * 1024;

/// A record and what it is to its table.
pub(super) struct Row<'a> {
    chunk: &'a [u8],
    records: &'a Records,
    record: &'a Record,
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u64,
    /// What it is.
    pub role: RowRole,
}

impl Row<'_> {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.record.field_count as usize
    }

    /// Whether all its fields are empty.
    pub fn is_blank(&self) -> bool {
        self.record.kind == RecordKind::Blank
    }

    /// A field's text; empty where there is none.
    pub fn cell<'b>(&'b self, index: usize, buffer: &'b mut Vec<u8>) -> &'b [u8] {
        if index < self.len() {
            self.records.field(self.chunk, self.record.fields().start + index, buffer)
        } else {
            &[]
        }
    }
}

/// What reading a file to its end told.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// A quote was opened and never closed, or a record was too long to be one.
    pub is_broken: bool,
    /// Quotes at odd places.
    pub stray_quotes: u64,
}

/// Reads a file's records in order.
pub(super) fn read(path: &Path, dialect: &CompiledDialect, mut visit: impl FnMut(&Row<'_>)) -> io::Result<End> {
    let mut reader = bytes::open(path)?;
    let mut decoder = Decoder::new(dialect.encoding());
    let mut cutter = Cutter::new(dialect);
    let mut counter = RowCounter::new(dialect);
    let mut records = Records::new();
    let mut end = End::default();
    let (mut block, mut in_utf8, mut text) = (vec![0; BLOCK], Vec::new(), Vec::new());
    let mut start_of_text = 0_u64;
    loop {
        let read = match reader.read(&mut block) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let is_last = read == 0;
        let piece = decoder.decode(block.get(..read).unwrap_or_default(), is_last, &mut in_utf8);
        text.extend_from_slice(piece);
        let Ok(boundary) = cutter.feed(piece) else {
            end.is_broken = true;
            return Ok(end);
        };
        let cut = if is_last {
            end.is_broken = cutter.finish().is_some();
            text.len()
        } else {
            boundary.and_then(|boundary| usize::try_from(boundary - start_of_text).ok()).unwrap_or(0)
        };
        if cut > 0 {
            let chunk = text.get(..cut).unwrap_or_default();
            tokenizer::split(dialect, chunk, &mut records);
            end.stray_quotes += records.flaws.len() as u64;
            for record in &records.records {
                let (number, role) = counter.next(record.kind);
                visit(&Row { chunk, records: &records, record, number, role });
            }
            text.drain(..cut);
            start_of_text += cut as u64;
        }
        if is_last {
            return Ok(end);
        }
    }
}

/// The first records of a text, at most `most`, as texts; the last one is left out where the text was cut off.
pub(super) fn of_sample(sample: &str, is_whole: bool, dialect: &CompiledDialect, most: usize) -> Sample {
    let mut records = Records::new();
    tokenizer::split(dialect, sample.as_bytes(), &mut records);
    let count = records.len();
    let wanted = if is_whole { count } else { count.saturating_sub(1).max(1) }.min(most);
    let mut buffer = Vec::new();
    let rows = records.records.iter().take(wanted).map(|record| {
        record
            .fields()
            .map(|index| String::from_utf8_lossy(records.field(sample.as_bytes(), index, &mut buffer)).into_owned())
            .collect()
    });
    let rows = rows.collect();
    let flaws = records.flaws.iter().filter(|flaw| (flaw.record as usize) < wanted).count();
    Sample { rows, flaws }
}

/// The beginning of a table.
pub(super) struct Sample {
    /// Records as texts.
    pub rows: Vec<Vec<String>>,
    /// Quotes at odd places.
    pub flaws: usize,
}
