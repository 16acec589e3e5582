//! Two descriptions of one dataset.

use super::read;
use crate::csvw::TextDirection;

const PACKAGE: &str = r#"{ "title": "Bus stops", "licenses": [{ "name": "CC-BY-4.0" }], "resources": [
  { "name": "stops", "path": "stops.csv", "title": "Stops",
    "schema": { "fields": [{ "name": "id", "title": "Id", "type": "integer" }, { "name": "name" }], "primaryKey": "id" } }] }"#;

#[test]
fn dataset_toml_supplies_what_the_other_lacks() {
    let toml = "description = \"Where buses stop\"\ntitle = \"Bus  stops\"\n";
    let (read, findings) = read(&[("dataset.toml", toml), ("datapackage.json", PACKAGE), ("stops.csv", "")]);
    assert_eq!(findings, [""; 0]);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.description.words("en"), "Where buses stop");
    assert_eq!(dataset.licence.unwrap().spdx.as_deref(), Some("CC-BY-4.0"));
    assert_eq!(dataset.tables[0].schema.columns.len(), 2);
}

#[test]
fn a_fact_stated_twice_must_be_the_same() {
    let toml = "title = \"Stops of buses\"\nlicence = \"OGL-UK-3.0\"\n[[table]]\nfile = \"stops.csv\"\nprimary_key = \"name\"\n\
         [[table.column]]\nname = \"id\"\ndatatype = \"string\"\ntitle = \"Id\"\ndescription = \"The code\"\n";
    let (read, findings) = read(&[("dataset.toml", toml), ("datapackage.json", PACKAGE), ("stops.csv", "")]);
    let more = "(delete one of the two, or make them agree)";
    let expected = [
        format!(
            "project/conflicting-facts [datapackage.json:1 \"Bus stops\" + dataset.toml:1 \"Stops of buses\"]: two files say different things in `title` {more}"
        ),
        format!(
            "project/conflicting-facts [datapackage.json:1 {{ \"name\": \"CC-BY-4.0\" }} + dataset.toml:2 \"OGL-UK-3.0\"]: two files say different things in `licence` {more}"
        ),
        format!(
            "project/conflicting-facts [datapackage.json:3 \"id\" + dataset.toml:5 \"name\"]: two files say different things in `primary_key` {more}"
        ),
        format!(
            "project/conflicting-facts [datapackage.json:3 \"integer\" + dataset.toml:8 \"string\"]: two files say different things in `column.id.datatype` {more}"
        ),
    ];
    assert_eq!(findings, expected);
    let table = &read.unwrap().dataset.tables[0];
    assert_eq!((table.schema.columns.len(), table.columns.len()), (2, 2));
    assert_eq!(table.title.words("en"), "Stops");
}

#[test]
fn a_table_and_its_columns_may_have_other_names() {
    let package = r#"{ "title": "Stops", "resources": [
      { "name": "all", "path": "stops.csv", "schema": { "fields": [{ "name": "Stop Code", "type": "integer" }, { "name": "next" }],
        "primaryKey": "Stop Code",
        "foreignKeys": [{ "fields": "next", "reference": { "resource": "", "fields": "Stop Code" } }] } } ] }"#;
    let toml = "[[table]]\nfile = \"stops.csv\"\n[[table.column]]\nname = \"code\"\ntitles = \"Stop Code\"\n\
         datatype = \"string\"\n";
    let (read, findings) = read(&[("dataset.toml", toml), ("datapackage.json", package), ("stops.csv", "")]);
    let conflicts: Vec<&String> = findings.iter().filter(|finding| finding.contains("conflicting")).collect();
    assert_eq!(conflicts.len(), 1, "{findings:#?}");
    assert!(conflicts[0].starts_with("project/conflicting-facts [datapackage.json:2 \"integer\" + dataset.toml:6"));
    let dataset = read.unwrap().dataset;
    let [table] = &dataset.tables[..] else { panic!("not one table") };
    let names: Vec<&str> = table.schema.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((table.name.as_str(), &names[..]), ("stops", &["code", "next"][..]));
    assert_eq!(table.schema.primary_key, ["code"]);
    let key = &table.schema.foreign_keys[0];
    assert_eq!((key.reference.table.as_str(), &key.reference.columns[..]), ("stops/stops", &["code".to_owned()][..]));
}

const METADATA: &str = r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "stops.csv", "dc:title": "Stops",
  "tableSchema": { "columns": [ { "name": "id" }, { "name": "officer", "suppressOutput": true } ] } }"#;

#[test]
fn what_either_keeps_back_is_kept_back() {
    let read = |column: &str, metadata: &str| {
        let toml = format!("[[table]]\nfile = \"stops.csv\"\n[[table.column]]\nname = \"officer\"\n{column}\n");
        let files = [("dataset.toml", toml.as_str()), ("csv-metadata.json", metadata), ("stops.csv", "")];
        let (read, mut findings) = read(&files);
        findings.retain(|finding| finding.contains("suppress"));
        let dataset = read.unwrap().dataset;
        let names = dataset.tables[0].published_columns().map(|(column, _)| column.name.clone()).collect::<Vec<_>>();
        (names, findings)
    };
    let plain = METADATA.replace(", \"suppressOutput\": true", "");
    let nothing = Vec::<String>::new;
    assert_eq!(read("title = \"Officer\"", METADATA), (vec!["id".to_owned()], nothing()));
    assert_eq!(read("suppress_output = true", METADATA), (vec!["id".to_owned()], nothing()));
    assert_eq!(read("suppress_output = true", &plain), (vec!["id".to_owned()], nothing()));
    let (names, findings) = read("suppress_output = false", METADATA);
    assert_eq!(names, ["id"]);
    assert_eq!(
        findings,
        [
            "project/conflicting-facts [csv-metadata.json:2 \"officer\" + dataset.toml:5 false]: two files say different things in `column.officer.suppress_output` (delete one of the two, or make them agree)"
        ]
    );
    // Of the table as a whole, whichever file its columns are in.
    let whole = plain.replace("\"tableSchema\"", "\"suppressOutput\": true, \"tableSchema\"");
    assert_eq!(read("title = \"Officer\"", &whole), (nothing(), nothing()));
    let bare = r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "stops.csv", "suppressOutput": true }"#;
    assert_eq!(read("title = \"Officer\"", bare), (nothing(), nothing()));
}

#[test]
fn what_csvw_keeps_back_is_not_published_as_a_source() {
    let toml = "[[table]]\nfile = \"stops.csv\"\npublish_source = true\n";
    let (_, findings) = read(&[("dataset.toml", toml), ("csv-metadata.json", METADATA), ("stops.csv", "")]);
    let told = findings.iter().filter(|finding| finding.contains("`officer` is suppressed")).collect::<Vec<_>>();
    assert_eq!(told.len(), 1, "{findings:#?}");
    assert!(told[0].starts_with("project/invalid-value [csv-metadata.json:2"), "{told:?}");
}

#[test]
fn how_cells_are_read_is_known_from_either() {
    let metadata = r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "stops.csv", "dc:title": "Stops", "tableSchema": {
      "rowTitles": "name",
      "columns": [ { "name": "name", "null": "-", "default": "none", "lang": "cy", "separator": ";", "ordered": true,
        "textDirection": "rtl", "aboutUrl": "https://example.org/{name}" } ] } }"#;
    let read = |column: &str| {
        let toml = format!("[[table]]\nfile = \"stops.csv\"\n[[table.column]]\nname = \"name\"\n{column}\n");
        read(&[("dataset.toml", &toml), ("csv-metadata.json", metadata), ("stops.csv", "")])
    };
    let (dataset, findings) = read("title = \"Name\"");
    assert_eq!(findings.iter().filter(|finding| finding.contains("conflicting")).count(), 0, "{findings:#?}");
    let table = &dataset.unwrap().dataset.tables[0];
    let column = &table.schema.columns[0];
    assert_eq!(
        (&column.null[..], column.default.as_str(), column.lang.as_str()),
        (&["-".to_owned()][..], "none", "cy")
    );
    assert_eq!((column.separator.as_deref(), column.ordered), (Some(";"), true));
    assert_eq!(column.text_direction, TextDirection::RightToLeft);
    assert_eq!(column.about_url.as_deref(), Some("https://example.org/{name}"));
    assert_eq!(table.schema.row_titles, ["name"]);

    let (dataset, findings) = read("null = [\"n/a\"]\ndefault = \"some\"\nlang = \"cy\"");
    let told: Vec<&str> = findings
        .iter()
        .filter_map(|finding| finding.strip_prefix("project/conflicting-facts ")?.split('`').nth(1))
        .collect();
    assert_eq!(told, ["column.name.null", "column.name.default"], "{findings:#?}");
    assert_eq!(dataset.unwrap().dataset.tables[0].schema.columns[0].null, ["n/a"], "the first stands");
}
