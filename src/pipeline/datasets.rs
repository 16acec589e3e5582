//! The rows of all tables: read once, judged and, in a build, written; then foreign keys across datasets.

mod entry;
mod references;
mod work;

use super::outcome::{Error, Options, Run};
use super::progress::Stage;
use super::repository::Repository;
use crate::cache::{Fingerprints, Scratch, Store};
use crate::diagnostics::Report;
use crate::model::{Artefact, Dataset, DatasetSummary, Edition, Format, Table, Visibility};
use crate::output::Site;
use crate::publish::data::{self, ROWS_A_PAGE};
use crate::rows::Budget;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use work::{Worked, Worker};

/// A table over this size (in bytes) has all cores; smaller ones run one to a core.
const LARGE: u64 = 8 * 1024 * 1024;

/// The rules that rows break together, by their key. Of those the column is the key's columns.
const OF_KEYS: [&str; 4] =
    ["csvw/ambiguous-foreign-key", "csvw/broken-foreign-key", "csvw/duplicate-key", "csvw/missing-key-value"];

/// Columns of a table that foreign keys refer to, by `<dataset>/<table>`.
type Referenced = BTreeMap<String, BTreeSet<Vec<String>>>;

/// Reads the rows of all tables, or of those that were asked for; writes them where there is a site and the dataset may be
/// seen. Findings go to the run; gives what the rows of each dataset told.
pub(super) fn read_rows(
    repository: &Repository,
    options: &Options,
    site: Option<&Site>,
    run: &mut Run<'_>,
) -> Result<BTreeMap<String, DatasetSummary>, Error> {
    let today = repository.today();
    let asked = |dataset: &Dataset| options.only.is_empty() || options.only.contains(&dataset.id);
    let referenced = referenced(repository, &options.only);
    let needed = |dataset: &Dataset| {
        asked(dataset)
            || dataset.tables.iter().any(|table| referenced.contains_key(&format!("{}/{}", dataset.id, table.name)))
    };
    // A withdrawn dataset keeps a page; its files may be gone, and nobody is helped by findings in them.
    let datasets: Vec<&Dataset> = repository
        .datasets
        .iter()
        .filter(|dataset| dataset.visibility(today) != Visibility::Tombstone && needed(dataset))
        .collect();
    run.stage(Stage::Rows, datasets.len() as u64);
    let fingerprints = Fingerprints::open(&options.cache);
    let scratch = Scratch::new(&options.cache);
    let worker = Worker {
        repository,
        site,
        progress: run.progress,
        timings: run.timings.clone(),
        referenced: &referenced,
        budget: Budget::for_cores(rayon::current_num_threads()),
        scratch: scratch.folder().to_path_buf(),
        keys: options.cache.join("keys"),
        fingerprints: &fingerprints,
        store: Store::new(options.cache.join("datasets")),
    };
    let is_large = |dataset: &Dataset| {
        let sizes = dataset.tables.iter().flat_map(|table| &table.files);
        sizes.filter_map(|path| repository.sources.size_and_time(path).ok()).any(|(size, _)| size > LARGE)
    };
    let (large, small): (Vec<&Dataset>, Vec<&Dataset>) = datasets.iter().partition(|dataset| is_large(dataset));
    let mut outcomes: Vec<(&Dataset, Worked)> = Vec::with_capacity(datasets.len());
    for dataset in large {
        outcomes.push((dataset, worker.work(dataset)?));
    }
    let results: Vec<Result<(&Dataset, Worked), Error>> =
        small.par_iter().map(|dataset| Ok((*dataset, worker.work(dataset)?))).collect();
    for result in results {
        outcomes.push(result?);
    }
    outcomes.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let findings = references::resolve(&worker, &outcomes, &asked)?;
    let mut summaries = BTreeMap::new();
    for (dataset, mut outcome) in outcomes {
        if let Some(site) = site {
            outcome.place(site)?;
        }
        if asked(dataset) {
            run.datasets += 1;
            run.tables += dataset.tables.len();
            run.rows += outcome.rows;
            run.from_cache += usize::from(outcome.from_cache);
            run.findings.merge(std::mem::take(&mut outcome.report));
        }
        summaries.insert(dataset.id.clone(), outcome.summary);
    }
    run.findings.merge(findings);
    fingerprints.save();
    Ok(summaries)
}

/// Puts into summaries of a check what a build would write, as far as links depend on it: addresses and counts, no sizes.
pub(super) fn foresee(summaries: &mut BTreeMap<String, DatasetSummary>, repository: &Repository) {
    let formats = &repository.settings.formats;
    let written = [
        (Format::Csv, true),
        (Format::Xlsx, formats.xlsx.is_some()),
        (Format::Ods, formats.ods.is_some()),
        (Format::Json, formats.json.is_some()),
        (Format::Ndjson, formats.ndjson.is_some()),
        (Format::Parquet, formats.parquet.is_some()),
    ];
    for dataset in &repository.datasets {
        if !dataset.visibility(repository.today()).has_rows() {
            summaries.remove(&dataset.id);
            continue;
        }
        let Some(summary) = summaries.get_mut(&dataset.id) else { continue };
        let has_tables = dataset.tables.iter().any(Table::is_published);
        let artefact = |path: String, format: Option<Format>, media_type: &str| Artefact {
            path,
            format,
            media_type: media_type.to_owned(),
            bytes: 0,
            sha256: String::new(),
        };
        for (name, table) in &mut summary.tables {
            table.row_pages = if table.rows > repository.settings.row_pages_max {
                0
            } else {
                table.rows.div_ceil(ROWS_A_PAGE).max(1)
            };
            let has_places = dataset.table(name).is_some_and(|table| table.coordinates.is_some());
            if has_places && formats.geojson.is_some() {
                let path = data::address(&dataset.id, name, Format::Geojson);
                table.artefacts.push(artefact(path, Some(Format::Geojson), Format::Geojson.media_type()));
            }
            for (format, _) in written.iter().filter(|(_, is_written)| *is_written) {
                let path = data::address(&dataset.id, name, *format);
                table.artefacts.push(artefact(path, Some(*format), format.media_type()));
            }
        }
        if formats.sqlite.is_some() && has_tables {
            let path = data::dataset_address(&dataset.id, Format::Sqlite);
            summary.files.push(artefact(path, Some(Format::Sqlite), Format::Sqlite.media_type()));
        }
        for path in data::verbatim_files(dataset).map(|(_, to, _)| to) {
            summary.files.push(artefact(path, None, "application/octet-stream"));
        }
        let has_files = has_tables || dataset.distributions.iter().any(|has| has.file.is_some());
        if formats.zip.is_some() && has_files {
            let path = data::dataset_address(&dataset.id, Format::Zip);
            summary.files.push(artefact(path, Some(Format::Zip), Format::Zip.media_type()));
        }
    }
}

/// Notes which rules the values of a column and the keys of a table break: where a site is made all the same, the
/// publisher lets them pass, and what is promised has to say less.
pub(super) fn note_exceptions(summaries: &mut BTreeMap<String, DatasetSummary>, findings: &Report) {
    for found in findings.counts() {
        let (Some(dataset), Some(table), Some(column)) = (found.dataset, found.table, found.column) else { continue };
        let table = summaries.get_mut(&dataset).and_then(|summary| summary.tables.get_mut(&table));
        let Some(table) = table else { continue };
        let rule = found.rule.to_string();
        if OF_KEYS.contains(&rule.as_str()) {
            table.key_exceptions.insert((rule, column));
        } else if let Some(profile) = table.columns.iter_mut().find(|profile| profile.name == column) {
            profile.exceptions.insert(rule);
        }
    }
}

/// The addresses of every data file of an edition.
pub(super) fn addresses(edition: &Edition) -> BTreeSet<String> {
    let mut addresses = BTreeSet::new();
    for entry in &edition.entries {
        addresses.extend(entry.summary.files.iter().map(|file| file.path.clone()));
        for (name, table) in &entry.summary.tables {
            addresses.extend(table.artefacts.iter().map(|file| file.path.clone()));
            let folder = format!("api/v1/datasets/{}/tables/{name}", entry.dataset.id);
            addresses.extend((1..=table.row_pages).map(|page| format!("{folder}/rows/{page}.json")));
        }
    }
    addresses
}

/// What foreign keys of the datasets in question refer to.
fn referenced(repository: &Repository, only: &[String]) -> Referenced {
    let mut referenced = Referenced::new();
    for dataset in repository.datasets.iter().filter(|dataset| only.is_empty() || only.contains(&dataset.id)) {
        for key in dataset.tables.iter().flat_map(|table| &table.schema.foreign_keys) {
            referenced.entry(key.reference.table.clone()).or_default().insert(key.reference.columns.clone());
        }
    }
    referenced
}

/// Where a key set is kept.
fn key_file(folder: &std::path::Path, dataset: &str, table: &str, name: &str) -> PathBuf {
    folder.join(dataset).join(format!("{table}.{name}"))
}
