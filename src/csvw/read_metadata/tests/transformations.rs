//! § 5.10 Transformation definitions.

use super::*;
use crate::csvw::metadata::Transformation;

const NEEDED: &str =
    r#""url": "t.mustache", "targetFormat": "http://example.org/ical", "scriptFormat": "https://mustache.github.io/""#;

#[track_caller]
fn read_one(members: &str, findings: &[(FindingKind, Severity)]) -> Option<Transformation> {
    only_table(&table(&format!(r#""transformations": [{{ {members} }}]"#)), findings).transformations.pop()
}

#[test]
fn what_is_kept() {
    let more = r#""@id": "x", "@type": "Template", "source": "json", "titles": ["iCal"], "dc:title": "Calendar""#;
    let read = read_one(&format!("{NEEDED}, {more}"), GOOD).unwrap();
    assert_eq!(read.url, "http://example.org/d/t.mustache");
    assert_eq!(read.target_format, "http://example.org/ical");
    assert_eq!(read.script_format, "https://mustache.github.io/");
    assert_eq!((read.id.as_deref(), read.source.as_deref()), (Some("http://example.org/d/x"), Some("json")));
    assert_eq!((read.titles.first(), read.annotations.len()), (Some("iCal"), 1));
}

#[test]
fn what_is_needed() {
    for needed in ["url", "targetFormat", "scriptFormat"] {
        let without = NEEDED.replace(&format!("\"{needed}\""), &format!("\"dc:{needed}\""));
        assert_eq!(read_one(&without, &[(F::MissingProperty, Error)]), None);
    }
    let read = read_one(&NEEDED.replace("\"t.mustache\"", "1"), IGNORED).unwrap();
    assert_eq!(read.url, "http://example.org/d/m.json", "a link that is no string counts as empty");
}

#[test]
fn what_it_may_say() {
    for (more, findings) in [
        (r#""source": "rdf""#, GOOD),
        (r#""source": null"#, GOOD),
        (r#""source": "xml""#, IGNORED),
        (r#""source": 1"#, IGNORED),
        (r#""titles": 1"#, IGNORED),
        (r#""colour": "red""#, &[(F::UnknownProperty, Warning)]),
        (r#""lang": "en""#, &[(F::UnknownProperty, Warning)]),
        (r#""@type": "Transformation""#, &[(F::InvalidType, Error)]),
        (r#""@id": "_:x""#, &[(F::InvalidId, Error)]),
    ] {
        assert!(read_one(&format!("{NEEDED}, {more}"), findings).is_some(), "{more}");
    }
}
