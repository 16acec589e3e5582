//! Where `add` writes and where it does not.

use super::{bring_in, files, listed, portal, put, with_id};
use crate::add::{AddOptions, Error, add};
use std::fs;
use std::io::Write as _;

const TABLE: &[u8] = b"id,name\n1,A\n2,B\n3,C\n";

#[test]
fn nothing_is_overwritten() {
    let (portal, folder) = (portal(), files(&[("trees.csv", TABLE)]));
    let path = folder.path().join("trees.csv");
    bring_in(portal.path(), std::slice::from_ref(&path)).unwrap();
    let before = fs::read(portal.path().join("datasets/trees/dataset.toml")).unwrap();
    let error = bring_in(portal.path(), std::slice::from_ref(&path)).unwrap_err();
    assert!(error.is_about_input() && matches!(error, Error::Exists { .. }));
    assert!(error.to_string().contains("datasets/trees` is there already"), "{error}");
    assert_eq!(fs::read(portal.path().join("datasets/trees/dataset.toml")).unwrap(), before);
    add(portal.path(), &[path], &with_id("other-trees")).unwrap();
    assert_eq!(listed(&portal.path().join("datasets/other-trees")), ["dataset.toml", "trees.csv"]);
    assert_eq!(listed(portal.path()).len(), 5, "nothing else is left anywhere");
}

#[test]
fn what_is_below_datasets_is_described_where_it_is() {
    let portal = portal();
    put(&portal.path().join("datasets/trees"), &[("trees.csv", TABLE), ("old/trees.csv", TABLE)]);
    let report = bring_in(portal.path(), &[portal.path().join("datasets/trees")]).unwrap();
    assert_eq!((report.datasets[0].id.as_str(), report.datasets[0].copied), ("trees", 0));
    assert_eq!(
        listed(&portal.path().join("datasets")),
        ["trees/dataset.toml", "trees/old/trees.csv", "trees/trees.csv"]
    );
    let again = bring_in(portal.path(), &[portal.path().join("datasets/trees/old/trees.csv")]).unwrap_err();
    assert!(again.to_string().contains("dataset.toml` is there already"), "{again}");
}

#[test]
fn a_file_in_the_folder_of_another_dataset_cannot_have_another_id() {
    let portal = portal();
    put(&portal.path().join("datasets/trees"), &[("trees.csv", TABLE)]);
    let error = add(portal.path(), &[portal.path().join("datasets/trees/trees.csv")], &with_id("shrubs")).unwrap_err();
    assert!(matches!(error, Error::OtherId { .. }), "{error}");
}

#[test]
fn a_file_loose_in_datasets_gets_a_folder() {
    let portal = portal();
    put(&portal.path().join("datasets"), &[("trees.csv", TABLE)]);
    let report = bring_in(portal.path(), &[portal.path().join("datasets/trees.csv")]).unwrap();
    assert_eq!(
        report.datasets[0].notes,
        ["`datasets/trees.csv` was copied into the dataset's folder: delete the original"]
    );
    assert!(portal.path().join("datasets/trees/trees.csv").is_file());
}

#[test]
fn ids_are_permanent_addresses_and_are_checked() {
    let (portal, folder) = (portal(), files(&[("Bus Stops.csv", TABLE), ("данные.csv", TABLE)]));
    let stops = folder.path().join("Bus Stops.csv");
    let error = add(portal.path(), std::slice::from_ref(&stops), &with_id("../Up")).unwrap_err();
    assert!(matches!(error, Error::InvalidId(_)) && error.is_about_input());
    assert_eq!(bring_in(portal.path(), &[stops]).unwrap().datasets[0].id, "bus-stops");
    let error = bring_in(portal.path(), &[folder.path().join("данные.csv")]).unwrap_err();
    assert!(matches!(error, Error::NoId(_)), "{error}");
    add(portal.path(), &[folder.path().join("данные.csv")], &with_id("data")).unwrap();
}

#[test]
fn folders_make_datasets_of_their_own_and_files_one_together() {
    let portal = portal();
    let folder = files(&[("a/x.csv", TABLE), ("b/y.csv", TABLE), ("t-2023.csv", TABLE), ("t-2024.csv", TABLE)]);
    let path = |name: &str| folder.path().join(name);
    let paths = [path("a"), path("t-2023.csv"), path("b"), path("t-2024.csv")];
    let error = add(portal.path(), &paths, &with_id("all")).unwrap_err();
    assert!(matches!(error, Error::OneIdForMany(_)), "{error}");
    let report = bring_in(portal.path(), &paths).unwrap();
    assert_eq!(report.datasets.iter().map(|dataset| dataset.id.as_str()).collect::<Vec<_>>(), ["t", "a", "b"]);
    assert_eq!(report.datasets[0].tables[0].file, "t-*.csv");
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let portal = portal();
    let folder = files(&[("named/a.csv", TABLE), ("named/b.csv", b""), ("named/c.csv", b"PK\x03\x04")]);
    let report = bring_in(portal.path(), &[folder.path().join("named")]).unwrap();
    let left: Vec<String> = report.datasets[0].left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left, ["b.csv: it is empty (zero bytes)", "c.csv: it is a ZIP archive or a spreadsheet, not a text"]);
    assert_eq!(listed(&portal.path().join("datasets/named")), ["a.csv", "dataset.toml"]);
}

#[test]
fn a_folder_with_nothing_to_add_says_what_is_in_it() {
    let (portal, folder) = (portal(), files(&[("named/x.xlsx", b"PK\x03\x04"), ("named/y.csv", b"")]));
    let error = bring_in(portal.path(), &[folder.path().join("named")]).unwrap_err();
    assert!(error.is_about_input());
    assert!(error.to_string().contains("x.xlsx: a spreadsheet"), "{error}");
    assert!(!portal.path().join("datasets/named").exists());
    let error = bring_in(portal.path(), &[folder.path().join("nowhere.csv")]).unwrap_err();
    assert!(matches!(error, Error::Missing(_)), "{error}");
}

#[test]
fn packed_tables_come_in_packed() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(TABLE).unwrap();
    let (portal, folder) = (portal(), files(&[("trees.csv.gz", &packed.finish().unwrap())]));
    let report = bring_in(portal.path(), &[folder.path().join("trees.csv.gz")]).unwrap();
    let table = &report.datasets[0].tables[0];
    assert_eq!((table.file.as_str(), table.name.as_str(), table.rows), ("trees.csv.gz", "trees", 3));
    assert_eq!(table.key.as_deref(), Some("id"));
}

#[test]
fn sub_folders_come_in_when_asked() {
    let (portal, folder) = (portal(), files(&[("x/a.csv", TABLE), ("x/sub/a.csv", b"p,q\n1,2\n")]));
    let options = AddOptions { recursive: true, ..AddOptions::default() };
    let report = add(portal.path(), &[folder.path().join("x")], &options).unwrap();
    let names: Vec<&str> = report.datasets[0].tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["a", "sub-a"]);
    assert_eq!(listed(&portal.path().join("datasets/x")), ["a.csv", "dataset.toml", "sub/a.csv"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_a_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (portal, folder) = (portal(), files(&[("x/a.csv", TABLE), ("secret.csv", b"secret\nvalue\n")]));
    symlink(folder.path().join("secret.csv"), folder.path().join("x/b.csv")).unwrap();
    symlink(folder.path().join("x/a.csv"), folder.path().join("x/c.csv")).unwrap();
    symlink("/", folder.path().join("x/root")).unwrap();
    let options = AddOptions { recursive: true, ..AddOptions::default() };
    let report = add(portal.path(), &[folder.path().join("x")], &options).unwrap();
    let left: Vec<&str> = report.datasets[0].left_out.iter().map(|left| left.path.as_str()).collect();
    assert_eq!(left, ["b.csv", "root"]);
    let copied = portal.path().join("datasets/x/c.csv");
    assert!(!fs::symlink_metadata(&copied).unwrap().is_symlink());
    assert_eq!(fs::read(copied).unwrap(), TABLE);
}

#[cfg(unix)]
#[test]
fn datasets_must_be_in_the_repository() {
    let (portal, folder, elsewhere) = (portal(), files(&[("a.csv", TABLE)]), files(&[]));
    std::os::unix::fs::symlink(elsewhere.path(), portal.path().join("datasets")).unwrap();
    let error = bring_in(portal.path(), &[folder.path().join("a.csv")]).unwrap_err();
    assert!(matches!(error, Error::LeadsOut(_)), "{error}");
    assert!(listed(elsewhere.path()).is_empty());
}

#[test]
fn a_folder_that_is_described_already_is_refused() {
    let (portal, folder) = (portal(), files(&[("x/a.csv", TABLE), ("x/dataset.toml", b"")]));
    let error = bring_in(portal.path(), &[folder.path().join("x")]).unwrap_err();
    assert!(matches!(error, Error::Exists { .. }), "{error}");
}

#[test]
fn csvw_beside_a_file_comes_with_it() {
    let metadata = br#"{"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "dc:title": "A",
        "tableSchema": {"columns": [{"name": "id"}, {"name": "name"}]}}"#;
    let (portal, folder) = (portal(), files(&[("a.csv", TABLE), ("a.csv-metadata.json", metadata), ("b.csv", TABLE)]));
    let report = bring_in(portal.path(), &[folder.path().join("a.csv")]).unwrap();
    assert_eq!(report.datasets[0].tables, []);
    assert_eq!(listed(&portal.path().join("datasets/a")), ["a.csv", "a.csv-metadata.json", "dataset.toml"]);
}

#[test]
fn a_pattern_matches_no_file_that_stays_out() {
    let portal = portal();
    let (one, two) = (&b"a,b\n1,x\n"[..], &b"a,b\n2,y\n"[..]);
    put(&portal.path().join("datasets/s"), &[("s-2023.csv", one), ("s-2024.csv", two), ("s-2025.csv", b"")]);
    let report = bring_in(portal.path(), &[portal.path().join("datasets/s")]).unwrap();
    let files: Vec<&str> = report.datasets[0].tables.iter().map(|table| table.file.as_str()).collect();
    assert_eq!(files, ["s-2023.csv", "s-2024.csv"]);
}

#[test]
fn an_extract_is_a_table_of_its_own() {
    let portal = portal();
    let folder = files(&[("x/current-all.csv", TABLE), ("x/current-some.csv", b"id,name\n2,B\n3,C\n")]);
    let report = bring_in(portal.path(), &[folder.path().join("x")]).unwrap();
    assert_eq!(report.datasets[0].tables.len(), 2);
    assert!(report.datasets[0].notes[0].contains("many rows in common"));
}
