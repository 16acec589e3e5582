//! What the output folder has: the site as it was put in place last.

use super::seen::Seen;
use super::{Error, Sums, Written, hexadecimal};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The site that is in the output folder.
#[derive(Debug)]
pub(super) struct Previous {
    out: PathBuf,
    sums: Sums,
    seen: Seen,
}

impl Previous {
    /// What is in `out`, an empty folder or one of ours; `staging` is the folder beside it.
    pub(super) fn read(out: &Path, staging: &Path) -> Result<Self, Error> {
        Ok(Self { out: out.to_path_buf(), sums: Self::sums_of(out)?, seen: Seen::read(&staging.join("seen")) })
    }

    /// What is listed in `out`; nothing where it is empty. A folder of somebody else is an error.
    pub(super) fn sums_of(out: &Path) -> Result<Sums, Error> {
        let path = out.join(Sums::NAME);
        match fs::read_to_string(&path) {
            Ok(text) => Sums::parse(&text).filter(Sums::is_of_a_site).ok_or_else(|| Error::NotOurs(out.to_path_buf())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let is_empty = match fs::read_dir(out) {
                    Ok(mut entries) => entries.next().is_none(),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => true,
                    Err(error) => return Err(Error::io("read", out)(error)),
                };
                if is_empty { Ok(Sums::default()) } else { Err(Error::NotOurs(out.to_path_buf())) }
            }
            Err(error) => Err(Error::io("read", &path)(error)),
        }
    }

    /// The files that are listed.
    pub(super) fn sums(&self) -> &Sums {
        &self.sums
    }

    /// Whether the output folder has that file with that content.
    pub(super) fn has(&self, path: &str, written: &Written) -> bool {
        self.sums.0.get(path) == Some(&written.sha256)
            && (self.seen.vouches(path, &self.out, &written.sha256)
                || hash_file(&self.out.join(path)).is_ok_and(|found| found == *written))
    }

    /// A file, if it is there as it was put in place.
    pub(super) fn file(&self, path: &str) -> Option<Written> {
        let sha256 = self.sums.0.get(path)?.clone();
        let bytes = fs::metadata(self.out.join(path)).ok()?.len();
        let written = Written { bytes, sha256 };
        self.has(path, &written).then_some(written)
    }
}

/// Size and SHA-256 of a file.
pub(super) fn hash_file(path: &Path) -> io::Result<Written> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(Written { bytes, sha256: hexadecimal(&hash.finalize()) });
        }
        hash.update(&buffer[..count]);
        bytes += count as u64;
    }
}
