//! Any table in any dialect, written as plainly as can be: a cell after another, by other programs' writers.

use super::{NONE, build};
use crate::csvw::Column;
use crate::csvw::value::Kind;
use crate::diagnostics::Report;
use crate::model::Table;
use crate::rows::object::published;
use crate::rows::tests::{Case, any_table};
use crate::rows::{BoxedSink, Cell, ChunkAt, Error, Finished, Maker, Rows, Sink};
use proptest::prelude::*;
use std::sync::{Arc, Mutex};

/// What the formats should have: the records of the CSV, and the objects.
#[derive(Debug, Default)]
struct Expected {
    csv: Vec<u8>,
    objects: Vec<String>,
}

struct Oracle {
    table: Table,
    expected: Arc<Mutex<Expected>>,
}

struct OracleRows(Vec<Column>);

impl Sink for Oracle {
    type Maker = OracleRows;

    fn maker(&self) -> OracleRows {
        OracleRows(self.table.schema.columns.clone())
    }

    fn take(&mut self, part: Expected, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        let mut expected = self.expected.lock().unwrap();
        expected.csv.extend(part.csv);
        expected.objects.extend(part.objects);
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

impl Maker for OracleRows {
    type Part = Expected;

    fn begin(&self) -> Expected {
        Expected::default()
    }

    fn rows<'r>(&self, part: &mut Expected, rows: &'r Rows<'r>) {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(Vec::new());
        for row in rows.iter() {
            let mut members = Vec::new();
            for (index, column) in self.0.iter().enumerate().filter(|(_, column)| !column.suppress_output) {
                let separator = column.separator.as_deref().map(str::as_bytes);
                writer.write_field(row.csv_text(index, separator, &mut Vec::new())).unwrap();
                let cell = row.cell(index);
                let value = match cell.kind {
                    Kind::List => format!("[{}]", row.items(index).map(json).collect::<Vec<_>>().join(",")),
                    _ => json(cell),
                };
                members.push(format!("{}:{value}", serde_json::to_string(&column.name).unwrap()));
            }
            writer.write_record(None::<&[u8]>).unwrap();
            part.objects.push(format!("{{{}}}", members.join(",")));
        }
        part.csv.extend(writer.into_inner().unwrap());
    }
}

fn json(cell: Cell<'_>) -> String {
    let text = std::str::from_utf8(cell.text).unwrap();
    let as_it_is = match cell.kind {
        Kind::Null => return "null".to_owned(),
        Kind::Boolean => true,
        Kind::Integer | Kind::Decimal | Kind::Double => serde_json::from_str::<serde_json::Number>(text).is_ok(),
        _ => false,
    };
    if as_it_is { text.to_owned() } else { serde_json::to_string(text).unwrap() }
}

/// Everything that can be told of a reading by the bytes that were written.
fn holds(case: &Case) -> Result<usize, TestCaseError> {
    let expected = Arc::<Mutex<Expected>>::default();
    let oracle = Oracle { table: case.table.clone(), expected: Arc::clone(&expected) };
    let (sources, scratch) = (case.sources(), tempfile::tempdir().unwrap());
    let outcome = case.read_with(&sources, scratch.path(), vec![BoxedSink::new(oracle)]);
    let built = build(case, NONE);
    if outcome.fatal {
        prop_assert!(built.files.is_empty());
        return Ok(0);
    }
    let expected = expected.lock().unwrap();
    let names = published(&case.table).map(|index| case.table.schema.columns[index].name.as_str());
    let header = format!("{}\r\n", names.collect::<Vec<_>>().join(","));
    let csv = [header.as_bytes(), &expected.csv].concat();
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    prop_assert_eq!(shown(&built.files["datasets/things/things.csv"]), shown(&csv));
    let lines: String = expected.objects.iter().map(|object| format!("{object}\n")).collect();
    prop_assert_eq!(built.text("datasets/things/things.ndjson"), lines);
    let array = match expected.objects.as_slice() {
        [] => "[]\n".to_owned(),
        objects => format!("[\n{}\n]\n", objects.join(",\n")),
    };
    prop_assert_eq!(built.text("datasets/things/things.json"), &array);
    let page = format!("\"rows\":[\n{}\n]}}\n", expected.objects.join(",\n"));
    if !expected.objects.is_empty() {
        prop_assert!(built.text("api/v1/datasets/things/tables/things/rows/1.json").ends_with(&page), "{}", page);
    }
    Ok(expected.objects.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_format_has_the_bytes_of_a_plain_writer(case in any_table()) {
        holds(&case)?;
    }
}
