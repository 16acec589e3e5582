//! GeoJSON of tables as teams keep them.

#![allow(clippy::format_collect, reason = "tables of a test are short")]

use super::*;
use crate::model::Coordinates;
use crate::rows::tests::{Case, case};
use crate::rows::{BoxedSink, TableOutcome};
use serde_json::{Value, json};

fn at(system: ReferenceSystem, x: &str, y: &str) -> impl FnOnce(&mut Table) {
    let coordinates = Coordinates { system, x: x.to_owned(), y: y.to_owned() };
    move |table| table.coordinates = Some(coordinates)
}

/// What a table comes to, and the file's text if it was written.
fn build(case: &Case, limit: u64) -> (TableOutcome, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let staging = Staging::new(folder.path().join("site"));
    let sources = case.sources();
    let sink = GeojsonFile::begin(&staging, "things", &case.table, limit).unwrap();
    let outcome = case.read_with(&sources, folder.path(), sink.into_iter().map(BoxedSink::new).collect());
    let text = std::fs::read_to_string(staging.path("datasets/things/things.geojson")).ok();
    assert_eq!(text.is_some(), !outcome.files.is_empty());
    (outcome, text)
}

fn withdrawn(case: &Case, limit: u64) -> String {
    let (outcome, text) = build(case, limit);
    assert_eq!(text, None);
    let [withdrawn] = &outcome.summary.withdrawn[..] else { panic!("{:?}", outcome.summary) };
    withdrawn.reason.clone()
}

fn stops() -> Case {
    let rows = "id,lat,lon,name,secret\n7,51.50,-0.1200,\"a \"\"b\"\"\",x1\n08,,-0.2,,x2\n9,-1.0,180,c,x3\n";
    case("id lat:decimal lon:decimal name secret", rows)
        .column("secret", |column| column.suppress_output = true)
        .with(|table| table.schema.primary_key = vec!["id".to_owned()])
        .with(at(ReferenceSystem::Wgs84, "lon", "lat"))
}

#[test]
fn a_row_is_a_feature_with_the_sources_digits() {
    let (_, text) = build(&stops(), u64::MAX);
    assert_eq!(
        text.unwrap(),
        "{\"type\":\"FeatureCollection\",\"features\":[\n\
         {\"type\":\"Feature\",\"id\":\"7\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-0.1200,51.50]},\"properties\":{\"id\":\"7\",\"lat\":51.50,\"lon\":-0.1200,\"name\":\"a \\\"b\\\"\"}},\n\
         {\"type\":\"Feature\",\"id\":\"08\",\"geometry\":null,\"properties\":{\"id\":\"08\",\"lat\":null,\"lon\":-0.2,\"name\":null}},\n\
         {\"type\":\"Feature\",\"id\":\"9\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[180,-1.0]},\"properties\":{\"id\":\"9\",\"lat\":-1.0,\"lon\":180,\"name\":\"c\"}}\n\
         ]}\n"
    );
}

#[test]
fn eastings_and_northings_become_degrees_and_stay_as_properties() {
    let table = case("id:integer e:integer n:decimal", "id,e,n\n1,651410,313177.27\n2,,\n")
        .with(|table| table.schema.primary_key = vec!["id".to_owned(), "e".to_owned()])
        .with(at(ReferenceSystem::NationalGrid, "e", "n"));
    let collection: Value = serde_json::from_str(&build(&table, u64::MAX).1.unwrap()).unwrap();
    let features = &collection["features"];
    assert_eq!(features[0]["geometry"]["coordinates"].to_string(), "[1.71605,52.65798]");
    assert_eq!(features[0]["properties"].to_string(), "{\"id\":1,\"e\":651410,\"n\":313177.27}");
    assert_eq!((features[1]["geometry"].clone(), features[0].get("id")), (Value::Null, None), "a key of two columns");
}

#[test]
fn a_table_without_rows_is_a_collection_without_features() {
    let table = case("lat:decimal lon:decimal", "lat,lon\n").with(at(ReferenceSystem::Wgs84, "lon", "lat"));
    let text = build(&table, u64::MAX).1.unwrap();
    let collection: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(collection, json!({ "type": "FeatureCollection", "features": [] }));
}

#[test]
fn rows_that_are_nowhere_take_the_file_back() {
    let row = |id: u32| format!("{id},{},1\n", if id % 100 == 7 { "91.25" } else { "50" });
    let rows = format!("id,lat,lon\n1,51.5,-0.1\n{}", (2..1000).map(row).collect::<String>());
    let mut table = case("id lat:decimal lon:decimal", rows).with(at(ReferenceSystem::Wgs84, "lon", "lat"));
    let reason = "`91.25` in row 8 of `things.csv`, column `lat`, is no latitude (10 rows have such a cell)";
    for chunk_size in [1 << 20, 64] {
        table.tuning.chunk_size = chunk_size;
        // What is wrong with the rows is said, whether or not the file would have been too large as well.
        for limit in [u64::MAX, 300] {
            assert_eq!(withdrawn(&table, limit), reason);
        }
    }
    let swapped = case("e:integer n:integer", "e,n\n100000,530000\n1200000,300000\n").with(at(
        ReferenceSystem::NationalGrid,
        "e",
        "n",
    ));
    assert_eq!(withdrawn(&swapped, u64::MAX), "`1200000` in row 3 of `things.csv`, column `e`, is no easting");
    let doubles = case("x:double y:double", "x,y\n1e1,5E1\nNaN,50\n").with(at(ReferenceSystem::Wgs84, "x", "y"));
    assert_eq!(withdrawn(&doubles, u64::MAX), "`NaN` in row 3 of `things.csv`, column `x`, is no longitude");
}

#[test]
fn a_file_over_the_limit_and_one_without_coordinates_are_not_written() {
    assert_eq!(withdrawn(&stops(), 100), "it would be larger than 100 bytes");
    let none = stops().with(|table| table.coordinates = None);
    assert_eq!(build(&none, u64::MAX).1, None);
    let kept_back = stops().column("lat", |column| column.suppress_output = true);
    assert_eq!(build(&kept_back, u64::MAX).1, None, "a place would tell its value");
}
