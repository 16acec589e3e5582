#![doc = include_str!("future_date.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::Status;

/// `dcat/future-date`.
pub const RULE: Rule = Rule {
    id: "dcat/future-date",
    summary: "a date that lies in the future",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, update date",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_update_date",
    page: include_str!("future_date.md"),
    since: "0.1.0",
};

/// No dataset was issued, modified or withdrawn after today. One that becomes available later may say already when it
/// will have been issued.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let today = context.today;
    for dataset in context.datasets {
        let until = dataset.available.map_or(today, |available| available.max(today));
        let withdrawn = match &dataset.status {
            Status::Withdrawn(withdrawal) => withdrawal.on,
            _ => None,
        };
        let dates: [(_, &str, &[&str], _); 3] = [
            (dataset.issued, "issued", &["issued"], until),
            (dataset.modified, "modified", &["modified"], until),
            (withdrawn, "withdrawn", &["on", "status.on", "status"], today),
        ];
        for (date, word, keys, until) in dates {
            let Some(date) = date.filter(|date| *date > until) else { continue };
            let said = format!("{word} on {date}, which is in the future");
            let finding = Diagnostic::new(RULE.id, said, places::of(dataset, keys)).of_dataset(&dataset.id);
            let finding = finding.because(format!("the day of the build is {today}"));
            report.add(if word == "withdrawn" {
                finding.help("correct the date; a dataset is withdrawn on the day that this is published")
            } else {
                finding.help(format!("correct the date; to publish on that day, write `available = {date}`"))
            });
        }
    }
}
