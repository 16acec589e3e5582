//! Keys in files of the cache folder.

use super::blocks::Multiples;
use super::hash::Entry;
use super::partition::Partition;
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of a hash in a file, and of a hash with its count.
const SINGLE: usize = 16;
const MULTIPLE: usize = 16 + 8;
/// How much is written at a time.
const WRITTEN: usize = 256 * 1024;

/// A stretch of a file: hashes that one row has in ascending order, after them those that several have, with counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: u64,
    pub(super) singles: u64,
    pub(super) multiples: u64,
}

impl Run {
    /// How many hashes there are.
    pub(super) fn len(&self) -> u64 {
        self.singles + self.multiples
    }

    /// The offset after it, if there is such a number.
    pub(super) fn end(&self) -> Option<u64> {
        let singles = self.singles.checked_mul(SINGLE as u64)?;
        let multiples = self.multiples.checked_mul(MULTIPLE as u64)?;
        self.start.checked_add(singles)?.checked_add(multiples)
    }

    fn multiples_start(&self) -> u64 {
        self.start + self.singles * SINGLE as u64
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

    /// Opens the file for reading.
    pub(super) fn open(&self) -> Result<Runs<'_>, Error> {
        let file = File::open(&self.path).map_err(Self::error(&self.path))?;
        Ok(Runs { file, path: &self.path })
    }
}

/// A file of runs that is being read.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    file: File,
    path: &'a Path,
}

impl Runs<'_> {
    fn read(&self, at: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let mut file = &self.file;
        let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(bytes));
        read.map_err(RunFile::error(self.path))
    }

    /// Adds all that is in a run to what is in memory; `bytes` is memory to read into.
    pub(super) fn load(
        &self,
        run: &Run,
        singles: &mut Vec<u128>,
        multiples: &mut Vec<Entry>,
        bytes: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let mut part = Part::of(run.start, run.singles, SINGLE, WRITTEN);
        while part.fill(self)? {
            singles.extend(part.bytes.chunks_exact(SINGLE).map(single));
            part.at = part.bytes.len();
        }
        let mut part = Part { bytes: part.bytes, ..Part::of(run.multiples_start(), run.multiples, MULTIPLE, WRITTEN) };
        part.at = part.bytes.len();
        while part.fill(self)? {
            multiples.extend(part.bytes.chunks_exact(MULTIPLE).map(multiple));
            part.at = part.bytes.len();
        }
        *bytes = part.bytes;
        Ok(())
    }
}

impl Runs<'_> {
    /// Gives the hashes of a run that one row has to `each`, some at a time.
    pub(super) fn each_single(
        &self,
        run: &Run,
        mut each: impl FnMut(&[u128]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut part = Part::of(run.start, run.singles, SINGLE, WRITTEN);
        let mut hashes = Vec::new();
        while part.fill(self)? {
            hashes.clear();
            hashes.extend(part.bytes.chunks_exact(SINGLE).map(single));
            part.at = part.bytes.len();
            each(&hashes)?;
        }
        Ok(())
    }
}

fn single(bytes: &[u8]) -> u128 {
    bytes.try_into().map_or(0, u128::from_le_bytes)
}

fn multiple(bytes: &[u8]) -> Entry {
    let (hash, count) = bytes.split_at(SINGLE);
    (single(hash), count.try_into().map_or(0, u64::from_le_bytes))
}

/// Half of a run that is being read: entries of one size.
#[derive(Debug)]
struct Part {
    /// Where what was not read yet begins, and how many entries it has.
    start: u64,
    left: u64,
    entry: usize,
    /// What was read and how much of it was taken.
    bytes: Vec<u8>,
    at: usize,
    /// How much is read at a time.
    size: usize,
}

impl Part {
    fn of(start: u64, left: u64, entry: usize, size: usize) -> Self {
        Self { start, left, entry, bytes: Vec::new(), at: 0, size }
    }

    /// Reads on if all was taken; tells whether there is an entry.
    fn fill(&mut self, runs: &Runs<'_>) -> Result<bool, Error> {
        if self.at < self.bytes.len() {
            return Ok(true);
        }
        let most = (self.size / self.entry).max(1);
        let entries = usize::try_from(self.left).unwrap_or(usize::MAX).min(most);
        self.at = 0;
        self.bytes.resize(entries * self.entry, 0);
        runs.read(self.start, &mut self.bytes)?;
        self.start += self.bytes.len() as u64;
        self.left -= entries as u64;
        Ok(entries > 0)
    }

    fn head(&self) -> &[u8] {
        self.bytes.get(self.at..self.at + self.entry).unwrap_or_default()
    }
}

/// Goes through a run in ascending order with little memory.
#[derive(Debug)]
pub(super) struct RunCursor {
    singles: Part,
    multiples: Part,
}

impl RunCursor {
    /// Reads `run` some `bytes` at a time.
    pub(super) fn new(run: &Run, bytes: usize) -> Self {
        Self {
            singles: Part::of(run.start, run.singles, SINGLE, bytes),
            multiples: Part::of(run.multiples_start(), run.multiples, MULTIPLE, bytes),
        }
    }

    pub(super) fn next(&mut self, runs: &Runs<'_>) -> Result<Option<Entry>, Error> {
        let one = self.singles.fill(runs)?.then(|| single(self.singles.head()));
        let more = self.multiples.fill(runs)?.then(|| multiple(self.multiples.head()));
        Ok(match (one, more) {
            (Some(hash), more) if more.is_none_or(|(other, _)| hash < other) => {
                self.singles.at += SINGLE;
                Some((hash, 1))
            }
            (_, more) => {
                self.multiples.at += MULTIPLE;
                more
            }
        })
    }
}

/// Writes runs to a file.
#[derive(Debug)]
pub(super) struct RunWriter<W: Write = File> {
    writer: W,
    path: PathBuf,
    bytes: Vec<u8>,
    /// The offset in the file at which `bytes` begins.
    written: u64,
}

impl RunWriter {
    /// A file, its folder made where it is not there.
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        let create = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            File::create(path)
        };
        Ok(Self::new(create().map_err(RunFile::error(path))?, path))
    }
}

impl<W: Write> RunWriter<W> {
    pub(super) fn new(writer: W, path: &Path) -> Self {
        Self { writer, path: path.to_owned(), bytes: Vec::new(), written: 0 }
    }

    /// The offset at which what comes next is written.
    pub(super) fn at(&self) -> u64 {
        self.written + self.bytes.len() as u64
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= WRITTEN { self.flush() } else { Ok(()) }
    }

    pub(super) fn singles(&mut self, hashes: &[u128]) -> Result<(), Error> {
        for some in hashes.chunks(WRITTEN / SINGLE) {
            self.bytes.extend(some.iter().flat_map(|hash| hash.to_le_bytes()));
            if self.bytes.len() >= WRITTEN {
                self.flush()?;
            }
        }
        Ok(())
    }

    pub(super) fn multiple(&mut self, (hash, count): Entry) -> Result<(), Error> {
        self.bytes(&hash.to_le_bytes())?;
        self.bytes(&count.to_le_bytes())
    }

    /// Writes a partition whose keys are counted.
    pub(super) fn run(&mut self, partition: &Partition) -> Result<Run, Error> {
        let run = Run {
            start: self.at(),
            singles: partition.singles.len() as u64,
            multiples: partition.multiples.len() as u64,
        };
        for hashes in partition.singles.slices() {
            self.singles(hashes)?;
        }
        for entry in partition.multiples.entries() {
            self.multiple(entry)?;
        }
        Ok(run)
    }

    /// Writes what is held back.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.writer.write_all(&self.bytes).map_err(RunFile::error(&self.path))?;
        self.written += self.bytes.len() as u64;
        self.bytes.clear();
        Ok(())
    }
}

/// The file that what has no room goes into.
#[derive(Debug)]
pub(super) struct Spill {
    pub(super) writer: RunWriter,
    // Removed after the writer is closed.
    pub(super) file: RunFile,
}

impl Spill {
    /// The file of a set, made when there is none yet.
    pub(super) fn begun<'s>(spill: &'s mut Option<Self>, folder: &Path) -> Result<&'s mut Self, Error> {
        match spill {
            Some(spill) => Ok(spill),
            none => {
                // From here on the file is removed whatever happens.
                let file = RunFile { path: Budget::spill_path(folder), temporary: true };
                let writer = RunWriter::create(&file.path)?;
                Ok(none.insert(Self { writer, file }))
            }
        }
    }

    /// The file with all that was put into it.
    pub(super) fn end(self) -> Result<RunFile, Error> {
        let Self { mut writer, file } = self;
        writer.flush()?;
        Ok(file)
    }
}

/// Puts keys that were loaded into a partition, which is to be counted.
pub(super) fn loaded(singles: Vec<u128>, multiples: Vec<Entry>) -> Partition {
    Partition { singles: super::blocks::Blocks::of(singles), multiples: Multiples::of(multiples) }
}
