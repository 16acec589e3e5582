//! Keys within a table and across tables.

use super::{Case, case, foreign_key, lines};
use crate::diagnostics::{PLACES_KEPT, Severity};
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
    assert_eq!((ward.missing.rows, ward.ambiguous.rows, ward.null.rows), (2, 0, 1));
    assert_eq!((area.missing.rows, area.ambiguous.rows, area.null.rows), (1, 1, 1));
    assert_eq!(
        stops.locate(vec![(0, ward), (1, area)]),
        [
            "B3 csvw/broken-foreign-key: `E9` is not in `wards/wards` (code) (it refers to no row)",
            "C3 csvw/ambiguous-foreign-key: `N` is in several rows of `wards/wards` (area) (it refers to more than one row)",
            "B4 csvw/null-reference: `ward` is null, which leads to no single row of `wards/wards` (code) (in CSVW a reference that is null is broken)",
            "C4 csvw/null-reference: `area` is null, which leads to no single row of `wards/wards` (area) (in CSVW a reference that is null is broken)",
            "C5 csvw/broken-foreign-key: `X` is not in `wards/wards` (area) (it refers to no row)",
            "B6 csvw/broken-foreign-key: `E9` is not in `wards/wards` (code) (it refers to no row)",
        ]
    );
}

#[test]
fn a_reference_with_a_flaw_is_not_judged() {
    let target = referenced(case("a:integer b", "a,b\n1,x\n"), &["a", "b"]);
    let table = case("a:integer b", "a,b\n1,x\nq,x\n1,x,y\n").with(|table| {
        table.schema.foreign_keys = vec![foreign_key(&["a", "b"], "other/other", &["a", "b"])];
    });
    let keys = table.read().keys;
    let foreign = keys.foreign[0].as_ref().unwrap();
    assert_eq!(foreign.rows(), 1);
    assert!(resolve(foreign, &target).unwrap().is_good());
}

/// A table that refers to pairs, and those pairs.
fn pairs(ours: &str, theirs: &str) -> (Case, KeySet) {
    let target = referenced(case("a:integer b", format!("a,b\n{theirs}")), &["a", "b"]);
    let table = case("a:integer b", format!("a,b\n{ours}")).with(|table| {
        table.schema.foreign_keys = vec![foreign_key(&["a", "b"], "other/other", &["a", "b"])];
    });
    (table, target)
}

#[test]
fn a_null_in_a_reference_is_found_while_the_table_is_read() {
    let (table, target) = pairs("1,x\n,x\n1,\n,\nq,\n", "1,x\n2,x\n");
    let read = table.read();
    let is_of_pass = |line: &String| line.contains("null-reference");
    assert!(!lines(&read.report).iter().any(is_of_pass), "not before it is known what the other table has");
    let found = &read.keys.null_references[0];
    let begin = |line: &String| line.split(':').next().unwrap_or_default().to_owned();
    let places: Vec<String> = lines(found).iter().map(begin).collect();
    assert_eq!(places, ["A3 csvw/null-reference", "B4 csvw/null-reference", "A5 csvw/null-reference"]);
    let finding = &found.diagnostics()[0];
    assert_eq!(
        (finding.severity, finding.column.as_deref(), finding.table.as_deref(), finding.dataset.as_deref()),
        (Severity::Warning, Some("a, b"), Some("things"), Some("things"))
    );
    let resolution = resolve(read.keys.foreign[0].as_ref().unwrap(), &target).unwrap();
    assert_eq!((resolution.null.rows, resolution.good_nulls, resolution.missing.rows), (3, 0, 0));
    assert_eq!(table.locate(vec![(0, resolution)]), lines(found), "the same if it is looked for");
}

#[test]
fn a_null_that_one_row_has_is_a_good_reference() {
    let (table, target) = pairs("1,x\n,x\n1,\n", "1,x\n,x\n1,\n");
    let resolution = resolve(table.read().keys.foreign[0].as_ref().unwrap(), &target).unwrap();
    assert!(resolution.is_good() && resolution.good_nulls == 2, "{resolution:?}");
    let (table, target) = pairs("1,x\n,x\n1,\n,\n", "1,x\n,x\n1,\n1,\n");
    let resolution = resolve(table.read().keys.foreign[0].as_ref().unwrap(), &target).unwrap();
    assert_eq!((resolution.null.rows, resolution.good_nulls), (2, 1));
    let places: Vec<String> = table.locate(vec![(0, resolution)]).iter().map(|line| line[..2].to_owned()).collect();
    assert_eq!(places, ["B4", "A5"], "null is not the key of one row if two have it");
}

#[test]
fn null_references_are_counted_when_their_places_are_no_longer_kept() {
    let rows = usize::try_from(PLACES_KEPT).unwrap() + 5;
    let mut table = case("id ward", format!("id,ward\n{}", "1,\n".repeat(rows))).with(|table| {
        table.schema.foreign_keys = vec![foreign_key(&["ward"], "wards/wards", &["code"])];
    });
    table.tuning.large = 0;
    table.tuning.chunk_size = 50_000;
    let found = table.read().keys.null_references.remove(0);
    assert_eq!(found.total(Severity::Warning), rows as u64);
    assert_eq!(found.diagnostics().len() as u64, PLACES_KEPT);
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
    assert_eq!(in_memory.keys.primary, spilled.keys.primary);
}

/// Rows of which so many of a thousand repeat an earlier key, among others that have none.
fn repeating(rows: usize, of_thousand: usize) -> String {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let row = |row: usize| match random(1000) {
        _ if row % 500 == 7 => "\n".to_owned(),
        _ if row % 500 == 8 => format!("{row},ragged,\n"),
        _ if row % 500 == 9 => format!("x{row},flawed\n"),
        _ if row % 500 == 10 => format!("{row},\"two\nlines\"\n"),
        chance if chance < of_thousand => format!("{}.0,again\n", random(row + 1)),
        _ => format!("{row},\n"),
    };
    (0..rows).map(row).collect()
}

/// Where there is no memory for a filter the table is read again from its beginning: the simple way to the same end.
fn assert_same_without_memory(mut table: Case) -> usize {
    let filtered = table.read();
    table.budget = Budget::new(1, 0);
    let sorted = table.read();
    assert!(filtered.report == sorted.report);
    assert_eq!(filtered.keys.primary, sorted.keys.primary);
    for (large, chunk_size) in [(0, 20_011), (u64::MAX, 300_007)] {
        table.budget = Budget::for_cores(2);
        (table.tuning.large, table.tuning.chunk_size) = (large, chunk_size);
        assert!(table.read().report == filtered.report, "{large} {chunk_size}");
    }
    filtered.report.diagnostics().iter().filter(|finding| finding.rule.to_string() == "csvw/duplicate-key").count()
}

#[test]
fn repeated_keys_of_a_long_table_are_found_without_reading_it_again() {
    let text = format!("id,name\n{}", repeating(60_000, 2));
    let found = assert_same_without_memory(with_key(case("id:decimal name", text), &["id"]));
    assert!((80..160).contains(&found), "{found}");
}

#[test]
fn thousands_of_repeated_keys_in_two_files_are_found() {
    let texts = [repeating(40_000, 200), repeating(30_000, 100)].map(|rows| format!("id,name\n{rows}"));
    let table = with_key(case("id:decimal name", &texts[0]).file("more.csv", &texts[1]), &["id"]);
    let found = assert_same_without_memory(table);
    assert!(found > 30_000, "{found}");
}
