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
        paths(&general::document(&edition, &[])),
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
    assert_eq!(paths(&general::document(&edition, &[])).len(), 5);
    edition.entries.clear();
    let empty = general::document(&edition, &[]);
    assert_eq!(paths(&empty), ["/catalogue.json", "/datasets.json"]);
    assert_eq!(references(&empty), schema_names(&empty));
}

#[test]
fn every_schema_is_referred_to_and_every_reference_leads_somewhere() {
    let edition = edition();
    let document = general::document(&edition, &[]);
    assert_eq!(references(&document), schema_names(&document));
    for entry in edition.listed() {
        let document = of_dataset::document(&edition, entry, &[]);
        assert_eq!(references(&document), schema_names(&document), "{}", entry.dataset.id);
    }
}

#[test]
fn examples_of_several_parameters_are_one_address() {
    let document = general::document(&edition(), &[]);
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
    let document = of_dataset::document(&edition, &edition.entries[0], &[]);
    let row = &document["components"]["schemas"]["StopsRow"];
    assert_eq!(
        row["properties"]["stop_id"],
        json!({
            "type": "string", "pattern": "^(?:[0-9]{4}|X)$", "title": "Stop", "description": "NaPTAN code.",
            "examples": ["0001"],
        })
    );
    assert_eq!(
        row["properties"]["height_m"].to_string(),
        r#"{"type":["number","null"],"minimum":0,"x-unit":"m","examples":[2.50]}"#
    );
    assert_eq!(row["properties"]["opened"]["type"], json!(["string", "null"]));
    assert_eq!(row["properties"]["status"]["anyOf"][0]["$ref"], "#/components/schemas/StopsStatus");
    let codes = &document["components"]["schemas"]["StopsStatus"];
    assert_eq!(
        (&codes["enum"], &codes["x-enum-descriptions"]),
        (&json!(["open", "closed"]), &json!(["Open", "closed"]))
    );
    assert_eq!(row["properties"]["routes"]["items"], json!({ "type": "string" }));
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
    let document = general::document(&many, &[]);
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
                    Some("#/components/responses/NotFound") if key == "$ref" => {}
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

#[test]
fn operations_have_names_that_generators_can_use() {
    let edition = edition();
    let mut entry = edition.entries[0].clone();
    let mut twin = entry.dataset.tables[0].clone();
    twin.name = "stops-".into();
    entry.summary.tables.insert(twin.name.clone(), entry.summary.tables["stops"].clone());
    entry.dataset.tables.push(twin);
    let document = of_dataset::document(&edition, &entry, &[]);
    let ids: Vec<&Value> =
        document["paths"].as_object().unwrap().values().map(|item| &item["get"]["operationId"]).collect();
    let expected = [
        "getDataset",
        "getStopsTable",
        "listStopsRows",
        "listStopsRowsByWard",
        "getStopsTable2",
        "listStopsRows2",
        "listStopsRowsByWard2",
    ];
    assert_eq!(json!(ids), json!(expected));
    assert!(document["components"]["schemas"].get("StopsRow2").is_some());
}

#[test]
fn a_dataset_tells_its_own_licence_contact_and_topics() {
    let mut edition = edition();
    let document = of_dataset::document(&edition, &edition.entries[0], &[]);
    let info = &document["info"];
    assert_eq!(info["license"], json!({ "name": "Open Government Licence v3.0", "identifier": "OGL-UK-3.0" }));
    let contact =
        json!({ "name": "Transport data", "url": "https://example.org/contact", "email": "buses@example.org" });
    assert_eq!(info["contact"], contact);
    assert_eq!(document["externalDocs"]["url"], "https://data.example.org/open/api/datasets/bus-stops/");
    assert_eq!(document["paths"]["/datasets/bus-stops.json"]["get"]["tags"], json!(["dataset", "Transport"]));
    assert_eq!(document["tags"][3]["name"], "Transport");

    edition.catalogue.licence = None;
    assert_eq!(general::document(&edition, &[])["info"]["license"]["identifier"], "OGL-UK-3.0", "all have it");
    edition.entries[0].dataset.licence.as_mut().unwrap().spdx = None;
    let licence = &general::document(&edition, &[])["info"]["license"];
    assert_eq!(licence["url"], "https://data.example.org/open/datasets/");
}

#[test]
fn examples_are_what_is_published() {
    let edition = edition();
    let entry = &edition.entries[0];
    let document = of_dataset::document(&edition, entry, &crate::publish::api::of_dataset(&edition, entry));
    let example = |path: &str| {
        let answer = &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
        answer["examples"]["published"]["value"].clone()
    };
    assert_eq!(example("/datasets/bus-stops.json")["title"], "Bus stops");
    assert_eq!(example("/datasets/bus-stops/tables/stops.json")["columns"].as_array().unwrap().len(), 2);
    assert_eq!(example("/datasets/bus-stops/tables/stops/rows/{page}.json")["rows"].as_array().unwrap().len(), 3);
    let by_ward = example("/datasets/bus-stops/tables/stops/by/ward/{value}/{page}.json");
    assert_eq!((&by_ward["value"], by_ward["rows"].as_array().unwrap().len()), (&json!("E05000001"), 1));
}
