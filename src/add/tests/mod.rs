//! What `add` makes of files.

mod behaviour;
mod corpus;
mod properties;
mod written;

use super::{AddOptions, AddReport, Error, add};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// An empty portal whose site has a publisher and a licence.
fn portal() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = "[site]\ntitle = \"T\"\nbase_url = \"https://data.example.org/\"\npublisher = \"borough\"\n\
                licence = \"OGL-UK-3.0\"\n[publishers.borough]\nname = \"Borough\"\n";
    fs::write(folder.path().join("plainsight.toml"), site).unwrap();
    folder
}

/// A folder with files.
fn files(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), files);
    folder
}

fn put(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn bring_in(portal: &Path, paths: &[PathBuf]) -> Result<AddReport, Error> {
    add(portal, paths, &AddOptions::default())
}

fn with_id(id: &str) -> AddOptions {
    AddOptions { id: Some(id.to_owned()), ..AddOptions::default() }
}

/// Every file of a folder, sorted.
fn listed(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}
