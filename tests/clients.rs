//! Clients that others' generators make of a dataset's OpenAPI document, in Python and in TypeScript: they are made of
//! the document as the preview serves it, compiled, and read rows from it.
//!
//! The generators are installed into `target/`; without a network or Node.js the test says that it skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]

#[path = "support/preview.rs"]
mod preview;
mod support;

use preview::Preview;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{Portal, copy, python, repository};

const DOCUMENT: &str = "/api/v1/datasets/wards/openapi.json";

#[track_caller]
fn good(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn a_python_client_reads_rows() {
    let Some(python) = python("clients", "openapi_python_client", &["openapi-python-client==0.29.1"]) else {
        println!("skipped: openapi-python-client is not here and could not be installed");
        return;
    };
    let portal = Portal::example();
    let preview = Preview::of(&portal);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.yaml"), "post_hooks: []\n").unwrap();
    let generated = Command::new(&python)
        .args(["-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"])
        .args(["--url", &format!("http://{}{DOCUMENT}", preview.address)])
        .args(["--output-path", "wards_client", "--config", "config.yaml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    good(&generated);
    let script = repository().join("tests/clients/rows.py");
    let run = Command::new(&python)
        .arg(script)
        .arg(format!("http://{}/api/v1", preview.address))
        .env("PYTHONPATH", folder.path())
        .output()
        .unwrap();
    assert_eq!(good(&run).trim(), "15 rows, 1 by key");
}

/// The folder with the generator and the compiler, installed as the lock file has them.
fn node() -> Option<PathBuf> {
    let folder = repository().join("target/clients-node");
    let tools = ["openapi-typescript", "tsc"];
    let is_there = |folder: &Path| tools.iter().all(|tool| folder.join("node_modules/.bin").join(tool).exists());
    for name in ["package.json", "package-lock.json"] {
        copy(&repository().join("tests/clients").join(name), &folder.join(name));
    }
    if !is_there(&folder) {
        Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).output().ok()?;
    }
    Some(folder).filter(|folder| is_there(folder))
}

#[test]
fn a_typescript_client_reads_rows() {
    let Some(tools) = node() else {
        println!("skipped: openapi-typescript and tsc are not here and could not be installed");
        return;
    };
    let portal = Portal::example();
    let preview = Preview::of(&portal);
    // Inside of the folder, so that imports are found.
    let folder = tempfile::tempdir_in(&tools).unwrap();
    for name in ["rows.ts", "tsconfig.json"] {
        copy(&repository().join("tests/clients").join(name), &folder.path().join(name));
    }
    let program = |name: &str| {
        let mut command = Command::new(tools.join("node_modules/.bin").join(name));
        command.current_dir(folder.path());
        command
    };
    let document = format!("http://{}{DOCUMENT}", preview.address);
    good(&program("openapi-typescript").args([document.as_str(), "-o", "wards.d.ts"]).output().unwrap());
    good(&program("tsc").output().unwrap());
    let run = Command::new("node")
        .args(["rows.js", &format!("http://{}/api/v1", preview.address)])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(good(&run).trim(), "15 rows, 1 by key");
}
