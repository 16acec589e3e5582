//! The repository, read: settings, datasets, pages.

use super::clock;
use super::outcome::{Error, Options, Run};
use super::progress::Stage;
use crate::check;
use crate::model::{Dataset, Page};
use crate::project::{self, DatasetFolder, Levels, Settings};
use crate::read;
use crate::sources::Sources;
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Everything that people wrote, read.
pub(super) struct Repository {
    pub sources: Arc<Sources>,
    pub settings: Settings,
    /// Sorted by id; those that could not be read at all are left out, and the report says why.
    pub datasets: Vec<Dataset>,
    /// The folder of each dataset, by id.
    pub folders: BTreeMap<String, DatasetFolder>,
    /// Levels that datasets set, by id.
    pub levels: BTreeMap<String, Levels>,
    pub pages: Vec<Page>,
    pub clock: Timestamp,
}

impl Repository {
    /// Reads the repository at `root`; findings go to the run.
    pub fn read(root: &Path, options: &Options, run: &mut Run<'_>) -> Result<Self, Error> {
        run.stage(Stage::Read, 0);
        let sources = Sources::on_disk(root).map_err(|error| Error::Repository { path: root.to_path_buf(), error })?;
        let (settings, findings) = project::load(&sources);
        run.findings.merge(findings);
        let (folders, findings) = project::find_datasets(&sources);
        run.findings.merge(findings);
        let read: Vec<_> =
            folders.par_iter().map(|folder| (folder, read::dataset(&sources, &settings, folder))).collect();
        let (mut datasets, mut levels) = (Vec::new(), BTreeMap::new());
        for (folder, (dataset, findings)) in read {
            run.findings.merge(findings);
            if let Some(dataset) = dataset {
                levels.insert(folder.id.clone(), dataset.levels);
                datasets.push(dataset.dataset);
            }
        }
        datasets.sort_by(|one, other| one.id.cmp(&other.id));
        let (pages, findings) = read::pages(&sources, &settings);
        run.findings.merge(findings);
        if let Some(unknown) = options.only.iter().find(|id| !folders.iter().any(|folder| folder.id == **id)) {
            return Err(Error::NoDataset(unknown.clone()));
        }
        run.only.clone_from(&options.only);
        let clock = clock::clock(options.source_date_epoch, &sources, &datasets);
        let folders = folders.into_iter().map(|folder| (folder.id.clone(), folder)).collect();
        Ok(Self { sources: Arc::new(sources), settings, datasets, folders, levels, pages, clock })
    }

    /// The day of the build.
    pub fn today(&self) -> Date {
        clock::day(self.clock)
    }

    /// Judges what people wrote of the datasets.
    pub fn judge(&self, run: &mut Run<'_>) {
        run.stage(Stage::Check, 0);
        run.findings.merge_unsaid(check::catalogue(&check::CheckContext {
            settings: &self.settings,
            datasets: &self.datasets,
            pages: &self.pages,
            today: self.today(),
            sources: &self.sources,
        }));
    }
}
