//! Cells against their columns.

use super::case;
use crate::csvw::Place;
use crate::diagnostics::{Location, PLACES_KEPT, Severity};
use crate::model::{CodeList, Text};

#[test]
fn cells_are_held_against_datatype_and_constraints() {
    let table = case(
        "day:date n:integer code size:integer",
        "day,n,code,size\n2024-02-31,x,AB1,5\n31/01/2024,,,500\n2024-01-01,1,ab,5\n",
    )
    .column("n", |column| column.required = true)
    .column("code", |column| column.datatype.format = Some("[A-Z]+[0-9]".to_owned()))
    .column("size", |column| column.datatype.maximum = Some("100".to_owned()));
    let found = table.found();
    let begin: Vec<String> = found.iter().map(|line| line.split(" (").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        begin,
        [
            "A2 csvw/invalid-datatype-value: `2024-02-31` is not a date",
            "B2 csvw/invalid-datatype-value: `x` is not an integer",
            "A3 csvw/invalid-datatype-value: `31/01/2024` is not a date",
            "B3 csvw/missing-required-value: `n` has no value, and one is required",
            "D3 csvw/out-of-range: `500` is out of range",
            "C4 csvw/pattern-mismatch: `ab` does not match the pattern of `code`",
        ]
    );
    assert!(found[0].contains("February 2024 has 29 days"), "{}", found[0]);
    let report = table.read().report;
    assert_eq!(
        report.diagnostics()[2].help,
        [
            "if the column is written like this:\ndatatype = { base = \"date\", format = \"dd/MM/yyyy\" }",
            "correct the value, or list it under `null` for this column"
        ]
    );
    assert!(report.diagnostics().iter().all(|finding| finding.severity == Severity::Error));
}

#[test]
fn a_finding_points_at_the_declaration_of_its_column() {
    let place = Place { document: 3, start: 10, end: 20 };
    let table = case("n:integer", "n\nx\n").column("n", |column| column.datatype_place = Some(place));
    let finding = table.finding();
    let [declared] = finding.secondary.as_slice() else { panic!("{finding:?}") };
    assert_eq!(declared.text.as_deref(), Some("the column `n` is declared here"));
    assert!(matches!(declared.at, Location::Text(span) if span.start == 10 && span.source.0 == 3));
}

#[test]
fn codes_are_compared_as_values() {
    let codes = |codes: &[&str]| {
        Some(CodeList::Codes(codes.iter().map(|code| ((*code).to_owned(), Text::default())).collect()))
    };
    let table = case(
        "kind level:integer day:date",
        "kind,level,day\na,01,31/01/2026\nb;c,2,01/02/2026\nx;b,3,31/01/2026\n,,\n",
    )
    .column("kind", |column| column.separator = Some(";".to_owned()))
    .column("day", |column| column.datatype.format = Some("dd/MM/yyyy".to_owned()))
    .with(|table| {
        table.columns[0].code_list = codes(&["a", "b", "c"]);
        table.columns[1].code_list = codes(&["1", "2", "+3"]);
        table.columns[2].code_list = codes(&["2026-01-31"]);
    });
    assert_eq!(
        table.found(),
        [
            "C3 csvw/value-not-in-code-list: `01/02/2026` is not in the code list of `day` (the codes are `2026-01-31`)",
            "A4 csvw/value-not-in-code-list: `x;b` is not in the code list of `kind` (the codes are `a`, `b`, `c`)",
            "5 csv/blank-row: a row whose cells are all empty (it is published as a row without values)",
        ]
    );
}

#[test]
fn a_list_whose_items_get_the_separator_is_found() {
    let table = case("id days:date", "id,days\n1,31/01/2026-01/02/2026\n").column("days", |column| {
        column.separator = Some("-".to_owned());
        column.datatype.format = Some("dd/MM/yyyy".to_owned());
    });
    assert!(table.found()[0].starts_with("B2 csvw/separator-in-value"), "{:?}", table.found());
}

#[test]
fn counts_are_exact_when_places_are_no_longer_kept() {
    let rows = usize::try_from(PLACES_KEPT).unwrap() + 5;
    let mut table = case("n:integer m", format!("n,m\n{}", "x,\n".repeat(rows)));
    table.tuning.large = 0;
    table.tuning.chunk_size = 50_000;
    let report = table.read().report;
    let counts = report.counts();
    let wrong = counts.iter().find(|count| count.rule.as_str() == "csvw/invalid-datatype-value").unwrap();
    assert_eq!((wrong.count, wrong.column.as_deref()), (rows as u64, Some("n")));
    let kept = report.diagnostics().iter().filter(|finding| finding.column.as_deref() == Some("n")).count();
    assert_eq!(kept as u64, PLACES_KEPT);
}

#[test]
fn cells_are_judged_by_what_of_a_declaration_can_be_meant() {
    let table = case("day:date n:integer s", "day,n,s\n2026-01-31,1,x\n")
        .column("day", |column| column.datatype.format = Some("dd/QQ/yyyy".to_owned()))
        .column("n", |column| {
            column.datatype.minimum = Some("9".to_owned());
            column.datatype.maximum = Some("1".to_owned());
        })
        .column("s", |column| column.datatype.minimum = Some("9".to_owned()));
    let found: Vec<String> =
        table.found().iter().map(|line| line.split(": ").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(found, ["B2 csvw/out-of-range"]);
    let encoding = case("a", "a\n1\n").with(|table| table.schema.dialect.encoding = "latin-9000".to_owned());
    assert_eq!(encoding.found(), ["things.csv csv/unknown-encoding: `latin-9000` is not an encoding"]);
    assert!(encoding.read().fatal);
}
