//! `geo/coordinate-out-of-range`: a place that is none.

use super::of_column;
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, PLACES_KEPT, Report, Severity};
use crate::model::{Axis, ReferenceSystem, Table};
use crate::rows::object::cut;
use crate::rows::{ChunkAt, Error, Finished, Maker, Rows, Sink};

/// A value is shown with so many characters.
const SHOWN: usize = 40;

/// Looks for coordinates that are nowhere.
#[derive(Debug)]
pub struct CoordinatesOutOfRange<'a> {
    dataset: &'a str,
    table: &'a Table,
    system: ReferenceSystem,
    found: u64,
}

impl<'a> CoordinatesOutOfRange<'a> {
    /// Over a table that declares coordinates; none for another.
    #[must_use]
    pub fn new(dataset: &'a str, table: &'a Table) -> Option<Self> {
        let system = table.coordinates.as_ref()?.system;
        Some(Self { dataset, table, system, found: 0 })
    }

    fn finding(&self, out: &OutOfRange, at: &ChunkAt<'_>) -> Diagnostic {
        let shown = String::from_utf8_lossy(cut(&out.text, SHOWN)).into_owned();
        let key = self.system.key(out.axis);
        let mut finding = Diagnostic::new(
            "geo/coordinate-out-of-range",
            format!("`{shown}` is no {key}"),
            at.cell(out.record, out.column),
        )
        .because(self.system.range_in_words(out.axis))
        .help("correct the cell, or `coordinates` if the columns are swapped; until then the table has no GeoJSON");
        finding.severity = Severity::Warning;
        of_column(finding, self.dataset, self.table, out.column)
    }
}

impl Sink for CoordinatesOutOfRange<'_> {
    type Maker = CoordinateCells;

    fn maker(&self) -> CoordinateCells {
        let coordinates = self.table.coordinates.as_ref();
        let column = |axis| {
            let name = coordinates?.column(axis);
            let index = self.table.schema.columns.iter().position(|column| column.name == name)?;
            Some((axis, index))
        };
        CoordinateCells { system: self.system, columns: [Axis::Y, Axis::X].into_iter().filter_map(column).collect() }
    }

    fn take(&mut self, part: Vec<OutOfRange>, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        let room = usize::try_from(PLACES_KEPT.saturating_sub(self.found)).unwrap_or(usize::MAX).min(part.len());
        self.found += part.len() as u64;
        let (kept, counted) = part.split_at(room);
        for out in kept {
            report.add(self.finding(out, at));
        }
        for out in counted {
            report.count(&self.finding(out, at), 1);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

/// The pure half of [`CoordinatesOutOfRange`].
#[derive(Debug)]
pub struct CoordinateCells {
    system: ReferenceSystem,
    columns: Vec<(Axis, usize)>,
}

/// A cell that is no coordinate.
#[derive(Debug)]
pub struct OutOfRange {
    record: u32,
    column: usize,
    axis: Axis,
    /// The value, cut.
    text: Vec<u8>,
}

impl Maker for CoordinateCells {
    type Part = Vec<OutOfRange>;

    fn begin(&self) -> Vec<OutOfRange> {
        Vec::new()
    }

    fn rows<'r>(&self, part: &mut Vec<OutOfRange>, rows: &'r Rows<'r>) {
        for &(axis, column) in &self.columns {
            for row in rows.iter() {
                let cell = row.cell(column);
                // What is no number is told by its datatype.
                let is_number = matches!(cell.kind, Kind::Integer | Kind::Decimal | Kind::Double);
                if is_number && self.system.coordinate(axis, cell.text).is_none() {
                    let text = cut(cell.text, SHOWN + 1).to_vec();
                    part.push(OutOfRange { record: row.record, column, axis, text });
                }
            }
        }
        // Findings come in the order of the rows.
        part.sort_by_key(|out| (out.record, out.axis == Axis::X));
    }
}
