//! The static API as people and programs use it: the lines of code on its pages run, linters have nothing to say about
//! any of its OpenAPI documents, and Schemathesis finds the preview answering as they say.
//!
//! What is not there is skipped, and the test says so: Rscript, a network to install packages from, the linters (those
//! that `tests/validators.rs` uses).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "the texts of a test are short")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]

#[path = "support/preview.rs"]
mod preview;
mod support;

use preview::Preview;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{Portal, duckdb, python};

const BASE_URL: &str = "https://data.fernholt.example/";

/// A dataset that is hard on whoever describes it or generates from the description: names that are words of
/// programming languages, codes that differ in signs only, values that cannot be in an address, dates with zones,
/// doubles that are no numbers, an expression that only some engines read, two tables with one name but for a sign.
fn hard() -> Portal {
    let toml = r#"title = "Things"
description = "Hard to describe: `</script>` and | pipes, and more words so that it is long enough for a search engine."
licence = "https://example.org/licence"
contact_point = { name = "Things team", email = "things@example.org" }
topic = ["rows", "money"]
issued = 2025-01-01
modified = 2026-01-01

[[table]]
file = "2024-25.csv"
title = "The \"2024\" table"
primary_key = ["id"]
index = ["class", "code", "tags", "amount", "day"]
column = [
    { name = "id", datatype = "integer", required = true },
    { name = "class" },
    { name = "constructor", datatype = { base = "string", format = '\p{L}+|\d{2}' } },
    { name = "code", title = "Code", code_list = ["a.b", "a-b", "A_B", "+", "-", "1", "1.0", "class", "None"] },
    { name = "from", title = "Code", code_list = ["x", "y"] },
    { name = "tags", separator = ";" },
    { name = "amount", datatype = "decimal" },
    { name = "day", datatype = "date" },
    { name = "reading", datatype = "double" },
    { name = "seen", datatype = "dateTimeStamp" },
    { name = "additional_properties", datatype = "boolean" },
    { name = "number", datatype = { base = "string", length = 3 } },
]

[[table]]
file = "2024_25.csv"
title = "Its twin"
index = ["self"]
column = [{ name = "id" }, { name = "self" }]
"#;
    let codes = ["a.b", "a-b", "A_B", "+", "-", "1", "1.0", "class", "None"];
    let classes = ["é", "a/b", "..", "%", &"x".repeat(300), "ab", "AB", "ok", "שלום"];
    let mut rows =
        "id,class,constructor,code,from,tags,amount,day,reading,seen,additional_properties,number\n".to_owned();
    for at in 0..1200 {
        let ones = "1".repeat(if at == 7 { 40 } else { 2 });
        let zone = if at == 5 { "Z" } else { "" };
        let words = ["Łódź", "12"][at % 2];
        let reading = ["1.5", "NaN", "INF", "-2e10"][at % 4];
        rows += &format!(
            "{at},{},{words},{},x,x;y;x,{at}.{ones},2024-01-{:02}{zone},{reading},2024-01-01T00:00:00+01:00,true,{:03}\n",
            classes[at % 9],
            codes[at % 9],
            at % 28 + 1,
            at % 1000,
        );
    }
    let twin: String = (0..150).map(|at| format!("{at:03},s{at}\n")).collect();
    let portal = Portal::with(&[
        ("datasets/things/dataset.toml", toml),
        ("datasets/things/2024-25.csv", &rows),
        ("datasets/things/2024_25.csv", &format!("id,self\n{twin}")),
    ]);
    portal.replace("plainsight.toml", "https://data.example.org/", BASE_URL);
    let settings = portal.read("plainsight.toml");
    portal.write(
        "plainsight.toml",
        format!("{settings}\n[topics.rows]\ntitle = \"Rows\"\n\n[topics.money]\ntitle = \"Money & <b>\"\n"),
    );
    portal
}

/// The lines of code on a page, each with what it is: the last part of its id.
fn snippets(page: &str) -> Vec<(String, String)> {
    page.split("id=\"snippet-")
        .skip(1)
        .map(|part| {
            let (id, rest) = part.split_once('"').unwrap();
            let (_, code) = rest.split_once("<code>").unwrap();
            let (code, _) = code.split_once("</code>").unwrap();
            let mut code = code.to_owned();
            for (entity, character) in
                [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
            {
                code = code.replace(entity, character);
            }
            (id.rsplit('-').next().unwrap().to_owned(), code)
        })
        .collect()
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// What runs the lines, and what they printed.
fn run(id: &str, code: &str, python: Option<&Path>, folder: &Path) -> Option<Output> {
    let mut command = match id {
        "curl" if is_there("curl") => {
            let mut command = Command::new("bash");
            command.args(["-e", "-c", code]);
            command
        }
        "requests" | "pandas" => {
            let mut command = Command::new(python?);
            command.args(["-c", code]);
            command
        }
        "duckdb" => {
            let mut command = duckdb()?;
            command.args(["-c", "import extensions, sys; print(extensions.load().sql(sys.argv[1]).fetchall())", code]);
            command
        }
        "javascript" if is_there("node") => {
            let mut command = Command::new("node");
            command.args(["--input-type=module", "-e", code]);
            command
        }
        "r" if is_there("Rscript") => {
            let mut command = Command::new("Rscript");
            command.args(["-e", code]);
            command
        }
        _ => return None,
    };
    Some(command.current_dir(folder).output().unwrap())
}

#[test]
fn the_lines_of_code_on_a_page_run() {
    let python = python("snippets", "requests, pandas", &["requests", "pandas"]);
    let python = python.as_deref();
    let folder = tempfile::tempdir().unwrap();
    let mut ran = 0;
    // A table without Parquet, so that DuckDB has to read its CSV.
    let hard = hard();
    hard.replace("plainsight.toml", "[topics.rows]", "[formats]\nparquet = false\n\n[topics.rows]");
    let pages = [
        (Portal::example(), "/api/datasets/wards/", ["X05000001", "1"]),
        (Portal::example(), "/api/datasets/spending-over-500/", ["FBC-000001", "FBC-000001"]),
        (hard, "/api/datasets/things/", ["000", "000"]),
    ];
    for (portal, path, firsts) in pages {
        let preview = Preview::of(&portal);
        let page = preview.get(path);
        let found = snippets(&page);
        assert_eq!(found.len() % 6, 0, "{path}: {found:?}");
        for (at, (id, code)) in found.iter().enumerate() {
            let code = preview.here(code, BASE_URL);
            let Some(output) = run(id, &code, python, folder.path()) else {
                println!("skipped: nothing here runs {id}");
                continue;
            };
            let said = String::from_utf8_lossy(&output.stdout);
            let wrong = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{path}, {id}: {code}\n{said}{wrong}");
            assert!(said.contains(firsts[at / 6]), "{path}, {id}: {code}\n{said}");
            ran += 1;
        }
    }
    println!("{ran} snippets ran");
    assert!(ran > 0 || !is_there("curl"));
}

/// Every OpenAPI document of a built portal.
fn documents(portal: &Portal) -> Vec<PathBuf> {
    let files = portal.files("public/api");
    let found = files.iter().filter(|(path, _)| path.ends_with("openapi.json"));
    found.map(|(path, _)| portal.path("public/api").join(path)).collect()
}

/// The folder of the linters, if they are set up.
fn linters() -> Option<PathBuf> {
    let tools = std::env::var_os("INSPECT_TOOLS").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cache/site-inspect-tools"))
    })?;
    let programs = tools.join("node/node_modules/.bin");
    ["spectral", "redocly"].iter().all(|name| programs.join(name).exists()).then_some(programs)
}

#[test]
fn linters_have_neither_an_error_nor_a_warning() {
    let Some(programs) = linters() else {
        println!("skipped: no Spectral and Redocly here");
        return;
    };
    for portal in [Portal::example(), hard()] {
        portal.run(&["build"]).success();
        portal.write("spectral.yaml", "extends: [\"spectral:oas\"]\n");
        let documents = documents(&portal);
        let spectral = Command::new(programs.join("spectral"))
            .arg("lint")
            .args(&documents)
            .args(["--fail-severity", "hint", "-q", "-r"])
            .arg(portal.path("spectral.yaml"))
            .output()
            .unwrap();
        assert!(spectral.status.success(), "{}", String::from_utf8_lossy(&spectral.stdout));
        let redocly = Command::new(programs.join("redocly"))
            .arg("lint")
            .args(&documents)
            .args(["--extends", "recommended", "--format", "json"])
            .current_dir(portal.path("public"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&redocly.stdout);
        // A summary follows the JSON.
        let json = &said[said.find('{').unwrap()..];
        let found = serde_json::Deserializer::from_str(json).into_iter::<serde_json::Value>().next();
        let found = found.unwrap().unwrap();
        assert_eq!(found["problems"], serde_json::json!([]), "{said}");
        println!("{} documents", documents.len());
    }
}

#[test]
fn schemathesis_finds_no_failure_in_the_preview() {
    let Some(python) = python("schemathesis", "schemathesis", &["schemathesis==4.32.5"]) else {
        println!("skipped: Schemathesis is not here and could not be installed");
        return;
    };
    let schemathesis = python.with_file_name("schemathesis");
    for portal in [Portal::example(), hard()] {
        portal.run(&["build"]).success();
        let preview = Preview::of(&portal);
        for document in documents(&portal) {
            let output = Command::new(&schemathesis)
                .arg("run")
                .arg(&document)
                .args(["--url", &format!("http://{}/api/v1", preview.address)])
                .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "10"])
                .args(["--generation-deterministic", "--workers", "1", "--continue-on-failure", "--no-color"])
                .args([
                    "--checks",
                    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                     response_headers_conformance,unsupported_method",
                ])
                .current_dir(portal.path("."))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{}: {said}", document.display());
        }
    }
}

#[test]
fn every_example_of_a_parameter_is_an_address_that_answers() {
    let portal = Portal::example();
    portal.run(&["build"]).success();
    let mut asked = 0;
    for document in documents(&portal) {
        let document: serde_json::Value = serde_json::from_slice(&std::fs::read(document).unwrap()).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            let parameters = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
            let names: Vec<String> = match parameters.first() {
                Some(first) => first["examples"].as_object().unwrap().keys().cloned().collect(),
                None => vec![String::new()],
            };
            assert!(!names.is_empty(), "{path} has no example");
            for name in names {
                let mut address = path.clone();
                for parameter in &parameters {
                    let value = &parameter["examples"][&name]["value"];
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    address = address.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), &text);
                }
                assert!(portal.path(&format!("public/api/v1{address}")).is_file(), "{address}");
                asked += 1;
            }
        }
    }
    println!("{asked} addresses");
    assert!(asked > 100);
}
