//! What a dataset came to, as the cache keeps it.

use super::key_file;
use super::work::Worked;
use crate::diagnostics::{Diagnostic, Location, Report};
use crate::model::{Dataset, DatasetSummary};
use crate::output::{Site, Written};
use crate::rows::WrittenFile;
use crate::rows::keys::{KeySet, TableKeys};
use crate::sources::{SourceId, SourcePath, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What a dataset came to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredDataset {
    report: Report,
    /// The texts that findings point into: numbers of texts hold for one run only.
    documents: Vec<(u32, SourcePath)>,
    summary: DatasetSummary,
    rows: u64,
    files: Vec<(String, u64, String)>,
    tables: BTreeMap<String, StoredKeys>,
}

/// Which key sets of a table are in files beside, each with its digest: a check and a build share the files, and the one
/// may have put other rows there than the other saw.
#[derive(Debug, Serialize, Deserialize)]
struct StoredKeys {
    referenced: Vec<(Vec<String>, String)>,
    foreign: Vec<Option<String>>,
    /// What is found if null is no key of the tables that are referred to.
    null_references: Vec<Report>,
}

/// The file name of a set of columns that others refer to.
fn referenced_name(index: usize) -> String {
    format!("referenced-{index}")
}

fn foreign_name(index: usize) -> String {
    format!("foreign-{index}")
}

/// With more findings than this a dataset is not kept: writing them costs as much as finding them, and whoever mends the
/// first of them changes the files anyway.
const FINDINGS_KEPT: usize = 5_000;

/// Puts what a dataset came to into the form of the cache; none if it has very many findings, or its keys could not be
/// kept.
pub(super) fn store(worked: &Worked, dataset: &Dataset, sources: &Sources, folder: &Path) -> Option<StoredDataset> {
    if worked.report.diagnostics().len() > FINDINGS_KEPT {
        return None;
    }
    let mut report = worked.report.clone();
    let mut documents = BTreeMap::new();
    let mut note = |report: &mut Report| {
        report.for_each_mut(|finding| {
            for_each_document(finding, |id| {
                documents.insert(id.0, sources.source(*id).path.clone());
            });
        });
    };
    note(&mut report);
    let mut tables = BTreeMap::new();
    for (table, keys) in &worked.keys {
        let file = |name: &str| key_file(folder, &dataset.id, table, name);
        // The primary key is of use only to find repeated rows, and those were found.
        for (index, set) in keys.referenced.values().enumerate() {
            set.store(&file(&referenced_name(index))).ok()?;
        }
        for (index, set) in keys.foreign.iter().enumerate() {
            if let Some(set) = set {
                set.store(&file(&foreign_name(index))).ok()?;
            }
        }
        let mut null_references = keys.null_references.clone();
        null_references.iter_mut().for_each(&mut note);
        let stored = StoredKeys {
            referenced: keys.referenced.iter().map(|(columns, set)| (columns.clone(), set.digest())).collect(),
            foreign: keys.foreign.iter().map(|set| set.as_ref().map(KeySet::digest)).collect(),
            null_references,
        };
        tables.insert(table.clone(), stored);
    }
    Some(StoredDataset {
        report,
        documents: documents.into_iter().collect(),
        summary: worked.summary.clone(),
        rows: worked.rows,
        files: worked.files.iter().map(|file| (file.path.clone(), file.bytes, file.sha256.clone())).collect(),
        tables,
    })
}

/// Brings back what a dataset came to; none if a file of the site or of the cache is not there as it was.
pub(super) fn restore(
    stored: StoredDataset,
    dataset: &Dataset,
    sources: &Sources,
    folder: &Path,
    site: Option<&Site>,
) -> Option<Worked> {
    let files: Vec<WrittenFile> =
        stored.files.into_iter().map(|(path, bytes, sha256)| WrittenFile { path, bytes, sha256 }).collect();
    if let Some(site) = site {
        let is_there =
            |file: &WrittenFile| site.has(&file.path, &Written { bytes: file.bytes, sha256: file.sha256.clone() });
        if !files.iter().all(is_there) {
            return None;
        }
    }
    let mut numbers = BTreeMap::new();
    for (number, path) in &stored.documents {
        numbers.insert(*number, sources.text(path).ok()?.id);
    }
    let renumber = |report: &mut Report| {
        report.for_each_mut(|finding| {
            for_each_document(finding, |id| {
                if let Some(now) = numbers.get(&id.0) {
                    *id = *now;
                }
            });
        });
    };
    let mut report = stored.report;
    renumber(&mut report);
    let mut keys = BTreeMap::new();
    for (table, stored) in stored.tables {
        let load = |name: &str, digest: &str| {
            KeySet::load(&key_file(folder, &dataset.id, &table, name)).ok().filter(|set| set.digest() == digest)
        };
        let mut restored = TableKeys { null_references: stored.null_references, ..TableKeys::default() };
        restored.null_references.iter_mut().for_each(renumber);
        for (index, (columns, digest)) in stored.referenced.into_iter().enumerate() {
            restored.referenced.insert(columns, load(&referenced_name(index), &digest)?);
        }
        for (index, digest) in stored.foreign.into_iter().enumerate() {
            restored.foreign.push(match digest {
                Some(digest) => Some(load(&foreign_name(index), &digest)?),
                None => None,
            });
        }
        keys.insert(table, restored);
    }
    Some(Worked { report, summary: stored.summary, rows: stored.rows, from_cache: true, keys, files })
}

/// Every number of a text in a finding.
fn for_each_document(finding: &mut Diagnostic, mut each: impl FnMut(&mut SourceId)) {
    for label in std::iter::once(&mut finding.primary).chain(&mut finding.secondary) {
        if let Location::Text(span) = &mut label.at {
            each(&mut span.source);
        }
    }
}
