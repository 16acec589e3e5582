//! The keys of a table's rows, collected as they are read.

use super::locate::null_reference;
use super::{KeySet, KeySetBuilder, has_null, marked};
use crate::csvw::Table as Schema;
use crate::csvw::key::hash_bytes;
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, PLACES_KEPT, Report, span_of};
use crate::model::Table;
use crate::rows::batch::{Row, Rows};
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use crate::rows::place::ChunkAt;
use crate::rows::sink::Maker;
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
    /// For each foreign key of the schema the rows that have a null in it: findings if the referenced table has not
    /// exactly one row with that null, which [`resolve`](super::resolve) tells.
    pub null_references: Vec<Report>,
}

/// Which columns form a key.
#[derive(Debug, Clone)]
pub(in crate::rows) struct Plan {
    columns: Vec<usize>,
    role: Role,
}

/// What a key is to its table. In a primary key and a reference rows whose cells are flawed are left out, so that one
/// mistake is told once; what others refer to is there for them, flawed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
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
    pub(in crate::rows) fn referenced(schema: &Schema, names: &[String]) -> Option<Self> {
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

    pub(in crate::rows) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The columns of the key that are null in a row.
    fn nulls(&self, row: &Row<'_>) -> impl Iterator<Item = usize> {
        self.columns.iter().copied().filter(|column| row.cell(*column).kind == Kind::Null)
    }

    /// The first of them.
    pub(in crate::rows) fn first_null(&self, row: &Row<'_>) -> Option<usize> {
        self.nulls(row).next()
    }

    /// The hash of a row's key, marked if there is a null in it, and in `key` its normal form. None where the row does
    /// not count, or a part of a primary key is null.
    pub(in crate::rows) fn key(&self, row: &Row<'_>, key: &mut Vec<u8>) -> Option<u128> {
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

/// What a chunk's rows have for keys.
#[derive(Debug, Default)]
pub(in crate::rows) struct KeyPart {
    /// For each plan the hashes of its rows.
    hashes: Vec<Vec<u128>>,
    /// Nulls in the primary key and in foreign keys.
    gaps: Vec<Gap>,
    /// How many there are of a plan and column that are not in `gaps`.
    more_gaps: BTreeMap<(usize, usize), u64>,
    scratch: Vec<u8>,
}

impl KeyPart {
    fn gap(&mut self, gap: Gap) {
        if (self.gaps.len() as u64) < PLACES_KEPT {
            self.gaps.push(gap);
        } else {
            *self.more_gaps.entry((gap.plan, gap.column)).or_insert(0) += 1;
        }
    }
}

/// A null in a key.
#[derive(Debug, Clone, Copy)]
struct Gap {
    plan: usize,
    record: u32,
    column: usize,
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

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        for row in rows.iter() {
            self.row(part, &row);
        }
    }
}

impl KeyMaker {
    fn row(&self, part: &mut KeyPart, row: &Row<'_>) {
        for (index, plan) in self.plans.iter().enumerate() {
            let hash = plan.key(row, &mut part.scratch);
            if let (Some(hash), Some(hashes)) = (hash, part.hashes.get_mut(index)) {
                hashes.push(hash);
            }
            match (plan.role, hash) {
                (Role::Primary, None) if row.judged => {
                    // A cell that is null though it is required was found already.
                    for column in plan.nulls(row).filter(|column| !row.is_flawed(*column)) {
                        part.gap(Gap { plan: index, record: row.record, column });
                    }
                }
                (Role::Foreign, Some(hash)) if has_null(hash) => {
                    if let Some(column) = plan.first_null(row) {
                        part.gap(Gap { plan: index, record: row.record, column });
                    }
                }
                _ => {}
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
    null_references: Vec<Report>,
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
            if let Some(plan) = Plan::referenced(schema, names) {
                plans.push((Goal::Referenced(names.clone()), plan));
            }
        }
        for (index, key) in schema.foreign_keys.iter().enumerate() {
            if let Some(plan) = Plan::foreign(schema, &key.columns) {
                plans.push((Goal::Foreign(index), plan));
            }
        }
        let builders = plans.iter().map(|_| KeySetBuilder::new(budget, folder)).collect();
        let null_references = schema.foreign_keys.iter().map(|_| Report::default()).collect();
        Self { dataset, table, plans, builders, null_references }
    }

    pub(in crate::rows) fn maker(&self) -> KeyMaker {
        KeyMaker { plans: self.plans.iter().map(|(_, plan)| plan.clone()).collect() }
    }

    pub(in crate::rows) fn take(&mut self, part: KeyPart, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        for (builder, hashes) in self.builders.iter_mut().zip(part.hashes) {
            builder.extend(&hashes)?;
        }
        for Gap { plan, record, column } in part.gaps {
            self.gap(plan, column, Some(record), 1, at, report);
        }
        for ((plan, column), more) in part.more_gaps {
            self.gap(plan, column, None, more, at, report);
        }
        Ok(())
    }

    /// A null in a key at a record, or so many that are only counted.
    fn gap(
        &mut self,
        plan: usize,
        column: usize,
        record: Option<u32>,
        times: u64,
        at: &ChunkAt<'_>,
        report: &mut Report,
    ) {
        let (report, record, key) = match self.plans.get(plan) {
            Some((Goal::Primary, _)) => (report, record, None),
            Some((Goal::Foreign(index), _)) => {
                let known = self.null_references.get_mut(*index).zip(self.table.schema.foreign_keys.get(*index));
                let Some((report, key)) = known else { return };
                // Null is common in references, and a place takes time to work out.
                let has_room = (report.diagnostics().len() as u64) < PLACES_KEPT;
                (report, record.filter(|_| has_room), Some(key))
            }
            _ => return,
        };
        let place: Location = match record {
            Some(record) => at.cell(record, column).into(),
            None => at.path().clone().into(),
        };
        let finding = match key {
            Some(key) => null_reference(key, self.table, column, place),
            None => missing(self.table, column, place),
        };
        let finding = finding.of_dataset(self.dataset).of_table(&self.table.name);
        if record.is_some() {
            report.add(finding);
        } else {
            report.count(&finding, times);
        }
    }

    pub(in crate::rows) fn finish(self) -> Result<TableKeys, Error> {
        let foreign = self.table.schema.foreign_keys.iter().map(|_| None).collect();
        let mut keys = TableKeys { foreign, null_references: self.null_references, ..TableKeys::default() };
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

/// A null in the primary key.
fn missing(table: &Table, column: usize, at: Location) -> Diagnostic {
    let name = table.schema.columns.get(column).map_or("", |column| column.name.as_str());
    let message = format!("`{name}` has no value, and it is part of the primary key");
    Diagnostic::new("csvw/missing-key-value", message, at)
        .because("a row is told apart by this value")
        .also_at(table.schema.primary_key_place.map(span_of), "the primary key is declared here")
        .help("fill in the cell, or choose a key that every row has")
        .of_column(name)
}
