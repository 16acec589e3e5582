//! All findings of a run: places up to a limit, counts always exact.

use super::{Diagnostic, Location, RuleId, Severity};
use crate::sources::SourceId;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Places kept for one rule and column of one table; beyond it findings are only counted.
pub const PLACES_KEPT: u64 = 100_000;

/// How often a rule was broken in a column (or a table, or a dataset).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Count {
    /// The rule.
    pub rule: RuleId,
    /// Weight of these findings.
    pub severity: Severity,
    /// Dataset, table and column, as far as they are known.
    pub dataset: Option<String>,
    /// See `dataset`.
    pub table: Option<String>,
    /// See `dataset`.
    pub column: Option<String>,
    /// How often, exactly.
    pub count: u64,
}

type Key = (RuleId, Option<String>, Option<String>, Option<String>);

fn key_of(diagnostic: &Diagnostic) -> Key {
    (diagnostic.rule.clone(), diagnostic.dataset.clone(), diagnostic.table.clone(), diagnostic.column.clone())
}

/// What has the parts of a [`Key`], so that one can be looked for without copying them.
trait AsKey {
    fn parts(&self) -> (&str, [Option<&str>; 3]);
}

impl AsKey for Key {
    fn parts(&self) -> (&str, [Option<&str>; 3]) {
        let (rule, dataset, table, column) = self;
        (rule.as_str(), [dataset.as_deref(), table.as_deref(), column.as_deref()])
    }
}

impl AsKey for Diagnostic {
    fn parts(&self) -> (&str, [Option<&str>; 3]) {
        (self.rule.as_str(), [self.dataset.as_deref(), self.table.as_deref(), self.column.as_deref()])
    }
}

impl<'a> Borrow<dyn AsKey + 'a> for Key {
    fn borrow(&self) -> &(dyn AsKey + 'a) {
        self
    }
}

// As tuples and texts are compared, so that a borrowed key has the place of the key itself.
impl PartialEq for dyn AsKey + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn AsKey + '_ {}

impl PartialOrd for dyn AsKey + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for dyn AsKey + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

/// Diagnostics and exact counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    #[serde(with = "pairs")]
    counts: BTreeMap<Key, (Severity, u64)>,
}

impl Report {
    /// Adds a finding: counted always, kept while there is room for its rule and column.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if self.count(&diagnostic, 1) <= PLACES_KEPT {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Counts findings like `diagnostic` whose places are not kept; gives the new total.
    pub fn count(&mut self, diagnostic: &Diagnostic, more: u64) -> u64 {
        let like: &dyn AsKey = diagnostic;
        // Looked up before it is added: of a hundred thousand findings all but a few are of a rule and column that is there.
        let entry = match self.counts.get_mut(like) {
            Some(entry) => entry,
            None => self.counts.entry(key_of(diagnostic)).or_insert((diagnostic.severity, 0)),
        };
        entry.0 = entry.0.min(diagnostic.severity);
        entry.1 += more;
        entry.1
    }

    /// Adds all findings of another report.
    pub fn merge(&mut self, other: Self) {
        // What a whole table told is handed up through several reports, to those that have a few of their own; moving
        // it would be copying megabytes.
        let mut diagnostics = other.diagnostics;
        if self.diagnostics.len() < diagnostics.len() {
            diagnostics.splice(0..0, self.diagnostics.drain(..));
            self.diagnostics = diagnostics;
        } else {
            self.diagnostics.append(&mut diagnostics);
        }
        for (key, (severity, count)) in other.counts {
            let entry = self.counts.entry(key).or_insert((severity, 0));
            entry.0 = entry.0.min(severity);
            entry.1 += count;
        }
    }

    /// Adds the findings of another report that this one does not have: of the same rule at the same place, or at the
    /// place of a value of the wrong type, which is as if it were not there. Two stages can see one flaw, and a reader
    /// should be told once.
    pub fn merge_unsaid(&mut self, other: Self) {
        let said: BTreeSet<WholePlace> = self.diagnostics.iter().filter_map(whole_place).collect();
        let is_said = |new: &Diagnostic| {
            whole_place(new).is_some_and(|place| {
                said.contains(&place) || said.contains(&(RuleId::new("project/wrong-type"), place.1, place.2))
            })
        };
        let unsaid: Vec<Diagnostic> = other.diagnostics.into_iter().filter(|new| !is_said(new)).collect();
        self.extend(unsaid);
    }

    /// The findings whose places were kept.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The exact counts, sorted by rule, dataset, table and column.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        self.counts
            .iter()
            .map(|((rule, dataset, table, column), &(severity, count))| Count {
                rule: rule.clone(),
                severity,
                dataset: dataset.clone(),
                table: table.clone(),
                column: column.clone(),
                count,
            })
            .collect()
    }

    /// How many findings have that weight.
    #[must_use]
    pub fn total(&self, severity: Severity) -> u64 {
        self.counts.values().filter(|(has, _)| *has == severity).map(|(_, count)| count).sum()
    }

    /// Whether anything stops publication.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.total(Severity::Error) > 0
    }

    /// Gives every finding the weight that `judge` says, and drops those for which it says none.
    pub fn apply(&mut self, mut judge: impl FnMut(&RuleId, Option<&str>) -> Option<Severity>) {
        self.diagnostics.retain_mut(|diagnostic| match judge(&diagnostic.rule, diagnostic.dataset.as_deref()) {
            Some(severity) => {
                diagnostic.severity = severity;
                true
            }
            None => false,
        });
        self.counts.retain(|(rule, dataset, _, _), (severity, _)| match judge(rule, dataset.as_deref()) {
            Some(judged) => {
                *severity = judged;
                true
            }
            None => false,
        });
    }

    /// Keeps the findings of these datasets, and those that are of none.
    pub fn keep_datasets(&mut self, ids: &[String]) {
        let is_kept = |dataset: Option<&String>| dataset.is_none_or(|dataset| ids.contains(dataset));
        self.diagnostics.retain(|diagnostic| is_kept(diagnostic.dataset.as_ref()));
        self.counts.retain(|(_, dataset, _, _), _| is_kept(dataset.as_ref()));
    }

    /// Changes every finding in place, for instance to put spans into another run's numbering.
    pub fn for_each_mut(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.diagnostics.iter_mut().for_each(change);
    }

    /// Sorts by what `key` gives, and findings with equal keys by rule and message.
    pub fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&Diagnostic) -> K) {
        self.diagnostics
            .sort_by_cached_key(|diagnostic| (key(diagnostic), diagnostic.rule.clone(), diagnostic.message.clone()));
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.add(diagnostic);
        }
    }
}

/// A rule with a span, or with the name of a whole file, dataset or site.
type WholePlace = (RuleId, Option<(SourceId, u32, u32)>, String);

/// Rule and place of a finding, for comparison; none for cells, which only one stage sees.
fn whole_place(diagnostic: &Diagnostic) -> Option<WholePlace> {
    let (span, name) = match &diagnostic.primary.at {
        Location::Text(span) => (Some((span.source, span.start, span.end)), String::new()),
        Location::File(path) => (None, path.to_string()),
        Location::Dataset(id) => (None, format!("datasets/{id}")),
        Location::Site => (None, String::new()),
        Location::Cell(_) => return None,
    };
    Some((diagnostic.rule.clone(), span, name))
}

/// JSON has no maps with keys that are not strings.
mod pairs {
    use super::{BTreeMap, Key, Severity};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(map: &BTreeMap<Key, (Severity, u64)>, serializer: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Key, (Severity, u64)>, D::Error> {
        Ok(Vec::<(Key, (Severity, u64))>::deserialize(deserializer)?.into_iter().collect())
    }
}
