//! `plainsight init`: the files of a new portal. It builds as it is, and its comments teach what comes next.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why no portal was begun.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is a portal already.
    #[error("`{0}` is there already: this folder is a portal, and `plainsight add` brings data into it")]
    Exists(PathBuf),
    /// A folder that files would go into is a link to somewhere else.
    #[error("`{0}` leads out of the folder")]
    LeadsOut(PathBuf),
    /// The operating system said no.
    #[error("`{path}`: {error}")]
    Io {
        /// What could not be read or written.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Error {
    /// Whether the folder that was given is at fault (exit code 1) and not the machine (exit code 2).
    #[must_use]
    pub fn is_about_input(&self) -> bool {
        !matches!(self, Self::Io { .. })
    }

    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), error }
    }
}

/// The files, in the order in which they are told.
const FILES: [(&str, &str); 5] = [
    ("plainsight.toml", include_str!("portal/plainsight.toml")),
    ("datasets/example-libraries/dataset.toml", include_str!("portal/datasets/example-libraries/dataset.toml")),
    ("datasets/example-libraries/libraries.csv", include_str!("portal/datasets/example-libraries/libraries.csv")),
    ("content/about.md", include_str!("portal/content/about.md")),
    // Under its own name git would take it for one of this repository's.
    (".gitignore", include_str!("portal/gitignore")),
];

/// Makes a folder into a portal's repository: settings, one small dataset, one page. The folder is made if it is not
/// there; where it has other things, they stay, and a file that is there already is kept as it is. Gives the files that
/// were written, in order.
///
/// # Errors
/// When the folder is a portal already, when a folder of it leads elsewhere, or when something cannot be written.
pub fn init(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    let whole = fs::canonicalize(folder).map_err(Error::io(folder))?;
    let settings = folder.join("plainsight.toml");
    if fs::symlink_metadata(&settings).is_ok() {
        return Err(Error::Exists(settings));
    }
    // A folder with datasets needs no example beside them.
    let has_datasets = fs::read_dir(folder.join("datasets")).is_ok_and(|mut entries| entries.next().is_some());
    let is_wanted = |name: &str| !(has_datasets && name.starts_with("datasets/"));
    let mut missing = Vec::new();
    for (name, text) in FILES.iter().filter(|(name, _)| is_wanted(name)) {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::io(parent))?;
        let is_inside = fs::canonicalize(parent).is_ok_and(|parent| parent.starts_with(&whole));
        if !is_inside {
            return Err(Error::LeadsOut(parent.to_owned()));
        }
        if fs::symlink_metadata(&path).is_err() {
            missing.push((path, text));
        }
    }
    // The settings come last: without them the folder is no portal yet, and `init` can be run again.
    let (first, rest) = missing.split_at(missing.len().min(1));
    for (path, text) in rest.iter().chain(first) {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(Error::io(path))?;
    }
    Ok(missing.into_iter().map(|(path, _)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use crate::sources::Sources;

    fn names(folder: &Path, written: &[PathBuf]) -> Vec<String> {
        written.iter().map(|path| path.strip_prefix(folder).unwrap().display().to_string()).collect()
    }

    #[test]
    fn a_new_portal_is_read_without_a_finding_but_its_marks() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("portal");
        let written = init(&folder).unwrap();
        assert_eq!(names(&folder, &written), FILES.map(|(name, _)| name));
        let sources = Sources::on_disk(&folder).unwrap();
        let (settings, mut report) = project::load(&sources);
        let (folders, more) = project::find_datasets(&sources);
        report.merge(more);
        let (read, more) = crate::read::dataset(&sources, &settings, &folders[0]);
        report.merge(more);
        let others = report.diagnostics().iter().filter(|finding| finding.rule.as_str() != "project/unconfirmed");
        assert_eq!(others.map(|finding| finding.message.clone()).collect::<Vec<_>>(), [""; 0]);
        let dataset = read.unwrap().dataset;
        assert!(dataset.licence.is_some() && dataset.publisher.is_some());
        assert_eq!(dataset.tables[0].schema.columns.len(), 6);
    }

    #[test]
    fn what_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join(".gitignore"), "mine").unwrap();
        fs::create_dir_all(folder.join("datasets/trees")).unwrap();
        let written = init(folder).unwrap();
        assert_eq!(names(folder, &written), ["plainsight.toml", "content/about.md"]);
        assert_eq!(fs::read_to_string(folder.join(".gitignore")).unwrap(), "mine");
        let again = init(folder).unwrap_err();
        assert!(again.is_about_input() && again.to_string().contains("plainsight.toml"), "{again}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("content")).unwrap();
        assert!(matches!(init(folder.path()), Err(Error::LeadsOut(_))));
        assert!(fs::read_dir(elsewhere.path()).unwrap().next().is_none());
        assert!(!folder.path().join("plainsight.toml").exists());
    }
}
