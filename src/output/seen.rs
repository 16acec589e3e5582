//! A memo of what is in the output folder: a file whose size and time are as they were when it was put in place is not
//! read again to know its hash.

use super::Written;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// A file's time must be this much older than the memo (in nanoseconds) to be trusted: within the clock's tick a file
/// can change twice and keep its time, which git calls racy.
const RACY: u128 = 20_000_000;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Seen {
    /// When the memo was written, by the file system's clock.
    #[serde(skip)]
    written: u128,
    files: BTreeMap<String, (u64, u128, String)>,
}

impl Seen {
    pub fn read(path: &Path) -> Self {
        let seen = || {
            let mut seen: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
            seen.written = time_of(&fs::metadata(path).ok()?);
            Some(seen)
        };
        seen().unwrap_or_default()
    }

    /// Writes the memo; that it could not be written only costs time in the next build.
    pub fn write(path: &Path, out: &Path, files: &BTreeMap<String, Written>) {
        let files = files
            .iter()
            .filter_map(|(path, written)| {
                let meta = fs::metadata(out.join(path)).ok()?;
                Some((path.clone(), (meta.len(), time_of(&meta), written.sha256.clone())))
            })
            .collect();
        if let Ok(text) = serde_json::to_vec(&Self { written: 0, files }) {
            let _ = fs::write(path, text);
        }
    }

    /// Whether the file in the output folder surely has that content without reading it.
    pub fn vouches(&self, path: &str, out: &Path, sha256: &str) -> bool {
        let Some((size, time, known)) = self.files.get(path) else { return false };
        known == sha256
            && fs::symlink_metadata(out.join(path)).is_ok_and(|meta| {
                meta.is_file() && meta.len() == *size && time_of(&meta) == *time && *time + RACY < self.written
            })
    }
}

fn time_of(meta: &fs::Metadata) -> u128 {
    meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |time| time.as_nanos())
}
