//! Places: a span in a text, a cell of a table, or a whole file, table or dataset where no span would be honest.

use crate::sources::{SourcePath, Span};
use serde::{Deserialize, Serialize};

/// A place with a few words beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub at: Location,
    /// What is there.
    pub text: Option<String>,
}

/// Where something is, in file positions and in the reader's own coordinates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Location {
    /// In a text: settings, metadata, a page, a template.
    Text(Span),
    /// In a table's file.
    Cell(Box<CellPlace>),
    /// A file as a whole.
    File(SourcePath),
    /// A dataset as a whole, by id.
    Dataset(String),
    /// The repository as a whole.
    Site,
}

/// A cell, or a record where `column` is none, as a spreadsheet counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CellPlace {
    /// The file.
    pub path: SourcePath,
    /// The row as a spreadsheet shows it, from 1, with header and skipped rows counted.
    pub row: u64,
    /// The column's position in the file, from 1.
    pub column: Option<u32>,
    /// The column's name.
    pub column_name: Option<String>,
    /// The physical line in the decoded file, from 1.
    pub line: u64,
    /// The character in that line, from 1.
    pub character: u64,
    /// The record around it.
    pub excerpt: Excerpt,
}

/// Part of a data file, kept with a finding because the file is not kept in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The text, cut around the cell where the record is long; `…` marks a cut.
    pub text: String,
    /// Number of its first physical line.
    pub line: u64,
    /// The cell in `text`, in bytes.
    pub start: usize,
    /// One past the cell's last byte in `text`.
    pub end: usize,
}

impl CellPlace {
    /// The column in letters as a spreadsheet shows it: 1 is `A`, 27 is `AA`.
    #[must_use]
    pub fn column_letters(&self) -> Option<String> {
        let mut left = self.column.filter(|&column| column > 0)?;
        let mut letters = Vec::new();
        while left > 0 {
            left -= 1;
            letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
            left /= 26;
        }
        Some(letters.iter().rev().collect())
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Self::Text(span)
    }
}

impl From<SourcePath> for Location {
    fn from(path: SourcePath) -> Self {
        Self::File(path)
    }
}

impl From<CellPlace> for Location {
    fn from(cell: CellPlace) -> Self {
        Self::Cell(Box::new(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_spreadsheet_letters() {
        let letters = |column| {
            let place = CellPlace {
                path: SourcePath::root(),
                row: 1,
                column: Some(column),
                column_name: None,
                line: 1,
                character: 1,
                excerpt: Excerpt::default(),
            };
            place.column_letters().unwrap()
        };
        assert_eq!([letters(1), letters(26), letters(27), letters(703)], ["A", "Z", "AA", "AAA"]);
    }
}
