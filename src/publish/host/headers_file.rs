//! `_headers`, as Netlify, Cloudflare Pages and others read it: addresses with one `*`, and the headers of what they match.
//!
//! A header's value cannot have a part of the address in it, so the link from a table to its metadata is left out; readers
//! find the metadata by its name (CSVW, section 5.3).

use super::rules::{
    CACHE_CONTROL, CACHE_CONTROL_OF_RELEASES, CONTENT_SECURITY_POLICY, EVERYWHERE, api_catalog_link,
    service_description_link,
};
use super::{Host, globs};
use crate::model::media_type::{BY_ENDING, BY_EXTENSION};
use std::fmt::Write as _;

pub(super) fn text(host: &Host) -> String {
    let path = host.path.as_str();
    let mut text = format!("# Read by hosts such as Netlify and Cloudflare Pages; made by plainsight.\n{path}*\n");
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = writeln!(text, "  Content-Security-Policy: {CONTENT_SECURITY_POLICY}");
    let _ = writeln!(text, "  Link: {}", api_catalog_link(path));
    let _ = writeln!(text, "{path}api/v1/*\n  Link: {}", service_description_link(path));
    // What two rules say of one header is joined by both hosts, so nothing is said of what a third rule changes.
    let _ = writeln!(text, "{path}datasets/:dataset/releases/*\n  Cache-Control: {CACHE_CONTROL_OF_RELEASES}");
    for folder in ["", "datasets/", "datasets/:dataset/", "datasets/:dataset/:table/", "api/*"] {
        let _ = writeln!(text, "{path}{folder}\n  Cache-Control: {CACHE_CONTROL}");
    }
    for (extension, media_type) in BY_EXTENSION {
        // The host knows these, or the next rule says more of some of them.
        if !matches!(extension, "html" | "css" | "js" | "json") {
            let _ = writeln!(text, "{path}*.{extension}\n  Content-Type: {media_type}");
        }
    }
    for (ending, media_type) in BY_ENDING {
        for glob in globs(ending) {
            let _ = writeln!(text, "{path}{glob}\n  Content-Type: {media_type}");
        }
    }
    text
}
