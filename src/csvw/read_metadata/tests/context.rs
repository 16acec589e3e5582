//! § 5.2 Top-level properties.

use super::*;

fn with(context: &str) -> String {
    format!(r#"{{ "@context": {context}, "url": "t.csv" }}"#)
}

#[test]
fn forms() {
    const CONTEXT_ERROR: &[(FindingKind, Severity)] = &[(F::InvalidContext, Error)];
    for (context, findings) in [
        (r#""http://www.w3.org/ns/csvw""#, GOOD),
        (r#"["http://www.w3.org/ns/csvw", {}]"#, GOOD),
        (r#"["http://www.w3.org/ns/csvw", { "@base": "x/", "@language": "cy" }]"#, GOOD),
        (r#"["http://www.w3.org/ns/csvw"]"#, &[(F::InvalidContext, Warning)]),
        (r#""https://www.w3.org/ns/csvw""#, CONTEXT_ERROR),
        (r#"{ "@language": "cy" }"#, CONTEXT_ERROR),
        (r#"[{ "@language": "cy" }, "http://www.w3.org/ns/csvw"]"#, CONTEXT_ERROR),
        (r#"["http://www.w3.org/ns/csvw", "http://example.org/"]"#, CONTEXT_ERROR),
        (r#"["http://www.w3.org/ns/csvw", {}, {}]"#, CONTEXT_ERROR),
        (r#"["http://www.w3.org/ns/csvw", { "ex": "http://example.org/" }]"#, CONTEXT_ERROR),
        (r#"["http://www.w3.org/ns/csvw", { "@vocab": "http://example.org/" }]"#, CONTEXT_ERROR),
        ("[]", CONTEXT_ERROR),
        ("null", CONTEXT_ERROR),
        (r#"["http://www.w3.org/ns/csvw", { "@base": 1 }]"#, IGNORED),
        (r#"["http://www.w3.org/ns/csvw", { "@language": null }]"#, IGNORED),
        (r#"["http://www.w3.org/ns/csvw", { "@language": "a-bad-language" }]"#, &[(F::InvalidLanguage, Warning)]),
    ] {
        assert!(expect(&with(context), findings).is_some(), "{context}");
    }
    expect(r#"{ "url": "t.csv" }"#, CONTEXT_ERROR);
}

#[test]
fn base_and_language() {
    for (local, base, language) in [
        ("{}", "http://example.org/d/m.json", None),
        (r#"{ "@base": "" }"#, "http://example.org/d/m.json", None),
        (r#"{ "@base": "../", "@language": "en-GB" }"#, "http://example.org/", Some("en-GB")),
        (r#"{ "@base": "http://example.com/x" }"#, "http://example.com/x", None),
    ] {
        let metadata = good(&with(&format!(r#"["http://www.w3.org/ns/csvw", {local}]"#)));
        assert_eq!((metadata.base.as_str(), metadata.language.as_deref()), (base, language));
    }
    let metadata = good(&with(r#"["http://www.w3.org/ns/csvw", { "@base": "http://example.com/x/" }]"#));
    assert_eq!(metadata.table_url(&metadata.group.tables[0]), "http://example.com/x/t.csv");
}

/// Appendix A: there is no context but at the top.
#[test]
fn no_context_within() {
    let within = r#""@context": "http://www.w3.org/ns/csvw""#;
    for text in [
        group("\"@id\": \"g\"").replace(r#"{ "url""#, &format!(r#"{{ {within}, "url""#)),
        schema(within),
        column(within),
        table(&format!(r#""dialect": {{ {within} }}"#)),
        column(&format!(r#""datatype": {{ {within} }}"#)),
    ] {
        expect(&text, &[(F::InvalidContext, Error)]);
    }
}
