//! Records: ragged, blank, badly quoted.

use super::case;
use crate::diagnostics::Location;

#[test]
fn a_good_table_has_no_findings() {
    let read = case("id name", "id,name\r\n1,\"Ward, East\"\r\n2,\r\n").read();
    assert_eq!(read.report.diagnostics(), []);
    assert_eq!((read.summary.rows, read.fatal), (2, false));
}

#[test]
fn a_ragged_row_is_one_finding_and_its_cells_are_not_judged() {
    let table = case("id:integer n:integer", "id,n\n1\nx,y,z\n2,q\n3,4\n");
    assert_eq!(
        table.found(),
        [
            "2 csv/ragged-row: the row has 1 cell where 2 columns are in the header (too few cells)",
            "3 csv/ragged-row: the row has 3 cells where 2 columns are in the header (too many cells)",
            "B4 csvw/invalid-datatype-value: `q` is not an integer (an integer has digits only)",
        ]
    );
    assert_eq!(table.read().summary.rows, 4);
}

#[test]
fn blank_lines_are_passed_over_and_rows_without_values_are_kept() {
    let table = case("a b", "a,b\n1,2\n\n,\n3,4\n\n");
    assert_eq!(
        table.found(),
        [
            "3 csv/blank-row: an empty line (it is passed over)",
            "4 csv/blank-row: a row whose cells are all empty (it is published as a row without values)",
            "6 csv/blank-row: an empty line (it is passed over)",
        ]
    );
    assert_eq!(table.read().summary.rows, 3);
    let skipping = table.with(|table| table.schema.dialect.skip_blank_rows = true);
    assert_eq!(skipping.found(), Vec::<String>::new());
    assert_eq!(skipping.read().summary.rows, 2);
}

#[test]
fn in_a_table_of_one_column_an_empty_cell_is_written_with_quotes() {
    let table = case("a", "a\nx\n\"\"\n\ny\n");
    assert_eq!(table.read().summary.rows, 3);
}

#[test]
fn quotes_where_none_belong_warn() {
    let table = case("a b", "a,b\n5\" pipe,x\n\"a\" b,y\n");
    assert_eq!(
        table.found(),
        [
            "A2 csv/stray-quote: a quote stands in a cell that does not begin with one (this quote is kept as it is)",
            "A3 csv/stray-quote: text follows the closing quote of a cell (the text is kept as part of the cell)",
        ]
    );
}

#[test]
fn a_quote_that_is_never_closed_is_found_where_it_opens() {
    let table = case("a b", "a,b\n1,2\n3,\"four\n5,6\n7,8\n");
    assert_eq!(table.found(), ["B3 csv/unclosed-quote: a quote is opened and never closed (the file ends inside it)"]);
    let mut long = case("a b", format!("a,b\n1,2\n3,\"four\n{}", "5,6\n".repeat(3000)));
    long.tuning.record_limit = Some(200);
    for chunk_size in [1, 7, 60, 1 << 20] {
        long.tuning.chunk_size = chunk_size;
        if chunk_size < 200 {
            let found = long.found();
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(
                found[0].starts_with("B3 csv/unclosed-quote: a quote is opened and never closed (16 MiB"),
                "{found:?}"
            );
            assert!(long.read().fatal);
        }
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_and_lines_as_an_editor_does() {
    let text = "Title of the sheet\n\nid,note\n1,\"two\nlines\"\n2,\"again\r\ntwo\"\nx,\"bad é\nid\"\n";
    let table = case("id:integer note", text).with(|table| table.schema.dialect.skip_rows = 2);
    let finding = table.finding();
    let Location::Cell(cell) = &finding.primary.at else { panic!("{finding:?}") };
    assert_eq!((cell.row, cell.column, cell.column_name.as_deref()), (6, Some(1), Some("id")));
    assert_eq!((cell.line, cell.character), (8, 1));
    assert_eq!((cell.excerpt.text.as_str(), cell.excerpt.line), ("x,\"bad é", 8));
    assert_eq!(&cell.excerpt.text[cell.excerpt.start..cell.excerpt.end], "x");
    assert_eq!(
        (finding.dataset.as_deref(), finding.table.as_deref(), finding.column.as_deref()),
        (Some("things"), Some("things"), Some("id"))
    );
}

#[test]
fn comments_are_no_rows() {
    let table = case("a b", "# a note\na,b\n1,2\n# another, with, commas\n3,4\n")
        .with(|table| table.schema.dialect.comment_prefix = Some("#".to_owned()));
    assert_eq!(table.found(), Vec::<String>::new());
    assert_eq!(table.read().summary.rows, 2);
}
