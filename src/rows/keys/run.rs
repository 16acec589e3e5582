//! Sorted runs of hashes, in memory or in a file of the cache folder.

use crate::rows::budget::{Budget, KeyBytes};
use crate::rows::error::Error;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A hash and how many rows have it.
pub(super) type Entry = (u128, u64);

/// Bytes of an entry in a file.
pub(super) const ENTRY: usize = 16 + 8;

/// Hashes in strictly ascending order, each with the number of its rows.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    hashes: Vec<u128>,
    /// Empty where every hash has one row, as in most keys.
    counts: Vec<u32>,
}

impl Sorted {
    /// Sorts hashes and counts the equal ones; `hashes` is empty afterwards.
    pub(super) fn of(hashes: &mut Vec<u128>) -> Self {
        hashes.sort_unstable();
        let mut sorted = Self::default();
        for hash in hashes.drain(..) {
            match sorted.hashes.last() {
                Some(last) if *last == hash => {
                    sorted.counts.resize(sorted.hashes.len(), 1);
                    if let Some(count) = sorted.counts.last_mut() {
                        *count += 1;
                    }
                }
                _ => sorted.push((hash, 1)),
            }
        }
        sorted
    }

    fn push(&mut self, (hash, count): (u128, u32)) {
        if count != 1 {
            self.counts.resize(self.hashes.len(), 1);
        }
        self.hashes.push(hash);
        if count != 1 || !self.counts.is_empty() {
            self.counts.push(count);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    fn get(&self, index: usize) -> Option<(u128, u32)> {
        Some((*self.hashes.get(index)?, self.counts.get(index).copied().unwrap_or(1)))
    }

    fn bytes(&self) -> usize {
        self.hashes.len() * size_of::<u128>() + self.counts.len() * size_of::<u32>()
    }

    /// Two as one; none if a count would not fit.
    pub(super) fn merged(&self, other: &Self) -> Option<Self> {
        let mut out = Self::default();
        let (mut left, mut right) = (0, 0);
        loop {
            match (self.get(left), other.get(right)) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    out.push((a.0, a.1.checked_add(b.1)?));
                    left += 1;
                    right += 1;
                }
                (Some(a), Some(b)) if a.0 < b.0 => {
                    out.push(a);
                    left += 1;
                }
                (Some(a), None) => {
                    out.push(a);
                    left += 1;
                }
                (_, Some(b)) => {
                    out.push(b);
                    right += 1;
                }
                (None, None) => return Some(out),
            }
        }
    }
}

/// A run.
#[derive(Debug)]
pub(super) enum Run {
    /// In memory.
    Memory {
        sorted: Sorted,
        /// The part of the budget that it takes, given back with it.
        _held: Option<KeyBytes>,
    },
    /// In a file, from that offset on.
    File(RunFile, u64),
}

impl Run {
    /// A run in memory, if the budget has room for it.
    pub(super) fn in_memory(sorted: Sorted, budget: &Budget) -> Result<Self, Sorted> {
        match budget.reserve(sorted.bytes()) {
            Some(held) => Ok(Self::Memory { sorted, _held: Some(held) }),
            None => Err(sorted),
        }
    }

    pub(super) fn reader(&self) -> Result<RunReader<'_>, Error> {
        Ok(match self {
            Self::Memory { sorted, .. } => RunReader::Memory(sorted, 0),
            Self::File(file, start) => {
                let open = || -> io::Result<BufReader<File>> {
                    let mut opened = File::open(&file.path)?;
                    opened.seek(SeekFrom::Start(*start))?;
                    Ok(BufReader::with_capacity(64 * 1024, opened))
                };
                RunReader::File(open().map_err(RunFile::error(&file.path))?, &file.path)
            }
        })
    }
}

/// A file that is removed when it is no longer needed, unless it is someone else's.
#[derive(Debug)]
pub(super) struct RunFile {
    pub(super) path: PathBuf,
    pub(super) temporary: bool,
}

impl Drop for RunFile {
    fn drop(&mut self) {
        if self.temporary {
            // What is left behind is removed with the cache folder.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl RunFile {
    pub(super) fn error(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |error| Error::Spill { path, error }
    }
}

/// Reads a run from its beginning.
pub(super) enum RunReader<'a> {
    Memory(&'a Sorted, usize),
    File(BufReader<File>, &'a Path),
}

impl RunReader<'_> {
    pub(super) fn next(&mut self) -> Result<Option<Entry>, Error> {
        match self {
            Self::Memory(sorted, next) => {
                let entry = sorted.get(*next);
                *next += 1;
                Ok(entry.map(|(hash, count)| (hash, u64::from(count))))
            }
            Self::File(reader, path) => read_entry(reader).map_err(RunFile::error(path)),
        }
    }
}

/// The next entry, none at the end of the file.
fn read_entry(reader: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut entry = [0; ENTRY];
    let first = loop {
        match reader.read(&mut entry) {
            Ok(read) => break read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    };
    if first == 0 {
        return Ok(None);
    }
    reader.read_exact(&mut entry[first..])?;
    let (mut hash, mut count) = ([0; 16], [0; 8]);
    hash.copy_from_slice(&entry[..16]);
    count.copy_from_slice(&entry[16..]);
    Ok(Some((u128::from_be_bytes(hash), u64::from_be_bytes(count))))
}

/// Writes entries to a file.
pub(super) struct RunWriter {
    writer: BufWriter<File>,
    path: PathBuf,
}

impl RunWriter {
    /// A file, its folder made where it is not there, beginning with `head`.
    pub(super) fn create(path: PathBuf, head: &[u8]) -> Result<Self, Error> {
        let create = || -> io::Result<BufWriter<File>> {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut writer = BufWriter::with_capacity(256 * 1024, File::create(&path)?);
            writer.write_all(head)?;
            Ok(writer)
        };
        let writer = create().map_err(RunFile::error(&path))?;
        Ok(Self { writer, path })
    }

    pub(super) fn push(&mut self, (hash, count): Entry) -> Result<(), Error> {
        let mut entry = [0; ENTRY];
        entry[..16].copy_from_slice(&hash.to_be_bytes());
        entry[16..].copy_from_slice(&count.to_be_bytes());
        self.writer.write_all(&entry).map_err(RunFile::error(&self.path))
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.writer.flush().map_err(RunFile::error(&self.path))
    }
}
