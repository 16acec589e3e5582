//! Why nothing was added.

use super::report::LeftOut;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why `add` wrote nothing. Nothing is half written: what is there already is never touched.
#[derive(Debug)]
pub enum Error {
    /// There is nothing at a path.
    Missing(PathBuf),
    /// Something is there already, and nothing is overwritten.
    Exists {
        /// What is there.
        path: PathBuf,
        /// What to do.
        help: String,
    },
    /// A text cannot be the id of a dataset.
    InvalidId(String),
    /// No id can be made from a file's or folder's name.
    NoId(PathBuf),
    /// One id, and paths that make several datasets.
    OneIdForMany(Vec<String>),
    /// A path and an id that contradict one another: the files are in the folder of another dataset.
    OtherId {
        /// The id that was asked for.
        asked: String,
        /// The dataset's folder that holds the files.
        folder: PathBuf,
    },
    /// No table was found.
    NothingToAdd {
        /// Where it was looked for.
        path: PathBuf,
        /// What was there, and why it was left out.
        left_out: Vec<LeftOut>,
    },
    /// The folder `datasets/` leads out of the repository.
    LeadsOut(PathBuf),
    /// The operating system said no.
    Io {
        /// What could not be read or written.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Error {
    /// Whether the files that were given are at fault (exit code 1) and not the machine (exit code 2).
    #[must_use]
    pub fn is_about_input(&self) -> bool {
        !matches!(self, Self::Io { .. })
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| match error.kind() {
            io::ErrorKind::NotFound => Self::Missing(path.to_owned()),
            _ => Self::Io { path: path.to_owned(), error },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "there is no file or folder `{}`", path.display()),
            Self::Exists { path, help } => write!(f, "`{}` is there already: {help}", path.display()),
            Self::InvalidId(id) => write!(
                f,
                "`{id}` cannot be the id of a dataset: an id is made of lower-case letters, digits and `-`, beginning \
                 with a letter or a digit"
            ),
            Self::NoId(path) => {
                write!(f, "`{}` gives the dataset no id: name one with `--id`", path.display())
            }
            Self::OneIdForMany(ids) => write!(
                f,
                "these paths make {} datasets (`{}`), which cannot have one id: add them one by one, or without `--id`",
                ids.len(),
                ids.join("`, `")
            ),
            Self::OtherId { asked, folder } => write!(
                f,
                "the files are in `{}` already, so the dataset cannot have the id `{asked}`: move them out of there \
                 or leave out `--id`",
                folder.display()
            ),
            Self::NothingToAdd { path, left_out } => {
                write!(f, "there is no table to add in `{}`", path.display())?;
                for left in left_out {
                    write!(f, "\n  {left}")?;
                }
                Ok(())
            }
            Self::LeadsOut(path) => write!(f, "`{}` leads out of the repository", path.display()),
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
