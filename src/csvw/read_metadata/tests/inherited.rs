//! § 5.7 Inherited properties.

use super::*;
use crate::csvw::metadata::TextDirection;

/// Group, table, schema and column each state something, from the outside inwards.
fn nested(group: &str, table: &str, schema: &str, column: &str) -> String {
    let with = |text: &str| if text.is_empty() { String::new() } else { format!(", {text}") };
    format!(
        r#"{{ "@context": "http://www.w3.org/ns/csvw"{}, "tables": [{{ "url": "t.csv"{},
          "tableSchema": {{ "columns": [{{ "name": "a"{} }}]{} }} }}] }}"#,
        with(group),
        with(table),
        with(column),
        with(schema)
    )
}

#[test]
fn the_innermost_counts() {
    let (g, t, s, c) = (r#""default": "g""#, r#""default": "t""#, r#""default": "s""#, r#""default": "c""#);
    for (group, table, schema, column, expected) in [
        ("", "", "", "", ""),
        (g, "", "", "", "g"),
        (g, t, "", "", "t"),
        (g, t, s, "", "s"),
        (g, t, s, c, "c"),
        (g, "", "", r#""default": "" "#, ""),
        (g, "", s, "", "s"),
    ] {
        let text = nested(group, table, schema, column);
        assert_eq!(only_table(&text, GOOD).columns[0].default, expected, "{text}");
    }
    // What may not be stated is not stated, and so it is inherited.
    assert_eq!(only_table(&nested(g, "", "", r#""default": 1"#), IGNORED).columns[0].default, "g");
}

#[test]
fn all_of_them_are_inherited() {
    let all = r#""aboutUrl": "1", "propertyUrl": "2", "valueUrl": "3", "datatype": "date", "default": "4", "lang": "cy",
        "null": ["-", "x"], "ordered": true, "required": true, "separator": ";", "textDirection": "rtl""#;
    let columns = [(all, "", "", ""), ("", all, "", ""), ("", "", all, ""), ("", "", "", all)].map(
        |(group, table, schema, column)| only_table(&nested(group, table, schema, column), GOOD).columns.remove(0),
    );
    for column in columns {
        let urls = [&column.about_url, &column.property_url, &column.value_url].map(|url| url.clone().unwrap());
        assert_eq!(urls, ["1", "2", "3"]);
        assert_eq!((column.datatype.base.as_str(), column.default.as_str(), column.lang.as_str()), ("date", "4", "cy"));
        assert_eq!(column.null, ["-", "x"]);
        assert!(column.ordered && column.required);
        assert_eq!((column.separator.as_deref(), column.text_direction), (Some(";"), TextDirection::RightToLeft));
    }
    let plain = only_table(&nested("", "", "", ""), GOOD).columns.remove(0);
    assert_eq!(Column { place: None, ..plain }, Column::new("a"));
}

#[test]
fn null() {
    for (value, findings, expected) in [
        (r#""-""#, GOOD, &["-"] as &[&str]),
        (r#"["-", ""]"#, GOOD, &["-", ""]),
        ("[]", GOOD, &[]),
        ("true", IGNORED, &[""]),
        ("null", IGNORED, &[""]),
        (r#"["-", 0]"#, IGNORED, &[""]),
    ] {
        assert_eq!(only_column(&format!(r#""null": {value}"#), findings).null, expected, "{value}");
    }
}

#[test]
fn separator() {
    for (value, findings, expected) in [
        (r#"";""#, GOOD, Some(";")),
        (r#"" - ""#, GOOD, Some(" - ")),
        ("null", GOOD, None),
        (r#""""#, IGNORED, Some("|")),
        ("1", IGNORED, Some("|")),
    ] {
        let text = nested(r#""separator": "|""#, "", "", &format!(r#""separator": {value}"#));
        assert_eq!(only_table(&text, findings).columns[0].separator.as_deref(), expected, "{value}");
    }
}

#[test]
fn language_and_direction() {
    const LANGUAGE: &[(FindingKind, Severity)] = &[(F::InvalidLanguage, Warning)];
    for (value, findings, expected) in [
        (r#""cy""#, GOOD, "cy"),
        (r#""zh-Hant-TW""#, GOOD, "zh-Hant-TW"),
        (r#""e n""#, LANGUAGE, "und"),
        (r#""""#, LANGUAGE, "und"),
        ("1", IGNORED, "und"),
        (r#"["cy"]"#, IGNORED, "und"),
    ] {
        assert_eq!(only_column(&format!(r#""lang": {value}"#), findings).lang, expected, "{value}");
    }
    for (value, findings, expected) in [
        (r#""ltr""#, GOOD, TextDirection::LeftToRight),
        (r#""auto""#, GOOD, TextDirection::Auto),
        (r#""inherit""#, GOOD, TextDirection::Inherit),
        (r#""up""#, IGNORED, TextDirection::Inherit),
        ("1", IGNORED, TextDirection::Inherit),
    ] {
        assert_eq!(only_column(&format!(r#""textDirection": {value}"#), findings).text_direction, expected, "{value}");
    }
}
