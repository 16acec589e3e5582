//! What is written of a table's rows, in every format, held against the table by other readers.

#![allow(clippy::format_collect, reason = "tables of a test are short")]

mod lookups;
mod oracle;

use super::{CsvFile, JsonFile, LookupPages, NdjsonFile, RowPages};
use crate::csvw::{Column, Datatype};
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::TableOutcome;
use crate::rows::tests::{Case, case, lines};
use crate::rows::{BoxedSink, Profile, TableJob};
use proptest::prelude::*;
use serde_json::Value;
use sha2::Digest;
use std::collections::BTreeMap;
use std::path::Path;

/// What a table came to, with every file of the site.
struct Built {
    outcome: TableOutcome,
    files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no `{path}` in {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(self.text(path)).unwrap()
    }
}

#[derive(Clone, Copy)]
struct Limits {
    json: u64,
    row_pages_max: u64,
    key_pages_max: u64,
}

const NONE: Limits = Limits { json: u64::MAX, row_pages_max: u64::MAX, key_pages_max: u64::MAX };

fn build(case: &Case, limits: Limits) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let staging = Staging::new(folder.path().join("site"));
    let table = &case.table;
    let sources = case.sources();
    let mut sinks = vec![
        BoxedSink::new(Profile::new(table)),
        BoxedSink::new(CsvFile::begin(&staging, "things", table).unwrap()),
        BoxedSink::new(JsonFile::begin(&staging, "things", table, limits.json).unwrap()),
        BoxedSink::new(NdjsonFile::begin(&staging, "things", table, u64::MAX).unwrap()),
        BoxedSink::new(RowPages::begin(&staging, "things", table, limits.row_pages_max)),
    ];
    for column in &table.index {
        sinks.extend(LookupPages::begin(&staging, "things", table, column).unwrap().map(BoxedSink::new));
    }
    sinks.extend(LookupPages::by_key(&staging, "things", table, limits.key_pages_max).unwrap().map(BoxedSink::new));
    let outcome = case.read_with(&sources, folder.path(), sinks);
    let mut files = BTreeMap::new();
    walk(&folder.path().join("site"), "", &mut files);
    let told: Vec<&str> = outcome.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files.keys().collect::<Vec<_>>(), told, "what is told is what is there");
    for file in &outcome.files {
        assert_eq!(file.bytes, files[&file.path].len() as u64);
    }
    Built { outcome, files }
}

fn walk(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{below}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
}

fn typed() -> Case {
    let text = "\u{feff}id,day,amount,open,tags,note,secret\n\
                007,31/01/2026,\"1,234.50\",Y,a;b,\"said \"\"hello\"\", left\",x1\n\
                8, 1/2/2026 ,0.5,N,,line one\nunknown,x2\n\
                9,01/02/2026,-0.10,N,c,\" kept \",x3\n";
    case("id day:date amount:decimal open:boolean tags note secret", text.replace("line one\nunknown", "unknown"))
        .column("day", |column| column.datatype.format = Some("d/M/yyyy".to_owned()))
        .column("amount", |column| column.datatype.group_char = Some(",".to_owned()))
        .column("open", |column| column.datatype.format = Some("Y|N".to_owned()))
        .column("tags", |column| column.separator = Some(";".to_owned()))
        .column("note", |column| column.null = vec![String::new(), "unknown".to_owned()])
        .column("secret", |column| column.suppress_output = true)
}

#[test]
fn every_format_has_the_same_values() {
    let built = build(&typed(), NONE);
    assert_eq!(lines(&built.outcome.report), Vec::<String>::new());
    assert_eq!(
        built.text("datasets/things/things.csv"),
        "id,day,amount,open,tags,note\r\n\
         007,2026-01-31,1234.50,true,a;b,\"said \"\"hello\"\", left\"\r\n\
         8,2026-02-01,0.5,false,,\r\n\
         9,2026-02-01,-0.10,false,c, kept \r\n"
    );
    let json = built.text("datasets/things/things.json");
    assert_eq!(
        json,
        "[\n{\"id\":\"007\",\"day\":\"2026-01-31\",\"amount\":1234.50,\"open\":true,\"tags\":[\"a\",\"b\"],\"note\":\"said \\\"hello\\\", left\"},\n\
         {\"id\":\"8\",\"day\":\"2026-02-01\",\"amount\":0.5,\"open\":false,\"tags\":[],\"note\":null},\n\
         {\"id\":\"9\",\"day\":\"2026-02-01\",\"amount\":-0.10,\"open\":false,\"tags\":[\"c\"],\"note\":\" kept \"}\n]\n"
    );
    let objects: Vec<&str> = built.text("datasets/things/things.ndjson").lines().collect();
    assert_eq!(json, format!("[\n{}\n]\n", objects.join(",\n")));
    let page = built.json("api/v1/datasets/things/tables/things/rows/1.json");
    assert_eq!(page["rows"], built.json("datasets/things/things.json"));
    for (path, bytes) in &built.files {
        assert!(memchr::memmem::find(bytes, b"x1").is_none(), "`{path}` has a suppressed value");
        assert!(memchr::memmem::find(bytes, b"secret").is_none(), "`{path}` has a suppressed column");
    }
    let summary = serde_json::to_string(&built.outcome.summary).unwrap();
    assert!(!summary.contains("secret") && !summary.contains("x1"));
    assert_eq!(built.outcome.summary.artefact(Format::Json).unwrap().bytes, json.len() as u64);
}

#[test]
fn doubles_that_json_has_no_number_for_are_strings() {
    let built = build(&case("n:double", "n\nNaN\n-INF\n1e5\n1.\n"), NONE);
    assert_eq!(built.json("datasets/things/things.json")[0]["n"], "NaN");
    assert_eq!(built.json("datasets/things/things.json")[1]["n"], "-INF");
    assert!(built.json("datasets/things/things.json")[2]["n"].is_number());
}

#[test]
fn an_empty_cell_alone_in_its_row_is_not_an_empty_line() {
    let built = build(&case("a", "a\nx\n\"\"\ny\n"), NONE);
    assert_eq!(built.text("datasets/things/things.csv"), "a\r\nx\r\n\"\"\r\ny\r\n");
}

#[test]
fn an_empty_table_has_a_header_an_empty_array_and_an_empty_page() {
    let built = build(&case("a b", "a,b\n"), NONE);
    assert_eq!(built.text("datasets/things/things.csv"), "a,b\r\n");
    assert_eq!(built.text("datasets/things/things.json"), "[]\n");
    assert_eq!(built.text("datasets/things/things.ndjson"), "");
    assert_eq!(built.outcome.summary.row_pages, 1);
    assert_eq!(built.json("api/v1/datasets/things/tables/things/rows/1.json")["rows"], serde_json::json!([]));
}

#[test]
fn row_pages_refer_to_one_another() {
    let rows: String = (0..2000).map(|row| format!("{row}\n")).collect();
    let mut table = case("id:integer", format!("id\n{rows}"));
    for (chunk_size, extra, pages) in [(1 << 20, "", 2), (100, "", 2), (100, "last\n", 3)] {
        table.tuning.chunk_size = chunk_size;
        table.files[0].1 = format!("id\n{rows}{}", extra.replace("last", "2000")).into_bytes();
        let built = build(&table, NONE);
        assert_eq!(built.outcome.summary.row_pages, pages);
        let page = |n: u64| built.json(&format!("api/v1/datasets/things/tables/things/rows/{n}.json"));
        assert_eq!(
            (&page(1)["first"], &page(1)["prev"], &page(1)["next"]),
            (&"1.json".into(), &Value::Null, &"2.json".into())
        );
        assert_eq!((&page(pages)["prev"], &page(pages)["next"]), (&format!("{}.json", pages - 1).into(), &Value::Null));
        assert_eq!((&page(2)["page"], &page(2)["table"]), (&2.into(), &"things".into()));
        assert_eq!(page(2)["rows"][0]["id"], 1000);
        let total: usize = (1..=pages).map(|n| page(n)["rows"].as_array().unwrap().len()).sum();
        assert_eq!(total as u64, built.outcome.summary.rows);
    }
    let built = build(&table, Limits { row_pages_max: 2000, ..NONE });
    assert_eq!(built.outcome.summary.row_pages, 0);
    assert_eq!(built.outcome.summary.withdrawn[0].reason, "the table has more than 2000 rows");
    assert!(!built.files.keys().any(|path| path.starts_with("api/")), "{:?}", built.files.keys());
}

#[test]
fn a_file_over_its_limit_is_taken_back() {
    let table = case("id:integer", "id\n1\n2\n3\n");
    let size = build(&table, NONE).files["datasets/things/things.json"].len() as u64;
    assert!(build(&table, Limits { json: size, ..NONE }).outcome.summary.artefact(Format::Json).is_some());
    let built = build(&table, Limits { json: size - 1, ..NONE });
    assert!(built.outcome.summary.artefact(Format::Json).is_none());
    assert_eq!(built.outcome.summary.withdrawn[0].format, "JSON");
    assert_eq!(built.outcome.report.diagnostics()[0].rule.as_str(), "format/withdrawn");
    assert!(!built.files.contains_key("datasets/things/things.json"));
}

/// A table whose files are larger than what is written at once.
fn large() -> Case {
    let rows: String = (0..40_000).map(|row| format!("{row},\"n {}\",{}\n", row % 13, "text ".repeat(20))).collect();
    let mut table = case("id:integer name text", format!("id,name,text\n{rows}"));
    table.tuning.chunk_size = 100_000;
    table
}

#[test]
fn a_thread_of_its_own_changes_no_byte_of_a_file() {
    let table = large();
    let built = build(&table, NONE);
    assert!(built.files.values().filter(|bytes| bytes.len() > 5_000_000).count() == 2);
    // In a task of rayon's there is no such thread.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(pool.install(|| build(&table, NONE)).files == built.files);
    for file in &built.outcome.files {
        let digest = sha2::Sha256::digest(&built.files[&file.path]);
        assert_eq!(file.sha256, crate::output::hexadecimal(&digest), "{}", file.path);
    }
    let withdrawn = build(&table, Limits { json: 5_000_000, ..NONE });
    assert!(withdrawn.outcome.summary.artefact(Format::Json).is_none());
    assert!(!withdrawn.files.contains_key("datasets/things/things.json"));
    assert!(withdrawn.files["datasets/things/things.ndjson"] == built.files["datasets/things/things.ndjson"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_the_files_address() {
    for table in [case("a", "a\n1\n"), large()] {
        let folder = tempfile::tempdir().unwrap();
        let staging = Staging::new(folder.path().join("site"));
        std::fs::create_dir_all(staging.path("datasets/things")).unwrap();
        std::os::unix::fs::symlink("/dev/full", staging.path("datasets/things/things.csv")).unwrap();
        let sources = table.sources();
        let mut job = TableJob::new(&sources, "things", &table.table, &table.budget, folder.path());
        job.tuning = table.tuning;
        let job = job.with(BoxedSink::new(CsvFile::begin(&staging, "things", &table.table).unwrap()));
        let error = crate::rows::read_table(job).unwrap_err().to_string();
        assert!(error.starts_with("`datasets/things/things.csv` could not be written: "), "{error}");
    }
}

#[test]
fn a_table_that_cannot_be_read_leaves_nothing() {
    let built = build(&case("a", b"a\nx\n\xff\n").with(|table| table.index = vec!["a".to_owned()]), NONE);
    assert!(built.outcome.fatal);
    assert_eq!(built.files.keys().collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn cores_and_chunks_change_no_byte() {
    let rows: String = (0..5000).map(|row| format!("{row},\"n {}\",{}.5\n", row % 13, row % 7)).collect();
    let mut table = case("id:integer name amount:decimal", format!("id,name,amount\n{rows}"))
        .with(|table| table.index = vec!["amount".to_owned()]);
    let whole = build(&table, NONE);
    table.tuning.large = 0;
    for (cores, chunk_size) in [(1, 4000), (3, 4000), (3, 50)] {
        table.tuning.chunk_size = chunk_size;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
        let built = pool.install(|| build(&table, NONE));
        assert!(built.files == whole.files, "{cores} cores, chunks of {chunk_size}");
        assert_eq!(built.outcome.summary, whole.outcome.summary);
    }
}

/// A table of any texts, written by another program.
fn tables() -> impl Strategy<Value = (Vec<Vec<String>>, bool)> {
    let cell = prop_oneof!["[a-z ,\"\n\r;=é]{0,6}", Just(String::new())];
    (1usize..4).prop_flat_map(move |width| {
        (prop::collection::vec(prop::collection::vec(cell.clone(), width), 0..12), any::<bool>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn published_cells_are_the_sources((rows, crlf) in tables(), chunk_size in 1usize..60) {
        let width = rows.first().map_or(1, Vec::len);
        let names: Vec<String> = (0..width).map(|column| format!("c{column}")).collect();
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        writer.write_record(&names).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let mut table = case(&names.join(" "), writer.into_inner().unwrap());
        table.tuning.chunk_size = chunk_size;
        let built = build(&table, NONE);
        let mut reader = csv::Reader::from_reader(&built.files["datasets/things/things.csv"][..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(&read, &rows);
        // JSON has the same texts, and null for an empty cell.
        let json = built.json("datasets/things/things.json");
        for (object, row) in json.as_array().unwrap().iter().zip(&rows) {
            let texts: Vec<&str> = names.iter().map(|name| object[name].as_str().unwrap_or("")).collect();
            prop_assert_eq!(&texts, &row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        prop_assert_eq!(json.as_array().unwrap().len(), rows.len());
    }
}

#[test]
fn ten_thousand_columns_and_a_cell_of_five_megabytes() {
    let names: Vec<String> = (0..10_000).map(|column| format!("c{column}")).collect();
    let mut table = case("", "");
    table.files.clear();
    table.table.files.clear();
    for name in &names {
        table.table.schema.columns.push(Column { datatype: Datatype::of("string"), ..Column::new(name) });
        table.table.columns.push(crate::model::ColumnWords::default());
    }
    let row = vec!["x"; 10_000].join(",");
    let wide = build(&table.file("wide.csv", format!("{}\n{row}\n{row}\n", names.join(","))), NONE);
    assert_eq!((wide.outcome.summary.rows, wide.outcome.summary.columns.len()), (2, 10_000));
    let long = build(&case("a b", format!("a,b\n1,\"{}\"\n", "é\"\"".repeat(1_250_000))), NONE);
    assert_eq!(lines(&long.outcome.report), Vec::<String>::new());
    assert_eq!(long.json("datasets/things/things.json")[0]["b"].as_str().unwrap().chars().count(), 2_500_000);
}

/// `published_columns` and the sinks agree on what is published.
#[test]
fn virtual_columns_are_not_written() {
    let table = case("a v", "a\n1\n").column("v", |column| column.is_virtual = true);
    let built = build(&table, NONE);
    assert_eq!(built.text("datasets/things/things.csv"), "a\r\n1\r\n");
    assert_eq!(built.outcome.summary.columns.len(), Table::published_columns(&table.table).count());
}
