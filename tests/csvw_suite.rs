//! The W3C CSVW test suite over `plainsight csvw`: validation, csv2json, csv2rdf and the non-normative tests.
//!
//! The suite is not part of the repository. It is looked for in `PLAINSIGHT_CSVW_SUITE`, else in `../shared/csvw-suite`,
//! together with the script that runs it; RDF graphs are compared with pyoxigraph, by the Python in
//! `PLAINSIGHT_CSVW_PYTHON` or of `target/csvw-venv`, which is made if it is missing. Without the suite the test says
//! that it skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]

mod support;

use std::path::PathBuf;
use std::process::Command;
use support::repository;

/// Tests whose expected result contradicts the recommendation, and their own comment: `trim` has no effect in it.
/// See docs/standards/csvw.md.
const CONTRADICTORY: [&str; 5] = ["test020", "test021", "test022", "test056", "test058"];

fn suite() -> Option<PathBuf> {
    let stated = std::env::var_os("PLAINSIGHT_CSVW_SUITE").map(PathBuf::from);
    let suite = stated.unwrap_or_else(|| repository().join("../shared/csvw-suite"));
    suite.join("csvw_suite.py").is_file().then_some(suite)
}

#[test]
fn every_test_of_the_w3c_suite_passes() {
    let Some(suite) = suite() else {
        println!("skipped: no CSVW suite here (PLAINSIGHT_CSVW_SUITE, ../shared/csvw-suite)");
        return;
    };
    let (python, with_rdf) = match support::python("csvw", "pyoxigraph", &["pyoxigraph"]) {
        Some(python) => (python, true),
        None => (PathBuf::from("python3"), false),
    };
    let program = env!("CARGO_BIN_EXE_plainsight");
    let manifests = ["validation", "json", "rdf", "nonnorm"].into_iter().filter(|name| *name != "rdf" || with_rdf);
    let output = Command::new(python)
        .arg(suite.join("csvw_suite.py"))
        .arg(&suite)
        .args(["--cmd", &format!("'{program}' csvw {{mode}} {{action}} {{options}}"), "--jobs", "2"])
        .args(manifests.flat_map(|name| ["--manifest", name]))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed: Vec<&str> = said.lines().filter(|line| line.starts_with("FAIL ")).collect();
    let contradictory = |line: &&str| {
        let mut words = line.split(' ').skip(1);
        words.next() == Some("nonnorm") && words.next().is_some_and(|test| CONTRADICTORY.contains(&test))
    };
    let unexpected: Vec<&str> = failed.iter().copied().filter(|line| !contradictory(line)).collect();
    println!("{}", said.lines().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"));
    assert!(with_rdf, "pyoxigraph could not be installed, so the RDF tests were not run");
    assert!(said.contains(" passed, "), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}
