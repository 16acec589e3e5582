//! Look-ups of the static API: the rows with a value in a column, under an address that names the value.

use super::columns::Published;
use super::pages::{PAGE_BYTES_MAX, Pages};
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, Report, Severity, span_of};
use crate::model::{Lookup, Table, Withdrawn};
use crate::output::Staging;
use crate::rows::sorter::Sorter;
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Rows, Sink, WrittenFile};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use xxhash_rust::xxh3::xxh3_128;

/// A column with more different values has no look-ups: each value is a file or more.
const VALUES_MAX: usize = 100_000;
/// Bytes of rows that are held in memory; more are sorted in temporary files.
const MEMORY: usize = 16 * 1024 * 1024;

/// `api/v1/datasets/<id>/tables/<table>/by/<column>/<value>/<n>.json`.
#[derive(Debug)]
pub struct LookupPages<'a> {
    staging: &'a Staging,
    table: &'a Table,
    dataset: String,
    column: String,
    index: usize,
    /// Rows by value: without case first, so that values which differ in case only come together.
    rows: Option<Sorter>,
    /// Hashes of the values with an address.
    values: BTreeSet<u128>,
    left_out: LeftOut,
    /// Only of pages by primary key: up to so many rows there are any.
    key_rows_max: Option<u64>,
    rows_seen: u64,
    withdrawn: Option<String>,
    is_over: Arc<AtomicBool>,
}

/// Values that can have no address.
#[derive(Debug, Default)]
struct LeftOut {
    hashes: BTreeSet<u128>,
    /// The first of them.
    example: Option<String>,
}

impl LeftOut {
    fn add(&mut self, value: &[u8]) {
        // Each hash takes memory, and past this nobody asks how many exactly.
        if self.hashes.len() < VALUES_MAX {
            self.hashes.insert(xxh3_128(value));
        }
        self.example
            .get_or_insert_with(|| String::from_utf8_lossy(&value[..value.len().min(400)]).chars().take(60).collect());
    }
}

impl<'a> LookupPages<'a> {
    /// Look-ups of a table by one of its published columns; none if there is no such column.
    ///
    /// # Errors
    /// None so far.
    pub fn begin(staging: &'a Staging, dataset: &str, table: &'a Table, column: &str) -> Result<Option<Self>, Error> {
        let columns = Published::of(table);
        let Some(index) = columns.iter().find(|published| published.name == column).map(|published| published.index)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            staging,
            table,
            dataset: dataset.to_owned(),
            column: column.to_owned(),
            index,
            // Beside the staged files: what is spilled is on the same disk, and goes with them at the latest.
            rows: Some(Sorter::new(&staging.scratch(), MEMORY)),
            values: BTreeSet::new(),
            left_out: LeftOut::default(),
            key_rows_max: None,
            rows_seen: 0,
            withdrawn: None,
            is_over: Arc::default(),
        }))
    }

    /// Pages by primary key, which nobody has to declare: of a table whose key is one column, of up to `rows_max` rows,
    /// and only if every key can be in an address. None if its rows are looked up by that column anyway.
    ///
    /// # Errors
    /// See [`LookupPages::begin`].
    pub fn by_key(staging: &'a Staging, dataset: &str, table: &'a Table, rows_max: u64) -> Result<Option<Self>, Error> {
        let [column] = table.schema.primary_key.as_slice() else { return Ok(None) };
        if rows_max == 0 || table.index.contains(column) {
            return Ok(None);
        }
        let pages = Self::begin(staging, dataset, table, column)?;
        Ok(pages.map(|pages| Self { key_rows_max: Some(rows_max), ..pages }))
    }

    fn withdraw(&mut self, reason: String) {
        self.withdrawn = Some(reason);
        self.is_over.store(true, Ordering::Relaxed);
        (self.rows, self.values) = (None, BTreeSet::new());
    }
}

/// Whether a value can be part of an address (DESIGN § 2).
fn fits(value: &[u8]) -> bool {
    (1..=100).contains(&value.len())
        && value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
        && value.iter().any(|byte| *byte != b'.')
}

impl Sink for LookupPages<'_> {
    type Maker = LookupRows;

    fn maker(&self) -> LookupRows {
        LookupRows { index: self.index, is_over: Arc::clone(&self.is_over) }
    }

    fn take(&mut self, part: LookupPart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        let mut key = Vec::new();
        for (value, object) in part.iter() {
            self.rows_seen += 1;
            if let Some(most) = self.key_rows_max
                && (self.rows_seen > most || !fits(value))
            {
                self.withdraw(String::new());
                return Ok(());
            }
            if !fits(value) {
                self.left_out.add(value);
                continue;
            }
            let Some(rows) = &mut self.rows else { return Ok(()) };
            self.values.insert(xxh3_128(value));
            if self.values.len() > VALUES_MAX {
                let reason = format!("`{}` has more than {VALUES_MAX} different values", self.column);
                self.withdraw(reason);
                return Ok(());
            }
            key.clear();
            key.extend(value.iter().map(u8::to_ascii_lowercase));
            // No value has a NUL.
            key.push(0);
            key.extend_from_slice(value);
            rows.add(&key, object)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let mut writing = Writing {
            staging: self.staging,
            dataset: &self.dataset,
            table: &self.table.name,
            column: &self.column,
            current: None,
            values: Vec::new(),
            files: Vec::new(),
            left_out: &mut self.left_out,
            is_too_large: false,
        };
        if let Some(rows) = self.rows.take() {
            rows.finish(|key, object| writing.row(key, object))?;
            writing.close()?;
        }
        let Writing { mut values, mut files, is_too_large, .. } = writing;
        if is_too_large {
            self.withdrawn = Some(format!("a page would be larger than {PAGE_BYTES_MAX} bytes"));
            for file in files.drain(..) {
                self.staging.remove(&file.path).map_err(Error::write(&file.path))?;
            }
        }
        let is_key = self.key_rows_max.is_some();
        if is_key && self.withdrawn.is_none() && !self.left_out.hashes.is_empty() {
            // Two keys that differ in case only, so that some would be there and others not.
            for file in files.drain(..) {
                self.staging.remove(&file.path).map_err(Error::write(&file.path))?;
            }
            self.withdrawn = Some(String::new());
        }
        // That a table has no pages by key is told in its document, and why: nobody asked for them.
        if is_key && self.withdrawn.is_some() {
            return Ok(());
        }
        if let Some(reason) = self.withdrawn {
            let path = format!("api/v1/datasets/{}/tables/{}/by/{}/", self.dataset, self.table.name, self.column);
            let help = "look up by a column of fewer values, or take it out of `index`";
            let finding = super::file::withdrawal(&path, &reason, help, &self.dataset);
            outcome.report.add(finding.of_table(&self.table.name).of_column(&self.column));
            outcome.summary.withdrawn.push(Withdrawn { format: format!("look-ups by {}", self.column), reason });
            return Ok(());
        }
        values.sort();
        outcome.files.append(&mut files);
        let left_out = self.left_out.hashes.len();
        if let Some(example) = &self.left_out.example {
            outcome.report.add(left_out_finding(&self.dataset, self.table, &self.column, left_out, example));
        }
        let lookup = Lookup { column: self.column, values, left_out: left_out as u64 };
        outcome.summary.lookups.push(lookup);
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

fn left_out_finding(dataset: &str, table: &Table, column: &str, count: usize, example: &str) -> Diagnostic {
    let values = match count {
        1 => "1 value".to_owned(),
        count if count < VALUES_MAX => format!("{count} values"),
        count => format!("{count} values or more"),
    };
    let have = if count == 1 { "has" } else { "have" };
    let place = table.places.get("index").or_else(|| table.schema.column(column)?.place.map(span_of));
    let place = place.map_or_else(|| Location::Dataset(dataset.to_owned()), Location::Text);
    let mut finding = Diagnostic::new(
        "api/lookup-value-left-out",
        format!("{values} of `{column}`, such as `{example}`, {have} no look-up"),
        place,
    )
    .help(
        "an address has letters, digits, `.`, `_` and `-`, up to 100 of them, and no other value may differ from it in \
         case only; look up by a column of codes instead",
    )
    .of_dataset(dataset)
    .of_table(&table.name)
    .of_column(column);
    finding.severity = Severity::Warning;
    finding
}

/// Pages of one value after another, as their rows come sorted.
struct Writing<'w> {
    staging: &'w Staging,
    dataset: &'w str,
    table: &'w str,
    column: &'w str,
    current: Option<Current<'w>>,
    values: Vec<(String, u64)>,
    files: Vec<WrittenFile>,
    left_out: &'w mut LeftOut,
    is_too_large: bool,
}

/// The value whose rows come now.
struct Current<'w> {
    /// Without case.
    folded: Vec<u8>,
    value: Vec<u8>,
    /// None once another value was found that differs in case only.
    pages: Option<Pages<'w>>,
}

impl Writing<'_> {
    fn row(&mut self, key: &[u8], object: &[u8]) -> Result<(), Error> {
        let middle = memchr::memchr(0, key).unwrap_or(key.len());
        let (folded, value) = (&key[..middle], key.get(middle + 1..).unwrap_or_default());
        match &mut self.current {
            Some(current) if current.folded == folded => {
                if current.value != value {
                    // Some file systems and hosts take the two for one, so neither has an address.
                    if let Some(mut pages) = current.pages.take() {
                        pages.discard()?;
                        self.left_out.add(&current.value);
                    }
                    self.left_out.add(value);
                    current.value = value.to_vec();
                }
            }
            _ => {
                self.close()?;
                self.open(folded, value);
            }
        }
        if let Some(pages) = self.current.as_mut().and_then(|current| current.pages.as_mut())
            && !self.is_too_large
        {
            self.is_too_large = !pages.add(object)?;
        }
        Ok(())
    }

    fn open(&mut self, folded: &[u8], value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        let (dataset, table, column) = (self.dataset, self.table, self.column);
        let address = format!("api/v1/datasets/{dataset}/tables/{table}/by/{column}/{text}");
        let members = [("dataset", dataset), ("table", table), ("column", column), ("value", &text)];
        let pages = Some(Pages::new(self.staging, address, &members));
        self.current = Some(Current { folded: folded.to_vec(), value: value.to_vec(), pages });
    }

    fn close(&mut self) -> Result<(), Error> {
        if let Some(Current { value, pages: Some(pages), .. }) = self.current.take() {
            let count = pages.end(&mut self.files)?;
            self.values.push((String::from_utf8_lossy(&value).into_owned(), count));
        }
        Ok(())
    }
}

/// The pure half of [`LookupPages`].
#[derive(Debug)]
pub struct LookupRows {
    index: usize,
    is_over: Arc<AtomicBool>,
}

/// The rows of a chunk with the values each is found by; a row with a list is found by each of its items.
#[derive(Debug, Default)]
pub struct LookupPart {
    text: Vec<u8>,
    /// Where each value and its row are in `text`.
    rows: Vec<[usize; 4]>,
    is_over: bool,
}

impl LookupPart {
    fn add(&mut self, value: &[u8], object: [usize; 2]) {
        let start = self.text.len();
        self.text.extend_from_slice(value);
        self.rows.push([start, self.text.len(), object[0], object[1]]);
    }

    fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let part = |start, end| self.text.get(start..end).unwrap_or_default();
        self.rows.iter().map(move |&[start, end, object, object_end]| (part(start, end), part(object, object_end)))
    }
}

impl Maker for LookupRows {
    type Part = LookupPart;

    fn begin(&self) -> LookupPart {
        LookupPart { is_over: self.is_over.load(Ordering::Relaxed), ..LookupPart::default() }
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        if !part.is_over {
            for row in rows.iter() {
                self.row(part, &row);
            }
        }
    }
}

impl LookupRows {
    fn row(&self, part: &mut LookupPart, row: &Row<'_>) {
        let cell = row.cell(self.index);
        if cell.kind == Kind::Null {
            return;
        }
        let start = part.text.len();
        row.write_json(&mut part.text);
        let object = [start, part.text.len()];
        if cell.kind == Kind::List {
            let items: BTreeSet<&[u8]> =
                row.items(self.index).filter(|item| item.kind != Kind::Null).map(|item| item.text).collect();
            for item in items {
                part.add(item, object);
            }
        } else {
            part.add(cell.text, object);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_address_has_letters_digits_and_few_signs() {
        for value in ["N1", "E05000027", "a.b-c_d", &"x".repeat(100)] {
            assert!(fits(value.as_bytes()), "{value}");
        }
        for value in ["", ".", "..", "a b", "a/b", "é", "a%", &"x".repeat(101)] {
            assert!(!fits(value.as_bytes()), "{value}");
        }
    }
}
