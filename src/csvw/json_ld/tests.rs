//! The standards' own examples, the rules they leave to JSON-LD, and values that nobody should write.

use oxrdf::{NamedNode, NamedOrBlankNode, Triple};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const SCOPE: Scope<'_> = Scope { base: "http://example.org/tables/metadata.json", language: None };
const ENGLISH: Scope<'_> = Scope { language: Some("en"), ..SCOPE };

/// The triples as lines of N-Triples, and the messages of the findings.
fn rdf(property: &str, value: &Value, scope: Scope<'_>) -> (Vec<String>, Vec<String>) {
    let subject = NamedOrBlankNode::from(NamedNode::new("http://example.org/t").unwrap());
    let mut lines = Vec::new();
    let mut out = |triple: Triple| lines.push(triple.to_string());
    let findings = to_rdf(&subject, property, value, scope, &mut BlankNodes::default(), &mut out);
    (lines, findings.into_iter().map(|finding| finding.message).collect())
}

/// The objects of the triples, all of which have that property's predicate and the subject.
fn objects(value: &Value, scope: Scope<'_>) -> Vec<String> {
    let (lines, messages) = rdf("dc:x", value, scope);
    assert_eq!(messages, Vec::<String>::new(), "{value}");
    let start = "<http://example.org/t> <http://purl.org/dc/terms/x> ";
    lines.iter().map(|line| line.strip_prefix(start).expect("subject and predicate").to_owned()).collect()
}

// tabular-metadata § 6.1: the examples of normalisation.

#[test]
fn a_string_takes_the_default_language() {
    let title = json!("The title of this Table");
    assert_eq!(normalise(&title, ENGLISH), json!({ "@value": "The title of this Table", "@language": "en" }));
    assert_eq!(normalise(&title, SCOPE), json!({ "@value": "The title of this Table" }));
}

#[test]
fn a_value_object_keeps_its_language_or_has_none() {
    let titles = json!(["The title", { "@value": "Der Titel", "@language": "de" }, { "@value": "Titulus" }]);
    assert_eq!(
        normalise(&titles, ENGLISH),
        json!([
            { "@value": "The title", "@language": "en" },
            { "@value": "Der Titel", "@language": "de" },
            { "@value": "Titulus" },
        ])
    );
    assert_eq!(objects(&titles, ENGLISH), ["\"The title\"@en", "\"Der Titel\"@de", "\"Titulus\""]);
    assert_eq!(to_json(&titles, ENGLISH), json!(["The title", "Der Titel", "Titulus"]));
}

#[test]
fn an_id_is_resolved_against_the_base() {
    let url = json!({ "@id": "table.csv" });
    assert_eq!(normalise(&url, SCOPE), json!({ "@id": "http://example.org/tables/table.csv" }));
    assert_eq!(to_json(&url, SCOPE), json!("http://example.org/tables/table.csv"));
    assert_eq!(objects(&url, SCOPE), ["<http://example.org/tables/table.csv>"]);
    assert_eq!(
        normalise(&json!({ "@id": "qb:DataSet" }), SCOPE),
        json!({ "@id": "http://purl.org/linked-data/cube#DataSet" })
    );
    assert_eq!(to_json(&json!({ "@id": "" }), SCOPE), json!(SCOPE.base));
}

#[test]
fn objects_within_are_normal_too() {
    let publisher = json!([{
        "schema:name": "Example Municipality",
        "schema:url": { "@id": "http://example.org" },
        "schema:foundingDate": 1848,
    }]);
    assert_eq!(
        normalise(&publisher, SCOPE),
        json!([{
            "schema:name": { "@value": "Example Municipality" },
            "schema:url": { "@id": "http://example.org" },
            "schema:foundingDate": 1848,
        }])
    );
}

// csv2json § 6.2 and csv2rdf § 7.2: the notes of the tree operations.

fn note() -> Value {
    json!([{
        "@type": "oa:Annotation",
        "oa:hasTarget": { "@id": "http://example.org/tree-ops-ext" },
        "oa:hasBody": {
            "@type": "oa:EmbeddedContent",
            "rdf:value": "This is a very interesting comment about the table; it's a table!",
            "dc:format": { "@value": "text/plain" },
        },
    }])
}

#[test]
fn notes_are_plain_json() {
    assert_eq!(
        to_json(&note(), ENGLISH),
        json!([{
            "@type": "oa:Annotation",
            "oa:hasTarget": "http://example.org/tree-ops-ext",
            "oa:hasBody": {
                "@type": "oa:EmbeddedContent",
                "rdf:value": "This is a very interesting comment about the table; it's a table!",
                "dc:format": "text/plain",
            },
        }])
    );
}

#[test]
fn notes_are_triples_of_blank_nodes() {
    let (lines, messages) = rdf("notes", &note(), ENGLISH);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        lines,
        [
            "<http://example.org/t> <http://www.w3.org/ns/csvw#note> _:b0",
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/oa#Annotation>",
            "_:b0 <http://www.w3.org/ns/oa#hasTarget> <http://example.org/tree-ops-ext>",
            "_:b0 <http://www.w3.org/ns/oa#hasBody> _:b1",
            "_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/oa#EmbeddedContent>",
            "_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> \"This is a very interesting comment about the table; it's a table!\"@en",
            "_:b1 <http://purl.org/dc/terms/format> \"text/plain\"",
        ]
    );
}

// csv2json § 5.

#[test]
fn language_and_type_of_a_value_are_not_json() {
    assert_eq!(to_json(&json!({ "@value": "2010-12-31", "@type": "xsd:date" }), SCOPE), json!("2010-12-31"));
    assert_eq!(to_json(&json!({ "@value": 1.50, "@type": "decimal" }), SCOPE).to_string(), "1.5");
    assert_eq!(to_json(&json!([null, true, "x", 12]), ENGLISH), json!([null, true, "x", 12]));
}

#[test]
fn an_id_among_others_stays_a_member() {
    let value =
        json!({ "@id": "x", "@type": ["http://schema.org/Thing", "http://www.w3.org/ns/csvw#Table"], "dc:title": "y" });
    let expected = json!({ "@id": "http://example.org/tables/x", "@type": ["schema:Thing", "Table"], "dc:title": "y" });
    assert_eq!(to_json(&value, SCOPE), expected);
}

#[test]
fn addresses_of_properties_are_compacted_and_prefixed_names_stay() {
    let value = json!({
        "http://purl.org/dc/terms/title": "a",
        "dcterms:title": "b",
        "dc:title": ["c", "d"],
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": { "@id": "schema:Thing" },
    });
    let expected = json!({ "dc:title": ["a", "c", "d"], "dcterms:title": "b", "@type": "schema:Thing" });
    assert_eq!(to_json(&value, SCOPE), expected);
}

// csv2rdf § 6.

#[test]
fn literals_have_datatypes() {
    let xsd = |text: &str, name: &str| format!("\"{text}\"^^<http://www.w3.org/2001/XMLSchema#{name}>");
    for (value, literal) in [
        (json!("x"), "\"x\"".to_owned()),
        (json!(true), xsd("true", "boolean")),
        (json!(12), xsd("12", "integer")),
        (json!(-0.0), xsd("0", "integer")),
        (json!(2.5), xsd("2.5E0", "double")),
        (json!({ "@value": "2010-12-31", "@type": "xsd:date" }), xsd("2010-12-31", "date")),
        (json!({ "@value": "2010-12-31", "@type": "date" }), xsd("2010-12-31", "date")),
        (json!({ "@value": "x", "@type": "string" }), "\"x\"".to_owned()),
        (json!({ "@value": "x", "@type": "http://example.org/type" }), "\"x\"^^<http://example.org/type>".to_owned()),
        (json!({ "@value": 3 }), xsd("3", "integer")),
        (json!({ "@value": 3, "@type": "number" }), xsd("3.0E0", "double")),
        (json!({ "@value": 2.5, "@type": "decimal" }), xsd("2.5", "decimal")),
        (json!({ "@value": false, "@type": "xsd:boolean" }), xsd("false", "boolean")),
        (json!({ "@value": "Cymru", "@language": "cy" }), "\"Cymru\"@cy".to_owned()),
        (json!({ "@value": "x", "@language": null }), "\"x\"".to_owned()),
    ] {
        assert_eq!(objects(&value, SCOPE), [literal], "{value}");
    }
}

#[test]
fn numbers_keep_all_their_digits() {
    let value: Value = serde_json::from_str("[12345678901234567890123, 0.12345678901234567890123]").unwrap();
    assert_eq!(
        objects(&value, SCOPE),
        [
            "\"12345678901234567890123\"^^<http://www.w3.org/2001/XMLSchema#integer>",
            "\"1.2345678901234567890123E-1\"^^<http://www.w3.org/2001/XMLSchema#double>",
        ]
    );
    assert_eq!(to_json(&value, SCOPE), value);
}

#[test]
fn types_are_terms_prefixed_names_and_addresses() {
    let (lines, messages) =
        rdf("dc:relation", &json!({ "@type": ["Table", "schema:Thing", "http://example.org/T"] }), SCOPE);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        lines,
        [
            "<http://example.org/t> <http://purl.org/dc/terms/relation> _:b0",
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/csvw#Table>",
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing>",
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T>",
        ]
    );
}

#[test]
fn arrays_are_repeated_values_and_null_is_none() {
    assert_eq!(objects(&json!(["tree", ["street"], null, []]), ENGLISH), ["\"tree\"@en", "\"street\"@en"]);
}

#[test]
fn blank_nodes_are_numbered_over_all_properties() {
    let subject = NamedOrBlankNode::from(NamedNode::new("http://example.org/t").unwrap());
    let mut blanks = BlankNodes::default();
    let mut lines = Vec::new();
    for _ in 0..2 {
        let mut out = |triple: Triple| lines.push(triple.object.to_string());
        let findings = to_rdf(&subject, "dc:x", &json!([{}, {}]), SCOPE, &mut blanks, &mut out);
        assert!(findings.is_empty());
    }
    assert_eq!(lines, ["_:b0", "_:b1", "_:b2", "_:b3"]);
}

// What RDF cannot hold.

#[test]
fn what_rdf_cannot_hold_is_left_out_and_told() {
    for (property, value, kept, told) in [
        ("dc:a b", json!("x"), 0, "`http://purl.org/dc/terms/a b` cannot be an address"),
        ("foo", json!("x"), 0, "`foo` has no address"),
        ("dc:x", json!({ "@id": "a b", "dc:title": "t" }), 0, "`http://example.org/tables/a b` cannot"),
        ("dc:x", json!({ "@id": "_:b" }), 0, "cannot be an `@id`"),
        ("dc:x", json!({ "@id": 1 }), 0, "`1` cannot be an `@id`"),
        ("dc:x", json!({ "name": "t", "dc:title": "t" }), 3, "cannot"),
        ("dc:x", json!({ "@type": "Template" }), 1, "`Template` has no address"),
        ("dc:x", json!({ "@value": [1] }), 0, "a `@value` is not"),
        ("dc:x", json!({ "@value": "t", "@type": "nonsense" }), 1, "`nonsense` has no address"),
        ("dc:x", json!({ "@value": "t", "@type": "rdf:langString" }), 1, "`rdf:langString`"),
        ("dc:x", json!({ "@value": "t", "@language": "not a tag" }), 1, "`not a tag` cannot be a language"),
    ] {
        let (lines, messages) = rdf(property, &value, SCOPE);
        assert_eq!(lines.len(), kept, "{value}: {lines:?}");
        if kept < 3 {
            assert_eq!(messages.len(), 1, "{value}: {messages:?}");
            assert!(messages[0].contains(told), "{}", messages[0]);
        }
    }
}

#[test]
fn nesting_is_bounded() {
    for open in [0, 1] {
        let mut value = json!("x");
        for level in 0..1000 {
            value = if level % 2 == open { json!([value]) } else { json!({ "dc:x": value }) };
        }
        let (lines, messages) = rdf("dc:x", &value, SCOPE);
        assert_eq!(lines.len(), DEPTH_LIMIT / 2);
        assert_eq!(messages, ["what lies more than 100 levels deep is left out of the RDF"]);
        assert!(to_json(&value, SCOPE).to_string().contains("null"));
        assert!(normalise(&value, SCOPE).to_string().contains("null"));
    }
}

/// JSON that looks as much like JSON-LD as chance allows.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        proptest::sample::select(vec![
            "@id",
            "@type",
            "@value",
            "@language",
            "@list",
            "@context",
            "@",
            "dc:title",
            "dc:",
            "_:b",
            "rdf:type",
            "name",
            "notes",
            "http://example.org/p",
            "http://schema.org/name",
            "http://bad host/",
            "urn:x",
            "",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,25})?"
            .prop_map(|text| serde_json::from_str(&text).expect("a number")),
        name.clone().prop_map(Value::from),
        proptest::sample::select(vec!["en", "en-GB", "date", "xsd:date", "Table", "../x?y#z"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..5).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_panics(property in any::<String>(), value in any_json(), base in any::<String>(), language in any::<String>()) {
        let scope = Scope { base: &base, language: Some(&language) };
        let _ = (to_json(&value, scope), normalise(&value, scope), rdf(&property, &value, scope));
        let _ = rdf("dc:title", &value, SCOPE);
        let _ = (expand(&property), compact(&property), name_form(&property));
    }

    #[test]
    fn the_normal_form_says_the_same(value in any_json()) {
        let normal = normalise(&value, ENGLISH);
        prop_assert_eq!(rdf("dc:title", &value, ENGLISH).0, rdf("dc:title", &normal, SCOPE).0);
        prop_assert_eq!(to_json(&value, ENGLISH), to_json(&normal, SCOPE));
    }

    #[test]
    fn triples_can_be_written_and_read(value in any_json()) {
        for line in rdf("dc:title", &value, ENGLISH).0 {
            prop_assert!(line.parse::<Triple>().is_ok(), "{}", line);
        }
    }
}
