//! Row pages of the static API: 1,000 rows each, with references to the first, the previous and the next page.

use super::ROWS_A_PAGE;
use super::columns::{Published, json_string};
use crate::diagnostics::Report;
use crate::model::{Table, Withdrawn};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Sink, WrittenFile};
use std::io::Write;

/// `api/v1/datasets/<id>/tables/<table>/rows/<n>.json`.
#[derive(Debug)]
pub struct RowPages<'a> {
    pages: Pages<'a>,
    columns: Published,
    rows: u64,
    rows_max: u64,
}

impl<'a> RowPages<'a> {
    /// Pages of a table, unless it has more than `rows_max` rows: then there are none.
    #[must_use]
    pub fn begin(staging: &'a Staging, dataset: &str, table: &Table, rows_max: u64) -> Self {
        let folder = format!("api/v1/datasets/{dataset}/tables/{}/rows", table.name);
        let mut head = Vec::new();
        for (name, value) in [("dataset", dataset), ("table", &table.name)] {
            json_member(name, value, &mut head);
        }
        Self { pages: Pages::new(staging, folder, head), columns: Published::of(table), rows: 0, rows_max }
    }
}

impl Sink for RowPages<'_> {
    type Maker = RowObjects;

    fn maker(&self) -> RowObjects {
        RowObjects(self.columns.clone())
    }

    fn take(&mut self, part: Objects, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        self.rows += part.ends.len() as u64;
        if self.rows > self.rows_max {
            return self.pages.discard();
        }
        part.iter().try_for_each(|object| self.pages.add(object))
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        if self.rows > self.rows_max {
            outcome.summary.row_pages = 0;
            let reason = format!("the table has more than {} rows", self.rows_max);
            outcome.summary.withdrawn.push(Withdrawn { format: "row pages".to_owned(), reason });
            return Ok(());
        }
        outcome.summary.row_pages = self.pages.end(outcome.files)?;
        Ok(())
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.pages.discard()
    }
}

/// The pure half of [`RowPages`] and of look-ups.
#[derive(Debug)]
pub struct RowObjects(pub(super) Published);

/// The rows of a chunk as JSON objects.
#[derive(Debug, Default)]
pub struct Objects {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Objects {
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ends.iter().scan(0, |start, &end| {
            let object = &self.text[*start..end];
            *start = end;
            Some(object)
        })
    }
}

impl Maker for RowObjects {
    type Part = Objects;

    fn begin(&self) -> Objects {
        Objects::default()
    }

    fn row(&self, part: &mut Objects, row: &Row<'_>) {
        self.0.json_object(row, &mut part.text);
        part.ends.push(part.text.len());
    }
}

/// Pages in a folder. A page is written when it is known whether another one follows.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    staging: &'a Staging,
    folder: String,
    /// Members that every page begins with, each followed by a comma.
    head: Vec<u8>,
    page: u64,
    rows: Vec<u8>,
    rows_on_page: u64,
    written: Vec<WrittenFile>,
}

impl<'a> Pages<'a> {
    pub fn new(staging: &'a Staging, folder: String, head: Vec<u8>) -> Self {
        Self { staging, folder, head, page: 1, rows: Vec::new(), rows_on_page: 0, written: Vec::new() }
    }

    /// Adds a row.
    pub fn add(&mut self, object: &[u8]) -> Result<(), Error> {
        if self.rows_on_page == ROWS_A_PAGE {
            self.write(true)?;
            self.page += 1;
            self.rows_on_page = 0;
            self.rows.clear();
        }
        if self.rows_on_page > 0 {
            self.rows.push(b',');
        }
        self.rows.push(b'\n');
        self.rows.extend_from_slice(object);
        self.rows_on_page += 1;
        Ok(())
    }

    /// Writes the last page, which is there even if the table has no row; gives how many pages there are.
    pub fn end(&mut self, files: &mut Vec<WrittenFile>) -> Result<u64, Error> {
        self.write(false)?;
        files.append(&mut self.written);
        Ok(self.page)
    }

    /// Takes back what was written.
    pub fn discard(&mut self) -> Result<(), Error> {
        self.rows = Vec::new();
        for file in self.written.drain(..) {
            self.staging.remove(&file.path).map_err(Error::write(&file.path))?;
        }
        Ok(())
    }

    fn write(&mut self, is_followed: bool) -> Result<(), Error> {
        let path = format!("{}/{}.json", self.folder, self.page);
        let reference = |page: Option<u64>| page.map_or("null".to_owned(), |page| format!("\"{page}.json\""));
        let previous = (self.page > 1).then(|| self.page - 1);
        let next = is_followed.then(|| self.page + 1);
        let mut text = vec![b'{'];
        text.extend_from_slice(&self.head);
        text.extend_from_slice(
            format!(
                "\"page\":{},\"first\":\"1.json\",\"prev\":{},\"next\":{},\"rows\":[",
                self.page,
                reference(previous),
                reference(next)
            )
            .as_bytes(),
        );
        text.extend_from_slice(&self.rows);
        text.extend_from_slice(b"\n]}\n");
        let mut file = self.staging.create(&path).map_err(Error::write(&path))?;
        file.write_all(&text).map_err(Error::write(&path))?;
        let written = file.finish().map_err(Error::write(&path))?;
        self.written.push(WrittenFile { path, bytes: written.bytes, sha256: written.sha256 });
        Ok(())
    }
}

/// `"name":"value",`
pub(super) fn json_member(name: &str, value: &str, out: &mut Vec<u8>) {
    json_string(name.as_bytes(), out);
    out.push(b':');
    json_string(value.as_bytes(), out);
    out.push(b',');
}
