//! Tables as Parquet, read back with the other half of the crate that wrote them; DuckDB reads them in
//! `tests/parquet.rs`.

#![allow(clippy::format_collect, reason = "tables of a test are short")]

mod withdrawn;

use super::ParquetFile;
use super::group::Extent;
use crate::output::Staging;
use crate::rows::tests::{Case, case, lines};
use crate::rows::{BoxedSink, TableOutcome};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;
use std::fs::File;
use std::path::PathBuf;
use tempfile::TempDir;

/// A table that was written.
struct Built {
    outcome: TableOutcome,
    path: PathBuf,
    _folder: TempDir,
}

fn build_with(case: &Case, extent: Extent, limit: u64) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let staging = Staging::new(folder.path().join("site"));
    let sources = case.sources();
    let sink = ParquetFile::with_extent(&staging, "things", &case.table, limit, extent).unwrap();
    let outcome = case.read_with(&sources, folder.path(), vec![BoxedSink::new(sink)]);
    let is_left = |path: PathBuf| std::fs::read_dir(path).is_ok_and(|mut folder| folder.next().is_some());
    assert!(!is_left(staging.scratch()), "a temporary file is left");
    Built { outcome, path: staging.path("datasets/things/things.parquet"), _folder: folder }
}

fn build(case: &Case) -> Built {
    build_with(case, Extent::default(), u64::MAX)
}

fn extent(rows: usize) -> Extent {
    Extent { rows, ..Extent::default() }
}

impl Built {
    fn reader(&self) -> SerializedFileReader<File> {
        SerializedFileReader::new(File::open(&self.path).unwrap()).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    /// The schema as Parquet writes it.
    fn schema(&self) -> Vec<String> {
        let mut text = Vec::new();
        parquet::schema::printer::print_schema(&mut text, self.reader().metadata().file_metadata().schema());
        let text = String::from_utf8(text).unwrap();
        text.lines()
            .filter(|line| line.starts_with(' '))
            .map(|line| line.trim_end_matches(';')[2..].to_owned())
            .collect()
    }

    /// Every row, its values separated by ` | `.
    fn rows(&self) -> Vec<String> {
        let reader = self.reader();
        // The crate writes a point after a decimal without digits after it.
        let text = |(_, field): (&String, &Field)| field.to_string().trim_end_matches('.').to_owned();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().get_column_iter().map(text).collect::<Vec<_>>().join(" | ")).collect()
    }

    fn row_groups(&self) -> Vec<i64> {
        self.reader().metadata().row_groups().iter().map(RowGroupMetaData::num_rows).collect()
    }

    /// Why there is no file.
    fn withdrawn(&self) -> &str {
        assert!(!self.path.exists());
        assert!(self.outcome.files.is_empty() && self.outcome.summary.artefacts.is_empty());
        let [finding] = self.outcome.report.diagnostics() else { panic!("{:?}", lines(&self.outcome.report)) };
        assert_eq!(finding.rule.as_str(), "format/withdrawn");
        let [withdrawn] = &self.outcome.summary.withdrawn[..] else { panic!() };
        assert_eq!(withdrawn.format, "Parquet");
        &withdrawn.reason
    }
}

#[test]
fn every_datatype_has_its_type() {
    let columns = "text integer:integer least:negativeInteger byte:byte short:short int:int long:long ub:unsignedByte \
                   us:unsignedShort ui:unsignedInt ul:unsignedLong amount:decimal number:number float:float yes:boolean \
                   day:date time:time at:dateTime stamp:dateTimeStamp length:duration year:gYear uri:anyURI";
    let names: Vec<&str> = columns.split_whitespace().map(|column| column.split(':').next().unwrap()).collect();
    let full = "é,12,-3,-128,-32768,-2147483648,-9223372036854775808,255,65535,4294967295,18446744073709551615,\
                -1.50,1e3,0.1,true,1969-12-31,23:59:59.5,1969-12-31T23:59:59.999999,2026-01-31T15:00:00+01:00,P1Y,2026,a:b";
    let built = build(&case(columns, format!("{}\n{full}\n{}\n", names.join(","), ",".repeat(names.len() - 1))));
    assert_eq!(built.outcome.summary.withdrawn, []);
    assert_eq!(
        built.schema(),
        [
            "OPTIONAL BYTE_ARRAY text (STRING)",
            "OPTIONAL INT64 integer",
            "OPTIONAL INT64 least",
            "OPTIONAL INT32 byte (INTEGER(8,true))",
            "OPTIONAL INT32 short (INTEGER(16,true))",
            "OPTIONAL INT32 int",
            "OPTIONAL INT64 long",
            "OPTIONAL INT32 ub (INTEGER(8,false))",
            "OPTIONAL INT32 us (INTEGER(16,false))",
            "OPTIONAL INT32 ui (INTEGER(32,false))",
            "OPTIONAL INT64 ul (INTEGER(64,false))",
            "OPTIONAL INT64 amount (DECIMAL(18,2))",
            "OPTIONAL DOUBLE number",
            "OPTIONAL FLOAT float",
            "OPTIONAL BOOLEAN yes",
            "OPTIONAL INT32 day (DATE)",
            "OPTIONAL INT64 time (TIME(MICROS,false))",
            "OPTIONAL INT64 at (TIMESTAMP(MICROS,false))",
            "OPTIONAL INT64 stamp (TIMESTAMP(MICROS,true))",
            "OPTIONAL BYTE_ARRAY length (STRING)",
            "OPTIONAL BYTE_ARRAY year (STRING)",
            "OPTIONAL BYTE_ARRAY uri (STRING)",
        ]
    );
    assert_eq!(
        built.rows(),
        [
            "\"é\" | 12 | -3 | -128 | -32768 | -2147483648 | -9223372036854775808 | 255 | 65535 | 4294967295 | \
             18446744073709551615 | -1.50 | 1000.0 | 0.1 | true | 1969-12-31 | 23:59:59.500000 | \
             1969-12-31 23:59:59.999999 +00:00 | 2026-01-31 14:00:00.000000 +00:00 | \"P1Y\" | \"2026\" | \"a:b\"",
            &vec!["null"; names.len()].join(" | "),
        ]
    );
}

#[test]
fn lists_tell_null_no_items_and_null_items_apart() {
    let table = case("id:integer tags sums:decimal", "id,tags,sums\n1,a;b,1.5;2\n2,-,-\n3,,\n4,a;-,-;0.25\n")
        .column("tags", |column| (column.separator, column.null) = (Some(";".to_owned()), vec!["-".to_owned()]))
        .column("sums", |column| (column.separator, column.null) = (Some(";".to_owned()), vec!["-".to_owned()]))
        .column("id", |column| column.required = true);
    for rows in [1, 2, 3, 100] {
        let built = build_with(&table, extent(rows), u64::MAX);
        assert_eq!(
            built.rows(),
            ["1 | [\"a\", \"b\"] | [1.50, 2.00]", "2 | null | null", "3 | [] | []", "4 | [\"a\", null] | [null, 0.25]"]
        );
        assert_eq!(
            built.schema(),
            [
                "REQUIRED INT64 id",
                "OPTIONAL group tags (LIST) {",
                "  REPEATED group list {",
                "    OPTIONAL BYTE_ARRAY element (STRING)",
                "  }",
                "}",
                "OPTIONAL group sums (LIST) {",
                "  REPEATED group list {",
                "    OPTIONAL INT64 element (DECIMAL(18,2))",
                "  }",
                "}"
            ]
        );
    }
}

#[test]
fn what_is_suppressed_or_virtual_is_left_out() {
    let table = case("a b c", "a,b\nx,secret\n")
        .column("b", |column| column.suppress_output = true)
        .column("c", |column| column.is_virtual = true);
    let built = build(&table);
    assert_eq!(built.schema(), ["OPTIONAL BYTE_ARRAY a (STRING)"]);
    assert!(memchr::memmem::find(&built.bytes(), b"secret").is_none());
    let table = table.column("a", |column| column.suppress_output = true);
    assert_eq!(build(&table).withdrawn(), "the table has no column that is published");
}

#[test]
fn an_empty_table_has_its_schema() {
    let built = build(&case("a n:decimal at:dateTimeStamp", "a,n,at\n"));
    assert_eq!(built.rows(), Vec::<String>::new());
    assert_eq!(built.row_groups(), Vec::<i64>::new());
    assert_eq!(built.schema()[1..], ["OPTIONAL INT64 n (DECIMAL(18,0))", "OPTIONAL INT64 at (TIMESTAMP(MICROS,true))"]);
}

#[test]
fn the_file_says_what_made_it_and_what_describes_it() {
    let built = build(&case("a", "a\nx\n"));
    let reader = built.reader();
    let file = reader.metadata().file_metadata();
    assert_eq!(file.created_by(), Some("plainsight"));
    let [pair] = &file.key_value_metadata().unwrap()[..] else { panic!() };
    assert_eq!((pair.key.as_str(), pair.value.as_deref()), ("csvw", Some("things.csv-metadata.json")));
}

#[test]
fn decimals_have_the_digits_of_the_widest() {
    for (values, schema, expected) in [
        (&["1", "2.5", "-0.25"][..], "INT64 n (DECIMAL(18,2))", &["1.00", "2.50", "-0.25"][..]),
        (&["123456789012345.678"], "INT64 n (DECIMAL(18,3))", &["123456789012345.678"]),
        (&["0.000000000000000001", "0"], "INT64 n (DECIMAL(18,18))", &["0.000000000000000001", "0.000000000000000000"]),
        (
            &["0.000000000000000001", "-1"],
            "FIXED_LEN_BYTE_ARRAY (16) n (DECIMAL(38,18))",
            &["0.000000000000000001", "-1.000000000000000000"],
        ),
        (
            &["99999999999999999999999999999999999999", "-1"],
            "FIXED_LEN_BYTE_ARRAY (16) n (DECIMAL(38,0))",
            &["99999999999999999999999999999999999999", "-1"],
        ),
    ] {
        let table = case("n:decimal", format!("n\n{}\n", values.join("\n")));
        let whole = build(&table);
        assert_eq!(whole.schema(), [format!("OPTIONAL {schema}")]);
        assert_eq!(whole.rows(), expected);
        // The first row group was encoded before the widest value had come.
        let mut table = table;
        table.tuning.chunk_size = 1;
        assert_eq!(build_with(&table, extent(1), u64::MAX).rows(), expected);
    }
}

#[test]
fn integers_past_64_bits_are_decimals() {
    let built = build(&case("n:integer m:integer", "n,m\n9223372036854775807,9223372036854775808\n-1,-1\n"));
    assert_eq!(built.schema(), ["OPTIONAL INT64 n", "OPTIONAL FIXED_LEN_BYTE_ARRAY (16) m (DECIMAL(38,0))"]);
    assert_eq!(built.rows(), ["9223372036854775807 | 9223372036854775808", "-1 | -1"]);
}

#[test]
fn moments_are_as_fine_as_the_finest() {
    let built = build(&case(
        "at:dateTime t:time",
        "at,t\n2026-01-31T12:00:00.5Z,09:30:00\n2026-01-31T12:00:00.123456789Z,09:30:00.1234567\n",
    ));
    assert_eq!(built.schema(), ["OPTIONAL INT64 at (TIMESTAMP(NANOS,true))", "OPTIONAL INT64 t (TIME(NANOS,false))"]);
    let built = build(&case("at:dateTime", "at\n2026-01-31T12:00:00.123456000Z\n-0001-01-01T00:00:00Z\n"));
    assert_eq!(built.schema(), ["OPTIONAL INT64 at (TIMESTAMP(MICROS,true))"]);
}

#[test]
fn row_groups_end_after_rows_or_bytes() {
    let rows: String = (0..25).map(|row| format!("{row}\n")).collect();
    let mut table = case("id:integer", format!("id\n{rows}"));
    for chunk_size in [1 << 20, 1, 7] {
        table.tuning.chunk_size = chunk_size;
        assert_eq!(build_with(&table, extent(10), u64::MAX).row_groups(), [10, 10, 5]);
        assert_eq!(build_with(&table, extent(25), u64::MAX).row_groups(), [25]);
        let small = Extent { bytes: 40, ..Extent::default() };
        // 8 bytes a cell and its text.
        assert_eq!(build_with(&table, small, u64::MAX).row_groups(), [5, 5, 4, 4, 4, 3]);
    }
}

#[test]
fn statistics_are_those_of_the_values() {
    let table = case("n:decimal name", "n,name\n-1.5,b\n10,a\n,\n2.25,c\n");
    let built = build(&table);
    let reader = built.reader();
    let statistics = |column| reader.metadata().row_group(0).column(column).statistics().cloned().unwrap();
    let number = |bytes: &[u8]| i64::from_le_bytes(bytes.try_into().unwrap());
    assert_eq!(statistics(0).min_bytes_opt().map(number), Some(-150));
    assert_eq!(statistics(0).max_bytes_opt().map(number), Some(1000));
    assert_eq!((statistics(1).min_bytes_opt(), statistics(1).max_bytes_opt()), (Some(&b"a"[..]), Some(&b"c"[..])));
    assert_eq!(statistics(1).null_count_opt(), Some(1));
}

#[test]
fn cores_and_chunks_change_no_byte() {
    let row = |row: u32| {
        format!(
            "{row},\"n {}\",{}.{},2026-01-31T12:00:00.{}Z,{};{row}\n",
            row % 13,
            row,
            "5".repeat(row as usize / 500),
            row + 1,
            row % 5
        )
    };
    let rows: String = (0..5000).map(row).collect();
    let mut table = case("id:integer name amount:decimal at:dateTime list", format!("id,name,amount,at,list\n{rows}"))
        .column("list", |column| column.separator = Some(";".to_owned()));
    let whole = build_with(&table, extent(777), u64::MAX);
    assert_eq!(whole.row_groups().len(), 7);
    table.tuning.large = 0;
    for (cores, chunk_size) in [(1, 4000), (3, 4000), (3, 50)] {
        table.tuning.chunk_size = chunk_size;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
        let built = pool.install(|| build_with(&table, extent(777), u64::MAX));
        assert!(built.bytes() == whole.bytes(), "{cores} cores, chunks of {chunk_size}");
        // Outside a pool the file has a thread of its own.
        assert!(build_with(&table, extent(777), u64::MAX).bytes() == whole.bytes(), "chunks of {chunk_size}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cells_are_those_of_the_table(
        cells in prop::collection::vec(("-?[0-9]{1,24}(\\.[0-9]{1,12})?|", "[a-c]{0,3}"), 0..40),
        chunk_size in 1usize..60, rows in 1usize..20,
    ) {
        let text: String = cells.iter().map(|(number, text)| format!("{number},{text}\n")).collect();
        let mut table = case("n:decimal t", format!("n,t\n{text}"));
        table.tuning.chunk_size = chunk_size;
        let built = build_with(&table, extent(rows), u64::MAX);
        let scale = cells.iter().filter_map(|(number, _)| Some(number.split_once('.')?.1.len())).max().unwrap_or(0);
        let number = |text: &str| {
            if text.is_empty() {
                return "null".to_owned();
            }
            let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
            let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
            let integer = integer.trim_start_matches('0');
            let padded = format!("{}{}", if integer.is_empty() { "0" } else { integer }, if scale > 0 { format!(".{fraction:0<scale$}") } else { String::new() });
            let is_zero = padded.bytes().all(|byte| matches!(byte, b'0' | b'.'));
            format!("{}{padded}", if negative && !is_zero { "-" } else { "" })
        };
        let expected: Vec<String> = cells.iter().map(|(value, text)| {
            let text = if text.is_empty() { "null".to_owned() } else { format!("{text:?}") };
            format!("{} | {text}", number(value))
        }).collect();
        prop_assert_eq!(built.rows(), expected);
        table.tuning.chunk_size = 1 << 20;
        prop_assert!(build_with(&table, extent(rows), u64::MAX).bytes() == built.bytes());
    }
}
