//! nginx: a file to be included where `http` includes its sites. A header that is added inside of a `location` replaces those of
//! the server, so all of them are there, and what differs by address is in variables; an empty value adds no header.

use super::rules::{
    CACHE_CONTROL, CACHE_CONTROL_OF_RELEASES, CONTENT_SECURITY_POLICY, DESCRIBED_BY, EVERYWHERE, api_catalog_link,
    service_description_link,
};
use super::{Host, ending_pattern, texts, types};
use crate::model::media_type::{BY_ENDING, UNKNOWN, WITHOUT_EXTENSION, media_type};
use std::fmt::Write as _;

pub(super) fn text(host: &Host, root: &str) -> String {
    let (path, pattern) = (host.path.as_str(), host.pattern());
    let name = host.name.split(':').next().unwrap_or_default();
    let mut text = format!(
        "# nginx for {}{path}, made by `plainsight host nginx`.\n\
         # Put it where nginx includes its sites, such as /etc/nginx/conf.d/, and the built site at {root}{path}\n\
         # TLS is yours to add: `listen 443 ssl`, a certificate, Strict-Transport-Security.\n\n",
        host.name
    );
    let catalog = quoted(&api_catalog_link(path));
    let _ = write!(
        text,
        "map $uri $plainsight_link {{\n    default \"\";\n    \
         \"~^{pattern}datasets/[^/]+/(?<plainsight_table>[^/]+\\.csv)$\" {};\n    \
         \"~^{pattern}api/v1/\" {};\n    \
         \"{path}.well-known/api-catalog\" {catalog};\n    \
         \"~(/|\\.html)$\" {catalog};\n}}\n",
        quoted(&format!("<$plainsight_table{DESCRIBED_BY}")),
        quoted(&service_description_link(path)),
    );
    let _ = write!(
        text,
        "map $uri $plainsight_policy {{\n    default \"\";\n    \"~(/|\\.html|\\.svg)$\" {};\n}}\n\
         map $uri $plainsight_cache {{\n    default {};\n    \
         \"~^{pattern}datasets/[^/]+/releases/[^/]+/.\" {};\n}}\n\
         map $status $plainsight_allow {{\n    default \"\";\n    405 \"GET, HEAD\";\n}}\n\n",
        quoted(CONTENT_SECURITY_POLICY),
        quoted(CACHE_CONTROL),
        quoted(CACHE_CONTROL_OF_RELEASES),
    );
    let _ = write!(
        text,
        "server {{\n    listen 80;\n    listen [::]:80;\n    server_name {name};\n    root {};\n    index index.html;\n    \
         error_page 404 {path}404.html;\n    absolute_redirect off;\n    default_type {UNKNOWN};\n    types {{\n",
        quoted(root)
    );
    for (extension, media_type, _) in types() {
        let _ = writeln!(text, "        {media_type} {extension};");
    }
    text.push_str("    }\n    charset utf-8;\n    charset_types");
    let mut with_charset: Vec<&str> = types().filter(|(_, _, charset)| *charset).map(|(_, name, _)| name).collect();
    with_charset.dedup();
    // nginx has text/html in the list by itself and warns if it is there twice.
    for media_type in with_charset.iter().filter(|name| **name != "text/html") {
        let _ = write!(text, " {media_type}");
    }
    text.push_str(";\n");
    // A twin goes before what is compressed as it is asked for.
    if host.precompressed {
        text.push_str("    gzip_static on;\n");
    }
    text.push_str("    gzip on;\n    gzip_vary on;\n    gzip_types");
    let mut names: Vec<&str> = texts().map(|(_, name)| name).filter(|name| *name != "text/html").collect();
    names.push(media_type("x-metadata.json"));
    names.dedup();
    for name in names {
        let _ = write!(text, " {name}");
    }
    text.push_str(";\n");
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "    add_header {name} {} always;", quoted(value));
    }
    // RFC 9110, section 15.5.6: who refuses a method says which there are. nginx leaves that out.
    let _ = write!(
        text,
        "    add_header Allow $plainsight_allow always;\n    \
         add_header Cache-Control $plainsight_cache;\n    \
         add_header Content-Security-Policy $plainsight_policy always;\n    \
         add_header Link $plainsight_link;\n\n"
    );
    let endings = BY_ENDING.iter().map(|(ending, media_type)| (ending_pattern(ending), *media_type));
    let bare = ("/[^/.]+$".to_owned(), WITHOUT_EXTENSION.split(';').next().unwrap_or_default());
    // The first pattern that matches decides.
    for (pattern, media_type) in endings.chain(std::iter::once(bare)) {
        let _ = write!(
            text,
            "    location ~ \"{pattern}\" {{\n        types {{ }}\n        default_type {};\n    }}\n",
            quoted(media_type)
        );
    }
    if path != "/" {
        let _ = write!(
            text,
            "\n    # Programs look for these at the root of the host.\n    \
             rewrite ^/robots\\.txt$ {path}robots.txt last;\n    \
             rewrite ^/\\.well-known/(api-catalog|csvm|security\\.txt)$ {path}.well-known/$1 last;\n"
        );
    }
    text.push_str("}\n");
    text
}

/// A string of nginx's settings. A variable in it is meant as one.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
