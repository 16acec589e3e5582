//! ODS: OpenDocument 1.3 (ISO/IEC 26300), a spreadsheet document.

mod cell;
mod parts;
mod styles;

use super::content::Content;
use super::package::Package;
use super::part::{Column, Part, cells};
use super::shorthand::{self, Phrases, ROW};
use super::{Book, Form, Sheet};
use crate::model::Format;
use crate::rows::Row;
use std::io;

/// 15 October 1582, from 1970-01-01: before it programs count days by another calendar.
const FIRST_DAY: i64 = -141_427;

/// Writes `<table>.ods`.
#[derive(Debug)]
pub struct Ods;

impl Form for Ods {
    const FORMAT: Format = Format::Ods;
    const PHRASES: Phrases = cell::PHRASES;

    fn row(columns: &[Column], row: &Row<'_>, part: &mut Part, list: &mut Vec<u8>) {
        let Part { text: out, misfit, as_text, .. } = part;
        out.push(ROW);
        let mut empty = 0;
        cells(columns, row, FIRST_DAY, list, |number, column, content| {
            if content == Content::Empty {
                empty += 1;
                return;
            }
            cell::write_empty(std::mem::take(&mut empty), out);
            if let Content::Text(_) = content
                && column.is_typed
                && let Some(count) = as_text.get_mut(number)
            {
                *count += 1;
            }
            if let Err(why) = cell::write(column.is_typed, content, out) {
                misfit.get_or_insert((number, why));
            }
        });
        cell::write_empty(empty, out);
        out.push(cell::ROW_ENDS);
    }

    fn begin(book: &Book, widths: &[u32], package: &mut Package) -> io::Result<()> {
        parts::before(book, package)?;
        package.begin("content.xml")?;
        package.write(parts::HEAD.as_bytes())?;
        package.write(styles::automatic().as_bytes())?;
        package.write(b"<office:body><office:spreadsheet>")?;
        let columns = book.columns.iter().zip(widths);
        let columns = columns.map(|(column, width)| (*width, if column.is_typed { "Default" } else { styles::TEXT }));
        let names: Vec<&str> = book.columns.iter().map(|column| column.name.as_str()).collect();
        let [name, ..] = &book.sheets;
        package.write(&parts::head(name, columns))?;
        shorthand::write(&parts::header(&names), &cell::PHRASES, 0, package)
    }

    fn end(book: &Book, notes: [Sheet; 2], rows: u64, package: &mut Package) -> io::Result<()> {
        package.write(b"</table:table>")?;
        for sheet in &notes {
            shorthand::write(&parts::note(sheet), &cell::PHRASES, 0, package)?;
        }
        let [name, ..] = &book.sheets;
        package.write(&parts::filter(name, book.columns.len(), rows))?;
        package.write(b"</office:spreadsheet></office:body></office:document-content>")
    }
}
