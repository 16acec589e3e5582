#![doc = include_str!("host_root_files.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `project/host-root-files`.
pub const RULE: Rule = Rule {
    id: "project/host-root-files",
    summary: "a base address with a path, whose host has files to be copied to its root",
    default: Severity::Warning,
    fixed: false,
    standard: "RFC 8615, Well-Known Uniform Resource Identifiers (URIs)",
    clause: "https://www.rfc-editor.org/rfc/rfc8615#section-3",
    page: include_str!("host_root_files.md"),
    since: "0.1.0",
};

/// Where the site is not at the root of its host, some files must be copied there.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    let host_and_path = catalogue.base_url.split_once("://").map(|(_, rest)| rest);
    let path = host_and_path.and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
    if path.trim_matches('/').is_empty() {
        return;
    }
    let said = format!("`/{path}` is not the root of the host");
    let finding = Diagnostic::new(RULE.id, said, places::of_site(catalogue, &["site.base_url"]));
    report.add(
        finding
            .because("programs look for `robots.txt` and `.well-known/` at the root")
            .help("with each deploy, copy `robots.txt` and the folder `.well-known/` to the root of the host")
            .help("once that is set up, allow this rule with it as the reason"),
    );
}
