//! Tables of any kind, for whatever has to be true of all of them.

use super::{Case, case};
use crate::csvw::{Column, Datatype, Trim};
use crate::model::ColumnWords;
use proptest::prelude::*;

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
        "-A1+2",
        "@SUM(A1)",
        "jo@example.org",
        "AB 12 34 56 C",
        "07700900000",
        "+44 161 496 0000;x",
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

/// A table of any cells, columns and dialect, read in any chunks.
pub(crate) fn any_table() -> impl Strategy<Value = Case> {
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
