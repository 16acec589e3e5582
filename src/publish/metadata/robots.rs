//! `robots.txt`: everything may be crawled, and where the sitemap is (RFC 9309).

use crate::model::Edition;
use crate::publish::{PublishedFile, addresses};

/// `robots.txt`.
#[must_use]
pub fn robots(edition: &Edition) -> PublishedFile {
    let sitemap = addresses::link(edition, "sitemap.xml");
    PublishedFile::text("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"))
}
