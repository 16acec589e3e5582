//! Opening and listing, on disk or in memory.

use super::{LineIndex, PathFlaw, SharedSource, Source, SourceId, SourcePath, WholeFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The largest text read whole, in bytes. Tables are streamed and have no such limit.
pub const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("there is no file `{0}`")]
    Missing(SourcePath),
    /// It is a folder, a socket or the like.
    #[error("`{0}` is not a file")]
    NotAFile(SourcePath),
    /// The path, or a link on it, is not one that may be followed.
    #[error("`{0}`: {1}")]
    Path(String, PathFlaw),
    /// The bytes are not UTF-8; `at` is the offset of the first wrong one.
    #[error("`{path}` is not UTF-8 at byte {at}")]
    NotUtf8 {
        /// The file.
        path: SourcePath,
        /// Offset of the first wrong byte.
        at: usize,
    },
    /// A text over [`TEXT_LIMIT`].
    #[error("`{0}` is too large to be read as a text")]
    TooLarge(SourcePath),
    /// The operating system said no.
    #[error("`{path}` could not be read: {error}")]
    Io {
        /// The file.
        path: SourcePath,
        /// Why.
        error: io::Error,
    },
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Where it is.
    pub path: SourcePath,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// A table's bytes, opened.
pub trait DataFile: Read + Seek + Send {}
impl<T: Read + Seek + Send> DataFile for T {}

#[derive(Debug)]
enum Root {
    Disk(PathBuf),
    Memory(BTreeMap<SourcePath, Arc<[u8]>>),
}

#[derive(Debug, Default)]
struct Known {
    texts: Vec<SharedSource>,
    by_path: BTreeMap<SourcePath, SourceId>,
    opened: BTreeSet<SourcePath>,
    whole: BTreeMap<SourcePath, WholeFile>,
}

/// The repository of one run: opens files, numbers texts, remembers what was read.
#[derive(Debug)]
pub struct Sources {
    root: Root,
    known: Mutex<Known>,
}

impl Sources {
    /// The repository in a folder on disk.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn on_disk(root: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(root)?;
        Ok(Self { root: Root::Disk(root), known: Mutex::default() })
    }

    /// A repository in memory, for tests and for callers that have no files.
    #[must_use]
    pub fn in_memory<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let files = files
            .into_iter()
            .filter_map(|(path, bytes)| SourcePath::parse(path).ok().map(|path| (path, bytes.into())))
            .collect();
        Self { root: Root::Memory(files), known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // A panic elsewhere leaves a list of texts that is still whole.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder on disk, if it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.root {
            Root::Disk(folder) => Some(folder),
            Root::Memory(_) => None,
        }
    }

    /// Resolves a path on disk, links included, and refuses one that leads out of the repository.
    fn resolve(root: &Path, path: &SourcePath) -> Result<PathBuf, ReadError> {
        let resolved = fs::canonicalize(root.join(path.as_str())).map_err(|error| io_error(path, error))?;
        if resolved.starts_with(root) {
            Ok(resolved)
        } else {
            Err(ReadError::Path(path.to_string(), PathFlaw::LeadsOut))
        }
    }

    /// Where a path is on disk once its links are resolved; none in memory, or where it leads nowhere or out.
    #[must_use]
    pub fn resolved(&self, path: &SourcePath) -> Option<PathBuf> {
        match &self.root {
            Root::Disk(root) => Self::resolve(root, path).ok(),
            Root::Memory(_) => None,
        }
    }

    /// What is in a folder, sorted by the bytes of the path; nothing if the folder is not there.
    ///
    /// # Errors
    /// When the folder cannot be read, or a link leads out of the repository.
    pub fn list(&self, folder: &SourcePath) -> Result<Vec<Entry>, ReadError> {
        let mut entries = Vec::new();
        match &self.root {
            Root::Disk(root) => {
                let resolved = match Self::resolve(root, folder) {
                    Err(ReadError::Missing(_)) => return Ok(entries),
                    resolved => resolved?,
                };
                for entry in fs::read_dir(resolved).map_err(|error| io_error(folder, error))? {
                    let entry = entry.map_err(|error| io_error(folder, error))?;
                    let Ok(name) = entry.file_name().into_string() else { continue };
                    let Ok(path) = folder.join(&name) else { continue };
                    // A link counts as what it points at; one that points nowhere is listed as a file, so that
                    // whoever opens it gets the reason.
                    let is_folder = fs::metadata(entry.path()).is_ok_and(|meta| meta.is_dir());
                    entries.push(Entry { path, is_folder });
                }
            }
            Root::Memory(files) => {
                let depth = folder.as_str().split('/').filter(|part| !part.is_empty()).count();
                let mut seen = BTreeSet::new();
                for path in files.keys().filter(|path| path.is_below(folder) && *path != folder) {
                    let parts: Vec<&str> = path.as_str().split('/').collect();
                    if let Ok(child) = SourcePath::parse(&parts[..=depth].join("/")) {
                        seen.insert(Entry { path: child, is_folder: parts.len() > depth + 1 });
                    }
                }
                entries.extend(seen);
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// Whether there is a file at that path.
    #[must_use]
    pub fn is_file(&self, path: &SourcePath) -> bool {
        match &self.root {
            Root::Disk(root) => Self::resolve(root, path).is_ok_and(|resolved| resolved.is_file()),
            Root::Memory(files) => files.contains_key(path),
        }
    }

    /// Size in bytes and time of the last change (nanoseconds since 1970; 0 in memory).
    ///
    /// # Errors
    /// When there is no such file.
    pub fn size_and_time(&self, path: &SourcePath) -> Result<(u64, u128), ReadError> {
        match &self.root {
            Root::Disk(root) => {
                let meta = fs::metadata(Self::resolve(root, path)?).map_err(|error| io_error(path, error))?;
                let time = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
                Ok((meta.len(), time.map_or(0, |time| time.as_nanos())))
            }
            Root::Memory(files) => {
                files.get(path).map(|bytes| (bytes.len() as u64, 0)).ok_or_else(|| ReadError::Missing(path.clone()))
            }
        }
    }

    /// What a file was that was hashed to its end in this run.
    #[must_use]
    pub fn whole_file(&self, path: &SourcePath) -> Option<WholeFile> {
        self.known().whole.get(path).copied()
    }

    pub(super) fn was_read(&self, path: &SourcePath, whole: WholeFile) {
        self.known().whole.insert(path.clone(), whole);
    }

    /// Opens a file as a stream.
    ///
    /// # Errors
    /// When it is missing, not a file, outside the repository or not readable.
    pub fn open(&self, path: &SourcePath) -> Result<Box<dyn DataFile>, ReadError> {
        self.known().opened.insert(path.clone());
        match &self.root {
            Root::Disk(root) => {
                let resolved = Self::resolve(root, path)?;
                // A pipe or a device would block or never end; opening one must not be tried.
                if !fs::metadata(&resolved).map_err(|error| io_error(path, error))?.is_file() {
                    return Err(ReadError::NotAFile(path.clone()));
                }
                Ok(Box::new(fs::File::open(resolved).map_err(|error| io_error(path, error))?))
            }
            Root::Memory(files) => match files.get(path) {
                Some(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
                None => Err(ReadError::Missing(path.clone())),
            },
        }
    }

    /// Reads a file whole as bytes.
    ///
    /// # Errors
    /// As for [`Sources::open`], and when it is over [`TEXT_LIMIT`].
    pub fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.open(path)?.take(TEXT_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| io_error(path, error))?;
        if bytes.len() as u64 > TEXT_LIMIT { Err(ReadError::TooLarge(path.clone())) } else { Ok(bytes) }
    }

    /// Reads a text whole, once: a second call gives the same text. A byte order mark is dropped.
    ///
    /// # Errors
    /// As for [`Sources::read`], and when it is not UTF-8.
    pub fn text(&self, path: &SourcePath) -> Result<SharedSource, ReadError> {
        // Taken out of the lock first: the condition of an `if let` holds it until the end of the block.
        let known = self.known().by_path.get(path).copied();
        if let Some(known) = known {
            return Ok(self.source(known));
        }
        let bytes = self.read(path)?;
        let mut text = String::from_utf8(bytes)
            .map_err(|error| ReadError::NotUtf8 { path: path.clone(), at: error.utf8_error().valid_up_to() })?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(self.add_text(path.clone(), text))
    }

    /// Adds a text that is not a file of the repository, such as a built-in template.
    pub fn add_text(&self, path: SourcePath, text: String) -> SharedSource {
        let mut known = self.known();
        if let Some(id) = known.by_path.get(&path) {
            return Arc::clone(&known.texts[id.0 as usize]);
        }
        let id = SourceId(u32::try_from(known.texts.len()).unwrap_or(u32::MAX));
        let source = Arc::new(Source { id, path: path.clone(), lines: LineIndex::new(&text), text });
        known.texts.push(Arc::clone(&source));
        known.by_path.insert(path, id);
        source
    }

    /// The text of that number.
    ///
    /// # Panics
    /// When the number is not one this object gave out, which is a mistake of the program.
    #[must_use]
    pub fn source(&self, id: SourceId) -> SharedSource {
        Arc::clone(&self.known().texts[id.0 as usize])
    }

    /// Every path opened so far, sorted: what a watcher watches.
    #[must_use]
    pub fn opened(&self) -> Vec<SourcePath> {
        self.known().opened.iter().cloned().collect()
    }
}

fn io_error(path: &SourcePath, error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing(path.clone()),
        io::ErrorKind::IsADirectory => ReadError::NotAFile(path.clone()),
        _ => ReadError::Io { path: path.clone(), error },
    }
}
