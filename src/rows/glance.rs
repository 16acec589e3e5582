//! A batch looked at column by column: what most cells are is known without a close look.

use super::batch::{AS_WRITTEN, NULL, Rows};

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
    /// The cells of a column of the schema, row by row. Each is [null](Glance::Null) where there is no such column.
    #[inline]
    pub fn glances(&self, column: usize) -> impl Iterator<Item = Glance<'_>> {
        let first = column.saturating_mul(self.len());
        let states = self.memory.states.get(first..first.saturating_add(self.len())).unwrap_or_default();
        let field = self.layout.field(column);
        self.memory.rows.iter().zip(states).map(move |(row, state)| {
            let field = || {
                let record = self.records.records.get(row.in_batch as usize)?;
                let field = field.filter(|field| *field < record.field_count)?;
                let field = self.records.fields.get(record.first_field as usize + field as usize)?;
                self.chunk.get(field.range())
            };
            match *state {
                AS_WRITTEN => Glance::AsWritten(field().unwrap_or_default()),
                NULL => Glance::Null(field().unwrap_or_default()),
                _ => Glance::Other,
            }
        })
    }

    /// The stretch of the chunk that the rows are in: every cell that is as it is written is in there.
    #[must_use]
    pub fn stretch(&self) -> &[u8] {
        let record = |row: &super::batch::RowAt| self.records.records.get(row.in_batch as usize);
        let start = self.memory.rows.first().and_then(record).map_or(0, |record| record.start as usize);
        let end = self.memory.rows.last().and_then(record).map_or(start, |record| record.end as usize);
        self.chunk.get(start..end).unwrap_or_default()
    }
}
