//! What is in published files, packed ones too: whoever looks for a secret in bytes alone looks past what is compressed.
#![allow(dead_code, reason = "each test file uses its part")]

use super::support::Portal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use rusqlite::types::Value;
use std::io::{Cursor, Read};

/// Every file below a folder, and every file in a packed one (`a.zip!b.csv`), as text: bytes as they are, cells of
/// databases and of Parquet a line each.
pub fn contents(portal: &Portal, below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, bytes) in portal.files(below) {
        add(&path, bytes, &mut found);
    }
    found
}

fn add(path: &str, bytes: Vec<u8>, found: &mut Vec<(String, String)>) {
    found.push((path.to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
    match path.rsplit('.').next().unwrap_or_default() {
        "zip" | "xlsx" | "ods" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for index in 0..archive.len() {
                let mut member = archive.by_index(index).unwrap();
                let mut unpacked = Vec::new();
                member.read_to_end(&mut unpacked).unwrap();
                let name = format!("{path}!{}", member.name().unwrap());
                add(&name, unpacked, found);
            }
        }
        "gz" => {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
            add(&format!("{path}!{}", path.trim_end_matches(".gz")), unpacked, found);
        }
        "sqlite" => found.push((format!("{path}!rows"), of_database(&bytes))),
        "parquet" => {
            let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
            let rows: Vec<String> = file.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
            found.push((format!("{path}!rows"), rows.join("\n")));
        }
        _ => {}
    }
}

fn written(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// Every table's definition and rows.
fn of_database(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("read.sqlite");
    std::fs::write(&path, bytes).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    let mut text = String::new();
    let mut tables = connection.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'").unwrap();
    let tables: Vec<(String, String)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (name, definition) in tables {
        text += &(definition + "\n");
        let mut rows = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = rows.column_count();
        let cells = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Vec<Value>> {
            (0..columns).map(|column| row.get(column)).collect()
        };
        for row in rows.query_map([], cells).unwrap() {
            let cells: Vec<String> = row.unwrap().into_iter().map(written).collect();
            text += &(cells.join(" ") + "\n");
        }
    }
    text
}
