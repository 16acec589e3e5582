//! What a run tells while it goes on.

use crate::diagnostics::Report;
use crate::rows::{self, ChunkAt, Finished, Maker, Rows, Sink};

/// A stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Settings, descriptions and pages.
    Read,
    /// Rules over the descriptions.
    Check,
    /// Rows of all tables: judged and, in a build, written.
    Rows,
    /// Catalogue files and the static API.
    Publish,
    /// Pages.
    Render,
    /// Files are put in place.
    Place,
}

impl Stage {
    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Check => "check",
            Self::Rows => "rows",
            Self::Publish => "publish",
            Self::Render => "render",
            Self::Place => "write",
        }
    }
}

/// Whoever watches a run.
pub trait Progress: Sync {
    /// A stage begins; `total` datasets are to be worked on, 0 where it is not counted.
    fn begin(&self, stage: Stage, total: u64);
    /// So many more datasets are done.
    fn advance(&self, done: u64);
    /// So many more rows and bytes were read.
    fn read(&self, rows: u64, bytes: u64);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
    fn read(&self, _: u64, _: u64) {}
}

/// Tells how many rows and bytes were read, chunk by chunk.
pub(super) struct Meter<'a> {
    progress: &'a dyn Progress,
}

impl<'a> Meter<'a> {
    /// Tells it to `progress`.
    pub fn new(progress: &'a dyn Progress) -> Self {
        Self { progress }
    }
}

impl Sink for Meter<'_> {
    type Maker = Count;

    fn maker(&self) -> Count {
        Count
    }

    fn take(&mut self, rows: u64, at: &ChunkAt<'_>, _: &mut Report) -> Result<(), rows::Error> {
        self.progress.read(rows, at.bytes());
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), rows::Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), rows::Error> {
        Ok(())
    }
}

/// Counts the rows of a chunk.
pub(super) struct Count;

impl Maker for Count {
    type Part = u64;

    fn begin(&self) -> u64 {
        0
    }

    fn rows<'r>(&self, part: &mut u64, rows: &'r Rows<'r>) {
        *part += rows.len() as u64;
    }
}
