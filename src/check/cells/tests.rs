//! Rules over cells, in tables as teams keep them.

use super::sinks;
use crate::rows::tests::{Case, case, lines};

fn found(case: &Case) -> Vec<String> {
    let (sources, scratch) = (case.sources(), tempfile::tempdir().unwrap());
    lines(&case.read_with(&sources, scratch.path(), sinks("things", &case.table)).report)
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_found_each() {
    let table = case("id:integer note", "id,note\n1,=1+1\n-2,-5\n3,@SUM(A1)\n4,- see above\n");
    assert_eq!(
        found(&table),
        [
            "B2 csv/formula-like-cell: the cell begins as a formula does (a spreadsheet may run it when the file is opened)",
            "B4 csv/formula-like-cell: the cell begins as a formula does (a spreadsheet may run it when the file is opened)",
        ]
    );
}

#[test]
fn a_column_of_personal_data_is_one_finding() {
    let rows = "Jo,jo@example.org,0161 496 0000,1\n".repeat(91);
    let mut table = case("name contact phone n:integer", format!("name,contact,phone,n\nTeam,,,2\n{rows}"));
    for chunk_size in [1 << 20, 100] {
        table.tuning.chunk_size = chunk_size;
        assert_eq!(
            found(&table),
            [
                "B3 privacy/email-address: `contact` has 91 cells that look like e-mail addresses (this is the first)",
                "C3 privacy/telephone-number: `phone` has 91 cells that look like telephone numbers (this is the first)",
            ]
        );
    }
    let suppressed = table
        .column("contact", |column| column.suppress_output = true)
        .column("phone", |column| column.suppress_output = true);
    assert_eq!(found(&suppressed), Vec::<String>::new());
}

#[test]
fn numbers_are_no_telephone_numbers() {
    let table = case("uprn:integer code", "uprn,code\n10023456789,00012345678\n01614960000,E09000001\n");
    assert_eq!(found(&table), Vec::<String>::new());
}

#[test]
fn several_words_for_no_value_warn() {
    let table = case("n:integer", "n\n1\n-\n[c]\n[c]\n").column("n", |column| {
        column.null = vec![String::new(), "-".to_owned(), "[c]".to_owned()];
    });
    let lines = found(&table);
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].contains("csvw/mixed-null-markers: `n` has several words for no value: `-` (1), `[c]` (2)"),
        "{lines:?}"
    );
    assert_eq!(found(&table.column("n", |column| drop(column.null.remove(1)))).len(), 1, "now `-` is no number");
}
