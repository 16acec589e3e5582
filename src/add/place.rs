//! Putting files in place: all of a dataset or nothing of it, and never over what is there.

use super::error::Error;
use super::gather::InputFile;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder `datasets/` of a repository, made if it is not there. Refused where it leads out of the repository.
pub(super) fn datasets_folder(repository: &Path) -> Result<PathBuf, Error> {
    let folder = repository.join("datasets");
    fs::create_dir_all(&folder).map_err(|error| Error::Io { path: folder.clone(), error })?;
    let whole = fs::canonicalize(&folder).map_err(Error::io(&folder))?;
    if whole.starts_with(repository) { Ok(whole) } else { Err(Error::LeadsOut(folder)) }
}

/// Refuses a dataset that is there already.
pub(super) fn refuse_existing(folder: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(folder) {
        Ok(_) => Err(Error::Exists {
            path: folder.to_owned(),
            help: "nothing is overwritten; choose another id with `--id`, or move what is there away".to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::Io { path: folder.to_owned(), error }),
    }
}

/// Writes a new dataset's folder: copies of the files and its `dataset.toml`. It is made under another name beside its
/// place and then moved there, so that it is whole or not there.
pub(super) fn new_dataset(folder: &Path, files: &[InputFile], toml: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let staged = folder.with_file_name(format!(".{name}.plainsight-add"));
    match fs::create_dir(&staged) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let help = "an `add` that was stopped left it, or one is running; delete it if none is".to_owned();
            return Err(Error::Exists { path: staged, help });
        }
        Err(error) => return Err(Error::Io { path: staged, error }),
    }
    let result = fill(&staged, files, toml).and_then(|written| {
        refuse_existing(folder)?;
        fs::rename(&staged, folder).map_err(|error| Error::Io { path: folder.to_owned(), error })?;
        Ok(written.into_iter().map(|path| folder.join(path)).collect())
    });
    if result.is_err() {
        // What was begun is taken away again; if that fails too, the first error is the one to tell.
        let _ = fs::remove_dir_all(&staged);
    }
    result
}

fn fill(folder: &Path, files: &[InputFile], toml: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    if let Some(toml) = toml {
        new_file(&folder.join("dataset.toml"), toml.as_bytes())?;
        written.push(PathBuf::from("dataset.toml"));
    }
    for file in files {
        let target = folder.join(&file.relative);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| Error::Io { path: parent.to_owned(), error })?;
        }
        let mut from = File::open(&file.path).map_err(Error::io(&file.path))?;
        let copied = create_new(&target).and_then(|mut to| io::copy(&mut from, &mut to));
        copied.map_err(|error| Error::Io { path: file.path.clone(), error })?;
        written.push(PathBuf::from(&file.relative));
    }
    Ok(written)
}

fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Writes a file that must not be there yet.
pub(super) fn new_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = create_new(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::Exists { path: path.to_owned(), help: "nothing is overwritten".to_owned() }
        }
        _ => Error::Io { path: path.to_owned(), error },
    })?;
    file.write_all(bytes).map_err(|error| Error::Io { path: path.to_owned(), error })
}
