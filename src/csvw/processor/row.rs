//! A row with its cells (tabular-data-model §§ 4.4 and 4.5).

use super::table::AnnotatedTable;
use super::templates::Addresses;
use crate::csvw::key;
use crate::csvw::value::{Flaw, FlawKind, Value};
use std::cell::RefCell;
use std::ops::Range;

/// A cell of a row.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its value. What is flawed is a string.
    pub value: Value,
    /// Whether the row has the cell; a row that is too short has fewer than the table has columns.
    pub is_there: bool,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    raw: Range<usize>,
}

/// A row of a table.
#[derive(Debug)]
pub struct AnnotatedRow<'a> {
    /// `number`: the position among the rows of the table, from 1.
    pub number: u64,
    /// `source number`: the position among the records of the file, from 1.
    pub source_number: u64,
    /// The table.
    pub table: &'a AnnotatedTable<'a>,
    /// A cell for each column of the table.
    pub cells: Vec<Cell>,
    /// Whether it has as many cells as the file has columns, and its quotes are closed.
    pub is_whole: bool,
    raws: Vec<u8>,
    arena: Vec<u8>,
    items: Vec<Value>,
    addresses: RefCell<Addresses>,
}

impl<'a> AnnotatedRow<'a> {
    pub(super) fn new(table: &'a AnnotatedTable<'a>, number: u64, source_number: u64, is_whole: bool) -> Self {
        Self {
            number,
            source_number,
            table,
            cells: Vec::with_capacity(table.columns.len()),
            is_whole,
            raws: Vec::new(),
            arena: Vec::new(),
            items: Vec::new(),
            addresses: RefCell::default(),
        }
    }

    /// Reads the next column's cell; none is a cell that the row does not have.
    pub(super) fn push(&mut self, raw: Option<&[u8]>) {
        let Some(column) = self.table.columns.get(self.cells.len()) else { return };
        let start = self.raws.len();
        self.raws.extend_from_slice(raw.unwrap_or_default());
        let raw_range = start..self.raws.len();
        let mut flaws = Vec::new();
        let value = match raw {
            Some(raw) => column.compiled.read_lenient(raw, &mut self.arena, &mut self.items, &mut flaws),
            None => Value::NULL,
        };
        self.cells.push(Cell { value, is_there: raw.is_some(), flaws, raw: raw_range });
    }

    /// The text of a cell as the file has it.
    #[must_use]
    pub fn raw(&self, column: usize) -> &[u8] {
        self.cells.get(column).and_then(|cell| self.raws.get(cell.raw.clone())).unwrap_or_default()
    }

    /// The text of a value of that column's cell, or of one of its items.
    #[must_use]
    pub fn text_of(&self, column: usize, value: Value) -> &str {
        std::str::from_utf8(value.text(self.raw(column), &self.arena)).unwrap_or_default()
    }

    /// The items of a list, none for a cell that is none.
    #[must_use]
    pub fn items(&self, column: usize) -> Option<&[Value]> {
        let cell = self.cells.get(column)?;
        (cell.value.kind == crate::csvw::value::Kind::List).then(|| cell.value.items(&self.items))
    }

    /// Adds the normal form of a cell's value to a key. What is flawed is its text, or null where it is missing.
    pub(super) fn key_bytes(&self, column: usize, out: &mut Vec<u8>) {
        let (Some(cell), raw) = (self.cells.get(column), self.raw(column)) else { return };
        let value = match cell.flaws.first().map(|flaw| flaw.kind) {
            None => cell.value,
            Some(FlawKind::Required) => Value::NULL,
            Some(_) => Value::source(raw),
        };
        key::key_bytes(value, raw, &self.arena, &self.items, out);
    }

    /// `about URL` of a cell: what its value is said of; none is the row's own subject.
    #[must_use]
    pub fn about_url(&self, column: usize) -> Option<String> {
        let template = self.table.columns.get(column)?.about_url?;
        self.addresses.borrow_mut().address(template, self, column)
    }

    /// `property URL` of a cell.
    #[must_use]
    pub fn property_url(&self, column: usize) -> Option<String> {
        let template = self.table.columns.get(column)?.property_url?;
        self.addresses.borrow_mut().address(template, self, column)
    }

    /// `value URL` of a cell: none where the cell is null and its column is in the file.
    #[must_use]
    pub fn value_url(&self, column: usize) -> Option<String> {
        let described = self.table.columns.get(column)?;
        let cell = self.cells.get(column)?;
        if cell.value.is_null() && !described.column.is_virtual {
            return None;
        }
        self.addresses.borrow_mut().address(described.value_url?, self, column)
    }

    /// `titles` of the row: texts with their languages.
    #[must_use]
    pub fn titles(&self) -> Vec<(String, String)> {
        let mut titles = Vec::new();
        for name in &self.table.description.row_titles {
            let Some(&at) = self.table.by_name.get(name) else { continue };
            let Some((cell, column)) = self.cells.get(at).zip(self.table.columns.get(at)) else { continue };
            let language = if column.is_string() { column.column.lang.clone() } else { "und".to_owned() };
            let single = [cell.value];
            for value in self.items(at).unwrap_or(&single).iter().filter(|value| !value.is_null()) {
                titles.push((self.text_of(at, *value).to_owned(), language.clone()));
            }
        }
        titles
    }
}
