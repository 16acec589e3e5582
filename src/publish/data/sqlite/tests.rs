//! Databases of datasets as teams keep them, read back.

#![allow(clippy::format_collect, reason = "tables of a test are short")]

use super::*;
use crate::csvw::{ForeignKey, Reference};
use crate::model::{CodeList, DatasetSummary, Text};
use crate::rows::BoxedSink;
use crate::rows::tests::{Case, any_table, case};
use crate::sources::SourcePath;
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

/// What a dataset came to, and its database if there is one.
struct Built {
    folder: TempDir,
    summary: DatasetSummary,
}

impl Built {
    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join("site/datasets/things/things.sqlite")).unwrap()
    }

    fn open(&self) -> Connection {
        Connection::open(self.folder.path().join("site/datasets/things/things.sqlite")).unwrap()
    }

    fn query(&self, sql: &str) -> Vec<Vec<Value>> {
        rows(&self.open(), sql)
    }

    /// Cells as texts.
    fn texts(&self, sql: &str) -> Vec<String> {
        let text = |value: Value| match value {
            Value::Null => "null".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => format!("{number:?}"),
            Value::Text(text) => format!("'{text}'"),
            Value::Blob(_) => "blob".to_owned(),
        };
        let rows = self.query(sql).into_iter();
        rows.map(|row| row.into_iter().map(text).collect::<Vec<_>>().join(" ")).collect()
    }

    fn withdrawn(&self) -> &str {
        let path = self.folder.path().join("site/datasets/things/things.sqlite");
        assert!(!path.exists());
        let [withdrawn] = &self.summary.withdrawn[..] else { panic!("{:?}", self.summary) };
        assert_eq!(withdrawn.format, "SQLite");
        &withdrawn.reason
    }
}

fn rows(connection: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn build_all(mut cases: Vec<Case>, limit: u64) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let staging = Staging::new(folder.path().join("site"));
    let tables = cases.iter().map(|case| case.table.clone()).collect();
    let title = Text::new("en", "Things");
    let dataset = Dataset { id: "things".to_owned(), title, tables, ..Dataset::default() };
    let mut summary = DatasetSummary::default();
    let mut report = Report::default();
    let database = SqliteDatabase::begin(&staging, &dataset, "en", (0, limit)).unwrap().unwrap();
    for case in &mut cases {
        let (sources, scratch) = (case.sources(), tempfile::tempdir().unwrap());
        let sinks = vec![BoxedSink::new(database.table(&case.table))];
        let _ = case.read_with(&sources, scratch.path(), sinks);
    }
    if let Some(file) = database.finish().unwrap() {
        let _ = file.settle("things", &mut summary, &mut report);
    }
    assert_eq!(summary.withdrawn.len(), report.diagnostics().len());
    Built { folder, summary }
}

fn build(case: Case) -> Built {
    build_all(vec![case], u64::MAX)
}

fn named(mut case: Case, name: &str) -> Case {
    name.clone_into(&mut case.table.name);
    case
}

fn typed() -> Case {
    let rows = "id,day,amount,share,open,tags,note,secret\n\
                2,31/01/2026,\"1,234.50\",1e-7,Y,a;b,\"said \"\"hello\"\"\",x1\n\
                1,,,,,,,x2\n\
                -9223372036854775808,1/2/2026,-0.10,INF,N,c, kept ,x3\n";
    case("id:integer day:date amount:decimal share:double open:boolean tags note secret", rows)
        .column("day", |column| column.datatype.format = Some("d/M/yyyy".to_owned()))
        .column("amount", |column| column.datatype.group_char = Some(",".to_owned()))
        .column("open", |column| column.datatype.format = Some("Y|N".to_owned()))
        .column("tags", |column| column.separator = Some(";".to_owned()))
        .column("secret", |column| column.suppress_output = true)
        .column("id", |column| column.required = true)
        .with(|table| table.schema.primary_key = vec!["id".to_owned()])
}

#[test]
fn values_keep_their_types_and_rows_their_order() {
    let built = build(typed());
    assert_eq!(
        built.texts("SELECT * FROM things"),
        [
            "2 '2026-01-31' 1234.5 1e-7 1 'a;b' 'said \"hello\"'",
            "1 null null null null '' null",
            "-9223372036854775808 '2026-02-01' -0.1 inf 0 'c' ' kept '",
        ]
    );
    assert_eq!(
        built.texts("SELECT name, type, \"notnull\", pk FROM pragma_table_info('things')"),
        [
            "'id' 'INT' 1 1",
            "'day' 'TEXT' 0 0",
            "'amount' 'REAL' 0 0",
            "'share' 'REAL' 0 0",
            "'open' 'BOOLEAN' 0 0",
            "'tags' 'TEXT' 0 0",
            "'note' 'TEXT' 0 0",
        ]
    );
    for kept_back in ["secret", "x1"] {
        assert!(memchr::memmem::find(&built.bytes(), kept_back.as_bytes()).is_none(), "{kept_back}");
    }
    assert_eq!(built.texts("PRAGMA integrity_check"), ["'ok'"]);
}

#[test]
fn the_dictionary_tells_what_columns_mean() {
    let table = typed().with(|table| {
        table.title = Text::new("en", "Things, one a row");
        table.columns[2].title = Text::new("en", "Amount");
        table.columns[2].unit = Some("£".to_owned());
        let codes = [("a", Text::new("en", "First")), ("b", Text::default()), ("a", Text::default())];
        let codes = codes.map(|(code, label)| (code.to_owned(), label));
        table.columns[5].code_list = Some(CodeList::Codes(codes.into()));
    });
    let built = build(table);
    assert_eq!(built.texts("SELECT id, title, licence FROM _dataset"), ["'things' 'Things' null"]);
    assert_eq!(built.texts("SELECT * FROM _codes"), ["'things' 'tags' 'a' 'First'", "'things' 'tags' 'b' null"]);
    assert_eq!(built.texts("SELECT name, title, rows FROM _tables"), ["'things' 'Things, one a row' 3"]);
    assert_eq!(
        built.texts("SELECT position, name, title, datatype, unit, separator, required FROM _columns WHERE position IN (1, 3, 6)"),
        ["1 'id' null 'integer' null null 1", "3 'amount' 'Amount' 'decimal' '£' null 0", "6 'tags' null 'string' null ';' 0"]
    );
}

fn key(columns: &[&str], table: &str, referenced: &[&str]) -> ForeignKey {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    ForeignKey {
        columns: names(columns),
        reference: Reference { table: table.to_owned(), columns: names(referenced) },
        place: None,
    }
}

#[test]
fn keys_within_the_dataset_are_kept_and_others_left_out() {
    // The first refers to the second, which is not there yet, by a column that is no primary key.
    let visits = |wards: &str| {
        named(case("ward at:integer", wards), "visits").with(|table| {
            table.schema.foreign_keys =
                vec![key(&["ward"], "things/wards", &["code"]), key(&["ward"], "elsewhere/wards", &["code"])];
        })
    };
    let wards = || named(case("id:integer code", "id,code\n1,E1\n2,E2\n"), "wards");
    let built = build_all(vec![visits("ward,at\nE2,1\n,2\n"), wards()], u64::MAX);
    assert_eq!(
        built.texts("SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list('visits')"),
        ["'wards' 'ward' 'code'"]
    );
    assert_eq!(built.query("PRAGMA foreign_key_check"), Vec::<Vec<Value>>::new());
    let broken = build_all(vec![visits("ward,at\nE3,1\n"), wards()], u64::MAX);
    assert_eq!(broken.withdrawn(), "a row of `visits` refers to no row of `wards`");
}

#[test]
fn keys_are_as_if_they_had_been_there_before_the_rows() {
    // A key of two columns, one that another table refers to, and both in a table whose name has to be quoted.
    let wards = named(case("id:integer code part", "id,code,part\n2,E1,a\n1,E1,b\n3,E2,\n4,,\n"), "order \"by\"")
        .with(|table| table.schema.primary_key = vec!["code".to_owned(), "part".to_owned()]);
    let visits = named(case("ward:integer", "ward\n3\n1\n3\n"), "visits")
        .with(|table| table.schema.foreign_keys = vec![key(&["ward"], "things/order \"by\"", &["id"])]);
    let built = build_all(vec![visits, wards], u64::MAX);
    let said = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type";
    let by_statements = Connection::open_in_memory().unwrap();
    for table in built.texts("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL") {
        by_statements.execute_batch(table.trim_matches('\'')).unwrap();
    }
    assert_eq!(built.query(said), rows(&by_statements, said));
    for (table, keys) in [("visits", "[]"), ("order \"by\"", "[\"1 'pk' 0\", \"1 'u' 0\"]")] {
        let sql = format!("SELECT \"unique\", origin, partial FROM pragma_index_list('{table}') ORDER BY name");
        assert_eq!(format!("{:?}", built.texts(&sql)), keys);
    }
    assert_eq!(built.texts("PRAGMA integrity_check"), ["'ok'"]);
    assert_eq!(built.query("PRAGMA foreign_key_check"), Vec::<Vec<Value>>::new());
    let plan = built.texts("EXPLAIN QUERY PLAN SELECT * FROM \"order \"\"by\"\"\" WHERE id = 3");
    assert!(plan[0].contains("USING INDEX sqlite_autoindex_order \"by\"_2"), "{plan:?}");
    let again = "INSERT INTO \"order \"\"by\"\"\" VALUES (3, 'E9', 'z')";
    let error = built.open().execute(again, []).unwrap_err().to_string();
    assert_eq!(error, "UNIQUE constraint failed: order \"by\".id");
}

#[test]
fn what_cannot_be_kept_takes_the_file_back() {
    for (table, reason) in [
        (
            case("n:integer", "n\n1\n9223372036854775808\n"),
            "`n` of `things` has `9223372036854775808`, and SQLite's whole numbers have 64 bits",
        ),
        (
            case("n:decimal", "n\n0.1234567890123456789012345678901234567890\n"),
            "`n` of `things` has `0.1234567890123456789012345678901234567890`, and SQLite's numbers do not keep so many digits: it would be `0.12345678901234568`",
        ),
        (case("n:double", "n\nNaN\n"), "`n` of `things` has `NaN`, which SQLite has no number for"),
        (case("n:integer", "n\nmany\n"), "`n` of `things` has a cell that is not as declared"),
        (
            case("n:integer", "n\n1\n1\n").with(|table| table.schema.primary_key = vec!["n".to_owned()]),
            "two rows have the same key (things.n)",
        ),
        (
            case("n a", "n,a\n1,\n").column("a", |column| column.required = true),
            "`things.a` is required, and a row has no value",
        ),
        (
            case("n", "n\n1\n").column("n", |column| column.suppress_output = true),
            "the table `things` has no column that is published",
        ),
        (named(case("n", "n\n1\n"), "sqlite_stat1"), "SQLite has no room for a table named `sqlite_stat1`"),
        (case("a A", "a,A\n1,2\n"), "`A` is the name of two columns of `things`, since case does not count"),
        (
            case(&(0..2001).map(|n| format!("c{n} ")).collect::<String>(), "c0\n"),
            "the table `things` has 2001 columns, and SQLite holds 2000",
        ),
    ] {
        assert_eq!(build(table).withdrawn(), reason);
    }
}

#[test]
fn names_may_be_words_of_sql() {
    let table = named(case("select from:integer rowid index", "select,from,rowid,index\na,1,b,c\n"), "order");
    let built = build(table.with(|table| table.schema.primary_key = vec!["from".to_owned()]));
    assert_eq!(built.texts("SELECT * FROM \"order\""), ["'a' 1 'b' 'c'"]);
}

fn many(rows: u32) -> Case {
    let row = |row: u32| format!("{},street {},{}.5\n", (row * 7919) % rows, row % 997, row);
    let text: String = (0..rows).map(row).collect();
    case("id:integer street amount:decimal", format!("id,street,amount\n{text}"))
        .with(|table| table.schema.primary_key = vec!["id".to_owned()])
}

#[test]
fn the_bytes_are_the_same_again_whatever_the_chunks_and_the_cores() {
    let mut small = many(30_000);
    let whole = build(many(30_000));
    small.tuning.chunk_size = 10_000;
    small.tuning.large = 0;
    let cut = build(small);
    assert!(whole.bytes() == cut.bytes(), "the bytes depend on how the table is cut");
    assert_eq!(whole.texts("SELECT count(*), min(id), max(id) FROM things"), ["30000 0 29999"]);
    assert_eq!(
        whole.texts("SELECT * FROM things LIMIT 2"),
        ["0 'street 0' 0.5", "7919 'street 1' 1.5"],
        "rows keep their order"
    );
}

#[test]
fn a_file_over_the_limit_is_taken_back() {
    let size = build(many(3000)).bytes().len() as u64;
    for limit in [0, 5000, size / 2, size - 1] {
        let reason = format!("it would be larger than {limit} bytes");
        assert_eq!(build_all(vec![many(3000)], limit).withdrawn(), reason);
    }
    assert_eq!(build_all(vec![many(3000)], size).bytes().len() as u64, size);
}

#[test]
fn a_table_that_cannot_be_read_leaves_no_file_behind() {
    let missing = SourcePath::parse("datasets/things/missing.csv").unwrap();
    let other = named(case("a", "a\nx\n"), "other").with(|table| table.files.push(missing));
    let built = build_all(vec![many(10), other], u64::MAX);
    assert!(!built.folder.path().join("site/datasets/things/things.sqlite").exists());
    assert_eq!(built.summary, DatasetSummary::default());
}

proptest! {
    #[test]
    fn any_table_is_kept_row_by_row_or_not_at_all(mut table in any_table()) {
        // Names of columns are checked before; these have quotes in them.
        let columns = table.table.schema.columns.iter().filter(|column| !column.suppress_output).count();
        table.table.schema.primary_key.clear();
        table.table.schema.foreign_keys.clear();
        let folder = tempfile::tempdir().unwrap();
        let sources = table.sources();
        let rows = table.read_with(&sources, folder.path(), Vec::new());
        let (fatal, rows) = (rows.fatal, rows.summary.rows);
        let built = build(table);
        let path = built.folder.path().join("site/datasets/things/things.sqlite");
        if fatal || !built.summary.withdrawn.is_empty() {
            prop_assert!(!path.exists());
        } else {
            let read = built.query("SELECT * FROM things");
            prop_assert_eq!(read.len() as u64, rows);
            prop_assert!(read.iter().all(|row| row.len() == columns));
        }
    }
}
