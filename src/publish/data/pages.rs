//! Pages of rows in a folder of the static API.

use super::ROWS_A_PAGE;
use crate::output::Staging;
use crate::rows::object::string;
use crate::rows::{Error, WrittenFile};

/// A page of more bytes is of use to nobody, and is not held in memory.
pub(super) const PAGE_BYTES_MAX: usize = 64 * 1024 * 1024;

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
    /// Pages that begin with these members.
    pub fn new(staging: &'a Staging, folder: String, members: &[(&str, &str)]) -> Self {
        let mut head = Vec::new();
        for (name, value) in members {
            string(name.as_bytes(), &mut head);
            head.push(b':');
            string(value.as_bytes(), &mut head);
            head.push(b',');
        }
        Self { staging, folder, head, page: 1, rows: Vec::new(), rows_on_page: 0, written: Vec::new() }
    }

    /// Adds a row. Tells whether there is room for it; where there is not, the pages are to be [discarded](Self::discard).
    pub fn add(&mut self, object: &[u8]) -> Result<bool, Error> {
        if self.rows_on_page == ROWS_A_PAGE {
            self.write(true)?;
            self.page += 1;
            self.rows_on_page = 0;
            self.rows.clear();
        }
        if self.rows.len() + object.len() > PAGE_BYTES_MAX {
            return Ok(false);
        }
        if self.rows_on_page > 0 {
            self.rows.push(b',');
        }
        self.rows.push(b'\n');
        self.rows.extend_from_slice(object);
        self.rows_on_page += 1;
        Ok(true)
    }

    /// Writes the last page, which is there even if the table has no row; gives how many pages there are.
    pub fn end(mut self, files: &mut Vec<WrittenFile>) -> Result<u64, Error> {
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
        let previous = reference((self.page > 1).then(|| self.page - 1));
        let next = reference(is_followed.then(|| self.page + 1));
        let numbers = format!(
            "\"page\":{},\"count\":{},\"first\":\"1.json\",\"prev\":{previous},\"next\":{next},\"rows\":[",
            self.page, self.rows_on_page
        );
        let page = [b"{", self.head.as_slice(), numbers.as_bytes(), &self.rows, b"\n]}\n"].concat();
        let written = self.staging.write(&path, &page).map_err(Error::write(&path))?;
        self.written.push(WrittenFile { path, bytes: written.bytes, sha256: written.sha256 });
        Ok(())
    }
}
