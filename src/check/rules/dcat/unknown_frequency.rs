#![doc = include_str!("unknown_frequency.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::Frequency;

/// `dcat/unknown-frequency`.
pub const RULE: Rule = Rule {
    id: "dcat/unknown-frequency",
    summary: "a frequency that the EU's list does not have",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, frequency; EU Vocabularies, Frequency",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:dataset_frequency",
    page: include_str!("unknown_frequency.md"),
    since: "0.1.0",
};

/// Every update frequency is one of the EU's list.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        let Some(frequency) = dataset.update_frequency.as_ref().filter(|frequency| !frequency.is_known()) else {
            continue;
        };
        let said = format!("`{}` is not a frequency of the EU's list", frequency.0);
        let at = places::of(dataset, &["update_frequency"]);
        let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id);
        report.add(match nearest(&frequency.0, Frequency::known()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("use one of `{}`", Frequency::known().collect::<Vec<_>>().join("`, `"))),
        });
    }
}
