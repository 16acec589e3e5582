//! Whatever is in the files: findings, and no panic.

use super::read_bytes;
use proptest::prelude::*;

const TOML: &str = include_str!("everything.toml");
const PACKAGE: &str = r#"{ "title": "T", "licenses": [{ "name": "MIT" }], "contributors": [{ "role": "publisher", "title": "B" }],
  "resources": [{ "name": "Ä b", "path": ["stops.csv", "b.csv"], "dialect": { "headerRows": [2, 3], "commentRows": [1] },
  "schema": { "fields": [{ "name": "é%C3", "type": "date", "format": "%d/%m/%y", "constraints": { "enum": ["1"], "minimum": 3 } }],
  "primaryKey": "é%C3", "foreignKeys": [{ "fields": "é%C3", "reference": { "resource": "", "fields": "é%C3" } }] } }] }"#;
const YAML: &str =
    "title: T\nresources:\n- &a\n  path: stops.csv\n  schema:\n    fields: [{name: é, type: number}]\n- *a\n";
const CSVW: &str = r#"{ "@context": ["http://www.w3.org/ns/csvw", { "@language": "cy" }], "tables": [{ "url": "stops.csv",
  "dc:title": { "@value": "T", "@language": "en" }, "dc:modified": "2024-é1-01", "tableSchema": { "aboutUrl": "{é}{+a.b,c}",
  "columns": [{ "name": "a.b", "titles": { "en": ["Ä"] } }, { "titles": "é" }], "primaryKey": "a.b",
  "foreignKeys": [{ "columnReference": "a.b", "reference": { "resource": "stops.csv", "columnReference": "a.b" } }] } }] }"#;

/// Takes a stretch of bytes out of a text and puts others in.
fn mutated(text: &str, changes: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, length, with) in changes {
        let start = at % (bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, with.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_descriptions_give_findings(
        changes in prop::collection::vec(
            (any::<usize>(), 0..12_usize, "[\\[\\]{}\"'=:,.#é\n -09a-c%/*?\\\\]{0,6}".prop_map(String::into_bytes)), 1..6),
        which in 0..4_usize,
    ) {
        let (name, text) = [("dataset.toml", TOML), ("datapackage.json", PACKAGE), ("datapackage.yaml", YAML), ("csv-metadata.json", CSVW)][which];
        let files = [(name, mutated(text, &changes)), ("stops.csv", Vec::new()), ("visits-1.csv", Vec::new())];
        let (read, findings) = read_bytes(&files);
        prop_assert!(read.is_some() || !findings.is_empty());
        if let Some(read) = read {
            for table in &read.dataset.tables {
                prop_assert_eq!(table.schema.columns.len(), table.columns.len());
            }
        }
    }
}
