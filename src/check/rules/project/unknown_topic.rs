#![doc = include_str!("unknown_topic.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `project/unknown-topic`.
pub const RULE: Rule = Rule {
    id: "project/unknown-topic",
    summary: "a topic that the portal does not have",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, theme",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_theme",
    page: include_str!("unknown_topic.md"),
    since: "0.1.0",
};

/// Every topic that is named is declared.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    for dataset in context.datasets {
        for (index, id) in dataset.topic.iter().enumerate().filter(|(_, id)| catalogue.topic(id).is_none()) {
            let at = places::of(dataset, &[&format!("topic[{index}]"), "topic"]);
            let finding = Diagnostic::new(RULE.id, format!("there is no topic `{id}`"), at).of_dataset(&dataset.id);
            report.add(match nearest(id, catalogue.topics.iter().map(|topic| topic.id.as_str())) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding
                    .help("declare it in `plainsight.toml`:\n[topics.<id>]\ntitle = \"…\"")
                    .help("free words belong into `keyword`"),
            });
        }
    }
}
