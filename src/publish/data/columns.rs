//! The columns that are written.

use crate::model::Table;
use crate::rows::object::published;
use std::sync::Arc;

/// The published columns of a table, shared by the two halves of a sink.
#[derive(Debug, Clone)]
pub(super) struct Published {
    columns: Arc<[Column]>,
    indexes: Arc<[usize]>,
}

/// A column that is written.
#[derive(Debug)]
pub(super) struct Column {
    /// Its position in the schema.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// What joins the items of a list in the CSV.
    pub separator: Option<Vec<u8>>,
}

impl Published {
    /// The columns of `table` that are neither suppressed nor virtual.
    pub fn of(table: &Table) -> Self {
        let columns: Arc<[Column]> = published(table)
            .filter_map(|index| {
                let column = table.schema.columns.get(index)?;
                let separator = column.separator.as_ref().map(|separator| separator.as_bytes().to_vec());
                Some(Column { index, name: column.name.clone(), separator })
            })
            .collect();
        let indexes = columns.iter().map(|column| column.index).collect();
        Self { columns, indexes }
    }

    /// Their positions in the schema, in order.
    pub fn indexes(&self) -> &[usize] {
        &self.indexes
    }

    /// The columns, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }
}
