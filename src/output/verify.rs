//! A built site against its own list.

use super::journal::Journal;
use super::previous::hash_file;
use super::{Error, Sums, staging_folder};
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;

/// What is wrong with a file of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// Listed and not there.
    Missing,
    /// There with other bytes.
    Changed,
    /// There and not listed.
    NotListed,
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is no list, or not one of a site.
    NoList,
    /// A build was interrupted while files were put in place: the site is neither the old one nor the new one.
    Interrupted,
    /// Every file was looked at: how many there are, and what is wrong with which, sorted by address.
    Looked(usize, Vec<(String, Flaw)>),
}

impl Verdict {
    /// Whether the site is whole.
    #[must_use]
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Looked(_, flaws) if flaws.is_empty())
    }
}

/// Compares every file of the site in `folder` with its SHA256SUMS.
pub fn verify(folder: &Path) -> Result<Verdict, Error> {
    let folder = fs::canonicalize(folder).map_err(Error::io("find", folder))?;
    if Journal::path(&staging_folder(&folder)).exists() {
        return Ok(Verdict::Interrupted);
    }
    let path = folder.join(Sums::NAME);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Verdict::NoList),
        Err(error) => return Err(Error::io("read", &path)(error)),
    };
    let Some(sums) = Sums::parse(&text).filter(Sums::is_of_a_site) else { return Ok(Verdict::NoList) };
    let mut flaws: Vec<(String, Flaw)> = sums
        .0
        .par_iter()
        .filter_map(|(path, sum)| match hash_file(&folder.join(path)) {
            Ok(found) if found.sha256 == *sum => None,
            Ok(_) => Some((path.clone(), Flaw::Changed)),
            Err(_) => Some((path.clone(), Flaw::Missing)),
        })
        .collect();
    let mut there = Vec::new();
    list(&folder, "", &mut there)?;
    flaws.extend(
        there
            .into_iter()
            .filter(|path| path != Sums::NAME && !sums.0.contains_key(path))
            .map(|path| (path, Flaw::NotListed)),
    );
    flaws.sort();
    Ok(Verdict::Looked(sums.0.len(), flaws))
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
