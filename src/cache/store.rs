//! Outcomes by name, each valid for one key.

use super::Key;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of outcomes.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Stored<T> {
    key: Key,
    outcome: T,
}

impl Store {
    /// Outcomes in that folder, which is made when the first is kept.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The outcome of that name, if it was worked out under that key.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, name: &str, key: Key) -> Option<T> {
        let bytes = fs::read(self.folder.join(name)).ok()?;
        let stored: Stored<T> = serde_json::from_slice(&bytes).ok()?;
        (stored.key == key).then_some(stored.outcome)
    }

    /// Whether there is an outcome of that name, under whatever key.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.folder.join(name).is_file()
    }

    /// Keeps an outcome; that it could not be kept only costs time in the next run.
    pub fn put<T: Serialize>(&self, name: &str, key: Key, outcome: T) {
        let Ok(bytes) = serde_json::to_vec(&Stored { key, outcome }) else { return };
        let (path, draft) = (self.folder.join(name), self.folder.join(format!("{name}.draft")));
        let _ = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&draft, bytes))
            .and_then(|()| fs::rename(&draft, &path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_found_under_its_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("outcomes"));
        let (one, other) = (Key::begin().with("1").end(), Key::begin().with("2").end());
        store.put("wards", one, 17);
        assert_eq!(store.get("wards", one), Some(17));
        assert_eq!(store.get::<u32>("wards", other), None);
        assert_eq!(store.get::<u32>("parks", one), None);
        fs::write(store.folder().join("wards"), "not json").unwrap();
        assert_eq!(store.get::<u32>("wards", one), None);
    }

    #[test]
    fn parts_of_a_key_do_not_run_together() {
        assert_ne!(Key::begin().with("ab").with("c").end(), Key::begin().with("a").with("bc").end());
    }
}
