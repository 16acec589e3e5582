//! The example portal in a real Chromium: every page at 320 px and 1280 px, light and dark, with and without JavaScript, and
//! axe over a spread of them; the same under a base URL with a path.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

mod support;

use std::path::Path;
use std::process::Command;
use support::{Portal, repository};

/// Whether the browser is there. `scripts/test` installs it and then requires it.
fn browser() -> bool {
    let there = repository().join("tests/browser/node_modules/playwright-core").is_dir()
        && Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success())
        && (Path::new("/usr/bin/chromium").exists() || std::env::var_os("CHROMIUM").is_some());
    let required = std::env::var("PLAINSIGHT_BROWSER").is_ok_and(|value| value == "required");
    assert!(there || !required, "Chromium, node or tests/browser/node_modules is missing");
    if !there {
        println!("skipped: no browser here; scripts/test installs one");
    }
    there
}

/// Looks at the built portal, whose pages may load what a host is told to allow them.
fn look(portal: &Portal, prefix: &str, axe_pages: &str) {
    let headers = portal.run(&["host", "headers"]).success().stdout();
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let output = Command::new("node")
        .arg(repository().join("tests/browser/run.mjs"))
        .env("POLICY", policy.unwrap())
        .arg(portal.path("public"))
        .args([prefix, axe_pages])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn every_page_of_the_example_portal_stands_up_in_a_browser() {
    if browser() {
        let portal = Portal::example();
        portal.run(&["build"]).success();
        look(&portal, "/", "40");
    }
}

#[test]
fn the_example_portal_works_under_a_path() {
    if browser() {
        let portal = Portal::example();
        portal.replace(
            "plainsight.toml",
            "base_url = \"https://data.fernholt.example/\"",
            "base_url = \"https://fernholt.example/open/data/\"",
        );
        portal.run(&["build"]).success();
        look(&portal, "/open/data/", "4");
    }
}
