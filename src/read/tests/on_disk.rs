//! What only a disk has: links.

use super::super::dataset;
use crate::project::{find_datasets, find_root, load};
use crate::sources::Sources;
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn links_that_lead_out_are_refused_and_circles_end() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.csv"), "a\n1\n").unwrap();
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("datasets/stops");
    fs::create_dir_all(&folder).unwrap();
    fs::write(root.path().join("plainsight.toml"), super::SITE).unwrap();
    fs::write(folder.join("dataset.toml"), "[[table]]\nfile = \"link.csv\"\n[[table]]\nfile = \"out/secret.csv\"\n")
        .unwrap();
    symlink(outside.path().join("secret.csv"), folder.join("link.csv")).unwrap();
    symlink(outside.path(), folder.join("out")).unwrap();
    symlink(".", folder.join("circle")).unwrap();

    assert_eq!(find_root(&folder).unwrap(), root.path());
    let sources = Sources::on_disk(root.path()).unwrap();
    let (settings, _) = load(&sources);
    let (folders, report) = find_datasets(&sources);
    let rules = |report: &crate::diagnostics::Report| {
        let mut rules: Vec<String> = report.diagnostics().iter().map(|finding| finding.rule.to_string()).collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(&report), ["project/path-outside", "project/unreadable"]);
    let (read, report) = dataset(&sources, &settings, &folders[0]);
    assert_eq!(rules(&report), ["project/path-outside"]);
    assert!(read.unwrap().dataset.tables.iter().all(|table| table.files.is_empty()));
}
