//! §§ 5.3 Table groups and 5.4 Tables.

use super::*;
use crate::csvw::metadata::TableDirection::{Auto, LeftToRight, RightToLeft};

const NO_TABLE: (FindingKind, Severity) = (F::MissingProperty, Error);

#[test]
fn tables() {
    let with = |tables: &str| format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "tables": {tables} }}"#);
    for (tables, findings, count) in [
        (r#"[{ "url": "a.csv" }]"#, GOOD, 1),
        (r#"[{ "url": "a.csv" }, { "url": "b.csv" }]"#, GOOD, 2),
        (r#"[{ "url": "a.csv" }, 1]"#, IGNORED, 1),
        ("[]", &[NO_TABLE], 0),
        ("[1]", &[(F::InvalidPropertyValue, Warning), NO_TABLE], 0),
        (r#"{ "url": "a.csv" }"#, &[(F::InvalidPropertyValue, Warning), NO_TABLE], 0),
        ("[{}]", &[NO_TABLE], 0),
        (r#"[{ "url": "a.csv" }, {}]"#, &[NO_TABLE], 1),
    ] {
        assert_eq!(expect(&with(tables), findings).unwrap().group.tables.len(), count, "{tables}");
    }
}

/// A table has an address, and it is not that of the document itself, which is what an empty one comes to.
#[test]
fn url() {
    let with =
        |local: &str, url: &str| format!(r#"{{ "@context": ["http://www.w3.org/ns/csvw", {local}], "url": {url} }}"#);
    let base = r#"{ "@base": "t.csv" }"#;
    for (local, url, findings, resolved) in [
        ("{}", r#""t.csv""#, GOOD, Some("http://example.org/d/t.csv")),
        ("{}", r#""../t.csv?x#y""#, GOOD, Some("http://example.org/t.csv?x#y")),
        ("{}", r#""""#, &[NO_TABLE], None),
        ("{}", "1", &[(F::InvalidPropertyValue, Warning), NO_TABLE], None),
        ("{}", r#""m.json""#, &[NO_TABLE], None),
        (base, r#""""#, GOOD, Some("http://example.org/d/t.csv")),
        (base, "1", IGNORED, Some("http://example.org/d/t.csv")),
    ] {
        let metadata = expect(&with(local, url), findings).unwrap();
        let found = metadata.group.tables.first().map(|table| metadata.table_url(table));
        assert_eq!(found.as_deref(), resolved, "{local} {url}");
    }
}

#[test]
fn types() {
    const TYPE: &[(FindingKind, Severity)] = &[(F::InvalidType, Error)];
    for (text, findings) in [
        (group(r#""@type": "TableGroup""#), GOOD),
        (group(r#""@type": "Table""#), TYPE),
        (table(r#""@type": "Table""#), GOOD),
        (table(r#""@type": "TableGroup""#), TYPE),
        (table(r#""@type": 1"#), TYPE),
        (table(r#""@type": ["Table"]"#), TYPE),
        (table(r#""@type": "_:x""#), TYPE),
        (schema(r#""@type": "Schema""#), GOOD),
        (schema(r#""@type": "Table""#), TYPE),
        (column(r#""@type": "Column""#), GOOD),
        (column(r#""@type": "Schema""#), TYPE),
        (table(r#""dialect": { "@type": "Dialect" }"#), GOOD),
        (table(r#""dialect": { "@type": "Template" }"#), TYPE),
        (column(r#""datatype": { "@type": "Datatype" }"#), GOOD),
        (column(r#""datatype": { "@type": "string" }"#), TYPE),
    ] {
        expect(&text, findings);
    }
}

#[test]
fn table_direction() {
    for (of_group, of_table, findings, expected) in [
        ("", "", GOOD, Auto),
        ("rtl", "", GOOD, RightToLeft),
        ("rtl", "ltr", GOOD, LeftToRight),
        ("", "auto", GOOD, Auto),
        ("up", "rtl", IGNORED, RightToLeft),
        ("up", "", IGNORED, Auto),
    ] {
        let direction = |name: &str| match name {
            "" => String::new(),
            name => format!(r#", "tableDirection": "{name}""#),
        };
        let text = group(&format!(r#""@id": "g"{}"#, direction(of_group)))
            .replace(r#""t.csv""#, &format!(r#""t.csv"{}"#, direction(of_table)));
        assert_eq!(only_table(&text, findings).table_direction, expected, "{text}");
    }
    expect(&table(r#""tableDirection": 1"#), IGNORED);
}

#[test]
fn notes() {
    let written = r#"[{ "dc:title": ["x", 1.50] }, {}]"#;
    let as_json: Vec<serde_json::Value> = serde_json::from_str(written).unwrap();
    let notes = format!(r#""notes": {written}"#);
    assert_eq!(only_table(&table(&notes), GOOD).notes, as_json);
    let group = expect(&group(&notes), GOOD).unwrap().group;
    assert_eq!(group.notes, as_json);
    assert!(group.tables[0].notes.is_empty(), "notes of a group are notes of the group");
    expect(&table(r#""notes": [{ "dc:title": { "@list": [] } }]"#), &[(F::InvalidAnnotation, Error)]);
}

#[test]
fn a_group_gives_to_tables_that_do_not_say() {
    let metadata = good(
        r#"{ "@context": "http://www.w3.org/ns/csvw",
          "dialect": { "delimiter": ";", "skipRows": 1 }, "tableSchema": { "@id": "s", "columns": [{ "name": "a" }] },
          "transformations": [{ "url": "t", "targetFormat": "f", "scriptFormat": "m" }],
          "tables": [{ "url": "a.csv" },
            { "url": "b.csv", "dialect": { "trim": "end" }, "tableSchema": { "columns": [{ "name": "b" }] }, "transformations": [] }] }"#,
    );
    let [a, b] = metadata.group.tables.as_slice() else { panic!() };
    assert_eq!((a.dialect.delimiter.as_str(), a.dialect.skip_rows, a.dialect_stated), (";", 1, true));
    assert_eq!((a.columns[0].name.as_str(), a.schema_id.as_deref()), ("a", Some("http://example.org/d/s")));
    assert_eq!(a.transformations.len(), 1);
    // A table's own dialect is in place of the group's, not beside it.
    assert_eq!((b.dialect.delimiter.as_str(), b.dialect.skip_rows, b.dialect_stated), (",", 0, true));
    assert_eq!((b.columns[0].name.as_str(), b.schema_id.as_deref()), ("b", None));
    assert!(b.transformations.is_empty());
}

#[test]
fn places_of_declarations() {
    let text = group(r#""@id": "g""#);
    let metadata = good(&text);
    let at = |place: Option<Place>| place.map(|place| &text[place.start as usize..place.end as usize]);
    assert_eq!(at(metadata.group.place), Some("\"tables\""));
    assert_eq!(at(metadata.group.tables[0].place), Some("\"t.csv\""));
}
