//! Tables that have no Parquet file, and why.

use super::{build, build_with, extent};
use crate::rows::tests::case;

#[test]
fn what_parquet_cannot_hold_is_withdrawn() {
    for (column, cells, reason) in [
        ("n:decimal", &["1", "1234567890123456789012345678901234567890"][..], "`n` has more digits than the 38"),
        ("n:decimal", &["0.1234567890123456789", "12345678901234567890"], "`n` has more digits than the 38"),
        ("n:integer", &["-1234567890123456789012345678901234567890"], "`n` has more digits than the 38"),
        ("n:dateTime", &["2026-01-31T12:00:00Z", "2026-01-31T12:00:00"], "`n` has moments with and without a zone"),
        ("n:dateTime", &["2026-01-31T12:00:00.1234567891"], "`n` has fractions of a second finer"),
        ("n:dateTime", &["2026-01-31T12:00:00.123456789", "1600-01-01T00:00:00"], "`n` has nanoseconds, and years"),
        ("n:dateTime", &["999999999-01-01T00:00:00"], "`n` has values beyond"),
        ("n:date", &["2026-01-31", "2026-01-31Z"], "`n` has dates with a zone"),
        ("n:date", &["999999999-01-01"], "`n` has values beyond"),
        ("n:time", &["12:00:00+01:00"], "`n` has times with a zone"),
        // What a publisher lets through although it is wrong.
        ("n:integer", &["1", "x"], "`n` has a cell that is not as declared"),
        ("n:byte", &["300"], "`n` has a cell that is not as declared"),
    ] {
        let mut table = case(&format!("a {column}"), format!("a,n\nx,{}\n", cells.join("\nx,")));
        for chunk_size in [1 << 20, 1] {
            table.tuning.chunk_size = chunk_size;
            for rows in [1, 100] {
                let built = build_with(&table, extent(rows), u64::MAX);
                let report = built.outcome.report.diagnostics();
                if report.iter().any(|finding| finding.rule.as_str() != "format/withdrawn") {
                    assert!(!built.path.exists());
                    assert!(built.outcome.summary.withdrawn[0].reason.starts_with(reason));
                } else {
                    assert!(built.withdrawn().starts_with(reason), "{}", built.withdrawn());
                }
            }
        }
    }
    // With the zone in the format they are text.
    let table = case("d:date t:time", "d,t\n2026-01-31+01:00,12:00:00Z\n");
    let table = table.column("d", |column| column.datatype.format = Some("yyyy-MM-ddXXX".to_owned()));
    let built = build(&table.column("t", |column| column.datatype.format = Some("HH:mm:ssXXX".to_owned())));
    assert_eq!(built.rows(), ["\"2026-01-31+01:00\" | \"12:00:00Z\""]);
}

#[test]
fn a_required_column_without_a_value_is_withdrawn() {
    let table = case("a b", "a,b\nx,y\nx,\n").column("b", |column| column.required = true);
    let built = build_with(&table, extent(1), u64::MAX);
    assert_eq!(built.outcome.summary.withdrawn[0].reason, "`b` is required, and a row has no value");
}

#[test]
fn a_file_over_its_limit_is_taken_back() {
    let rows: String = (0..1000).map(|row| format!("{row},{row}.5,n{row}\n")).collect();
    for columns in ["id:integer d:decimal name", "id d name"] {
        let table = case(columns, format!("id,d,name\n{rows}"));
        for rows in [100, 10_000] {
            let size = build_with(&table, extent(rows), u64::MAX).bytes().len() as u64;
            assert_eq!(build_with(&table, extent(rows), size).bytes().len() as u64, size);
            let reason = format!("it would be larger than {} bytes", size - 1);
            assert_eq!(build_with(&table, extent(rows), size - 1).withdrawn(), reason);
            assert_eq!(build_with(&table, extent(rows), 0).withdrawn(), "it would be larger than 0 bytes");
        }
    }
}

#[test]
fn a_table_that_cannot_be_read_leaves_nothing() {
    let mut table = case("a", b"a\nx\ny\nz\n\xff\n");
    table.tuning.chunk_size = 1;
    let built = build_with(&table, extent(1), u64::MAX);
    assert!(built.outcome.fatal && !built.path.exists());
}

#[test]
fn too_many_columns_are_withdrawn() {
    let names: Vec<String> = (0..100_001).map(|column| format!("c{column}")).collect();
    let row = vec!["x"; names.len()].join(",");
    let built = build(&case(&names.join(" "), format!("{}\n{row}\n", names.join(","))));
    assert_eq!(built.withdrawn(), "its columns would be in more than 100000 pieces");
}
