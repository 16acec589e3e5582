//! A site being written.

use super::journal::Journal;
use super::previous::Previous;
use super::seen::Seen;
use super::{Error, Staging, Sums, Written, hexadecimal, staging_folder};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was done to the output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placement {
    /// Files that are new or whose bytes changed.
    pub written: usize,
    /// Files left alone.
    pub unchanged: usize,
    /// Files of the previous site that are gone.
    pub removed: usize,
    /// Bytes of the whole site.
    pub bytes: u64,
}

#[derive(Debug, Default)]
struct Files {
    /// Everything in the new site by address, and whether it is staged or already in place.
    by_address: BTreeMap<String, (Written, bool)>,
    /// Addresses in lower case: two that differ in case only are one file on many systems.
    folded: BTreeMap<String, String>,
    collisions: Vec<(String, String)>,
}

/// A site being written: files may be added from any thread, and nothing is put in place before [`Site::place`].
#[derive(Debug)]
pub struct Site {
    out: PathBuf,
    staging: Staging,
    previous: Arc<Previous>,
    files: Mutex<Files>,
    _lock: File,
}

impl Site {
    /// Opens the output folder: takes the lock, finishes a build that was interrupted after its journal was written, and
    /// drops what one left that was interrupted before.
    pub fn open(out: &Path) -> Result<Self, Error> {
        let out = absolute(out)?;
        let staging = staging_folder(&out);
        if !staging.exists() {
            // A folder that is not ours is refused before anything is put beside it.
            Previous::sums_of(&out)?;
        }
        fs::create_dir_all(&staging).map_err(Error::io("make", &staging))?;
        let path = staging.join("lock");
        let lock = File::create(&path).map_err(Error::io("write", &path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(Error::Busy(out)),
            Err(fs::TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
        }
        if let Some(journal) = Journal::read(&staging)? {
            journal.carry_out(&staging, &out)?;
        }
        let staged = Staging::new(staging.join("new"));
        for left_over in [staged.folder(), &staged.scratch()] {
            if left_over.exists() {
                fs::remove_dir_all(left_over).map_err(Error::io("clear", left_over))?;
            }
        }
        let previous = Arc::new(Previous::read(&out, &staging)?);
        let staging = Staging::after(staged.folder().to_path_buf(), Arc::clone(&previous));
        Ok(Self { out, staging, previous, files: Mutex::default(), _lock: lock })
    }

    /// Where the data formats write.
    #[must_use]
    pub fn staging(&self) -> &Staging {
        &self.staging
    }

    /// The output folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.out
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a file. Its bytes are kept only on disk, and only if the site does not have them already.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let written = Written { bytes: bytes.len() as u64, sha256: hexadecimal(&Sha256::digest(bytes)) };
        if !self.note(path, &written, !self.has(path, &written)) {
            return Ok(());
        }
        let staged = self.staging.path(path);
        let write = || {
            if let Some(folder) = staged.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&staged, bytes)
        };
        write().map_err(Error::io("write", &staged))
    }

    /// Adds a file that was written to [`Site::staging`], or was found in place when it was to be written.
    pub fn add_staged(&self, path: &str, written: &Written) -> Result<(), Error> {
        let staged = self.staging.path(path);
        if self.note(path, written, !self.has(path, written)) {
            // It was in place then, and somebody changed it since: better no site than one without the file.
            fs::metadata(&staged).map_err(Error::io("find", &staged))?;
        } else {
            match fs::remove_file(&staged) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", &staged)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Keeps a file that the output folder has already; the caller asked [`Site::has`].
    pub fn keep(&self, path: &str, written: &Written) {
        self.note(path, written, false);
    }

    /// Notes a file; gives whether it has to be staged.
    fn note(&self, path: &str, written: &Written, staged: bool) -> bool {
        let mut files = self.files();
        let folded = path.to_lowercase();
        if let Some(other) = files.folded.get(&folded).cloned() {
            files.collisions.push((other, path.to_owned()));
            return false;
        }
        files.folded.insert(folded, path.to_owned());
        files.by_address.insert(path.to_owned(), (written.clone(), staged));
        staged
    }

    /// Whether the output folder has that file with that content.
    #[must_use]
    pub fn has(&self, path: &str, written: &Written) -> bool {
        self.previous.has(path, written)
    }

    /// A file of the new site to be read: from where it is staged, or from the output folder.
    pub fn open_file(&self, path: &str) -> io::Result<impl Read + Seek + use<>> {
        let place = {
            let files = self.files();
            let (_, is_staged) = files.by_address.get(path).ok_or(io::ErrorKind::NotFound)?;
            if *is_staged { self.staging.path(path) } else { self.out.join(path) }
        };
        File::open(place)
    }

    /// Every address that was added so far.
    #[must_use]
    pub fn addresses(&self) -> BTreeSet<String> {
        self.files().by_address.keys().cloned().collect()
    }

    /// Every file that was added so far, and whether it is staged or already in place.
    #[must_use]
    pub fn files_so_far(&self) -> Vec<(String, Written, bool)> {
        let files = self.files();
        files.by_address.iter().map(|(path, (written, staged))| (path.clone(), written.clone(), *staged)).collect()
    }

    /// A file of the previous site, if it is there as it was put in place.
    pub(super) fn previous(&self, path: &str) -> Option<Written> {
        self.previous.file(path)
    }

    /// Addresses that two things claim.
    #[must_use]
    pub fn collisions(&self) -> Vec<(String, String)> {
        self.files().collisions.clone()
    }

    /// Puts the site in place.
    pub fn place(self) -> Result<Placement, Error> {
        let files = std::mem::take(&mut *self.files()).by_address;
        let staging = staging_folder(&self.out);
        let new = Sums(files.iter().map(|(path, (written, _))| (path.clone(), written.sha256.clone())).collect());
        let journal = Journal {
            moves: files.iter().filter(|(_, (_, staged))| *staged).map(|(path, _)| path.clone()).collect(),
            removals: self.previous.sums().0.keys().filter(|path| !new.0.contains_key(*path)).cloned().collect(),
        };
        let placement = Placement {
            written: journal.moves.len(),
            unchanged: files.len() - journal.moves.len(),
            removed: journal.removals.len(),
            bytes: files.values().map(|(written, _)| written.bytes).sum(),
        };
        if new != *self.previous.sums() || !journal.moves.is_empty() {
            journal.look_ahead(&self.out)?;
            let path = self.staging.path(Sums::NAME);
            fs::create_dir_all(self.staging.folder()).map_err(Error::io("make", self.staging.folder()))?;
            fs::write(&path, new.to_text()).map_err(Error::io("write", &path))?;
            journal.write(&staging)?;
            journal.carry_out(&staging, &self.out)?;
        }
        let written: BTreeMap<String, Written> =
            files.into_iter().map(|(path, (written, _))| (path, written)).collect();
        Seen::write(&staging.join("seen"), &self.out, &written);
        // What is left of `new/` are empty folders.
        self.clear();
        Ok(placement)
    }

    /// Gives up: what was staged is dropped, the previous site is as it was.
    pub fn abandon(self) {
        self.clear();
    }

    /// Drops what is staged and what is temporary; the next build drops it if this fails.
    fn clear(&self) {
        let _ = fs::remove_dir_all(self.staging.folder());
        let _ = fs::remove_dir_all(self.staging.scratch());
    }
}

fn absolute(out: &Path) -> Result<PathBuf, Error> {
    // Links on the way are resolved, so that the staging folder is beside the real folder and a rename stays on one disk.
    if let Ok(path) = fs::canonicalize(out) {
        return Ok(path);
    }
    let path = std::path::absolute(out).map_err(Error::io("find", out))?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => {
            fs::create_dir_all(parent).map_err(Error::io("make", parent))?;
            Ok(fs::canonicalize(parent).map_err(Error::io("find", parent))?.join(name))
        }
        _ => Ok(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Flaw, Verdict, verify};
    use std::time::SystemTime;

    fn build(out: &Path, files: &[(&str, &str)]) -> Placement {
        let site = Site::open(out).unwrap();
        for (path, text) in [("index.html", "<p>"), (".nojekyll", "")].iter().chain(files) {
            site.add(path, text.as_bytes()).unwrap();
        }
        site.place().unwrap()
    }

    fn text(out: &Path, path: &str) -> Option<String> {
        fs::read_to_string(out.join(path)).ok()
    }

    #[test]
    fn only_what_changed_is_touched_and_what_is_gone_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let first = build(&out, &[("a/b.csv", "1"), ("c.csv", "2")]);
        assert_eq!((first.written, first.unchanged, first.removed), (4, 0, 0));
        let time = |path: &str| fs::metadata(out.join(path)).and_then(|meta| meta.modified()).unwrap();
        let before: Vec<SystemTime> = ["c.csv", "index.html"].map(time).into();
        fs::write(out.join("CNAME"), "data.example.org").unwrap();
        let second = build(&out, &[("a", "now a file"), ("c.csv", "2"), ("d/e", "new")]);
        assert_eq!((second.written, second.unchanged, second.removed), (2, 3, 1));
        assert_eq!(["c.csv", "index.html"].map(time).to_vec(), before);
        assert_eq!(text(&out, "a").as_deref(), Some("now a file"));
        assert_eq!(text(&out, "CNAME").as_deref(), Some("data.example.org"), "a file of somebody else stays");
        assert_eq!(verify(&out).unwrap(), Verdict::Looked(5, vec![("CNAME".to_owned(), Flaw::NotListed)]));
        let third = build(&out, &[("a/b.csv", "1"), ("c.csv", "3")]);
        assert_eq!((third.written, third.removed), (2, 2));
        assert_eq!(text(&out, "a/b.csv").as_deref(), Some("1"));
        assert!(!out.join("d").exists(), "a folder that became empty goes");
    }

    #[test]
    fn what_is_in_place_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let build = |files: &[(&str, &str)]| {
            let site = Site::open(&out).unwrap();
            site.add("index.html", b"<p>").unwrap();
            site.add(".nojekyll", b"").unwrap();
            for (path, text) in files {
                let written = site.staging().write(path, text.as_bytes()).unwrap();
                site.add_staged(path, &written).unwrap();
            }
            let staged = files.iter().filter(|(path, _)| site.staging().path(path).exists()).count();
            (staged, site.place().unwrap().written)
        };
        assert_eq!(build(&[("by/a.json", "1"), ("by/b.json", "2")]), (2, 4));
        assert_eq!(build(&[("by/a.json", "1"), ("by/b.json", "3")]), (1, 1));
        assert_eq!(text(&out, "by/b.json").as_deref(), Some("3"));

        let site = Site::open(&out).unwrap();
        let written = site.staging().write("by/a.json", b"1").unwrap();
        fs::write(out.join("by/a.json"), "somebody's").unwrap();
        assert!(site.add_staged("by/a.json", &written).is_err(), "changed while it was built");
    }

    #[test]
    fn a_file_that_somebody_changed_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a.csv", "1")]);
        fs::write(out.join("a.csv"), "2").unwrap();
        assert!(!verify(&out).unwrap().is_good());
        assert_eq!(build(&out, &[("a.csv", "1")]).written, 1);
        assert!(verify(&out).unwrap().is_good());
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.doc"), "").unwrap();
        assert!(matches!(Site::open(folder.path()), Err(Error::NotOurs(_))));
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("SHA256SUMS"), format!("{}  debian.iso\n", "a".repeat(64))).unwrap();
        assert!(matches!(Site::open(other.path()), Err(Error::NotOurs(_))));
    }

    #[test]
    fn two_things_at_one_address_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let site = Site::open(&folder.path().join("public")).unwrap();
        site.add("a.csv", b"1").unwrap();
        site.add("A.csv", b"2").unwrap();
        assert_eq!(site.collisions(), [("a.csv".to_owned(), "A.csv".to_owned())]);
        assert!(matches!(Site::open(&folder.path().join("public")), Err(Error::Busy(_))), "one build at a time");
    }

    #[test]
    fn a_build_that_ended_before_the_journal_leaves_the_old_site_and_after_it_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a.csv", "1"), ("old.csv", "1")]);
        let site = Site::open(&out).unwrap();
        site.add("a.csv", b"2").unwrap();
        drop(site);
        assert!(verify(&out).unwrap().is_good());
        assert_eq!(text(&out, "a.csv").as_deref(), Some("1"));

        // Stage the next site by hand and stop after the journal and one rename.
        let site = Site::open(&out).unwrap();
        for (path, text) in [("index.html", "<p>"), (".nojekyll", ""), ("a.csv", "2"), ("b.csv", "2")] {
            site.add(path, text.as_bytes()).unwrap();
        }
        let staging = staging_folder(site.folder());
        let sums = Sums(
            site.files().by_address.iter().map(|(path, (written, _))| (path.clone(), written.sha256.clone())).collect(),
        );
        fs::write(site.staging().path(Sums::NAME), sums.to_text()).unwrap();
        let journal = Journal { moves: vec!["a.csv".into(), "b.csv".into()], removals: vec!["old.csv".into()] };
        journal.write(&staging).unwrap();
        fs::rename(site.staging().path("a.csv"), out.join("a.csv")).unwrap();
        drop(site);
        assert_eq!(verify(&out).unwrap(), Verdict::Interrupted);
        drop(Site::open(&out).unwrap());
        assert!(verify(&out).unwrap().is_good());
        assert_eq!((text(&out, "a.csv"), text(&out, "old.csv")), (Some("2".into()), None));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (out, elsewhere) = (folder.path().join("public"), folder.path().join("elsewhere"));
        build(&out, &[]);
        fs::create_dir(&elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, out.join("data")).unwrap();
        let site = Site::open(&out).unwrap();
        site.add("data/a.csv", b"1").unwrap();
        assert!(matches!(site.place(), Err(Error::Link(_))));
        assert!(!elsewhere.join("a.csv").exists());
        assert_ne!(verify(&out).unwrap(), Verdict::Interrupted, "the old site is whole");
    }
}
