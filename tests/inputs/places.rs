//! Places as a spreadsheet counts them, what is round about, and the three ways to show findings.

use super::{findings, things};

const TOML: &str = "datasets/things/dataset.toml";

/// A table whose one flaw has everything before it that makes counting hard.
fn hard() -> crate::support::Portal {
    let portal =
        things("\u{feff}Things,,\r\n\r\nid,n,note\r\n\"a\r\nb\",1,\"x\r\ny\"\r\n漢字,\"ba\"\"d\",q\r\nc,2,z\r\n");
    portal.replace(TOML, "primary_key", "dialect = { skip_rows = 2 }\nprimary_key");
    portal.write(TOML, format!("{}\n[[table.column]]\nname = \"note\"\n", portal.read(TOML)));
    portal
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does_and_lines_as_an_editor_does() {
    let portal = hard();
    let found = findings(&portal, &[]);
    assert_eq!(found["diagnostics"].as_array().unwrap().len(), 1, "{found:#}");
    let place = &found["diagnostics"][0]["primary"];
    assert_eq!(place["row"], 5);
    assert_eq!(place["column_letters"], "B");
    assert_eq!(place["column_name"], "n");
    assert_eq!((&place["line"], &place["character"]), (&7.into(), &4.into()));
    let declared = &found["diagnostics"][0]["secondary"][0];
    assert_eq!((&declared["line"], &declared["character"]), (&18.into(), &12.into()));
}

#[test]
fn a_bad_cell_in_full() {
    insta::assert_snapshot!("a_bad_cell", hard().run(&["check"]).at_fault().stderr());
}

#[test]
fn a_duplicate_key_in_full() {
    insta::assert_snapshot!("a_duplicate_key", things("id,n\na,1\nb,2\na,3\n").run(&["check"]).at_fault().stderr());
}

#[test]
fn an_encoding_in_full() {
    insta::assert_snapshot!("an_encoding", things(b"id,n\na,1\ncaf\xe9,2\n").run(&["check"]).at_fault().stderr());
}

#[test]
fn an_undeclared_column_in_full() {
    insta::assert_snapshot!("an_undeclared_column", things("id,n,email\na,1,x\n").run(&["check"]).at_fault().stderr());
}

#[test]
fn a_slip_in_a_key_in_full() {
    let portal = things("id,n\na,1\n");
    portal.replace(TOML, "required", "requird");
    insta::assert_snapshot!("a_slip_in_a_key", portal.run(&["check"]).at_fault().stderr());
}

#[test]
fn people_see_three_and_the_exact_count_programs_see_all() {
    let rows: String = (0..2_000).map(|row| format!("r{row},{}\n", if row % 2 == 0 { "x" } else { "1" })).collect();
    let portal = things(format!("id,n\n{rows}"));
    let ran = portal.run(&["check"]).at_fault().says("and 997 more like this").says("1,000 errors");
    assert_eq!(ran.stderr().matches("error[csvw/invalid-datatype-value]: ").count(), 3);
    let found = findings(&portal, &[]);
    assert_eq!(found["diagnostics"].as_array().unwrap().len(), 1_000);
    let rows: Vec<u64> = found["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["primary"]["row"].as_u64().unwrap())
        .collect();
    assert!(rows.iter().copied().eq((0..1_000).map(|n| 2 + 2 * n)), "in order, none left out");
    assert_eq!(found["counts"][0]["count"], 1_000);
    assert_eq!(found["summary"]["errors"], 1_000);
}

#[test]
fn counts_are_exact_beyond_the_places_that_are_kept() {
    let portal = things(format!("id,n\n{}", (0..150_000).map(|row| format!("r{row},x\n")).collect::<String>()));
    let found = findings(&portal, &[]);
    assert_eq!(found["diagnostics"].as_array().unwrap().len(), 100_000);
    assert_eq!(found["counts"][0]["count"], 150_000);
    portal.run(&["check"]).at_fault().says("150,000 errors");
}

#[test]
fn concise_is_a_line_a_finding() {
    let ran = things("id,n\na,x\nb,y\n").run(&["check", "--format", "concise"]).at_fault();
    let said = ran.stderr();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert_eq!(lines[0], "datasets/things/things.csv:2:3: error[csvw/invalid-datatype-value] `x` is not an integer");
    assert!(ran.stdout().is_empty());
}

#[test]
fn json_is_the_only_thing_on_standard_output() {
    let portal = things("id,n\na,1\n");
    let found = findings(&portal, &[]);
    assert_eq!(found["version"], 1);
    assert_eq!(found["summary"]["errors"], 0);
    let ran = portal.run(&["build", "--format", "json"]).success();
    serde_json::from_str::<serde_json::Value>(&ran.stdout()).unwrap();
}

#[test]
fn control_characters_in_a_cell_do_not_reach_the_terminal() {
    let portal = things("id,n\n\u{202e}evil\u{1b}[31m\u{7},\u{202e}12\u{1b}[2J\u{9b}31m\u{2066}\n");
    for format in ["full", "concise", "json"] {
        let ran = portal.run(&["check", "--format", format]).at_fault();
        for text in [ran.stdout(), ran.stderr()] {
            let is_harmful = |c: char| {
                (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            // JSON's strings escape control characters; a program decides what to do with the rest.
            let harmful = text.chars().find(|c| is_harmful(*c) && (c.is_ascii_control() || format != "json"));
            assert_eq!(harmful, None, "{format}: {text:?}");
        }
    }
}
