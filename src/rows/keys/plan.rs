//! Which columns of a row are a key, and its hash.

use super::hash::marked;
use crate::csvw::Table as Schema;
use crate::csvw::key::{hash_bytes, hash_text};
use crate::csvw::value::Kind;
use crate::rows::batch::Row;

/// Which columns form a key.
#[derive(Debug, Clone)]
pub(in crate::rows) struct Plan {
    columns: Vec<usize>,
    role: Role,
}

/// What a key is to its table. In a primary key and a reference rows whose cells are flawed are left out, so that one
/// mistake is told once; what others refer to is there for them, flawed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Primary,
    Referenced,
    Foreign,
}

impl Plan {
    fn new(schema: &Schema, names: &[String], role: Role) -> Option<Self> {
        let columns: Option<Vec<usize>> = names.iter().map(|name| schema.column_index(name)).collect();
        Some(Self { columns: columns.filter(|columns| !columns.is_empty())?, role })
    }

    /// Columns that others refer to, if they are all there.
    pub(super) fn referenced(schema: &Schema, names: &[String]) -> Option<Self> {
        Self::new(schema, names, Role::Referenced)
    }

    /// The primary key, in which no value may be null.
    pub(in crate::rows) fn primary(schema: &Schema) -> Option<Self> {
        Self::new(schema, &schema.primary_key, Role::Primary)
    }

    /// A reference to another table's key.
    pub(in crate::rows) fn foreign(schema: &Schema, names: &[String]) -> Option<Self> {
        Self::new(schema, names, Role::Foreign)
    }

    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The columns of the key that are null in a row.
    pub(super) fn nulls(&self, row: &Row<'_>) -> impl Iterator<Item = usize> {
        self.columns.iter().copied().filter(|column| row.cell(*column).kind == Kind::Null)
    }

    /// The first of them.
    pub(super) fn first_null(&self, row: &Row<'_>) -> Option<usize> {
        self.nulls(row).next()
    }

    pub(super) fn role(&self) -> Role {
        self.role
    }

    /// The hash of a row's key, marked if there is a null in it. None where the row does not count, or a part of a primary
    /// key is null. `scratch` is used for its normal form.
    pub(super) fn hash(&self, row: &Row<'_>, scratch: &mut Vec<u8>) -> Option<u128> {
        // Most keys are one text.
        if let [column] = *self.columns
            && row.judged
            && (self.role == Role::Referenced || !row.is_flawed(column))
        {
            let cell = row.cell(column);
            if cell.kind == Kind::String {
                return Some(marked(hash_text(cell.text, scratch), false));
            }
        }
        self.key(row, scratch)
    }

    /// The same, with the key's normal form in `key`.
    pub(super) fn key(&self, row: &Row<'_>, key: &mut Vec<u8>) -> Option<u128> {
        key.clear();
        if !row.judged {
            return None;
        }
        let mut has_null = false;
        for &column in &self.columns {
            if self.role != Role::Referenced && row.is_flawed(column) {
                return None;
            }
            has_null |= row.cell(column).kind == Kind::Null;
            row.key_bytes(column, key);
        }
        (!has_null || self.role != Role::Primary).then(|| marked(hash_bytes(key), has_null))
    }
}
