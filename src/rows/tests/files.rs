//! Files that are missing, empty, no text, in another encoding, or packed.

use super::{Case, case};
use crate::diagnostics::Severity;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn only(case: &Case) -> String {
    let read = case.read();
    assert!(read.fatal);
    assert_eq!(read.keys.foreign.len(), 0);
    let finding = case.finding();
    assert_eq!(finding.severity, Severity::Error);
    let help: Vec<String> = finding.help.iter().map(|help| format!("\n{help}")).collect();
    format!("{}{}", super::line(&finding), help.concat())
}

#[test]
fn what_is_no_table_is_one_finding() {
    let mut missing = case("a", "");
    missing.files.clear();
    for (case, expected) in [
        (missing, "things.csv project/missing-file: there is no file `datasets/things/things.csv`"),
        (case("a", ""), "things.csv csv/empty-file: `datasets/things/things.csv` is empty"),
        (
            case("a", "PK\x03\x04rest"),
            "things.csv csv/binary-file: `datasets/things/things.csv` is a ZIP archive or a spreadsheet (XLSX, ODS)",
        ),
        (case("a", "%PDF-1.7\n"), "things.csv csv/binary-file: `datasets/things/things.csv` is a PDF document"),
        (
            case("a", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"),
            "things.csv project/git-lfs-pointer: `datasets/things/things.csv` is a Git LFS pointer",
        ),
        (case("a", "a\nx\0y\n"), "2 csv/binary-file: `datasets/things/things.csv` has a NUL character"),
    ] {
        let found = only(&case);
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn a_file_in_another_encoding_is_told_at_its_first_wrong_byte() {
    let table = case("a b", b"a,b\nx,y\nx,caf\xe9\n");
    assert_eq!(
        only(&table),
        "3 csv/not-utf-8: `datasets/things/things.csv` is not UTF-8: the byte 0xe9 at offset 13 \
         (the first character that cannot be read)\n\
         if the file is in another encoding, say which:\ndialect = { encoding = \"windows-1252\" }"
    );
    let declared = table.with(|table| {
        table.schema.dialect.encoding = "windows-1252".to_owned();
        table.schema.dialect.encoding_stated = true;
    });
    assert_eq!(declared.found(), Vec::<String>::new());
    assert_eq!(declared.read().summary.first_rows[1][1].as_deref(), Some("café"));
}

#[test]
fn a_byte_order_mark_states_the_encoding() {
    let utf_16: Vec<u8> = "\u{feff}a,b\n1,é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(case("a b", &utf_16).read().summary.first_rows, [[Some("1".to_owned()), Some("é".to_owned())]]);
    let big: Vec<u8> = "\u{feff}a,b\n1,é\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(case("a b", &big).read().summary.first_rows, [[Some("1".to_owned()), Some("é".to_owned())]]);
    assert_eq!(case("a b", "\u{feff}a,b\n1,é\n").found(), Vec::<String>::new());
    assert!(only(&case("a b", &utf_16[2..])).ends_with("dialect = { encoding = \"utf-16le\" }"));
}

#[test]
fn what_comes_before_a_wrong_byte_is_judged_wherever_chunks_end() {
    let mut table = case("a:integer", b"a\n1\nx\n3\ny\n\xff\nz\n");
    for chunk_size in [1, 2, 3, 5, 8, 1 << 20] {
        table.tuning.chunk_size = chunk_size;
        let found: Vec<String> = table.found().iter().map(|line| line.chars().take(29).collect()).collect();
        assert_eq!(
            found,
            ["A3 csvw/invalid-datatype-valu", "A5 csvw/invalid-datatype-valu", "6 csv/not-utf-8: `datasets/th"],
            "{chunk_size}"
        );
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn in_gzip(bytes: &[u8]) -> Case {
    let mut table = case("a b", "");
    table.files.clear();
    table.table.files.clear();
    table.file("things.csv.gz", bytes)
}

#[test]
fn a_packed_file_is_read_and_a_broken_one_told() {
    let good = packed("a,b\n1,2\n");
    assert_eq!(in_gzip(&good).read().summary.rows, 1);
    assert_eq!(in_gzip(&[good.clone(), packed("3,4\n")].concat()).read().summary.rows, 2, "members one after another");
    assert!(
        only(&in_gzip(&good[..good.len() - 6]))
            .contains("csv/invalid-gzip: `datasets/things/things.csv.gz` cannot be unpacked")
    );
    assert!(only(&in_gzip(b"a,b\n1,2\n")).contains("csv/invalid-gzip"));
    assert!(only(&in_gzip(&packed(""))).contains("csv/empty-file"));
}

#[test]
fn a_header_alone_warns() {
    let read = case("a b", "a,b\n").read();
    assert!(!read.fatal);
    assert_eq!(
        super::lines(&read.report),
        ["1 csv/header-only: `datasets/things/things.csv` has no rows (nothing follows the header)"]
    );
    assert_eq!(read.report.diagnostics()[0].severity, Severity::Warning);
    assert!(
        only(&case("a b", "only a title\n").with(|table| table.schema.dialect.skip_rows = 1))
            .contains("csv/empty-file")
    );
}
