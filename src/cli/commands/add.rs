//! `plainsight add`.

use crate::add::{AddOptions, add as bring_in};
use crate::cli::{Exit, terminal};
use std::path::{Path, PathBuf};

/// Brings in files and folders; paths are meant from `directory`.
pub fn add(
    root: &Path,
    directory: &Path,
    paths: &[PathBuf],
    id: Option<String>,
    recursive: bool,
) -> anyhow::Result<Exit> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| directory.join(path)).collect();
    match bring_in(root, &paths, &AddOptions { id, recursive }) {
        Ok(report) => {
            terminal::result(&report.to_string());
            Ok(Exit::Done)
        }
        Err(error) if error.is_about_input() => {
            terminal::say(&error.to_string());
            Ok(Exit::AtFault)
        }
        Err(error) => Err(error.into()),
    }
}
