//! Why reading a table had to be given up: plainsight's own side, never the publisher's files.

use std::io;
use std::path::PathBuf;

/// What stops the program. What is wrong in a publisher's file is a finding and not in here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the site could not be written: the disk is full, or the folder may not be written to.
    #[error("`{path}` could not be written: {error}")]
    Write {
        /// Its address below the site.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A file in the cache folder could not be written or read again.
    #[error("the temporary file `{}` could not be used: {error}", path.display())]
    Spill {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Error {
    /// For `map_err` on whatever writes a file of the site.
    pub fn write(path: &str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Write { path: path.to_owned(), error }
    }
}
