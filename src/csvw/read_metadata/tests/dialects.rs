//! § 5.9 Dialect descriptions.

use super::*;
use crate::csvw::metadata::Trim;

#[track_caller]
fn dialect(members: &str, findings: &[(FindingKind, Severity)]) -> Dialect {
    Dialect { place: None, ..only_table(&table(&format!(r#""dialect": {{ {members} }}"#)), findings).dialect }
}

#[test]
fn what_is_stated() {
    let all = r#""commentPrefix": "//", "delimiter": "||", "doubleQuote": false, "encoding": "latin1", "headerRowCount": 2,
        "lineTerminators": ["\r", "\n"], "quoteChar": "'", "skipBlankRows": true, "skipColumns": 1, "skipRows": 3, "trim": "end",
        "@id": "http://example.org/dialect", "@type": "Dialect", "dc:title": "Ours""#;
    let expected = Dialect {
        comment_prefix: Some("//".to_owned()),
        delimiter: "||".to_owned(),
        double_quote: false,
        encoding: "latin1".to_owned(),
        encoding_stated: true,
        header_row_count: 2,
        line_terminators: vec!["\r".to_owned(), "\n".to_owned()],
        quote_char: Some("'".to_owned()),
        skip_blank_rows: true,
        skip_columns: 1,
        skip_rows: 3,
        trim: Trim::End,
        place: None,
    };
    assert_eq!(dialect(all, GOOD), expected);
    let usual = r#""commentPrefix": null, "delimiter": ",", "doubleQuote": true, "header": true, "headerRowCount": 1,
        "lineTerminators": ["\r\n", "\n"], "quoteChar": "\"", "skipBlankRows": false, "skipColumns": 0,
        "skipInitialSpace": false, "skipRows": 0, "trim": false"#;
    assert_eq!(dialect(usual, GOOD), Dialect::default());
    assert_eq!(dialect(r#""quoteChar": null"#, GOOD).quote_char, None);
    assert_eq!(dialect(r#""lineTerminators": "\r""#, GOOD).line_terminators, ["\r"]);
}

/// A value that may not be is the default.
#[test]
fn defaults_in_place_of_what_may_not_be() {
    for members in [
        r#""commentPrefix": 1"#,
        r#""commentPrefix": """#,
        r#""delimiter": null"#,
        r#""delimiter": """#,
        r#""doubleQuote": "false""#,
        r#""encoding": 1"#,
        r#""header": "false""#,
        r#""headerRowCount": "0""#,
        r#""headerRowCount": -1"#,
        r#""headerRowCount": 1.5"#,
        r#""lineTerminators": 1"#,
        r#""lineTerminators": []"#,
        r#""lineTerminators": ["\r", 1]"#,
        r#""quoteChar": true"#,
        r#""quoteChar": """#,
        r#""skipBlankRows": 1"#,
        r#""skipColumns": 99999999999999999999"#,
        r#""skipInitialSpace": 1"#,
        r#""skipRows": -1"#,
        r#""trim": "both""#,
        r#""trim": 1"#,
    ] {
        assert_eq!(dialect(members, IGNORED), Dialect::default(), "{members}");
    }
    assert_eq!(dialect(r#""encoding": "foo""#, &[(F::UnknownEncoding, Warning)]), Dialect::default());
}

#[test]
fn header_and_header_row_count() {
    for (members, findings, expected) in [
        (r#""header": false"#, GOOD, 0),
        (r#""header": true"#, GOOD, 1),
        (r#""header": false, "headerRowCount": 2"#, GOOD, 2),
        (r#""headerRowCount": 0, "header": true"#, GOOD, 0),
        (r#""header": false, "headerRowCount": "2""#, IGNORED, 0),
    ] {
        assert_eq!(dialect(members, findings).header_row_count, expected, "{members}");
    }
}

#[test]
fn trim_and_skip_initial_space() {
    for (members, findings, expected) in [
        (r#""skipInitialSpace": true"#, GOOD, Trim::Start),
        (r#""skipInitialSpace": true, "trim": false"#, GOOD, Trim::False),
        (r#""trim": "true", "skipInitialSpace": false"#, GOOD, Trim::True),
        (r#""trim": "false""#, GOOD, Trim::False),
        (r#""trim": "start""#, GOOD, Trim::Start),
        (r#""skipInitialSpace": true, "trim": "left""#, IGNORED, Trim::Start),
    ] {
        assert_eq!(dialect(members, findings).trim, expected, "{members}");
    }
}
