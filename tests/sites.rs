//! Fixture sites: `tests/sites/<name>/input` is a portal, `tests/sites/<name>/expected` are files of the site it has to
//! become. A test is a chain of calls; an expected file that no call looks at fails the test.
//!
//! `PLAINSIGHT_SITES=overwrite cargo test --test sites` writes the expected files anew; look at the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

#[path = "support/contents.rs"]
mod contents;
mod support;

use contents::contents;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use support::{Portal, repository};

/// A fixture site that was built.
struct Built {
    portal: Portal,
    expected: PathBuf,
    looked: RefCell<BTreeSet<String>>,
}

impl Built {
    /// Builds the fixture of that name, which has to succeed.
    fn of(name: &str) -> Self {
        let portal = Portal::of_site(name);
        portal.run(&["build"]).success();
        portal.run(&["verify", "public"]).success();
        let expected = repository().join("tests/sites").join(name).join("expected");
        Self { portal, expected, looked: RefCell::default() }
    }

    /// These files have exactly the expected bytes.
    fn has(&self, paths: &[&str]) -> &Self {
        for path in paths {
            let found = fs::read(self.portal.path("public").join(path)).unwrap_or_else(|_| panic!("{path} is missing"));
            self.compare(path, &found);
        }
        self
    }

    /// What people see of these pages, the `<main>` element, is as expected.
    fn shows(&self, paths: &[&str]) -> &Self {
        for path in paths {
            let page = self.portal.read(&format!("public/{path}"));
            let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map(|(main, _)| main);
            self.compare(
                path,
                format!("<main{}</main>\n", main.unwrap_or_else(|| panic!("{path} has no main"))).as_bytes(),
            );
        }
        self
    }

    /// These files are not there.
    fn lacks(&self, paths: &[&str]) -> &Self {
        for path in paths {
            assert!(!self.portal.path("public").join(path).exists(), "{path} is there");
        }
        self
    }

    /// No file of the site, nor one that is packed in another, has any of these in its name or its content.
    fn is_silent_on(&self, secrets: &[&str]) -> &Self {
        for (path, text) in contents(&self.portal, "public") {
            for secret in secrets {
                assert!(!path.contains(secret) && !text.contains(secret), "{path} has `{secret}`");
            }
        }
        self
    }

    fn compare(&self, path: &str, found: &[u8]) {
        let expected = self.expected.join(path);
        self.looked.borrow_mut().insert(path.to_owned());
        if std::env::var("PLAINSIGHT_SITES").is_ok_and(|value| value == "overwrite") {
            fs::create_dir_all(expected.parent().unwrap()).unwrap();
            fs::write(expected, found).unwrap();
            return;
        }
        let expected = fs::read(&expected).unwrap_or_else(|_| panic!("{} is missing", expected.display()));
        if expected != found {
            let (expected, found) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(found));
            let differs = expected.lines().zip(found.lines()).position(|(one, other)| one != other);
            let line = differs.unwrap_or(expected.lines().count().min(found.lines().count()));
            panic!(
                "{path} differs in line {}:\n  expected {:?}\n  found    {:?}",
                line + 1,
                expected.lines().nth(line).unwrap_or(""),
                found.lines().nth(line).unwrap_or("")
            );
        }
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let mut folders = vec![self.expected.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.expected).unwrap().to_str().unwrap();
                    assert!(self.looked.borrow().contains(name), "no test looks at {}", path.display());
                }
            }
        }
    }
}

#[test]
fn one_table_becomes_every_format() {
    Built::of("one-table")
        .has(&[
            "datasets/trees/trees.csv",
            "datasets/trees/trees.csv-metadata.json",
            "datasets/trees/trees.json",
            "datasets/trees/trees.ndjson",
            "datasets/trees/trees.parquet",
            "datasets/trees/trees.xlsx",
            "datasets/trees/trees.ods",
            "datasets/trees/csv-metadata.json",
            "datasets/trees/datapackage.json",
            "api/v1/datasets.json",
            "api/v1/datasets/trees.json",
            "api/v1/datasets/trees/tables/trees.json",
            "api/v1/datasets/trees/tables/trees/rows/1.json",
            "api/v1/datasets/trees/tables/trees/by/ward/N1/1.json",
            "catalog.ttl",
            "feed.atom",
            "sitemap.xml",
            "robots.txt",
        ])
        .shows(&["datasets/trees/index.html", "datasets/trees/trees/index.html"])
        .lacks(&["datasets/trees/source/trees.csv", "datasets/trees/releases"]);
}

#[test]
fn what_is_not_to_be_seen_is_not_seen() {
    let built = Built::of("not-for-publication");
    built
        .shows(&["datasets/later/index.html", "datasets/on-request/index.html", "datasets/taken-back/index.html"])
        .lacks(&[
            "datasets/in-the-making",
            "datasets/later/rows.csv",
            "datasets/on-request/rows.csv",
            "datasets/taken-back/rows.csv",
            "api/v1/datasets/later.json",
            "api/v1/datasets/taken-back.json",
        ]);
    // Whoever finds nothing there has to have looked: what is to be seen is found in each packed file.
    let all = contents(&built.portal, "public");
    for inside in [
        "seen.zip!rows.csv",
        "rows.xlsx!xl/worksheets/sheet1.xml",
        "rows.ods!content.xml",
        "rows.parquet!rows",
        "seen.sqlite!rows",
        "datasets/seen/rows/index.html.gz!datasets/seen/rows/index.html",
    ] {
        let found = all.iter().find(|(path, _)| path.ends_with(inside));
        let (_, text) = found.unwrap_or_else(|| panic!("nothing is unpacked of {inside}"));
        assert!(text.contains("SEENCELL"), "{inside}: {text}");
    }
    built.is_silent_on(&[
        "DRAFTROW",
        "DRAFTTITLE",
        "in-the-making",
        "LATERROW",
        "LATERDESCRIPTION",
        "RESTRICTEDROW",
        "WITHDRAWNROW",
        "SUPPRESSEDCELL",
        "suppressed_column",
        "LEFTOUTCELL",
    ]);
}

#[test]
fn a_former_address_leads_to_the_dataset() {
    let portal = Portal::of_site("not-for-publication");
    portal.run(&["build"]).success();
    let page = portal.read("public/datasets/old-name/index.html");
    assert!(page.contains("http-equiv=\"refresh\"") && page.contains("../seen/"), "{page}");
    assert!(!portal.read("public/sitemap.xml").contains("old-name"));
}
