//! Addresses of the site's own things.

use crate::model::Edition;
use std::fmt::Write as _;

/// The folder of a dataset below the site: `datasets/<id>/`.
#[must_use]
pub fn dataset(id: &str) -> String {
    format!("datasets/{id}/")
}

/// The page of a publisher below the site.
#[must_use]
pub fn publisher(id: &str) -> String {
    format!("publishers/{id}/")
}

/// The page of a topic below the site.
#[must_use]
pub fn topic(id: &str) -> String {
    format!("topics/{id}/")
}

/// The page about the API for one dataset, below the site.
#[must_use]
pub fn api_of_dataset(id: &str) -> String {
    format!("api/datasets/{id}/")
}

/// A link to `path` below the site, absolute, for documents in which it cannot be relative.
#[must_use]
pub fn link(edition: &Edition, path: &str) -> String {
    format!("{}{}", edition.link_base, encode(path))
}

/// The identifier of a thing that a page is about: the base URL, the page's `path`, and the thing's name on it. The
/// number sign sets a dataset apart from the page that describes it.
#[must_use]
pub fn identifier(edition: &Edition, path: &str, name: &str) -> String {
    edition.identifier(&format!("{}#{}", encode(path), encode(name)))
}

/// The identifier of a dataset (dcat:Dataset).
#[must_use]
pub fn dataset_identifier(edition: &Edition, id: &str) -> String {
    identifier(edition, &dataset(id), "dataset")
}

/// A byte percent-encoded.
#[must_use]
pub fn encode_byte(byte: u8) -> String {
    format!("%{byte:02X}")
}

/// The page of a series of datasets below the site.
#[must_use]
pub fn series(id: &str) -> String {
    format!("series/{id}/")
}

/// A path as RFC 3986 wants it: what is neither unreserved nor a slash is percent-encoded.
#[must_use]
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn a_path_is_percent_encoded() {
        assert_eq!(encode("datasets/a-b/Map (north).pdf"), "datasets/a-b/Map%20%28north%29.pdf");
        assert_eq!(encode("tŷ"), "t%C5%B7");
    }
}
