//! Documents that mean harm: each is refused or read in time and memory that are linear in it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::*;

/// Reads a document that must not take long, nor come to very much.
#[track_caller]
fn quickly(text: &str, documents: &dyn Documents) -> (Option<Metadata>, Vec<Finding>) {
    let start = Instant::now();
    let read =
        read_metadata(text, Source { document: 0, location: "http://example.org/d/m.json", documents, table: None });
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
    assert!(read.1.len() <= LISTED + 2, "{}", read.1.len());
    read
}

fn kinds(findings: &[Finding]) -> Vec<FindingKind> {
    findings.iter().map(|finding| finding.kind).collect()
}

#[test]
fn deep_nesting() {
    for (open, close) in [("[", "]"), (r#"{"dc:a":"#, "}"), (r#"{"datatype":"#, "}"), (r#"[{"columns":"#, "}]")] {
        let nested = format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
        for text in
            [nested.clone(), table(&format!(r#""notes": {nested}"#)), table(&format!(r#""dc:title": {nested}"#))]
        {
            assert!(kinds(&quickly(&text, &NoDocuments).1).contains(&F::InvalidJson));
        }
    }
}

#[test]
fn long_arrays() {
    let many = |item: &str| vec![item; 300_000].join(",");
    for text in [
        schema(&format!(r#""columns": [{}]"#, many("1"))),
        schema(&format!(r#""columns": [{}]"#, many("{}"))),
        schema(&format!(r#""columns": [{{ "name": "a" }}], "primaryKey": [{}]"#, many("\"a\""))),
        schema(&format!(r#""columns": [], "foreignKeys": [{}]"#, many("{}"))),
        table(&format!(r#""notes": [{}]"#, many("{}"))),
        table(&format!(r#""transformations": [{}]"#, many("{}"))),
        table(&format!(r#""null": [{}]"#, many("\"\""))),
        column(&format!(r#""titles": [{}]"#, many("null"))),
        table(&format!(r#""dialect": {{ "lineTerminators": [{}] }}"#, many("\"x\""))),
        format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "tables": [{}] }}"#, many("{}")),
        format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "tables": [{}] }}"#, many(r#"{"url":"a"}"#)),
        table(&many(r#""x": 1"#)),
        table(&many(r#""dc:x": 1"#)),
    ] {
        quickly(&text, &NoDocuments);
    }
}

/// The first error is listed, however many warnings came before it, for it decides the verdict.
#[test]
fn an_error_after_many_warnings_is_listed() {
    let text = schema(&format!(r#""columns": [{}], "@type": "Table""#, vec!["1"; LISTED + 10].join(",")));
    let (_, findings) = quickly(&text, &NoDocuments);
    assert_eq!(findings.iter().filter(|finding| finding.severity == Error).count(), 1);
    assert_eq!(findings.last().unwrap().message, "10 more flaws of the document are not listed");
}

/// What many tables share, or columns inherit, does not grow with the product.
#[test]
fn what_is_shared_is_bounded() {
    let tables = vec![r#"{"url":"a"}"#; 20_000].join(",");
    let long = "x".repeat(20_000);
    let columns = vec!["{}"; 20_000].join(",");
    for shared in [
        format!(r#""tableSchema": {{ "columns": [{columns}] }}"#),
        format!(r#""tableSchema": {{ "dc:title": "{long}" }}"#),
        format!(
            r#""tableSchema": {{ "columns": [{{ "name": "a" }}], "foreignKeys": [{{ "columnReference": "a",
            "reference": {{ "resource": "{long}", "columnReference": "a" }} }}] }}"#
        ),
        format!(r#""default": "{long}", "tableSchema": {{ "columns": [{{}}] }}"#),
        format!(r#""datatype": {{ "format": "{long}" }}, "tableSchema": {{ "columns": [{{}}] }}"#),
        format!(r#""dialect": {{ "delimiter": "{long}" }}"#),
        format!(r#""transformations": [{{ "url": "{long}", "targetFormat": "", "scriptFormat": "" }}]"#),
    ] {
        let text = format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", {shared}, "tables": [{tables}] }}"#);
        let (_, findings) = quickly(&text, &NoDocuments);
        assert!(kinds(&findings).contains(&F::TooLarge), "{}: {}", &shared[..40], findings.len());
    }
    let inherited = schema(&format!(r#""null": "{long}", "columns": [{columns}]"#));
    assert!(kinds(&quickly(&inherited, &NoDocuments).1).contains(&F::TooLarge));
}

/// One document under many addresses is read as often as the budget allows.
#[test]
fn linked_documents_are_bounded() {
    struct Same(String);
    impl Documents for Same {
        fn read(&self, _url: &str) -> Option<String> {
            Some(self.0.clone())
        }
    }
    let text = format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "dc:title": "{}" }}"#, "x".repeat(1_000_000));
    let tables: Vec<String> =
        (0..5_000).map(|number| format!(r#"{{ "url": "a", "tableSchema": "s?{number}" }}"#)).collect();
    let text_of_group = format!(r#"{{ "@context": "http://www.w3.org/ns/csvw", "tables": [{}] }}"#, tables.join(","));
    let (_, findings) = quickly(&text_of_group, &Same(text));
    assert!(kinds(&findings).contains(&F::TooLarge));
}

/// A document that is its own schema and dialect is read as each of them once.
#[test]
fn cycles() {
    let text = table(r#""tableSchema": "m.json", "dialect": "m.json""#);
    let documents = BTreeMap::from([("http://example.org/d/m.json".to_owned(), text.clone())]);
    let (metadata, findings) = quickly(&text, &documents);
    assert_eq!(metadata.unwrap().group.tables.len(), 1);
    assert!(findings.iter().all(|finding| finding.kind == F::UnknownProperty), "{findings:?}");
}

#[test]
fn long_texts_are_not_repeated_in_messages() {
    let long = "é".repeat(100_000);
    for text in [
        table(&format!(r#""{long}": 1"#)),
        table(&format!(r#""@type": "{long}""#)),
        table(&format!(r#""@id": "_:{long}""#)),
        column(&format!(r#""datatype": "{long}""#)),
        column(&format!(r#""lang": "{long}""#)),
        column(&format!(r#""required": "{long}""#)),
        schema(&format!(r#""columns": [{{ "name": "{long}" }}], "primaryKey": "{long}""#)),
        table(&format!(r#""tableSchema": "{long}""#)),
        table(&format!(r#""dialect": {{ "encoding": "{long}", "skipRows": {} }}"#, "9".repeat(100_000))),
        column(&format!(
            r#""datatype": {{ "base": "integer", "minimum": {0}, "minInclusive": 1{0} }}"#,
            "9".repeat(100_000)
        )),
    ] {
        let (_, findings) = quickly(&text, &NoDocuments);
        assert!(!findings.is_empty());
        for finding in findings {
            assert!(finding.message.len() < 1_000, "{:?}: {}", finding.kind, finding.message.len());
        }
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
            "tables", "url", "dialect", "tableSchema", "columns", "datatype", "null", "titles", "primaryKey", "foreignKeys",
            "dc:x", "notes", "transformations", "@id", "@type", "@context", "name", "separator", "tableDirection",
        ]),
        value in proptest::sample::select(vec![
            "null", "1", "\"\"", "[]", "{}", "[{}]", "[null]", "1e999999999", "\"_:\"", "{\"base\": 1, \"format\": {}}",
            "[{\"columnReference\": []}]", "{\"\": []}", "{\"@value\": {}}", "[[[]]]",
            "[{\"columnReference\": \"a\", \"reference\": {\"resource\": \"\", \"columnReference\": \"a\"}}]",
            "{\"columns\": [{\"name\": \"\"}]}", "[\"http://www.w3.org/ns/csvw\", 1]",
        ]),
    ) {
        let _ = read(&table(&format!(r#""{property}": {value}"#)));
        let _ = read(&column(&format!(r#""{property}": {value}"#)));
        let _ = read(&schema(&format!(r#""columns": [{{ "name": "a" }}], "{property}": {value}"#)));
        let _ = read(&group(&format!(r#""{property}": {value}"#)));
        let _ = read(&table(&format!(r#""dialect": {{ "{property}": {value} }}"#)));
    }
}
