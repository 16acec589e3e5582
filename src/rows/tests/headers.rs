//! Headers: columns are found by name or title, never by position.

use super::{case, lines};
use crate::csvw::NaturalLanguage;
use crate::model::PartColumn;

#[test]
fn columns_are_found_by_name_or_title_in_any_order() {
    let table = case("id name", "Ward name,id\nEast,1\n")
        .column("name", |column| column.titles = NaturalLanguage::undetermined("Ward name"));
    let read = table.read();
    assert_eq!(lines(&read.report), Vec::<String>::new());
    assert_eq!(read.summary.first_rows, [[Some("1".to_owned()), Some("East".to_owned())]]);
}

#[test]
fn columns_that_are_missing_or_not_declared_are_told_with_lines_to_paste() {
    let table = case("id ward_name", "id,Ward Name,Notes (2024)\n1,East,x\n");
    let read = table.read();
    assert_eq!(
        lines(&read.report),
        [
            "B1 csvw/undeclared-column: no column is declared for `Ward Name` (this column is in the file)",
            "C1 csvw/undeclared-column: no column is declared for `Notes (2024)` (this column is in the file)",
            "1 csvw/missing-column: the column `ward_name` is not in the file (the header does not have it, by its name or one of its titles)",
        ]
    );
    let help = read.report.diagnostics()[0].help.join("\n");
    assert!(help.contains("[[table.column]]\nname = \"ward_name\"\ntitles = [\"Ward Name\"]"), "{help}");
    assert!(help.contains("if it is the column `ward_name`, add to that column:\ntitles = [\"Ward Name\"]"), "{help}");
    assert!(!read.fatal, "the other columns are judged all the same");
}

#[test]
fn a_header_that_is_not_the_tables_ends_the_reading_with_a_guess() {
    for (text, hint) in [
        ("id;name\n1;East\n", "dialect = { delimiter = \";\" }"),
        ("id\tname\n1\tEast\n", "dialect = { delimiter = \"\\t\" }"),
        ("Wards of the borough,\n\nid,name\n1,East\n", "dialect = { skip_rows = 2 }"),
        ("id,name\r1,East\r", "dialect = { line_terminators = [\"\\r\"] }"),
    ] {
        let read = case("id name", text).read();
        assert!(read.fatal || text.contains('\r'), "{text}");
        let help: Vec<&str> =
            read.report.diagnostics().iter().flat_map(|finding| &finding.help).map(String::as_str).collect();
        assert!(help.iter().any(|help| help.ends_with(hint)), "{help:?}");
    }
}

#[test]
fn headers_that_are_empty_or_there_twice() {
    let table = case("id name", "id,,id,name\n1,,1,East\n");
    assert_eq!(
        table.found(),
        [
            "B1 csv/empty-header: column B has no name (the header is empty here)",
            "C1 csv/duplicate-header: `id` is in the header twice (the same column again)",
        ]
    );
    let titled = case("id name", "id,name,Ident\n1,East,1\n")
        .column("id", |column| column.titles = NaturalLanguage::undetermined("Ident"));
    assert!(titled.found()[0].starts_with("C1 csv/duplicate-header"), "{:?}", titled.found());
}

#[test]
fn without_a_header_columns_go_by_position() {
    let table = case("id:integer name", "1,East\n2,West\n").with(|table| table.schema.dialect.header_row_count = 0);
    let read = table.read();
    assert_eq!(lines(&read.report), Vec::<String>::new());
    assert_eq!(read.summary.rows, 2);
    let ragged = case("id", "1,2\n").with(|table| table.schema.dialect.header_row_count = 0);
    assert!(ragged.found()[0].contains("the row has 2 cells where 1 column is declared"), "{:?}", ragged.found());
}

#[test]
fn with_several_header_rows_any_of_them_names_the_column() {
    let table =
        case("id east west", ",Wards,\nid,east,west\n1,2,3\n").with(|table| table.schema.dialect.header_row_count = 2);
    assert_eq!(table.found(), Vec::<String>::new());
    assert_eq!(table.read().summary.rows, 1);
}

#[test]
fn columns_that_are_skipped_are_no_columns() {
    let table = case("id name", ",id,name\nnote,1,East\n").with(|table| table.schema.dialect.skip_columns = 1);
    assert_eq!(table.found(), Vec::<String>::new());
    assert_eq!(table.read().summary.first_rows, [[Some("1".to_owned()), Some("East".to_owned())]]);
}

#[test]
fn the_files_of_one_table_have_the_same_columns() {
    let table = case("id name", "id,name\n1,East\n")
        .file("more.csv", "name,id\nWest,2\n")
        .file("odd.csv", "id,title\n3,North\n");
    assert_eq!(
        table.found(),
        [
            "1 csv/drifting-header: the column `name` is in `things.csv` and not in `odd.csv` (not in this header)",
            "B1 csv/drifting-header: `title` is in the header of `odd.csv` and not in that of `things.csv` (no column is declared for it)",
        ]
    );
    let finding = &table.read().report.diagnostics()[0].clone();
    assert_eq!(finding.secondary.len(), 1, "the other file's header: {finding:?}");
    assert_eq!(table.read().summary.rows, 3);
}

#[test]
fn a_column_is_made_from_the_files_names() {
    let mut table = case("month:gYearMonth amount", "").with(|table| {
        table.part_column = Some(PartColumn {
            name: "month".to_owned(),
            pattern: r"spend-(?<month>\d{4}-\d{2})".to_owned(),
            span: None,
        });
    });
    table.files.clear();
    table.table.files.clear();
    let table = table.file("spend-2024-01.csv", "amount\n5\n").file("spend-2024-02.csv", "amount\n7\n8\n");
    let read = table.read();
    assert_eq!(lines(&read.report), Vec::<String>::new());
    let months: Vec<_> = read.summary.first_rows.iter().map(|row| row[0].as_deref().unwrap_or("null")).collect();
    assert_eq!(months, ["2024-01", "2024-02", "2024-02"]);
    let wrong = table.clone_with("spend-2024-13.csv", "amount\n9\n8\n");
    assert_eq!(
        wrong.found(),
        [
            "spend-2024-13.csv csvw/invalid-datatype-value: `2024-13` in the name `spend-2024-13.csv` does not fit `month` (there is no month 13)"
        ],
        "once for the file"
    );
    let odd = table.file("spend-latest.csv", "amount\n9\n");
    assert_eq!(
        odd.found(),
        [
            r"spend-latest.csv project/invalid-value: `spend-latest.csv` does not match the pattern `spend-(?<month>\d{4}-\d{2})`"
        ]
    );
}

#[test]
fn a_column_without_a_value_in_any_row_warns() {
    let table = case("id name", "id,name\n1,\n2,\n");
    assert_eq!(
        table.found(),
        ["B1 csv/blank-column: the column `name` is empty in every row (no cell below has a value)"]
    );
}

#[test]
fn quotes_in_a_header() {
    let table = case("id name", "id,5\" name\n1,East\n")
        .column("name", |column| column.titles = NaturalLanguage::undetermined("5\" name"));
    assert_eq!(
        table.found(),
        ["B1 csv/stray-quote: a quote stands in a cell that does not begin with one (this quote is kept as it is)"]
    );
    let unclosed = case("id name", "id,\"name\n1,East\n");
    assert_eq!(
        unclosed.found(),
        ["B1 csv/unclosed-quote: a quote is opened and never closed (the file ends inside it)"]
    );
    assert!(unclosed.read().fatal);
}

#[test]
fn a_mark_that_is_not_the_stated_encodings_is_guessed() {
    let table = case("id name", "\u{feff}id,name\n1,x\n").with(|table| {
        table.schema.dialect.encoding = "windows-1252".to_owned();
        table.schema.dialect.encoding_stated = true;
    });
    let report = table.read().report;
    assert!(report.diagnostics()[0].help.iter().any(|help| help.ends_with("dialect = { encoding = \"utf-8\" }")));
}
