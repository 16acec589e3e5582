//! What a host has to be told, since a file cannot say it: media types, links to descriptions, who may read an answer, how
//! long it may be kept, what a page may load. [`rules`] says it once; the other modules write it down for a kind of host, and
//! the preview answers by the same rules.

mod apache;
mod caddy;
mod headers_file;
mod nginx;
pub mod rules;
mod s3;

use crate::model::media_type::{BY_EXTENSION, media_type};
use crate::publish::PublishedFile;

/// A kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A `_headers` file, which Netlify, Cloudflare Pages and others read from the site itself.
    Headers,
    /// nginx.
    Nginx,
    /// Apache 2.4: a `.htaccess`, or the same lines in its settings.
    Apache,
    /// Caddy 2.
    Caddy,
    /// Amazon S3 and what speaks its protocol: a shell script that uploads the site.
    S3,
}

/// The host of a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its name, with a port if there is one: `data.example.org`.
    pub name: String,
    /// The path of the site on it, with a slash at both ends: `/`, `/open/`.
    pub path: String,
    /// Whether the site has a compressed twin beside each text.
    pub precompressed: bool,
}

impl Host {
    /// The host of a base URL.
    #[must_use]
    pub fn of(base_url: &str, precompressed: bool) -> Self {
        let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
        let (name, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Self { name: name.to_owned(), path, precompressed }
    }

    /// The settings for a kind of host; `root` is the folder that is the host's `/`.
    #[must_use]
    pub fn settings(&self, kind: Kind, root: &str) -> String {
        match kind {
            Kind::Headers => headers_file::text(self),
            Kind::Nginx => nginx::text(self, root),
            Kind::Apache => apache::text(self),
            Kind::Caddy => caddy::text(self, root),
            Kind::S3 => s3::text(self),
        }
    }

    /// A file of the site in which a host looks for its settings.
    #[must_use]
    pub fn file(&self, kind: Kind) -> Option<PublishedFile> {
        let path = match kind {
            Kind::Headers => "_headers",
            Kind::Apache => ".htaccess",
            Kind::Nginx | Kind::Caddy | Kind::S3 => return None,
        };
        Some(PublishedFile::text(path, self.settings(kind, "")))
    }

    /// A path of the site in a regular expression.
    fn pattern(&self) -> String {
        escaped(&self.path)
    }
}

/// A text in which no character has a meaning in a regular expression of PCRE or RE2.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if !character.is_ascii_alphanumeric() && !matches!(character, '/' | '-' | '_') && character.is_ascii() {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Extensions by media type, without its parameters; whether a charset belongs to it.
fn types() -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    BY_EXTENSION.iter().map(|(extension, media_type)| match media_type.split_once(';') {
        Some((bare, _)) => (*extension, bare, true),
        None => (*extension, *media_type, false),
    })
}

/// Whether compression makes files of that address much smaller: texts, in whatever format.
#[must_use]
pub fn is_text(path: &str) -> bool {
    let media_type = media_type(path);
    media_type.starts_with("text/")
        || media_type.starts_with("image/svg")
        || ["json", "xml"].iter().any(|syntax| media_type.split(';').next().unwrap_or_default().ends_with(syntax))
}

/// Whether a compressed twin may be beside the file of that address. Below `api/v1/` is only what the OpenAPI description
/// says; its many small documents are compressed as they are asked for.
#[must_use]
pub fn may_have_twin(path: &str) -> bool {
    is_text(path) && !path.starts_with("api/v1/")
}

/// Extensions of texts.
fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    BY_EXTENSION
        .iter()
        .filter(|(extension, _)| is_text(&format!("x.{extension}")))
        .map(|(extension, media_type)| (*extension, media_type.split(';').next().unwrap_or(media_type)))
}

/// Patterns with `*` that the addresses with an ending of [`BY_ENDING`] match, below the site.
fn globs(ending: &str) -> Vec<String> {
    if ending.starts_with('-') { vec![format!("*{ending}")] } else { vec![ending.to_owned(), format!("*/{ending}")] }
}

/// A regular expression that those addresses match, with all that is before.
fn ending_pattern(ending: &str) -> String {
    format!("{}{}$", if ending.starts_with('-') { "" } else { "/" }, escaped(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_follows_from_the_base_url() {
        let host = |url: &str| {
            let host = Host::of(url, false);
            (host.name, host.path)
        };
        assert_eq!(host("https://data.example.org/"), ("data.example.org".to_owned(), "/".to_owned()));
        assert_eq!(
            host("https://example.org:8080/open/data/"),
            ("example.org:8080".to_owned(), "/open/data/".to_owned())
        );
        assert_eq!(host(""), (String::new(), "/".to_owned()));
    }

    #[test]
    fn every_kind_says_the_same() {
        let host = Host::of("https://example.org/open.data/", true);
        for kind in [Kind::Headers, Kind::Nginx, Kind::Apache, Kind::Caddy, Kind::S3] {
            let text = host.settings(kind, "/srv/www");
            for said in ["text/csv", "application/csvm+json", "application/linkset+json", "max-age=300", "immutable"] {
                assert!(text.contains(said), "{kind:?} says nothing of {said}:\n{text}");
            }
        }
        assert!(host.settings(Kind::Nginx, "/srv/www").contains("~^/open\\.data/datasets/"));
    }
}
