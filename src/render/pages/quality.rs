//! What the checks found: a page for people, and `quality.json` for programs. Counts only: no value of a cell, no
//! suppressed column, nothing of what is not published.

use super::super::leaf::{Leaf, Rendered};
use super::super::plan::{dataset_address, table_address};
use super::super::view::{Day, Frame, Link, Phrase};
use super::super::{RenderedFile, Site};
use crate::diagnostics::Severity;
use crate::model::{Entry, Visibility};
use serde::Serialize;
use std::collections::BTreeMap;

/// How often a rule was broken somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Finding {
    rule: String,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    count: u64,
}

/// The counts that may be shown. Findings of a column that is not published count for its table, those of a table that
/// is not published for its dataset, and those of a dataset that is not listed are left out.
fn counts(site: &Site<'_>) -> Vec<Finding> {
    let mut sums: BTreeMap<Finding, u64> = BTreeMap::new();
    for count in site.input.report.counts() {
        let mut finding = Finding {
            rule: count.rule.to_string(),
            severity: count.severity,
            dataset: None,
            table: None,
            column: None,
            count: 0,
        };
        if let Some(id) = &count.dataset {
            let entry = site.input.edition.entry(id).filter(|entry| entry.visibility.is_listed());
            let Some(entry) = entry else { continue };
            (finding.table, finding.column) = published(entry, count.table.as_deref(), count.column.as_deref());
            finding.dataset = Some(id.clone());
        }
        *sums.entry(finding).or_default() += count.count;
    }
    sums.into_iter().map(|(finding, count)| Finding { count, ..finding }).collect()
}

/// The table and the column, as far as they are published. A table may be named with its dataset.
fn published(entry: &Entry, table: Option<&str>, column: Option<&str>) -> (Option<String>, Option<String>) {
    if entry.visibility != Visibility::Full {
        return (None, None);
    }
    let name = table.map(|table| table.rsplit('/').next().unwrap_or(table));
    let Some(has) = name.and_then(|name| entry.dataset.table(name)) else { return (None, None) };
    let column = column.filter(|column| has.published_columns().any(|(published, _)| published.name == *column));
    (Some(has.name.clone()), column.map(str::to_owned))
}

/// Listed datasets whose update was due before the day of the build.
fn overdue<'a>(site: &Site<'a>) -> Vec<(&'a Entry, jiff::civil::Date)> {
    let edition = site.input.edition;
    let mut late: Vec<_> = edition
        .listed()
        .filter_map(|entry| {
            let dataset = &entry.dataset;
            let due = dataset.update_frequency.as_ref()?.due_after(dataset.modified?)?;
            (due < edition.today).then_some((entry, due))
        })
        .collect();
    late.sort_by(|(one, due), (other, second)| (due, &one.dataset.id).cmp(&(second, &other.dataset.id)));
    late
}

/// `quality.json`.
#[derive(Serialize)]
struct Document {
    date: String,
    totals: Totals,
    findings: Vec<Finding>,
    allowed: Vec<AllowedRule>,
    overdue: Vec<Overdue>,
}

#[derive(Serialize)]
struct Totals {
    datasets: u64,
    errors: u64,
    warnings: u64,
    information: u64,
}

#[derive(Serialize)]
struct AllowedRule {
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<String>,
    reason: String,
}

#[derive(Serialize)]
struct Overdue {
    dataset: String,
    due: String,
}

fn totals(site: &Site<'_>, counts: &[Finding]) -> Totals {
    let of = |severity| counts.iter().filter(|count| count.severity == severity).map(|count| count.count).sum();
    Totals {
        datasets: site.input.edition.listed().count() as u64,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        information: of(Severity::Info),
    }
}

/// What was allowed, of the site and of datasets that are listed.
fn allowed(site: &Site<'_>) -> Vec<AllowedRule> {
    let listed = |id: &str| site.input.edition.entry(id).is_some_and(|entry| entry.visibility.is_listed());
    let mut allowed: Vec<AllowedRule> = site
        .input
        .allowed
        .iter()
        .filter(|has| has.dataset.as_deref().is_none_or(listed))
        .map(|has| AllowedRule { rule: has.rule.clone(), dataset: has.dataset.clone(), reason: has.reason.clone() })
        .collect();
    allowed.sort_by(|one, other| (&one.rule, &one.dataset).cmp(&(&other.rule, &other.dataset)));
    allowed
}

/// What the checks found, for programs.
pub(super) fn json(site: &Site<'_>) -> RenderedFile {
    let findings = counts(site);
    let late = overdue(site).into_iter();
    let document = Document {
        date: site.input.edition.today.to_string(),
        totals: totals(site, &findings),
        findings,
        allowed: allowed(site),
        overdue: late.map(|(entry, due)| Overdue { dataset: entry.dataset.id.clone(), due: due.to_string() }).collect(),
    };
    // Strings, numbers and lists: there is nothing in it that cannot be written.
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    RenderedFile { path: "quality.json".to_owned(), bytes, indexed: false }
}

#[derive(Serialize)]
struct QualityPage {
    frame: Frame,
    title: String,
    checked: String,
    totals: Vec<Total>,
    rules: Vec<RuleRow>,
    places: Vec<Place>,
    allowed: Vec<Allowed>,
    overdue: Vec<Late>,
    json_href: String,
}

#[derive(Serialize)]
struct Total {
    severity: &'static str,
    text: String,
}

/// A rule with what it found in the whole site.
#[derive(Serialize)]
struct RuleRow {
    rule: String,
    words: Option<String>,
    severity: String,
    count: String,
}

/// A place with what was found there.
#[derive(Serialize)]
struct Place {
    dataset: Option<Link>,
    table: Option<Link>,
    column: Option<String>,
    rule: String,
    count: String,
}

#[derive(Serialize)]
struct Allowed {
    rule: String,
    words: Option<String>,
    dataset: Option<Link>,
    reason: Phrase,
}

#[derive(Serialize)]
struct Late {
    link: Link,
    due: Day,
}

pub(super) fn render(leaf: Leaf<'_>) -> Rendered {
    let site = leaf.site;
    let locale = leaf.locale();
    let counts = counts(site);
    let sums = totals(site, &counts);
    let words = |rule: &str| {
        let key = format!("rule-{}", rule.replace('/', "-"));
        locale.has(&key).then(|| locale.text(&key))
    };
    let mut rules: BTreeMap<(Severity, &str), u64> = BTreeMap::new();
    for count in &counts {
        *rules.entry((count.severity, &count.rule)).or_default() += count.count;
    }
    let severity = |severity: Severity| match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
    };
    let mut places: Vec<&Finding> = counts.iter().collect();
    places.sort_by_key(|count| (count.dataset.clone(), count.table.clone(), count.severity, count.rule.clone()));
    let title = leaf.t("quality");
    let today = locale.date(leaf.edition().today);
    let default = leaf.edition().catalogue.language();
    let page = QualityPage {
        frame: leaf.frame(&title, &leaf.t("quality-description")),
        checked: leaf.fill("quality-checked", &[("count", sums.datasets.into()), ("date", (&today).into())]),
        totals: [("error", sums.errors), ("warning", sums.warnings), ("info", sums.information)]
            .into_iter()
            .filter(|(severity, count)| *count > 0 || *severity == "warning")
            .map(|(severity, count)| Total { severity, text: locale.count(&format!("{severity}-count"), count) })
            .collect(),
        rules: rules
            .into_iter()
            .map(|((weight, rule), count)| RuleRow {
                rule: rule.to_owned(),
                words: words(rule),
                severity: leaf.t(severity(weight)),
                count: locale.number(count),
            })
            .collect(),
        places: places.into_iter().filter(|count| count.dataset.is_some()).map(|count| place(&leaf, count)).collect(),
        allowed: allowed(site)
            .into_iter()
            .map(|has| Allowed {
                words: words(&has.rule),
                dataset: has.dataset.as_deref().and_then(|id| leaf.dataset_link(id)),
                reason: Phrase::new(has.reason, default, locale),
                rule: has.rule,
            })
            .collect(),
        overdue: overdue(site)
            .into_iter()
            .filter_map(|(entry, due)| {
                Some(Late { link: leaf.dataset_link(&entry.dataset.id)?, due: Day::new(due, locale) })
            })
            .collect(),
        json_href: leaf.file("quality.json"),
        title,
    };
    leaf.render("quality.html", &page, true)
}

fn place(leaf: &Leaf<'_>, count: &Finding) -> Place {
    let id = count.dataset.as_deref().unwrap_or_default();
    let table = count.table.as_deref().and_then(|name| {
        let table = leaf.edition().entry(id)?.dataset.table(name)?;
        Some(Link::new(leaf.page(&table_address(id, name)), leaf.words(&table.title, name)))
    });
    let dataset = leaf
        .edition()
        .entry(id)
        .map(|entry| Link::new(leaf.page(&dataset_address(id)), leaf.words(&entry.dataset.title, id)));
    Place {
        dataset,
        table,
        column: count.column.clone(),
        rule: count.rule.clone(),
        count: leaf.locale().number(count.count),
    }
}
