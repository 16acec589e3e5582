//! Tables made to be hard on memory or time: each comes to a clear end.

use super::{case, lines};
use crate::diagnostics::PLACES_KEPT;
use crate::rows::Budget;

/// The findings of a rule and how many there are in all.
fn counted(case: &super::Case, rule: &str) -> (usize, u64) {
    let report = case.read().report;
    let kept = report.diagnostics().iter().filter(|finding| finding.rule.as_str() == rule).count();
    let all = report.counts().iter().filter(|count| count.rule.as_str() == rule).map(|count| count.count).sum();
    (kept, all)
}

#[test]
fn empty_lines_without_number() {
    let text = format!("a\n1\n{}2\n", "\n".repeat(300_000));
    let case = case("a:integer", text);
    let outcome = case.read();
    assert_eq!(outcome.summary.rows, 2);
    let (kept, all) = counted(&case, "csv/blank-row");
    assert_eq!((kept as u64, all), (PLACES_KEPT, 300_000));
}

#[test]
fn every_cell_wrong_in_every_row() {
    let text = format!("a,b,c\n{}", "x,y,z\n".repeat(150_000));
    let case = case("a:integer b:date c:decimal", text);
    let report = case.read().report;
    let rule = "csvw/invalid-datatype-value";
    let counts = report.counts();
    let all: Vec<u64> = counts.iter().filter(|count| count.rule.as_str() == rule).map(|count| count.count).collect();
    assert_eq!(all, [150_000; 3]);
    assert!((report.diagnostics().len() as u64) <= 3 * PLACES_KEPT);
}

#[test]
fn all_keys_equal() {
    let text = format!("a\n{}", "same\n".repeat(200_000));
    for key_bytes in [0, 1 << 27] {
        let mut case = case("a", &text).with(|table| table.schema.primary_key = vec!["a".to_owned()]);
        case.budget = Budget::new(12, key_bytes);
        let (kept, all) = counted(&case, "csvw/duplicate-key");
        assert_eq!((kept as u64, all), (PLACES_KEPT, 199_999));
    }
}

#[test]
fn twenty_thousand_columns() {
    let names: Vec<String> = (0..20_000).map(|number| format!("c{number}")).collect();
    let row = vec!["1"; 20_000].join(",");
    let text = format!("{}\n{row}\n{row}\n{row},\n", names.join(","));
    let case = case(&names.join(":integer "), text);
    let outcome = case.read();
    assert_eq!(outcome.summary.rows, 3);
    assert_eq!(lines(&outcome.report).len(), 1, "the last row has a cell too many");
}

#[test]
fn a_quote_over_the_largest_record() {
    let text = format!("a,b\n1,\"{}\n", "text, and more\n".repeat(1_300_000));
    let found = case("a b", text).found();
    assert_eq!(
        found,
        ["B2 csv/unclosed-quote: a quote is opened and never closed (16 MiB further on it is still open)"]
    );
}

#[test]
fn a_record_of_fifteen_mebibytes_is_read() {
    let cell = "x".repeat(15 * 1024 * 1024);
    let outcome = case("a b", format!("a,b\n1,{cell}\n2,\"{cell}\"\n")).read();
    assert_eq!((outcome.summary.rows, outcome.report.diagnostics().len()), (2, 0));
}

#[test]
fn a_chunk_of_quotes_alone() {
    for text in
        ["\"".repeat(100_001), format!("a\n{}", "\"\",".repeat(50_000)), format!("a\n{}", "\"\r".repeat(50_000))]
    {
        // Whatever is found, it ends and nothing panics.
        let _ = case("a", text).found();
    }
}
