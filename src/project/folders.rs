//! Finding the datasets: which folder is one, and what describes it.

use super::faults;
use super::vocabulary::ID;
use crate::diagnostics::{Diagnostic, Report};
use crate::sources::{Entry, SourcePath, Sources};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Folders below a dataset's are followed this deep.
const DEEPEST: usize = 12;

/// Files of one dataset that are looked at. A folder with more is no dataset but a mistake.
const MOST_FILES: usize = 100_000;

/// A folder of `datasets/` with what describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetFolder {
    /// The dataset's id: the folder's name.
    pub id: String,
    /// The folder.
    pub folder: SourcePath,
    /// Its `dataset.toml`.
    pub toml: Option<SourcePath>,
    /// Its CSVW metadata, sorted by path.
    pub csvw: Vec<SourcePath>,
    /// Its data package.
    pub datapackage: Option<SourcePath>,
    /// Every other file in it and in its folders, sorted by path; hidden ones are left out.
    pub files: Vec<SourcePath>,
}

impl DatasetFolder {
    /// The path of a file of this folder as it is written in `dataset.toml`.
    #[must_use]
    pub fn relative<'a>(&self, path: &'a SourcePath) -> &'a str {
        let path = path.as_str();
        path.strip_prefix(self.folder.as_str()).map_or(path, |rest| rest.trim_start_matches('/'))
    }
}

/// The datasets of the repository, sorted by id. A folder whose name cannot be an id, or which nothing describes, is
/// reported and left out.
#[must_use]
pub fn find_datasets(sources: &Sources) -> (Vec<DatasetFolder>, Report) {
    let mut report = Report::default();
    let mut found = Vec::new();
    let Ok(datasets) = SourcePath::parse("datasets") else { return (found, report) };
    let entries = sources.list(&datasets).unwrap_or_else(|error| {
        report.add(faults::unreadable(&error, datasets.clone()));
        Vec::new()
    });
    let mut folders = 0;
    for entry in entries.into_iter().filter(|entry| !is_hidden(&entry.path)) {
        if entry.is_folder {
            folders += 1;
            found.extend(dataset_folder(sources, entry.path, &mut report));
        } else if is_data_file(&entry.path) {
            let said = format!("`{}` is in no dataset's folder", entry.path);
            let help = format!("run `plainsight add {}`", entry.path);
            report.add(Diagnostic::new("project/undeclared-file", said, entry.path).help(help));
        }
    }
    if folders == 0 {
        let finding = Diagnostic::new("project/no-datasets", "there is no dataset in `datasets/`", datasets);
        report.add(finding.help("run `plainsight add FILE.csv` to bring in the first"));
    }
    (found, report)
}

fn dataset_folder(sources: &Sources, folder: SourcePath, report: &mut Report) -> Option<DatasetFolder> {
    let id = folder.name().to_owned();
    if !(ID.holds)(&id) {
        let said = format!("`{id}` cannot be the id of a dataset");
        let help = format!("rename the folder: an id is made of {}, and is a permanent address", ID.words);
        report.add(Diagnostic::new(ID.rule, said, folder).help(help));
        return None;
    }
    // A link out of the repository, or a folder that may not be read: what is in it is not known, so nothing more is said.
    if let Err(error) = sources.list(&folder) {
        report.add(faults::unreadable(&error, folder).of_dataset(&id));
        return None;
    }
    let mut walk = Walk { sources, files: Vec::new(), seen: BTreeSet::new() };
    walk.folder(&folder, 0, report);
    let mut files = walk.files;
    files.sort();

    let mut dataset = DatasetFolder {
        id,
        folder: folder.clone(),
        toml: None,
        csvw: Vec::new(),
        datapackage: None,
        files: Vec::new(),
    };
    let mut packages = Vec::new();
    for path in files {
        let at_top = path.parent() == folder;
        match path.name() {
            "dataset.toml" if at_top => dataset.toml = Some(path),
            "datapackage.json" | "datapackage.yaml" | "datapackage.yml" if at_top => packages.push(path),
            name if name.ends_with("-metadata.json") => dataset.csvw.push(path),
            _ => dataset.files.push(path),
        }
    }
    let mut packages = packages.into_iter();
    dataset.datapackage = packages.next();
    if let (Some(first), Some(second)) = (&dataset.datapackage, packages.next()) {
        let said = format!("`{first}` and `{second}` both are the data package of this dataset");
        let finding = Diagnostic::new("project/conflicting-facts", said, second).of_dataset(&dataset.id);
        report.add(finding.help("keep one of the two"));
    }
    if dataset.toml.is_none() && dataset.csvw.is_empty() && dataset.datapackage.is_none() {
        let said = format!("nothing describes the folder `{folder}`");
        let finding = Diagnostic::new("project/undescribed-folder", said, folder.clone()).of_dataset(&dataset.id);
        report.add(finding.help(format!("run `plainsight add {folder}`")));
        return None;
    }
    Some(dataset)
}

/// Collects the files of a dataset.
struct Walk<'a> {
    sources: &'a Sources,
    files: Vec<SourcePath>,
    /// Folders as they are on disk, links resolved: none is read twice, so that a few links that lead back to where they are
    /// do not make a tree without end.
    seen: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &SourcePath, depth: usize, report: &mut Report) {
        if let Some(resolved) = self.sources.resolved(folder)
            && !self.seen.insert(resolved)
        {
            return report.add(faults::read_already(folder));
        }
        let entries = match self.sources.list(folder) {
            Ok(entries) => entries,
            Err(error) => return report.add(faults::unreadable(&error, folder.clone())),
        };
        // Folders that are there come before links to them, so that it is the link which is told.
        let (links, entries): (Vec<_>, Vec<_>) =
            entries.into_iter().filter(|entry| !is_hidden(&entry.path)).partition(|entry| self.is_link(entry));
        for entry in entries.into_iter().chain(links) {
            if self.files.len() >= MOST_FILES {
                if self.files.len() == MOST_FILES {
                    let said = format!("there are more than {MOST_FILES} files here");
                    report.add(Diagnostic::new("project/unreadable", said, folder.clone()));
                    // One more than the limit marks that this was said.
                    self.files.push(entry.path);
                }
                return;
            }
            if !entry.is_folder {
                self.files.push(entry.path);
            } else if depth < DEEPEST {
                self.folder(&entry.path, depth + 1, report);
            } else {
                let said = format!("folders are more than {DEEPEST} deep here");
                report.add(Diagnostic::new("project/unreadable", said, entry.path));
            }
        }
    }

    /// Whether a folder is not where its path says.
    fn is_link(&self, entry: &Entry) -> bool {
        entry.is_folder
            && self
                .sources
                .resolved(&entry.path)
                .zip(self.sources.resolved(&entry.path.parent()))
                .is_some_and(|(resolved, parent)| resolved != parent.join(entry.path.name()))
    }
}

fn is_hidden(path: &SourcePath) -> bool {
    path.name().starts_with('.')
}

/// Whether a file holds data, by the end of its name: one that nothing names is worth a warning.
#[must_use]
pub fn is_data_file(path: &SourcePath) -> bool {
    const ENDS: [&str; 40] = [
        "arrow", "csv", "db", "dbf", "feather", "geojson", "gml", "gpkg", "gpx", "gz", "json", "jsonl", "kml", "kmz",
        "mdb", "ndjson", "nt", "ods", "parquet", "pdf", "psv", "rdf", "sav", "shp", "sqlite", "sqlite3", "tab",
        "topojson", "trig", "tsv", "ttl", "xls", "xlsb", "xlsm", "xlsx", "xml", "xz", "yaml", "zip", "zst",
    ];
    let name = path.name().to_ascii_lowercase();
    name.rsplit_once('.').is_some_and(|(_, end)| ENDS.contains(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> (Vec<DatasetFolder>, Vec<String>) {
        let (folders, report) = find_datasets(&Sources::in_memory(paths.iter().map(|path| (*path, Vec::new()))));
        let findings = report.diagnostics().iter().map(|finding| finding.rule.to_string()).collect();
        (folders, findings)
    }

    #[test]
    fn a_folder_is_a_dataset_if_something_describes_it() {
        let (folders, findings) = found(&[
            "datasets/wards/dataset.toml",
            "datasets/wards/wards.csv",
            "datasets/wards/.hidden.csv",
            "datasets/prices/datapackage.json",
            "datasets/prices/data/prices.csv",
            "datasets/stops/stops.csv-metadata.json",
            "datasets/stops/stops.csv",
        ]);
        assert_eq!(folders.iter().map(|folder| folder.id.as_str()).collect::<Vec<_>>(), ["prices", "stops", "wards"]);
        assert_eq!(folders[0].relative(&folders[0].files[0]), "data/prices.csv");
        assert_eq!(folders[1].csvw.len(), 1);
        assert_eq!(folders[2].files.len(), 1);
        assert!(findings.is_empty());
    }

    #[test]
    fn what_is_no_dataset_is_said() {
        let (folders, findings) = found(&[
            "datasets/Bus Stops/dataset.toml",
            "datasets/trees/trees.csv",
            "datasets/loose.csv",
            "datasets/README.md",
            "datasets/a/datapackage.json",
            "datasets/a/datapackage.yaml",
        ]);
        assert_eq!(folders.len(), 1);
        let expected = [
            "project/invalid-id",
            "project/conflicting-facts",
            "project/undeclared-file",
            "project/undescribed-folder",
        ];
        assert_eq!(findings, expected);
        assert_eq!(found(&["plainsight.toml"]).1, ["project/no-datasets"]);
    }
}
