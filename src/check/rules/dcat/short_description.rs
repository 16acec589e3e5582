#![doc = include_str!("short_description.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `dcat/short-description`.
pub const RULE: Rule = Rule {
    id: "dcat/short-description",
    summary: "a description that says next to nothing",
    default: Severity::Warning,
    fixed: false,
    standard: "Google Search Central, Dataset structured data",
    clause: "https://developers.google.com/search/docs/appearance/structured-data/dataset",
    page: include_str!("short_description.md"),
    since: "0.1.0",
};

/// What search engines for datasets ask for, in characters.
const SHORTEST: usize = 50;

/// Every description says something, in each language it is in.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.described() {
        for (language, words) in dataset.description.iter() {
            let characters = words.trim().chars().count();
            if characters == 0 || characters >= SHORTEST {
                continue;
            }
            let said = format!("the description has {characters} characters");
            let at = places::of(dataset, &[&format!("description.{language}"), "description"]);
            let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
            report.add(
                finding
                    .because(format!("search engines for datasets ask for at least {SHORTEST}"))
                    .help("say what a row is, which area and period it covers, and what is left out"),
            );
        }
    }
}
