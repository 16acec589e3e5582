//! The files of a dataset (dcat:Distribution).

use super::graph::Graph;
use super::vocabulary::{dcat, dct, foaf, spdx};
use crate::model::{Artefact, Edition, Entry, Format, Text, media_type};
use crate::publish::addresses;
use crate::publish::metadata::data_files::{DataFile, data_files, elsewhere};
use oxrdf::vocab::xsd;

/// The recommendation that the CSVW metadata beside each CSV follows.
const CSVW: &str = "https://www.w3.org/TR/tabular-data-model/";

/// Describes every data file of the dataset, and what it has elsewhere.
pub(super) fn describe_all(graph: &mut Graph, edition: &Edition, entry: &Entry, dataset: &str) {
    for file in data_files(entry) {
        describe(graph, edition, entry, dataset, &file);
    }
    let page = addresses::dataset(&entry.dataset.id);
    for (number, (address, distribution)) in (1..).zip(elsewhere(entry)) {
        let subject = addresses::identifier(edition, &page, &format!("elsewhere-{number}"));
        if !graph.link(&subject, dcat::ACCESS_URL, address) {
            continue;
        }
        graph.link(dataset, dcat::HAS_DISTRIBUTION, &subject);
        graph.is_a(&subject, dcat::DISTRIBUTION);
        graph.words(&subject, dct::TITLE, &distribution.title);
        if let Some(media_type) = &distribution.media_type {
            describe_media_type(graph, &subject, media_type);
        }
        describe_licence(graph, entry, &subject);
    }
}

fn describe(graph: &mut Graph, edition: &Edition, entry: &Entry, dataset: &str, file: &DataFile<'_>) {
    let page = addresses::dataset(&entry.dataset.id);
    let name = file.name(entry);
    let subject = addresses::identifier(edition, &page, &name);
    let subject = subject.as_str();
    let artefact = file.artefact;
    graph.link(dataset, dcat::HAS_DISTRIBUTION, subject);
    graph.is_a(subject, dcat::DISTRIBUTION);
    let said = match (file.table, file.distribution) {
        (Some(table), _) => &table.title,
        (None, Some(distribution)) => &distribution.title,
        (None, None) => &Text::default(),
    };
    for (language, words) in said.iter().filter(|(_, words)| !words.trim().is_empty()) {
        graph.in_language(subject, dct::TITLE, language, &format!("{words} ({})", file.format_name()));
    }
    if said.is_empty() {
        graph.string(subject, dct::TITLE, &name);
    }
    if let Some(table) = file.table {
        graph.words(subject, dct::DESCRIPTION, &table.description);
    }
    // The file's own address is where it is had and where it is downloaded.
    let address = addresses::link(edition, &artefact.path);
    graph.link(subject, dcat::ACCESS_URL, &address);
    graph.link(subject, dcat::DOWNLOAD_URL, &address);
    describe_packing(graph, subject, artefact);
    describe_format(graph, subject, artefact);
    graph.typed(subject, dcat::BYTE_SIZE, &artefact.bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
    describe_checksum(graph, edition, &page, subject, &artefact.sha256);
    describe_licence(graph, entry, subject);
    graph.day(subject, dct::ISSUED, entry.dataset.issued);
    graph.day(subject, dct::MODIFIED, entry.dataset.modified);
    if artefact.format == Some(Format::Csv) {
        graph.link_to_a(subject, dct::CONFORMS_TO, CSVW, dct::STANDARD);
        let metadata = addresses::link(edition, &format!("{}-metadata.json", artefact.path));
        graph.link_to_a(subject, foaf::PAGE, &metadata, foaf::DOCUMENT);
    }
}

/// The media type; of a compressed file, that of what is in it, and how it is compressed; of a package, how it is packed.
fn describe_packing(graph: &mut Graph, subject: &str, artefact: &Artefact) {
    if let Some(path) = artefact.path.strip_suffix(".gz") {
        describe_media_type(graph, subject, media_type(path));
        graph.link_to_a(subject, dcat::COMPRESS_FORMAT, &media_type_address("application/gzip"), dct::MEDIA_TYPE);
        return;
    }
    describe_media_type(graph, subject, &artefact.media_type);
    if artefact.format == Some(Format::Zip) {
        graph.link_to_a(subject, dcat::PACKAGE_FORMAT, &media_type_address("application/zip"), dct::MEDIA_TYPE);
    }
}

/// The media type as IANA registers it, without its parameters.
fn describe_media_type(graph: &mut Graph, subject: &str, media_type: &str) {
    graph.link_to_a(subject, dcat::MEDIA_TYPE, &media_type_address(media_type), dct::MEDIA_TYPE);
}

fn media_type_address(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or(media_type).trim();
    format!("https://www.iana.org/assignments/media-types/{name}")
}

/// The format in the EU's authority table, where it has an entry; of a compressed file, that of what is in it. The table
/// knows no database of SQLite's.
fn describe_format(graph: &mut Graph, subject: &str, artefact: &Artefact) {
    let code = match artefact.format {
        Some(format) => code_of(format),
        None => {
            let path = artefact.path.strip_suffix(".gz").unwrap_or(&artefact.path);
            let name = path.rsplit('/').next().unwrap_or(path);
            name.rsplit_once('.').and_then(|(_, ending)| code_of_ending(&ending.to_ascii_lowercase()))
        }
    };
    let Some(code) = code else { return };
    let address = format!("http://publications.europa.eu/resource/authority/file-type/{code}");
    graph.link_to_a(subject, dct::FORMAT, &address, dct::MEDIA_TYPE_OR_EXTENT);
}

fn code_of(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Csv => "CSV",
        // An object a line; the table has no entry of its own for that.
        Format::Csvw | Format::Json | Format::Ndjson => "JSON",
        Format::Parquet => "PARQUET",
        Format::Xlsx => "XLSX",
        Format::Ods => "ODS",
        Format::Geojson => "GEOJSON",
        Format::Zip => "ZIP",
        Format::Sqlite => return None,
    })
}

/// By what is behind the last dot, in lower case.
fn code_of_ending(ending: &str) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("7z", "7Z"),
        ("csv", "CSV"),
        ("doc", "DOC"),
        ("docx", "DOCX"),
        ("dxf", "DXF"),
        ("epub", "EPUB"),
        ("geojson", "GEOJSON"),
        ("gif", "GIF"),
        ("gml", "GML"),
        ("gpkg", "GPKG"),
        ("htm", "HTML"),
        ("html", "HTML"),
        ("ics", "ICS"),
        ("jpeg", "JPEG"),
        ("jpg", "JPEG"),
        ("json", "JSON"),
        ("jsonld", "JSON_LD"),
        ("kml", "KML"),
        ("kmz", "KMZ"),
        ("ndjson", "JSON"),
        ("odp", "ODP"),
        ("ods", "ODS"),
        ("odt", "ODT"),
        ("parquet", "PARQUET"),
        ("pdf", "PDF"),
        ("png", "PNG"),
        ("ppt", "PPT"),
        ("pptx", "PPTX"),
        ("rdf", "RDF_XML"),
        ("rtf", "RTF"),
        ("svg", "SVG"),
        ("tif", "TIFF"),
        ("tiff", "TIFF"),
        ("tsv", "TSV"),
        ("ttl", "RDF_TURTLE"),
        ("txt", "TXT"),
        ("webp", "WEBP"),
        ("xls", "XLS"),
        ("xlsx", "XLSX"),
        ("xml", "XML"),
        ("yaml", "YAML"),
        ("yml", "YAML"),
        ("zip", "ZIP"),
    ];
    CODES.iter().find(|(known, _)| *known == ending).map(|(_, code)| *code)
}

fn describe_checksum(graph: &mut Graph, edition: &Edition, page: &str, subject: &str, sha256: &str) {
    let node = addresses::identifier(edition, page, &format!("sha256-{sha256}"));
    graph.link(subject, spdx::CHECKSUM, &node);
    graph.is_a(&node, spdx::CHECKSUM_CLASS);
    graph.link(&node, spdx::ALGORITHM, spdx::SHA256.as_str());
    graph.is_a(spdx::SHA256.as_str(), spdx::CHECKSUM_ALGORITHM);
    graph.typed(&node, spdx::CHECKSUM_VALUE, sha256, xsd::HEX_BINARY);
}

fn describe_licence(graph: &mut Graph, entry: &Entry, subject: &str) {
    if let Some(licence) = &entry.dataset.licence {
        graph.link_to_a(subject, dct::LICENSE, &licence.url, dct::LICENSE_DOCUMENT);
    }
}
