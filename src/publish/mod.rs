//! What is published: the model written down in each standard. Every function here is pure, from [`Edition`] to files.
//!
//! - [`metadata`]: one file a standard, such as DCAT, CSVW and Data Package.
//! - [`api`]: the static API but for its row and look-up pages, which are made of rows.
//!
//! An identifier begins with the site's base URL and never changes; a link begins with the address the site is served
//! from, which is the same unless a build was asked for another one. [`addresses`] keeps the two apart.

pub mod addresses;
pub mod api;
pub mod data;
pub mod host;
pub mod metadata;

#[cfg(test)]
pub(crate) mod test_edition;

use crate::diagnostics::Diagnostic;
use crate::model::{Edition, Entry};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its address below the site, such as `datasets/wards/datapackage.json`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl PublishedFile {
    /// A JSON document for people as well as programs: indented, with a line feed at its end.
    #[must_use]
    pub fn json(path: impl Into<String>, value: &serde_json::Value) -> Self {
        // `Display` of a JSON value cannot fail: it has no keys but strings.
        Self { path: path.into(), bytes: format!("{value:#}\n").into_bytes() }
    }

    /// A JSON document in which size matters: on one line.
    #[must_use]
    pub fn compact_json(path: impl Into<String>, value: &serde_json::Value) -> Self {
        Self { path: path.into(), bytes: format!("{value}\n").into_bytes() }
    }

    /// A text.
    #[must_use]
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: text.into().into_bytes() }
    }
}

/// Every metadata file and API document that is made without rows, but for the sitemap, which has to know the pages,
/// and the schema.org description, which is in a page. No two have the same path.
#[must_use]
pub fn all(edition: &Edition) -> Vec<PublishedFile> {
    let mut files = of_catalogue(edition);
    for entry in edition.listed() {
        files.extend(of_dataset(edition, entry));
    }
    files
}

/// The files that show more than one dataset.
#[must_use]
pub fn of_catalogue(edition: &Edition) -> Vec<PublishedFile> {
    let mut files = metadata::dcat::files(edition);
    files.push(metadata::dcat_us::file(edition));
    files.push(metadata::feed::of_catalogue(edition));
    files.push(metadata::json_feed::of_catalogue(edition));
    files.push(metadata::api_catalog::file(edition));
    files.extend(metadata::uk_api_catalogue::files(edition));
    files.extend(metadata::security::file(edition));
    files.push(metadata::robots::robots(edition));
    files.push(metadata::csvm::csvm());
    files.extend(api::of_catalogue(edition));
    files
}

/// The files of one dataset; none if it is not listed.
#[must_use]
pub fn of_dataset(edition: &Edition, entry: &Entry) -> Vec<PublishedFile> {
    if !entry.visibility.is_listed() {
        return Vec::new();
    }
    let mut files = metadata::csvw::files(edition, entry);
    files.extend(metadata::datapackage::file(edition, entry));
    files.extend(metadata::croissant::file(edition, entry));
    files.push(metadata::metadata_exchange::file(edition, entry));
    files.push(metadata::feed::of_dataset(edition, entry));
    files.push(metadata::json_feed::of_dataset(edition, entry));
    files.extend(api::of_dataset(edition, entry));
    files
}

/// What is left out of formats whose rules ask for more than a publisher stated, each with what to do about it.
#[must_use]
pub fn findings(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for entry in edition.listed() {
        let id = &entry.dataset.id;
        if let Err(absence) = metadata::croissant::document(edition, entry) {
            findings.push(absence.finding(&format!("`datasets/{id}/croissant.json` is not written"), id));
        }
        if let Err(absence) = metadata::dcat_us::dataset(edition, entry) {
            findings.push(absence.finding("`data.json` does not list the dataset", id));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_files_have_one_path_and_the_bytes_are_the_same_again() {
        let edition = test_edition::edition();
        let files = all(&edition);
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), files.len());
        assert_eq!(files, all(&edition));
    }

    #[test]
    fn what_is_not_listed_has_no_file_and_what_is_suppressed_is_in_none() {
        for file in all(&test_edition::edition()) {
            let text = String::from_utf8(file.bytes).unwrap();
            for hidden in ["coming", "secret", "person\""] {
                assert!(!file.path.contains(hidden) && !text.contains(hidden), "{} has {hidden}", file.path);
            }
            assert!(!file.path.contains("gone-away"), "{}", file.path);
            let data = ["csv", "datapackage"];
            let of_rows =
                file.path.starts_with("datasets/restricted/") && data.iter().any(|name| file.path.contains(name));
            assert!(!of_rows, "{}", file.path);
        }
    }

    #[test]
    fn links_follow_the_address_a_build_was_asked_for_and_identifiers_do_not() {
        let mut edition = test_edition::edition();
        edition.link_base = "https://preview.example.net/".to_owned();
        let files = all(&edition);
        let text = |path: &str| {
            let file = files.iter().find(|file| file.path == path).unwrap();
            String::from_utf8(file.bytes.clone()).unwrap()
        };
        assert!(text("robots.txt").contains("https://preview.example.net/sitemap.xml"));
        assert!(text("catalog.ttl").contains("<https://data.example.org/open/datasets/wards/#dataset>"));
        assert!(
            text("catalog.ttl").contains("dcat:downloadURL <https://preview.example.net/datasets/wards/wards.csv>")
        );
        // Its examples are what is published, with identifiers.
        let openapi: serde_json::Value = serde_json::from_str(&text("api/openapi.json")).unwrap();
        assert_eq!(openapi["servers"][0]["url"], "https://preview.example.net/api/v1");
        assert_eq!(openapi["externalDocs"]["url"], "https://preview.example.net/api/");
    }
}
