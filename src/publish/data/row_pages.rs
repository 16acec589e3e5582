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

    fn take(&mut self, part: Objects, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        if self.withdrawn.is_some() {
            return Ok(());
        }
        self.rows += part.ends.len() as u64;
        if self.rows > self.rows_max {
            return self.withdraw(format!("the table has more than {} rows", self.rows_max));
        }
        for object in part.iter() {
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

/// The rows of a chunk as JSON objects.
#[derive(Debug, Default)]
pub struct Objects {
    text: Vec<u8>,
    ends: Vec<usize>,
    is_over: bool,
}

impl Objects {
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ends.iter().scan(0, |start, &end| {
            let object = self.text.get(*start..end);
            *start = end;
            object
        })
    }
}

impl Maker for RowObjects {
    type Part = Objects;

    fn begin(&self) -> Objects {
        Objects { is_over: self.is_over.load(Ordering::Relaxed), ..Objects::default() }
    }

    fn rows<'r>(&self, part: &mut Objects, rows: &'r Rows<'r>) {
        if !part.is_over {
            for row in rows.iter() {
                row.write_json(&mut part.text);
                part.ends.push(part.text.len());
            }
        }
    }
}
