//! What is made of a chunk on any core, and what the formats share about columns.

use super::content::{Content, is_typed};
use super::xlsx::letters;
use crate::csvw::value::Kind;
use crate::csvw::{Column as Declared, CompiledColumn};
use crate::model::Table;
use crate::publish::data::columns::Published;
use crate::rows::{Row, Rows};

/// Column widths are those of the first rows of the first chunk, in characters; at least and at most these.
pub(super) const NARROWEST: u32 = 8;
pub(super) const WIDEST: u32 = 60;

/// A column of the sheet of rows.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its position in the schema.
    pub index: usize,
    pub name: String,
    /// What XLSX calls it: `A`.
    pub letters: String,
    /// What joins the items of a list.
    separator: Option<Vec<u8>>,
    /// Whether its cells are numbers, dates or booleans where they fit.
    pub is_typed: bool,
}

/// The columns that are written.
pub(super) fn columns_of(table: &Table) -> Vec<Column> {
    let kind = |declared: &Declared| CompiledColumn::compile(declared).0.kind();
    Published::of(table)
        .iter()
        .enumerate()
        .map(|(number, column)| Column {
            index: column.index,
            letters: letters(number),
            name: column.name.clone(),
            separator: column.separator.clone(),
            is_typed: table.schema.columns.get(column.index).is_some_and(|declared| is_typed(kind(declared))),
        })
        .collect()
}

/// Why a table cannot be a sheet: a phrase, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Obstacle {
    pub reason: String,
    pub help: String,
}

/// A cell that a format has no way to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// What the cell has, after the column's name.
    pub reason: &'static str,
    pub help: &'static str,
}

impl Misfit {
    pub const NOT_UTF_8: Self = Self { reason: "has bytes that are not UTF-8", help: "" };
}

/// The rows of a chunk as a format writes them.
#[derive(Debug, Default)]
pub struct Part {
    /// The rows in shorthand.
    pub(super) text: Vec<u8>,
    pub(super) rows: u64,
    /// How many bytes of the table's files they are of.
    pub(super) source: u64,
    /// The first column that a cell did not fit, and why.
    pub(super) misfit: Option<(usize, Misfit)>,
    /// For each column, how many cells are text though its datatype is none.
    pub(super) as_text: Vec<u64>,
    /// For each column, how many characters its first cells have.
    pub(super) widths: Vec<u32>,
    /// Nothing more is wanted.
    pub(super) is_over: bool,
}

impl Part {
    /// A part without rows.
    pub fn of(columns: &[Column], is_over: bool) -> Self {
        Self { as_text: vec![0; columns.len()], widths: vec![0; columns.len()], is_over, ..Self::default() }
    }

    /// Notes how wide the columns are, by the first rows of the part.
    pub fn measure<'r>(&mut self, columns: &[Column], rows: &'r Rows<'r>) {
        if self.rows > 0 {
            return;
        }
        let mut list = Vec::new();
        for (column, width) in columns.iter().zip(&mut self.widths) {
            for row in rows.iter() {
                let text = row.csv_text(column.index, column.separator.as_deref(), &mut list);
                *width = (*width).max(width_of(text));
            }
        }
    }
}

/// Gives `each` what every cell of a row holds; a list is joined as in the CSV.
pub(super) fn cells(
    columns: &[Column],
    row: &Row<'_>,
    first_day: i64,
    list: &mut Vec<u8>,
    mut each: impl FnMut(usize, &Column, Content<'_>),
) {
    for (number, column) in columns.iter().enumerate() {
        let cell = row.cell(column.index);
        if cell.kind == Kind::List {
            each(number, column, Content::Text(row.csv_text(column.index, column.separator.as_deref(), list)));
        } else {
            each(number, column, Content::of(cell, first_day));
        }
    }
}

/// How many characters the longest line of a text has, as far as it makes a difference.
fn width_of(text: &[u8]) -> u32 {
    let lines = text.split(|byte| *byte == b'\n').take(WIDEST as usize);
    // All bytes of UTF-8 but those that continue a character.
    let characters = |line: &[u8]| line.iter().take(4 * WIDEST as usize).filter(|byte| **byte & 0xC0 != 0x80).count();
    lines.map(characters).max().map_or(0, |width| u32::try_from(width).unwrap_or(WIDEST))
}

/// The width of a column in characters, from those of its cells and of its header.
pub(super) fn width(cells: u32, header: &str) -> u32 {
    // A header is bold and has a button.
    let header = u32::try_from(header.chars().count()).unwrap_or(WIDEST).saturating_add(3);
    cells.saturating_add(1).max(header).clamp(NARROWEST, WIDEST)
}

/// The widths of a sheet's columns, whose rows are all text.
pub(super) fn widths_of(rows: &[Vec<String>]) -> Vec<u32> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(width_of(cell.as_bytes()));
        }
    }
    widths.into_iter().map(|cells| width(cells, "")).collect()
}
