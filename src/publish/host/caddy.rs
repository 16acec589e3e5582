//! Caddy 2: a site of a `Caddyfile`. Caddy gets the certificate by itself.

use super::rules::{
    CACHE_CONTROL, CACHE_CONTROL_OF_RELEASES, CONTENT_SECURITY_POLICY, DESCRIBED_BY, EVERYWHERE, api_catalog_link,
    service_description_link,
};
use super::{Host, ending_pattern};
use crate::model::media_type::{BY_ENDING, BY_EXTENSION, WITHOUT_EXTENSION};
use std::fmt::Write as _;

pub(super) fn text(host: &Host, root: &str) -> String {
    let (path, pattern) = (host.path.as_str(), host.pattern());
    let mut text = format!(
        "# Caddy for {name}{path}, made by `plainsight host caddy`. The built site is to be at {root}{path}\n\
         {name} {{\n\t# In this order: what is said later is more special.\n\troute {{\n\troot * {root}\n",
        name = host.name
    );
    if path != "/" {
        let _ = writeln!(text, "\t# Programs look for these at the root of the host.");
        for file in ["robots.txt", ".well-known/api-catalog", ".well-known/csvm", ".well-known/security.txt"] {
            let _ = writeln!(text, "\trewrite /{file} {path}{file}");
        }
    }
    text.push_str("\theader {\n");
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "\t\t{name} {}", quoted(value));
    }
    let _ = writeln!(text, "\t\tCache-Control {}\n\t}}", quoted(CACHE_CONTROL));
    let rules = [
        (
            "release",
            format!("^{pattern}datasets/[^/]+/releases/[^/]+/."),
            "Cache-Control",
            CACHE_CONTROL_OF_RELEASES.to_owned(),
        ),
        ("page", "(/|\\.html|\\.svg)$".to_owned(), "Content-Security-Policy", CONTENT_SECURITY_POLICY.to_owned()),
        ("apis", "(/|\\.html|/\\.well-known/api-catalog)$".to_owned(), "Link", api_catalog_link(path)),
        ("api", format!("^{pattern}api/v1/"), "Link", service_description_link(path)),
        ("table", format!("^{pattern}datasets/[^/]+/([^/]+\\.csv)$"), "Link", format!("<{{re.table.1}}{DESCRIBED_BY}")),
        ("plain", "/[^/.]+$".to_owned(), "Content-Type", WITHOUT_EXTENSION.to_owned()),
    ];
    for (name, pattern, header, value) in rules {
        let _ = writeln!(text, "\t@{name} path_regexp {name} {pattern}\n\theader @{name} {header} {}", quoted(&value));
    }
    let by_extension =
        BY_EXTENSION.iter().map(|(extension, media_type)| (*extension, format!("*.{extension}"), *media_type));
    for (name, pattern, media_type) in by_extension {
        let _ = writeln!(text, "\t@{name} path {pattern}\n\theader @{name} Content-Type {}", quoted(media_type));
    }
    for (number, (ending, media_type)) in BY_ENDING.iter().enumerate() {
        let pattern = ending_pattern(ending);
        let name = format!("named{number}");
        let _ = writeln!(text, "\t@{name} path_regexp {pattern}\n\theader @{name} Content-Type {}", quoted(media_type));
    }
    // What has an encoding already is not encoded again.
    text.push_str("\tencode gzip\n");
    text.push_str(if host.precompressed {
        "\tfile_server {\n\t\tprecompressed gzip\n\t}\n\t}\n"
    } else {
        "\tfile_server\n\t}\n"
    });
    let _ = write!(
        text,
        "\thandle_errors {{\n\t\t@missing expression {{err.status_code}} == 404\n\t\trewrite @missing {path}404.html\n\
         \t\theader @missing Content-Type \"text/html; charset=utf-8\"\n\t\tfile_server\n\t}}\n}}\n"
    );
    text
}

/// A token of a Caddyfile between backticks: nothing in it has a meaning but placeholders.
fn quoted(text: &str) -> String {
    format!("`{text}`")
}
