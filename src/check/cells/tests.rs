//! Rules over cells, in tables as teams keep them.

use super::formula::{FormulaPart, is_formula_like};
use super::nulls::NullPart;
use super::personal::{PersonalPart, likeness};
use super::{FormulaLike, MixedNullMarkers, PersonalData, sinks, text_columns};
use crate::csvw::value::Kind;
use crate::diagnostics::Report;
use crate::model::Table;
use crate::rows::tests::{Case, any_table, case, lines};
use crate::rows::{BoxedSink, ChunkAt, Error, Finished, Maker, Rows, Sink};
use proptest::prelude::*;

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

/// What the rules find in a chunk.
#[derive(Debug, Default, PartialEq)]
struct Found {
    formulas: FormulaPart,
    personal: PersonalPart,
    nulls: NullPart,
}

/// Looks at every cell with the rules' makers, and closely.
struct Twice<'a>(&'a Table);

impl Sink for Twice<'_> {
    type Maker = TwiceRows;

    fn maker(&self) -> TwiceRows {
        TwiceRows(self.0.clone())
    }

    fn take(&mut self, (glanced, looked): (Found, Found), _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        assert_eq!(glanced, looked);
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

struct TwiceRows(Table);

impl Maker for TwiceRows {
    type Part = (Found, Found);

    fn begin(&self) -> (Found, Found) {
        (Found::default(), Found::default())
    }

    fn rows<'r>(&self, (glanced, looked): &mut (Found, Found), rows: &'r Rows<'r>) {
        FormulaLike::new("things", &self.0).maker().rows(&mut glanced.formulas, rows);
        PersonalData::new("things", &self.0).maker().rows(&mut glanced.personal, rows);
        MixedNullMarkers::new("things", &self.0).maker().rows(&mut glanced.nulls, rows);
        for row in rows.iter() {
            for column in text_columns(&self.0) {
                let texts = || std::iter::once(row.cell(column)).chain(row.items(column)).map(|cell| cell.text);
                if texts().take(2).any(is_formula_like) {
                    looked.formulas.entry(column).or_default().push(row.record);
                }
                if let Some(likeness) = texts().find_map(likeness) {
                    looked.personal.entry((column, likeness)).or_insert((0, row.record)).0 += 1;
                }
            }
            for (index, column) in self.0.schema.columns.iter().enumerate() {
                let has_several = column.null.iter().filter(|marker| !marker.is_empty()).count() > 1;
                let marker = row.raw(index).trim_ascii();
                let counts = has_several && !column.suppress_output && column.separator.is_none();
                if counts && row.cell(index).kind == Kind::Null && !marker.is_empty() {
                    *looked.nulls.entry(index).or_default().entry(marker.to_vec()).or_insert(0) += 1;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_glance_finds_what_a_close_look_finds(case in any_table()) {
        let (sources, scratch) = (case.sources(), tempfile::tempdir().unwrap());
        case.read_with(&sources, scratch.path(), vec![BoxedSink::new(Twice(&case.table))]);
    }
}
