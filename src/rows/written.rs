//! Rows that a CSV has as their file has them: they are copied whole.

use super::batch::{ROWS, Rows, State};
use crate::csvw::tokenizer::RecordKind;

/// Which rows of a batch are written as RFC 4180 would have their values.
pub struct AsWritten<'r> {
    rows: &'r Rows<'r>,
    columns: &'r [usize],
    /// The greatest state of each row's cells; an odd one where the columns are not the file's.
    states: [State; ROWS],
}

impl<'r> Rows<'r> {
    /// The rows that are written as a CSV of these columns of the schema would have them.
    #[must_use]
    pub fn as_written(&'r self, columns: &'r [usize]) -> AsWritten<'r> {
        let same = columns
            .iter()
            .enumerate()
            .all(|(position, column)| self.layout.field(*column).is_some_and(|field| field as usize == position));
        let mut states = [if same { State::AS_WRITTEN } else { State::odd(0) }; ROWS];
        if same {
            for column in columns {
                let first = column.saturating_mul(self.len());
                let of_column = self.memory.states.get(first..first.saturating_add(self.len())).unwrap_or_default();
                for (greatest, state) in states.iter_mut().zip(of_column) {
                    *greatest = (*greatest).max(*state);
                }
            }
        }
        AsWritten { rows: self, columns, states }
    }
}

impl<'r> AsWritten<'r> {
    /// The record of a row of the batch, from 0, without its terminator, if it is a record of RFC 4180 with exactly the
    /// values' canonical texts: all that is null is empty, nothing is in quotes or needs them, and only commas are
    /// between the cells.
    #[must_use]
    #[inline]
    pub fn record(&self, row: usize) -> Option<&'r [u8]> {
        let greatest = self.states.get(row).copied().filter(|state| !state.is_odd())?;
        let rows = self.rows;
        let record = rows.records.records.get(rows.memory.rows.get(row)?.in_batch as usize)?;
        // A record whose only cell is empty has quotes in a CSV.
        if record.kind != RecordKind::Data || record.field_count as usize != self.columns.len() {
            return None;
        }
        let fields = rows.records.fields.get(record.fields())?;
        // A word for null is not written.
        if greatest == State::NULL
            && self.columns.iter().zip(fields).any(|(column, field)| {
                let state = rows.memory.states.get(column * rows.len() + row);
                state == Some(&State::NULL) && !field.range().is_empty()
            })
        {
            return None;
        }
        // One byte between two fields and nothing around them: so there are no quotes, and nothing was trimmed.
        let text: usize = fields.iter().map(|field| field.range().len()).sum();
        let bytes = rows.chunk.get(record.range())?;
        if text + fields.len() != bytes.len() + 1 {
            return None;
        }
        match fields {
            [_] if memchr::memchr(b',', bytes).is_some() => return None,
            [first, _, ..] if rows.chunk.get(first.end as usize) != Some(&b',') => return None,
            _ => {}
        }
        memchr::memchr3(b'"', b'\r', b'\n', bytes).is_none().then_some(bytes)
    }
}
