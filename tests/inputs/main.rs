//! What a data officer sees when a file is not as it should be: the finding, its place and what to do; and what is then
//! in the site, and what is not.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic, and the site's names are in lower case"
)]

mod hostile;
mod keys;
mod places;
mod private;
mod random;
mod table;

#[path = "../support/contents.rs"]
mod contents;
#[path = "../support/mod.rs"]
mod support;

use support::{Portal, Ran};

/// A dataset that is in order: `datasets/things` with the table `things`, the key `id` and a number.
const DATASET: &str = r#"title = "Things"
description = "Things that were counted in the borough, one a row, by people who like to count."
update_frequency = "annual"
modified = 2026-01-01
contact_point = { name = "Data", email = "data@example.org" }

[[table]]
file = "things.csv"
primary_key = ["id"]

[[table.column]]
name = "id"
required = true

[[table.column]]
name = "n"
datatype = "integer"
"#;

/// The portal with that dataset and these bytes for its table.
fn things(bytes: impl AsRef<[u8]>) -> Portal {
    let portal = Portal::with(&[("datasets/things/dataset.toml", DATASET)]);
    portal.write("datasets/things/things.csv", bytes);
    portal
}

/// The head of a `dataset.toml` that has all that has to be said.
fn described(title: &str, rest: &str) -> String {
    format!(
        "title = \"{title}\"\ndescription = \"What this is about is said in a sentence that is long enough for anybody.\"\nupdate_frequency = \"annual\"\nmodified = 2026-01-01\ncontact_point = {{ name = \"Data\", email = \"data@example.org\" }}\n\n{rest}"
    )
}

/// What `check --format json` says.
fn findings(portal: &Portal, arguments: &[&str]) -> serde_json::Value {
    let ran = portal.run(&[&["check", "--format", "json"], arguments].concat());
    let value = serde_json::from_str(&ran.stdout());
    value.unwrap_or_else(|error| panic!("{error}: {}\n{}", ran.stdout(), ran.stderr()))
}

/// The rules of the findings, in order.
fn rules(portal: &Portal) -> Vec<String> {
    let found = findings(portal, &[]);
    let rule = |finding: &serde_json::Value| finding["rule"].as_str().unwrap().to_owned();
    found["diagnostics"].as_array().unwrap().iter().map(rule).collect()
}

/// Neither a panic nor a signal: the run ended as one of the three ways that are promised.
#[track_caller]
fn ends_well(ran: Ran) -> Ran {
    let code = ran.output.status.code();
    assert!(matches!(code, Some(0..=2)), "{code:?}: {}", ran.stderr());
    assert!(!ran.stderr().contains("panicked"), "{}", ran.stderr());
    ran
}
