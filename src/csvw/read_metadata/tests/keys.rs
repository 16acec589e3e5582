//! § 5.5 Foreign keys.

use super::*;

/// Two tables, of which the second has these foreign keys.
fn keys(keys: &str) -> String {
    format!(
        r#"{{ "@context": "http://www.w3.org/ns/csvw", "tables": [
          {{ "url": "../x/wards.csv", "tableSchema": {{ "@id": "ward", "columns": [{{ "name": "code" }}, {{ "name": "name" }}, {{ "titles": "note" }}] }} }},
          {{ "url": "stops.csv", "tableSchema": {{ "columns": [{{ "name": "ward" }}, {{ "name": "also" }}, {{ "titles": "note" }}],
            "foreignKeys": {keys} }} }} ] }}"#
    )
}

#[test]
fn what_a_key_refers_to() {
    for reference in [
        r#""resource": "../x/wards.csv", "columnReference": "code""#,
        r#""resource": "../d/../x/wards.csv", "columnReference": ["code"]"#,
        r#""resource": "http://example.org/x/wards.csv", "columnReference": "code""#,
        r#""schemaReference": "ward", "columnReference": "code""#,
        r#""schemaReference": "http://example.org/d/ward", "columnReference": "code""#,
    ] {
        let metadata = good(&keys(&format!(r#"[{{ "columnReference": "ward", "reference": {{ {reference} }} }}]"#)));
        let [key] = metadata.group.tables[1].foreign_keys.as_slice() else { panic!() };
        assert_eq!(key.columns, ["ward"]);
        assert_eq!(
            (key.reference.table.as_str(), key.reference.columns.as_slice()),
            ("../x/wards.csv", &["code".into()][..])
        );
    }
    let several = r#"[{ "columnReference": ["ward", "also"], "reference": { "resource": "stops.csv", "columnReference": ["also", "ward"] } }]"#;
    assert_eq!(good(&keys(several)).group.tables[1].foreign_keys[0].reference.table, "stops.csv");
}

#[test]
fn what_a_key_may_not_be() {
    const KEY: (FindingKind, Severity) = (F::InvalidForeignKey, Error);
    const COLUMN: (FindingKind, Severity) = (F::UnknownColumn, Error);
    const TABLE: (FindingKind, Severity) = (F::UnknownTable, Error);
    let whole = r#""resource": "../x/wards.csv", "columnReference": "code""#;
    for (own, reference, finding, remains) in [
        (r#""columnReference": "ward","#, format!(r#"{{ {whole}, "dc:title": "x" }}"#), KEY, 1),
        (r#""dc:title": "x", "columnReference": "ward","#, format!("{{ {whole} }}"), KEY, 1),
        (r#""@id": "x", "columnReference": "ward","#, format!("{{ {whole} }}"), KEY, 1),
        ("", format!("{{ {whole} }}"), KEY, 0),
        (r#""columnReference": "wards","#, format!("{{ {whole} }}"), COLUMN, 0),
        (r#""columnReference": "note","#, format!("{{ {whole} }}"), COLUMN, 0),
        (r#""columnReference": [],"#, format!("{{ {whole} }}"), (F::InvalidPropertyValue, Error), 0),
        (r#""columnReference": 1,"#, format!("{{ {whole} }}"), (F::InvalidPropertyValue, Error), 0),
        (r#""columnReference": ["ward", "also"],"#, format!("{{ {whole} }}"), KEY, 0),
        (r#""columnReference": "ward","#, "1".to_owned(), KEY, 0),
        (r#""columnReference": "ward","#, r#""wards.csv""#.to_owned(), KEY, 0),
        (r#""columnReference": "ward","#, r#"{ "columnReference": "code" }"#.to_owned(), KEY, 0),
        (r#""columnReference": "ward","#, r#"{ "resource": "../x/wards.csv" }"#.to_owned(), KEY, 0),
        (r#""columnReference": "ward","#, format!(r#"{{ {whole}, "schemaReference": "ward" }}"#), KEY, 0),
        (
            r#""columnReference": "ward","#,
            r#"{ "resource": "../x/wards.csv", "columnReference": [] }"#.to_owned(),
            KEY,
            0,
        ),
        (
            r#""columnReference": "ward","#,
            r#"{ "resource": "wards.csv", "columnReference": "code" }"#.to_owned(),
            TABLE,
            1,
        ),
        (
            r#""columnReference": "ward","#,
            r#"{ "schemaReference": "s", "columnReference": "code" }"#.to_owned(),
            TABLE,
            1,
        ),
        (
            r#""columnReference": "ward","#,
            r#"{ "resource": "../x/wards.csv", "columnReference": "cod" }"#.to_owned(),
            COLUMN,
            1,
        ),
        (
            r#""columnReference": "ward","#,
            r#"{ "resource": "../x/wards.csv", "columnReference": "note" }"#.to_owned(),
            COLUMN,
            1,
        ),
    ] {
        let text = keys(&format!(r#"[{{ {own} "reference": {reference} }}]"#));
        let metadata = expect(&text, &[finding]).unwrap();
        assert_eq!(metadata.group.tables[1].foreign_keys.len(), remains, "{text}");
    }
    expect(&keys(r#"[{ "columnReference": "ward" }]"#), &[KEY]);
    expect(
        &keys(r#"[{ "columnReference": "ward", "reference": { "resource": 1, "columnReference": "code" } }]"#),
        &[(F::InvalidPropertyValue, Warning), TABLE],
    );
}

/// A schema stands for one table, so it may be that of one alone.
#[test]
fn a_schema_of_several_tables_is_no_reference() {
    let key = r#"[{ "columnReference": "a", "reference": { "schemaReference": "s", "columnReference": "a" } }]"#;
    let text = format!(
        r#"{{ "@context": "http://www.w3.org/ns/csvw", "tableSchema": {{ "@id": "s", "columns": [{{ "name": "a" }}] }}, "tables": [
          {{ "url": "a.csv" }}, {{ "url": "b.csv" }},
          {{ "url": "c.csv", "tableSchema": {{ "columns": [{{ "name": "a" }}], "foreignKeys": {key} }} }} ] }}"#
    );
    expect(&text, &[(F::InvalidForeignKey, Error)]);
    expect(&text.replace(r#"{ "url": "b.csv" },"#, ""), GOOD);
}
