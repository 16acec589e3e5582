//! Which values of common properties and notes are errors, which warnings (tabular-metadata § 5.8.2, appendix A).

use crate::csvw::documents::NoDocuments;
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::read_metadata::{Source, read_metadata};

fn read(more: &str) -> Vec<Finding> {
    let text = format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "url": "t.csv", {more} }}"#);
    read_metadata(
        &text,
        Source { document: 0, location: "http://example.org/m.json", documents: &NoDocuments, table: None },
    )
    .1
}

fn judge(value: &str) -> Vec<Finding> {
    read(&format!(r#""dc:x": {value}"#))
}

#[test]
fn what_the_dialect_allows() {
    for value in [
        r#""text""#,
        "1.5",
        "null",
        "[]",
        r#"["a", 1, true, null, { "@value": "b", "@language": "en-GB" }, ["c"]]"#,
        "{}",
        r#"{ "@id": "relative#x" }"#,
        r#"{ "@id": "schema:Thing", "@type": "qb:DataSet", "dc:title": "x" }"#,
        r#"{ "@type": "Table" }"#,
        r#"{ "@type": ["Schema", "Template", "http://example.org/T", "urn:x:y"] }"#,
        r#"{ "@value": "x" }"#,
        r#"{ "@value": 1, "@type": "decimal" }"#,
        r#"{ "@value": true, "@type": "xsd:boolean" }"#,
        r#"{ "@value": "x", "@type": "http://example.org/type" }"#,
        r#"{ "@value": "x", "@language": null }"#,
        r#"{ "http://example.org/p": { "sosa:madeBySensor": { "@id": "" } } }"#,
    ] {
        assert_eq!(judge(value), [], "{value}");
        assert_eq!(read(&format!(r#""notes": [{{ "dc:x": {value} }}]"#)), [], "{value}");
    }
}

#[test]
fn what_is_an_error() {
    for (value, told) in [
        (r#"{ "@value": "x", "@type": "date", "@language": "en" }"#, "a language and a type"),
        (r#"{ "@value": "x", "schema:name": "y" }"#, "`schema:name` is beside `@value`"),
        (r#"{ "@value": "x", "@id": "y" }"#, "`@id` is beside `@value`"),
        (r#"{ "@value": null }"#, "`@value` is null"),
        (r#"{ "@value": ["x"] }"#, "`@value` is an array"),
        (r#"{ "@value": "x", "@language": "1" }"#, "`@language` is `1`"),
        (r#"{ "@value": "x", "@language": 1 }"#, "`@language` is a number"),
        (r#"{ "@value": "x", "@type": "_:b" }"#, "the blank node `_:b`"),
        (r#"{ "@value": "x", "@type": "Table" }"#, "`Table`, which is not a datatype"),
        (r#"{ "@value": "x", "@type": "nonsense" }"#, "`nonsense`, which is no term"),
        (r#"{ "@value": "x", "@type": ["date"] }"#, "`@type` beside `@value` is an array"),
        (r#"{ "@language": "en" }"#, "`@language` is without `@value`"),
        (r#"{ "@id": "_:b" }"#, "the blank node `_:b`"),
        (r#"{ "@id": 1 }"#, "`@id` is a number"),
        (r#"{ "@type": "_:b" }"#, "the blank node `_:b`"),
        (r#"{ "@type": 1 }"#, "`@type` is a number"),
        (r#"{ "@type": ["Table", 1] }"#, "a type is a number"),
        (r#"{ "@type": "nonsense" }"#, "`nonsense`, which is no term"),
        (r#"{ "@type": "@id" }"#, "`@type` is `@id`"),
        (r#"{ "@context": "http://schema.org/" }"#, "`@context` is given for the whole document"),
        (r#"{ "@list": [1] }"#, "`@list` cannot be used"),
        (r#"{ "@set": [1] }"#, "`@set` cannot be used"),
        (r#"{ "@graph": [] }"#, "`@graph` cannot be used"),
        (r#"{ "@reverse": {} }"#, "`@reverse` cannot be used"),
        (r#"{ "@nonsense": {} }"#, "`@nonsense` cannot be used"),
        (r#"{ "_:b": 1 }"#, "`_:b` is a blank node"),
        (r#"{ "name": "x" }"#, "`name` is a property of descriptions"),
        (r#"{ "title": "x" }"#, "`title` is neither"),
    ] {
        for value in [value.to_owned(), format!("[[{value}]]"), format!(r#"{{ "dc:y": {value} }}"#)] {
            let findings = judge(&value);
            assert_eq!(findings.len(), 1, "{value}: {findings:?}");
            assert_eq!((findings[0].kind, findings[0].severity), (FindingKind::InvalidAnnotation, Severity::Error));
            assert!(findings[0].message.contains(told), "{}", findings[0].message);
            assert!(findings[0].place.is_some());
        }
    }
}

#[test]
fn an_unknown_prefix_is_a_warning() {
    let severities = |findings: Vec<Finding>| findings.iter().map(|finding| finding.severity).collect::<Vec<_>>();
    assert_eq!(severities(read(r#""dct:title": "x""#)), [Severity::Warning]);
    assert_eq!(severities(judge(r#"{ "dct:title": "x", "@type": "ex:T" }"#)), [Severity::Warning; 2]);
}

#[test]
fn names_of_common_properties() {
    for name in ["dc:title", "rdfs:comment", "http://example.org/p", "dct:title", "title", "@foo", "_:b", "dc:"] {
        let kinds: Vec<_> = read(&format!(r#""{name}": 1"#)).iter().map(|finding| finding.kind).collect();
        let is_good = matches!(name, "dc:title" | "rdfs:comment" | "http://example.org/p");
        assert_eq!(kinds, if is_good { &[][..] } else { &[FindingKind::UnknownProperty] }, "{name}");
    }
}

#[test]
fn notes_are_objects() {
    for notes in ["1", r#""x""#, "{}", "[1]", r#"["x"]"#] {
        let findings = read(&format!(r#""notes": {notes}"#));
        assert_eq!(findings.len(), 1, "{notes}");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
    assert_eq!(read(r#""notes": []"#), []);
}

#[test]
fn a_context_is_given_once() {
    let findings = read(r#""tableSchema": { "columns": [{ "name": "a", "@context": "http://schema.org/" }] }"#);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].kind, findings[0].severity), (FindingKind::InvalidContext, Severity::Error));
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = format!("{}1{}", r#"{"dc:x":["#.repeat(90), "]}".repeat(90));
    let findings = judge(&deep);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Error);
    assert!(findings[0].message.contains("levels deep"));
    assert_eq!(judge(&format!("{}1{}", "[".repeat(99), "]".repeat(99))), []);
}

#[test]
fn of_two_members_of_one_name_the_last_counts() {
    let findings = judge(r#"{ "@id": "_:b", "@id": "x" }"#);
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [FindingKind::DuplicateProperty]);
}
