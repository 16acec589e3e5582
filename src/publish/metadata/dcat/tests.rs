use super::*;
use crate::publish::test_edition::{STOPS_CSV, edition};
use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;
use std::collections::BTreeSet;

fn parsed(files: &[PublishedFile]) -> (BTreeSet<String>, BTreeSet<String>) {
    let turtle = TurtleParser::new().for_slice(&files[0].bytes).map(|triple| triple.unwrap().to_string()).collect();
    let json_ld = JsonLdParser::new()
        .for_slice(&files[1].bytes)
        .map(|quad| {
            let quad = quad.unwrap();
            Triple::new(quad.subject, quad.predicate, quad.object).to_string()
        })
        .collect();
    let rdf_xml: BTreeSet<String> =
        RdfXmlParser::new().for_slice(&files[2].bytes).map(|triple| triple.unwrap().to_string()).collect();
    assert_eq!(rdf_xml, turtle);
    (turtle, json_ld)
}

#[test]
fn all_files_are_the_same_graph() {
    let files = files(&edition());
    let (turtle, json_ld) = parsed(&files);
    let graph: BTreeSet<String> = graph(&edition()).triples().map(|triple| triple.to_string()).collect();
    assert_eq!(turtle, graph);
    assert_eq!(json_ld, graph);
    assert!(!turtle.iter().any(|triple| triple.contains("_:")), "no node is blank");
    assert_eq!(files, super::files(&edition()), "the same bytes again");
}

#[test]
fn a_dataset_says_what_its_publisher_said() {
    let (graph, _) = parsed(&files(&edition()));
    let dataset = "<https://data.example.org/open/datasets/bus-stops/#dataset>";
    let terms = |term: &str| format!("<http://purl.org/dc/terms/{term}>");
    let dcat = |term: &str| format!("<http://www.w3.org/ns/dcat#{term}>");
    for (predicate, object) in [
        (terms("title"), "\"Bus stops\"@en".to_owned()),
        (terms("title"), "\"Safleoedd bws\"@cy".to_owned()),
        (terms("description"), "\"Every stop, lit or not.\"@en".to_owned()),
        (terms("modified"), "\"2026-01-31\"^^<http://www.w3.org/2001/XMLSchema#date>".to_owned()),
        (
            terms("accrualPeriodicity"),
            "<http://publications.europa.eu/resource/authority/frequency/QUARTERLY>".to_owned(),
        ),
        (terms("spatial"), "<http://statistics.data.gov.uk/id/statistical-geography/E09000001>".to_owned()),
        (terms("relation"), "<https://data.example.org/open/datasets/wards/#dataset>".to_owned()),
        (dcat("theme"), "<https://data.example.org/open/topics/transport/#topic>".to_owned()),
        (dcat("keyword"), "\"bus\"@en".to_owned()),
        (dcat("distribution"), "<https://data.example.org/open/datasets/bus-stops/#stops.csv>".to_owned()),
        (dcat("distribution"), "<https://data.example.org/open/datasets/bus-stops/#Map%20%28north%29.pdf>".to_owned()),
        (dcat("version"), "\"2026-1\"".to_owned()),
        (dcat("inSeries"), "<https://data.example.org/open/series/stops-and-shelters/#series>".to_owned()),
    ] {
        let triple = format!("{dataset} {predicate} {object}");
        assert!(graph.contains(&triple), "{triple}");
    }
    let csv = "<https://data.example.org/open/datasets/bus-stops/#stops.csv>";
    let size = format!("\"{}\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>", STOPS_CSV.len());
    assert!(graph.contains(&format!("{csv} {} {size}", dcat("byteSize"))));
    assert!(graph.contains(&format!(
        "{csv} {} <https://data.example.org/open/datasets/bus-stops/stops.csv>",
        dcat("downloadURL")
    )));
}

#[test]
fn what_is_not_to_be_seen_is_not_in_it() {
    let files = files(&edition());
    let text = String::from_utf8(files[0].bytes.clone()).unwrap();
    for hidden in ["coming", "gone-away"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(text.contains("datasets/restricted/#dataset"));
    assert!(text.contains("access-right/RESTRICTED"));
    let restricted =
        "<https://data.example.org/open/datasets/restricted/#dataset> <http://www.w3.org/ns/dcat#distribution>";
    assert!(!parsed(&files).0.iter().any(|triple| triple.starts_with(restricted)));
}

#[test]
fn an_address_that_is_none_is_left_out() {
    let mut edition = edition();
    edition.entries[0].dataset.same_as = vec!["not an address".into()];
    edition.catalogue.publishers[0].email = Some("data <at> example".into());
    let (turtle, json_ld) = parsed(&files(&edition));
    assert_eq!(turtle, json_ld);
    assert!(!turtle.iter().any(|triple| triple.contains("not an address") || triple.contains("mailto:data")));
}

#[test]
fn whatever_a_text_has_in_it_is_read_back() {
    let mut edition = edition();
    let words = "\"\"\" \\u0000 \u{7f} \u{2028} <b> & ' tŷ \u{1F68C}\n";
    edition.entries[0].dataset.keyword = vec![words.into()];
    let (turtle, json_ld) = parsed(&files(&edition));
    assert_eq!(turtle, json_ld);
    let literal = oxrdf::Literal::new_language_tagged_literal(words, "en").unwrap().to_string();
    assert!(turtle.iter().any(|triple| triple.ends_with(&literal)), "{literal}");
}

#[test]
fn what_xml_cannot_write_is_in_no_file() {
    let mut edition = edition();
    edition.entries[0].dataset.keyword = vec!["b\u{1}u\u{FFFF}s\r\nstop\r".into()];
    let (turtle, json_ld) = parsed(&files(&edition));
    assert_eq!(turtle, json_ld);
    assert!(turtle.iter().any(|triple| triple.ends_with("\"bus\\nstop\\n\"@en")), "{turtle:?}");
}

#[test]
fn a_series_without_a_dataset_is_not_described() {
    let mut edition = edition();
    let series = "<https://data.example.org/open/series/stops-and-shelters/#series>";
    assert!(parsed(&files(&edition)).0.iter().any(|triple| triple.starts_with(series)));
    edition.entries[0].dataset.in_series.clear();
    assert!(!parsed(&files(&edition)).0.iter().any(|triple| triple.contains("stops-and-shelters")));
}

#[test]
fn a_file_says_its_format_where_the_table_has_it() {
    use crate::model::Format;
    let mut edition = edition();
    let file = edition.entries[0].summary.files[0].clone();
    let mut add = |name: &str, format: Option<Format>| {
        let path = format!("datasets/bus-stops/{name}");
        edition.entries[0].summary.files.push(crate::model::Artefact { path, format, ..file.clone() });
    };
    let expected = [
        ("stops.geojson", Some(Format::Geojson), Some("GEOJSON")),
        ("stops.parquet", Some(Format::Parquet), Some("PARQUET")),
        ("bus-stops.sqlite", Some(Format::Sqlite), None),
        ("photo.JPG", None, Some("JPEG")),
        ("source/stops.csv.gz", None, Some("CSV")),
        ("stops.shp.zip", None, Some("ZIP")),
        ("README", None, None),
    ];
    for (name, format, _) in expected {
        add(name, format);
    }
    let graph = parsed(&files(&edition)).0;
    for (name, _, code) in expected {
        let says =
            format!("<https://data.example.org/open/datasets/bus-stops/#{name}> <http://purl.org/dc/terms/format> ");
        let found: Vec<&str> = graph.iter().filter_map(|triple| triple.strip_prefix(&says)).collect();
        let address = code.map(|code| format!("<http://publications.europa.eu/resource/authority/file-type/{code}>"));
        assert_eq!(found, address.as_deref().into_iter().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn what_is_compressed_or_packed_says_how() {
    let mut edition = edition();
    let mut source = edition.entries[0].summary.files[0].clone();
    source.path = "datasets/bus-stops/source/stops.csv.gz".into();
    source.media_type = "application/gzip".into();
    let mut package = source.clone();
    package.path = "datasets/bus-stops/bus-stops.zip".into();
    package.format = Some(crate::model::Format::Zip);
    package.media_type = "application/zip".into();
    edition.entries[0].summary.files.extend([source, package]);
    let graph = parsed(&files(&edition)).0;
    let says = |file: &str, term: &str, media_type: &str| {
        graph.contains(&format!(
            "<https://data.example.org/open/datasets/bus-stops/#{file}> <http://www.w3.org/ns/dcat#{term}> \
             <https://www.iana.org/assignments/media-types/{media_type}>"
        ))
    };
    assert!(says("source/stops.csv.gz", "mediaType", "text/csv"));
    assert!(says("source/stops.csv.gz", "compressFormat", "application/gzip"));
    assert!(says("bus-stops.zip", "packageFormat", "application/zip"));
}
