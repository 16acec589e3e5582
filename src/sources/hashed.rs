//! Files that are hashed while they are read, so that nobody has to read them again to know whether they changed.

use super::{ReadError, SourcePath, Sources};
use std::io::{self, Read};
use xxhash_rust::xxh3::Xxh3;

/// What a file was when it was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WholeFile {
    /// Its size in bytes before it was read.
    pub size: u64,
    /// The time of its last change before it was read, in nanoseconds since 1970.
    pub time: u128,
    /// 128 bits of a hash of its content (XXH3). Not for security.
    pub hash: u128,
}

/// A file that is hashed as it is read.
struct Hashed<'s, R> {
    file: R,
    sources: &'s Sources,
    path: SourcePath,
    size: u64,
    time: u128,
    read: u64,
    hash: Box<Xxh3>,
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.hash.update(buffer.get(..count).unwrap_or_default());
        self.read += count as u64;
        // A file that grew or shrank while it was read is none that anybody could name.
        if count == 0 && !buffer.is_empty() && self.read == self.size {
            let whole = WholeFile { size: self.size, time: self.time, hash: self.hash.digest128() };
            self.sources.was_read(&self.path, whole);
        }
        Ok(count)
    }
}

impl Sources {
    /// Opens a file as a stream; once it was read to its end, [`Sources::whole_file`] knows it.
    ///
    /// # Errors
    /// As for [`Sources::open`].
    pub fn open_hashed(&self, path: &SourcePath) -> Result<Box<dyn Read + Send + '_>, ReadError> {
        let (size, time) = self.size_and_time(path)?;
        let file = self.open(path)?;
        if self.whole_file(path).is_some_and(|known| (known.size, known.time) == (size, time)) {
            return Ok(Box::new(file));
        }
        let (path, hash) = (path.clone(), Box::new(Xxh3::new()));
        Ok(Box::new(Hashed { file, sources: self, path, size, time, read: 0, hash }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_128;

    #[test]
    fn a_file_is_known_once_it_was_read_to_its_end() {
        let text = b"a,b\n1,2\n".repeat(5000);
        let sources = Sources::in_memory([("a.csv", text.clone())]);
        let path = SourcePath::parse("a.csv").unwrap();
        let mut file = sources.open_hashed(&path).unwrap();
        let mut some = vec![0; 100];
        file.read_exact(&mut some).unwrap();
        assert_eq!(sources.whole_file(&path), None);
        file.read_to_end(&mut some).unwrap();
        let known = sources.whole_file(&path).unwrap();
        assert_eq!((known.size, known.hash), (text.len() as u64, xxh3_128(&text)));
    }
}
