//! Files on their way: written beside the output folder, hashed as they are written.

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The folder in which a build writes before anything is put in place.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

impl Staging {
    /// Staging in that folder, which is made when the first file is.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where a file of the site is while it is staged.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes back a file that was written.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.path(path))
    }

    /// Where temporary files of the build may be: beside the staged files, and gone with them.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.folder.with_file_name("scratch")
    }

    /// Begins a file of the site; `path` is its address below the site, and never comes from a publisher unchecked.
    pub fn create(&self, path: &str) -> io::Result<StagedFile> {
        let path = self.path(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(&path)?;
        Ok(StagedFile { path, file: BufWriter::with_capacity(256 * 1024, file), hash: Sha256::new(), bytes: 0 })
    }
}

/// A file being written; its bytes are counted and hashed on the way.
#[derive(Debug)]
pub struct StagedFile {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl StagedFile {
    /// Bytes written so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<Written> {
        self.file.flush()?;
        Ok(Written { bytes: self.bytes, sha256: hexadecimal(&self.hash.finalize()) })
    }

    /// Begins the file anew. What was written so far is moved to `aside`, and opened to be read.
    pub fn begin_again(mut self, aside: &Path) -> io::Result<(Self, File)> {
        self.file.flush()?;
        drop(self.file);
        if let Some(folder) = aside.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(&self.path, aside)?;
        let before = File::open(aside)?;
        let file = BufWriter::with_capacity(256 * 1024, File::create(&self.path)?);
        Ok((Self { path: self.path, file, hash: Sha256::new(), bytes: 0 }, before))
    }

    /// Takes the file back.
    pub fn discard(self) -> io::Result<()> {
        drop(self.file);
        fs::remove_file(self.path)
    }
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
