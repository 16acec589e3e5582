//! The contract with whoever puts a portal online: what the commands do and what is at which address, looked at from
//! outside.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

#[path = "support/preview.rs"]
mod preview;
mod support;

use preview::Preview;
use support::Portal;

/// A dataset of one table, complete enough that nothing has to be mended.
const STOPS: &str = r#"
title = "Bus stops"
description = "Every stop served by a registered bus service in the borough, one a row."
modified = 2026-01-31

[[table]]
file = "stops.csv"

[[table.column]]
name = "stop_id"
title = "Stop"
titles = ["ATCO Code"]

[[table.column]]
name = "lit"
datatype = { base = "boolean", format = "Y|N" }
"#;

fn stops() -> Portal {
    Portal::with(&[("datasets/stops/dataset.toml", STOPS), ("datasets/stops/stops.csv", "ATCO Code,lit\n1,Y\n2,N\n")])
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {head}"));
    line.trim_start_matches(':').trim()
}

#[test]
fn the_preview_answers_as_a_host_would_under_the_path_of_the_base_url() {
    let portal = stops();
    portal.replace("plainsight.toml", "https://data.example.org/", "https://example.org/open/");
    let mut preview = Preview::of(&portal);

    assert!(preview.ask("/", "").0.contains("location: /open/"));
    assert!(preview.ask("/open/datasets/stops", "").0.contains("location: /open/datasets/stops/"));
    for missing in ["/nothing", "/open/nothing", "/open/nothing.html", "/open/datasets/x/y.csv", "/open/robots.txt/x"] {
        let (head, page) = preview.ask(missing, "");
        assert!(head.starts_with("http/1.1 404 "), "{missing}: {head}");
        assert!(page.contains("There is no page here"), "{missing}");
    }
    for (path, media_type) in [
        ("/open/", "text/html; charset=utf-8"),
        ("/open/datasets/stops/stops.csv", "text/csv; charset=utf-8"),
        ("/open/datasets/stops/stops.csv-metadata.json", "application/csvm+json"),
        ("/open/catalog.jsonld", "application/ld+json"),
        ("/open/feed.atom", "application/atom+xml"),
    ] {
        let (head, _) = preview.ask(path, "");
        assert!(head.starts_with("http/1.1 200 "), "{path}: {head}");
        assert_eq!(header(&head, "content-type"), media_type, "{path}");
        let again = format!("If-None-Match: {}\r\n", header(&head, "etag"));
        let (head, body) = preview.ask(path, &again);
        assert!(head.starts_with("http/1.1 304 ") && body.is_empty(), "{path}: {head}");
    }

    let (head, body) = preview.ask("/open/datasets/stops/stops.csv", "Range: bytes=0-6\r\n");
    assert!(head.starts_with("http/1.1 206 "), "{head}");
    assert_eq!((header(&head, "content-range"), body.as_str()), ("bytes 0-6/30", "stop_id"));

    let (head, _) = preview.ask("/open/", "Host: attacker.example\r\n");
    assert!(head.starts_with("http/1.1 403 "), "{head}");

    assert!(preview.ask("/open/", "").1.contains("/-/reload"));
    assert!(!portal.read(".plainsight/preview/index.html").contains("/-/reload"), "only in responses");
    portal.write("datasets/stops/stops.csv", "ATCO Code,lit\n1,Y\n2,N\n3,Y\n");
    preview.hear("built: ");
    assert!(preview.ask("/open/datasets/stops/stops.csv", "").1.ends_with("3,true\r\n"));
}

#[test]
fn published_csvw_has_the_name_and_the_title_of_a_column() {
    let portal = stops();
    portal.run(&["build"]).success();
    assert_eq!(portal.read("public/datasets/stops/stops.csv"), "stop_id,lit\r\n1,true\r\n2,false\r\n");
    let columns = portal.json("public/datasets/stops/stops.csv-metadata.json")["tableSchema"]["columns"].clone();
    assert_eq!(columns[0]["titles"], serde_json::json!(["stop_id", "Stop"]));
    assert_eq!(columns[1]["titles"], serde_json::json!(["lit"]));
}

#[test]
fn the_metadata_of_a_table_is_where_the_host_says() {
    let portal = stops();
    portal.run(&["build"]).success();
    let templates = portal.read("public/.well-known/csvm");
    let found: Vec<bool> = templates
        .lines()
        .map(|template| match template.strip_prefix("{+url}") {
            Some(rest) => portal.path(&format!("public/datasets/stops/stops.csv{rest}")).is_file(),
            None => portal.path(&format!("public/datasets/stops/{template}")).is_file(),
        })
        .collect();
    assert_eq!(found, [true, true]);
}

#[test]
fn a_dataset_may_name_others_by_the_ids_they_had() {
    let portal = stops();
    portal.replace("datasets/stops/dataset.toml", "modified =", "former_ids = [\"halts\"]\nmodified =");
    let timetables = STOPS.replace("modified =", "related = [\"halts\"]\nsource = [\"stops\"]\nmodified =");
    portal
        .write("datasets/timetables/dataset.toml", timetables)
        .write("datasets/timetables/stops.csv", "stop_id,lit\n");
    portal.run(&["build"]).success();
    let document = portal.json("public/api/v1/datasets/timetables.json");
    let page = "https://data.example.org/datasets/stops/";
    assert_eq!((&document["related"][0], &document["source"][0]), (&page.into(), &page.into()));
    let catalogue = portal.read("public/catalog.ttl");
    for property in ["dct:relation", "dct:source"] {
        assert!(catalogue.contains(&format!("{property} <{page}#dataset>")), "{property}");
    }
    assert!(portal.read("public/datasets/timetables/index.html").contains("href=\"../stops/\""));
}

#[test]
fn a_check_of_one_dataset_tells_of_that_one() {
    let portal = stops();
    let broken = STOPS.replace("title = \"Bus stops\"", "title = \"Halts\"\nlicence = \"none\"");
    portal.write("datasets/halts/dataset.toml", broken).write("datasets/halts/stops.csv", "stop_id,lit\n1,maybe\n");
    portal.run(&["check", "stops"]).success().is_silent_on("halts");
    portal.run(&["check", "halts"]).at_fault().says("csvw/invalid-datatype-value").says("dcat/unknown-licence");
    portal.run(&["check"]).at_fault();
}

#[test]
fn where_the_time_went_is_told_when_asked() {
    let portal = stops();
    portal.run(&["check"]).success().is_silent_on("fingerprinting");
    portal.run(&["check", "--timings"]).success().says("share").says("fingerprinting");
    let built = portal.run(&["build", "--timings"]).success();
    built.says("\npublish ").says("\ntotal ");
    // Programs that read the findings are not disturbed.
    let told = portal.command(&["check", "--timings", "--format", "json"]).output().unwrap();
    serde_json::from_slice::<serde_json::Value>(&told.stdout).unwrap();
}

#[test]
fn only_the_quality_page_and_overdue_lists_depend_on_the_clock() {
    let portal = Portal::example();
    // A dataset without dates, of which nothing is known but the clock.
    portal.write("datasets/stops/dataset.toml", STOPS.replace("modified = 2026-01-31", ""));
    portal.write("datasets/stops/stops.csv", "stop_id,lit\n1,Y\n");
    for (seconds, out) in [("1790000000", "one"), ("1890000000", "other")] {
        let built = portal.command(&["build", "--out", out]).env("SOURCE_DATE_EPOCH", seconds).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    }
    let (one, other) = (portal.files("one"), portal.files("other"));
    let differ: Vec<&str> =
        one.iter().zip(&other).filter(|(one, other)| one != other).map(|(file, _)| file.0.as_str()).collect();
    assert_eq!(differ, ["SHA256SUMS", "cy/quality/index.html", "quality.json", "quality/index.html"]);
    assert_eq!(one.len(), other.len());
}

#[test]
fn lists_are_looked_through_for_formulas_and_personal_data() {
    let portal = stops();
    let lists = STOPS.replace("titles = [\"ATCO Code\"]", "separator = \"|\"");
    portal.write("datasets/stops/dataset.toml", lists);
    portal.write("datasets/stops/stops.csv", "stop_id,lit\n=1+1|b,Y\nb|someone@example.org,N\n");
    let ran = portal.run(&["check", "--format", "concise"]).success();
    ran.says("csv/formula-like-cell").says("privacy/email-address");
}

#[test]
fn a_page_outside_the_navigation_is_linked_all_the_same() {
    let portal = stops();
    portal.write("content/privacy.md", "+++\ntitle = \"Privacy\"\n+++\nNo cookies.\n");
    portal.run(&["build"]).success();
    assert!(portal.read("public/index.html").contains("<a href=\"privacy/\">Privacy</a>"));
}
