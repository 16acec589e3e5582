//! Parquet as its readers see it: DuckDB reads what a build wrote, and every cell is compared with the NDJSON.
//!
//! DuckDB is taken from the Python in `PLAINSIGHT_DUCKDB_PYTHON` or of `target/duckdb-venv`, which is made if it is
//! missing. Without it the tests that need it say that they skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped")]
#![allow(clippy::format_collect, reason = "tables of a test are short")]

mod support;

use serde_json::{Value, json};
use support::{Portal, repository};

/// What DuckDB says of a table's file, once every cell was the NDJSON's.
fn read_by_duckdb(portal: &Portal, table: &str) -> Option<Value> {
    let file = |extension: &str| portal.path(&format!("public/datasets/{table}.{extension}"));
    let output = support::duckdb()?
        .arg(repository().join("tests/parquet/compare.py"))
        .args([file("parquet"), file("ndjson")])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_str(&said).unwrap())
}

const HEAD: &str = "title = \"Things\"\ndescription = \"Things of every kind.\"\nmodified = 2026-01-31\n\
                    contact_point = { name = \"Data team\", email = \"data@example.org\" }\n";

fn portal(columns: &[(&str, &str)], rows: &str) -> Portal {
    Portal::of_things(HEAD, columns, rows)
}

const COLUMNS: [(&str, &str, &str); 24] = [
    ("id", "datatype = \"integer\"; required = true", "BIGINT"),
    ("text", "", "VARCHAR"),
    ("byte", "datatype = \"byte\"", "TINYINT"),
    ("short", "datatype = \"short\"", "SMALLINT"),
    ("int", "datatype = \"int\"", "INTEGER"),
    ("long", "datatype = \"long\"", "BIGINT"),
    ("ubyte", "datatype = \"unsignedByte\"", "UTINYINT"),
    ("ushort", "datatype = \"unsignedShort\"", "USMALLINT"),
    ("uint", "datatype = \"unsignedInt\"", "UINTEGER"),
    ("ulong", "datatype = \"unsignedLong\"", "UBIGINT"),
    ("large", "datatype = \"integer\"", "DECIMAL(38,0)"),
    ("amount", "datatype = { base = \"decimal\", groupChar = \",\" }", "DECIMAL(18,3)"),
    ("exact", "datatype = \"decimal\"", "DECIMAL(38,19)"),
    ("number", "datatype = \"number\"", "DOUBLE"),
    ("float", "datatype = \"float\"", "FLOAT"),
    ("open", "datatype = { base = \"boolean\", format = \"Y|N\" }", "BOOLEAN"),
    ("day", "datatype = { base = \"date\", format = \"d/M/yyyy\" }", "DATE"),
    ("time", "datatype = \"time\"", "TIME"),
    ("at", "datatype = \"dateTime\"", "TIMESTAMP"),
    ("stamp", "datatype = { base = \"dateTime\", format = \"yyyy-MM-ddTHH:mm:ssXXX\" }", "TIMESTAMP WITH TIME ZONE"),
    ("fine", "datatype = \"dateTime\"", "TIMESTAMP_NS"),
    ("zoned_day", "datatype = { base = \"date\", format = \"yyyy-MM-ddX\" }", "VARCHAR"),
    ("tags", "separator = \";\"", "VARCHAR[]"),
    ("sums", "datatype = \"decimal\"; separator = \" \"; null = [\"-\"]", "DECIMAL(18,2)[]"),
];

const ROWS: &str = "\
1,\"said \"\"hello\"\", left\",-128,-32768,-2147483648,-9223372036854775808,0,0,0,0,-9223372036854775809,\"-1,234.500\",-0.0000000000000000001,1e-7,0.1,Y,1/3/1969,00:00:00,1969-12-31T23:59:59.999999,2026-01-31T15:00:00+01:00,1700-01-01T00:00:00,2026-01-31Z,a;b,1.5 2
2,,,,,,,,,,,,,,,,,,,,,,,-
3,\u{e9}\u{4e2d}\u{1f333},127,32767,2147483647,9223372036854775807,255,65535,4294967295,18446744073709551615,99999999999999999999999999999999999999,0.1,1234567890123456789,NaN,3.4028235e38,N,29/2/2024,23:59:59.5,2026-01-31T12:00:00,2026-01-31T12:00:00Z,2026-01-31T12:00:00.123456789,2026-02-01-08,c,
4,line,0,0,0,0,1,1,1,1,0,10,10.5,-INF,-1.5,Y,31/12/9999,12:30:00.000001,0001-01-01T00:00:00,2026-06-30T23:30:00-05:30,2200-12-31T23:59:59.5,2026-01-31+05,;d,- -0.25
";

#[test]
fn every_datatype_is_read_by_duckdb() {
    let columns: Vec<(&str, &str)> = COLUMNS.iter().map(|(name, rest, _)| (*name, *rest)).collect();
    let portal = portal(&columns, ROWS);
    // SQLite has no room for some of these values, and says so.
    portal.run(&["build"]).success().is_silent_on("things.parquet");
    let Some(read) = read_by_duckdb(&portal, "things/things") else { return };
    let types: Value = COLUMNS.iter().map(|(name, _, kind)| ((*name).to_owned(), json!(kind))).collect();
    assert_eq!((&read["types"], &read["rows"]), (&types, &json!(4)));
    assert_eq!(read["created_by"], "plainsight");
}

/// A table of two row groups and a rest: large enough that chunks are worked on by all cores, and with a value at its end
/// that is wider than all before it, so that a column is written again.
fn large() -> Portal {
    let row = |row: u32| {
        let amount = if row == 250_000 { "0.12345".to_owned() } else { format!("{}.{:02}", row % 9973, row % 100) };
        let day = row % 28 + 1;
        format!(
            "{row:09},{amount},2026-01-{day:02},street {},{}\n",
            row % 997,
            if row.is_multiple_of(7) { "" } else { "kept" }
        )
    };
    let columns = [
        ("id", "required = true"),
        ("amount", "datatype = \"decimal\"; required = true"),
        ("day", "datatype = \"date\""),
        ("street", ""),
        ("note", ""),
    ];
    portal(&columns, &(0..=250_000).map(row).collect::<String>())
}

#[test]
fn a_large_table_has_row_groups_and_the_same_bytes_on_any_number_of_cores() {
    let portal = large();
    let build = |threads: &str| {
        let out = format!("public-{threads}");
        let mut command = portal.command(&["build", "--out", &out]);
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::remove_dir_all(portal.path(".plainsight")).unwrap();
        std::fs::read(portal.path(&format!("{out}/datasets/things/things.parquet"))).unwrap()
    };
    let one = build("1");
    assert!(one == build("3"), "the file depends on the number of cores");
    std::fs::rename(portal.path("public-3"), portal.path("public")).unwrap();
    let Some(read) = read_by_duckdb(&portal, "things/things") else { return };
    assert_eq!(read["rows"], 250_001);
    assert_eq!(read["row_groups"], json!([122_880, 122_880, 4_241]));
    assert_eq!(read["types"]["amount"], "DECIMAL(18,5)");
    assert_eq!(read["compression"], json!(["ZSTD"]));
    assert_eq!(read["with_statistics"], json!([5, 5, 5]));
}

#[test]
fn a_file_is_linked_from_the_page_the_catalogue_and_the_api() {
    let portal = portal(&[("id", "datatype = \"integer\"")], "1\n2\n");
    portal.run(&["check"]).success();
    portal.run(&["build"]).success();
    let bytes = std::fs::read(portal.path("public/datasets/things/things.parquet")).unwrap();
    let sums = portal.read("public/SHA256SUMS");
    let line = sums.lines().find(|line| line.ends_with("datasets/things/things.parquet")).unwrap();
    let sha256 = line.split(' ').next().unwrap();
    let api = portal.json("public/api/v1/datasets/things/tables/things.json");
    let format = api["formats"].as_array().unwrap().iter().find(|format| format["format"] == "Parquet").unwrap();
    assert_eq!(
        format,
        &json!({
            "format": "Parquet",
            "media_type": "application/vnd.apache.parquet",
            "bytes": bytes.len(),
            "sha256": sha256,
            "url": "https://data.example.org/datasets/things/things.parquet"
        })
    );
    let page = portal.read("public/datasets/things/index.html");
    assert!(page.contains("href=\"things.parquet\"") && page.contains(sha256), "{page}");
    let catalogue = portal.read("public/catalog.ttl");
    for told in [
        "dcat:downloadURL <https://data.example.org/datasets/things/things.parquet>",
        "<https://www.iana.org/assignments/media-types/application/vnd.apache.parquet>",
        "<http://publications.europa.eu/resource/authority/file-type/PARQUET>",
        sha256,
    ] {
        assert!(catalogue.contains(told), "`{told}` is not in:\n{catalogue}");
    }
}

#[test]
fn what_it_cannot_hold_is_told_and_all_else_is_written() {
    let digits = "1234567890".repeat(4);
    let portal = portal(&[("n", "datatype = \"decimal\"")], &format!("1\n{digits}\n"));
    let reason = "`n` has more digits than the 38 that a decimal of Parquet has";
    portal
        .run(&["build"])
        .success()
        .says("format/withdrawn")
        .says(&format!("`datasets/things/things.parquet` is not written: {reason}"));
    assert!(!portal.path("public/datasets/things/things.parquet").exists());
    assert_eq!(portal.read("public/datasets/things/things.csv"), format!("n\r\n1\r\n{digits}\r\n"));
    let api = portal.json("public/api/v1/datasets/things/tables/things.json");
    assert_eq!(api["withdrawn"], json!([{ "format": "Parquet", "reason": reason }]));
}

#[test]
fn it_is_switched_off_or_limited_in_the_settings() {
    let portal = portal(&[("id", "")], "1\n");
    let settings = portal.read("plainsight.toml");
    portal.write("plainsight.toml", format!("{settings}\n[formats]\nparquet = false\n"));
    portal.run(&["build"]).success().is_silent_on("arquet");
    assert!(!portal.path("public/datasets/things/things.parquet").exists());
    portal.write("plainsight.toml", format!("{settings}\n[formats]\nparquet = {{ max_bytes = 10 }}\n"));
    portal.run(&["build"]).success().says("it would be larger than 10 bytes").says("`parquet = { max_bytes = … }`");
    portal.write("plainsight.toml", format!("{settings}\n[formats]\nparquet = true\n"));
    portal.run(&["build"]).success().is_silent_on("things.parquet` is not");
    assert!(portal.path("public/datasets/things/things.parquet").exists());
}
