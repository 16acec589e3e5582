//! One dataset: from the cache if nothing it depends on changed, else its tables are read.

use super::super::outcome::Error;
use super::super::progress::Progress;
use super::super::repository::Repository;
use super::Referenced;
use super::entry::{self, StoredDataset};
use crate::cache::{Fingerprints, Key, Store};
use crate::check::cells;
use crate::diagnostics::{Diagnostic, Location, Report};
use crate::model::{Artefact, CodeList, Dataset, DatasetSummary, Table};
use crate::output::{Site, Written};
use crate::publish::data::{
    self, About, CsvFile, GeojsonFile, JsonFile, LookupPages, NdjsonFile, OdsFile, ParquetFile, RowPages,
    SqliteDatabase, Uncopied, XlsxFile,
};
use crate::rows::keys::TableKeys;
use crate::rows::{BoxedSink, Budget, Phase, Profile, TableJob, Timings, WrittenFile, read_table};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a dataset came to.
#[derive(Debug, Default)]
pub(super) struct Worked {
    pub report: Report,
    pub summary: DatasetSummary,
    pub rows: u64,
    pub from_cache: bool,
    /// Keys by table name.
    pub keys: BTreeMap<String, TableKeys>,
    /// Every file of the site that is the dataset's: staged, or already in place.
    pub files: Vec<WrittenFile>,
}

impl Worked {
    /// Tells the site which files are the dataset's.
    pub fn place(&mut self, site: &Site) -> Result<(), Error> {
        for file in std::mem::take(&mut self.files) {
            let written = Written { bytes: file.bytes, sha256: file.sha256 };
            if self.from_cache {
                site.keep(&file.path, &written);
            } else {
                site.add_staged(&file.path, &written)?;
            }
        }
        Ok(())
    }
}

/// What all datasets are worked on with.
pub(super) struct Worker<'a> {
    pub repository: &'a Repository,
    pub site: Option<&'a Site>,
    pub progress: &'a dyn Progress,
    /// Where the work on rows tells how long it took.
    pub timings: Timings,
    pub referenced: &'a Referenced,
    pub budget: Budget,
    /// For temporary files.
    pub scratch: PathBuf,
    /// For key sets that are kept.
    pub keys: PathBuf,
    pub fingerprints: &'a Fingerprints,
    pub store: Store,
}

impl Worker<'_> {
    /// The site, if the dataset's rows may be in it.
    fn site_for(&self, dataset: &Dataset) -> Option<&Site> {
        self.site.filter(|_| dataset.visibility(self.repository.today()).has_rows())
    }

    /// The language of what people are told in files of data.
    fn language(&self) -> &str {
        self.repository.settings.catalogue.language()
    }

    /// What spreadsheets say of a dataset.
    fn about(&self, dataset: &Dataset) -> About {
        let lists = dataset.tables.iter().flat_map(|table| &table.columns).filter_map(|words| words.code_list.as_ref());
        let is_published = |table: &str, column: &str| {
            let found = table
                .split_once('/')
                .and_then(|(id, name)| self.repository.datasets.iter().find(|dataset| dataset.id == id)?.table(name));
            found.is_some_and(|table| table.published_columns().any(|(published, _)| published.name == column))
        };
        let kept_back = lists.filter_map(|list| match list {
            CodeList::Table { table, column } if !is_published(table, column) => Some((table.clone(), column.clone())),
            _ => None,
        });
        About::of(&self.repository.settings.catalogue, dataset).keeping_back(kept_back.collect())
    }

    /// Columns that others refer to.
    fn referenced(&self, dataset: &Dataset, table: &Table) -> Vec<Vec<String>> {
        let columns = self.referenced.get(&format!("{}/{}", dataset.id, table.name));
        columns.into_iter().flatten().cloned().collect()
    }

    /// Works on a dataset, unless the cache has what it comes to.
    pub fn work(&self, dataset: &Dataset) -> Result<Worked, Error> {
        let site = self.site_for(dataset);
        // What a build and a check come to differs in files and in findings of the formats.
        let name = format!("{}.{}", dataset.id, if site.is_some() { "build" } else { "check" });
        // Where nothing is stored, files need not be read to know that; they are hashed while they are worked on.
        let key = || self.timings.time(Phase::Fingerprint, || self.key(dataset, site.is_some()));
        let before = if self.store.has(&name) { key() } else { None };
        if let Some(key) = before
            && let Some(stored) = self.store.get::<StoredDataset>(&name, key)
            && let Some(worked) = entry::restore(stored, dataset, &self.repository.sources, &self.keys, site)
        {
            self.progress.advance(1);
            return Ok(worked);
        }
        let worked = self.read(dataset, site)?;
        if let Some(key) = before.or_else(key)
            && let Some(stored) = entry::store(&worked, dataset, &self.repository.sources, &self.keys)
        {
            self.store.put(&name, key, stored);
        }
        self.progress.advance(1);
        Ok(worked)
    }

    /// Everything that what the dataset comes to depends on; none if a file cannot be read, which is found elsewhere.
    fn key(&self, dataset: &Dataset, is_written: bool) -> Option<Key> {
        let settings = &self.repository.settings;
        let folder = self.repository.folders.get(&dataset.id)?;
        let mut key = Key::begin()
            .with(&dataset.id)
            .with(format!("{is_written} {:?} {}", settings.formats, settings.row_pages_max))
            .with(format!("{:?}", settings.catalogue.languages))
            // It may be the site's, and is in the database.
            .with(format!("{:?}", dataset.licence))
            .with(self.about(dataset).key())
            .with(settings.key_pages_max.to_string());
        // CSVW metadata may name further documents for schemas and dialects; they are JSON too.
        let documents = folder.files.iter().filter(|path| has_extension(path.name(), "json"));
        let descriptions = folder.toml.iter().chain(&folder.csvw).chain(&folder.datapackage).chain(documents);
        let tables = dataset.tables.iter().flat_map(|table| &table.files);
        let others = dataset.distributions.iter().filter_map(|distribution| distribution.file.as_ref());
        for path in descriptions.chain(tables).chain(others) {
            let fingerprint = self.fingerprints.of(&self.repository.sources, path).ok()?;
            key = key.with(path.as_str()).with(fingerprint.0.to_le_bytes());
        }
        for table in &dataset.tables {
            key = key.with(&table.name).with(format!("{:?}", self.referenced(dataset, table)));
        }
        Some(key.end())
    }

    /// Reads all tables, writes what is to be written.
    fn read(&self, dataset: &Dataset, site: Option<&Site>) -> Result<Worked, Error> {
        let mut worked = Worked::default();
        let published = dataset.with_published_tables();
        let database = match site.zip(self.repository.settings.formats.sqlite) {
            Some((site, limit)) => {
                let bytes = published.tables.iter().map(|table| self.size(table)).fold(0, u64::saturating_add);
                SqliteDatabase::begin(site.staging(), &published, self.language(), (bytes, limit))?
            }
            None => None,
        };
        for table in &dataset.tables {
            let referenced = self.referenced(dataset, table);
            let mut job = TableJob::new(&self.repository.sources, &dataset.id, table, &self.budget, &self.scratch);
            job.referenced = &referenced;
            job.timings = self.timings.clone();
            job.sinks = cells::sinks(&dataset.id, table);
            job.sinks.push(BoxedSink::new(super::super::progress::Meter::new(self.progress)));
            if let Some(site) = site.filter(|_| table.is_published()) {
                job.sinks.extend(self.formats(dataset, table, site)?);
                job.sinks.extend(database.as_ref().map(|database| BoxedSink::new(database.table(table))));
            }
            let mut outcome = read_table(job)?;
            worked.rows += outcome.summary.rows;
            worked.report.merge(outcome.report);
            worked.files.append(&mut outcome.files);
            worked.keys.insert(table.name.clone(), outcome.keys);
            worked.summary.tables.insert(table.name.clone(), outcome.summary);
        }
        if let Some(database) = database
            && let Some(file) = self.timings.time(Phase::Write, || database.finish())?
        {
            worked.files.extend(file.settle(&dataset.id, &mut worked.summary, &mut worked.report));
        }
        if let Some(site) = site {
            self.timings.time(Phase::Write, || self.copy_files(dataset, site, &mut worked))?;
        }
        Ok(worked)
    }

    /// Everything that is made of a table's rows.
    fn formats<'s>(&self, dataset: &'s Dataset, table: &'s Table, site: &'s Site) -> Result<Vec<BoxedSink<'s>>, Error> {
        let (staging, id, settings) = (site.staging(), dataset.id.as_str(), &self.repository.settings);
        let mut sinks = vec![
            BoxedSink::new(Profile::new(table)),
            BoxedSink::new(CsvFile::begin(staging, id, table)?),
            BoxedSink::new(RowPages::begin(staging, id, table, settings.row_pages_max)),
        ];
        // The files of a table are listed in this order.
        let about = || self.about(dataset);
        if let Some(limit) = settings.formats.xlsx {
            sinks.push(BoxedSink::new(XlsxFile::begin(staging, id, table, about(), self.size(table), limit)?));
        }
        if let Some(limit) = settings.formats.ods {
            sinks.push(BoxedSink::new(OdsFile::begin(staging, id, table, about(), self.size(table), limit)?));
        }
        if let Some(limit) = settings.formats.json {
            sinks.push(BoxedSink::new(JsonFile::begin(staging, id, table, limit)?));
        }
        if let Some(limit) = settings.formats.ndjson {
            sinks.push(BoxedSink::new(NdjsonFile::begin(staging, id, table, limit)?));
        }
        if let Some(limit) = settings.formats.parquet {
            sinks.push(BoxedSink::new(ParquetFile::begin(staging, id, table, limit)?));
        }
        if let Some(limit) = settings.formats.geojson {
            sinks.extend(GeojsonFile::begin(staging, id, table, limit)?.map(BoxedSink::new));
        }
        for column in &table.index {
            sinks.extend(LookupPages::begin(staging, id, table, column)?.map(BoxedSink::new));
        }
        sinks.extend(LookupPages::by_key(staging, id, table, settings.key_pages_max)?.map(BoxedSink::new));
        Ok(sinks)
    }

    /// How many bytes the files of a table have; a file that cannot be read is found elsewhere.
    fn size(&self, table: &Table) -> u64 {
        let sizes = table.files.iter().filter_map(|path| self.repository.sources.size_and_time(path).ok());
        sizes.map(|(size, _)| size).sum()
    }

    /// Copies files that are published as they are.
    fn copy_files(&self, dataset: &Dataset, site: &Site, worked: &mut Worked) -> Result<(), Error> {
        for (from, to, media_type) in data::verbatim_files(dataset) {
            match data::copy(&self.repository.sources, site.staging(), from, &to, media_type) {
                Ok(artefact) => {
                    worked.files.push(written(&artefact));
                    worked.summary.files.push(artefact);
                }
                Err(Uncopied::Write(error)) => return Err(error.into()),
                Err(Uncopied::Read(error)) => worked.report.add(
                    Diagnostic::new("project/unreadable", error.to_string(), Location::File(from.clone()))
                        .of_dataset(&dataset.id),
                ),
            }
        }
        Ok(())
    }
}

/// Whether a file's name ends so, in whatever case.
fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, has)| has.eq_ignore_ascii_case(extension))
}

fn written(artefact: &Artefact) -> WrittenFile {
    WrittenFile { path: artefact.path.clone(), bytes: artefact.bytes, sha256: artefact.sha256.clone() }
}
