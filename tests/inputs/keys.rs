//! Foreign keys within and across datasets, equal by value; and the same findings from a warm cache as from a cold one.

use super::{described, findings, rules, things};
use crate::support::Portal;
use std::fs;

/// A dataset `id` with one table `id.csv`, whose columns (name, datatype) come in this order.
fn dataset(portal: &Portal, id: &str, columns: &[(&str, &str)], rest: &str, rows: &str) {
    let declared: String = columns
        .iter()
        .map(|(name, datatype)| format!("[[table.column]]\nname = \"{name}\"\ndatatype = \"{datatype}\"\n"))
        .collect();
    portal.write(
        &format!("datasets/{id}/dataset.toml"),
        described(id, &format!("[[table]]\nfile = \"{id}.csv\"\n\n{declared}\n{rest}")),
    );
    let header: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    portal.write(&format!("datasets/{id}/{id}.csv"), format!("{}\n{rows}", header.join(",")));
}

fn key(columns: &str, dataset: &str, theirs: &str) -> String {
    format!(
        "[[table.foreign_key]]\ncolumns = {columns}\nreference = {{ dataset = \"{dataset}\", table = \"{dataset}\", columns = {theirs} }}\n"
    )
}

/// Stops refer to wards.
fn wards_and_stops() -> Portal {
    let portal = Portal::with(&[]);
    dataset(&portal, "wards", &[("code", "string"), ("name", "string")], "", "E1,East\nW1,West\n");
    let reference = key("[\"ward\"]", "wards", "[\"code\"]");
    dataset(&portal, "stops", &[("id", "string"), ("ward", "string")], &reference, "a,E1\nb,W1\nc,W1\nd,\n");
    portal
}

#[test]
fn a_reference_that_leads_to_nothing_is_told_with_its_row_and_its_key() {
    let portal = wards_and_stops();
    portal.run(&["check"]).success();
    portal.replace("datasets/stops/stops.csv", "c,W1", "c,W2");
    portal
        .run(&["check"])
        .at_fault()
        .says("csvw/broken-foreign-key")
        .says("`W2`")
        .says("row 4, column B (`ward`)")
        .says("stops/dataset.toml:")
        .says("1 error");
    portal.run(&["check", "stops"]).at_fault().says("`W2`").says("checked 1 dataset");
    portal.run(&["check", "wards"]).success();
}

#[test]
fn a_reference_to_a_key_that_two_rows_have_is_told() {
    let portal = wards_and_stops();
    portal.replace("datasets/wards/wards.csv", "E1,East", "W1,East");
    let rules = rules(&portal);
    assert!(rules.contains(&"csvw/ambiguous-foreign-key".to_owned()), "{rules:?}");
}

#[test]
fn a_reference_to_what_is_not_declared_is_told_where_it_is_written() {
    let portal = wards_and_stops();
    for (from, to) in [
        ("dataset = \"wards\"", "dataset = \"ward\""),
        ("table = \"wards\"", "table = \"ward\""),
        ("[\"code\"]", "[\"cod\"]"),
    ] {
        let toml = portal.read("datasets/stops/dataset.toml");
        portal.replace("datasets/stops/dataset.toml", from, to);
        portal.run(&["check"]).at_fault().says("csvw/unknown-reference").says("stops/dataset.toml:");
        portal.run(&["check", "stops"]).at_fault().says("csvw/unknown-reference");
        portal.write("datasets/stops/dataset.toml", toml);
    }
    portal.replace("datasets/stops/dataset.toml", "[\"ward\"]", "[\"wrd\"]");
    portal.run(&["check"]).at_fault().says("csvw/unknown-column").says("did you mean `ward`?");
}

#[test]
fn a_key_or_an_index_that_names_a_column_twice_is_told_where_it_does() {
    let rule = "error[csvw/repeated-column]";
    let portal = things("id,n\na,1\n");
    let toml = portal.read("datasets/things/dataset.toml");
    for (line, said, column) in [
        ("primary_key = [\"id\", \"id\"]", "the primary key names `id` twice", 22),
        ("index = [\"n\", \"n\"]", "`index` names `n` twice", 15),
    ] {
        portal.write("datasets/things/dataset.toml", toml.replace("primary_key = [\"id\"]", line));
        portal.run(&["check"]).at_fault().says(rule).says(said).says(&format!("things/dataset.toml:9:{column}"));
        portal.run(&["build"]).at_fault();
        assert!(!portal.path("public").exists());
    }
    let portal = wards_and_stops();
    portal.replace("datasets/stops/dataset.toml", "[\"ward\"]", "[\"ward\", \"ward\"]");
    portal.replace("datasets/stops/dataset.toml", "[\"code\"]", "[\"code\", \"name\"]");
    portal.run(&["check"]).at_fault().says(rule).says("a foreign key names `ward` twice").says("name `ward` once");
    portal.replace("datasets/stops/dataset.toml", "[\"ward\", \"ward\"]", "[\"id\", \"ward\"]");
    portal.replace("datasets/stops/dataset.toml", "[\"code\", \"name\"]", "[\"code\", \"code\"]");
    portal.run(&["check"]).at_fault().says(rule).says("a foreign key refers to `code` twice");
}

#[test]
fn a_column_that_csvw_or_a_data_package_names_twice_is_told_too() {
    let head = "modified = 2026-01-01\ncontact_point = { name = \"Data\", email = \"data@example.org\" }\n";
    for (file, text) in [
        (
            "things.csv-metadata.json",
            "{\"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"things.csv\", \"dc:title\": \"Things\", \"dc:description\": \"Things that were counted.\",\n \"tableSchema\": {\"columns\": [{\"name\": \"id\", \"titles\": \"id\"}, {\"name\": \"n\", \"titles\": \"n\"}],\n  \"primaryKey\": [\"id\", \"id\"],\n  \"foreignKeys\": [{\"columnReference\": [\"n\", \"n\"], \"reference\": {\"resource\": \"things.csv\", \"columnReference\": [\"id\", \"n\"]}}]}}",
        ),
        (
            "datapackage.json",
            "{\"name\": \"things\", \"title\": \"Things\", \"description\": \"Things that were counted.\", \"resources\": [{\"name\": \"things\", \"path\": \"things.csv\",\n \"schema\": {\"fields\": [{\"name\": \"id\", \"type\": \"string\"}, {\"name\": \"n\", \"type\": \"string\"}],\n  \"primaryKey\": [\"id\", \"id\"],\n  \"foreignKeys\": [{\"fields\": [\"n\", \"n\"], \"reference\": {\"resource\": \"\", \"fields\": [\"id\", \"n\"]}}]}}]}",
        ),
    ] {
        let portal =
            Portal::with(&[("datasets/things/dataset.toml", head), ("datasets/things/things.csv", "id,n\na,a\n")]);
        portal.write(&format!("datasets/things/{file}"), text);
        portal
            .run(&["check"])
            .at_fault()
            .says("the primary key names `id` twice")
            .says(&format!("{file}:3:"))
            .says("a foreign key names `n` twice")
            .says(&format!("{file}:4:"));
    }
}

#[test]
fn values_that_are_equal_are_one_key_however_they_are_written() {
    let portal = Portal::with(&[]);
    dataset(&portal, "prices", &[("price", "decimal")], "", "1.0\n20\n");
    let reference = key("[\"price\"]", "prices", "[\"price\"]");
    dataset(&portal, "sales", &[("price", "decimal")], &reference, "1.00\n01\n20.000\n");
    portal.run(&["check"]).success();
    let things = things("id,n\n1.0,1\n1.00,2\n");
    things.run(&["check"]).success();
    things.replace("datasets/things/dataset.toml", "required = true", "datatype = \"decimal\"\nrequired = true");
    assert_eq!(rules(&things), ["csvw/duplicate-key"]);
}

#[test]
fn composite_keys_refer_as_a_whole_and_a_null_part_is_told() {
    let portal = Portal::with(&[]);
    dataset(&portal, "lots", &[("year", "integer"), ("lot", "string")], "", "2025,a\n2025,b\n2026,a\n");
    let reference = key("[\"lot\", \"year\"]", "lots", "[\"lot\", \"year\"]");
    let columns = [("lot", "string"), ("year", "integer")];
    dataset(&portal, "bids", &columns, &reference, "a,2025\nb,2025\nb,\n,2026\n,\n");
    let found = findings(&portal, &[]);
    assert_eq!(rows_of(&found, "csvw/broken-foreign-key"), [0_u64; 0]);
    assert_eq!(rows_of(&found, "csvw/null-reference"), [4, 5, 6]);
    portal.write("datasets/bids/bids.csv", "lot,year\na,2025\nb,2026\n");
    assert_eq!(rows_of(&findings(&portal, &[]), "csvw/broken-foreign-key"), [3]);
}

/// The rows with findings of a rule.
fn rows_of(found: &serde_json::Value, rule: &str) -> Vec<u64> {
    let all = found["diagnostics"].as_array().unwrap().iter();
    let all = all.filter(|finding| finding["rule"] == rule);
    all.map(|finding| finding["primary"]["row"].as_u64().unwrap()).collect()
}

#[test]
fn a_reference_that_is_null_warns_until_the_other_table_has_a_row_for_it() {
    let portal = wards_and_stops();
    let cold = portal.run(&["check"]).success().says("csvw/null-reference").says("row 5, column B (`ward`)");
    let warm = portal.run(&["check"]).success();
    assert_eq!(warm.stderr(), cold.stderr());
    portal.run(&["check", "wards"]).success().is_silent_on("csvw/null-reference");
    // The child is in the cache and does not change.
    portal.write("datasets/wards/wards.csv", "code,name\nE1,East\nW1,West\n,Not known\n");
    portal.run(&["check"]).success().is_silent_on("csvw/null-reference");
    portal.write("datasets/wards/wards.csv", "code,name\nE1,East\nW1,West\n,Not known\n,None\n");
    portal.run(&["check"]).success().says("csvw/null-reference");
}

#[test]
fn a_table_may_refer_to_itself() {
    let portal = Portal::with(&[]);
    let reference = key("[\"parent\"]", "units", "[\"id\"]");
    let columns = [("id", "string"), ("parent", "string")];
    dataset(&portal, "units", &columns, &reference, "c,b\nb,a\na,\n");
    portal.run(&["build"]).success();
    portal.write("datasets/units/units.csv", "id,parent\nc,b\nb,x\n");
    portal.run(&["check"]).at_fault().says("`x` is not in").says("row 3");
}

#[test]
fn a_foreign_key_in_its_own_dataset_names_the_table_only() {
    let portal = Portal::with(&[]);
    let rest = "[[table.foreign_key]]\ncolumns = [\"parent\"]\nreference = { table = \"units\", columns = [\"id\"] }\n";
    dataset(&portal, "units", &[("id", "string"), ("parent", "string")], rest, "b,a\na,\n");
    portal.run(&["check"]).success();
}

#[test]
fn two_tables_may_refer_to_each_other() {
    let portal = Portal::with(&[]);
    let columns = [("id", "string"), ("other", "string")];
    dataset(&portal, "hens", &columns, &key("[\"other\"]", "eggs", "[\"id\"]"), "h1,e1\nh2,e2\n");
    dataset(&portal, "eggs", &columns, &key("[\"other\"]", "hens", "[\"id\"]"), "e1,h1\ne2,h2\n");
    portal.run(&["build"]).success();
    portal.write("datasets/eggs/eggs.csv", "id,other\ne1,h1\ne3,h3\n");
    portal.run(&["build"]).at_fault().says("`e2` is not in").says("`h3` is not in").says("2 errors");
    portal.run(&["check", "hens"]).at_fault().says("`e2`").is_silent_on("`h3`");
}

#[test]
fn a_warm_cache_says_what_a_cold_one_says() {
    let portal = wards_and_stops();
    portal.run(&["build"]).success();
    let whole = portal.read("datasets/wards/wards.csv");
    // The parent loses a row that a child refers to; the child is in the cache and does not change.
    portal.write("datasets/wards/wards.csv", "code,name\nE1,East\n");
    let warm = portal.run(&["check"]).at_fault().says("`W1` is not in");
    let again = portal.run(&["check"]).at_fault();
    fs::remove_dir_all(portal.path(".plainsight")).unwrap();
    let cold = portal.run(&["check"]).at_fault();
    assert_eq!(warm.stderr(), cold.stderr());
    assert_eq!(again.stderr(), cold.stderr());
    portal.run(&["build"]).at_fault().says("`W1` is not in");
    portal.run(&["build"]).at_fault().says("`W1` is not in");
    portal.write("datasets/wards/wards.csv", whole);
    portal.run(&["build"]).success();
    portal.run(&["check", "stops"]).success();
    portal.run(&["check"]).success();
}

#[test]
fn a_check_between_two_builds_leaves_the_keys_of_the_first_alone() {
    let portal = wards_and_stops();
    portal.run(&["build"]).success();
    let whole = portal.read("datasets/wards/wards.csv");
    portal.write("datasets/wards/wards.csv", "code,name\nE1,East\n");
    portal.run(&["check"]).at_fault();
    portal.write("datasets/wards/wards.csv", &whole);
    portal.run(&["build"]).success();
    // And the other way round: the check saw a good child, the build has a bad one.
    portal.run(&["check"]).success();
    portal.write("datasets/stops/stops.csv", "id,ward\na,X9\n");
    portal.run(&["build"]).at_fault();
    portal.write("datasets/stops/stops.csv", "id,ward\na,E1\n");
    portal.run(&["check"]).success();
    portal.write("datasets/stops/stops.csv", "id,ward\na,X9\n");
    portal.run(&["build"]).at_fault().says("`X9`");
}

#[test]
fn a_warm_cache_keeps_warnings_and_their_places() {
    let portal = things("id,n\n=1+1,1\na@example.org,2\n");
    let cold = findings(&portal, &[]);
    assert!(cold["summary"]["warnings"].as_u64().unwrap() > 0, "{cold:#}");
    assert_eq!(findings(&portal, &[]), cold);
    portal.write(
        "datasets/apples/dataset.toml",
        described("Apples", "[[table]]\nfile = \"a.csv\"\n[[table.column]]\nname = \"a\"\n"),
    );
    portal.write("datasets/apples/a.csv", "a\n1\n");
    assert_eq!(findings(&portal, &[])["diagnostics"], cold["diagnostics"], "numbers of texts changed");
    portal.run(&["build"]).success();
    let quality = portal.read("public/quality.json");
    fs::remove_dir_all(portal.path(".plainsight")).unwrap();
    portal.run(&["build"]).success().says("0 written");
    assert_eq!(portal.read("public/quality.json"), quality);
}

#[test]
fn a_document_that_csvw_metadata_names_counts_for_the_cache() {
    let portal = Portal::with(&[
        ("datasets/stops/stops.csv", "id,n\na,x\n"),
        (
            "datasets/stops/stops.csv-metadata.json",
            "{\"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"stops.csv\", \"dc:title\": \"Stops\", \"dc:description\": \"Where a bus stops.\", \"tableSchema\": \"schema.json\"}",
        ),
        (
            "datasets/stops/schema.json",
            "{\"@context\": \"http://www.w3.org/ns/csvw\", \"columns\": [{\"name\": \"id\", \"titles\": \"id\"}, {\"name\": \"n\", \"titles\": \"n\", \"datatype\": \"string\"}]}",
        ),
    ]);
    let before = rules(&portal);
    assert!(!before.contains(&"csvw/invalid-datatype-value".to_owned()), "{before:?}");
    portal.replace("datasets/stops/schema.json", "string", "integer");
    assert!(rules(&portal).contains(&"csvw/invalid-datatype-value".to_owned()));
}
