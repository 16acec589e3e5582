//! Data packages, version 1 and 2, JSON and YAML, and the dialect of 2013.

use super::read;
use crate::csvw::metadata::Trim;
use crate::model::CodeList;

#[test]
fn a_package_of_version_1_is_read() {
    let package = r#"{
      "name": "bus-stops", "title": "Bus stops", "description": "Where buses stop", "version": "1.2",
      "created": "2024-04-01T09:00:00Z", "homepage": "https://example.org/buses", "keywords": ["bus", "stop"],
      "licenses": [{ "name": "ODC-PDDL-1.0", "path": "http://opendatacommons.org/licenses/pddl/" }],
      "sources": [{ "title": "NaPTAN", "path": "https://example.org/naptan" }],
      "contributors": [
        { "title": "Borough of Example", "role": "publisher" },
        { "title": "Buses", "email": "buses@example.org", "role": "maintainer" }
      ],
      "resources": [
        { "name": "stops", "path": "data/stops.csv", "title": "Stops", "encoding": "windows-1252",
          "dialect": { "delimiter": ";", "quoteChar": "'", "skipInitialSpace": true, "lineTerminator": "\r\n" },
          "schema": {
            "fields": [
              { "name": "Stop Code", "title": "Stop", "type": "string", "constraints": { "required": true, "pattern": "[0-9]+" } },
              { "name": "opened", "type": "date", "format": "%d/%m/%Y", "constraints": { "minimum": "1990-01-01" } },
              { "name": "fare", "type": "number", "decimalChar": ",", "groupChar": "." },
              { "name": "lit", "type": "boolean", "trueValues": ["Y"], "falseValues": ["N"] },
              { "name": "kind", "type": "string", "constraints": { "enum": ["B", "T"], "maxLength": 1 } },
              { "name": "next", "type": "string" }
            ],
            "missingValues": ["", "-"],
            "primaryKey": "Stop Code",
            "foreignKeys": [{ "fields": "next", "reference": { "resource": "", "fields": "Stop Code" } }]
          } },
        { "name": "visits", "path": ["visits-2.csv", "visits-1.csv"], "schema": "schemas/visits.json" },
        { "name": "map", "path": "map.pdf", "mediatype": "application/pdf", "title": "Map" }
      ] }"#;
    let schema = r#"{ "fields": [{ "name": "stop" }, { "name": "year", "type": "year" }],
      "foreignKeys": [{ "fields": ["stop"], "reference": { "resource": "stops", "fields": ["Stop Code"] } }] }"#;
    let (read, findings) = read(&[
        ("datapackage.json", package),
        ("data/stops.csv", ""),
        ("visits-1.csv", ""),
        ("visits-2.csv", ""),
        ("schemas/visits.json", schema),
        ("map.pdf", ""),
    ]);
    let expected = "project/derived-name [datapackage.json:15 \"Stop Code\"]: the column `Stop Code` is published as `Stop_Code` \
         (a column's name is a letter, then letters, digits and `_`; the original is its title)";
    assert_eq!(findings, [expected]);
    let dataset = read.unwrap().dataset;
    assert_eq!((dataset.title.words("en"), dataset.version.as_deref()), ("Bus stops", Some("1.2")));
    assert_eq!(dataset.licence.unwrap().spdx.as_deref(), Some("PDDL-1.0"));
    assert_eq!(dataset.publisher.as_deref(), Some("borough"));
    assert_eq!(dataset.contact_point.unwrap().email.as_deref(), Some("buses@example.org"));
    assert_eq!(dataset.issued.unwrap().to_string(), "2024-04-01");
    assert_eq!((dataset.source.len(), dataset.documentation.len(), dataset.keyword.len()), (1, 1, 2));
    let [stops, visits] = &dataset.tables[..] else { panic!("{:?}", dataset.tables.len()) };
    let dialect = &stops.schema.dialect;
    assert_eq!(
        (dialect.delimiter.as_str(), dialect.quote_char.as_deref(), dialect.trim),
        (";", Some("'"), Trim::Start)
    );
    assert_eq!((dialect.encoding.as_str(), dialect.line_terminators.len()), ("windows-1252", 2));
    let columns = &stops.schema.columns;
    assert_eq!((columns[0].name.as_str(), columns[0].titles.first()), ("Stop_Code", Some("Stop Code")));
    assert_eq!((columns[0].required, columns[0].datatype.format.as_deref()), (true, Some("[0-9]+")));
    assert_eq!(stops.columns[0].title.words("en"), "Stop");
    assert_eq!((columns[1].datatype.base.as_str(), columns[1].datatype.format.as_deref()), ("date", Some("d/M/yyyy")));
    assert_eq!(
        (columns[2].datatype.decimal_char.as_deref(), columns[2].datatype.group_char.as_deref()),
        (Some(","), Some("."))
    );
    assert_eq!(columns[3].datatype.format.as_deref(), Some("Y|N"));
    assert!(matches!(&stops.columns[4].code_list, Some(CodeList::Codes(codes)) if codes.len() == 2));
    assert_eq!(columns[5].null, ["", "-"]);
    assert_eq!(stops.schema.primary_key, ["Stop_Code"]);
    assert_eq!(stops.schema.foreign_keys[0].reference.table, "stops/stops");
    assert_eq!(visits.schema.foreign_keys[0].reference.columns, ["Stop_Code"]);
    assert_eq!(visits.schema.columns[1].datatype.base, "gYear");
    assert_eq!(
        visits.files.iter().map(crate::sources::SourcePath::name).collect::<Vec<_>>(),
        ["visits-1.csv", "visits-2.csv"]
    );
    assert_eq!(dataset.distributions[0].file.as_ref().unwrap().name(), "map.pdf");
}

#[test]
fn a_package_of_version_2_in_yaml_is_read() {
    let package = "
$schema: https://datapackage.org/profiles/2.0/datapackage.json
title: Stops
version: 2.10
licenses:
- name: CC-BY-4.0
contributors:
- title: Someone
  roles: [author]
resources:
- name: stops
  path: stops.tsv
  type: table
  dialect:
    commentRows: [1]
    headerRows: [2, 3]
  schema:
    fieldsMatch: [exact]
    missingValues: [{ value: '', label: none }, '-99']
    fields:
    - name: id
      type: integer
      constraints: { required: true, unique: true, exclusiveMinimum: 0 }
    - name: tags
      type: list
      delimiter: '|'
    - name: kind
      type: string
      categories: [{ value: B, label: Bus }, { value: T, label: Tram }]
    - name: price
      type: number
      bareNumber: false
";
    let (read, findings) = read(&[("datapackage.yaml", package), ("stops.tsv", "")]);
    let expected = [
        "datapackage/unsupported [datapackage.yaml:8 title: Someone]: people who are neither publisher nor contact are not \
         carried ()",
        "datapackage/unsupported [datapackage.yaml:32 false]: numbers with other characters around them are read as strings ()",
    ];
    assert_eq!(findings, expected);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.version.as_deref(), Some("2.10"));
    let table = &dataset.tables[0];
    assert_eq!(table.schema.dialect.delimiter, "\t");
    assert_eq!((table.schema.dialect.skip_rows, table.schema.dialect.header_row_count), (1, 2));
    assert_eq!(table.schema.primary_key, ["id"]);
    assert_eq!(table.schema.columns[0].datatype.min_exclusive.as_deref(), Some("0"));
    assert_eq!(table.schema.columns[0].null, ["", "-99"]);
    assert_eq!(table.schema.columns[1].separator.as_deref(), Some("|"));
    let Some(CodeList::Codes(codes)) = &table.columns[2].code_list else { panic!() };
    assert_eq!((codes[1].0.as_str(), codes[1].1.words("en")), ("T", "Tram"));
    assert_eq!(table.schema.columns[3].datatype.base, "string");
}

#[test]
fn the_dialect_of_2013_is_read() {
    let package = r#"{ "name": "gla", "title": "Spending", "licenses": [{ "url": "http://opendatacommons.org/licenses/pddl/1.0/", "name": "PDDL" }],
      "resources": [{ "path": "data/all.csv", "schema": { "fields": [
        { "type": "integer", "primarykey": true, "id": "ID" }, { "type": "date", "id": "Date" } ] } }] }"#;
    let (read, findings) = read(&[("datapackage.json", package), ("data/all.csv", "")]);
    assert_eq!(findings, [""; 0]);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.licence.unwrap().spdx.as_deref(), Some("PDDL-1.0"));
    assert_eq!(
        (dataset.tables[0].name.as_str(), &dataset.tables[0].schema.primary_key[..]),
        ("all", &["ID".to_owned()][..])
    );
}

#[test]
fn resources_may_be_files_beside_the_package() {
    let resource = "name: stops\npath: stops.csv\nschema:\n  fields:\n  - name: a\n";
    let files = [("datapackage.yaml", "title: T\n"), ("stops.resource.yaml", resource), ("stops.csv", "")];
    let (read, findings) = read(&files);
    assert_eq!(findings, [""; 0]);
    assert_eq!(read.unwrap().dataset.tables[0].schema.columns[0].name, "a");
}

#[test]
fn mistakes_are_reported_at_their_places() {
    let package = r#"{ "title": 3, "licenses": [{ "name": "mine" }, { "name": "MIT" }],
      "contributors": [{ "title": "Nobody", "role": "publisher" }],
      "resources": [
        { "name": "a", "path": "../a.csv", "schema": { "fields": [] } },
        { "name": "B b", "path": "b.csv", "primaryKeys": ["x"], "schema": { "fields": [{ "type": "string" }, { "name": "x", "type": "colour" }, { "name": "y", "type": "date", "format": "any" }], "primaryKeys": "x",
          "foreignKeys": [{ "fields": "x", "reference": { "resource": "nothing", "fields": "x" } }] } },
        { "name": "c", "path": "https://example.org/c.csv" },
        { "name": "d", "data": [] },
        { "name": "e" },
        { "name": "f", "path": "b.csv", "schema": "nowhere.json" },
        7 ] }"#;
    let (read, findings) = read(&[("datapackage.json", package), ("b.csv", "")]);
    let rules: Vec<&str> = findings.iter().map(|finding| finding.split("]: ").next().unwrap_or("")).collect();
    let expected = [
        "datapackage/invalid [datapackage.json:1 3]",
        "datapackage/unsupported [datapackage.json:1 { \"name\": \"MIT\" }]",
        "dcat/unknown-licence [datapackage.json:1 { \"name\": \"mine\" }]",
        "datapackage/doubtful [datapackage.json:2 { \"title\": \"Nobody\", \"role\": \"publisher\" }]",
        "project/path-outside [datapackage.json:4 \"../a.csv\"]",
        "project/derived-name [datapackage.json:5 \"b.csv\"]",
        "datapackage/doubtful [datapackage.json:5 \"primaryKeys\"]",
        "datapackage/invalid [datapackage.json:5 { \"type\": \"string\" }]",
        "datapackage/invalid [datapackage.json:5 \"colour\"]",
        "datapackage/unsupported [datapackage.json:5 \"any\"]",
        "datapackage/doubtful [datapackage.json:5 \"primaryKeys\"]",
        "datapackage/unsupported [datapackage.json:7 \"https://example.org/c.csv\"]",
        "datapackage/unsupported [datapackage.json:8 { \"name\"]",
        "datapackage/invalid [datapackage.json:9 { \"name\"]",
        "project/missing-file [datapackage.json:10 \"nowhere.json\"]",
        "datapackage/invalid [datapackage.json:11 7]",
        "csvw/unknown-reference [datapackage.json:6 { \"fields\"]",
    ];
    let rules: Vec<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
    assert_eq!(rules.len(), expected.len(), "{findings:#?}");
    for (rule, expected) in rules.iter().zip(expected) {
        assert!(rule.starts_with(expected.trim_end_matches(']')), "{rule} is not {expected}");
    }
    assert!(read.unwrap().dataset.licence.is_none());
}

#[test]
fn what_is_no_package_is_said() {
    let (dataset, findings) = read(&[("datapackage.json", "{ \"title\": \"T\", }")]);
    assert!(dataset.is_none() && findings[0].starts_with("project/invalid-json"), "{findings:?}");
    let (dataset, findings) = read(&[("datapackage.yml", "title: [")]);
    assert!(dataset.is_none() && findings[0].starts_with("project/invalid-yaml"), "{findings:?}");
    assert!(read(&[("datapackage.json", "[]")]).1[0].starts_with("datapackage/invalid"));
    assert!(read(&[("datapackage.json", "{}")]).1[0].starts_with("datapackage/invalid"));
}
