//! The journal: what is still to be done to put a staged site in place. Every step may be done twice, so a build that was
//! killed is finished by doing all of them again.

use super::{Error, Sums};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a build is about to do to the output folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Addresses to move from `new/` into place, `SHA256SUMS` not among them: it is moved last.
    pub moves: Vec<String>,
    /// Addresses to remove: what the previous list had and the new one has not.
    pub removals: Vec<String>,
}

impl Journal {
    /// Where the journal of a staging folder is.
    pub fn path(staging: &Path) -> PathBuf {
        staging.join("journal")
    }

    /// Reads the journal, if there is one.
    pub fn read(staging: &Path) -> Result<Option<Self>, Error> {
        let path = Self::path(staging);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", &path)(error)),
        };
        let journal: Self = serde_json::from_str(&text)
            .map_err(|error| Error::Journal { path: path.clone(), reason: error.to_string() })?;
        match journal.moves.iter().chain(&journal.removals).find(|path| !super::sums::is_address(path)) {
            Some(wrong) => Err(Error::Journal { path, reason: format!("`{wrong}` is not an address in a site") }),
            None => Ok(Some(journal)),
        }
    }

    /// Looks for what would stop [`Journal::carry_out`] half-way: a link on the way to an address, or a folder of somebody
    /// else where a file has to be. Asked before the journal is written, so that a refusal leaves the old site whole.
    pub fn look_ahead(&self, out: &Path) -> Result<(), Error> {
        let mut looked = BTreeSet::new();
        let gone: BTreeSet<&str> = self.removals.iter().map(String::as_str).collect();
        for path in &self.moves {
            let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
            for folder in folders.collect::<Vec<_>>().into_iter().rev() {
                if looked.insert(folder) && out.join(folder).is_symlink() {
                    return Err(Error::Link(out.join(folder)));
                }
            }
            let to = out.join(path);
            if to.is_dir() && !to.is_symlink() && !holds_only(&to, path, &gone) {
                return Err(Error::io("replace the folder", &to)(io::Error::from(io::ErrorKind::DirectoryNotEmpty)));
            }
        }
        Ok(())
    }

    /// Writes the journal. From the moment the rename succeeds, the new site is the one that counts.
    pub fn write(&self, staging: &Path) -> Result<(), Error> {
        let (path, draft) = (Self::path(staging), staging.join("journal.draft"));
        let text = serde_json::to_vec(self)
            .map_err(|error| Error::Journal { path: path.clone(), reason: error.to_string() })?;
        let write = || {
            let mut file = fs::File::create(&draft)?;
            file.write_all(&text)?;
            file.sync_all()
        };
        write().map_err(Error::io("write", &draft))?;
        fs::rename(&draft, &path).map_err(Error::io("write", &path))
    }

    /// Does what the journal says, then removes it.
    pub fn carry_out(&self, staging: &Path, out: &Path) -> Result<(), Error> {
        let mut folders = Folders::new(out);
        // A file that stands where a folder has to be goes first.
        let new: BTreeSet<&str> = self.moves.iter().map(String::as_str).collect();
        let blocking = |path: &String| {
            let below = format!("{path}/");
            new.range(below.as_str()..).next().is_some_and(|first| first.starts_with(&below))
        };
        for path in self.removals.iter().filter(|path| blocking(path)) {
            remove(out, path)?;
        }
        for path in &self.moves {
            let (from, to) = (staging.join("new").join(path), out.join(path));
            if from.exists() {
                folders.make(Path::new(path))?;
                if to.is_dir() && !to.is_symlink() {
                    // A folder that became a file: what was in it is among the removals.
                    self.removals
                        .iter()
                        .filter(|gone| Path::new(gone).starts_with(path))
                        .try_for_each(|gone| remove(out, gone))?;
                    remove_empty_folders(&to);
                }
                fs::rename(&from, &to).map_err(Error::io("put in place", &to))?;
            } else if !to.exists() {
                return Err(Error::Journal {
                    path: Self::path(staging),
                    reason: format!("`{path}` is neither staged nor in place"),
                });
            }
        }
        let (from, to) = (staging.join("new").join(Sums::NAME), out.join(Sums::NAME));
        if from.exists() {
            folders.make(Path::new(Sums::NAME))?;
            fs::rename(&from, &to).map_err(Error::io("put in place", &to))?;
        }
        for path in &self.removals {
            remove(out, path)?;
        }
        let emptied: BTreeSet<&Path> = self.removals.iter().filter_map(|path| Path::new(path).parent()).collect();
        for folder in emptied.iter().rev() {
            // Only what became empty goes; a folder that holds something else stays.
            for folder in folder.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
                if fs::remove_dir(out.join(folder)).is_err() {
                    break;
                }
            }
        }
        let path = Self::path(staging);
        fs::remove_file(&path).map_err(Error::io("remove", &path))
    }
}

fn remove(out: &Path, path: &str) -> Result<(), Error> {
    let path = out.join(path);
    match fs::remove_file(&path) {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        // The address became a folder of the new site: there is no old file left to remove.
        Err(_) if path.is_dir() => Ok(()),
        Err(error) => Err(Error::io("remove", &path)(error)),
    }
}

/// Whether all files in a folder are among those that go.
fn holds_only(folder: &Path, address: &str, gone: &BTreeSet<&str>) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().all(|entry| {
        let address = format!("{address}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            holds_only(&entry.path(), &address, gone)
        } else {
            gone.contains(address.as_str())
        }
    })
}

fn remove_empty_folders(folder: &Path) {
    if let Ok(entries) = fs::read_dir(folder) {
        for entry in entries.flatten() {
            if entry.path().is_dir() && !entry.path().is_symlink() {
                remove_empty_folders(&entry.path());
            }
        }
    }
    // One that is not empty stays, and the rename after it says so.
    let _ = fs::remove_dir(folder);
}

/// Makes folders below the output folder, and never through a link.
struct Folders<'a> {
    out: &'a Path,
    made: BTreeSet<PathBuf>,
}

impl<'a> Folders<'a> {
    fn new(out: &'a Path) -> Self {
        Self { out, made: BTreeSet::new() }
    }

    /// Makes the folder that a file at `path` is in.
    fn make(&mut self, path: &Path) -> Result<(), Error> {
        let Some(parent) = path.parent() else { return Ok(()) };
        if self.made.contains(parent) {
            return Ok(());
        }
        let mut folder = self.out.to_path_buf();
        fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        for part in parent.components() {
            folder.push(part);
            match fs::symlink_metadata(&folder) {
                Ok(meta) if meta.is_symlink() => return Err(Error::Link(folder)),
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => {
                    return Err(Error::io("make", &folder)(io::Error::from(io::ErrorKind::AlreadyExists)));
                }
                Err(_) => fs::create_dir(&folder).map_err(Error::io("make", &folder))?,
            }
        }
        self.made.insert(parent.to_path_buf());
        Ok(())
    }
}
