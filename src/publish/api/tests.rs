use super::*;
use crate::model::CodeList;
use crate::publish::test_edition::edition;
use serde_json::{Value, json};

fn read(files: &[PublishedFile], path: &str) -> Value {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    serde_json::from_slice(&file.bytes).unwrap()
}

#[test]
fn the_list_has_what_is_listed() {
    let files = of_catalogue(&edition());
    let list = read(&files, "api/v1/datasets.json");
    let ids: Vec<&Value> = list["datasets"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
    assert_eq!(json!(ids), json!(["bus-stops", "restricted", "wards"]));
    assert_eq!(list["first"], "datasets.json");
    assert_eq!(list["next"], Value::Null);
}

#[test]
fn a_long_list_is_in_pages() {
    let mut edition = edition();
    let entry = edition.entries[4].clone();
    edition.entries = vec![entry; 2001];
    let files = of_catalogue(&edition);
    let first = read(&files, "api/v1/datasets.json");
    assert_eq!(first["datasets"].as_array().unwrap().len(), 1000);
    assert_eq!((&first["next"], &first["total"]), (&json!("lists/datasets/2.json"), &json!(2001)));
    let second = read(&files, "api/v1/lists/datasets/2.json");
    assert_eq!((&second["prev"], &second["next"]), (&json!("../../datasets.json"), &json!("3.json")));
    let third = read(&files, "api/v1/lists/datasets/3.json");
    assert_eq!((&third["first"], &third["prev"]), (&json!("../../datasets.json"), &json!("2.json")));
    assert_eq!(third["datasets"].as_array().unwrap().len(), 1);
}

#[test]
fn a_table_says_where_its_rows_are() {
    let edition = edition();
    let files = of_dataset(&edition, &edition.entries[0]);
    let table = read(&files, "api/v1/datasets/bus-stops/tables/stops.json");
    assert_eq!(table["row_count"], 3);
    assert_eq!(
        table["row_pages"]["first"],
        "https://data.example.org/open/api/v1/datasets/bus-stops/tables/stops/rows/1.json"
    );
    let formats: Vec<&Value> = table["formats"].as_array().unwrap().iter().map(|format| &format["url"]).collect();
    let folder = "https://data.example.org/open/datasets/bus-stops";
    assert_eq!(json!(formats), json!([format!("{folder}/stops.csv"), format!("{folder}/stops.json")]));
    assert_eq!(table["foreign_keys"][0]["dataset"], "wards");
    assert_eq!(table["foreign_keys"].as_array().unwrap().len(), 1, "none of a suppressed column");
    assert_eq!(table["columns"][3]["datatype"], "date");
    assert_eq!(table["columns"][0]["translations"], json!({ "cy": { "title": "Arhosfan" } }));
    assert!(!table.to_string().contains("secret"));
}

#[test]
fn codes_in_a_column_that_is_kept_back_are_nowhere_to_be_found() {
    let mut edition = edition();
    let list = |column: &str| Some(CodeList::Table { table: "wards/wards".to_owned(), column: column.to_owned() });
    edition.entries[0].dataset.tables[0].columns[1].code_list = list("name");
    edition.entries[0].dataset.tables[0].columns[2].code_list = list("code");
    edition.entries[4].dataset.tables[0].schema.columns[1].suppress_output = true;
    let files = of_dataset(&edition, &edition.entries[0]);
    let columns = read(&files, "api/v1/datasets/bus-stops/tables/stops.json")["columns"].clone();
    assert_eq!((&columns[1]["code_list"], &columns[2]["code_list"]["column"]), (&Value::Null, &json!("code")));
}

#[test]
fn above_the_limit_the_table_points_at_a_file() {
    let mut edition = edition();
    edition.row_pages_max = 1;
    let entry = &mut edition.entries[0];
    entry.summary.tables.get_mut("stops").unwrap().row_pages = 0;
    let files = of_dataset(&edition, &edition.entries[0]);
    let pages = &read(&files, "api/v1/datasets/bus-stops/tables/stops.json")["row_pages"];
    assert_eq!(pages["reason"], "The table has 3 rows; row pages are written for tables of up to 1");
    assert_eq!(pages["instead"], "https://data.example.org/open/datasets/bus-stops/stops.csv");
}

#[test]
fn a_table_tells_how_its_values_are_spread() {
    let edition = edition();
    let files = of_dataset(&edition, &edition.entries[0]);
    let table = read(&files, "api/v1/datasets/bus-stops/tables/stops.json");
    let column = |name: &str| {
        table["columns"].as_array().unwrap().iter().find(|column| column["name"] == name).unwrap()["profile"].clone()
    };
    let height = column("height_m");
    assert_eq!((&height["distinct_is_exact"], height["distinct_error"].to_string().as_str()), (&json!(false), "0.017"));
    assert_eq!(
        height["histogram"],
        json!({
            "step": { "unit": "number", "length": "0.5" },
            "bins": [{ "from": "2.5", "below": "3.0", "count": 1 }, { "from": "3.0", "below": "3.5", "count": 1 }],
            "outside": 0,
        })
    );
    let name = column("name");
    assert_eq!(
        (&name["histogram"], &name["distinct_error"], &name["shortest"]),
        (&Value::Null, &Value::Null, &json!(1))
    );
}

#[test]
fn a_restricted_dataset_is_described_without_rows() {
    let edition = edition();
    let files = of_dataset(&edition, &edition.entries[3]);
    let dataset = read(&files, "api/v1/datasets/restricted.json");
    assert_eq!(
        (&dataset["access_rights"], &dataset["how_to_ask"]),
        (&json!("restricted"), &json!("Write to the borough."))
    );
    assert_eq!(dataset["tables"][0]["rows"], Value::Null);
    let table = read(&files, "api/v1/datasets/restricted/tables/cases.json");
    assert_eq!((&table["formats"], &table["row_count"], &table["csvw"]), (&json!([]), &Value::Null, &Value::Null));
    assert_eq!(table["columns"].as_array().unwrap().len(), 1, "no suppressed column");
    assert_eq!(table["columns"][0]["profile"], Value::Null);
}
