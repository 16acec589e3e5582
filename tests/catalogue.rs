//! The catalogue formats as their clients see them: a harvester's SPARQL queries over DCAT, mlcroissant's records, and what
//! is told where a format has to leave something out.
//!
//! rdflib is taken from the Python in `PLAINSIGHT_RDFLIB_PYTHON` or of `target/rdflib-venv`, mlcroissant from that in
//! `PLAINSIGHT_CROISSANT_PYTHON` or of `target/croissant-venv`, CKAN from that in `PLAINSIGHT_CKAN_PYTHON` or of
//! `target/ckan-venv`; they are made if they are missing. Without them the tests that need them say that they skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped")]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use support::{Portal, repository};

/// What a script of `tests/catalogue` says of a file or a site.
fn ask(python: &Path, script: &str, about: &Path) -> Value {
    answer(Command::new(python), script, about)
}

fn answer(mut python: Command, script: &str, about: &Path) -> Value {
    let script = repository().join("tests/catalogue").join(script);
    let output = python.arg(script).arg(about).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn everything() -> Portal {
    let portal = Portal::of_site("everything-stated");
    portal.run(&["build"]).success();
    portal
}

#[test]
fn a_harvester_finds_every_dataset_with_its_licence_publisher_and_files() {
    let Some(python) = support::python("rdflib", "rdflib", &["rdflib"]) else {
        println!("skipped: no rdflib here (PLAINSIGHT_RDFLIB_PYTHON, pip install rdflib)");
        return;
    };
    let portal = everything();
    let found = ask(&python, "harvest.py", &portal.path("public"));
    let base = "https://data.example.org/open/";
    let licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
    let publisher = format!("{base}publishers/borough/#publisher");
    let dataset = |id: &str, title: &str| {
        json!([format!("{base}datasets/{id}/#dataset"), title, licence, publisher, "Borough of Example"])
    };
    assert_eq!(found["datasets"], json!([dataset("bus-stops", "Bus stops"), dataset("wards", "Wards")]));

    let sums = portal.read("public/SHA256SUMS");
    let distributions = found["distributions"].as_array().unwrap();
    for distribution in distributions {
        let cell = |at: usize| distribution[at].as_str().unwrap();
        let path = cell(1).strip_prefix(base).unwrap();
        let bytes = std::fs::read(portal.path("public").join(path)).unwrap();
        assert_eq!(cell(3), bytes.len().to_string(), "{path}");
        assert!(sums.contains(&format!("{}  {path}\n", cell(4))), "{path}");
    }
    let listed = |path: &str| distributions.iter().any(|has| has[1] == format!("{base}datasets/{path}"));
    for path in ["bus-stops/stops.csv", "bus-stops/kinds.parquet", "bus-stops/method.txt", "wards/wards.ndjson"] {
        assert!(listed(path), "{path}");
    }
    let service = [
        format!("{base}api/#service"),
        format!("{base}api/v1/catalogue.json"),
        format!("{base}api/openapi.json"),
        "2".to_owned(),
    ];
    assert_eq!(found["services"], json!([service]));
    let series = format!("{base}series/transport-registers/#series");
    let member = |id: &str| json!([series, format!("{base}datasets/{id}/#dataset")]);
    assert_eq!(found["series"], json!([member("bus-stops"), member("wards")]));
}

#[test]
fn the_parser_of_ckan_reads_the_same_out_of_each_file() {
    let packages = ["ckanext-dcat", "ckan[requirements]"];
    let Some(python) = support::python("ckan", "ckanext.dcat.processors", &packages) else {
        println!("skipped: no ckanext-dcat here (PLAINSIGHT_CKAN_PYTHON, pip install ckanext-dcat ckan[requirements])");
        return;
    };
    let portal = everything();
    let found = ask(&python, "harvest_ckan.py", &portal.path("public"));
    let datasets = found["catalog.rdf"].as_array().unwrap();
    assert_eq!((datasets.len(), &found["catalog.ttl"]), (2, &found["catalog.rdf"]));
    assert_eq!(found["catalog.jsonld"], found["catalog.rdf"]);
    let stops = &datasets[0];
    assert_eq!((&stops["title"], &stops["publisher"]), (&json!("Bus stops"), &json!("Borough of Example")));
    assert_eq!(stops["license"], json!(["https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"]));
    let sums = portal.read("public/SHA256SUMS");
    let files = stops["files"].as_array().unwrap();
    assert!(files.len() >= 9, "{files:?}");
    for file in files {
        let path = file[0].as_str().unwrap().strip_prefix("https://data.example.org/open/").unwrap();
        assert!(sums.contains(&format!("{}  {path}\n", file[2].as_str().unwrap())), "{path}");
    }
}

#[test]
fn records_of_croissant_are_the_rows() {
    let Some(python) = support::python("croissant", "mlcroissant", &["mlcroissant[parquet]"]) else {
        println!("skipped: no mlcroissant here (PLAINSIGHT_CROISSANT_PYTHON, pip install mlcroissant[parquet])");
        return;
    };
    let portal = everything();
    let records = ask(&python, "records.py", &portal.path("public/datasets/bus-stops/croissant.json"));
    let stops = records["stops"].as_array().unwrap();
    assert_eq!((stops.len(), records["kinds"].as_array().unwrap().len()), (3, 2));
    assert_eq!(records["counts"].as_array().unwrap().len(), 3, "of a table that leads to one that leads on");
    let column =
        |name: &str| -> Vec<Value> { stops.iter().map(|stop| stop[format!("stops/{name}")].clone()).collect() };
    assert_eq!(column("stop_id"), ["0007", "0008", "0010"]);
    assert_eq!(column("name"), ["Ffordd Fawr", "Green, The", "NA"]);
    assert_eq!(column("ward"), [json!("E05000001"), json!("E05000002"), Value::Null]);
    assert_eq!(column("opened"), [json!("1066-04-01T00:00:00"), Value::Null, json!("2020-02-29T00:00:00")]);
    assert_eq!(column("lit"), [true, false, true]);
    assert_eq!(column("cost"), [1200.5, 3.0, 0.1]);
    assert_eq!(column("routes"), [json!(["12", "14"]), json!([]), json!(["007"])]);
    assert_eq!(column("last_bus"), [json!("23:45:00"), Value::Null, json!("00:05:00")]);
}

#[test]
fn the_rows_are_the_same_in_every_format() {
    if support::duckdb().is_none() {
        return;
    }
    let example = Portal::example();
    example.run(&["build"]).success();
    for (portal, files) in [(example, 13), (everything(), 4)] {
        let found = answer(support::duckdb().unwrap(), "same_rows.py", &portal.path("public"));
        for format in ["csv", "ndjson", "json", "parquet", "sqlite", "sqlite in DuckDB"] {
            assert_eq!(found["files"][format], files, "{format}: {found}");
        }
    }
}

#[test]
fn what_a_format_asks_for_and_nobody_stated_is_told() {
    let portal = everything();
    portal.replace("datasets/wards/dataset.toml", "issued = 2025-01-15\nmodified = 2025-05-01\n", "");
    portal.replace("plainsight.toml", "email = \"data@example.org\"\n", "");
    portal.replace("plainsight.toml", "homepage = \"https://example.org/\"\n", "");
    let ran = portal.run(&["build"]).success();
    let ran = ran.says("`datasets/wards/croissant.json` is not written: no day of publication is stated");
    ran.says("`data.json` does not list the dataset: no e-mail address is stated to write to");
    assert!(!portal.path("public/datasets/wards/croissant.json").exists());
    let listed = portal.json("public/data.json");
    assert_eq!(listed["dataset"].as_array().unwrap().len(), 1, "the other has a contact of its own");
    assert!(!portal.path("public/api/uk-api-catalogue/apis").exists());
    assert_eq!(portal.json("public/datasets/wards/feed.json")["items"], json!([]));
    assert!(portal.read("public/datasets/wards/index.html").contains("datapackage.json"));
}

#[test]
fn pages_lead_to_what_programs_read() {
    let portal = everything();
    let head = |page: &str| portal.read(&format!("public/{page}")).split_once("</head>").unwrap().0.to_owned();
    let home = head("index.html");
    for link in [
        "<link rel=\"api-catalog\" type=\"application/linkset+json\" href=\".well-known/api-catalog\"",
        "<link rel=\"alternate\" type=\"application/feed+json\" href=\"feed.json\"",
        "<link rel=\"alternate\" type=\"application/rdf+xml\" href=\"catalog.rdf\"",
    ] {
        assert!(home.contains(link), "{link}\n{home}");
    }
    let dataset = head("cy/datasets/bus-stops/index.html");
    for link in [
        "<link rel=\"api-catalog\" type=\"application/linkset+json\" href=\"../../../.well-known/api-catalog\"",
        "<link rel=\"describedby\" type=\"application/csvm+json\" href=\"../../../datasets/bus-stops/csv-metadata.json\"",
        "<link rel=\"alternate\" type=\"application/ld+json\" href=\"../../../datasets/bus-stops/croissant.json\"",
        "<link rel=\"alternate\" type=\"application/feed+json\" href=\"../../../datasets/bus-stops/feed.json\"",
    ] {
        assert!(dataset.contains(link), "{link}\n{dataset}");
    }
    assert!(!dataset.contains("catalog.rdf"), "the catalogue is no other form of this page");
    let series = portal.read("public/cy/series/transport-registers/index.html");
    assert!(series.contains("Cofrestrau trafnidiaeth") && series.contains("../../datasets/wards/"), "{series}");
}
