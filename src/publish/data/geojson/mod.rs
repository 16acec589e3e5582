//! GeoJSON (RFC 7946): a feature a row, for tables that declare where their rows are.

mod national_grid;
mod point;
#[cfg(test)]
mod tests;

use super::buffers::Buffers;
use super::stream::FormatStream;
use crate::csvw::value::Kind;
use crate::diagnostics::Report;
use crate::model::{Axis, Coordinates, Format, ReferenceSystem, Table};
use crate::output::Staging;
use crate::rows::object::{cut, is_number, published, string};
use crate::rows::{Cell, ChunkAt, Error, Finished, Maker, Row, Rows, Sink};
use point::{Place, place};

/// A value in a reason is shown with so many characters.
const SHOWN: usize = 40;

/// `<table>.geojson`.
#[derive(Debug)]
pub struct GeojsonFile {
    file: FormatStream,
    coordinates: Coordinates,
    columns: Columns,
    is_first: bool,
    /// The first cell that is no coordinate, in words.
    first: Option<String>,
    /// Rows with such a cell.
    nowhere: u64,
}

/// Where in the schema there is what a feature is made of.
#[derive(Debug, Clone, Copy)]
struct Columns {
    system: ReferenceSystem,
    x: usize,
    y: usize,
    /// The column that tells rows apart by itself.
    id: Option<usize>,
}

impl Columns {
    /// None where the table has no coordinates that are published.
    fn of(table: &Table) -> Option<Self> {
        let coordinates = table.coordinates.as_ref()?;
        let index = |name: &str| published(table).find(|index| table.schema.columns[*index].name == name);
        let id = match table.schema.primary_key.as_slice() {
            [only] => index(only).filter(|index| table.schema.columns[*index].separator.is_none()),
            _ => None,
        };
        Some(Self { system: coordinates.system, x: index(&coordinates.x)?, y: index(&coordinates.y)?, id })
    }

    fn column(&self, axis: Axis) -> usize {
        match axis {
            Axis::X => self.x,
            Axis::Y => self.y,
        }
    }
}

impl GeojsonFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes, and when a row is nowhere. None for a table
    /// without coordinates.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Option<Self>, Error> {
        let Some((coordinates, columns)) = table.coordinates.clone().zip(Columns::of(table)) else { return Ok(None) };
        let mut file = FormatStream::begin(staging, dataset, &table.name, Format::Geojson, limit)?;
        file.write(b"{\"type\":\"FeatureCollection\",\"features\":".to_vec())?;
        Ok(Some(Self { file, coordinates, columns, is_first: true, first: None, nowhere: 0 }))
    }

    /// Takes the file back because of rows that are nowhere.
    fn withdraw(&mut self) -> Result<(), Error> {
        let Some(first) = &self.first else { return Ok(()) };
        let reason = match self.nowhere {
            1 => first.clone(),
            count => format!("{first} ({count} rows have such a cell)"),
        };
        let help = "correct the cells, or `coordinates` if the columns are swapped; a marker for an unknown place is \
                    declared with `null`";
        self.file.withdraw(reason, help.to_owned())
    }
}

impl Sink for GeojsonFile {
    type Maker = GeojsonRows;

    fn maker(&self) -> GeojsonRows {
        GeojsonRows { columns: self.columns, buffers: self.file.buffers() }
    }

    fn take(&mut self, part: GeojsonPart, at: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        self.nowhere += part.nowhere;
        if let (None, Some(first)) = (&self.first, &part.first) {
            let (row, file, text) = (at.row(first.record), at.path().name(), &first.text);
            let (column, key) = (self.coordinates.column(first.axis), self.columns.system.key(first.axis));
            self.first = Some(format!("`{text}` in row {row} of `{file}`, column `{column}`, is no {key}"));
            // Rows are counted to the end; nothing more is written.
            self.withdraw()?;
        }
        let Some(mut features) = part.features else { return Ok(()) };
        // Every feature comes with `,` and a line end before it; the first has `[` in place of the comma.
        if self.is_first
            && let Some(comma) = features.first_mut()
        {
            *comma = b'[';
            self.is_first = false;
        }
        self.file.write(features)
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        self.file.write(if self.is_first { b"[]}\n".to_vec() } else { b"\n]}\n".to_vec() })?;
        self.withdraw()?;
        self.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        self.file.abandon()
    }
}

/// The pure half of [`GeojsonFile`].
#[derive(Debug)]
pub struct GeojsonRows {
    columns: Columns,
    buffers: Buffers,
}

/// The features of a chunk.
#[derive(Debug)]
pub struct GeojsonPart {
    /// None once the file was taken back.
    features: Option<Vec<u8>>,
    first: Option<Nowhere>,
    nowhere: u64,
}

/// A cell that is no coordinate.
#[derive(Debug)]
struct Nowhere {
    record: u32,
    axis: Axis,
    text: String,
}

impl Maker for GeojsonRows {
    type Part = GeojsonPart;

    fn begin(&self) -> GeojsonPart {
        GeojsonPart { features: self.buffers.take(), first: None, nowhere: 0 }
    }

    fn rows<'r>(&self, part: &mut GeojsonPart, rows: &'r Rows<'r>) {
        for (row, object) in rows.iter().zip(rows.objects().iter()) {
            match place(self.columns.system, row.cell(self.columns.x), row.cell(self.columns.y)) {
                Place::Nowhere(axis) => {
                    part.nowhere += 1;
                    part.first.get_or_insert_with(|| {
                        let text = cut(row.cell(self.columns.column(axis)).text, SHOWN);
                        Nowhere { record: row.record, axis, text: String::from_utf8_lossy(text).into_owned() }
                    });
                }
                place => {
                    if let Some(features) = &mut part.features {
                        self.feature(&row, &place, object, features);
                    }
                }
            }
        }
    }
}

impl GeojsonRows {
    fn feature(&self, row: &Row<'_>, place: &Place<'_>, properties: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(b",\n{\"type\":\"Feature\"");
        if let Some(id) = self.columns.id.map(|column| row.cell(column)) {
            write_id(id, out);
        }
        out.extend_from_slice(b",\"geometry\":");
        place.write(out);
        out.extend_from_slice(b",\"properties\":");
        out.extend_from_slice(properties);
        out.push(b'}');
    }
}

/// A feature's identifier is a string or a number (RFC 7946, section 3.2).
fn write_id(cell: Cell<'_>, out: &mut Vec<u8>) {
    let is_plain = match cell.kind {
        Kind::Null | Kind::List => return,
        Kind::Integer | Kind::Decimal | Kind::Double => is_number(cell.text),
        _ => false,
    };
    out.extend_from_slice(b",\"id\":");
    if is_plain {
        out.extend_from_slice(cell.text);
    } else {
        string(cell.text, out);
    }
}
