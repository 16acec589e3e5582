//! The media types of a site's files, as a well-set static host gives them.

/// The value of `Content-Type` for a file of the site, by its address.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.ends_with(".well-known/api-catalog") {
        return "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";
    }
    if name.ends_with("-metadata.json") {
        return "application/csvm+json";
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "ttl" => "text/turtle; charset=utf-8",
        "rdf" => "application/rdf+xml",
        "csv" => "text/csv; charset=utf-8",
        "ndjson" => "application/x-ndjson",
        "atom" => "application/atom+xml",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "gz" => "application/gzip",
        "zip" => "application/zip",
        "parquet" => "application/vnd.apache.parquet",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "sqlite" => "application/vnd.sqlite3",
        "geojson" => "application/geo+json",
        "gpkg" => "application/geopackage+sqlite3",
        "kml" => "application/vnd.google-earth.kml+xml",
        "gml" => "application/gml+xml",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xls" => "application/vnd.ms-excel",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "tif" | "tiff" => "image/tiff",
        "gif" => "image/gif",
        // A file without an extension here is SHA256SUMS and the like: a browser shows it.
        "txt" | "" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
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
            ("catalog.jsonld", "application/ld+json"),
            ("SHA256SUMS", "text/plain; charset=utf-8"),
            ("datasets/x/logo.bin", "application/octet-stream"),
            ("datasets/x/Map (north).PDF", "application/pdf"),
            ("datasets/x/wards.shp.zip", "application/zip"),
            ("datasets/x/wards.gpkg", "application/geopackage+sqlite3"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }
}
