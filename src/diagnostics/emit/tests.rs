//! What each emitter writes, as snapshots: one report with every kind of place, and the hard cases one by one.

use super::*;
use crate::diagnostics::{CellPlace, Excerpt};
use crate::sources::{SourcePath, Span};
use std::fmt::Write as _;

const METADATA: &str = r#"{
  "@context": "http://www.w3.org/ns/csvw",
  "url": "wards.csv",
  "tableSchema": { "columns": [
    { "name": "code" },
    { "name": "date", "datatype": {"base": "date", "format": "yyyy-MM-dd"} }
  ] }
}
"#;

const DATASET: &str = "title = \"Wards\"\nlicense = \"OGL-UK-3.0\"\n\n[[table]]\nfile = \"wards.csv\"\n";

fn repository() -> Sources {
    Sources::in_memory([
        ("plainsight.toml", b"[site]\ntitle = \"T\"\n".to_vec()),
        ("datasets/wards/wards.csv-metadata.json", METADATA.into()),
        ("datasets/wards/dataset.toml", DATASET.into()),
    ])
}

fn path(text: &str) -> SourcePath {
    SourcePath::parse(text).unwrap()
}

/// The first stretch of a text that reads `part`.
fn span(sources: &Sources, file: &str, part: &str) -> Span {
    let source = sources.text(&path(file)).unwrap();
    let start = source.text.find(part).unwrap();
    Span::new(source.id, start..start + part.len())
}

/// The cell `value` of the record `record`.
fn cell(file: &str, row: u64, column: u32, name: &str, record: &str, value: &str) -> CellPlace {
    let start = record.find(value).unwrap();
    CellPlace {
        path: path(file),
        row,
        column: Some(column),
        column_name: Some(name.to_owned()),
        line: row,
        character: record[..start].chars().count() as u64 + 1,
        excerpt: Excerpt { text: record.to_owned(), line: row, start, end: start + value.len() },
    }
}

fn of_column(diagnostic: Diagnostic, column: &str) -> Diagnostic {
    diagnostic.of_dataset("wards").of_table("wards").of_column(column)
}

fn wrong_date(sources: &Sources, row: u64) -> Diagnostic {
    let at = cell("datasets/wards/wards.csv", row, 3, "date", "E05000027,Alibon,2024-02-31,998", "2024-02-31");
    let declared =
        span(sources, "datasets/wards/wards.csv-metadata.json", r#"{"base": "date", "format": "yyyy-MM-dd"}"#);
    of_column(Diagnostic::new("csvw/invalid-datatype-value", "`2024-02-31` is not a date", at), "date")
        .because("February 2024 has 29 days")
        .also(declared, "the column `date` is declared here")
        .help("correct the value, or list it under `null` for this column")
}

/// A report with every kind of place.
fn every_place(sources: &Sources) -> Report {
    let mut report = Report::default();
    for row in [48_212, 7, 9, 48_213] {
        report.add(wrong_date(sources, row));
    }
    report.count(&wrong_date(sources, 1), 9_996);
    let key = span(sources, "datasets/wards/dataset.toml", "license");
    report.add(
        Diagnostic::new("project/unknown-key", "there is no key `license` here", key)
            .of_dataset("wards")
            .help("the key is spelt `licence`"),
    );
    let mut warning =
        Diagnostic::new("dcat/missing-contact-point", "`wards` names no contact", Location::Dataset("wards".into()))
            .of_dataset("wards")
            .help("add to `datasets/wards/dataset.toml`:\ncontact_point = { name = \"…\", email = \"…\" }");
    warning.severity = Severity::Warning;
    report.add(warning);
    let mut info =
        Diagnostic::new("project/derived-name", "`Ward name` became `ward_name`", path("datasets/wards/wards.csv"));
    info.severity = Severity::Info;
    report.add(info);
    let mut empty = Diagnostic::new("project/no-datasets", "there are no datasets", Location::Site)
        .because("there is no folder below `datasets/`");
    empty.severity = Severity::Warning;
    report.add(empty);
    report
}

fn shown(report: &Report, sources: &Sources, options: FullOptions) -> String {
    let mut out = Vec::new();
    full(report, sources, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn one(diagnostic: Diagnostic, sources: &Sources) -> String {
    let mut report = Report::default();
    report.add(diagnostic);
    shown(&report, sources, FullOptions { colour: false, width: 80 })
}

#[test]
fn full_shows_every_kind_of_place() {
    let sources = repository();
    insta::assert_snapshot!(shown(&every_place(&sources), &sources, FullOptions::default()));
}

#[test]
fn concise_is_a_line_each() {
    let sources = repository();
    let mut out = Vec::new();
    concise(&every_place(&sources), &sources, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn json_has_everything_that_was_kept() {
    let sources = repository();
    let mut out = Vec::new();
    json(&every_place(&sources), &sources, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["version"], 1);
    assert_eq!(value["diagnostics"].as_array().unwrap().len(), 8);
    assert_eq!(value["summary"]["errors"], 10_001);
    insta::assert_snapshot!(text);
}

#[test]
fn json_of_nothing_is_the_same_object() {
    let mut out = Vec::new();
    json(&Report::default(), &repository(), &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["diagnostics"], serde_json::json!([]));
    assert_eq!(value["summary"], serde_json::json!({"errors": 0, "warnings": 0, "infos": 0}));
}

#[test]
fn a_multi_line_cell_shows_its_lines() {
    let sources = repository();
    let record = "E05000027,\"12 High Street\r\nExample\r\nEX1 1AA\",998";
    let at = cell("datasets/wards/wards.csv", 4, 2, "address", record, "\"12 High Street\r\nExample\r\nEX1 1AA\"");
    insta::assert_snapshot!(one(
        of_column(Diagnostic::new("csvw/pattern-mismatch", "the value is not of the pattern `[A-Z ]+`", at), "address")
            .because("begins and ends here"),
        &sources
    ));
}

#[test]
fn wide_characters_are_pointed_at_where_they_stand() {
    let sources = repository();
    let at = cell("datasets/wards/wards.csv", 2, 2, "name", "東京,大阪市,x", "大阪市");
    insta::assert_snapshot!(one(
        of_column(Diagnostic::new("csvw/value-not-in-code-list", "`大阪市` is not in the code list", at), "name")
            .because("not among the 3 codes"),
        &sources
    ));
}

#[test]
fn a_value_cannot_draw_on_the_screen() {
    let sources = repository();
    let value = "a\u{1b}[31mred\u{9b}2J\u{202e}evil\u{e000}0\u{e000}";
    let at = cell("datasets/wards/wards.csv", 2, 1, "name", &format!("{value},x"), value);
    let diagnostic = of_column(Diagnostic::new("csvw/pattern-mismatch", format!("`{value}` is wrong"), at), "name")
        .because(value)
        .help(format!("write `{value}`"));
    let mut report = Report::default();
    report.add(diagnostic);
    let mut lines = Vec::new();
    concise(&report, &sources, &mut lines).unwrap();
    for text in [shown(&report, &sources, FullOptions::default()), String::from_utf8(lines).unwrap()] {
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{e000}']), "{text}");
        assert!(text.contains("datasets/wards/wards.csv:2:1"), "{text}");
    }
}

#[test]
fn a_place_in_one_endless_line_is_cut_and_its_address_stays_right() {
    let mut text = "{".to_owned();
    for number in 0..20_000 {
        write!(text, "\"key{number}\":{number},").unwrap();
    }
    let sources = Sources::in_memory([("datapackage.json", text.into_bytes())]);
    let at = span(&sources, "datapackage.json", "\"key777\"");
    let text = one(Diagnostic::new("datapackage/invalid", "`key777` is no property", at).because("here"), &sources);
    assert!(text.len() < 1_000, "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_cut_record_keeps_the_address_of_the_cell() {
    let sources = repository();
    let mut at = cell("datasets/wards/wards.csv", 5, 40, "note", "…,b,wrong,c,…", "wrong");
    (at.line, at.character) = (9, 5_120);
    at.excerpt.line = 9;
    insta::assert_snapshot!(one(
        of_column(Diagnostic::new("csvw/wrong-length", "`wrong` has 5 characters", at), "note").because("at most 4"),
        &sources
    ));
}

#[test]
fn spans_at_the_edges_of_a_text_do_not_fail() {
    let sources =
        Sources::in_memory([("a.toml", "é".into()), ("empty.toml", Vec::new()), ("cr.toml", "a\rb\rc".into())]);
    for (file, start, end) in [
        ("a.toml", 1, 1),
        ("a.toml", 0, 99),
        ("a.toml", 50, 2),
        ("empty.toml", 0, 0),
        ("empty.toml", 3, 7),
        ("cr.toml", 1, 2),
        ("cr.toml", 0, 5),
        ("cr.toml", 5, 5),
    ] {
        let source = sources.text(&path(file)).unwrap();
        let at = Span { source: source.id, start, end };
        let text = one(Diagnostic::new("project/invalid-toml", "not TOML", at).because("here"), &sources);
        assert!(text.contains(file), "{text}");
    }
}

#[test]
fn excerpts_with_places_out_of_range_do_not_fail() {
    let sources = repository();
    for (text, start, end) in [("é,b", 1, 1), ("a", 5, 9), ("a,b", 2, 1), ("a\rb\r\nc\n", 0, 8), ("\n\n", 1, 2)] {
        let mut at = cell("datasets/wards/wards.csv", 2, 1, "a", "a", "a");
        at.excerpt = Excerpt { text: text.to_owned(), line: u64::MAX, start, end };
        one(of_column(Diagnostic::new("csv/stray-quote", "a quote", at), "a").because("here"), &sources);
    }
}

#[test]
fn findings_about_metadata_are_listed_before_they_are_counted() {
    let sources = Sources::in_memory([]);
    let mut report = Report::default();
    for number in 1..=30 {
        let id = format!("d{number:02}");
        report.add(
            Diagnostic::new("dcat/missing-title", format!("`{id}` has no title"), Location::Dataset(id.clone()))
                .of_dataset(id),
        );
    }
    insta::assert_snapshot!(shown(&report, &sources, FullOptions::default()));
}

#[test]
fn what_was_only_counted_is_told_too() {
    let sources = repository();
    let mut report = Report::default();
    report.count(&wrong_date(&sources, 1), 1_200);
    let text = shown(&report, &sources, FullOptions::default());
    assert_eq!(text, "1,200 without a place: error[csvw/invalid-datatype-value] in `date` of table `wards`\n\n");
}

#[test]
fn an_endless_value_is_cut() {
    let sources = repository();
    let message = format!("`{}` is not a date", "x".repeat(1_000_000));
    let text = one(Diagnostic::new("csvw/invalid-datatype-value", message, Location::Site), &sources);
    assert!(text.len() < 3_000 && text.contains('…'));
}

#[test]
fn colour_is_only_there_when_asked_for() {
    let sources = repository();
    let report = every_place(&sources);
    let plain = shown(&report, &sources, FullOptions { colour: false, width: 100 });
    let coloured = shown(&report, &sources, FullOptions { colour: true, width: 100 });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains('\u{1b}'));
    assert!(coloured.contains("datasets/wards/wards.csv:7:18"));
}

#[test]
fn the_order_in_which_findings_were_made_does_not_matter() {
    let sources = repository();
    let report = every_place(&sources);
    let mut reversed = Report::default();
    report.diagnostics().iter().rev().for_each(|diagnostic| reversed.add(diagnostic.clone()));
    reversed.count(&wrong_date(&sources, 1), 9_996);
    assert_eq!(shown(&report, &sources, FullOptions::default()), shown(&reversed, &sources, FullOptions::default()));
}

#[test]
fn totals_are_said_in_words() {
    let sources = repository();
    assert_eq!(totals(&every_place(&sources)), "10,001 errors, 2 warnings, 1 note");
    assert_eq!(totals(&Report::default()), "nothing found");
}

#[test]
fn formats_go_by_their_names() {
    for format in OutputFormat::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert!("xml".parse::<OutputFormat>().unwrap_err().contains("`full`, `concise`, `json`"));
}
