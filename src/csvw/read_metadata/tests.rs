use std::collections::BTreeMap;

use super::*;
use crate::csvw::documents::NoDocuments;
use crate::csvw::finding::Severity;
use crate::csvw::metadata::Trim;

fn read(text: &str) -> (Option<Metadata>, Vec<Finding>) {
    read_metadata(
        text,
        Source { document: 7, location: "http://example.org/d/m.json", documents: &NoDocuments, table: None },
    )
}

fn good(text: &str) -> Metadata {
    let (metadata, findings) = read(text);
    assert!(findings.is_empty(), "{findings:?}");
    metadata.unwrap()
}

/// A table's document with these properties added, each beginning with a comma.
fn table(more: &str) -> String {
    format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "url": "t.csv"{more} }}"#)
}

fn column(more: &str) -> String {
    table(&format!(r#", "tableSchema": {{ "columns": [{{ "name": "a"{more} }}, {{ "name": "b" }}] }}"#))
}

#[test]
fn a_group_gives_to_its_tables_and_they_to_their_columns() {
    let metadata = good(
        r#"{
          "@context": ["http://www.w3.org/ns/csvw", { "@language": "cy", "@base": "../" }],
          "dc:title": "Grŵp", "null": "-", "lang": "en",
          "dialect": { "delimiter": ";", "skipInitialSpace": true, "header": false },
          "tables": [
            { "url": "a.csv", "separator": "|", "tableSchema": { "null": ["x", "y"], "columns": [
              { "titles": ["Enw llawn", "Enw"] },
              { "titles": { "en": "Name", "cy": ["E"] }, "name": "name", "lang": "fr", "separator": null },
              { "virtual": true, "valueUrl": "http://example.org/{name}" } ] } },
            { "url": "b.csv", "dialect": { "trim": "end" }, "suppressOutput": true }
          ]
        }"#,
    );
    assert_eq!(metadata.base, "http://example.org/");
    assert_eq!(metadata.language.as_deref(), Some("cy"));
    let [a, b] = metadata.group.tables.as_slice() else { panic!() };
    assert_eq!((a.dialect.delimiter.as_str(), a.dialect.trim, a.dialect.header_row_count), (";", Trim::Start, 0));
    assert_eq!((b.dialect.delimiter.as_str(), b.dialect.trim, b.dialect.header_row_count), (",", Trim::End, 1));
    assert!(b.suppress_output);
    let [first, second, third] = a.columns.as_slice() else { panic!() };
    assert_eq!(first.name, "Enw%20llawn");
    assert_eq!(first.titles.iter().collect::<Vec<_>>(), [("cy", "Enw llawn"), ("cy", "Enw")]);
    assert_eq!((first.null.as_slice(), first.lang.as_str()), (&["x".to_owned(), "y".to_owned()][..], "en"));
    assert_eq!(first.separator.as_deref(), Some("|"));
    assert_eq!((second.lang.as_str(), second.separator.as_deref()), ("fr", None));
    assert_eq!((third.name.as_str(), third.is_virtual), ("_col.3", true));
}

#[test]
fn datatypes_are_named_or_described() {
    let metadata = good(
        r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "tableSchema": { "columns": [
          { "name": "a", "datatype": "integer" },
          { "name": "b", "datatype": { "base": "decimal", "format": { "pattern": "0.0", "groupChar": "," }, "minimum": 1.50 } },
          { "name": "c", "datatype": { "format": "[a-z]+", "maxLength": 3 } },
          { "name": "d", "datatype": { "base": "date", "format": "d/M/yyyy", "maxExclusive": "2030-01-01" } } ] } }"#,
    );
    let columns = &metadata.group.tables[0].columns;
    assert_eq!(columns[0].datatype, Datatype::of("integer"));
    let decimal = &columns[1].datatype;
    assert_eq!((decimal.format.as_deref(), decimal.group_char.as_deref()), (Some("0.0"), Some(",")));
    assert_eq!(decimal.minimum.as_deref(), Some("1.50"));
    assert_eq!((columns[2].datatype.base.as_str(), columns[2].datatype.max_length), ("string", Some(3)));
    assert_eq!(columns[3].datatype.max_exclusive.as_deref(), Some("2030-01-01"));
}

#[test]
fn foreign_keys_refer_to_tables_of_the_group() {
    let text = r#"{ "@context": "http://www.w3.org/ns/csvw", "tables": [
      { "url": "../x/wards.csv", "tableSchema": { "@id": "ward-schema", "columns": [{ "name": "code" }], "primaryKey": "code" } },
      { "url": "stops.csv", "tableSchema": { "columns": [{ "name": "ward" }, { "name": "also" }], "foreignKeys": [
        { "columnReference": "ward", "reference": { "resource": "../d/../x/wards.csv", "columnReference": ["code"] } },
        { "columnReference": ["also"], "reference": { "schemaReference": "ward-schema", "columnReference": "code" } } ] } } ] }"#;
    let metadata = good(text);
    for key in &metadata.group.tables[1].foreign_keys {
        assert_eq!(key.reference.table, "../x/wards.csv");
        assert_eq!(key.reference.columns, ["code"]);
    }
    let broken = text
        .replace("ward-schema\", \"columnReference", "other\", \"columnReference")
        .replace("[\"code\"]", "[\"cod\"]");
    let kinds: Vec<_> = read(&broken).1.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::UnknownColumn, FindingKind::UnknownTable]);
}

#[test]
fn schemas_and_dialects_may_be_elsewhere() {
    let documents = BTreeMap::from([
        (
            "http://example.org/d/s.json".to_owned(),
            r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "a" }] }"#.to_owned(),
        ),
        ("http://example.org/d/d.json".to_owned(), r#"{ "delimiter": ";" }"#.to_owned()),
    ]);
    let source = Source { document: 0, location: "http://example.org/d/m.json", documents: &documents, table: None };
    let (metadata, findings) = read_metadata(&table(r#", "tableSchema": "s.json", "dialect": "d.json""#), source);
    assert!(findings.is_empty(), "{findings:?}");
    let read_table = &metadata.unwrap().group.tables[0];
    assert_eq!(read_table.columns[0].name, "a");
    assert_eq!(read_table.columns[0].place, None, "its document has no number");
    assert_eq!(read_table.dialect.delimiter, ";");
    let (_, findings) = read(&table(r#", "tableSchema": "s.json""#));
    assert_eq!(findings[0].kind, FindingKind::MissingDocument);
}

#[test]
fn flaws_have_kinds_severities_and_places() {
    use FindingKind as F;
    use Severity::{Error, Warning};
    let cases = [
        ("{".to_owned(), F::InvalidJson, Error, "{"),
        ("[]".to_owned(), F::NotATableDescription, Error, "[]"),
        (r#"{ "url": "t.csv" }"#.to_owned(), F::InvalidContext, Error, "{"),
        (table(r#", "@type": "Schema""#), F::InvalidType, Error, "\"Schema\""),
        (table(r#", "@id": "_:x""#), F::InvalidId, Error, "\"_:x\""),
        (table(r#", "@id": 1"#), F::InvalidPropertyValue, Warning, "1"),
        (table(r#", "colour": "red""#), F::UnknownProperty, Warning, "\"colour\""),
        (table(r#", "titles": "red""#), F::UnknownProperty, Warning, "\"titles\""),
        (
            table(r#", "suppressOutput": false, "suppressOutput": true"#),
            F::DuplicateProperty,
            Warning,
            "\"suppressOutput\"",
        ),
        (table(r#", "dc:title": { "@list": [] }"#), F::InvalidAnnotation, Error, "\"@list\""),
        (
            table(r#", "dc:title": { "@value": 1, "@language": "en", "@type": "xsd:x" }"#),
            F::InvalidAnnotation,
            Error,
            r#"{ "@value": 1, "@language": "en", "@type": "xsd:x" }"#,
        ),
        (table(r#", "dialect": { "encoding": "foo" }"#), F::UnknownEncoding, Warning, "\"foo\""),
        (table(r#", "dialect": { "delimiter": "||" }"#), F::InvalidPropertyValue, Warning, "\"||\""),
        (table(r#", "tableSchema": 1"#), F::InvalidPropertyValue, Warning, "1"),
        (column(r#", "name": "_a""#).replacen(r#""name": "a","#, "", 1), F::InvalidColumnName, Warning, "\"_a\""),
        (column(r#", "required": "yes""#), F::InvalidPropertyValue, Warning, "\"yes\""),
        (column(r#", "null": ["-", 9]"#), F::InvalidPropertyValue, Warning, "9"),
        (column(r#", "lang": "e n""#), F::InvalidLanguage, Warning, "\"e n\""),
        (column(r#", "titles": { "e n": "x" }"#), F::InvalidLanguage, Warning, "\"e n\""),
        (column(r#", "datatype": "strong""#), F::UnknownDatatype, Warning, "\"strong\""),
        (
            column(r#", "datatype": { "@id": "http://www.w3.org/2001/XMLSchema#date" }"#),
            F::InvalidId,
            Error,
            "\"http://www.w3.org/2001/XMLSchema#date\"",
        ),
        (
            column(r#", "datatype": { "base": "date", "format": { "pattern": "yy" } }"#),
            F::InvalidFormat,
            Warning,
            "{ \"pattern\": \"yy\" }",
        ),
        (column(r#", "virtual": true"#), F::VirtualColumnOrder, Error, "{ \"name\": \"b\" }"),
        (column("").replace("\"b\"", "\"a\""), F::DuplicateColumnName, Error, "{ \"name\": \"a\" }"),
        (column("").replace("] }", r#"], "primaryKey": "c" }"#), F::UnknownColumn, Warning, "\"c\""),
        (
            column("").replace("] }", r#"], "foreignKeys": [{ "columnReference": "c" }] }"#),
            F::UnknownColumn,
            Error,
            "\"c\"",
        ),
    ];
    for (text, kind, severity, at) in cases {
        let (_, findings) = read(&text);
        let Some(finding) = findings.iter().find(|finding| finding.kind == kind) else {
            panic!("{text}: {findings:?}");
        };
        assert_eq!(finding.severity, severity, "{text}");
        let place = finding.place.unwrap();
        assert_eq!(place.document, 7);
        let found = text.get(place.start as usize..place.end as usize).unwrap();
        assert_eq!(found, at, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_document_panics(text in r#"(\{|\}|\[|\]|:|,|"@context"|"http://www.w3.org/ns/csvw"|"tables"|"url"|"tableSchema"|"columns"|"name"|"foreignKeys"|"datatype"|"x"|null|1|true){0,30}"#) {
        let _ = read(&text);
    }

    #[test]
    fn no_value_panics(
        property in proptest::sample::select(vec![
            "tables", "dialect", "tableSchema", "columns", "datatype", "null", "titles", "primaryKey", "foreignKeys", "dc:x",
            "notes", "transformations", "@id", "@type", "@context",
        ]),
        value in proptest::sample::select(vec![
            "null", "1", "\"\"", "[]", "{}", "[{}]", "[null]", "{\"base\": 1, \"format\": {}}", "[{\"columnReference\": []}]",
            "[{\"columnReference\": \"a\", \"reference\": {\"resource\": \"\", \"columnReference\": \"a\"}}]",
            "{\"columns\": [{\"name\": \"\"}]}", "[\"http://www.w3.org/ns/csvw\", 1]",
        ]),
    ) {
        let _ = read(&table(&format!(", \"{property}\": {value}")));
        let _ = read(&column(&format!(", \"{property}\": {value}")));
        let _ = read(&column("").replace("] }", &format!("], \"{property}\": {value} }}")));
        let _ = read(&format!("{{ \"{property}\": {value}, \"tables\": [] }}"));
    }
}
