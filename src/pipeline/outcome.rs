//! What a run is asked for, what it gathers, and what it comes to.

use super::progress::{Progress, Stage};
use super::repository::Repository;
use super::timings::{Breakdown, Running, StageTime};
use crate::check::{self, Allowed};
use crate::diagnostics::{Report, Severity};
use crate::output::{self, Placement};
use crate::render::Allowance;
use crate::rows::{self, Timings};
use crate::sources::Sources;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why plainsight could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository's folder cannot be opened.
    #[error("could not open `{}`: {error}", path.display())]
    Repository {
        /// The folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// There is no dataset of an id that was asked for.
    #[error("there is no dataset `{0}`")]
    NoDataset(String),
    /// The site could not be written.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// A table could not be read to its end.
    #[error(transparent)]
    Rows(#[from] rows::Error),
}

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the site.
    pub out: PathBuf,
    /// The cache folder.
    pub cache: PathBuf,
    /// Where this copy is put online, if not at the base URL.
    pub link_base: Option<String>,
    /// Warnings stop publication.
    pub strict: bool,
    /// The clock, in seconds since 1970, if it was stated.
    pub source_date_epoch: Option<i64>,
    /// Ids of the datasets to judge; all if there are none.
    pub only: Vec<String>,
    /// Look closely at where the time goes.
    pub timings: bool,
}

impl Options {
    /// What is usual for the repository at `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            out: root.join("public"),
            cache: root.join(".plainsight"),
            link_base: None,
            strict: false,
            source_date_epoch: None,
            only: Vec::new(),
            timings: false,
        }
    }
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// All findings, with levels applied.
    pub report: Report,
    /// The texts that the findings point into.
    pub sources: Arc<Sources>,
    /// What was done to the output folder; none if nothing was put in place.
    pub placement: Option<Placement>,
    /// How long each stage took; more than the stages' times only where that was asked for.
    pub timings: Breakdown,
    /// Datasets, tables and rows that were looked at.
    pub datasets: usize,
    /// See `datasets`.
    pub tables: usize,
    /// See `datasets`.
    pub rows: u64,
    /// Datasets that did not change since the last build.
    pub from_cache: usize,
    /// The base URL of the site.
    pub base_url: String,
}

/// What a run gathers on its way.
pub(super) struct Run<'a> {
    pub progress: &'a dyn Progress,
    /// Everything that was found, before levels.
    pub findings: Report,
    /// The findings with the publisher's levels, as of the last [`Run::settle`].
    pub report: Report,
    allowed: Vec<Allowed>,
    pub tables: usize,
    pub datasets: usize,
    pub rows: u64,
    pub from_cache: usize,
    /// Ids of the datasets that were asked for; all if there are none.
    pub only: Vec<String>,
    /// Where the work on rows tells how long it took.
    pub timings: Timings,
    stages: Vec<StageTime>,
    current: Option<Running>,
}

impl<'a> Run<'a> {
    pub fn begin(progress: &'a dyn Progress, options: &Options) -> Self {
        Self {
            progress,
            findings: Report::default(),
            report: Report::default(),
            allowed: Vec::new(),
            tables: 0,
            datasets: 0,
            rows: 0,
            from_cache: 0,
            only: Vec::new(),
            timings: if options.timings { Timings::on() } else { Timings::off() },
            stages: Vec::new(),
            current: None,
        }
    }

    /// Ends the stage that runs and begins another.
    pub fn stage(&mut self, stage: Stage, total: u64) {
        self.end_stage();
        self.current = Some(Running::begin(stage, self.timings.is_on()));
        self.progress.begin(stage, total);
    }

    fn end_stage(&mut self) {
        self.stages.extend(self.current.take().map(Running::end));
    }

    /// Applies the publisher's levels to everything that was found so far, and takes it if `finished`. An `allow` that
    /// nothing used is told only then: what would use it may be still to come.
    pub fn settle(&mut self, repository: &Repository, finished: bool) {
        self.report = if finished { std::mem::take(&mut self.findings) } else { self.findings.clone() };
        if !self.is_whole() {
            self.report.keep_datasets(&self.only);
        }
        self.allowed = check::apply_levels(
            &mut self.report,
            &repository.settings,
            &repository.levels,
            finished && self.only.is_empty(),
        );
    }

    /// Whether every dataset is looked at.
    pub fn is_whole(&self) -> bool {
        self.only.is_empty()
    }

    /// What the publisher allowed with a reason, for the quality page.
    pub fn allowances(&self) -> Vec<Allowance> {
        let allowance = |allowed: &Allowed| Allowance {
            rule: allowed.rule.to_string(),
            dataset: allowed.dataset.clone(),
            reason: allowed.reason.clone(),
        };
        self.allowed.iter().map(allowance).collect()
    }

    /// Whether a finding stops publication.
    pub fn is_stopped(&self, options: &Options) -> bool {
        self.report.has_errors() || (options.strict && self.report.total(Severity::Warning) > 0)
    }

    pub fn end(mut self, repository: &Repository, placement: Option<Placement>) -> Outcome {
        self.end_stage();
        Outcome {
            report: self.report,
            sources: Arc::clone(&repository.sources),
            placement,
            timings: Breakdown::of(self.stages, &self.timings),
            datasets: self.datasets,
            tables: self.tables,
            rows: self.rows,
            from_cache: self.from_cache,
            base_url: repository.settings.catalogue.base_url.clone(),
        }
    }
}
