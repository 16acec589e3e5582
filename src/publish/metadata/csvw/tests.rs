use super::columns::is_original;
use super::*;
use crate::csvw::{NoDocuments, Source, read_metadata};
use crate::publish::test_edition::edition;
use serde_json::{Value, json};

fn document(files: &[PublishedFile], path: &str) -> Value {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    serde_json::from_slice(&file.bytes).unwrap()
}

#[test]
fn a_name_keeps_what_it_was_derived_from_and_no_other_header() {
    for (name, original) in [("Id_No", "Id No"), ("c_5", "Ελλάδα"), ("a_b_2", "a b"), ("c_2024", "2024")] {
        assert!(is_original(name, original), "{name}");
    }
    for (name, header) in [("stop_id", "ATCO Code"), ("stop_id", "stop_id"), ("count", "Total"), ("c_5", "Count")] {
        assert!(!is_original(name, header), "{name}");
    }
}

#[test]
fn a_table_is_described_as_it_is_published() {
    let edition = edition();
    let files = files(&edition, &edition.entries[0]);
    let table = document(&files, "datasets/bus-stops/stops.csv-metadata.json");
    assert_eq!(table["@context"], json!(["http://www.w3.org/ns/csvw", { "@language": "en" }]));
    assert_eq!(table["url"], "stops.csv");
    assert_eq!(table["dc:title"], "Stops");
    assert_eq!(table["dc:modified"], json!({ "@value": "2026-01-31", "@type": "xsd:date" }));
    assert_eq!(table["dialect"]["encoding"], "utf-8", "not the source's");
    assert_eq!(table["dialect"].get("skipRows"), None);
    let schema = &table["tableSchema"];
    assert_eq!(schema["primaryKey"], "stop_id");
    assert_eq!(schema.get("foreignKeys"), None);
    let columns = schema["columns"].as_array().unwrap();
    assert_eq!(columns.len(), 9, "the suppressed column is not there");
    assert_eq!(columns[0]["titles"], json!({ "en": ["stop_id", "Stop"], "cy": "Arhosfan" }));
    assert_eq!(columns[0]["datatype"], json!({ "base": "string", "format": "\\d{4}|X" }));
    assert_eq!((&columns[1]["lang"], &columns[1]["titles"]), (&json!("cy"), &json!(["name"])));
    assert_eq!(columns[1]["schema:about"], "a stop");
    assert_eq!(columns[3]["datatype"], json!({ "base": "date", "minimum": "1990-01-01" }));
    assert_eq!(columns[3].get("null"), None, "nulls are empty cells");
    assert_eq!(columns[4]["datatype"], "boolean");
    assert_eq!(columns[5]["schema:unitText"], "m");
    assert_eq!(columns[6]["separator"], ";");
}

#[test]
fn what_is_written_is_read_without_a_finding() {
    let edition = edition();
    for entry in edition.listed() {
        for file in files(&edition, entry) {
            let text = String::from_utf8(file.bytes).unwrap();
            let source = Source { document: 0, location: &file.path, documents: &NoDocuments, table: None };
            let (metadata, findings) = read_metadata(&text, source);
            assert_eq!(findings, [], "{}", file.path);
            assert_eq!(metadata.unwrap().single_table, !file.path.ends_with("/csv-metadata.json"));
        }
    }
}

#[test]
fn the_group_has_what_its_tables_refer_to() {
    let edition = edition();
    let files = files(&edition, &edition.entries[0]);
    let group = document(&files, "datasets/bus-stops/csv-metadata.json");
    let tables = group["tables"].as_array().unwrap();
    let urls: Vec<&Value> = tables.iter().map(|table| &table["url"]).collect();
    assert_eq!(json!(urls), json!(["stops.csv", "../wards/wards.csv"]));
    assert_eq!(
        tables[0]["tableSchema"]["foreignKeys"],
        json!([{
            "columnReference": "ward",
            "reference": { "resource": "../wards/wards.csv", "columnReference": "code" },
        }]),
        "and none of a suppressed column"
    );
    assert_eq!(tables[1]["tableSchema"]["columns"].as_array().unwrap().len(), 3);
    assert_eq!(group["dc:title"], json!(["Bus stops", { "@value": "Safleoedd bws", "@language": "cy" }]));
}

#[test]
fn a_template_over_a_suppressed_column_is_left_out() {
    let mut edition = edition();
    let schema = &mut edition.entries[0].dataset.tables[0].schema;
    schema.columns[0].about_url = Some("https://example.org/people/{secret}#{stop_id}".into());
    schema.columns[0].value_url = Some("https://example.org/stops/{stop_id}{?_row}".into());
    let table = document(&files(&edition, &edition.entries[0]), "datasets/bus-stops/stops.csv-metadata.json");
    assert!(!table.to_string().contains("secret"), "{table}");
    assert_eq!(table["tableSchema"]["columns"][0]["valueUrl"], "https://example.org/stops/{stop_id}{?_row}");
}

#[test]
fn what_a_publisher_let_pass_is_not_promised() {
    let mut edition = edition();
    let stops = edition.entries[0].summary.tables.get_mut("stops").unwrap();
    stops.columns[0].exceptions = ["csvw/pattern-mismatch", "csvw/missing-required-value"].map(str::to_owned).into();
    stops.key_exceptions = ["csvw/duplicate-key", "csvw/broken-foreign-key"]
        .map(|rule| (rule.to_owned(), if rule.ends_with("foreign-key") { "ward" } else { "stop_id" }.to_owned()))
        .into();
    let files = files(&edition, &edition.entries[0]);
    let group = document(&files, "datasets/bus-stops/csv-metadata.json");
    assert_eq!(group["tables"].as_array().unwrap().len(), 1, "{group}");
    let schema = &group["tables"][0]["tableSchema"];
    let stop_id = &schema["columns"][0];
    assert_eq!((stop_id.get("required"), stop_id.get("datatype")), (None, None));
    assert_eq!((schema.get("primaryKey"), schema.get("foreignKeys")), (None, None));
}

#[test]
fn a_key_with_a_suppressed_column_is_no_key_and_one_to_an_unpublished_table_neither() {
    let mut edition = edition();
    edition.entries[0].dataset.tables[0].schema.primary_key = vec!["stop_id".into(), "secret".into()];
    edition.entries[4].visibility = crate::model::Visibility::DescriptionOnly;
    let group = published_group(&edition, &edition.entries[0]);
    assert_eq!(group.tables.len(), 1);
    assert_eq!(group.tables[0].primary_key, Vec::<String>::new());
    assert_eq!(group.tables[0].foreign_keys, []);
}
