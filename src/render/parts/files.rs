//! Downloads: every data file with its format, size, media type and SHA-256.

use super::super::address;
use super::super::leaf::Leaf;
use super::super::view::Link;
use crate::model::{Artefact, Entry, Format, ReferenceSystem, TableSummary};
use serde::Serialize;

/// A file to download.
#[derive(Debug, Serialize)]
pub struct File {
    /// Where.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its format, or what it is.
    pub format: String,
    /// What the format is good for, in a phrase.
    pub purpose: Option<String>,
    /// Size for people; none where it is not known.
    pub size: Option<String>,
    /// Media type.
    pub media_type: String,
    /// SHA-256 in hexadecimal; none where it is not known.
    pub sha256: Option<String>,
}

/// The files of a table: its rows in each format and its metadata.
pub fn of_table(leaf: &Leaf<'_>, dataset: &str, table: &str, summary: &TableSummary) -> Vec<File> {
    let mut files: Vec<File> = summary.artefacts.iter().map(|artefact| file(leaf, artefact)).collect();
    let declared = leaf.edition().entry(dataset).and_then(|entry| entry.dataset.table(table));
    let coordinates = declared.and_then(|table| table.coordinates.as_ref());
    if coordinates.is_some_and(|coordinates| coordinates.system == ReferenceSystem::NationalGrid) {
        // Its places are worked out, and whoever takes the file has to know how well.
        let is_geojson = |file: &&mut File| file.media_type == Format::Geojson.media_type();
        for file in files.iter_mut().filter(is_geojson) {
            file.purpose = Some(leaf.t("purpose-geojson-grid"));
        }
    }
    let metadata = format!("datasets/{dataset}/{table}{}", Format::Csvw.suffix());
    if summary.artefact(Format::Csvw).is_none() {
        files.extend(metadata_file(leaf, &metadata, Format::Csvw.media_type(), "file-table-metadata"));
    }
    files
}

/// The files that describe a whole dataset.
pub fn metadata(leaf: &Leaf<'_>, dataset: &str) -> Vec<File> {
    let folder = format!("datasets/{dataset}");
    let api = format!("api/v1/datasets/{dataset}");
    [
        (format!("{folder}/csv-metadata.json"), "application/csvm+json", "file-group-metadata"),
        (format!("{folder}/datapackage.json"), "application/json", "file-data-package"),
        (format!("{folder}/croissant.json"), "application/ld+json", "file-croissant"),
        (format!("{folder}/metadata-exchange.json"), "application/json", "file-metadata-exchange"),
        (format!("{api}.json"), "application/json", "file-api-document"),
        (format!("{api}/openapi.json"), "application/json", "file-openapi"),
    ]
    .into_iter()
    .filter_map(|(path, media_type, key)| metadata_file(leaf, &path, media_type, key))
    .collect()
}

fn metadata_file(leaf: &Leaf<'_>, path: &str, media_type: &str, key: &str) -> Option<File> {
    Some(File {
        href: leaf.known_file(path)?,
        name: name(path),
        format: leaf.t(key),
        purpose: None,
        size: None,
        media_type: media_type.to_owned(),
        sha256: None,
    })
}

/// Files that are no table: published sources and distributions.
pub fn others(leaf: &Leaf<'_>, entry: &Entry) -> Vec<File> {
    let titles = |path: &str| {
        let named = entry
            .dataset
            .distributions
            .iter()
            .find(|has| has.file.as_ref().is_some_and(|file| file.name() == name(path)));
        named.and_then(|has| leaf.optional(&has.title)).map(|title| title.text)
    };
    entry
        .summary
        .files
        .iter()
        .map(|artefact| {
            let mut file = file(leaf, artefact);
            if let Some(title) = titles(&artefact.path) {
                file.format = title;
            } else if artefact.path.contains("/source/") {
                file.format = leaf.t("file-source");
            }
            file
        })
        .collect()
}

/// Distributions that are elsewhere.
pub fn elsewhere(leaf: &Leaf<'_>, entry: &Entry) -> Vec<Link> {
    let distributions = entry.dataset.distributions.iter();
    distributions
        .filter_map(|has| {
            let address = has.address.as_deref()?;
            let words = leaf.words(&has.title, address);
            Some(Link { href: address::outside(address).map(str::to_owned), text: words.text, lang: words.lang })
        })
        .collect()
}

fn file(leaf: &Leaf<'_>, artefact: &Artefact) -> File {
    let purpose = artefact.format.map(|format| match format {
        Format::Csv => "purpose-csv",
        Format::Csvw => "purpose-csvw",
        Format::Json => "purpose-json",
        Format::Ndjson => "purpose-ndjson",
        Format::Parquet => "purpose-parquet",
        Format::Xlsx => "purpose-xlsx",
        Format::Ods => "purpose-ods",
        Format::Geojson => "purpose-geojson",
        Format::Sqlite => "purpose-sqlite",
        Format::Zip => "purpose-zip",
    });
    let name = name(&artefact.path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_uppercase();
    File {
        href: leaf.file(&artefact.path),
        format: artefact.format.map_or(extension, |format| format.name().to_owned()),
        purpose: purpose.map(|key| leaf.t(key)),
        size: Some(leaf.locale().size(artefact.bytes)),
        media_type: artefact.media_type.clone(),
        sha256: Some(artefact.sha256.clone()),
        name,
    }
}

fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
