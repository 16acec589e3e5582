//! Files on their way: written beside the output folder, hashed as they are written.

use super::previous::Previous;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Pieces of fewer bytes are gathered before they are written; longer ones are written as they are. Not more, since every
/// small file of a site takes that much.
const GATHERED: usize = 16 * 1024;

/// The folder in which a build writes before anything is put in place.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    previous: Option<Arc<Previous>>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        Self { folder, previous: None }
    }

    /// The same, for a site of which some files may be in place already.
    #[must_use]
    pub(super) fn after(folder: PathBuf, previous: Arc<Previous>) -> Self {
        Self { folder, previous: Some(previous) }
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

    /// Size and hash of a staged file that somebody else wrote there.
    pub fn written(&self, path: &str) -> io::Result<Written> {
        super::previous::hash_file(&self.path(path))
    }

    /// Takes back a file that was written, if it was.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.path(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Writes a whole file of the site, unless it is in place with these bytes: of thousands of small files few change.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<Written> {
        let written = Written { bytes: bytes.len() as u64, sha256: hexadecimal(&Sha256::digest(bytes)) };
        if !self.previous.as_ref().is_some_and(|previous| previous.has(path, &written)) {
            let staged = self.path(path);
            if let Some(folder) = staged.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&staged, bytes)?;
        }
        Ok(written)
    }

    /// Where temporary files of the build may be: beside the staged files, and gone with them.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.folder.with_file_name("scratch")
    }

    /// Where somebody else may write a file of the site, in a folder that is there.
    pub fn prepare(&self, path: &str) -> io::Result<PathBuf> {
        let path = self.path(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(path)
    }

    /// Begins a file of the site that is not written from its first byte to its last; [`Staging::written`] then says what
    /// it came to.
    pub fn create_seekable(&self, path: &str) -> io::Result<impl Write + Seek + Debug + use<>> {
        File::create(self.prepare(path)?)
    }

    /// Begins a file of the site; `path` is its address below the site, and never comes from a publisher unchecked.
    pub fn create(&self, path: &str) -> io::Result<StagedFile> {
        let path = self.prepare(path)?;
        let file = File::create(&path)?;
        Ok(StagedFile { path, file: BufWriter::with_capacity(GATHERED, file), hash: Sha256::new(), bytes: 0 })
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

    /// Begins the file anew. What was written so far is moved to the path `aside`, and can be read there.
    pub fn begin_again(mut self, aside: &Path) -> io::Result<(Self, Aside)> {
        self.file.flush()?;
        drop(self.file);
        if let Some(folder) = aside.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(&self.path, aside)?;
        let before = Aside { file: File::open(aside)?, path: aside.to_path_buf() };
        let file = BufWriter::with_capacity(256 * 1024, File::create(&self.path)?);
        Ok((Self { path: self.path, file, hash: Sha256::new(), bytes: 0 }, before))
    }

    /// Takes the file back.
    pub fn discard(self) -> io::Result<()> {
        drop(self.file);
        fs::remove_file(self.path)
    }
}

/// What was written of a file that was begun again.
#[derive(Debug)]
pub struct Aside {
    file: File,
    path: PathBuf,
}

impl Aside {
    /// So many bytes from `start` on.
    pub fn read(&mut self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Removes it.
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
