//! A batch looked at column by column: what most cells are is known without a close look.

use super::batch::{Row, RowAt, Rows, State};
use crate::csvw::column::screen::Texts;

/// What a glance at a cell tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance<'r> {
    /// Its value is not null, no list, without a flaw, and its text is this, as it is in the file.
    AsWritten(&'r [u8]),
    /// It is null, and this is in the file.
    Null(&'r [u8]),
    /// The [row](super::Row) tells.
    Other,
}

impl Rows<'_> {
    /// The cells of a column of the schema, row by row; none where there is no such column.
    #[inline]
    pub fn glances(&self, column: usize) -> impl Iterator<Item = Glance<'_>> {
        let first = column.saturating_mul(self.len());
        let states = self.memory.states.get(first..first.saturating_add(self.len())).unwrap_or_default();
        // No record has so many fields.
        let number = self.layout.field(column).unwrap_or(u32::MAX);
        let text = move |row: &RowAt| self.chunk.get(row.field(self.records, number)?.range());
        self.memory.rows.iter().zip(states).map(move |(row, state)| match *state {
            State::AS_WRITTEN => Glance::AsWritten(text(row).unwrap_or_default()),
            State::NULL => Glance::Null(text(row).unwrap_or_default()),
            _ => Glance::Other,
        })
    }

    /// The rows whose cells in a column are neither null nor plainly written as they are, from 0 in the batch.
    pub fn others(&self, column: usize) -> impl Iterator<Item = usize> {
        let first = column.saturating_mul(self.len());
        let states = self.memory.states.get(first..first.saturating_add(self.len())).unwrap_or_default();
        states.iter().enumerate().filter(|(_, state)| state.is_odd()).map(|(row, _)| row)
    }

    /// What can be said of every text that is [`Glance::AsWritten`] in a column, if its format says something.
    #[must_use]
    pub fn texts(&self, column: usize) -> Option<&Texts> {
        self.columns.columns.get(column)?.compiled.texts()
    }

    /// A row of the batch, from 0.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let RowAt { record, judged, .. } = *self.memory.rows.get(index)?;
        Some(Row { rows: self, index, record, judged })
    }

    /// The stretch of the chunk that the rows are in: every cell that is as it is written is in there.
    #[must_use]
    pub fn stretch(&self) -> &[u8] {
        let record = |row: &RowAt| self.records.records.get(row.in_batch as usize);
        let start = self.memory.rows.first().and_then(record).map_or(0, |record| record.start as usize);
        let end = self.memory.rows.last().and_then(record).map_or(start, |record| record.end as usize);
        self.chunk.get(start..end).unwrap_or_default()
    }
}
