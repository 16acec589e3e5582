use super::*;
use crate::model::{Edition, Visibility};
use crate::publish::test_edition::edition;
use serde_json::{Value, json};

fn paths(document: &Value) -> Vec<&str> {
    document["paths"].as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn only_paths_with_a_file_are_described() {
    let mut edition = edition();
    assert_eq!(
        paths(&general::document(&edition)),
        [
            "/catalogue.json",
            "/datasets.json",
            "/datasets/{id}.json",
            "/datasets/{id}/openapi.json",
            "/datasets/{id}/tables/{table}.json",
            "/datasets/{id}/tables/{table}/rows/{page}.json",
            "/datasets/{id}/tables/{table}/by/{column}/{value}/{page}.json",
        ]
    );
    for entry in &mut edition.entries {
        for summary in entry.summary.tables.values_mut() {
            summary.row_pages = 0;
            summary.lookups.clear();
        }
    }
    assert_eq!(paths(&general::document(&edition)).len(), 5);
    edition.entries.clear();
    let empty = general::document(&edition);
    assert_eq!(paths(&empty), ["/catalogue.json", "/datasets.json"]);
    assert_eq!(references(&empty), schema_names(&empty));
}

#[test]
fn every_schema_is_referred_to_and_every_reference_leads_somewhere() {
    let edition = edition();
    let document = general::document(&edition);
    assert_eq!(references(&document), schema_names(&document));
    for entry in edition.listed() {
        let document = of_dataset::document(&edition, entry);
        assert_eq!(references(&document), schema_names(&document), "{}", entry.dataset.id);
    }
}

#[test]
fn examples_of_several_parameters_are_one_address() {
    let document = general::document(&edition());
    let look_up = &document["paths"]["/datasets/{id}/tables/{table}/by/{column}/{value}/{page}.json"]["get"];
    let values: Vec<&Value> = look_up["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| &parameter["examples"]["bus-stops.stops"]["value"])
        .collect();
    assert_eq!(json!(values), json!(["bus-stops", "stops", "ward", "E05000001", 1]));
}

#[test]
fn rows_have_the_types_of_their_columns() {
    let edition = edition();
    let document = of_dataset::document(&edition, &edition.entries[0]);
    let row = &document["components"]["schemas"]["stops.Row"];
    assert_eq!(
        row["properties"]["stop_id"],
        json!({ "type": "string", "title": "Stop", "description": "NaPTAN code." })
    );
    assert_eq!(row["properties"]["height_m"], json!({ "type": ["number", "null"], "minimum": 0 }));
    assert_eq!(row["properties"]["opened"], json!({ "type": ["string", "null"], "format": "date" }));
    assert_eq!(row["properties"]["status"]["enum"], json!(["open", "closed", null]));
    assert_eq!(row["properties"]["routes"], json!({ "type": ["array", "null"], "items": { "type": "string" } }));
    assert!(row["properties"].get("secret").is_none());
    assert_eq!(
        paths(&document),
        [
            "/datasets/bus-stops.json",
            "/datasets/bus-stops/tables/stops.json",
            "/datasets/bus-stops/tables/stops/rows/{page}.json",
            "/datasets/bus-stops/tables/stops/by/ward/{value}/{page}.json",
        ]
    );
}

#[test]
fn the_general_document_stays_small() {
    let many = many(2500);
    let document = general::document(&many);
    assert!(document.to_string().len() < 40_000, "{}", document.to_string().len());
    assert!(paths(&document).contains(&"/lists/datasets/{page}.json"));
}

fn many(count: usize) -> Edition {
    let mut edition = edition();
    let entry = edition.entries[4].clone();
    edition.entries = (0..count)
        .map(|number| {
            let mut entry = entry.clone();
            entry.dataset.id = format!("wards-{number:05}");
            entry.visibility = Visibility::Full;
            entry
        })
        .collect();
    edition
}

fn schema_names(document: &Value) -> Vec<String> {
    let mut names: Vec<String> = document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found.sort();
    found.dedup();
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(target) if key == "$ref" => {
                        found.push(target.trim_start_matches("#/components/schemas/").to_owned());
                    }
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}
