#![doc = include_str!("publisher_not_on_gov_uk.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Location, Report, Severity};

/// `project/publisher-not-on-gov-uk`.
pub const RULE: Rule = Rule {
    id: "project/publisher-not-on-gov-uk",
    summary: "a publisher that the metadata exchange model cannot name",
    default: Severity::Info,
    fixed: false,
    standard: "UK Cross-Government Metadata Exchange Model, publisher",
    clause: "https://co-cddo.github.io/ukgov-metadata-exchange-model/publisher/",
    page: include_str!("publisher_not_on_gov_uk.md"),
    since: "0.1.0",
};

/// Told once for the portal, at the first publisher of a dataset that has no name on GOV.UK.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    let publishes = |id: &str| context.described().any(|dataset| dataset.publisher.as_deref() == Some(id));
    let nameless = catalogue.publishers.iter().filter(|publisher| publisher.gov_uk_organisation.is_none());
    let mut nameless = nameless.filter(|publisher| publishes(&publisher.id));
    let Some(first) = nameless.next() else { return };
    let others = nameless.count();
    let said = match others {
        0 => format!("the publisher `{}` has no `gov_uk_organisation`", first.id),
        1 => format!("the publisher `{}` and one more have no `gov_uk_organisation`", first.id),
        _ => format!("the publisher `{}` and {others} more have no `gov_uk_organisation`", first.id),
    };
    let at = first.span.map_or_else(|| places::of_site(catalogue, &["publishers"]), Location::Text);
    report.add(
        Diagnostic::new(RULE.id, said, at)
            .because("their `metadata-exchange.json` files name no publisher, and so do not validate")
            .help("state the last part of its address below `gov.uk/government/organisations/`, if it has one")
            .help("councils have none: allow this rule with that as the reason"),
    );
}
