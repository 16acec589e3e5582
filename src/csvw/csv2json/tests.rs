//! What comes out of what: a file, its metadata, and the JSON.

use super::csv2json;
use crate::csvw::finding::{Finding, Severity};
use crate::csvw::processor::{Purpose, Request, locate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FILE: &str = "http://example.org/stops.csv";

/// Converts a file with the metadata beside it.
fn convert(csv: &str, metadata: Option<Value>, minimal: bool) -> (Value, Vec<Finding>) {
    let mut documents = BTreeMap::from([(FILE.to_owned(), csv.to_owned())]);
    if let Some(mut metadata) = metadata {
        metadata["@context"] = json!(["http://www.w3.org/ns/csvw", { "@language": "en" }]);
        documents.insert(format!("{FILE}-metadata.json"), metadata.to_string());
    }
    let mut findings = Vec::new();
    let request = Request { action: FILE, ..Request::default() };
    let mut out = Vec::new();
    if let Some(annotated) = locate(request, Purpose::Conversion, &documents, &mut findings) {
        csv2json(&annotated, &documents, minimal, &mut findings, &mut out).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    (serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")), findings)
}

/// The objects of a file whose columns are described like this.
fn objects(csv: &str, columns: &Value) -> Value {
    let metadata = json!({ "url": "stops.csv", "tableSchema": { "columns": columns } });
    let (value, findings) = convert(csv, Some(metadata), true);
    assert_eq!(findings, [], "{csv}");
    value
}

#[test]
fn a_file_without_metadata_has_the_columns_of_its_header() {
    let (value, findings) = convert("Stop,Ward name\n1,Abbey\n2,\n", None, true);
    assert_eq!((value, findings.len()), (json!([{ "Stop": "1", "Ward name": "Abbey" }, { "Stop": "2" }]), 0));
}

#[test]
fn a_file_is_found_by_another_spelling_of_its_address() {
    let metadata = json!({ "url": "HTTP://EXAMPLE.org:80/./sto%70s.csv" });
    let (value, findings) = convert("Stop\n1\n", Some(metadata), true);
    assert_eq!((value, findings), (json!([{ "Stop": "1" }]), vec![]));
}

#[test]
fn a_header_is_in_the_language_of_its_table() {
    for (lang, warnings) in [("de", 1), ("en", 0), ("und", 0)] {
        let columns = json!([{ "titles": { "en": "Stop" } }]);
        let metadata = json!({ "url": "stops.csv", "lang": lang, "tableSchema": { "columns": columns } });
        let (_, findings) = convert("Stop\n1\n", Some(metadata), true);
        assert_eq!(findings.len(), warnings, "{lang}: {findings:?}");
    }
}

#[test]
fn standard_mode_has_the_group_its_tables_and_rows() {
    let metadata = json!({
        "@id": "stops",
        "url": "stops.csv",
        "dc:title": "Stops",
        "dc:license": { "@id": "http://example.org/licence" },
        "notes": [{ "@type": "schema:Note", "schema:text": { "@value": "checked", "@language": "en" } }],
        "tableSchema": { "columns": [{ "titles": "Stop" }, { "titles": "Ward" }], "rowTitles": "Ward" }
    });
    let mut metadata = metadata;
    metadata["tableSchema"]["columns"][1]["name"] = json!("ward");
    metadata["tableSchema"]["rowTitles"] = json!("ward");
    let (value, findings) = convert("Stop,Ward\n1,Abbey\n", Some(metadata), false);
    assert_eq!(findings, []);
    assert_eq!(
        value,
        json!({ "tables": [{
            "@id": "http://example.org/stops",
            "url": FILE,
            "dc:title": "Stops",
            "dc:license": "http://example.org/licence",
            "notes": [{ "@type": "schema:Note", "schema:text": "checked" }],
            "row": [{
                "url": "http://example.org/stops.csv#row=2",
                "rownum": 1,
                "titles": "Abbey",
                "describes": [{ "Stop": "1", "ward": "Abbey" }]
            }]
        }] })
    );
}

#[test]
fn values_are_of_their_datatype_and_keep_their_digits() {
    let column = |title: &str, datatype: Value| json!({ "titles": title, "datatype": datatype });
    let columns = json!([
        column("a", json!("decimal")),
        column("b", json!("boolean")),
        column("c", json!({ "base": "date", "format": "dd/MM/yyyy" })),
        column("d", json!("double")),
        column("e", json!({ "base": "decimal", "format": "0.0%" })),
        { "titles": "f", "separator": ";", "datatype": "integer" },
    ]);
    let csv = "a,b,c,d,e,f\n1234567890.12345678901234567890,1,01/02/2026,INF,12.5%,1;2\n";
    let value = objects(csv, &columns);
    assert_eq!(value[0]["a"].to_string(), "1234567890.12345678901234567890");
    assert_eq!(value[0]["b"], json!(true));
    assert_eq!(value[0]["c"], json!("2026-02-01"));
    assert_eq!(value[0]["d"], json!("INF"));
    assert_eq!(value[0]["e"].to_string(), "0.125");
    assert_eq!(value[0]["f"], json!([1, 2]));
}

#[test]
fn what_is_not_of_its_datatype_is_a_string_and_a_warning() {
    let metadata = json!({ "url": "stops.csv", "tableSchema": { "columns": [
        { "titles": "n", "datatype": "integer" }, { "titles": "l", "datatype": "integer", "separator": " " }
    ] } });
    let (value, findings) = convert("n,l\nx,1 y 3\n", Some(metadata), true);
    assert_eq!(value, json!([{ "n": "x", "l": [1, "y", 3] }]));
    assert_eq!(findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Warning; 2]);
}

#[test]
fn subjects_that_refer_to_one_another_are_nested() {
    let columns = json!([
        { "titles": "id", "name": "id", "suppressOutput": true },
        { "titles": "name", "aboutUrl": "#stop-{id}", "propertyUrl": "schema:name" },
        { "titles": "ward", "name": "ward", "aboutUrl": "#ward-{ward}", "propertyUrl": "schema:identifier" },
        { "virtual": true, "aboutUrl": "#stop-{id}", "propertyUrl": "schema:containedInPlace", "valueUrl": "#ward-{ward}" },
        { "virtual": true, "aboutUrl": "#ward-{ward}", "propertyUrl": "rdf:type", "valueUrl": "schema:Place" },
    ]);
    assert_eq!(
        objects("id,name,ward\n7,Cross,E05\n", &columns),
        json!([{
            "@id": "http://example.org/stops.csv#stop-7",
            "schema:name": "Cross",
            "schema:containedInPlace": {
                "@id": "http://example.org/stops.csv#ward-E05",
                "schema:identifier": "E05",
                "@type": "schema:Place"
            }
        }])
    );
}

#[test]
fn a_circle_of_subjects_is_not_followed() {
    let columns = json!([
        { "titles": "a", "aboutUrl": "#a", "valueUrl": "#b" },
        { "titles": "b", "aboutUrl": "#b", "valueUrl": "#a" },
    ]);
    assert_eq!(
        objects("a,b\n1,2\n", &columns),
        json!([{
            "@id": "http://example.org/stops.csv#a",
            "a": { "@id": "http://example.org/stops.csv#b", "b": "http://example.org/stops.csv#a" }
        }])
    );
}

#[test]
fn a_long_chain_of_subjects_loses_nothing() {
    let columns: Vec<Value> = (0..400)
        .map(|at| json!({ "titles": format!("c{at}"), "aboutUrl": format!("#{at}"), "valueUrl": format!("#{}", at + 1) }))
        .collect();
    let header: Vec<String> = (0..400).map(|at| format!("c{at}")).collect();
    let text = objects(&format!("{}\n{}\n", header.join(","), vec!["x"; 400].join(",")), &json!(columns)).to_string();
    for at in 0..400 {
        assert!(text.contains(&format!("\"@id\":\"{FILE}#{at}\"")), "{at}");
    }
}

#[test]
fn one_name_has_all_its_values() {
    let columns = json!([
        { "titles": "a", "propertyUrl": "schema:name" },
        { "titles": "b", "propertyUrl": "schema:name", "separator": ";" },
        { "titles": "c", "propertyUrl": "schema:name" },
    ]);
    assert_eq!(objects("a,b,c\n1,2;3,4\n", &columns), json!([{ "schema:name": ["1", "2", "3", "4"] }]));
}

#[test]
fn comments_of_the_file_belong_to_the_table() {
    let metadata = json!({
        "url": "stops.csv",
        "rdfs:comment": "stated",
        "dialect": { "commentPrefix": "#", "skipRows": 1 },
        "tableSchema": { "columns": [{ "titles": "a" }] }
    });
    let (value, findings) = convert("# Borough\na\n# draft\n1\n", Some(metadata), false);
    assert_eq!(findings, []);
    assert_eq!(value["tables"][0]["rdfs:comment"], json!(["stated", "Borough", "draft"]));
    assert_eq!(value["tables"][0]["row"][0]["url"], json!("http://example.org/stops.csv#row=4"));
}

#[test]
fn suppressed_tables_and_columns_are_in_no_output() {
    let metadata = json!({ "tables": [
        { "url": "stops.csv", "tableSchema": { "columns": [{ "titles": "a", "suppressOutput": true }, { "titles": "b" }] } },
        { "url": "missing.csv", "suppressOutput": true }
    ] });
    let (value, findings) = convert("a,b\n1,2\n3,\n", Some(metadata), false);
    assert_eq!(findings, []);
    assert_eq!(value["tables"].as_array().unwrap().len(), 1);
    assert_eq!(value["tables"][0]["row"][0]["describes"], json!([{ "b": "2" }]));
    assert_eq!(value["tables"][0]["row"][1]["describes"], json!([]), "a row that says nothing is a row all the same");
}
