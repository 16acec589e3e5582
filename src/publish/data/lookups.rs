//! Look-ups of the static API: the rows with a value in a column, under an address that names the value.

use super::columns::Published;
use super::row_pages::{Pages, json_member};
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, Report};
use crate::model::{Lookup, Table, Withdrawn};
use crate::output::{Scratch, Staging};
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Sink};
use std::collections::BTreeMap;

/// A column with more different values has no look-ups: each value is a file or more.
const VALUES_MAX: usize = 100_000;

/// `api/v1/datasets/<id>/tables/<table>/by/<column>/<value>/<n>.json`.
///
/// Rows are kept in a scratch file, and only their places in memory: 16 bytes a row.
#[derive(Debug)]
pub struct LookupPages<'a> {
    staging: &'a Staging,
    dataset: String,
    table: String,
    column: String,
    index: usize,
    columns: Published,
    scratch: Option<Scratch>,
    values: BTreeMap<Vec<u8>, u32>,
    rows: Vec<(u32, u32, u64)>,
    left_out: BTreeMap<Vec<u8>, ()>,
    left_out_count: u64,
    too_many: bool,
}

impl<'a> LookupPages<'a> {
    /// Look-ups of a table by one of its published columns; none if there is no such column.
    ///
    /// # Errors
    /// When the scratch file cannot be made.
    pub fn begin(staging: &'a Staging, dataset: &str, table: &Table, column: &str) -> Result<Option<Self>, Error> {
        let columns = Published::of(table);
        let Some(index) = columns.iter().find(|published| published.name == column).map(|published| published.index)
        else {
            return Ok(None);
        };
        let name = format!("{dataset}.{}.{column}", table.name);
        let scratch = staging.scratch(&name).map_err(Error::write(&name))?;
        Ok(Some(Self {
            staging,
            dataset: dataset.to_owned(),
            table: table.name.clone(),
            column: column.to_owned(),
            index,
            columns,
            scratch: Some(scratch),
            values: BTreeMap::new(),
            rows: Vec::new(),
            left_out: BTreeMap::new(),
            left_out_count: 0,
            too_many: false,
        }))
    }

    /// Ids of the values with an address, sorted by the bytes of the value: values that differ in case only have none,
    /// since some file systems and hosts take them for one.
    fn with_address(&mut self) -> Vec<(Vec<u8>, u32)> {
        let mut folded: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        for value in self.values.keys() {
            *folded.entry(value.to_ascii_lowercase()).or_insert(0) += 1;
        }
        let mut kept = Vec::new();
        for (value, id) in std::mem::take(&mut self.values) {
            if folded.get(&value.to_ascii_lowercase()) == Some(&1) {
                kept.push((value, id));
            } else {
                self.left_out_count += 1;
                self.left_out.insert(value, ());
            }
        }
        kept
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
        LookupRows { columns: self.columns.clone(), index: self.index }
    }

    fn take(&mut self, part: LookupPart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        let Some(scratch) = self.scratch.as_mut().filter(|_| !self.too_many) else { return Ok(()) };
        let base = scratch.end();
        scratch.append(&part.text).map_err(Error::write(&self.column))?;
        for (value, start, end) in part.values {
            if !fits(&value) {
                // Places of a few are enough to tell what is meant.
                if self.left_out.len() < VALUES_MAX && self.left_out.insert(value, ()).is_none() {
                    self.left_out_count += 1;
                }
                continue;
            }
            let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            let id = *self.values.entry(value).or_insert(next);
            let length = u32::try_from(end - start).unwrap_or(u32::MAX);
            self.rows.push((id, length, base + start as u64));
        }
        if self.values.len() > VALUES_MAX {
            self.too_many = true;
            (self.values, self.rows) = (BTreeMap::new(), Vec::new());
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let Some(mut scratch) = self.scratch.take() else { return Ok(()) };
        if self.too_many {
            let reason = format!("`{}` has more than {VALUES_MAX} different values", self.column);
            outcome.summary.withdrawn.push(Withdrawn { format: format!("look-ups by {}", self.column), reason });
            return scratch.remove().map_err(Error::write(&self.column));
        }
        let values = self.with_address();
        // A stable sort: the rows of a value stay in the order of the table.
        self.rows.sort_by_key(|(id, _, _)| *id);
        let mut lookup = Lookup { column: self.column.clone(), values: Vec::new(), left_out: self.left_out_count };
        let mut object = Vec::new();
        for (value, id) in values {
            let value = String::from_utf8_lossy(&value).into_owned();
            let folder = format!("api/v1/datasets/{}/tables/{}/by/{}/{value}", self.dataset, self.table, self.column);
            let mut head = Vec::new();
            let members =
                [("dataset", &self.dataset), ("table", &self.table), ("column", &self.column), ("value", &value)];
            for (name, value) in members {
                json_member(name, value, &mut head);
            }
            let mut pages = Pages::new(self.staging, folder, head);
            let from = self.rows.partition_point(|(has, _, _)| *has < id);
            for (_, length, at) in self.rows[from..].iter().take_while(|(has, _, _)| *has == id) {
                scratch.read(*at, *length, &mut object).map_err(Error::write(&self.column))?;
                pages.add(&object)?;
            }
            lookup.values.push((value, pages.end(outcome.files)?));
        }
        if let Some(example) = self.left_out.keys().next() {
            let example = String::from_utf8_lossy(example).chars().take(100).collect::<String>();
            outcome.report.add(
                Diagnostic::new(
                    "api/lookup-value-left-out",
                    format!(
                        "{} values of `{}`, such as `{example}`, have no look-up",
                        self.left_out_count, self.column
                    ),
                    Location::Dataset(self.dataset.clone()),
                )
                .help(
                    "an address has letters, digits, `.`, `_` and `-`, up to 100 of them, and no other value may differ \
                     from it in case only; look up by a column of codes instead",
                )
                .of_dataset(self.dataset.clone())
                .of_table(self.table.clone())
                .of_column(self.column.clone()),
            );
        }
        outcome.summary.lookups.push(lookup);
        scratch.remove().map_err(Error::write(&self.column))
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        match self.scratch.take() {
            Some(scratch) => scratch.remove().map_err(Error::write(&self.column)),
            None => Ok(()),
        }
    }
}

/// The pure half of [`LookupPages`].
#[derive(Debug)]
pub struct LookupRows {
    columns: Published,
    index: usize,
}

/// The rows of a chunk with the value each is found by; a row with a list is found by each of its items.
#[derive(Debug, Default)]
pub struct LookupPart {
    text: Vec<u8>,
    values: Vec<(Vec<u8>, usize, usize)>,
}

impl Maker for LookupRows {
    type Part = LookupPart;

    fn begin(&self) -> LookupPart {
        LookupPart::default()
    }

    fn row(&self, part: &mut LookupPart, row: &Row<'_>) {
        let cell = row.cell(self.index);
        let start = part.text.len();
        self.columns.json_object(row, &mut part.text);
        let end = part.text.len();
        match cell.kind {
            Kind::Null => part.text.truncate(start),
            Kind::List => {
                let mut items: Vec<&[u8]> = row.items(self.index).map(|item| item.text).collect();
                items.sort_unstable();
                items.dedup();
                part.values.extend(items.into_iter().map(|item| (item.to_vec(), start, end)));
            }
            _ => part.values.push((cell.text.to_vec(), start, end)),
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
