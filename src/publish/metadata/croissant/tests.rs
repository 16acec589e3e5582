use super::*;
use crate::csvw::{ForeignKey, Reference};
use crate::publish::test_edition::edition;

fn of(edition: &Edition) -> Value {
    document(edition, &edition.entries[0]).unwrap().unwrap()
}

#[test]
fn columns_are_fields_of_the_type_their_values_have() {
    let document = of(&edition());
    let fields = document["recordSet"][0]["field"].as_array().unwrap();
    let types: Vec<&str> = fields.iter().map(|field| field["dataType"].as_str().unwrap()).collect();
    let expected =
        ["sc:Text", "sc:Text", "sc:Text", "sc:Date", "sc:Boolean", "sc:Float", "sc:Text", "sc:Text", "sc:DateTime"];
    assert_eq!(types, expected);
    assert_eq!(document["recordSet"][0]["key"], json!([{ "@id": "stops/stop_id" }]));
    assert_eq!(fields[6]["repeated"], true);
    assert_eq!(fields[6]["source"]["transform"], json!({ "separator": ";" }));
    assert!(!document.to_string().contains("secret"));
}

#[test]
fn files_have_the_ids_that_they_have_in_dcat() {
    let edition = edition();
    let document = of(&edition);
    let dcat = crate::publish::metadata::dcat::graph(&edition);
    let subjects: Vec<String> = dcat.triples().map(|triple| triple.subject.to_string()).collect();
    for file in document["distribution"].as_array().unwrap() {
        assert!(subjects.contains(&format!("<{}>", file["@id"].as_str().unwrap())), "{file}");
    }
}

#[test]
fn references_are_not_followed_further_than_to_the_next_table() {
    let mut edition = edition();
    let key = |column: &str, table: &str, to: &str| ForeignKey {
        columns: vec![column.into()],
        reference: Reference { table: table.into(), columns: vec![to.into()] },
        place: None,
    };
    let mut other = edition.entries[0].dataset.tables[0].clone();
    other.name = "other".into();
    other.schema.foreign_keys =
        vec![key("ward", "bus-stops/stops", "stop_id"), key("name", "bus-stops/other", "stop_id")];
    let entry = &mut edition.entries[0];
    entry.dataset.tables[0].schema.foreign_keys = vec![key("ward", "bus-stops/other", "stop_id")];
    entry.dataset.tables.push(other);
    let summary = entry.summary.tables["stops"].clone();
    entry.summary.tables.insert("other".into(), summary);
    let document = of(&edition);
    assert_eq!(document["recordSet"][0]["field"][2]["references"], json!({ "field": { "@id": "other/stop_id" } }));
    let second = document["recordSet"][1]["field"].as_array().unwrap();
    assert!(second.iter().all(|field| field.get("references").is_none()), "{second:?}");
}

#[test]
fn what_the_format_asks_for_and_nobody_said_leaves_it_out() {
    let mut edition = edition();
    assert_eq!(document(&edition, &edition.entries[3]), Ok(None), "no rows are published");
    edition.entries[0].dataset.issued = None;
    assert!(document(&edition, &edition.entries[0]).unwrap_err().reason.contains("day of publication"));
    assert_eq!(file(&edition, &edition.entries[0]), None);
}

#[test]
fn a_citation_has_nothing_that_tex_would_run() {
    let mut edition = edition();
    edition.entries[0].dataset.title = crate::model::Text::new("en", "50% of {stops} & \\more");
    let cited = of(&edition)["citeAs"].as_str().unwrap().to_owned();
    assert!(cited.contains("title = {{50\\% of \\{stops\\} \\& \\textbackslash{}more}}"), "{cited}");
}
