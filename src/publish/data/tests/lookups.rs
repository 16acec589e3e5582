//! Rows by a value or by their key.

use super::{Built, Limits, NONE, build};
use crate::rows::tests::case;

#[test]
fn values_are_looked_up_unless_they_cannot_be_in_an_address() {
    let table = case("id code", "id,code\n1,N1\n2,a b\n3,N2\n4,N1\n5,n3\n6,N3\n7,\n8,..\n")
        .with(|table| table.index = vec!["code".to_owned()]);
    let built = build(&table, NONE);
    let lookup = &built.outcome.summary.lookups[0];
    assert_eq!(lookup.values, [("N1".to_owned(), 1), ("N2".to_owned(), 1)]);
    assert_eq!(lookup.left_out, 4);
    assert_eq!(
        built.text("api/v1/datasets/things/tables/things/by/code/N1/1.json"),
        "{\"dataset\":\"things\",\"table\":\"things\",\"column\":\"code\",\"value\":\"N1\",\"page\":1,\"count\":2,\"first\":\"1.json\",\"prev\":null,\"next\":null,\"rows\":[\n\
         {\"id\":\"1\",\"code\":\"N1\"},\n{\"id\":\"4\",\"code\":\"N1\"}\n]}\n"
    );
    assert!(!built.files.keys().any(|path| path.contains("/n3/") || path.contains("/N3/")));
    let [finding] = built.outcome.report.diagnostics() else { panic!() };
    assert_eq!(finding.message, "4 values of `code`, such as `a b`, have no look-up");
}

#[test]
fn a_row_of_a_small_table_is_found_by_its_key() {
    let keys = |rows: &str, most: u64| {
        let table = case("id name", format!("id,name\n{rows}")).with(|table| {
            table.schema.primary_key = vec!["id".to_owned()];
        });
        build(&table, Limits { key_pages_max: most, ..NONE })
    };
    let built = keys("a1,x\na2,y\n", 2);
    let lookup = &built.outcome.summary.lookups[0];
    assert_eq!(lookup.values, [("a1".to_owned(), 1), ("a2".to_owned(), 1)]);
    assert_eq!(built.json("api/v1/datasets/things/tables/things/by/id/a2/1.json")["rows"][0]["name"], "y");
    let none = |built: &Built| {
        let summary = &built.outcome.summary;
        assert!(
            summary.lookups.is_empty() && summary.withdrawn.is_empty() && built.outcome.report.diagnostics().is_empty()
        );
        assert!(!built.files.keys().any(|path| path.contains("/by/")));
    };
    none(&keys("a1,x\na2,y\n", 1));
    none(&keys("a1,x\na2,y\n", 0));
    for other in ["a/2", "..", "%", "A1", "אב", "a b"] {
        none(&keys(&format!("a1,x\n{other},y\n"), 9));
    }
}

#[test]
fn a_key_that_is_an_index_too_is_looked_up_once() {
    let table = case("id", "id\na1\na/2\n").with(|table| {
        table.schema.primary_key = vec!["id".to_owned()];
        table.index = vec!["id".to_owned()];
    });
    let built = build(&table, NONE);
    let lookups: Vec<u64> = built.outcome.summary.lookups.iter().map(|lookup| lookup.left_out).collect();
    assert_eq!(lookups, [1], "what was asked for is there as far as it can be");
}

#[test]
fn a_row_with_a_list_is_found_by_each_item() {
    let table = case("id tags", "id,tags\n1,a;b;a\n2,b\n")
        .column("tags", |column| column.separator = Some(";".to_owned()))
        .with(|table| table.index = vec!["tags".to_owned()]);
    let built = build(&table, NONE);
    let rows = |tag: &str| {
        built.json(&format!("api/v1/datasets/things/tables/things/by/tags/{tag}/1.json"))["rows"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((rows("a"), rows("b")), (1, 2));
}

#[test]
fn a_look_up_of_many_rows_has_pages() {
    let rows: String = (0..2500).map(|row| format!("{row},{}\n", row % 2)).collect();
    let table = case("id:integer code", format!("id,code\n{rows}")).with(|table| table.index = vec!["code".to_owned()]);
    let built = build(&table, NONE);
    assert_eq!(built.outcome.summary.lookups[0].values, [("0".to_owned(), 2), ("1".to_owned(), 2)]);
    assert_eq!(built.json("api/v1/datasets/things/tables/things/by/code/1/2.json")["rows"][0]["id"], 2001);
}

#[test]
fn a_look_up_by_too_many_values_is_told() {
    let rows: String = (0..=100_000).map(|row| format!("{row}\n")).collect();
    let table = case("code", format!("code\n{rows}")).with(|table| table.index = vec!["code".to_owned()]);
    let built = build(&table, NONE);
    assert_eq!(built.outcome.summary.lookups.len(), 0);
    let [finding] = built.outcome.report.diagnostics() else { panic!() };
    assert_eq!(
        finding.message,
        "`api/v1/datasets/things/tables/things/by/code/` is not written: `code` has more than 100000 different values"
    );
}
