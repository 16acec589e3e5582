//! The media types of a site's files, as a well-set static host gives them.

/// Files whose type does not follow from what is behind the last dot, by the end of their address: whole names, or, with a
/// hyphen, the end of a name.
pub const BY_ENDING: [(&str, &str); 4] = [
    ("-metadata.json", "application/csvm+json"),
    (".well-known/api-catalog", "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\""),
    ("api/uk-api-catalogue/apis", "application/vnd.uk.gov.api.v1alpha+json"),
    ("feed.json", "application/feed+json"),
];

/// Types by what is behind the last dot.
pub const BY_EXTENSION: [(&str, &str); 41] = [
    ("atom", "application/atom+xml"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("geojson", "application/geo+json"),
    ("gif", "image/gif"),
    ("gml", "application/gml+xml"),
    ("gpkg", "application/geopackage+sqlite3"),
    ("gz", "application/gzip"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonld", "application/ld+json"),
    ("kml", "application/vnd.google-earth.kml+xml"),
    ("md", "text/markdown; charset=utf-8"),
    ("ndjson", "application/x-ndjson"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("parquet", "application/vnd.apache.parquet"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rdf", "application/rdf+xml"),
    ("sqlite", "application/vnd.sqlite3"),
    ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("ttl", "text/turtle; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// The type of a file without a dot in its name: here it is `SHA256SUMS` and the like, which a browser shows.
pub const WITHOUT_EXTENSION: &str = "text/plain; charset=utf-8";

/// The type of any other file.
pub const UNKNOWN: &str = "application/octet-stream";

/// The value of `Content-Type` for a file of the site, by its address.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    let ends = |ending: &str| {
        path.strip_suffix(ending).is_some_and(|rest| ending.starts_with('-') || rest.is_empty() || rest.ends_with('/'))
    };
    if let Some((_, media_type)) = BY_ENDING.iter().find(|(ending, _)| ends(ending)) {
        return media_type;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, extension)) = name.rsplit_once('.') else { return WITHOUT_EXTENSION };
    BY_EXTENSION
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension))
        .map_or(UNKNOWN, |(_, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn files_have_the_type_their_standard_gives_them() {
        for (path, expected) in [
            ("datasets/wards/wards.csv", "text/csv; charset=utf-8"),
            ("datasets/wards/wards.csv-metadata.json", "application/csvm+json"),
            ("datasets/wards/csv-metadata.json", "application/csvm+json"),
            (".well-known/security.txt", "text/plain; charset=utf-8"),
            ("api/uk-api-catalogue/apis", "application/vnd.uk.gov.api.v1alpha+json"),
            ("feed.json", "application/feed+json"),
            ("datasets/wards/feed.json", "application/feed+json"),
            ("datasets/wards/newsfeed.json", "application/json"),
            ("catalog.rdf", "application/rdf+xml"),
            ("catalog.jsonld", "application/ld+json"),
            ("SHA256SUMS", "text/plain; charset=utf-8"),
            (".well-known/csvm", "text/plain; charset=utf-8"),
            ("datasets/x/logo.bin", "application/octet-stream"),
            ("datasets/x/Map (north).PDF", "application/pdf"),
            ("datasets/x/wards.shp.zip", "application/zip"),
            ("datasets/x/wards.gpkg", "application/geopackage+sqlite3"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }
}
