//! What goes wrong with files before anything in them can be judged.

use crate::diagnostics::{Diagnostic, Location};
use crate::sources::{PathFlaw, ReadError, SourcePath, Sources};

/// The finding for a file that could not be read. `at` is the place that names the file, or the file itself.
#[must_use]
pub fn unreadable(error: &ReadError, at: impl Into<Location>) -> Diagnostic {
    match error {
        ReadError::Missing(path) => Diagnostic::new("project/missing-file", format!("there is no file `{path}`"), at),
        ReadError::NotAFile(path) => {
            Diagnostic::new("project/unreadable", format!("`{path}` is not a file"), at).help("name a file")
        }
        ReadError::Path(path, flaw) => outside(path, *flaw, at),
        ReadError::NotUtf8 { path, at: byte } => {
            Diagnostic::new("project/not-utf-8", format!("`{path}` is not UTF-8 at byte {byte}"), at)
                .help("save the file with the encoding UTF-8")
        }
        ReadError::TooLarge(path) => {
            Diagnostic::new("project/unreadable", format!("`{path}` is too large to be read as a text"), at)
        }
        ReadError::Io { path, error } => {
            Diagnostic::new("project/unreadable", format!("`{path}` could not be read: {error}"), at)
        }
    }
}

/// The finding for a folder that was read under another path: a few links that lead back to where they are would make a
/// tree without end.
#[must_use]
pub fn read_already(folder: &SourcePath) -> Diagnostic {
    let said = format!("`{folder}` is a link to a folder that is read already");
    Diagnostic::new("project/unreadable", said, folder.clone())
        .help("take the link away, and name the files where they are")
}

/// The finding for a path that may not be followed.
#[must_use]
pub fn outside(path: &str, flaw: PathFlaw, at: impl Into<Location>) -> Diagnostic {
    let help = match flaw {
        PathFlaw::Absolute => "write the path relative to the dataset's folder",
        PathFlaw::LeadsOut => "copy the file into the dataset's folder",
        PathFlaw::Character => "write `/` between the parts of a path, and rename a file with a control character",
        PathFlaw::Empty => "name a file",
    };
    Diagnostic::new("project/path-outside", format!("`{path}`: {flaw}"), at).help(help)
}

const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1";

/// Whether a file holds a Git LFS pointer instead of its content. A file that cannot be opened does not.
#[must_use]
pub fn is_git_lfs_pointer(sources: &Sources, path: &SourcePath) -> bool {
    use std::io::Read;
    let Ok(file) = sources.open(path) else { return false };
    let mut start = Vec::new();
    file.take(POINTER.len() as u64).read_to_end(&mut start).is_ok() && start == POINTER
}
