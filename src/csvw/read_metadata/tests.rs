//! The recommendation's sentences as cases, a file for each of its sections.

mod common;
mod context;
mod datatypes;
mod dialects;
mod groups_and_tables;
mod hostile;
mod inherited;
mod keys;
mod linked;
mod property_kinds;
mod schemas_and_columns;
mod transformations;

use super::*;
use crate::csvw::documents::NoDocuments;
use crate::csvw::finding::FindingKind as F;
use crate::csvw::finding::Severity::{Error, Warning};
use crate::csvw::metadata::Column;

/// What a case expects of findings.
type Judged = Vec<(FindingKind, Severity)>;

const GOOD: &[(FindingKind, Severity)] = &[];
const IGNORED: &[(FindingKind, Severity)] = &[(F::InvalidPropertyValue, Warning)];

fn read(text: &str) -> (Option<Metadata>, Vec<Finding>) {
    read_metadata(
        text,
        Source { document: 7, location: "http://example.org/d/m.json", documents: &NoDocuments, table: None },
    )
}

fn judged(findings: &[Finding]) -> Judged {
    findings.iter().map(|finding| (finding.kind, finding.severity)).collect()
}

fn good(text: &str) -> Metadata {
    let (metadata, findings) = read(text);
    assert!(findings.is_empty(), "{text}: {findings:?}");
    metadata.unwrap()
}

/// A table's document with these properties added.
fn table(more: &str) -> String {
    let comma = if more.is_empty() { "" } else { "," };
    format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "url": "t.csv"{comma} {more} }}"#)
}

/// The document of a table that has this schema.
fn schema(members: &str) -> String {
    table(&format!(r#""tableSchema": {{ {members} }}"#))
}

/// The document of a table with a column `a` that has these properties too, and a column `b`.
fn column(more: &str) -> String {
    let comma = if more.is_empty() { "" } else { "," };
    schema(&format!(r#""columns": [{{ "name": "a"{comma} {more} }}, {{ "name": "b" }}]"#))
}

/// The document of a group with these properties and a table.
fn group(more: &str) -> String {
    format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", {more}, "tables": [{{ "url": "t.csv" }}] }}"#)
}

/// Reads a document and compares its findings.
#[track_caller]
fn expect(text: &str, findings: &[(FindingKind, Severity)]) -> Option<Metadata> {
    let (metadata, found) = read(text);
    assert_eq!(judged(&found), findings, "{text}: {found:?}");
    metadata
}

#[track_caller]
fn only_table(text: &str, findings: &[(FindingKind, Severity)]) -> Table {
    expect(text, findings).unwrap().group.tables.remove(0)
}

/// The column `a` of a table with it, which has these properties.
#[track_caller]
fn only_column(more: &str, findings: &[(FindingKind, Severity)]) -> Column {
    only_table(&column(more), findings).columns.remove(0)
}

/// § 4: a document is a JSON object that describes a group or a table.
#[test]
fn documents() {
    for (text, finding) in [
        ("{", (F::InvalidJson, Error)),
        ("", (F::InvalidJson, Error)),
        (r#"{ "url": "t.csv", }"#, (F::InvalidJson, Error)),
        ("[]", (F::NotATableDescription, Error)),
        ("\"t.csv\"", (F::NotATableDescription, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw" }"#, (F::NotATableDescription, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [] }"#, (F::NotATableDescription, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "@type": "Dialect" }"#, (F::NotATableDescription, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "@type": "Table" }"#, (F::MissingProperty, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "tableSchema": {} }"#, (F::MissingProperty, Error)),
        (r#"{ "@context": "http://www.w3.org/ns/csvw", "@type": "TableGroup" }"#, (F::MissingProperty, Error)),
    ] {
        assert_eq!(expect(text, &[finding]), None);
    }
    let metadata = good(&table(""));
    assert!(metadata.single_table);
    assert_eq!(metadata.table_url(&metadata.group.tables[0]), "http://example.org/d/t.csv");
    assert!(!good(&group(r#""@id": "g""#)).single_table);
}

/// § 4: what is not a property is passed over with a warning; a name that is given twice is one too many.
#[test]
fn unknown_and_repeated_properties() {
    for (text, finding) in [
        (table(r#""colour": "red""#), F::UnknownProperty),
        (table(r#""titles": "red""#), F::UnknownProperty),
        (table(r#""@graph": []"#), F::UnknownProperty),
        (table(r#""columns": []"#), F::UnknownProperty),
        (group(r#""url": "t.csv""#), F::UnknownProperty),
        (group(r#""suppressOutput": true"#), F::UnknownProperty),
        (schema(r#""titles": "x""#), F::UnknownProperty),
        (column(r#""url": "x""#), F::UnknownProperty),
        (column(r#""format": "x""#), F::UnknownProperty),
        (table(r#""dialect": { "lang": "en" }"#), F::UnknownProperty),
        (column(r#""datatype": { "name": "x" }"#), F::UnknownProperty),
        (table(r#""suppressOutput": false, "suppressOutput": true"#), F::DuplicateProperty),
    ] {
        assert!(expect(&text, &[(finding, Warning)]).is_some());
    }
    assert!(
        only_table(&table(r#""suppressOutput": false, "suppressOutput": true"#), &[(F::DuplicateProperty, Warning)])
            .suppress_output
    );
}

/// Findings point at what is wrong.
#[test]
fn places() {
    for (text, at) in [
        ("[]".to_owned(), "[]"),
        (r#"{ "url": "t.csv" }"#.to_owned(), "{"),
        (table(r#""@type": "Schema""#), "\"Schema\""),
        (table(r#""@id": "_:x""#), "\"_:x\""),
        (table(r#""colour": "red""#), "\"colour\""),
        (table(r#""dialect": { "encoding": "foo" }"#), "\"foo\""),
        (column(r#""null": ["-", 9]"#), "9"),
        (column(r#""titles": { "e n": "x" }"#), "\"e n\""),
        (column(r#""virtual": true"#), "{ \"name\": \"b\" }"),
        (column("").replace("\"b\"", "\"a\""), "\"a\""),
        (group(r#""notes": 1"#), "1"),
        (schema(r#""columns": [], "primaryKey": "c""#), "\"c\""),
    ] {
        let (_, findings) = read(&text);
        let place = findings[0].place.unwrap();
        assert_eq!(place.document, 7);
        let found = text.get(place.start as usize..place.end as usize).unwrap();
        assert_eq!(found, at, "{text}");
    }
}
