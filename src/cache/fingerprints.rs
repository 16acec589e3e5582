//! Content hashes of files, with a memo by size and time.

use crate::sources::{ReadError, SourcePath, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// 128 bits of a file's content. Not for security: it decides only whether a file is worked on again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u128);

/// How long (in nanoseconds) a file must have been at rest before its time is trusted: within the clock's tick it can
/// change twice and keep size and time (git calls this racy).
const AT_REST: u128 = 2_000_000_000;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Memo {
    files: BTreeMap<SourcePath, (u64, u128, Fingerprint)>,
}

/// Fingerprints of the repository's files.
#[derive(Debug)]
pub struct Fingerprints {
    path: PathBuf,
    known: Memo,
    new: Mutex<Memo>,
}

impl Fingerprints {
    /// Reads the memo from the cache folder; an unreadable one is an empty one.
    #[must_use]
    pub fn open(folder: &Path) -> Self {
        let path = folder.join("fingerprints");
        let known = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { path, known, new: Mutex::default() }
    }

    /// The fingerprint of a file: read, unless it was hashed in this run already, or size and time are those of the memo.
    ///
    /// # Errors
    /// When the file cannot be read, or has changed since it was read in this run.
    pub fn of(&self, sources: &Sources, path: &SourcePath) -> Result<Fingerprint, ReadError> {
        let (size, time) = sources.size_and_time(path)?;
        let fingerprint = match (sources.whole_file(path), self.known.files.get(path)) {
            (Some(read), _) if (read.size, read.time) == (size, time) => Fingerprint(read.hash),
            // What was made of it is of other bytes than those that are there now.
            (Some(_), _) => {
                return Err(ReadError::Io { path: path.clone(), error: changed() });
            }
            (_, Some((known_size, known_time, known))) if (*known_size, *known_time) == (size, time) => *known,
            _ => read(sources, path)?,
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos());
        if time + AT_REST < now {
            let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
            new.files.insert(path.clone(), (size, time, fingerprint));
        }
        Ok(fingerprint)
    }

    /// Writes the memo; that it could not be written only costs time in the next run.
    pub fn save(&self) {
        let new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Memo { files: self.known.files.clone() };
        all.files.extend(new.files.iter().map(|(path, known)| (path.clone(), *known)));
        if let (Some(folder), Ok(bytes)) = (self.path.parent(), serde_json::to_vec(&all)) {
            let draft = self.path.with_extension("draft");
            let _ = fs::create_dir_all(folder)
                .and_then(|()| fs::write(&draft, bytes))
                .and_then(|()| fs::rename(&draft, &self.path));
        }
    }
}

/// Reads a file to its end, which has it hashed.
fn read(sources: &Sources, path: &SourcePath) -> Result<Fingerprint, ReadError> {
    let as_read = |error| ReadError::Io { path: path.clone(), error };
    io::copy(&mut sources.open_hashed(path)?, &mut io::sink()).map_err(as_read)?;
    let whole = sources.whole_file(path);
    whole.map(|whole| Fingerprint(whole.hash)).ok_or_else(|| as_read(changed()))
}

fn changed() -> io::Error {
    io::Error::other("it changed while it was read")
}
