//! A folder for temporary files of one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a run that was killed left behind is dropped after this time; one that still runs is younger.
const LEFT_BEHIND: Duration = Duration::from_hours(24);

/// A folder of this process alone, below the cache folder; it goes with this value. It is made by whoever writes into it.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// The folder, in the cache folder `cache`; drops what runs left behind that were killed.
    #[must_use]
    pub fn new(cache: &Path) -> Self {
        let all = cache.join("scratch");
        for entry in fs::read_dir(&all).into_iter().flatten().flatten() {
            let changed = entry.metadata().and_then(|meta| meta.modified());
            if changed.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LEFT_BEHIND)) {
                // What cannot be removed takes room, no more.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Self { folder: all.join(std::process::id().to_string()) }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
