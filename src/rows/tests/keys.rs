//! Keys within a table and across tables.

use super::{Case, case, foreign_key, lines};
use crate::rows::Budget;
use crate::rows::keys::{KeySet, resolve};

fn with_key(table: Case, columns: &[&str]) -> Case {
    table.with(|table| table.schema.primary_key = columns.iter().map(|name| (*name).to_owned()).collect())
}

fn referenced(mut table: Case, columns: &[&str]) -> KeySet {
    let names: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    table.referenced = vec![names.clone()];
    table.read().keys.referenced.remove(&names).unwrap()
}

#[test]
fn a_repeated_key_is_told_with_its_first_row() {
    let table = with_key(case("id:decimal name", "id,name\n1.0,a\n2,b\n1.00,c\n3,d\n1,e\n"), &["id"]);
    assert_eq!(
        table.found(),
        [
            "A4 csvw/duplicate-key: `1.00` is the key of another row already (the first is in row 2)",
            "A6 csvw/duplicate-key: `1` is the key of another row already (the first is in row 2)",
        ]
    );
    assert_eq!(table.read().keys.primary.unwrap().repeated_rows(), 2);
}

#[test]
fn a_key_of_two_columns_and_of_two_files() {
    let table = with_key(case("a b", "a,b\n1,x\n1,y\n").file("more.csv", "b,a\nz,1\nx,1\n"), &["a", "b"]);
    assert_eq!(
        table.found(),
        ["B3 csvw/duplicate-key: `1`, `x` is the key of another row already (the first is in row 2 of `things.csv`)"]
    );
}

#[test]
fn a_key_has_no_gap() {
    let table = with_key(case("a b", "a,b\n1,x\n,y\n3,\n"), &["a", "b"]);
    assert_eq!(
        table.found(),
        [
            "A3 csvw/missing-key-value: `a` has no value, and it is part of the primary key (a row is told apart by this value)",
            "B4 csvw/missing-key-value: `b` has no value, and it is part of the primary key (a row is told apart by this value)",
        ]
    );
    let required = with_key(case("a b", "a,b\n,x\n1,y\n"), &["a"]).column("a", |column| column.required = true);
    assert_eq!(required.found().len(), 1, "one mistake is one finding: {:?}", required.found());
    let flawed = with_key(case("a:integer", "a\nx\nx\n1\n"), &["a"]);
    assert_eq!(
        flawed.found().len(),
        2,
        "a cell that is no integer is not a repeated key as well: {:?}",
        flawed.found()
    );
}

#[test]
fn references_lead_to_exactly_one_row() {
    let wards = referenced(case("code area", "code,area\nE1,N\nE2,N\nE3,S\n"), &["code"]);
    let areas = referenced(case("code area", "code,area\nE1,N\nE2,N\nE3,S\n"), &["area"]);
    let stops = case("id ward area", "id,ward,area\n1,E1,S\n2,E9,N\n3,,\n4,E2,X\n5,E9,S\n").with(|table| {
        table.schema.foreign_keys =
            vec![foreign_key(&["ward"], "wards/wards", &["code"]), foreign_key(&["area"], "wards/wards", &["area"])];
    });
    let keys = stops.read().keys;
    let [Some(ward), Some(area)] = keys.foreign.as_slice() else { panic!("{keys:?}") };
    let (ward, area) = (resolve(ward, &wards).unwrap(), resolve(area, &areas).unwrap());
    assert_eq!((ward.missing.rows, ward.ambiguous.rows), (2, 0));
    assert_eq!((area.missing.rows, area.ambiguous.rows), (1, 1));
    assert_eq!(
        stops.locate(vec![(0, ward), (1, area)]),
        [
            "B3 csvw/broken-foreign-key: `E9` is not in `wards/wards` (code) (it refers to no row)",
            "C3 csvw/ambiguous-foreign-key: `N` is in several rows of `wards/wards` (area) (it refers to more than one row)",
            "C5 csvw/broken-foreign-key: `X` is not in `wards/wards` (area) (it refers to no row)",
            "B6 csvw/broken-foreign-key: `E9` is not in `wards/wards` (code) (it refers to no row)",
        ]
    );
}

#[test]
fn a_reference_with_a_gap_or_a_flaw_is_not_judged() {
    let target = referenced(case("a:integer b", "a,b\n1,x\n"), &["a", "b"]);
    let table = case("a:integer b", "a,b\n1,x\n,x\n1,\nq,x\n1,x,y\n").with(|table| {
        table.schema.foreign_keys = vec![foreign_key(&["a", "b"], "other/other", &["a", "b"])];
    });
    let keys = table.read().keys;
    let foreign = keys.foreign[0].as_ref().unwrap();
    assert_eq!(foreign.rows(), 1);
    assert!(resolve(foreign, &target).unwrap().is_good());
}

#[test]
fn a_digest_depends_on_keys_and_not_on_the_rest() {
    let digest = |text: &str| referenced(case("code name", text), &["code"]).digest();
    let plain = digest("code,name\nE1,a\nE2,b\n");
    assert_eq!(plain, digest("name,code\nother,E2\nnames,E1\n"));
    assert_ne!(plain, digest("code,name\nE1,a\nE3,b\n"));
    assert_ne!(plain, digest("code,name\nE1,a\nE2,b\nE2,c\n"));
}

#[test]
fn spilled_keys_find_the_same() {
    let text: String = (0..70_000).map(|row| format!("{}\n", row % 69_990)).collect();
    let mut table = with_key(case("id", format!("id\n{text}")), &["id"]);
    let in_memory = table.read();
    table.budget = Budget::new(1, 0);
    table.tuning.large = 0;
    let spilled = table.read();
    assert_eq!(lines(&in_memory.report).len(), 10);
    assert_eq!(in_memory.report, spilled.report);
    assert_eq!(in_memory.keys.primary.unwrap().digest(), spilled.keys.primary.unwrap().digest());
}
