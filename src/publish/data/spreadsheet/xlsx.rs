//! XLSX: Office Open XML, SpreadsheetML (ECMA-376, part 1, transitional).

mod cell;
mod parts;
mod styles;

pub(super) use cell::letters;

use super::content::Content;
use super::package::Package;
use super::part::{Column, Part, cells};
use super::shorthand::{self, Phrases};
use super::{Book, Form, Sheet};
use crate::model::Format;
use crate::rows::Row;
use std::io;

/// The first day that every program counts alike, 1 March 1900, from 1970-01-01: Excel has a 29 February 1900.
const FIRST_DAY: i64 = -25_508;

/// Writes `<table>.xlsx`.
#[derive(Debug)]
pub struct Xlsx;

impl Form for Xlsx {
    const FORMAT: Format = Format::Xlsx;
    const PHRASES: Phrases = cell::PHRASES;

    fn row(columns: &[Column], row: &Row<'_>, part: &mut Part, list: &mut Vec<u8>) {
        let Part { text: out, misfit, as_text, .. } = part;
        out.extend_from_slice(cell::ROW_BEGINS);
        cells(columns, row, FIRST_DAY, list, |number, column, content| {
            if let Content::Text(_) = content
                && column.is_typed
                && let Some(count) = as_text.get_mut(number)
            {
                *count += 1;
            }
            if let Err(why) = cell::write(&column.letters, content, out) {
                misfit.get_or_insert((number, why));
            }
        });
        out.push(cell::ROW_ENDS);
    }

    fn begin(book: &Book, widths: &[u32], package: &mut Package) -> io::Result<()> {
        parts::before(book, package)?;
        package.begin("xl/worksheets/sheet1.xml")?;
        package.write(&parts::head(widths, true))?;
        let names: Vec<&str> = book.columns.iter().map(|column| column.name.as_str()).collect();
        shorthand::write(&parts::row(&names, |_| styles::HEADER), &cell::PHRASES, 0, package)
    }

    fn end(book: &Book, notes: [Sheet; 2], rows: u64, package: &mut Package) -> io::Result<()> {
        package.write(parts::tail_of_rows(book.columns.len(), rows).as_bytes())?;
        for (number, sheet) in notes.iter().enumerate() {
            package.begin(&format!("xl/worksheets/sheet{}.xml", number + 2))?;
            parts::note(sheet, package)?;
        }
        Ok(())
    }
}
