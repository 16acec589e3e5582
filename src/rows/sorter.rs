//! Records sorted by a key outside of memory: runs are sorted in memory, spilled into the cache folder and merged.

use super::budget::Budget;
use super::error::Error;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// How many runs are merged at a time, and so how many files are open.
const FAN_IN: usize = 64;

/// Sorts records by their keys; records of one key stay in the order in which they were added.
#[derive(Debug)]
pub struct Sorter {
    folder: PathBuf,
    memory: usize,
    bytes: Vec<u8>,
    /// Start of the key, start of the payload, end.
    records: Vec<(usize, usize, usize)>,
    runs: Vec<SpillFile>,
}

/// A temporary file, removed when it is dropped.
#[derive(Debug)]
struct SpillFile(PathBuf);

impl Drop for SpillFile {
    fn drop(&mut self) {
        // What is left behind is removed with the cache folder.
        let _ = fs::remove_file(&self.0);
    }
}

fn error(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |error| Error::Spill { path, error }
}

impl Sorter {
    /// A sorter that holds up to `memory` bytes before it spills into `folder`.
    #[must_use]
    pub fn new(folder: &Path, memory: usize) -> Self {
        let (bytes, records, runs) = (Vec::new(), Vec::new(), Vec::new());
        Self { folder: folder.to_owned(), memory, bytes, records, runs }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When the cache folder cannot be written.
    pub fn add(&mut self, key: &[u8], payload: &[u8]) -> Result<(), Error> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(payload);
        self.records.push((start, middle, self.bytes.len()));
        let held = self.bytes.len() + self.records.len() * size_of::<(usize, usize, usize)>();
        if held > self.memory { self.spill() } else { Ok(()) }
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.records.sort_by(|a, b| bytes[a.0..a.1].cmp(&bytes[b.0..b.1]));
    }

    fn spill(&mut self) -> Result<(), Error> {
        self.sort();
        let mut writer = Spilling::create(&self.folder)?;
        for &(start, middle, end) in &self.records {
            writer.push(&self.bytes[start..middle], &self.bytes[middle..end])?;
        }
        self.runs.push(writer.finish()?);
        self.records.clear();
        self.bytes.clear();
        if self.runs.len() >= FAN_IN {
            let mut merged = Spilling::create(&self.folder)?;
            let mut merge = Merge::new(&self.runs)?;
            while let Some((key, payload)) = merge.next()? {
                merged.push(key, payload)?;
            }
            drop(merge);
            self.runs = vec![merged.finish()?];
        }
        Ok(())
    }

    /// Gives every record, sorted, to `each` as key and payload.
    ///
    /// # Errors
    /// When the cache folder cannot be read, or what `each` says.
    pub fn finish(mut self, mut each: impl FnMut(&[u8], &[u8]) -> Result<(), Error>) -> Result<(), Error> {
        if self.runs.is_empty() {
            self.sort();
            for &(start, middle, end) in &self.records {
                each(&self.bytes[start..middle], &self.bytes[middle..end])?;
            }
            return Ok(());
        }
        if !self.records.is_empty() {
            self.spill()?;
        }
        self.bytes = Vec::new();
        let mut merge = Merge::new(&self.runs)?;
        while let Some((key, payload)) = merge.next()? {
            each(key, payload)?;
        }
        Ok(())
    }
}

struct Spilling {
    writer: BufWriter<File>,
    file: SpillFile,
}

impl Spilling {
    fn create(folder: &Path) -> Result<Self, Error> {
        let file = SpillFile(Budget::spill_path(folder));
        let created = fs::create_dir_all(folder).and_then(|()| File::create(&file.0));
        let writer = BufWriter::with_capacity(256 * 1024, created.map_err(error(&file.0))?);
        Ok(Self { writer, file })
    }

    fn push(&mut self, key: &[u8], payload: &[u8]) -> Result<(), Error> {
        let lengths = [(key.len() as u64).to_le_bytes(), (payload.len() as u64).to_le_bytes()].concat();
        let write = [&lengths, key, payload].into_iter().try_for_each(|bytes| self.writer.write_all(bytes));
        write.map_err(error(&self.file.0))
    }

    fn finish(mut self) -> Result<SpillFile, Error> {
        self.writer.flush().map_err(error(&self.file.0))?;
        Ok(self.file)
    }
}

/// A run that is being read: its next record.
struct Reading<'a> {
    reader: BufReader<File>,
    path: &'a Path,
    key: Vec<u8>,
    payload: Vec<u8>,
}

impl Reading<'_> {
    /// Reads the next record; tells whether there is one.
    fn advance(&mut self) -> Result<bool, Error> {
        let mut lengths = [0; 16];
        let mut read = || -> io::Result<bool> {
            match self.reader.read_exact(&mut lengths) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(error),
            }
            let (mut key, mut payload) = ([0; 8], [0; 8]);
            key.copy_from_slice(&lengths[..8]);
            payload.copy_from_slice(&lengths[8..]);
            for (buffer, length) in [(&mut self.key, key), (&mut self.payload, payload)] {
                buffer.clear();
                (&mut self.reader).take(u64::from_le_bytes(length)).read_to_end(buffer)?;
            }
            Ok(true)
        };
        read().map_err(error(self.path))
    }
}

/// A record.
type KeyAndPayload<'r> = (&'r [u8], &'r [u8]);

struct Merge<'a> {
    runs: Vec<Reading<'a>>,
    /// Keys at the heads of the runs; of equal ones the earlier run's comes first.
    heads: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
    key: Vec<u8>,
    payload: Vec<u8>,
}

impl<'a> Merge<'a> {
    fn new(files: &'a [SpillFile]) -> Result<Self, Error> {
        let mut merge = Self { runs: Vec::new(), heads: BinaryHeap::new(), key: Vec::new(), payload: Vec::new() };
        for SpillFile(path) in files {
            let reader = BufReader::with_capacity(64 * 1024, File::open(path).map_err(error(path))?);
            let mut reading = Reading { reader, path, key: Vec::new(), payload: Vec::new() };
            if reading.advance()? {
                merge.heads.push(Reverse((reading.key.clone(), merge.runs.len())));
            }
            merge.runs.push(reading);
        }
        Ok(merge)
    }

    fn next(&mut self) -> Result<Option<KeyAndPayload<'_>>, Error> {
        let Some(Reverse((key, number))) = self.heads.pop() else { return Ok(None) };
        let Some(run) = self.runs.get_mut(number) else { return Ok(None) };
        std::mem::swap(&mut self.payload, &mut run.payload);
        self.key.clone_from(&key);
        if run.advance()? {
            let mut next = key;
            next.clone_from(&run.key);
            self.heads.push(Reverse((next, number)));
        }
        Ok(Some((&self.key, &self.payload)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn records_are_sorted_and_stay_in_their_order(
            keys in prop::collection::vec("[ab]{0,3}", 0..300),
            memory in prop::sample::select(vec![1_usize, 200, 1 << 20]),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::new(folder.path(), memory);
            for (index, key) in keys.iter().enumerate() {
                sorter.add(key.as_bytes(), index.to_string().as_bytes()).unwrap();
            }
            let mut seen = Vec::new();
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            sorter.finish(|key, payload| { seen.push((text(key), text(payload).parse::<usize>().unwrap())); Ok(()) }).unwrap();
            let mut expected: Vec<_> = keys.into_iter().enumerate().map(|(index, key)| (key, index)).collect();
            expected.sort();
            prop_assert_eq!(seen, expected);
            prop_assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
