//! `csvw/mixed-null-markers`: several words for "no value" in one column, whose difference is lost when all become empty.

use super::of_column;
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, Report, Severity, span_of};
use crate::model::Table;
use crate::rows::{ChunkAt, Error, Finished, Glance, Maker, Rows, Sink};
use std::collections::BTreeMap;

/// Notes which null markers are in use.
#[derive(Debug)]
pub struct MixedNullMarkers<'a> {
    dataset: &'a str,
    table: &'a Table,
    seen: BTreeMap<usize, BTreeMap<Vec<u8>, u64>>,
}

impl<'a> MixedNullMarkers<'a> {
    /// Over the published columns of a table that have more than one marker that is not empty.
    #[must_use]
    pub fn new(dataset: &'a str, table: &'a Table) -> Self {
        Self { dataset, table, seen: BTreeMap::new() }
    }
}

impl Sink for MixedNullMarkers<'_> {
    type Maker = NullCells;

    fn maker(&self) -> NullCells {
        let has_several = |markers: &[String]| markers.iter().filter(|marker| !marker.is_empty()).count() > 1;
        let columns = self.table.schema.columns.iter().enumerate();
        let columns = columns.filter(|(_, column)| {
            has_several(&column.null) && !column.suppress_output && !column.is_virtual && column.separator.is_none()
        });
        NullCells { columns: columns.map(|(index, _)| index).collect() }
    }

    fn take(&mut self, part: NullPart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        for (column, markers) in part {
            let seen = self.seen.entry(column).or_default();
            for (marker, count) in markers {
                *seen.entry(marker).or_insert(0) += count;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        for (&column, markers) in self.seen.iter().filter(|(_, markers)| markers.len() > 1) {
            let Some(declared) = self.table.schema.columns.get(column) else { continue };
            let shown: Vec<String> = markers
                .iter()
                .map(|(marker, count)| format!("`{}` ({count})", String::from_utf8_lossy(marker)))
                .collect();
            let place = declared
                .place
                .map_or_else(|| Location::Dataset(self.dataset.to_owned()), |place| span_of(place).into());
            let mut finding = Diagnostic::new(
                "csvw/mixed-null-markers",
                format!("`{}` has several words for no value: {}", declared.name, shown.join(", ")),
                place,
            )
            .because("all of them are published as an empty cell, so their difference is lost")
            .help("if they mean different things, such as suppressed and missing, say so in a column of its own for the status");
            finding.severity = Severity::Warning;
            let mut finding = of_column(finding, self.dataset, self.table, column);
            finding.secondary.clear();
            outcome.report.add(finding);
        }
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

/// The pure half of [`MixedNullMarkers`].
#[derive(Debug)]
pub struct NullCells {
    columns: Vec<usize>,
}

/// Markers of a chunk by column, with how often each is there.
pub type NullPart = BTreeMap<usize, BTreeMap<Vec<u8>, u64>>;

impl Maker for NullCells {
    type Part = NullPart;

    fn begin(&self) -> NullPart {
        NullPart::new()
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        for &column in &self.columns {
            for (index, glance) in rows.glances(column).enumerate() {
                match glance {
                    Glance::AsWritten(_) => {}
                    Glance::Null(marker) => count(part, column, marker),
                    Glance::Other => {
                        let row = rows.row(index).filter(|row| row.cell(column).kind == Kind::Null);
                        count(part, column, row.map_or(b"", |row| row.raw(column)));
                    }
                }
            }
        }
    }
}

fn count(part: &mut NullPart, column: usize, raw: &[u8]) {
    let marker = raw.trim_ascii();
    // A marker is in the metadata, so it is short; whatever is long is none.
    if marker.is_empty() || marker.len() > 200 {
        return;
    }
    let markers = part.entry(column).or_default();
    match markers.get_mut(marker) {
        Some(count) => *count += 1,
        None => {
            markers.insert(marker.to_vec(), 1);
        }
    }
}
