//! Rows whose keys may be those of earlier rows: what is needed to tell of them without reading the table again.

use crate::diagnostics::PLACES_KEPT;
use crate::rows::header::Layout;
use crate::rows::place::ChunkAt;
use crate::sources::SourcePath;
use std::collections::HashSet;

/// As many rows are noted, and as many bytes of them, at most. A table of more is read again.
const ROWS: usize = 512 * 1024;
const BYTES: usize = 32 * 1024 * 1024;

/// Rows in their order, each with its record.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    files: Vec<(SourcePath, Layout)>,
    rows: Vec<Suspect>,
    text: Vec<u8>,
    /// There were more of them.
    is_cut: bool,
}

/// A row.
#[derive(Debug)]
pub(super) struct Suspect {
    pub(super) hash: u128,
    file: usize,
    /// Records and lines of the file before its record.
    pub(super) records_before: u64,
    pub(super) lines_before: u64,
    start: usize,
    end: usize,
}

impl Suspects {
    /// Notes a record of a chunk.
    pub(super) fn note(&mut self, hash: u128, record: u32, at: &ChunkAt<'_>) {
        if self.is_cut {
            return;
        }
        let text = at.record_bytes(record);
        if self.rows.len() >= ROWS || self.text.len() + text.len() > BYTES {
            self.is_cut = true;
            return;
        }
        if self.files.last().is_none_or(|(path, _)| path != at.path()) {
            self.files.push((at.path().clone(), at.layout().clone()));
        }
        let (start, file) = (self.text.len(), self.files.len() - 1);
        self.text.extend_from_slice(text);
        let (records_before, lines_before) = (at.row(record) - 1, at.line(record));
        self.rows.push(Suspect { hash, file, records_before, lines_before, start, end: self.text.len() });
    }

    /// Those that really have a key that several rows have, some of which have their first row `elsewhere`; none if it is
    /// not certain that these are all rows that repeat a key, or as many as a report keeps. Hashes are in ascending order.
    pub(super) fn of(mut self, repeated: &[u128], elsewhere: &[u128]) -> Option<Self> {
        self.rows.retain(|row| repeated.binary_search(&row.hash).is_ok());
        if self.is_cut {
            let firsts = repeated.len() - elsewhere.len();
            if ((self.rows.len() - firsts.min(self.rows.len())) as u64) < PLACES_KEPT {
                return None;
            }
        }
        Some(self)
    }

    /// The rows, each with its file, where that file has its columns, and its record.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Suspect, &SourcePath, &Layout, &[u8])> {
        self.rows.iter().filter_map(|row| {
            let (path, layout) = self.files.get(row.file)?;
            Some((row, path, layout, self.text.get(row.start..row.end)?))
        })
    }

    /// The first row of each key.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (&Suspect, &SourcePath, &Layout, &[u8])> {
        let mut seen = HashSet::new();
        self.rows().filter(move |(row, ..)| seen.insert(row.hash))
    }
}
