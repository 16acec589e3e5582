//! §§ 5.5 Schemas and 5.6 Columns.

use super::*;

#[test]
fn names() {
    const NAME: &[(FindingKind, Severity)] = &[(F::InvalidColumnName, Warning)];
    for (name, findings, expected) in [
        (r#""stop_id""#, GOOD, "stop_id"),
        (r#""Stop2""#, GOOD, "Stop2"),
        (r#""2nd""#, GOOD, "2nd"),
        (r#""a.b""#, GOOD, "a.b"),
        (r#""a%20b""#, GOOD, "a%20b"),
        (r#""a b""#, NAME, "T"),
        (r#""a-b""#, NAME, "T"),
        (r#""_a""#, NAME, "T"),
        (r#""_col.1""#, NAME, "T"),
        (r#""""#, NAME, "T"),
        (r#"".a""#, NAME, "T"),
        (r#""a.""#, NAME, "T"),
        (r#""a..b""#, NAME, "T"),
        (r#""a%2""#, NAME, "T"),
        (r#""é""#, NAME, "T"),
        ("1", IGNORED, "T"),
        ("null", IGNORED, "T"),
    ] {
        let text = schema(&format!(r#""columns": [{{ "titles": "T", "name": {name} }}]"#));
        assert_eq!(only_table(&text, findings).columns[0].name, expected, "{name}");
    }
}

#[test]
fn names_that_are_derived() {
    for (local, column, expected) in [
        ("{}", r#"{ "titles": "Stop name" }"#, "Stop%20name"),
        ("{}", r#"{ "titles": ["First", "Second"] }"#, "First"),
        ("{}", r#"{ "titles": { "fr": "F", "und": "U" } }"#, "U"),
        ("{}", r#"{ "titles": { "fr": "F", "cy": "C" } }"#, "_col.2"),
        ("{}", r#"{ "titles": "d.M.yyyy" }"#, "d.M.yyyy"),
        (r#"{ "@language": "cy" }"#, r#"{ "titles": { "fr": "F", "cy": "C" } }"#, "C"),
        (r#"{ "@language": "cy" }"#, r#"{ "titles": "C" }"#, "C"),
        ("{}", r#"{ "titles": "é" }"#, "%C3%A9"),
        ("{}", r#"{ "titles": "_x" }"#, "_x"),
        ("{}", r#"{ "titles": "dd.MM" }"#, "dd.MM"),
        ("{}", r#"{ "titles": "a-b~c%" }"#, "a%2Db%7Ec%25"),
        ("{}", "{}", "_col.2"),
        ("{}", r#"{ "titles": [] }"#, "_col.2"),
        ("{}", r#"{ "titles": "" }"#, "_col.2"),
        ("{}", r#"{ "virtual": true }"#, "_col.2"),
    ] {
        let text = schema(&format!(r#""columns": [{{ "name": "a" }}, {column}]"#))
            .replace(r#""http://www.w3.org/ns/csvw""#, &format!(r#"["http://www.w3.org/ns/csvw", {local}]"#));
        assert_eq!(only_table(&text, GOOD).columns[1].name, expected, "{column}");
    }
}

#[test]
fn stated_names_are_unique() {
    for (columns, findings) in [
        (r#"{ "name": "a" }, { "name": "A" }"#, GOOD),
        (r#"{ "name": "a" }, { "name": "a" }"#, &[(F::DuplicateColumnName, Error)] as &[_]),
        (r#"{ "name": "a" }, { "titles": "a" }"#, GOOD),
        (r#"{ "titles": "a" }, { "titles": "a" }"#, GOOD),
        (r#"{ "name": "a" }, { "name": "a" }, { "name": "a" }"#, &[(F::DuplicateColumnName, Error); 2]),
    ] {
        expect(&schema(&format!(r#""columns": [{columns}]"#)), findings);
    }
}

#[test]
fn virtual_columns_are_last() {
    for (columns, findings, expected) in [
        (r#"{}, { "virtual": true }"#, GOOD, [false, true]),
        (r#"{ "virtual": true }, { "virtual": true }"#, GOOD, [true, true]),
        (r#"{ "virtual": true }, {}"#, &[(F::VirtualColumnOrder, Error)], [true, false]),
        (r#"{ "virtual": "yes" }, {}"#, IGNORED, [false, false]),
    ] {
        let table = only_table(&schema(&format!(r#""columns": [{columns}]"#)), findings);
        assert_eq!(table.columns.iter().map(|column| column.is_virtual).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn items_that_are_no_columns_have_no_number() {
    let table = only_table(&schema(r#""columns": [{}, 1, {}]"#), IGNORED);
    assert_eq!(table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["_col.1", "_col.2"]);
}

/// Common properties of a schema describe the schema.
#[test]
fn annotations_of_a_schema_are_not_those_of_its_table() {
    let read = only_table(&table(r#""dc:title": "table", "tableSchema": { "dc:title": "schema" }"#), GOOD);
    let titles = |annotations: &[crate::csvw::Annotation]| {
        annotations.iter().map(|annotation| annotation.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&read.annotations), ["table"]);
    assert_eq!(titles(&read.schema_annotations), ["schema"]);
}
