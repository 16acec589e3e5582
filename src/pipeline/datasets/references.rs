//! Foreign keys, within and across datasets, once all tables were read.

use super::super::outcome::Error;
use super::work::{Worked, Worker};
use crate::cache::Key;
use crate::diagnostics::Report;
use crate::model::Dataset;
use crate::rows::keys::{KeySet, WrongKeys, resolve as hold_against};
use crate::rows::{Phase, TableJob, locate};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the memo of references that were found good.
const MEMO: &str = "references";

/// Holds every foreign key against what it refers to, and tells where it leads to nothing.
pub(super) fn resolve(
    worker: &Worker<'_>,
    outcomes: &[(&Dataset, Worked)],
    asked: &dyn Fn(&Dataset) -> bool,
) -> Result<Report, Error> {
    let mut report = Report::default();
    let tables: BTreeMap<String, &BTreeMap<Vec<String>, KeySet>> = outcomes
        .iter()
        .flat_map(|(dataset, outcome)| {
            outcome.keys.iter().map(|(table, keys)| (format!("{}/{table}", dataset.id), &keys.referenced))
        })
        .collect();
    // Two sets that were held against each other once need not be read again: a good outcome depends on nothing else.
    let key = Key::begin().with(MEMO).end();
    let known: BTreeSet<String> = worker.store.get(MEMO, key).unwrap_or_default();
    let mut good = BTreeSet::new();
    for (dataset, outcome) in outcomes.iter().filter(|(dataset, _)| asked(dataset)) {
        for table in &dataset.tables {
            let Some(keys) = outcome.keys.get(&table.name) else { continue };
            let mut wrong = Vec::new();
            for (index, declared) in table.schema.foreign_keys.iter().enumerate() {
                let referenced =
                    tables.get(&declared.reference.table).and_then(|sets| sets.get(&declared.reference.columns));
                // A set is missing where the columns are, or where the table could not be read: both are found elsewhere.
                let (Some(Some(foreign)), Some(referenced)) = (keys.foreign.get(index), referenced) else { continue };
                let pair = format!("{} {}", foreign.digest(), referenced.digest());
                if known.contains(&pair) {
                    good.insert(pair);
                    continue;
                }
                let mut resolution = worker.timings.time(Phase::Keys, || hold_against(foreign, referenced))?;
                if resolution.is_good() {
                    good.insert(pair);
                    continue;
                }
                // Mostly null is no key of the other table at all. Its places were found when the table was read, so that
                // a reference that may be null for good reason does not cost a second reading in every run.
                if resolution.good_nulls == 0
                    && let Some(found) = keys.null_references.get(index)
                {
                    report.merge(found.clone());
                    resolution.null = WrongKeys::default();
                }
                if !resolution.is_good() {
                    wrong.push((index, resolution));
                }
            }
            if !wrong.is_empty() {
                let sources = &worker.repository.sources;
                let job = TableJob::new(sources, &dataset.id, table, &worker.budget, &worker.scratch);
                report.merge(worker.timings.time(Phase::Locate, || locate(&job, wrong))?);
            }
        }
    }
    if good != known {
        worker.store.put(MEMO, key, &good);
    }
    Ok(report)
}
