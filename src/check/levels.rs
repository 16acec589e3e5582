//! The weight of findings: each rule's default, then what the site sets, then what the dataset sets.

use super::registry::{self, Rule};
use crate::diagnostics::{Diagnostic, Level, Location, Report, RuleId, Severity};
use crate::project::{LevelSetting, Levels, Settings};
use crate::sources::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

/// Findings that were allowed: what the quality page shows beside what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The rule.
    pub rule: RuleId,
    /// Why, as the publisher wrote it.
    pub reason: String,
    /// The dataset that breaks it; none for the portal as a whole.
    pub dataset: Option<String>,
    /// How often.
    pub count: u64,
}

/// Who set a level: the site, or a dataset by its id.
type Owner<'a> = Option<&'a str>;

/// Gives every finding its weight and drops those that are allowed.
///
/// A dataset's level goes before the site's. A level that cannot be applied (of a rule that does not exist, `allow`
/// without a reason, less than `deny` for a rule that is fixed) is a finding itself and is not applied. If `whole`,
/// all datasets were checked, so an `allow` that nothing used is a finding too.
///
/// Gives what was allowed, sorted by rule and dataset.
pub fn apply(
    report: &mut Report,
    settings: &Settings,
    dataset_levels: &BTreeMap<String, Levels>,
    whole: bool,
) -> Vec<Allowed> {
    for (rule, setting) in &settings.levels {
        report.extend(refused(rule, setting, None));
    }
    for (id, levels) in dataset_levels {
        for (rule, setting) in levels {
            report.extend(refused(rule, setting, Some(id)));
        }
    }

    let levels = Effective { site: &settings.levels, datasets: dataset_levels };
    if whole {
        let unused = levels.unused(report);
        report.extend(unused);
    }
    let mut allowed: BTreeMap<(RuleId, Option<String>), (String, u64)> = BTreeMap::new();
    for count in report.counts() {
        let Some((_, setting)) = levels.of(count.rule.as_str(), count.dataset.as_deref()) else { continue };
        if setting.level == Level::Allow {
            let reason = setting.reason.clone().unwrap_or_default();
            allowed.entry((count.rule, count.dataset)).or_insert((reason, 0)).1 += count.count;
        }
    }
    report.apply(|rule, dataset| {
        let default = registry::find(rule.as_str()).map_or(Severity::Error, |rule| rule.default);
        match levels.of(rule.as_str(), dataset) {
            None => Some(default),
            Some((_, setting)) => match setting.level {
                Level::Allow => None,
                Level::Warn => Some(Severity::Warning),
                Level::Deny => Some(Severity::Error),
            },
        }
    });
    allowed.into_iter().map(|((rule, dataset), (reason, count))| Allowed { rule, reason, dataset, count }).collect()
}

/// The levels that can be applied.
struct Effective<'a> {
    site: &'a Levels,
    datasets: &'a BTreeMap<String, Levels>,
}

impl<'a> Effective<'a> {
    /// The level of a rule for findings of that dataset, and who set it; none for the rule's default.
    fn of(&self, rule: &str, dataset: Option<&str>) -> Option<(Owner<'a>, &'a LevelSetting)> {
        let own = dataset.and_then(|id| self.datasets.get_key_value(id)).and_then(|(id, levels)| {
            levels.get(rule).filter(|setting| applies(rule, setting)).map(|setting| (Some(id.as_str()), setting))
        });
        own.or_else(|| self.site.get(rule).filter(|setting| applies(rule, setting)).map(|setting| (None, setting)))
    }

    /// A finding for each `allow` that allows nothing.
    fn unused(&self, report: &Report) -> Vec<Diagnostic> {
        let mut used: BTreeSet<(Owner<'_>, String)> = BTreeSet::new();
        for count in report.counts() {
            if let Some((owner, _)) = self.of(count.rule.as_str(), count.dataset.as_deref()) {
                used.insert((owner, count.rule.as_str().to_owned()));
            }
        }
        let site = self.site.iter().map(|(rule, setting)| (None, rule, setting));
        let datasets = self
            .datasets
            .iter()
            .flat_map(|(id, levels)| levels.iter().map(move |(rule, setting)| (Some(id.as_str()), rule, setting)));
        site.chain(datasets)
            .filter(|(owner, rule, setting)| {
                setting.level == Level::Allow
                    && applies(rule, setting)
                    // Whether this one is used is only known once all others are.
                    && rule.as_str() != "project/unused-allow"
                    && !used.contains(&(*owner, (*rule).clone()))
            })
            .map(|(owner, rule, setting)| {
                let said = format!("`{rule}` is allowed, and nothing breaks it");
                at(Diagnostic::new("project/unused-allow", said, place(setting, owner)), owner)
                    .help("take the line out, so that the next break of the rule is seen")
            })
            .collect()
    }
}

/// Whether a setting can be applied.
fn applies(rule: &str, setting: &LevelSetting) -> bool {
    registry::find(rule).is_some_and(|rule| refusal(rule, setting).is_none())
}

/// Why the level of a rule that exists cannot be set so.
fn refusal(rule: &Rule, setting: &LevelSetting) -> Option<Refusal> {
    if rule.fixed && setting.level != Level::Deny {
        Some(Refusal::Fixed)
    } else if setting.level == Level::Allow && setting.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        Some(Refusal::NoReason)
    } else {
        None
    }
}

enum Refusal {
    Fixed,
    NoReason,
}

/// The finding for a setting that cannot be applied.
fn refused(name: &str, setting: &LevelSetting, owner: Owner<'_>) -> Option<Diagnostic> {
    let place = place(setting, owner);
    let Some(rule) = registry::find(name) else {
        let finding = Diagnostic::new("project/unknown-rule", format!("there is no rule `{name}`"), place);
        let finding = match registry::similar(name).first() {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => {
                finding.help("`plainsight explain RULE` shows what a rule is about; findings show their rule's name")
            }
        };
        return Some(at(finding, owner));
    };
    let finding = match refusal(rule, setting)? {
        Refusal::Fixed => {
            let level = if setting.level == Level::Allow { "allowed" } else { "lowered to a warning" };
            Diagnostic::new("project/invalid-value", format!("`{name}` cannot be {level}"), place)
                .because(format!("{} would be published wrongly or not at all", rule.summary))
                .help("take the line out, and mend what breaks the rule")
        }
        Refusal::NoReason => {
            Diagnostic::new("project/allow-without-reason", format!("`{name}` is allowed without a reason"), place)
                .help(format!(
                    "say why, in words that may be published:\n\"{name}\" = {{ level = \"allow\", reason = \"…\" }}"
                ))
        }
    };
    Some(at(finding, owner))
}

fn at(finding: Diagnostic, owner: Owner<'_>) -> Diagnostic {
    match owner {
        Some(id) => finding.of_dataset(id),
        None => finding,
    }
}

/// Where the level was set.
fn place(setting: &LevelSetting, owner: Owner<'_>) -> Location {
    if let Some(span) = setting.span {
        return Location::Text(span);
    }
    match owner {
        Some(id) => Location::Dataset(id.to_owned()),
        None => SourcePath::parse("plainsight.toml").map_or(Location::Site, Location::File),
    }
}

#[cfg(test)]
#[path = "levels_tests.rs"]
mod tests;
