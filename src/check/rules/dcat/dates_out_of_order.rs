#![doc = include_str!("dates_out_of_order.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::{Dataset, Status};
use jiff::civil::Date;

/// `dcat/dates-out-of-order`.
pub const RULE: Rule = Rule {
    id: "dcat/dates-out-of-order",
    summary: "dates that cannot follow one another",
    default: Severity::Error,
    fixed: false,
    standard: "W3C Data Catalog Vocabulary (DCAT) 3, release date",
    clause: "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_release_date",
    page: include_str!("dates_out_of_order.md"),
    since: "0.1.0",
};

/// Dates of a dataset follow one another.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        if let Some((issued, modified)) = later(dataset.issued, dataset.modified) {
            let said = format!("modified on {modified}, before it was issued on {issued}");
            let finding = new(dataset, said, &["modified"], &["issued"], "issued here");
            report.add(finding.help("correct the one that is wrong; look whether day and month were swapped"));
        }
        let period = dataset.temporal.as_ref().and_then(|period| later(period.start, period.end));
        if let Some((start, end)) = period {
            let said = format!("the period ends on {end}, before it begins on {start}");
            let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &["temporal"])).of_dataset(&dataset.id);
            report.add(finding.help("correct `start` or `end`"));
        }
        if let Status::Withdrawn(withdrawal) = &dataset.status
            && let Some((issued, on)) = later(dataset.issued, withdrawal.on)
        {
            let said = format!("withdrawn on {on}, before it was issued on {issued}");
            report.add(
                new(dataset, said, &["on", "status.on", "status"], &["issued"], "issued here")
                    .help("correct the one that is wrong"),
            );
        }
    }
}

/// Both dates, if the first is later than the second.
fn later(first: Option<Date>, second: Option<Date>) -> Option<(Date, Date)> {
    first.zip(second).filter(|(first, second)| first > second)
}

fn new(dataset: &Dataset, said: String, keys: &[&str], other: &[&str], text: &str) -> Diagnostic {
    let finding = Diagnostic::new(RULE.id, said, places::of(dataset, keys)).of_dataset(&dataset.id);
    finding.also_at(places::span(&dataset.places, other), text)
}
