//! § 5.1 Property syntax: what each kind of property makes of values that it may not have.

use super::*;

/// § 5.1.1: what is no array counts as an empty one; items that are not of the expected kind are passed over.
#[test]
fn arrays() {
    for (columns, findings, count) in [
        ("[]", GOOD, 0),
        (r#"[{ "name": "a" }]"#, GOOD, 1),
        (r#"[1, { "name": "a" }, "b", null, []]"#, &[(F::InvalidPropertyValue, Warning); 4], 1),
        (r#"{ "name": "a" }"#, IGNORED, 0),
        ("1", IGNORED, 0),
    ] {
        let table = only_table(&schema(&format!(r#""columns": {columns}"#)), findings);
        assert_eq!(table.columns.len(), count, "{columns}");
        assert!(table.columns_stated);
    }
    for property in ["notes", "transformations"] {
        expect(&table(&format!(r#""{property}": []"#)), GOOD);
        expect(&table(&format!(r#""{property}": 1"#)), IGNORED);
        expect(&table(&format!(r#""{property}": ["x"]"#)), IGNORED);
    }
    expect(&schema(r#""columns": [], "foreignKeys": {}"#), IGNORED);
    expect(&schema(r#""columns": [], "foreignKeys": [1]"#), IGNORED);
}

/// § 5.1.2: links are resolved against the base; what is no string counts as the empty string. Blank nodes are errors.
#[test]
fn links() {
    let document = "http://example.org/d/m.json";
    for (id, findings, resolved) in [
        (r#""x""#, GOOD, Some("http://example.org/d/x")),
        (r#""""#, GOOD, Some(document)),
        (r#""http://example.com/""#, GOOD, Some("http://example.com/")),
        ("1", IGNORED, Some(document)),
        ("null", IGNORED, Some(document)),
        (r#""_:x""#, &[(F::InvalidId, Error)], None),
    ] {
        let id = format!(r#""@id": {id}"#);
        assert_eq!(only_table(&table(&id), findings).id.as_deref(), resolved, "{id}");
        assert_eq!(expect(&group(&id), findings).unwrap().group.id.as_deref(), resolved);
        assert_eq!(only_table(&schema(&id), findings).schema_id.as_deref(), resolved);
        assert_eq!(only_column(&id, findings).id.as_deref(), resolved);
        assert_eq!(only_column(&format!(r#""datatype": {{ {id} }}"#), findings).datatype.id.as_deref(), resolved);
        expect(&table(&format!(r#""dialect": {{ {id} }}"#)), findings);
    }
}

/// § 5.1.3: a URI template that is no string counts as the empty one, which is not the same as none.
#[test]
fn uri_templates() {
    for (value, findings, expected) in
        [(r#""{a}""#, GOOD, "{a}"), (r#""""#, GOOD, ""), ("true", IGNORED, ""), ("null", IGNORED, "")]
    {
        assert_eq!(only_column(&format!(r#""aboutUrl": {value}"#), findings).about_url.as_deref(), Some(expected));
        assert_eq!(
            only_column(&format!(r#""propertyUrl": {value}"#), findings).property_url.as_deref(),
            Some(expected)
        );
        assert_eq!(only_column(&format!(r#""valueUrl": {value}"#), findings).value_url.as_deref(), Some(expected));
    }
    assert_eq!(only_column("", GOOD).about_url, None);
}

/// § 5.1.4: column references are names that columns state, or are not used.
#[test]
fn column_references() {
    const UNKNOWN: &[(FindingKind, Severity)] = &[(F::UnknownColumn, Warning)];
    let columns = r#""columns": [{ "name": "a" }, { "name": "b", "titles": "B" }, { "titles": "c" }, {}]"#;
    for (value, findings, expected) in [
        (r#""a""#, GOOD, &["a"] as &[&str]),
        (r#"["b", "a"]"#, GOOD, &["b", "a"]),
        ("[]", IGNORED, &[]),
        ("1", IGNORED, &[]),
        (r#"["a", 1]"#, IGNORED, &[]),
        (r#"{ "name": "a" }"#, IGNORED, &[]),
        (r#""d""#, UNKNOWN, &[]),
        (r#"["a", "d"]"#, UNKNOWN, &[]),
        (r#""B""#, UNKNOWN, &[]),
        (r#""c""#, UNKNOWN, &[]),
        (r#""_col.4""#, UNKNOWN, &[]),
    ] {
        let table = only_table(&schema(&format!(r#"{columns}, "primaryKey": {value}"#)), findings);
        assert_eq!(table.primary_key, expected, "{value}");
        assert_eq!(table.primary_key_place.is_some(), !expected.is_empty());
        let table = only_table(&schema(&format!(r#""rowTitles": {value}, {columns}"#)), findings);
        assert_eq!(table.row_titles, expected, "{value}");
    }
}

/// § 5.1.5: an object property that is neither an object nor an address counts as an object without properties.
#[test]
fn objects() {
    for value in ["1", "null", "[]", "true"] {
        let read = only_table(&table(&format!(r#""dialect": {value}"#)), IGNORED);
        assert!(read.dialect_stated && read.dialect == Dialect::default(), "{value}");
        let read = only_table(&table(&format!(r#""tableSchema": {value}"#)), IGNORED);
        assert!(read.schema_stated && !read.columns_stated && read.columns.is_empty(), "{value}");
    }
    let nothing = only_table(&table(""), GOOD);
    assert!(!nothing.dialect_stated && !nothing.schema_stated && !nothing.columns_stated);
    let empty = only_table(&table(r#""dialect": {}, "tableSchema": {}"#), GOOD);
    assert!(empty.dialect_stated && empty.schema_stated && !empty.columns_stated);
}

/// § 5.1.6: strings in a language; whatever is none is passed over.
#[test]
fn natural_language() {
    const LANGUAGE: &[(FindingKind, Severity)] = &[(F::InvalidLanguage, Warning)];
    for (value, findings, expected) in [
        (r#""x""#, GOOD, &[("und", "x")] as &[(&str, &str)]),
        (r#"["x", "y"]"#, GOOD, &[("und", "x"), ("und", "y")]),
        ("[]", GOOD, &[]),
        (r#"{ "en": "x", "cy": ["y", "z"] }"#, GOOD, &[("en", "x"), ("cy", "y"), ("cy", "z")]),
        ("{}", GOOD, &[]),
        ("1", IGNORED, &[]),
        ("null", IGNORED, &[]),
        (r#"["x", 1]"#, IGNORED, &[("und", "x")]),
        (r#"{ "en": ["x", null] }"#, IGNORED, &[("en", "x")]),
        (r#"{ "en": 1, "cy": "y" }"#, IGNORED, &[("cy", "y")]),
        (r#"{ "en": {}, "cy": "y" }"#, IGNORED, &[("cy", "y")]),
        (r#"{ "a-bad-language": "x", "cy": "y" }"#, LANGUAGE, &[("cy", "y")]),
        (r#"{ "": "x" }"#, LANGUAGE, &[]),
    ] {
        let titles = only_column(&format!(r#""titles": {value}"#), findings).titles;
        assert_eq!(titles.iter().collect::<Vec<_>>(), expected, "{value}");
    }
    let cymraeg = column(r#""titles": ["x"]"#)
        .replace(r#""http://www.w3.org/ns/csvw""#, r#"["http://www.w3.org/ns/csvw", { "@language": "cy" }]"#);
    assert_eq!(only_table(&cymraeg, GOOD).columns[0].titles.iter().collect::<Vec<_>>(), [("cy", "x")]);
}

/// § 5.1.7: an atomic property of another type is as if it were not there.
#[test]
fn atomic() {
    for (value, findings, expected) in [
        ("true", GOOD, true),
        ("false", GOOD, false),
        ("1", IGNORED, false),
        ("\"true\"", IGNORED, false),
        ("null", IGNORED, false),
    ] {
        assert_eq!(only_table(&table(&format!(r#""suppressOutput": {value}"#)), findings).suppress_output, expected);
        assert_eq!(only_column(&format!(r#""suppressOutput": {value}"#), findings).suppress_output, expected);
        assert_eq!(only_column(&format!(r#""required": {value}"#), findings).required, expected);
        assert_eq!(only_column(&format!(r#""ordered": {value}"#), findings).ordered, expected);
    }
    for (value, findings, expected) in [
        ("3", GOOD, Some(3)),
        ("3.0", GOOD, Some(3)),
        ("3e0", GOOD, Some(3)),
        ("3.5", IGNORED, None),
        ("-3", IGNORED, None),
        ("\"3\"", IGNORED, None),
        ("1e999999999", IGNORED, None),
    ] {
        let column = only_column(&format!(r#""datatype": {{ "length": {value} }}"#), findings);
        assert_eq!(column.datatype.length, expected, "{value}");
    }
}
