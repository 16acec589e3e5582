//! `plainsight csvw` as its user sees it: what it says of broken files, its exit codes, what it converts to.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fmt::Write as _;
use support::{Portal, Ran};

const METADATA: &str = r##"{
  "@context": [ "http://www.w3.org/ns/csvw", { "@language": "en" } ],
  "url": "stops.csv",
  "dc:title": "Bus stops",
  "tableSchema": {
    "columns": [
      { "name": "stop", "titles": "Stop", "required": true },
      { "name": "opened", "titles": "Opened", "datatype": "date" },
      { "name": "shelters", "titles": "Shelters", "datatype": "integer" }
    ],
    "primaryKey": "stop",
    "aboutUrl": "#{stop}"
  }
}
"##;

const STOPS: &str = "Stop,Opened,Shelters\nHigh Street,2019-05-01,2\nMill Lane,2024-11-30,0\n";

/// A table and its metadata, which is found beside it.
fn stops(table: impl AsRef<[u8]>) -> Portal {
    let folder = Portal::empty();
    folder.write("stops.csv", table).write("stops.csv-metadata.json", METADATA);
    folder
}

fn validate(folder: &Portal) -> Ran {
    folder.run(&["csvw", "validate", "stops.csv"])
}

/// The same, with text in the metadata replaced.
fn with_metadata(from: &str, to: &str) -> Ran {
    let folder = stops(STOPS);
    folder.replace("stops.csv-metadata.json", from, to);
    validate(&folder)
}

/// Lines that a caller takes for warnings: `warning` at the beginning, or after a place.
fn warnings(ran: &Ran) -> usize {
    let is_warning = |line: &str| {
        let line = line.to_lowercase();
        line.starts_with("warning") || line.contains(": warning")
    };
    ran.stderr().lines().filter(|line| is_warning(line)).count()
}

#[test]
fn a_table_that_is_as_described_is_valid() {
    let ran = validate(&stops(STOPS)).success();
    assert_eq!(ran.stderr(), "validated stops.csv: nothing to mend\n");
    assert_eq!((ran.stdout().as_str(), warnings(&ran)), ("", 0));
}

#[test]
fn a_header_of_another_column() {
    let folder =
        stops(STOPS.replace("Opened", "Date \"\"opened\"\"").replace("Date", "\"Date").replace("\"\",S", "\"\"\",S"));
    insta::assert_snapshot!("another_header", validate(&folder).at_fault().stderr());
    let more = stops("Stop,Opened,Shelters,Lit\nHigh Street,2019-05-01,2,yes\n");
    insta::assert_snapshot!("another_number_of_columns", validate(&more).at_fault().stderr());
}

#[test]
fn cells_that_their_columns_do_not_allow() {
    let table = "Stop,Opened,Shelters\nHigh Street,2019-02-31,2\nMill Lane,30/11/2024,n/a\n,2024-01-01,4\n";
    insta::assert_snapshot!("bad_cells", validate(&stops(table)).at_fault().stderr());
}

#[test]
fn findings_alike_are_grouped_by_column() {
    let mut table = STOPS.to_owned();
    for number in 0..50 {
        writeln!(table, "Stop {number},soon,few").unwrap();
    }
    let said = validate(&stops(table)).at_fault().stderr();
    for column in ["opened", "shelters"] {
        let line =
            format!("and 47 more like this: error[csvw/invalid-datatype-value] in `{column}` of table `stops.csv`");
        assert!(said.contains(&line), "{said}");
    }
    assert!(said.ends_with("validated stops.csv: 100 errors\n"), "{said}");
}

#[test]
fn metadata_that_is_not_json() {
    insta::assert_snapshot!(
        "not_json",
        with_metadata("\"required\": true }", "\"required\": true, }").at_fault().stderr()
    );
}

#[test]
fn metadata_with_doubtful_properties_is_used_all_the_same() {
    let folder = stops(STOPS);
    for (from, to) in [
        ("\"required\": true", "\"required\": \"yes\", \"title\": \"Name\""),
        ("\"date\"", "\"datum\""),
        ("\"integer\"", "{ \"base\": \"integer\", \"format\": \"1,000\", \"minimum\": \"none\" }"),
        ("\"primaryKey\": \"stop\"", "\"primaryKey\": \"Stop\""),
        ("{ \"@language\": \"en\" }", "{ \"@language\": \"English!\" }"),
    ] {
        folder.replace("stops.csv-metadata.json", from, to);
    }
    let ran = validate(&folder).success();
    assert_eq!(warnings(&ran), 7);
    insta::assert_snapshot!("doubtful_properties", ran.stderr());
}

#[test]
fn metadata_that_breaks_the_standard() {
    for (name, from, to) in [
        ("no_context", "\"@context\": [ \"http://www.w3.org/ns/csvw\", { \"@language\": \"en\" } ],\n", ""),
        ("no_address", "\"url\": \"stops.csv\"", "\"@type\": \"Table\""),
        ("a_type", "\"url\": \"stops.csv\"", "\"url\": \"stops.csv\", \"@type\": \"CSV\""),
        ("an_annotation", "\"Bus stops\"", "{ \"@value\": \"Bus stops\", \"dc:source\": \"a walk\" }"),
        ("two_names", "\"name\": \"opened\"", "\"name\": \"stop\""),
        ("a_length", "\"integer\"", "{ \"base\": \"integer\", \"maxLength\": 2 }"),
        ("bounds", "\"integer\"", "{ \"base\": \"integer\", \"minimum\": 9, \"maximum\": 1 }"),
        (
            "a_foreign_key",
            "\"primaryKey\"",
            "\"foreignKeys\": [ { \"columnReference\": \"stop\", \"reference\": \"wards.csv\" } ], \"primaryKey\"",
        ),
    ] {
        let folder = stops(STOPS);
        folder.replace("stops.csv-metadata.json", from, to);
        let ran = folder.run(&["csvw", "validate", "stops.csv-metadata.json"]).at_fault();
        insta::assert_snapshot!(format!("metadata_{name}"), ran.stderr());
    }
}

#[test]
fn a_table_or_a_schema_that_is_not_there() {
    let folder = stops(STOPS);
    folder.replace("stops.csv-metadata.json", "\"stops.csv\"", "\"halts.csv\"");
    let ran = folder.run(&["csvw", "validate", "stops.csv-metadata.json"]).at_fault();
    insta::assert_snapshot!("no_table", ran.stderr());
    let schema = "{ \"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"stops.csv\",\n  \"tableSchema\": \"https://example.org/stops-schema.json\" }\n";
    folder.write("stops.csv-metadata.json", schema);
    insta::assert_snapshot!("no_schema", validate(&folder).at_fault().stderr());
    insta::assert_snapshot!(
        "no_action",
        folder.run(&["csvw", "validate", "https://example.org/a.json"]).at_fault().stderr()
    );
    // What is named on the command line and is not there is not the publisher's fault.
    folder.run(&["csvw", "validate", "halts.csv"]).exit(2).says("`halts.csv` cannot be opened");
}

#[test]
fn a_key_that_two_rows_have() {
    insta::assert_snapshot!(
        "a_key_twice",
        validate(&stops(format!("{STOPS}High Street,2020-01-01,1\n"))).at_fault().stderr()
    );
}

#[test]
fn foreign_keys_to_no_row_to_several_and_from_nothing() {
    let folder = Portal::empty();
    folder
        .write("wards.csv", "code,name\nE1,One\nE2,Two\nE2,Again\n")
        .write("stops.csv", "stop,ward\n1,E1\n2,E9\n3,\n4,E2\n")
        .write(
            "metadata.json",
            r#"{
  "@context": "http://www.w3.org/ns/csvw",
  "tables": [
    { "url": "wards.csv",
      "tableSchema": { "columns": [ { "name": "code", "titles": "code" }, { "titles": "name" } ] } },
    { "url": "stops.csv",
      "tableSchema": {
        "columns": [ { "titles": "stop" }, { "name": "ward", "titles": "ward" } ],
        "foreignKeys": [ {
          "columnReference": "ward",
          "reference": { "resource": "wards.csv", "columnReference": "code" } } ] } }
  ]
}
"#,
        );
    insta::assert_snapshot!("foreign_keys", folder.run(&["csvw", "validate", "metadata.json"]).at_fault().stderr());
}

#[test]
fn rows_that_are_too_long_or_too_short() {
    let table = "Stop,Opened,Shelters\nHigh Street,2019-05-01,2,lit\nMill Lane\n";
    insta::assert_snapshot!("ragged_rows", validate(&stops(table)).at_fault().stderr());
}

#[test]
fn bytes_and_quotes() {
    let table = b"Stop,Opened,Shelters\nHigh Street,2019-05-01,2\nCaf\xe9 Row,2024-11-30,0\n";
    let ran = validate(&stops(table)).success();
    assert_eq!(warnings(&ran), 1);
    insta::assert_snapshot!("not_utf_8", ran.stderr());
    let open = "Stop,Opened,Shelters\n\"High Street,2019-05-01,2\nMill Lane,2024-11-30,0\n";
    insta::assert_snapshot!("an_open_quote", validate(&stops(open)).at_fault().stderr());
    let stray = "Stop,Opened,Shelters\nThe \"Bell\",2019-05-01,2\n";
    insta::assert_snapshot!("a_stray_quote", validate(&stops(stray)).success().stderr());
}

#[test]
fn findings_as_json() {
    let table = "Stop,Opened,Shelters\nHigh Street,2019-02-31,2\n";
    let ran = stops(table).run(&["csvw", "validate", "stops.csv", "--format", "json"]).at_fault();
    assert_eq!(ran.stderr(), "validated stops.csv: 1 error\n");
    serde_json::from_str::<serde_json::Value>(&ran.stdout()).unwrap();
    insta::assert_snapshot!("findings_json", ran.stdout());
    let valid = stops(STOPS).run(&["csvw", "validate", "stops.csv", "--format", "json"]).success();
    valid.says("\"errors\":0");
}

/// Converts with addresses that are the same in every folder.
fn convert(folder: &Portal, arguments: &[&str]) -> Ran {
    let mut all = vec!["csvw", arguments[0], "http://example.org/stops.csv", "--map", "http://example.org/=."];
    all.extend(&arguments[1..]);
    folder.run(&all)
}

#[test]
fn conversion_to_json() {
    let ran = convert(&stops(STOPS), &["json"]).success();
    assert_eq!(ran.stderr(), "");
    insta::assert_snapshot!("stops_json", ran.stdout());
    let minimal = convert(&stops(STOPS), &["json", "--minimal"]).success();
    insta::assert_snapshot!("stops_minimal_json", minimal.stdout());
}

#[test]
fn conversion_to_turtle() {
    let ran = convert(&stops(STOPS), &["rdf"]).success();
    assert_eq!(ran.stderr(), "");
    insta::assert_snapshot!("stops_turtle", ran.stdout());
    let minimal = convert(&stops(STOPS), &["rdf", "--minimal"]).success();
    insta::assert_snapshot!("stops_minimal_turtle", minimal.stdout());
}

#[test]
fn conversion_keeps_what_validation_refuses() {
    let folder = stops("Stop,Opened,Shelters\nHigh Street,2019-02-31,few\n");
    let ran = convert(&folder, &["json", "--minimal"]).success();
    assert_eq!(warnings(&ran), 2);
    let rows: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((&rows[0]["opened"], &rows[0]["shelters"]), (&"2019-02-31".into(), &"few".into()));
    assert!(ran.stderr().ends_with("converted http://example.org/stops.csv: 2 warnings\n"), "{}", ran.stderr());
    // Of metadata in error nothing is converted.
    folder.replace("stops.csv-metadata.json", "\"name\": \"opened\"", "\"name\": \"stop\"");
    let ran = convert(&folder, &["json"]).at_fault().says("csvw/duplicate-column-name");
    assert_eq!(ran.stdout(), "");
}

#[test]
fn a_file_in_another_folder_is_named_by_its_path() {
    let folder = Portal::empty();
    folder.write("data/stops.csv", STOPS.replace("2019-05-01", "2019")).write("data/stops.csv-metadata.json", METADATA);
    let ran = folder.run(&["csvw", "validate", "data/stops.csv"]).at_fault();
    ran.says("--> data/stops.csv:2:13")
        .says("::: data/stops.csv-metadata.json:8:")
        .says("validated data/stops.csv: 1 error");
}

#[test]
fn addresses_are_read_from_their_folders() {
    let folder = Portal::empty();
    folder
        .write("data/stops.csv", STOPS.replace("2019-05-01", "2019"))
        .write("data/stops-description.json", METADATA)
        .write("site/csvm", "{+url}-nothing.json\nstops-description.json\n");
    let action = "https://example.org/data/stops.csv";
    let found = ["--map", "https://example.org/data/=data", "--map", "https://example.org/.well-known/=site"];
    let ran = folder.run(&[&["csvw", "validate", action][..], &found].concat()).at_fault();
    ran.says("--> https://example.org/data/stops.csv:2:13")
        .says("::: https://example.org/data/stops-description.json:8:");
    // Without the site's own word nobody looks for that name.
    folder.run(&[&["csvw", "validate", action][..], &found[..2]].concat()).success();
    folder
        .run(&["csvw", "validate", "stops.csv", "--map", "nowhere"])
        .exit(2)
        .says("`--map nowhere` is not `URLPREFIX=DIR`");
}

#[test]
fn metadata_that_a_user_names_counts() {
    let folder = stops(STOPS);
    folder.write("other.json", METADATA.replace("\"integer\"", "\"boolean\""));
    let ran = folder.run(&["csvw", "validate", "stops.csv", "--metadata", "other.json"]).at_fault();
    ran.says("`2` is not a boolean").says("::: other.json:9:");
    // A description that names no file is about the one that was asked for.
    folder.replace("other.json", "  \"url\": \"stops.csv\",\n", "");
    folder.run(&["csvw", "validate", "stops.csv", "--metadata", "other.json"]).at_fault().says("`2` is not a boolean");
}

#[test]
fn the_content_type_says_how_a_file_is_read() {
    let folder = Portal::empty();
    folder.write("stops.csv", "High Street;2019\nMill Lane;2024\n");
    let json = |arguments: &[&str]| {
        let all = [&["csvw", "json", "stops.csv", "--minimal"][..], arguments].concat();
        serde_json::from_str::<serde_json::Value>(&folder.run(&all).success().stdout()).unwrap()
    };
    assert_eq!(json(&[]), serde_json::json!([{ "High Street;2019": "Mill Lane;2024" }]));
    let rows = serde_json::json!([{ "_col.1": "High Street;2019" }, { "_col.1": "Mill Lane;2024" }]);
    assert_eq!(json(&["--content-type", "text/csv; header=absent"]), rows);
    folder.write("stops.csv", b"Stop\nCaf\xe9 Row\n");
    assert_eq!(json(&["--content-type", "text/csv;charset=windows-1252"]), serde_json::json!([{ "Stop": "Café Row" }]));
}

#[test]
fn a_link_header_leads_to_metadata() {
    let folder = Portal::empty();
    folder.write("stops.csv", STOPS).write("linked.json", METADATA.replace("\"integer\"", "\"boolean\""));
    let with = |link: &str| folder.run(&["csvw", "validate", "stops.csv", "--link-header", link]);
    let described_by = "rel=\"describedby\"; type=\"application/csvm+json\"";
    with(&format!("<linked.json>; {described_by}")).at_fault().says("`2` is not a boolean");
    // Another relation leads nowhere; a document that is not about the file is passed over, and told.
    assert_eq!(warnings(&with("<linked.json>; rel=\"next\"; type=\"application/csvm+json\"").success()), 0);
    folder.replace("linked.json", "\"stops.csv\"", "\"halts.csv\"");
    let ran = with(&format!("<linked.json>; {described_by}")).success();
    assert_eq!(warnings(&ran), 1);
    insta::assert_snapshot!("metadata_passed_over", ran.stderr());
}
