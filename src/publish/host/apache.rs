//! Apache 2.4: a `.htaccess` at the top of the site, or the same lines in a `<Directory>` of its settings. It needs
//! `AllowOverride FileInfo Indexes` and the modules headers, mime, dir and setenvif.

use super::rules::{
    CACHE_CONTROL, CACHE_CONTROL_OF_RELEASES, CONTENT_SECURITY_POLICY, DESCRIBED_BY, EVERYWHERE, api_catalog_link,
    service_description_link,
};
use super::{Host, escaped, is_text, texts, types};
use crate::model::media_type::{BY_ENDING, BY_EXTENSION, WITHOUT_EXTENSION, media_type};
use std::fmt::Write as _;

pub(super) fn text(host: &Host) -> String {
    let (path, pattern) = (host.path.as_str(), host.pattern());
    let mut text = format!(
        "# Apache 2.4 for {}{path}, made by plainsight: `.htaccess` at the top of the site.\n\
         DirectoryIndex index.html\nErrorDocument 404 {path}404.html\n\n",
        host.name
    );
    for (extension, media_type, charset) in types() {
        let _ = writeln!(text, "AddType {media_type} .{extension}");
        if charset {
            let _ = writeln!(text, "AddCharset utf-8 .{extension}");
        }
    }
    // Other settings may take `.gz` for an encoding of what is in it; here such a file is what was published.
    text.push_str("RemoveEncoding .gz\n");
    // A file is known by its name here, without its folder; what is said last holds.
    let by_name = BY_ENDING.iter().map(|(ending, media_type)| {
        let name = ending.rsplit('/').next().unwrap_or(ending);
        (format!("{}{}$", if ending.starts_with('-') { "" } else { "^" }, escaped(name)), *media_type)
    });
    for (pattern, media_type) in std::iter::once(("^[^.]+$".to_owned(), WITHOUT_EXTENSION)).chain(by_name) {
        let _ = writeln!(text, "<FilesMatch \"{pattern}\">\n  ForceType {}\n</FilesMatch>", quoted(media_type));
    }
    let _ = write!(
        text,
        "\n<IfModule mod_headers.c>\n\
         SetEnvIf Request_URI \"^{pattern}datasets/[^/]+/([^/]+\\.csv)$\" PLAINSIGHT_TABLE=$1\n\
         SetEnvIf Request_URI \"^{pattern}datasets/[^/]+/releases/[^/]+/.\" PLAINSIGHT_RELEASE\n\
         SetEnvIf Request_URI \"^{pattern}api/v1/\" PLAINSIGHT_API\n"
    );
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "Header always set {name} {}", quoted(value));
    }
    let _ = write!(
        text,
        "Header set Cache-Control {}\n\
         Header set Cache-Control {} env=PLAINSIGHT_RELEASE\n\
         Header set Link {} env=PLAINSIGHT_TABLE\n\
         Header set Link {} env=PLAINSIGHT_API\n\
         <FilesMatch \"(\\.html(\\.gz)?|^api-catalog)$\">\n  Header set Link {}\n</FilesMatch>\n\
         <FilesMatch \"\\.(html|svg)(\\.gz)?$\">\n  Header always set Content-Security-Policy {}\n</FilesMatch>\n\
         </IfModule>\n",
        quoted(CACHE_CONTROL),
        quoted(CACHE_CONTROL_OF_RELEASES),
        quoted(&format!("<%{{PLAINSIGHT_TABLE}}e{DESCRIBED_BY}")),
        quoted(&service_description_link(path)),
        quoted(&api_catalog_link(path)),
        quoted(CONTENT_SECURITY_POLICY),
    );
    text.push_str("\n<IfModule mod_deflate.c>\nAddOutputFilterByType DEFLATE");
    for (_, media_type) in texts() {
        let _ = write!(text, " {media_type}");
    }
    let _ = writeln!(text, " {}\n</IfModule>", media_type("x-metadata.json"));
    if host.precompressed {
        precompressed(host, &mut text);
    }
    text
}

/// Answers with the compressed twin of a file. The twin is looked for under its own name, so that what was known of the
/// file's address comes back in variables whose names begin with `REDIRECT_`, and its type is said again.
fn precompressed(host: &Host, text: &mut String) {
    text.push_str("\n<IfModule mod_rewrite.c>\nRewriteEngine On\n");
    let by_extension = BY_EXTENSION.iter().filter(|(extension, _)| is_text(&format!("x.{extension}")));
    let by_extension = by_extension.map(|(extension, media_type)| (format!(".*\\.{extension}"), *media_type));
    // The first rule that matches is the last. A type with quotes cannot be told here; its file is answered as it is.
    let by_name = BY_ENDING.iter().filter(|(ending, media_type)| ending.contains('.') && !media_type.contains('"'));
    let by_name = by_name.map(|(ending, media_type)| {
        (format!("{}{}", if ending.starts_with('-') { ".*" } else { "(?:|.*/)" }, escaped(ending)), *media_type)
    });
    for (pattern, media_type) in by_name.chain(by_extension) {
        let _ = write!(
            text,
            "RewriteCond %{{HTTP:Accept-Encoding}} gzip\nRewriteCond %{{REQUEST_FILENAME}}.gz -f\n\
             RewriteRule ^({pattern})$ $1.gz \"[E=PLAINSIGHT_TYPE:{media_type},E=no-gzip:1,L]\"\n"
        );
    }
    let _ = write!(
        text,
        "Header set Content-Type \"%{{REDIRECT_PLAINSIGHT_TYPE}}e\" env=REDIRECT_PLAINSIGHT_TYPE\n\
         Header set Content-Encoding gzip env=REDIRECT_PLAINSIGHT_TYPE\n\
         Header append Vary Accept-Encoding env=REDIRECT_PLAINSIGHT_TYPE\n\
         Header set Cache-Control {} env=REDIRECT_PLAINSIGHT_RELEASE\n\
         Header set Link {} env=REDIRECT_PLAINSIGHT_TABLE\n\
         Header set Link {} env=REDIRECT_PLAINSIGHT_API\n</IfModule>\n",
        quoted(CACHE_CONTROL_OF_RELEASES),
        quoted(&format!("<%{{REDIRECT_PLAINSIGHT_TABLE}}e{DESCRIBED_BY}")),
        quoted(&service_description_link(&host.path)),
    );
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
