//! The keys of a table's rows, collected as they are read.

use super::set::{KeySet, KeySetBuilder};
use crate::csvw::Table as Schema;
use crate::csvw::key::hash_bytes;
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, PLACES_KEPT, Report, span_of};
use crate::model::Table;
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use crate::rows::place::ChunkAt;
use crate::rows::sink::{Maker, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// The keys of a table.
#[derive(Debug, Default)]
pub struct TableKeys {
    /// The primary key, if one is declared and its columns are there.
    pub primary: Option<KeySet>,
    /// The columns that were asked for because others refer to them, by their names.
    pub referenced: BTreeMap<Vec<String>, KeySet>,
    /// What the rows refer to, a set for each foreign key of the schema; none where its columns are not there.
    pub foreign: Vec<Option<KeySet>>,
}

/// Which columns form a key.
#[derive(Debug, Clone)]
pub(in crate::rows) struct Plan {
    columns: Vec<usize>,
    /// Whether a null in it is a finding.
    is_primary: bool,
    /// Whether rows whose cells are flawed are left out, so that one mistake is told once.
    skips_flawed: bool,
}

impl Plan {
    /// A table's own key, if its columns are all there.
    pub(in crate::rows) fn own(schema: &Schema, names: &[String]) -> Option<Self> {
        let columns: Option<Vec<usize>> = names.iter().map(|name| schema.column_index(name)).collect();
        let columns = columns.filter(|columns| !columns.is_empty())?;
        Some(Self { columns, is_primary: false, skips_flawed: false })
    }

    /// The primary key: a null in it is a finding.
    pub(in crate::rows) fn primary(schema: &Schema) -> Option<Self> {
        Some(Self { is_primary: true, skips_flawed: true, ..Self::own(schema, &schema.primary_key)? })
    }

    /// A reference to another table's key.
    pub(in crate::rows) fn foreign(schema: &Schema, names: &[String]) -> Option<Self> {
        Some(Self { skips_flawed: true, ..Self::own(schema, names)? })
    }

    pub(in crate::rows) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The hash of a row's key, and in `key` its normal form; none where a part is null, or the row does not count.
    pub(in crate::rows) fn key(&self, row: &Row<'_>, key: &mut Vec<u8>) -> Option<u128> {
        key.clear();
        if !row.judged {
            return None;
        }
        for &column in &self.columns {
            if row.cell(column).kind == Kind::Null || (self.skips_flawed && row.is_flawed(column)) {
                return None;
            }
            row.key_bytes(column, key);
        }
        Some(hash_bytes(key))
    }
}

/// What a chunk's rows have for keys.
#[derive(Debug, Default)]
pub(in crate::rows) struct KeyPart {
    /// For each plan the hashes of its rows.
    hashes: Vec<Vec<u128>>,
    /// Nulls in the primary key: record and column.
    missing: Vec<(u32, usize)>,
    /// How many there are that are not in `missing`.
    more_missing: BTreeMap<usize, u64>,
    scratch: Vec<u8>,
}

/// Makes the keys of a chunk.
#[derive(Debug)]
pub(in crate::rows) struct KeyMaker {
    plans: Vec<Plan>,
}

impl Maker for KeyMaker {
    type Part = KeyPart;

    fn begin(&self) -> KeyPart {
        KeyPart { hashes: vec![Vec::new(); self.plans.len()], ..KeyPart::default() }
    }

    fn row(&self, part: &mut KeyPart, row: &Row<'_>) {
        for (plan, hashes) in self.plans.iter().zip(&mut part.hashes) {
            if let Some(hash) = plan.key(row, &mut part.scratch) {
                hashes.push(hash);
            } else if plan.is_primary && row.judged {
                for &column in &plan.columns {
                    // A cell that is null though it is required was found already.
                    if row.cell(column).kind != Kind::Null || row.is_flawed(column) {
                        continue;
                    }
                    if (part.missing.len() as u64) < PLACES_KEPT {
                        part.missing.push((row.record, column));
                    } else {
                        *part.more_missing.entry(column).or_insert(0) += 1;
                    }
                }
            }
        }
    }
}

/// Which set a plan's keys go into.
#[derive(Debug)]
enum Goal {
    Primary,
    Referenced(Vec<String>),
    Foreign(usize),
}

/// Collects the keys of a table.
#[derive(Debug)]
pub(in crate::rows) struct Collector<'a> {
    dataset: &'a str,
    table: &'a Table,
    plans: Vec<(Goal, Plan)>,
    builders: Vec<KeySetBuilder>,
}

impl<'a> Collector<'a> {
    /// Collects the primary key, the columns of `referenced` and the foreign keys, as far as their columns are there:
    /// a key that names no column is a finding of whoever read the declaration.
    pub(in crate::rows) fn new(
        dataset: &'a str,
        table: &'a Table,
        referenced: &[Vec<String>],
        budget: &Budget,
        folder: &Path,
    ) -> Self {
        let schema = &table.schema;
        let mut plans = Vec::new();
        if let Some(plan) = Plan::primary(schema) {
            plans.push((Goal::Primary, plan));
        }
        for names in referenced {
            if let Some(plan) = Plan::own(schema, names) {
                plans.push((Goal::Referenced(names.clone()), plan));
            }
        }
        for (index, key) in schema.foreign_keys.iter().enumerate() {
            if let Some(plan) = Plan::foreign(schema, &key.columns) {
                plans.push((Goal::Foreign(index), plan));
            }
        }
        let builders = plans.iter().map(|_| KeySetBuilder::new(budget, folder)).collect();
        Self { dataset, table, plans, builders }
    }

    pub(in crate::rows) fn maker(&self) -> KeyMaker {
        KeyMaker { plans: self.plans.iter().map(|(_, plan)| plan.clone()).collect() }
    }

    pub(in crate::rows) fn take(&mut self, part: KeyPart, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        for (builder, hashes) in self.builders.iter_mut().zip(part.hashes) {
            for hash in hashes {
                builder.add(hash)?;
            }
        }
        for (record, column) in part.missing {
            report.add(self.missing(column, at.cell(record, column)));
        }
        for (column, more) in part.more_missing {
            report.count(&self.missing(column, at.path().clone()), more);
        }
        Ok(())
    }

    fn missing(&self, column: usize, at: impl Into<Location>) -> Diagnostic {
        let name = self.table.schema.columns.get(column).map_or("", |column| column.name.as_str());
        let message = format!("`{name}` has no value, and it is part of the primary key");
        Diagnostic::new("csvw/missing-key-value", message, at)
            .because("a row is told apart by this value")
            .also_at(self.table.schema.primary_key_place.map(span_of), "the primary key is declared here")
            .help("fill in the cell, or choose a key that every row has")
            .of_dataset(self.dataset)
            .of_table(&self.table.name)
            .of_column(name)
    }

    pub(in crate::rows) fn finish(self) -> Result<TableKeys, Error> {
        let foreign = self.table.schema.foreign_keys.iter().map(|_| None).collect();
        let mut keys = TableKeys { foreign, ..TableKeys::default() };
        for ((goal, _), builder) in self.plans.into_iter().zip(self.builders) {
            let set = builder.finish()?;
            match goal {
                Goal::Primary => keys.primary = Some(set),
                Goal::Referenced(names) => {
                    keys.referenced.insert(names, set);
                }
                Goal::Foreign(index) => {
                    if let Some(slot) = keys.foreign.get_mut(index) {
                        *slot = Some(set);
                    }
                }
            }
        }
        Ok(keys)
    }
}
