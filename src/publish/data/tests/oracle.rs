//! Any table in any dialect, written as plainly as can be: a cell after another, by other programs' writers.

use super::{NONE, build};
use crate::csvw::value::Kind;
use crate::csvw::{Column, Datatype, Trim};
use crate::diagnostics::Report;
use crate::model::{ColumnWords, Table};
use crate::rows::object::published;
use crate::rows::tests::{Case, case};
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

fn columns() -> impl Strategy<Value = Vec<Column>> {
    let datatype = prop::sample::select(vec![
        ("string", None),
        ("string", Some("[a-z ]*")),
        ("token", None),
        ("anyURI", None),
        ("integer", None),
        ("decimal", None),
        ("decimal", Some("#,##0.##")),
        ("double", None),
        ("boolean", None),
        ("boolean", Some("Y|N")),
        ("date", None),
        ("date", Some("d/M/yyyy")),
        ("dateTime", None),
    ]);
    let nulls = prop::sample::select(vec![vec![""], vec!["", "NA"], vec!["NA", "x"], vec![]]);
    let separator = prop::sample::select(vec![None, None, None, Some(";"), Some("|")]);
    let column = (datatype, nulls, separator, prop::bool::weighted(0.1), prop::bool::weighted(0.1)).prop_map(
        |((base, format), nulls, separator, suppress_output, has_default)| Column {
            datatype: Datatype { format: format.map(str::to_owned), ..Datatype::of(base) },
            null: nulls.into_iter().map(str::to_owned).collect(),
            separator: separator.map(str::to_owned),
            suppress_output,
            default: if has_default { "a,\"b" } else { "" }.to_owned(),
            ..Column::new("")
        },
    );
    prop::collection::vec(column, 1..5).prop_map(|mut columns| {
        for (number, column) in columns.iter_mut().enumerate() {
            column.name = ["a", "b\"", "c\\", "d"][number].to_owned();
        }
        columns
    })
}

/// Bytes of a file, as some program or person may have written them.
fn cell() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "",
        "NA",
        "x",
        "a b",
        " a ",
        "1",
        "-0.50",
        "-0",
        "007",
        "+5",
        "1,234.5",
        "1e5",
        "NaN",
        "INF",
        "true",
        "Y",
        "3/1/2026",
        "2026-01-31",
        "2026-01-31T09:30:00Z",
        "a;b",
        "a|b;",
        "a,b",
        "=1+1",
        "5\" pipe",
        "it's",
        "\r",
        "a\rb",
        "é€",
        "\u{1}\t",
        "\\",
        "a\\nb",
        "abcdefgh\"ij",
        "abcdefghijklmno\\",
        "0123456789abcdef\u{1f}",
        "back\\,slash",
    ]);
    let quoted = prop::sample::select(vec![
        "\"\"",
        "\"x\"",
        "\" a,b \"",
        "\"say \"\"x\"\"\"",
        "\"l\nm\"",
        "\"1\"",
        "'q'",
        "'a,b'",
        "\"x\"y",
        "\"NA\"",
    ]);
    prop_oneof![3 => plain, 1 => quoted].prop_map(str::to_owned)
}

fn tables() -> impl Strategy<Value = Case> {
    let dialect = (
        prop::sample::select(vec![",", ",", ";", "\t", "||", "é"]),
        prop::sample::select(vec![Some("\""), Some("\""), Some("'"), None]),
        any::<bool>(),
        prop::sample::select(vec![Trim::False, Trim::False, Trim::True, Trim::Start, Trim::End]),
        prop::sample::select(vec![vec!["\r\n", "\n"], vec!["\r\n", "\n"], vec!["\n"], vec!["#\n"], vec!["\r"]]),
        0_u32..2,
        prop::sample::select(vec!["\n", "\r\n"]),
    );
    let rows = prop::collection::vec(prop::collection::vec(cell(), 5), 0..12);
    // Most tables are plain ones, where most rows are copied.
    let narrow = prop_oneof![4 => Just(0_usize), 1 => 1_usize..3];
    (columns(), dialect, rows, narrow, prop::sample::select(vec![1_usize, 40, 1 << 20])).prop_map(
        |(
            columns,
            (delimiter, quote, double_quote, trim, terminators, skip_columns, written),
            rows,
            narrow,
            chunk_size,
        )| {
            let terminator = if terminators.contains(&written) { written } else { terminators[0] };
            let mut text = String::new();
            let skipped = vec!["skipped"; skip_columns as usize];
            let header = skipped.iter().copied().chain(columns.iter().map(|column| column.name.as_str()));
            text.push_str(&header.collect::<Vec<_>>().join(delimiter));
            text.push_str(terminator);
            for row in &rows {
                // Sometimes ragged.
                let width = columns.len().saturating_sub(narrow).max(1);
                let cells = skipped.iter().copied().chain(row.iter().take(width).map(String::as_str));
                text.push_str(&cells.collect::<Vec<_>>().join(delimiter));
                text.push_str(terminator);
            }
            let mut case = case("", text).with(|table| {
                table.columns = columns.iter().map(|_| ColumnWords::default()).collect();
                table.schema.columns = columns;
                let dialect = &mut table.schema.dialect;
                dialect.delimiter = delimiter.to_owned();
                dialect.quote_char = quote.map(str::to_owned);
                dialect.double_quote = double_quote;
                dialect.trim = trim;
                dialect.line_terminators = terminators.into_iter().map(str::to_owned).collect();
                dialect.skip_columns = skip_columns;
            });
            case.tuning.chunk_size = chunk_size;
            case
        },
    )
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
    fn every_format_has_the_bytes_of_a_plain_writer(case in tables()) {
        holds(&case)?;
    }
}
