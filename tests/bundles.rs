//! The formats beside the tables' own: GeoJSON, the dataset as an SQLite database, the dataset as a ZIP, and files that are
//! no table. Each is read by somebody else's reader.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped")]
#![allow(clippy::format_collect, reason = "tables of a test are short")]

#[path = "support/contents.rs"]
mod contents;
mod support;

use contents::contents;
use serde_json::{Value, json};
use std::process::Command;
use support::{Portal, repository};

const HEAD: &str = "title = \"Things\"\ndescription = \"Things of every kind.\"\nmodified = 2026-01-31\n\
                    contact_point = { name = \"Data team\", email = \"data@example.org\" }\n";

/// What a script of `tests/bundles` says of files, or none without Python.
fn python(script: &str, arguments: &[String]) -> Option<Value> {
    let script = repository().join("tests/bundles").join(script);
    let Ok(output) = Command::new("python3").arg(script).args(arguments).output() else {
        println!("skipped: no python3 here");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_str(&said).unwrap())
}

fn path(portal: &Portal, path: &str) -> String {
    portal.path(path).to_str().unwrap().to_owned()
}

/// A dataset of two tables with keys between them, places, and a file that is no table.
fn portal() -> Portal {
    let toml = format!(
        "{HEAD}
[[table]]
file = \"stops.csv\"
title = \"Stops\"
primary_key = [\"stop\"]
coordinates = {{ latitude = \"lat\", longitude = \"lon\" }}
[[table.column]]
name = \"stop\"
required = true
[[table.column]]
name = \"lat\"
datatype = \"decimal\"
[[table.column]]
name = \"lon\"
datatype = \"decimal\"
[[table.column]]
name = \"tags\"
separator = \";\"
[[table.column]]
name = \"secret\"
suppress_output = true

[[table]]
file = \"visits.csv\"
primary_key = [\"id\"]
[[table.column]]
name = \"id\"
datatype = \"integer\"
required = true
[[table.column]]
name = \"stop\"
[[table.column]]
name = \"at\"
datatype = \"dateTime\"
[[table.column]]
name = \"fare\"
datatype = \"decimal\"
[[table.column]]
name = \"share\"
datatype = \"double\"
[[table.column]]
name = \"late\"
datatype = \"boolean\"
[[table.foreign_key]]
columns = [\"stop\"]
reference = {{ dataset = \"things\", table = \"stops\", columns = [\"stop\"] }}

[[distribution]]
file = \"Map (north) 100%.PDF\"
title = \"Map\"
"
    );
    Portal::with(&[
        ("datasets/things/dataset.toml", &toml),
        (
            "datasets/things/stops.csv",
            "stop,lat,lon,tags,secret\nA,51.50,-0.1200,a;b,HIDDEN\nB,,,,HIDDEN\n007,-90,180,\u{e9},HIDDEN\n",
        ),
        (
            "datasets/things/visits.csv",
            "id,stop,at,fare,share,late\n3,A,2026-01-31T12:00:00Z,1.50,0.1,true\n1,007,,-0.05,INF,false\n2,,,,1e-300,\n",
        ),
        ("datasets/things/Map (north) 100%.PDF", "%PDF-1.7\n"),
    ])
}

#[test]
fn geojson_has_the_places_of_the_rows_and_says_which_are_unknown() {
    let portal = portal();
    portal.run(&["build"]).success().is_silent_on("things.geojson` is not").is_silent_on("things.sqlite` is not");
    let text = portal.read("public/datasets/things/stops.geojson");
    assert!(text.contains("\"coordinates\":[-0.1200,51.50]"), "{text}");
    assert!(!text.contains("HIDDEN") && !text.contains("secret"));
    let collection: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().unwrap();
    let rows: Vec<Value> = portal
        .read("public/datasets/things/stops.ndjson")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        features.iter().map(|feature| &feature["properties"]).collect::<Vec<_>>(),
        rows.iter().collect::<Vec<_>>()
    );
    let ids: Vec<&Value> = features.iter().map(|feature| &feature["id"]).collect();
    assert_eq!(json!(ids), json!(["A", "B", "007"]));
    assert_eq!(features[1]["geometry"], Value::Null);
    // A table without places has none.
    assert!(!portal.path("public/datasets/things/visits.geojson").exists());
}

#[test]
fn coordinates_that_are_nowhere_are_found_and_take_the_geojson_back() {
    let portal = portal();
    portal.write("datasets/things/stops.csv", "stop,lat,lon,tags,secret\nA,51.5,-0.1,,\n007,91,1,,\nB,-95.5,181,,\n");
    portal
        .run(&["check", "--format", "concise"])
        .success()
        .says("geo/coordinate-out-of-range")
        .says("`91` is no latitude")
        .says("`181` is no longitude");
    portal.run(&["build"]).success();
    assert!(!portal.path("public/datasets/things/stops.geojson").exists());
    let document = portal.json("public/api/v1/datasets/things/tables/stops.json");
    assert_eq!(
        document["withdrawn"],
        json!([{ "format": "GeoJSON", "reason": "`91` in row 3 of `stops.csv`, column `lat`, is no latitude (2 rows have such a cell)" }])
    );
    assert!(portal.read("public/datasets/things/index.html").contains("is no latitude"));
}

#[test]
fn coordinates_name_columns_that_are_published_numbers() {
    for (coordinates, said) in [
        ("{ latitude = \"lat\", longitude = \"lng\" }", "`coordinates` names `lng`, which is no column"),
        ("{ latitude = \"lat\", longitude = \"stop\" }", "`coordinates` names `stop`, which is no number"),
        ("{ latitude = \"lat\", longitude = \"secret\" }", "which is kept out of what is published"),
        ("{ latitude = \"lat\" }", "`coordinates` names one pair of columns"),
        ("{ latitude = \"lat\", northing = \"lon\" }", "`coordinates` names one pair of columns"),
        ("{ latitud = \"lat\", longitude = \"lon\" }", "did you mean `latitude`?"),
        ("\"lat, lon\"", "where a table is due"),
    ] {
        let portal = portal();
        portal.replace("datasets/things/dataset.toml", "{ latitude = \"lat\", longitude = \"lon\" }", coordinates);
        portal.run(&["check"]).at_fault().says(said);
    }
}

#[test]
fn python_reads_the_same_rows_from_sqlite() {
    let portal = portal();
    portal.run(&["build"]).success().is_silent_on("things.geojson` is not").is_silent_on("things.sqlite` is not");
    let table = |name: &str| format!("{name}={}", path(&portal, &format!("public/datasets/things/{name}.ndjson")));
    let database = path(&portal, "public/datasets/things/things.sqlite");
    let Some(found) = python("read_sqlite.py", &[database, table("stops"), table("visits")]) else { return };
    assert_eq!(found, json!({ "integrity": "ok", "rows": { "stops": 3, "visits": 3 }, "broken_keys": [] }));
}

#[test]
fn a_column_that_is_kept_back_is_in_no_file_packed_or_not() {
    let portal = portal();
    portal.run(&["build"]).success();
    let all = contents(&portal, "public");
    assert!(all.iter().any(|(path, text)| path.ends_with("things.zip!stops.csv") && text.contains("007")));
    for (path, text) in all {
        assert!(!text.contains("HIDDEN") && !text.contains("secret"), "{path}");
    }
}

#[test]
fn duckdb_reads_the_same_rows_from_sqlite() {
    let Some(mut duckdb) = support::duckdb() else { return };
    let portal = portal();
    portal.run(&["build"]).success();
    let script = "import extensions, sys\nduckdb = extensions.load()\n\
                  duckdb.sql(f\"ATTACH '{sys.argv[1]}' AS d (TYPE sqlite, READ_ONLY)\")\n\
                  print(duckdb.sql('SELECT id, stop, fare, late FROM d.visits').fetchall())\n";
    let database = path(&portal, "public/datasets/things/things.sqlite");
    let output = duckdb.args(["-c", script, &database]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("(3, 'A', 1.5,") && said.contains("(2, None, None, None)"), "{said}");
}

#[test]
fn a_database_that_cannot_be_exact_is_told_on_the_page_and_in_the_api() {
    let portal = portal();
    portal.replace("datasets/things/visits.csv", "1.50", "1.5000000000000000000000000000000000000001");
    portal.run(&["build"]).success();
    assert!(!portal.path("public/datasets/things/things.sqlite").exists());
    let reason = "`fare` of `visits` has `1.5000000000000000000000000000000000000001`, and SQLite's numbers do not keep so many digits: it would be `1.5`";
    let document = portal.json("public/api/v1/datasets/things.json");
    assert_eq!(document["withdrawn"], json!([{ "format": "SQLite", "reason": reason }]));
    let page = portal.read("public/datasets/things/index.html");
    assert!(page.contains("SQLite") && page.contains("do not keep so many digits"), "{page}");
    assert!(!portal.read("public/catalog.ttl").contains("things.sqlite"));
}

#[test]
fn the_zip_has_the_whole_dataset_with_its_metadata_and_licence() {
    let portal = portal();
    portal.run(&["build"]).success();
    let zip = path(&portal, "public/datasets/things/things.zip");
    let document = portal.json("public/api/v1/datasets/things.json");
    let names: Vec<&str> =
        document["files"].as_array().unwrap().iter().filter_map(|file| file["name"].as_str()).collect();
    assert_eq!(names, ["things.sqlite", "Map (north) 100%.PDF", "things.zip"]);
    assert!(portal.read("public/catalog.ttl").contains("things.zip"));
    assert!(!portal.read("public/datasets/things/datapackage.json").contains("things.zip"));
    let Some(found) = python("read_zip.py", &[zip]) else { return };
    assert_eq!(
        found["names"],
        json!([
            "README.txt",
            "LICENCE.txt",
            "datapackage.json",
            "stops.csv-metadata.json",
            "visits.csv-metadata.json",
            "csv-metadata.json",
            "stops.csv",
            "visits.csv",
            "Map (north) 100%.PDF",
        ])
    );
}

#[test]
fn databases_and_zips_have_the_same_bytes_from_any_cache_on_any_number_of_cores() {
    let portal = Portal::example();
    let build = |threads: &str, out: &str| {
        let output = portal.command(&["build", "--out", out]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let is_ours = |path: &str| [".sqlite", ".zip", ".geojson"].iter().any(|end| path.ends_with(end));
        portal.files(out).into_iter().filter(|(path, _)| is_ours(path)).collect::<Vec<_>>()
    };
    let cold = build("1", "public");
    assert!(cold.len() > 20, "{}", cold.len());
    let written = |path: &str| std::fs::metadata(portal.path(&format!("public/{path}"))).unwrap().modified().unwrap();
    let before: Vec<_> = cold.iter().map(|(path, _)| written(path)).collect();
    assert!(build("3", "public") == cold, "from a warm cache");
    assert_eq!(cold.iter().map(|(path, _)| written(path)).collect::<Vec<_>>(), before, "nothing is made again");
    std::fs::remove_dir_all(portal.path(".plainsight")).unwrap();
    assert!(build("3", "again") == cold, "from a cold one, on other cores");
}

#[test]
fn limits_and_switches_leave_files_out_and_say_so() {
    let portal = portal();
    let settings = portal.read("plainsight.toml");
    portal.write(
        "plainsight.toml",
        format!("{settings}\n[formats]\ngeojson = {{ max_bytes = 100 }}\nsqlite = {{ max_bytes = 5000 }}\nzip = {{ max_bytes = 500 }}\n"),
    );
    portal.run(&["build"]).success();
    for name in ["stops.geojson", "things.sqlite", "things.zip"] {
        assert!(!portal.path(&format!("public/datasets/things/{name}")).exists(), "{name}");
    }
    let withdrawn = &portal.json("public/api/v1/datasets/things.json")["withdrawn"];
    let expected = |format: &str, limit: u64| json!({ "format": format, "reason": format!("it would be larger than {limit} bytes") });
    assert_eq!(*withdrawn, json!([expected("SQLite", 5000), expected("ZIP", 500)]));
    // The same from the cache.
    portal.run(&["build"]).success();
    assert_eq!(portal.json("public/api/v1/datasets/things.json")["withdrawn"], *withdrawn);
    portal.write("plainsight.toml", format!("{settings}\n[formats]\ngeojson = false\nsqlite = false\nzip = false\n"));
    portal.run(&["build"]).success();
    assert_eq!(portal.json("public/api/v1/datasets/things.json")["withdrawn"], json!([]));
    assert!(!portal.path("public/datasets/things/things.zip").exists());
}

#[test]
fn a_restricted_dataset_has_no_database_and_no_zip() {
    let portal = portal();
    portal.replace(
        "datasets/things/dataset.toml",
        "modified =",
        "access_rights = \"restricted\"\nreason = \"Private.\"\nhow_to_ask = \"Write to us.\"\nmodified =",
    );
    portal.run(&["build"]).success();
    for name in ["stops.geojson", "things.sqlite", "things.zip", "Map (north) 100%.PDF"] {
        assert!(!portal.path(&format!("public/datasets/things/{name}")).exists(), "{name}");
    }
}

#[test]
fn files_that_are_no_tables_are_published_under_their_own_names() {
    let hard =
        ["Map (north) 100%.PDF", "plan #1?.pdf", "\u{5de}\u{5e4}\u{5d4} 1.txt", "t\u{177} & co.shp.zip", "a'b.bin"];
    let distributions: String =
        hard.iter().map(|name| format!("\n[[distribution]]\nfile = \"files/{name}\"\ntitle = \"T\"\n")).collect();
    let portal = Portal::with(&[("datasets/things/dataset.toml", &format!("{HEAD}{distributions}"))]);
    for (number, name) in hard.iter().enumerate() {
        portal.write(&format!("datasets/things/files/{name}"), format!("file {number}"));
    }
    portal.run(&["build"]).success();
    portal.run(&["verify", "public"]).success();
    let page = portal.read("public/datasets/things/index.html");
    let files = portal.json("public/api/v1/datasets/things.json")["files"].clone();
    let types = ["application/pdf", "application/pdf", "text/plain", "application/zip", "application/octet-stream"];
    let links = [
        "Map%20(north)%20100%25.PDF",
        "plan%20%231%3F.pdf",
        "%D7%9E%D7%A4%D7%94%201.txt",
        "t%C5%B7%20&amp;%20co.shp.zip",
        "a%27b.bin",
    ];
    for (number, ((name, media_type), link)) in hard.iter().zip(types).zip(links).enumerate() {
        assert_eq!(portal.read(&format!("public/datasets/things/{name}")), format!("file {number}"));
        assert_eq!((&files[number]["name"], &files[number]["media_type"]), (&json!(name), &json!(media_type)));
        let url = files[number]["url"].as_str().unwrap();
        assert!(!url.contains([' ', '#', '?', '"', '\'']) && url.is_ascii(), "{url}");
        assert!(portal.read("public/catalog.ttl").contains(&format!("<{url}>")), "{url}");
        assert!(page.contains(&format!("href=\"{link}\"")), "{link} is not in {page}");
    }
    let Some(found) = names_in(&path(&portal, "public/datasets/things/things.zip")) else { return };
    let expected: Vec<&str> = ["README.txt", "LICENCE.txt"].into_iter().chain(hard).collect();
    assert_eq!(found, json!(expected));
}

/// The names in a ZIP, as Python reads them.
fn names_in(zip: &str) -> Option<Value> {
    let script = "import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))";
    let output = Command::new("python3").args(["-c", script, zip]).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).ok()
}

#[test]
fn the_zips_own_texts_make_way_for_files_of_the_publisher() {
    let toml = format!("{HEAD}\n[[distribution]]\nfile = \"readme.TXT\"\n");
    let portal = Portal::with(&[("datasets/things/dataset.toml", &toml), ("datasets/things/readme.TXT", "theirs")]);
    portal.run(&["build"]).success();
    let Some(found) = names_in(&path(&portal, "public/datasets/things/things.zip")) else { return };
    assert_eq!(found, json!(["README-2.txt", "LICENCE.txt", "readme.TXT"]));
}

#[test]
fn a_file_at_the_address_of_another_is_found_where_it_is_named() {
    for (file, why) in [
        ("maps/map.pdf", "the file of another distribution"),
        ("plans/MAP.PDF", "the file of another distribution"),
        ("more/stops.json", "the table `stops` as JSON has that address"),
        ("more/things.zip", "the whole dataset as ZIP has that address"),
        ("more/things.sqlite", "the whole dataset as SQLite has that address"),
        ("more/stops", "the page of the table `stops` has that address"),
        ("more/index.html", "a file that plainsight writes has that address"),
    ] {
        let portal = portal();
        let toml = portal.read("datasets/things/dataset.toml");
        let more = format!("{toml}\n[[distribution]]\nfile = \"map.pdf\"\n\n[[distribution]]\nfile = \"{file}\"\n");
        portal.write("datasets/things/dataset.toml", more);
        portal.write("datasets/things/map.pdf", "one").write(&format!("datasets/things/{file}"), "another");
        portal.run(&["check"]).at_fault().says("project/address-collision").says(why).says("dataset.toml");
    }
}

#[test]
fn a_distribution_is_no_way_around_a_column_that_is_kept_back() {
    let portal = portal();
    let file = "datasets/things/dataset.toml";
    portal.replace(file, "file = \"stops.csv\"", "file = \"list.csv\"\nname = \"stops\"");
    portal.write("datasets/things/list.csv", portal.read("datasets/things/stops.csv"));
    std::fs::remove_file(portal.path("datasets/things/stops.csv")).unwrap();
    let toml = portal.read(file);
    portal.write(file, format!("{toml}\n[[distribution]]\nfile = \"list.csv\"\n"));
    portal.run(&["build"]).at_fault().says("which keeps a column back");
    portal.write(file, format!("{toml}\n[[distribution]]\nfile = \"m.bin\"\nmedia_type = \"pdf\"\n"));
    portal.write("datasets/things/m.bin", "x");
    portal.run(&["check"]).at_fault().says("`pdf` is not a media type");
}

/// The dictionaries in files of data say of a column what its values bear out, whatever the publisher lets pass.
#[test]
fn a_dictionary_says_nothing_that_a_value_which_was_let_pass_breaks() {
    let columns = [
        ("id", "required = true"),
        ("code", "datatype = { base = \"string\", format = \"[A-Z]{3}\" }"),
        ("kind", "code_list = [{ code = \"oak\", label = \"Quercus robur\" }]"),
        ("height", "datatype = { base = \"integer\", maximum = 4321 }"),
        ("note", "required = true"),
    ];
    let levels: String = ["pattern-mismatch", "value-not-in-code-list", "out-of-range", "missing-required-value"]
        .map(|rule| format!("\"csvw/{rule}\" = \"warn\"\n"))
        .concat();
    let portal = Portal::of_things(HEAD, &columns, "1,ABC,oak,12,x\n2,DEF,oak,13,y\n");
    portal.write("datasets/things/dataset.toml", portal.read("datasets/things/dataset.toml") + "\n[check]\n" + &levels);
    let said = |file: &str| -> String {
        portal.run(&["build"]).success();
        let files = contents(&portal, "public/datasets/things").into_iter();
        // The sheets of rows and what is in the ZIP beside the dictionaries say it rightly or wrongly by themselves.
        let texts = files.filter(|(path, _)| path.starts_with(file) && path != "things.zip");
        texts.map(|(_, text)| text.replace("</", "\n</")).collect()
    };
    let promised = ["[A-Z]{3}", "Quercus robur", "4321"];
    for file in ["things.xlsx", "things.ods"] {
        let text = said(file);
        assert!(promised.iter().all(|words| text.contains(words)), "{file}: {text}");
        assert!(!text.contains("there may be others"), "{file}: {text}");
    }
    let database = said("things.sqlite");
    assert!(database.contains("[A-Z]{3}") && database.contains("Quercus robur"), "{database}");

    portal.write("datasets/things/things.csv", "id,code,kind,height,note\n1,abc,oak,12,x\n");
    for file in ["things.xlsx", "things.ods", "things.sqlite"] {
        let text = said(file);
        assert!(!text.contains("[A-Z]{3}") && text.contains("Quercus robur"), "{file}: {text}");
    }
    // What codes mean is told, and that there are others.
    portal.write("datasets/things/things.csv", "id,code,kind,height,note\n1,ABC,elm,12,x\n");
    for file in ["things.xlsx", "things.ods"] {
        let text = said(file);
        assert!(text.contains("Quercus robur") && text.contains("there may be others"), "{file}: {text}");
    }
    assert!(said("things.sqlite").contains("Quercus robur"));
    portal.write("datasets/things/things.csv", "id,code,kind,height,note\n1,ABC,oak,5000,x\n2,DEF,oak,1,\n");
    for file in ["things.xlsx", "things.ods"] {
        let text = said(file);
        assert!(!text.contains("4321") && text.contains("Quercus robur"), "{file}: {text}");
        assert_eq!(text.matches(">yes\n").count(), 1, "`id` is required, and `note` is not: {text}");
    }
    // A database holds what it declares, or is not there.
    assert!(!portal.path("public/datasets/things/things.sqlite").exists());
}
