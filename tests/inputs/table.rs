//! Every row of the table of inputs: which rule, at which place, with which exit code.

use super::{DATASET, described, rules, things};
use crate::support::Portal;
use std::fs;

const TOML: &str = "datasets/things/dataset.toml";
const TABLE: &str = "datasets/things/things.csv";

#[test]
fn a_table_in_order_is_checked_and_built() {
    let portal = things("id,n\na,1\nb,2\n");
    portal.run(&["check"]).success().says("1 dataset with 1 table, 2 rows: nothing to mend");
    portal.run(&["build"]).success();
    assert_eq!(portal.read("public/datasets/things/things.csv"), "id,n\r\na,1\r\nb,2\r\n");
}

#[test]
fn what_is_no_table_is_told_at_the_line_that_names_it() {
    let portal = things("");
    portal.run(&["check"]).at_fault().says("csv/empty-file").says("dataset.toml:8:8");
    fs::remove_file(portal.path(TABLE)).unwrap();
    portal
        .run(&["check"])
        .at_fault()
        .says("project/missing-file")
        .says("dataset.toml:8:8")
        .says("`datasets/things/things.csv`");
    fs::create_dir(portal.path(TABLE)).unwrap();
    portal.run(&["check"]).at_fault().says("project/unreadable").says("dataset.toml:8:8");
    fs::remove_dir(portal.path(TABLE)).unwrap();
    for bytes in [&b"\x7fELF\x02\x01\x01\0\0\0\0"[..], b"PK\x03\x04\x14\0\x06\0\x08\0", b"id,n\na,1\0\n"] {
        portal.write(TABLE, bytes);
        portal.run(&["check"]).at_fault().says("csv/binary-file");
    }
    portal.run(&["build"]).at_fault().says("nothing was written");
    assert!(!portal.path("public").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_table_is_not_waited_for() {
    let portal = things("");
    fs::remove_file(portal.path(TABLE)).unwrap();
    let made = std::process::Command::new("mkfifo").arg(portal.path(TABLE)).status();
    if made.is_ok_and(|status| status.success()) {
        portal.run(&["check"]).at_fault().says("project/unreadable").says("is not a file");
    }
}

#[test]
fn a_header_without_rows_warns_and_builds() {
    let portal = things("id,n\n");
    portal.run(&["check"]).success().says("csv/header-only").says("1 warning");
    portal.run(&["build"]).success();
    assert_eq!(portal.read("public/datasets/things/things.csv"), "id,n\r\n");
    assert_eq!(portal.json("public/datasets/things/things.json"), serde_json::json!([]));
    portal.run(&["build", "--strict"]).at_fault();
}

#[test]
fn the_line_to_paste_for_another_encoding_makes_it_build() {
    let portal = things(b"id,n\na,1\ncaf\xe9,2\n\xe9t\xe9,3\n");
    let ran = portal.run(&["check"]).at_fault().says("csv/not-utf-8").says("things.csv:3:4").says("row 3");
    let said = ran.stderr();
    let line = said.lines().map(str::trim).find(|line| line.starts_with("dialect = ")).unwrap();
    portal.replace(TOML, "primary_key", &format!("{line}\nprimary_key"));
    portal.run(&["build"]).success();
    assert_eq!(portal.read("public/datasets/things/things.csv"), "id,n\r\na,1\r\ncafé,2\r\nété,3\r\n");
}

#[test]
fn a_byte_order_mark_states_the_encoding() {
    let utf_16: Vec<u8> = "\u{feff}id,n\ncafé,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf_16, "\u{feff}id,n\ncafé,1\n".as_bytes().to_vec()] {
        let portal = things(bytes);
        portal.run(&["build"]).success();
        assert_eq!(portal.read("public/datasets/things/things.csv"), "id,n\r\ncafé,1\r\n");
    }
}

#[test]
fn a_record_over_sixteen_mebibytes_is_a_quote_that_was_not_closed() {
    let portal = things(format!("id,n\na,1\nb,\"2\n{}", "c,3\n".repeat(4_300_000)));
    portal.run(&["check"]).at_fault().says("csv/unclosed-quote").says("things.csv:3:3").says("1 error");
}

#[test]
fn a_quote_open_at_the_end_of_the_file_is_told_where_it_was_opened() {
    things("id,n\na,1\nb,\"2\nc,3\n").run(&["check"]).at_fault().says("csv/unclosed-quote").says("things.csv:3:3");
}

#[test]
fn a_ragged_row_is_one_finding_and_its_cells_are_not_judged() {
    let portal = things("id,n\na,one,more\nb\nc,3\n");
    assert_eq!(rules(&portal), ["csv/ragged-row", "csv/ragged-row"]);
    portal.run(&["check"]).at_fault().says("has 3 cells where 2 columns").says("has 1 cell where").says("row 3");
}

#[test]
fn cells_that_break_a_promise_of_their_column_are_told_with_it() {
    things("id,n\na,1\nb,x\n")
        .run(&["check"])
        .at_fault()
        .says("csvw/invalid-datatype-value")
        .says("things.csv:3:3")
        .says("row 3, column B (`n`)")
        .says("dataset.toml:17:12")
        .says("declared here");
    assert!(rules(&things("id,n\na,1\n,2\n")).contains(&"csvw/missing-required-value".to_owned()));
    things("id,n\na,1\nb,2\na,3\n")
        .run(&["check"])
        .at_fault()
        .says("csvw/duplicate-key")
        .says("row 4")
        .says("row 2")
        .says("the primary key is declared here");
}

#[test]
fn every_constraint_of_a_datatype_has_its_rule() {
    for (datatype, cell, rule) in [
        ("\"date\"", "2024-02-31", "csvw/invalid-datatype-value"),
        ("\"boolean\"", "yes", "csvw/invalid-datatype-value"),
        ("{ base = \"integer\", minimum = 5 }", "4", "csvw/out-of-range"),
        ("{ base = \"date\", format = \"dd/MM/yyyy\", minimum = \"2020-01-01\" }", "31/12/2019", "csvw/out-of-range"),
        ("{ base = \"string\", max_length = 3 }", "four", "csvw/wrong-length"),
        ("{ base = \"string\", format = \"[A-Z]{2}\" }", "Ab", "csvw/pattern-mismatch"),
    ] {
        let portal = things(format!("id,n\na,{cell}\n"));
        portal.replace(TOML, "\"integer\"", datatype);
        assert_eq!(rules(&portal), [rule], "{datatype}");
    }
    let portal = things("id,n\na,4\n");
    portal.replace(TOML, "datatype = \"integer\"", "code_list = [\"1\", \"2\", \"3\"]");
    assert_eq!(rules(&portal), ["csvw/value-not-in-code-list"]);
}

#[test]
fn a_datatype_that_cannot_be_used_stops_the_build_where_it_is_written() {
    for (datatype, rule) in [
        ("{ base = \"date\", format = \"YYYY\" }", "csvw/invalid-datatype]"),
        ("{ base = \"string\", format = \"(\" }", "csvw/invalid-datatype]"),
        ("{ base = \"integer\", minimum = 5, maximum = 4 }", "csvw/contradictory-bounds]"),
        ("{ base = \"integer\", minimum = \"x\" }", "csvw/invalid-datatype]"),
        ("{ base = \"integer\", max_length = 3 }", "csvw/constraint-not-applicable]"),
        ("\"datum\"", "csvw/invalid-datatype]"),
    ] {
        let portal = things("id,n\n");
        portal.replace(TOML, "\"integer\"", datatype);
        portal.run(&["check"]).at_fault().says(rule).says("dataset.toml:17:12");
    }
}

#[test]
fn columns_and_declarations_have_to_meet() {
    things("id,n,email\na,1,x\n")
        .run(&["check"])
        .at_fault()
        .says("csvw/undeclared-column")
        .says("things.csv:1:6")
        .says("name = \"email\"");
    things("id\na\n").run(&["check"]).at_fault().says("csvw/missing-column").says("dataset.toml:16:8");
    things("id,n,n\na,1,2\n").run(&["check"]).at_fault().says("csv/duplicate-header");
    things("id,n,\na,1,2\n").run(&["check"]).at_fault().says("csv/empty-header");
}

#[test]
fn ten_thousand_columns_build_and_pages_show_a_hundred() {
    let names: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let columns: String = names.iter().map(|name| format!("[[table.column]]\nname = \"{name}\"\n")).collect();
    let portal = Portal::with(&[
        ("datasets/wide/dataset.toml", &described("Wide", &format!("[[table]]\nfile = \"wide.csv\"\n\n{columns}"))),
        ("datasets/wide/wide.csv", &format!("{}\n{}\n", names.join(","), vec!["1"; 10_000].join(","))),
    ]);
    portal.run(&["build"]).success();
    for page in ["public/datasets/wide/index.html", "public/datasets/wide/wide/index.html"] {
        let page = portal.read(page);
        assert!(!page.contains(">c100<") && !page.contains(">c9999<"));
        assert!(page.len() < 300_000, "{}", page.len());
    }
    assert!(portal.read("public/datasets/wide/wide/index.html").contains("c99"));
    assert!(portal.read("public/datasets/wide/wide.csv").starts_with(&format!("{}\r\n", names.join(","))));
}

#[test]
fn a_cell_of_five_megabytes_builds_and_pages_cut_it() {
    let portal = things(format!("id,n\n{},1\n", "x".repeat(5_000_000)));
    portal.run(&["build"]).success();
    for (path, bytes) in
        portal.files("public").into_iter().filter(|(path, _)| path.ends_with(".html") || path == "quality.json")
    {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(&"x".repeat(202)), "{path}");
    }
    assert!(portal.read("public/datasets/things/things/index.html").contains(&"x".repeat(199)));
    assert_eq!(portal.read("public/datasets/things/things.csv").len(), 5_000_010);
}

#[test]
fn two_things_cannot_have_one_name_or_address() {
    let twice =
        format!("{DATASET}\n[[table]]\nfile = \"more.csv\"\nname = \"things\"\n\n[[table.column]]\nname = \"id\"\n");
    let portal = things("id,n\na,1\n");
    portal.write(TOML, twice).write("datasets/things/more.csv", "id\nb\n");
    portal.run(&["check"]).at_fault().says("project/duplicate-id").says("`things`").says("dataset.toml");

    let portal = things("id,n\na,1\n");
    portal.replace(TOML, "name = \"n\"", "name = \"ID\"");
    portal.run(&["check"]).at_fault().says("project/duplicate-id");

    let portal = things("id,n\na,1\n");
    portal.write("content/datasets/things/index.md", "+++\ntitle = \"Things\"\n+++\nA page in the way.\n");
    portal.run(&["check"]).at_fault().says("project/address-collision").says("content/datasets/things/index.md");
    portal.run(&["build"]).at_fault().says("project/address-collision");

    let portal = things("id,n\na,1\n");
    portal.write(TOML, format!("former_ids = [\"wards\"]\n{DATASET}"));
    portal.write("datasets/wards/dataset.toml", DATASET).write("datasets/wards/things.csv", "id,n\na,1\n");
    portal.run(&["check"]).at_fault();
}

#[test]
fn a_reserved_name_is_no_table() {
    for name in ["csv-metadata", "croissant", "datapackage", "feed", "index", "releases", "source"] {
        let portal = things("id,n\na,1\n");
        portal.replace(TOML, "file = \"things.csv\"", &format!("file = \"things.csv\"\nname = \"{name}\""));
        portal.run(&["check"]).at_fault().says("project/invalid-id").says(name);
    }
    for name in ["../up", "a/b", "A", "-a", "a b", "", "a\\\\b", "."] {
        let portal = things("id,n\na,1\n");
        portal.replace(TOML, "file = \"things.csv\"", &format!("file = \"things.csv\"\nname = \"{name}\""));
        portal.run(&["check"]).at_fault().says("project/invalid-id").says("dataset.toml:9:8");
    }
}

#[test]
fn no_path_leads_out() {
    let portal = things("id,n\na,1\n");
    for path in ["../../../etc/passwd", "/etc/passwd", "../other/things.csv", "C:/things.csv"] {
        portal.write(TOML, DATASET.replace("things.csv", path));
        portal.run(&["check"]).at_fault().says("project/path-outside").says("dataset.toml:8:8");
    }
    for path in ["..\\\\..\\\\things.csv", "things.csv\\u0000"] {
        portal.write(TOML, DATASET.replace("things.csv", path));
        portal.run(&["check"]).at_fault().says("dataset.toml:8:8");
    }
}

#[test]
fn descriptions_that_cannot_be_read_are_told_at_their_place() {
    let portal = things("id,n\na,1\n");
    portal.write(TOML, format!("{DATASET}keyword = [\"a\"\ntitle = 1\n"));
    portal
        .run(&["check"])
        .at_fault()
        .says("project/invalid-toml")
        .says("dataset.toml:19:1")
        .is_silent_on("no-datasets");
    portal.write(TOML, [DATASET.as_bytes(), b"# caf\xe9\n"].concat());
    portal.run(&["check"]).at_fault().says("project/not-utf-8");
    portal.write(TOML, DATASET);
    portal.write("datasets/things/things.csv-metadata.json", "{\"a\": [");
    portal.run(&["check"]).at_fault().says("project/invalid-json").says("things.csv-metadata.json:1:7");
    fs::remove_file(portal.path("datasets/things/things.csv-metadata.json")).unwrap();
    portal.write("datasets/things/datapackage.json", "{\"name\": }");
    portal.run(&["check"]).at_fault().says("project/invalid-json").says("datapackage.json:1:10");
    fs::remove_file(portal.path("datasets/things/datapackage.json")).unwrap();
    portal.write("datasets/things/datapackage.yaml", "name: [a\n");
    portal.run(&["check"]).at_fault().says("project/invalid-yaml").says("datapackage.yaml");
}

#[test]
fn settings_that_cannot_be_read_are_at_fault_not_plainsight() {
    let portal = things("id,n\na,1\n");
    let settings = portal.read("plainsight.toml");
    portal.write("plainsight.toml", format!("{settings}["));
    portal.run(&["check"]).at_fault().says("project/invalid-toml").says("plainsight.toml:");
    portal.write("plainsight.toml", settings.replace("base_url", "base_ulr"));
    portal.run(&["check"]).at_fault().says("project/unknown-key").says("did you mean `base_url`?");
    portal.write("plainsight.toml", "");
    portal.run(&["build"]).at_fault().says("nothing was written");
}

#[test]
fn a_key_with_a_slip_is_told_what_was_meant() {
    let portal = things("id,n\na,1\n");
    for (from, to, meant) in [
        ("title = ", "titel = ", "title"),
        ("required", "requird", "required"),
        ("update_frequency = \"annual\"", "license = \"OGL-UK-3.0\"", "licence"),
        ("primary_key", "primary_kee", "primary_key"),
        ("[[table.column]]", "[[table.colum]]", "column"),
    ] {
        portal.write(TOML, DATASET.replacen(from, to, 1));
        portal.run(&["check"]).at_fault().says("project/unknown-key").says(&format!("did you mean `{meant}`?"));
    }
}

#[test]
fn a_folder_that_nothing_describes_is_refused_with_the_line_to_run() {
    let portal = things("id,n\na,1\n");
    portal.write("datasets/stops/stops.csv", "id\na\n");
    portal.run(&["check"]).at_fault().says("project/undescribed-folder").says("plainsight add datasets/stops");
}

#[test]
fn an_output_folder_that_is_not_ours_is_left_alone() {
    let portal = things("id,n\na,1\n");
    portal.write("public/holiday.jpg", "a photograph");
    portal.run(&["build"]).exit(2).says("public` is not empty");
    assert_eq!(portal.files("public").len(), 1);
    portal.run(&["build", "--out", "."]).exit(2);
    portal.write("file", "");
    portal.run(&["build", "--out", "file"]).exit(2);
    portal.run(&["build", "--out", "/proc/site"]).exit(2);
    portal.run(&["build", "--out", "datasets"]).exit(2);
    let expected = ["datasets/things/dataset.toml", TABLE, "file", "plainsight.toml", "public/holiday.jpg"];
    let left: Vec<String> =
        portal.files(".").into_iter().map(|(path, _)| path).filter(|path| !path.starts_with(".plainsight/")).collect();
    assert_eq!(left, expected);
}

#[test]
fn a_sum_file_of_somebody_else_does_not_make_a_folder_ours() {
    let portal = things("id,n\na,1\n");
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    portal.write("public/SHA256SUMS", format!("{empty}  ../plainsight.toml\n")).write("public/a", "");
    portal.run(&["build"]);
    assert!(portal.path("plainsight.toml").exists());
}

#[test]
fn what_cannot_run_at_all_ends_with_two() {
    let portal = Portal::empty();
    portal.run(&["check"]).exit(2).says("plainsight init");
    let portal = things("id,n\na,1\n");
    portal.run(&["check", "thing"]).exit(2).says("there is no dataset `thing`");
    portal.run(&["chekc"]).exit(2);
    portal.run(&["build", "--base-url", "data.example.org"]).exit(2);
    portal.run(&["explain", "csv/raged-row"]).exit(2).says("csv/ragged-row");
}
