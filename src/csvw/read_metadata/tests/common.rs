//! § 5.8 Common properties: where they may be, and what becomes of those that may not. Their values are judged in
//! [`annotation`](super::super::annotation).

use super::*;

#[test]
fn where_they_may_be() {
    for text in [
        group(r#""dc:title": "x""#),
        table(r#""dc:title": "x", "http://purl.org/dc/terms/title": "y""#),
        schema(r#""dc:title": "x""#),
        column(r#""dc:title": "x""#),
        table(r#""dialect": { "dc:title": "x" }"#),
        column(r#""datatype": { "dc:title": "x" }"#),
    ] {
        expect(&text, GOOD);
    }
    let read = only_table(&table(r#""dc:title": ["x", { "@value": "y", "@language": "cy" }]"#), GOOD);
    assert_eq!(read.annotations[0].property, "dc:title");
    assert_eq!(read.annotations[0].value, serde_json::json!(["x", { "@value": "y", "@language": "cy" }]));
}

#[test]
fn what_they_may_not_be() {
    for (value, finding) in [
        (r#"{ "@list": [] }"#, F::InvalidAnnotation),
        (r#"{ "@value": 1, "@language": "en", "@type": "xsd:x" }"#, F::InvalidAnnotation),
        (r#"[{ "dc:title": { "@context": {} } }]"#, F::InvalidAnnotation),
    ] {
        expect(&table(&format!(r#""dc:title": {value}"#)), &[(finding, Error)]);
    }
}
