//! § 5.11 Datatypes.

use super::*;
use crate::csvw::metadata::Datatype;

#[track_caller]
fn datatype(value: &str, findings: &[(FindingKind, Severity)]) -> Datatype {
    only_column(&format!(r#""datatype": {value}"#), findings).datatype
}

#[test]
fn bases() {
    const UNKNOWN: &[(FindingKind, Severity)] = &[(F::UnknownDatatype, Warning)];
    for (value, findings, expected) in [
        (r#""integer""#, GOOD, "integer"),
        (r#""number""#, GOOD, "number"),
        (r#""anyAtomicType""#, GOOD, "anyAtomicType"),
        (r#"{ "base": "gYear" }"#, GOOD, "gYear"),
        ("{}", GOOD, "string"),
        (r#""Integer""#, UNKNOWN, "string"),
        (r#""http://www.w3.org/2001/XMLSchema#integer""#, UNKNOWN, "string"),
        (r#""anySimpleType""#, UNKNOWN, "string"),
        (r#"{ "base": "foo" }"#, UNKNOWN, "string"),
        (r#"{ "base": 1 }"#, IGNORED, "string"),
        (r#"{ "base": { "base": "integer" } }"#, IGNORED, "string"),
        ("1", IGNORED, "string"),
        (r#"["integer"]"#, IGNORED, "string"),
    ] {
        assert_eq!(datatype(value, findings), Datatype::of(expected), "{value}");
    }
}

#[test]
fn identifiers() {
    const ID: &[(FindingKind, Severity)] = &[(F::InvalidId, Error)];
    for (id, findings, expected) in [
        ("codes#c", GOOD, Some("http://example.org/d/codes#c")),
        ("_:c", ID, None),
        ("http://www.w3.org/2001/XMLSchema#string", ID, None),
        ("http://www.w3.org/ns/csvw#JSON", ID, None),
    ] {
        assert_eq!(datatype(&format!(r#"{{ "@id": "{id}" }}"#), findings).id.as_deref(), expected);
    }
}

#[test]
fn formats() {
    let read = datatype(r#"{ "base": "decimal", "format": "0.0" }"#, GOOD);
    assert_eq!(read.format.as_deref(), Some("0.0"));
    let read =
        datatype(r#"{ "format": { "pattern": "0,0", "decimalChar": ",", "groupChar": "." }, "base": "number" }"#, GOOD);
    let parts = [read.format, read.decimal_char, read.group_char].map(Option::unwrap);
    assert_eq!(parts, ["0,0", ",", "."]);
    for (value, findings) in [
        (r#"{ "base": "date", "format": 1 }"#, IGNORED),
        (r#"{ "base": "decimal", "format": ["0"] }"#, IGNORED),
        (r#"{ "base": "decimal", "format": { "pattern": 0 } }"#, IGNORED),
        (r#"{ "base": "decimal", "format": { "sign": "+" } }"#, &[(F::UnknownProperty, Warning)]),
        (r#"{ "base": "date", "format": { "pattern": "yyyy" } }"#, &[(F::InvalidFormat, Warning)]),
    ] {
        assert_eq!(datatype(value, findings).format, None, "{value}");
    }
}

#[test]
fn bounds() {
    for (value, minimum, maximum) in [
        (r#""minimum": 1.50, "maximum": "2""#, "1.50", "2"),
        (r#""minInclusive": -1e3, "maxInclusive": 1.5e1"#, "-1000", "15"),
        (r#""minimum": 1, "minInclusive": 1.0, "maximum": "2", "maxInclusive": 2"#, "1", "2"),
        (r#""minimum": 1e999999999, "maximum": 12345678901234567890.5"#, "1e999999999", "12345678901234567890.5"),
    ] {
        let read = datatype(&format!(r#"{{ "base": "decimal", {value} }}"#), GOOD);
        assert_eq!((read.minimum.as_deref(), read.maximum.as_deref()), (Some(minimum), Some(maximum)), "{value}");
    }
    let read = datatype(r#"{ "base": "date", "minExclusive": "2000-01-01", "maxExclusive": "2030-01-01" }"#, GOOD);
    assert_eq!(read.min_exclusive.zip(read.max_exclusive).unwrap(), ("2000-01-01".into(), "2030-01-01".into()));
    datatype(r#"{ "base": "integer", "minimum": 1, "minInclusive": 2 }"#, &[(F::ContradictoryBounds, Error)]);
    datatype(
        r#"{ "base": "date", "maximum": "2000-01-01", "maxInclusive": "2000-01-02" }"#,
        &[(F::ContradictoryBounds, Error)],
    );
    datatype(r#"{ "base": "integer", "minimum": true }"#, IGNORED);
}

#[test]
fn lengths() {
    let read = datatype(r#"{ "length": 3, "minLength": 1.0, "maxLength": 18446744073709551615 }"#, GOOD);
    assert_eq!((read.length, read.min_length, read.max_length), (Some(3), Some(1), Some(u64::MAX)));
    for value in ["-1", "1.5", "\"3\"", "18446744073709551616", "null"] {
        assert_eq!(datatype(&format!(r#"{{ "length": {value} }}"#), IGNORED).length, None);
    }
}

#[test]
fn common_properties() {
    datatype(r#"{ "dc:title": "A code", "rdfs:comment": ["x"] }"#, GOOD);
    datatype(r#"{ "dc:title": { "@set": [] } }"#, &[(F::InvalidAnnotation, Error)]);
}
