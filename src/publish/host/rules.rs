//! The headers of each file, whoever the host is.

use crate::model::media_type::media_type;

/// Headers of every answer. Whoever reads open data may do so from a page of another site, byte ranges included (Fetch
/// standard, "CORS protocol"); nothing is taken for another type than it says.
pub const EVERYWHERE: [(&str, &str); 4] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Accept-Ranges, Content-Encoding, Content-Range, ETag, Link"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

/// What a page may load: its own style, script and pictures, nothing from elsewhere (CSP Level 3).
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                           font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                                           frame-ancestors 'self'";

/// How long an answer may be kept: a publisher who mends a figure wants it to be seen soon, and asking whether it changed
/// costs a host next to nothing.
pub const CACHE_CONTROL: &str = "public, max-age=300";

/// The same for releases, whose bytes never change (RFC 8246).
pub const CACHE_CONTROL_OF_RELEASES: &str = "public, max-age=31536000, immutable";

/// The link from a table to its metadata (CSVW, Model for Tabular Data, section 5.2), without the table's file name.
pub const DESCRIBED_BY: &str = "-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"";

/// The link to the catalogue of APIs (RFC 9727, sections 2 and 4), by the path of the site.
#[must_use]
pub fn api_catalog_link(path: &str) -> String {
    format!("<{path}.well-known/api-catalog>; rel=\"api-catalog\"; type=\"application/linkset+json\"")
}

/// The link from a document of the API to its description (RFC 8631, section 4.1), by the path of the site.
#[must_use]
pub fn service_description_link(path: &str) -> String {
    format!("<{path}api/openapi.json>; rel=\"service-desc\"; type=\"application/json\"")
}

/// The headers of a file of the site, without its media type; `site` is the path of the site on its host.
#[must_use]
pub fn headers(file: &str, site: &str) -> Vec<(&'static str, String)> {
    let mut headers: Vec<(&str, String)> =
        EVERYWHERE.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let is_release = is_below_releases(file);
    let cache = if is_release { CACHE_CONTROL_OF_RELEASES } else { CACHE_CONTROL };
    headers.push(("Cache-Control", cache.to_owned()));
    if ["text/html", "image/svg+xml"].iter().any(|active| media_type(file).starts_with(active)) {
        headers.push(("Content-Security-Policy", CONTENT_SECURITY_POLICY.to_owned()));
    }
    if let Some(link) = link(file, site) {
        headers.push(("Link", link));
    }
    headers
}

/// The value of `Link`, where there is one.
fn link(file: &str, site: &str) -> Option<String> {
    if let Some(table) = table_file(file) {
        return Some(format!("<{table}{DESCRIBED_BY}"));
    }
    if file.starts_with("api/v1/") {
        return Some(service_description_link(site));
    }
    let leads_to_apis = file == ".well-known/api-catalog" || media_type(file).starts_with("text/html");
    leads_to_apis.then(|| api_catalog_link(site))
}

/// The file name of a table's CSV: `datasets/<id>/<table>.csv`. A CSV elsewhere has no metadata beside it.
fn table_file(file: &str) -> Option<&str> {
    let (_, table) = file.strip_prefix("datasets/")?.split_once('/')?;
    (media_type(table).starts_with("text/csv") && !table.contains('/')).then_some(table)
}

fn is_below_releases(file: &str) -> bool {
    let mut parts = file.split('/');
    parts.next() == Some("datasets") && parts.nth(1) == Some("releases") && parts.nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(file: &str, name: &str) -> Option<String> {
        headers(file, "/open/").into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn a_table_leads_to_its_metadata_and_a_page_to_the_apis() {
        let link = |file: &str| header(file, "Link").unwrap_or_default();
        assert_eq!(
            link("datasets/wards/wards.csv"),
            "<wards.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\""
        );
        assert_eq!(link("datasets/wards/source/wards.csv"), "");
        assert!(link("datasets/wards/index.html").starts_with("</open/.well-known/api-catalog>"));
        assert!(link(".well-known/api-catalog").contains("rel=\"api-catalog\""));
        assert!(link("api/v1/datasets.json").contains("</open/api/openapi.json>; rel=\"service-desc\""));
    }

    #[test]
    fn only_releases_are_kept_for_ever() {
        let cache = |file: &str| header(file, "Cache-Control").unwrap_or_default();
        assert!(cache("datasets/wards/releases/2026-01-31/wards.csv").contains("immutable"));
        assert!(!cache("datasets/wards/releases/index.html").contains("immutable"));
        assert!(!cache("datasets/releases/wards.csv").contains("immutable"));
    }

    #[test]
    fn pages_and_pictures_that_may_have_scripts_have_a_policy() {
        assert!(header("index.html", "Content-Security-Policy").is_some());
        assert!(header("assets/icon.svg", "Content-Security-Policy").is_some());
        assert_eq!(header("datasets/a/map.pdf", "Content-Security-Policy"), None);
    }
}
