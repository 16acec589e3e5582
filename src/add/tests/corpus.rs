//! Real published data, when it is at hand: every folder of `PLAINSIGHT_CORPUS` is brought in, and what was written is
//! read back.

use crate::add::{AddOptions, add};
use std::path::{Path, PathBuf};

#[test]
fn every_folder_of_the_corpus_is_brought_in() {
    let Some(corpus) = std::env::var_os("PLAINSIGHT_CORPUS").map(PathBuf::from) else { return };
    let kept = std::env::var_os("PLAINSIGHT_CORPUS_OUT").map(PathBuf::from);
    let folder = tempfile::tempdir().unwrap();
    let portal = kept.as_deref().unwrap_or(folder.path());
    std::fs::create_dir_all(portal).unwrap();
    std::fs::write(portal.join("plainsight.toml"), "[site]\ntitle = \"T\"\nbase_url = \"https://data.example.org/\"\npublisher = \"p\"\nlicence = \"OGL-UK-3.0\"\n[publishers.p]\nname = \"P\"\n").unwrap();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut text = String::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        text += &format!("\n=== {}\n", folder.display());
        match add(portal, std::slice::from_ref(folder), &AddOptions::default()) {
            Ok(report) => text += &report.to_string(),
            Err(error) => text += &format!("error: {error}\n"),
        }
    }
    text += &read_back(portal);
    std::fs::write(portal.join("report.txt"), text).unwrap();
}

fn read_back(portal: &Path) -> String {
    let sources = crate::sources::Sources::on_disk(portal).unwrap();
    let (settings, mut report) = crate::project::load(&sources);
    let (folders, more) = crate::project::find_datasets(&sources);
    report.merge(more);
    for folder in &folders {
        let (_, more) = crate::read::dataset(&sources, &settings, folder);
        report.merge(more);
    }
    report
        .diagnostics()
        .iter()
        .filter(|d| d.rule.as_str() != "project/unconfirmed")
        .map(|d| format!("{}: {} {:?} {:?}\n", d.rule, d.message, d.primary, d.help))
        .collect()
}
