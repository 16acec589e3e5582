//! Row pages of the static API: 1,000 rows each, with references to the first, the previous and the next page.

use super::pages::{PAGE_BYTES_MAX, Pages};
use crate::diagnostics::Report;
use crate::model::{Table, Withdrawn};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// `api/v1/datasets/<id>/tables/<table>/rows/<n>.json`.
#[derive(Debug)]
pub struct RowPages<'a> {
    pages: Pages<'a>,
    rows: u64,
    rows_max: u64,
    withdrawn: Option<String>,
    /// What the makers are told so that they make nothing more.
    is_over: Arc<AtomicBool>,
}

impl<'a> RowPages<'a> {
    /// Pages of a table, unless it has more than `rows_max` rows: then there are none.
    #[must_use]
    pub fn begin(staging: &'a Staging, dataset: &str, table: &Table, rows_max: u64) -> Self {
        let folder = format!("api/v1/datasets/{dataset}/tables/{}/rows", table.name);
        let pages = Pages::new(staging, folder, &[("dataset", dataset), ("table", &table.name)]);
        Self { pages, rows: 0, rows_max, withdrawn: None, is_over: Arc::default() }
    }

    fn withdraw(&mut self, reason: String) -> Result<(), Error> {
        self.withdrawn = Some(reason);
        self.is_over.store(true, Ordering::Relaxed);
        self.pages.discard()
    }
}

impl Sink for RowPages<'_> {
    type Maker = RowObjects;

    fn maker(&self) -> RowObjects {
        RowObjects { is_over: Arc::clone(&self.is_over) }
    }

    fn take(&mut self, part: PageRows, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        if self.withdrawn.is_some() {
            return Ok(());
        }
        self.rows += part.rows;
        if self.rows > self.rows_max {
            return self.withdraw(format!("the table has more than {} rows", self.rows_max));
        }
        for object in part.objects() {
            if !self.pages.add(object)? {
                return self.withdraw(format!("a page would be larger than {PAGE_BYTES_MAX} bytes"));
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let Self { pages, withdrawn, .. } = *self;
        outcome.summary.row_pages = match withdrawn {
            None => pages.end(outcome.files)?,
            Some(reason) => {
                outcome.summary.withdrawn.push(Withdrawn { format: "row pages".to_owned(), reason });
                0
            }
        };
        Ok(())
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.pages.discard()
    }
}

/// The pure half of [`RowPages`].
#[derive(Debug)]
pub struct RowObjects {
    is_over: Arc<AtomicBool>,
}

/// The rows of a chunk as JSON objects, a line each.
#[derive(Debug, Default)]
pub struct PageRows {
    lines: Vec<u8>,
    rows: u64,
    is_over: bool,
}

impl PageRows {
    /// An object has no line feed in it: strings have escapes for them.
    fn objects(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        memchr::memchr_iter(b'\n', &self.lines).filter_map(move |end| {
            let object = self.lines.get(start..end);
            start = end + 1;
            object
        })
    }
}

impl Maker for RowObjects {
    type Part = PageRows;

    fn begin(&self) -> PageRows {
        PageRows { is_over: self.is_over.load(Ordering::Relaxed), ..PageRows::default() }
    }

    fn rows<'r>(&self, part: &mut PageRows, rows: &'r Rows<'r>) {
        if !part.is_over {
            part.lines.extend_from_slice(rows.objects().lines());
            part.rows += rows.len() as u64;
        }
    }
}
