//! § 6 Normalization: schemas and dialects that are elsewhere, each with a context of its own.

use std::collections::BTreeMap;

use super::*;

#[track_caller]
fn read_with(text: &str, others: &[(&str, &str)], findings: &[(FindingKind, Severity)]) -> Metadata {
    let others: BTreeMap<String, String> =
        others.iter().map(|(url, text)| ((*url).to_owned(), (*text).to_owned())).collect();
    let source = Source { document: 7, location: "http://example.org/d/m.json", documents: &others, table: None };
    let (metadata, found) = read_metadata(text, source);
    assert_eq!(judged(&found), findings, "{found:?}");
    metadata.unwrap()
}

const SCHEMA: &str = "http://example.org/d/s.json";

#[test]
fn schemas_and_dialects() {
    let schema = r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "a" }] }"#;
    let dialect = r#"{ "@context": "http://www.w3.org/ns/csvw", "@type": "Dialect", "delimiter": ";" }"#;
    let text = table(r#""tableSchema": "s.json", "dialect": "/dialect?x""#);
    let metadata = read_with(&text, &[(SCHEMA, schema), ("http://example.org/dialect?x", dialect)], GOOD);
    let table = &metadata.group.tables[0];
    assert_eq!((table.columns[0].name.as_str(), table.columns_stated, table.dialect_stated), ("a", true, true));
    assert_eq!(table.columns[0].place, None, "its document has no number");
    assert_eq!(table.dialect.delimiter, ";");
    assert_eq!(table.schema_id.as_deref(), Some(SCHEMA), "the address stands for an `@id`");
}

#[test]
fn they_inherit_like_others() {
    let schema = r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "a" }] }"#;
    let text = r#"{ "@context": "http://www.w3.org/ns/csvw", "tableSchema": "s.json", "null": "g",
        "tables": [{ "url": "a.csv", "null": "t" }, { "url": "b.csv" }] }"#;
    let metadata = read_with(text, &[(SCHEMA, schema)], GOOD);
    let nulls: Vec<_> = metadata.group.tables.iter().map(|table| table.columns[0].null.as_slice()).collect();
    assert_eq!(nulls, [&["t"], &["g"]]);
}

#[test]
fn their_context_is_their_own() {
    let schema = r#"{ "@context": ["http://www.w3.org/ns/csvw", { "@base": "http://example.com/", "@language": "fr" }],
        "@id": "s", "dc:title": "Un schéma", "schema:url": { "@id": "x" }, "columns": [{ "titles": "Nom", "@id": "c" }] }"#;
    let text = r#"{ "@context": ["http://www.w3.org/ns/csvw", { "@language": "cy" }],
        "url": "t.csv", "@id": "t", "tableSchema": "s.json", "dc:title": "Tabl" }"#;
    let metadata = read_with(text, &[(SCHEMA, schema)], GOOD);
    assert_eq!((metadata.language.as_deref(), metadata.base.as_str()), (Some("cy"), "http://example.org/d/m.json"));
    let table = &metadata.group.tables[0];
    assert_eq!(table.id.as_deref(), Some("http://example.org/d/t"));
    assert_eq!(table.schema_id.as_deref(), Some("http://example.com/s"));
    assert_eq!(table.columns[0].titles.iter().next(), Some(("fr", "Nom")));
    assert_eq!(table.columns[0].id.as_deref(), Some("http://example.com/c"));
    assert_eq!(table.annotations[0].value, "Tabl", "as written");
    let values: Vec<_> = table.schema_annotations.iter().map(|annotation| &annotation.value).collect();
    let normalized = [
        serde_json::json!({ "@value": "Un schéma", "@language": "fr" }),
        serde_json::json!({ "@id": "http://example.com/x" }),
    ];
    assert_eq!(values, normalized.iter().collect::<Vec<_>>());

    let other = schema.replace(
        r#"["http://www.w3.org/ns/csvw", { "@base": "http://example.com/", "@language": "fr" }]"#,
        r#""http://www.w3.org/ns/csvw""#,
    );
    let metadata = read_with(text, &[(SCHEMA, &other)], GOOD);
    let table = &metadata.group.tables[0];
    assert_eq!(table.schema_id.as_deref(), Some("http://example.org/d/s"));
    assert_eq!(table.columns[0].titles.iter().next(), Some(("und", "Nom")), "not the language of who refers to it");
    assert_eq!(table.schema_annotations[0].value, serde_json::json!({ "@value": "Un schéma" }));
}

#[test]
fn what_is_wrong_with_them() {
    for (schema, findings) in [
        (r#"{ "columns": [] }"#, &[(F::InvalidContext, Error)] as &[_]),
        (r#"{ "@context": "http://example.org/" }"#, &[(F::InvalidContext, Error)]),
        ("[]", &[(F::InvalidJson, Error)]),
        ("{", &[(F::InvalidJson, Error)]),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "@type": "Table" }"#, &[(F::InvalidType, Error)]),
        (
            r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "tableSchema": {} }"#,
            &[(F::UnknownProperty, Warning), (F::UnknownProperty, Warning)],
        ),
        (
            r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "@context": {} }] }"#,
            &[(F::InvalidContext, Error)],
        ),
    ] {
        read_with(&table(r#""tableSchema": "s.json""#), &[(SCHEMA, schema)], findings);
    }
    read_with(&table(r#""tableSchema": "s.json", "dialect": "d""#), &[], &[(F::MissingDocument, Error); 2]);
}

/// What cannot be read is one flaw, and not that its columns are unknown as well.
#[test]
fn keys_to_schemas_that_cannot_be_read() {
    let text = r#"{ "@context": "http://www.w3.org/ns/csvw", "tables": [{ "url": "a.csv", "tableSchema": "s.json" },
        { "url": "b.csv", "tableSchema": { "columns": [{ "name": "a" }], "foreignKeys": [
            { "columnReference": "a", "reference": { "resource": "a.csv", "columnReference": "x" } },
            { "columnReference": "a", "reference": { "schemaReference": "s.json", "columnReference": "x" } }] } }] }"#;
    let metadata = read_with(text, &[], &[(F::MissingDocument, Error)]);
    assert_eq!(metadata.group.tables[0].schema_id.as_deref(), Some(SCHEMA));
    assert!(metadata.group.tables[1].foreign_keys.iter().all(|key| key.reference.table == "a.csv"));
}

/// A flaw of a document that many tables share is told once; that it cannot be read, wherever it is needed.
#[test]
fn a_document_is_read_once() {
    let text = r#"{ "@context": "http://www.w3.org/ns/csvw", "tables": [
        { "url": "a.csv", "tableSchema": "s.json" }, { "url": "b.csv", "tableSchema": "./s.json" }] }"#;
    let schema = r#"{ "@context": "http://www.w3.org/ns/csvw", "colour": "red", "columns": [{ "name": "a" }] }"#;
    let metadata = read_with(text, &[(SCHEMA, schema)], &[(F::UnknownProperty, Warning)]);
    assert!(metadata.group.tables.iter().all(|table| table.columns.len() == 1));
    read_with(text, &[], &[(F::MissingDocument, Error); 2]);
}

#[test]
fn findings_say_where() {
    let others =
        BTreeMap::from([(SCHEMA.to_owned(), r#"{ "@context": "http://www.w3.org/ns/csvw", "colour": 1 }"#.to_owned())]);
    let source = Source { document: 7, location: "http://example.org/d/m.json", documents: &others, table: None };
    let (_, findings) = read_metadata(&table(r#""tableSchema": "s.json""#), source);
    assert_eq!(
        findings[0].message,
        "`colour` is not a property of a schema; it is passed over (in `http://example.org/d/s.json`)"
    );
    assert_eq!(findings[0].place, None);
}

/// Foreign keys of a linked schema are relative to it, and may refer to another by its address.
#[test]
fn foreign_keys_between_schemas() {
    let junior = r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "to" }], "foreignKeys": [
        { "columnReference": "to", "reference": { "schemaReference": "senior.json", "columnReference": "ref" } }] }"#;
    let senior = r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "ref" }], "primaryKey": "ref" }"#;
    let text = r#"{ "@context": "http://www.w3.org/ns/csvw", "tables": [
        { "url": "senior.csv", "tableSchema": "schema/senior.json" }, { "url": "junior.csv", "tableSchema": "schema/junior.json" }] }"#;
    let others =
        [("http://example.org/d/schema/junior.json", junior), ("http://example.org/d/schema/senior.json", senior)];
    let metadata = read_with(text, &others, GOOD);
    assert_eq!(metadata.group.tables[1].foreign_keys[0].reference.table, "senior.csv");
}
