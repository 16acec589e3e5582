#![doc = include_str!("address_collision.md")]

use crate::check::registry::Rule;
use crate::check::rules::Context;
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::model::Page;
use std::collections::BTreeMap;

/// `project/address-collision`.
pub const RULE: Rule = Rule {
    id: "project/address-collision",
    summary: "two things at one address",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("address_collision.md"),
    since: "0.1.0",
};

/// No two pages that people wrote have one address. (All other addresses are compared where files are written.)
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let file = |page: &Page| Location::File(context.sources.source(page.source).path.clone());
    let mut known: BTreeMap<(&str, &str), &Page> = BTreeMap::new();
    for page in context.pages {
        let Some(first) = known.insert((&page.path, &page.language), page) else { continue };
        let said = format!("two pages have the address `{}` in the language `{}`", page.path, page.language);
        report.add(
            Diagnostic::new(RULE.id, said, file(page))
                .also(file(first), "the other page")
                .help("rename one of the two files"),
        );
    }
}
