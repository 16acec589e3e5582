//! What comes out of what: a file, its metadata, and the triples.

use super::csv2rdf;
use crate::csvw::finding::Finding;
use crate::csvw::processor::{Purpose, Request, locate};
use oxrdf::Graph;
use oxrdf::dataset::CanonicalizationAlgorithm;
use oxttl::TurtleParser;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FILE: &str = "http://example.org/stops.csv";

/// The triples in an order and with labels that are the same for all graphs that are.
fn graph(turtle: &str) -> Vec<String> {
    let parser = TurtleParser::new().with_base_iri(FILE).unwrap();
    let mut graph: Graph =
        parser.for_slice(turtle).collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error}: {turtle}"));
    graph.canonicalize(CanonicalizationAlgorithm::Unstable);
    let mut triples: Vec<String> = graph.iter().map(|triple| triple.to_string()).collect();
    triples.sort();
    triples
}

/// Converts a file with the metadata beside it and compares the result with what is expected, in Turtle.
fn converts(csv: &str, metadata: Value, minimal: bool, expected: &str) -> Vec<Finding> {
    let mut metadata = metadata;
    metadata["@context"] = json!("http://www.w3.org/ns/csvw");
    metadata["url"] = json!("stops.csv");
    let documents =
        BTreeMap::from([(FILE.to_owned(), csv.to_owned()), (format!("{FILE}-metadata.json"), metadata.to_string())]);
    let mut findings = Vec::new();
    let request = Request { action: FILE, ..Request::default() };
    let annotated = locate(request, Purpose::Conversion, &documents, &mut findings).unwrap();
    let mut out = Vec::new();
    assert!(csv2rdf(&annotated, &documents, minimal, &mut findings, &mut out).unwrap());
    let written = String::from_utf8(out).unwrap();
    let prefixes = "@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . \
                    @prefix dc: <http://purl.org/dc/terms/> . @prefix schema: <http://schema.org/> . \
                    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
    let expected = graph(&format!("{prefixes}{expected}"));
    assert_eq!(graph(&written), expected, "{written}");
    findings
}

#[test]
fn standard_mode_has_the_group_its_tables_and_rows() {
    let metadata = json!({ "@id": "#table", "dc:title": { "@value": "Stops", "@language": "en" }, "tableSchema": {
        "columns": [{ "name": "id", "titles": "id", "lang": "cy" }], "rowTitles": "id"
    } });
    let expected = r#"
        [] a csvw:TableGroup ; csvw:table <http://example.org/stops.csv-metadata.json#table> .
        <http://example.org/stops.csv-metadata.json#table> a csvw:Table ; csvw:url <stops.csv> ; dc:title "Stops"@en ;
            csvw:row [ a csvw:Row ; csvw:rownum 1 ; csvw:url <stops.csv#row=2> ; csvw:title "x"@cy ;
                csvw:describes [ <stops.csv#id> "x"@cy ] ] .
    "#;
    assert_eq!(converts("id\nx\n", metadata, false, expected), []);
}

#[test]
fn literals_have_the_datatype_of_their_column() {
    let column = |title: &str, datatype: Value| json!({ "titles": title, "datatype": datatype });
    let metadata = json!({ "tableSchema": { "lang": "en", "columns": [
        column("a", json!("integer")),
        column("b", json!("number")),
        column("c", json!({ "base": "date", "format": "d/M/yyyy" })),
        column("d", json!("html")),
        column("e", json!("json")),
        column("f", json!({ "@id": "http://example.org/grade", "base": "string" })),
        column("g", json!("string")),
        column("h", json!("token")),
        column("i", json!("integer")),
    ] } });
    let expected = r#"
        [] <#a> 7 ; <#b> "1.5"^^xsd:double ; <#c> "2026-02-01"^^xsd:date ;
            <#d> "<b>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> ; <#e> "{}"^^csvw:JSON ;
            <#f> "A"^^<http://example.org/grade> ; <#g> "text"@en ; <#h> "t"^^xsd:token ; <#i> "none" .
    "#;
    let findings = converts("a,b,c,d,e,f,g,h,i\n7,1.5,1/2/2026,<b>,{},A,text,t,none\n", metadata, true, expected);
    assert_eq!(findings.len(), 1, "`none` is no integer: {findings:?}");
}

#[test]
fn lists_are_repeated_values_or_in_order() {
    let metadata = json!({ "tableSchema": { "columns": [
        { "titles": "a", "separator": ";" },
        { "titles": "b", "separator": ";", "ordered": true },
        { "titles": "c", "separator": ";", "ordered": true },
    ] } });
    let expected = r#"[] <#a> "1", "2" ; <#b> ( "2" "1" ) ; <#c> () ."#;
    assert_eq!(converts("a,b,c\n1;2,2;1,\n", metadata, true, expected), []);
}

#[test]
fn cells_are_about_their_subjects() {
    let metadata = json!({ "tableSchema": {
        "aboutUrl": "http://example.org/stop/{id}",
        "columns": [
            { "titles": "id", "name": "id", "suppressOutput": true },
            { "titles": "name", "name": "name", "propertyUrl": "schema:name" },
            { "titles": "of", "name": "of", "propertyUrl": "schema:isPartOf", "valueUrl": "http://example.org/{of}" },
            { "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "schema:BusStop" },
        ]
    } });
    let expected = r#"
        <http://example.org/stop/St%20Ann> a schema:BusStop ; schema:name "St Ann" ; schema:isPartOf <http://example.org/w%2F1> .
        <http://example.org/stop/2> a schema:BusStop ; schema:name "2" .
    "#;
    assert_eq!(converts("id,name,of\nSt Ann,St Ann,w/1\n2,2,\n", metadata, true, expected), []);
}

#[test]
fn notes_and_comments_are_said_of_the_table() {
    let metadata = json!({
        "notes": [{ "schema:text": "checked" }],
        "dialect": { "commentPrefix": "#" },
        "tableSchema": { "columns": [{ "titles": "a" }] }
    });
    let expected = r#"
        [] a csvw:TableGroup ; csvw:table [ a csvw:Table ; csvw:url <stops.csv> ; rdfs:comment "draft" ;
            csvw:note [ schema:text "checked" ] ] .
    "#;
    assert_eq!(converts("a\n# draft\n", metadata, false, expected), []);
}

#[test]
fn what_cannot_be_in_an_address_is_encoded() {
    let metadata = json!({ "tableSchema": { "columns": [{ "titles": "a", "valueUrl": "http://example.org/{+a}" }] } });
    let expected = "[] <#a> <http://example.org/a%20b> . [] <#a> <http://example.org/é> .";
    assert_eq!(converts("a\na b\né\n", metadata, true, &expected.replace("é", "%C3%A9")), []);
}
