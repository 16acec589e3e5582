//! Bytes that no person would write, through the library in memory: whatever comes of them, it is no panic.

use super::DATASET;
use plainsight::project;
use plainsight::read;
use plainsight::rows::{Budget, TableJob, read_table};
use plainsight::sources::Sources;
use proptest::prelude::*;
use std::path::Path;

const SITE: &str = "[site]\ntitle = \"Open data\"\nbase_url = \"https://data.example.org/\"\npublisher = \"borough\"\nlicence = \"OGL-UK-3.0\"\n[publishers.borough]\nname = \"Borough\"\n";

/// Reads settings, descriptions, pages and the rows of all tables; how much was found.
fn read_all(files: Vec<(&str, Vec<u8>)>) -> usize {
    let sources = Sources::in_memory(files);
    let (settings, report) = project::load(&sources);
    let mut found = report.diagnostics().len();
    let (folders, report) = project::find_datasets(&sources);
    found += report.diagnostics().len();
    let scratch = tempfile::tempdir().unwrap();
    for folder in &folders {
        let (dataset, report) = read::dataset(&sources, &settings, folder);
        found += report.diagnostics().len();
        let Some(dataset) = dataset else { continue };
        for table in &dataset.dataset.tables {
            found += rows_of(&sources, &folder.id, table, scratch.path());
        }
    }
    let (_, report) = read::pages(&sources, &settings);
    found + report.diagnostics().len()
}

fn rows_of(sources: &Sources, dataset: &str, table: &plainsight::model::Table, scratch: &Path) -> usize {
    let budget = Budget::for_cores(1);
    let outcome = read_table(TableJob::new(sources, dataset, table, &budget, scratch));
    outcome.unwrap().report.diagnostics().len()
}

/// Bytes that are nearly right: the seed with pieces taken out, doubled, and put in from what the format is made of.
fn nearly(seed: &'static str, pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), 0..24_usize, prop::sample::select(pieces), any::<u8>(), 0..4_u8);
    prop::collection::vec(edit, 0..6).prop_map(move |edits| {
        let mut bytes = seed.as_bytes().to_vec();
        for (at, length, piece, byte, kind) in edits {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            match kind {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, piece.bytes())),
                2 => drop(bytes.splice(at..end, [byte])),
                _ => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        bytes
    })
}

const CSV: &str = "\u{feff}id,n\r\na,1\r\n\"b\"\"\r\nc\",-0.50\r\n# note\r\n漢字,\r\n";
const CSV_PIECES: &[&str] =
    &["\"", "\"\"", ",", ";", "\r", "\n", "\r\n", "\0", "\u{feff}", "1e9", "NaN", "#", "\t", "id", " ", "'"];
const TOML_PIECES: &[&str] = &[
    "\"",
    "\"\"\"",
    "'",
    "[",
    "[[",
    "]",
    "]]",
    "{",
    "}",
    "=",
    "\n",
    "#?",
    ".",
    ",",
    "\\u0000",
    "\\",
    "true",
    "-1",
    "9223372036854775808",
    "nan",
    "2024-02-31",
    "part_column = { name = \"p\", pattern = \"(\" }",
    "file = [\"*\"]",
    "datatype = { base = \"date\", format = \"'\" }",
    "code_list = { dataset = \"things\" }",
    "reference = {}",
    "suppress_output = true",
    "separator = \"\"",
    "lang = \"\"",
    "[check]",
    "é",
    "temporal = { start = 2024-01-01 }",
    "spatial = { bounding_box = [1, nan, inf] }",
    "index = [\"\"]",
    "former_ids = [\"../x\"]",
];
const PACKAGE: &str = r#"{"name": "things", "title": "T", "licenses": [{"name": "ODC-PDDL-1.0"}], "resources": [{"name": "things", "path": ["things.csv"], "encoding": "utf-8", "dialect": {"delimiter": ",", "header": true, "headerRows": [1]}, "schema": {"primaryKey": ["id"], "missingValues": ["", {"value": "-", "label": "x"}], "fields": [{"name": "id", "type": "string", "constraints": {"required": true, "pattern": "a|b", "enum": ["a"]}}, {"name": "n", "type": "number", "decimalChar": ",", "bareNumber": false, "constraints": {"minimum": 0}}], "foreignKeys": [{"fields": "n", "reference": {"resource": "", "fields": "n"}}]}}]}"#;
const METADATA: &str = r##"{"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "url": "things.csv", "dc:title": {"@value": "T", "@language": "en"}, "dialect": {"header": true, "skipRows": 0, "delimiter": ","}, "tableSchema": {"primaryKey": "id", "aboutUrl": "{#id}", "columns": [{"name": "id", "titles": {"en": ["id", "x"]}, "required": true}, {"titles": "n", "datatype": {"base": "decimal", "format": {"pattern": "#,##0.0##", "groupChar": ","}, "minimum": "0"}, "null": ["", "-"], "separator": ";"}], "foreignKeys": [{"columnReference": "n", "reference": {"resource": "things.csv", "columnReference": ["id"]}}]}}"##;
const JSON_PIECES: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "-1",
    "1e999",
    "0.1",
    "true",
    "\\ud800",
    "\\u0000",
    "\"path\": \"../x\"",
    "\"@id\": \"_:x\"",
    "\"url\": \"\"",
    "\"type\": \"geopoint\"",
    "\"datatype\": {\"base\": \"duration\"}",
    "\"format\": \"'\"",
    "\"lang\": \"x\"",
    "//",
    "é",
    "\"virtual\": true,",
    "\"default\": \"0\",",
];
const PAGE: &str = "+++\ntitle = \"About\"\norder = 1\n+++\n# A\n\n[a](b) ![c](d \"e\")\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n<b>x</b>\n\n```\ncode\n```\n";
const PAGE_PIECES: &[&str] = &[
    "+++", "\n", "#", "[", "](", ")", "<", ">", "`", "```", "*", "_", "|", "&#0;", "&", "\\", "\0", "\u{2028}", "- ",
    "1. ", "~~", "[^1]", "http://",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_table(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(CSV, CSV_PIECES)]) {
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/dataset.toml", DATASET.into()), ("datasets/things/things.csv", bytes)]);
    }

    #[test]
    fn any_bytes_as_a_compressed_table(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let toml = DATASET.replace("things.csv", "things.csv.gz").into_bytes();
        let bytes = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &bytes].concat();
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/dataset.toml", toml), ("datasets/things/things.csv.gz", bytes)]);
    }

    #[test]
    fn any_bytes_as_settings_of_a_dataset(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(DATASET, TOML_PIECES)]) {
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/dataset.toml", bytes), ("datasets/things/things.csv", CSV.into())]);
    }

    #[test]
    fn any_bytes_as_settings_of_the_site(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(SITE, TOML_PIECES)]) {
        read_all(vec![("plainsight.toml", bytes), ("datasets/things/dataset.toml", DATASET.into()), ("datasets/things/things.csv", CSV.into())]);
    }

    #[test]
    fn any_bytes_as_a_data_package(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(PACKAGE, JSON_PIECES)]) {
        let other = bytes.clone();
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/datapackage.json", bytes), ("datasets/things/things.csv", CSV.into())]);
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/datapackage.yaml", other), ("datasets/things/things.csv", CSV.into())]);
    }

    #[test]
    fn any_bytes_as_csvw_metadata(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(METADATA, JSON_PIECES)]) {
        read_all(vec![("plainsight.toml", SITE.into()), ("datasets/things/things.csv-metadata.json", bytes), ("datasets/things/things.csv", CSV.into())]);
    }

    #[test]
    fn any_bytes_as_a_page(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), nearly(PAGE, PAGE_PIECES)]) {
        read_all(vec![("plainsight.toml", SITE.into()), ("content/about.md", bytes)]);
    }
}

#[test]
fn what_is_edited_is_sound_to_begin_with() {
    let site = || ("plainsight.toml", SITE.as_bytes().to_vec());
    let csv = || ("datasets/things/things.csv", b"id,n\na,1\n".to_vec());
    assert_eq!(
        read_all(vec![
            site(),
            ("datasets/things/dataset.toml", DATASET.into()),
            csv(),
            ("content/about.md", PAGE.into())
        ]),
        0
    );
    let known = read_all(vec![site(), ("datasets/things/things.csv-metadata.json", METADATA.into()), csv()]);
    assert!(known < 4, "{known}");
}
