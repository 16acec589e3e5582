//! Tells when the files of the repository change.

use notify::{EventKind, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// An editor writes a file in several steps; what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(150);

/// Changes below the repository, several at once, for as long as the process lives. The output folders and the cache do
/// not count.
pub(super) fn watch(root: &Path) -> Result<impl Iterator<Item = Vec<PathBuf>> + use<>, notify::Error> {
    let (sender, receiver) = mpsc::channel();
    let root = root.canonicalize().map_err(notify::Error::io)?;
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver lives as long as the watcher.
        let _ = sender.send(event);
    })?;
    watcher.watch(&root, RecursiveMode::Recursive)?;
    Ok(Changes { _watcher: watcher, receiver, root })
}

struct Changes<W> {
    _watcher: W,
    receiver: Receiver<notify::Result<notify::Event>>,
    root: PathBuf,
}

impl<W> Changes<W> {
    /// Paths of an event that are the publisher's files.
    fn of_event(&self, event: notify::Result<notify::Event>) -> Vec<PathBuf> {
        let Ok(event) = event else { return Vec::new() };
        if matches!(event.kind, EventKind::Access(_)) {
            return Vec::new();
        }
        let counts = |path: &PathBuf| {
            let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
            first.is_some_and(|first| ["plainsight.toml", "datasets", "content", "themes"].contains(&first.as_str()))
        };
        let relative = |path: &PathBuf| path.strip_prefix(&self.root).map(Path::to_path_buf).ok();
        event.paths.iter().filter_map(relative).filter(counts).collect()
    }
}

impl<W> Iterator for Changes<W> {
    type Item = Vec<PathBuf>;

    fn next(&mut self) -> Option<Vec<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let event = self.receiver.recv().ok()?;
            changed.extend(self.of_event(event));
        }
        while let Ok(event) = self.receiver.recv_timeout(QUIET) {
            changed.extend(self.of_event(event));
        }
        Some(changed.into_iter().collect())
    }
}
