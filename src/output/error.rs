//! Why a site could not be written.

use std::io;
use std::path::{Path, PathBuf};

/// The site could not be written; the previous one is as it was, or a journal says how to go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system said no.
    #[error("could not {action} `{}`: {error}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The folder holds something else.
    #[error(
        "`{}` is not empty and was not written by plainsight (it has no SHA256SUMS of a site): give another folder with --out, or empty this one",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// Another build is under way.
    #[error("another build is writing `{}`: wait until it has ended", .0.display())]
    Busy(PathBuf),
    /// A link inside the output folder leads elsewhere.
    #[error("`{}` is a link; a site is not written through links: remove it", .0.display())]
    Link(PathBuf),
    /// The journal cannot be understood.
    #[error(
        "the journal `{}` cannot be read ({reason}): remove the folder it is in and the site, then build again",
        path.display()
    )]
    Journal {
        /// The journal.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl Error {
    /// Makes an error of an `io::Error`.
    pub(super) fn io<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + 'a {
        move |error| Self::Io { action, path: path.to_path_buf(), error }
    }
}
