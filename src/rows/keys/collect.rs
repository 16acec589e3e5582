//! The keys of a table's rows, collected as they are read.

use super::locate::null_reference;
use super::plan::{Plan, Role};
use super::unique::{Repeated, UniqueKeys};
use super::{KeySet, KeySetBuilder, has_null};
use crate::diagnostics::{Diagnostic, Location, PLACES_KEPT, Report, span_of};
use crate::model::Table;
use crate::rows::batch::{Row, Rows};
use crate::rows::budget::Budget;
use crate::rows::error::Error;
use crate::rows::input::is_packed;
use crate::rows::place::ChunkAt;
use crate::rows::sink::Maker;
use crate::sources::Sources;
use std::collections::BTreeMap;
use std::path::Path;

/// The keys of a table.
#[derive(Debug, Default)]
pub struct TableKeys {
    /// The primary key, if one is declared and its columns are there.
    pub primary: Option<PrimaryKey>,
    /// The columns that were asked for because others refer to them, by their names.
    pub referenced: BTreeMap<Vec<String>, KeySet>,
    /// What the rows refer to, a set for each foreign key of the schema; none where its columns are not there.
    pub foreign: Vec<Option<KeySet>>,
    /// For each foreign key of the schema the rows that have a null in it: findings if the referenced table has not
    /// exactly one row with that null, which [`resolve`](super::resolve) tells.
    pub null_references: Vec<Report>,
}

/// What became of a primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrimaryKey {
    /// How many rows have a key.
    pub rows: u64,
    /// How many different keys there are.
    pub distinct: u64,
}

impl PrimaryKey {
    /// How many rows have a key that an earlier row has.
    #[must_use]
    pub fn repeated_rows(&self) -> u64 {
        self.rows - self.distinct
    }
}

/// What a chunk's rows have for keys.
#[derive(Debug, Default)]
pub(in crate::rows) struct KeyPart {
    /// For each plan the hashes of its rows.
    keys: Vec<Hashes>,
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

/// The hashes of a chunk's rows.
#[derive(Debug, Default)]
struct Hashes {
    hashes: Vec<u128>,
    /// Most rows have a key and follow one another: where some have none, the index of the next hash and how many records
    /// more than hashes there are before it.
    skips: Vec<(usize, u32)>,
}

impl Hashes {
    #[inline]
    fn push(&mut self, hash: u128, record: u32) {
        let index = self.hashes.len();
        #[allow(clippy::cast_possible_truncation, reason = "there are no more hashes than records")]
        let skipped = record - index as u32;
        if self.skips.last().map_or(0, |(_, skipped)| *skipped) != skipped {
            self.skips.push((index, skipped));
        }
        self.hashes.push(hash);
    }

    /// The record of a hash by its index.
    fn record(&self, index: usize) -> u32 {
        let skips = self.skips.partition_point(|(from, _)| *from <= index);
        let skipped = skips.checked_sub(1).and_then(|last| self.skips.get(last)).map_or(0, |(_, skipped)| *skipped);
        #[allow(clippy::cast_possible_truncation, reason = "as above")]
        let index = index as u32;
        index + skipped
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
        KeyPart { keys: self.plans.iter().map(|_| Hashes::default()).collect(), ..KeyPart::default() }
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
            let hash = plan.hash(row, &mut part.scratch);
            if let (Some(hash), Some(keys)) = (hash, part.keys.get_mut(index)) {
                keys.push(hash, row.record);
            }
            match (plan.role(), hash) {
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

/// The keys of a plan so far.
#[derive(Debug)]
enum Growing {
    Unique(Box<UniqueKeys>),
    Set(Box<KeySetBuilder>),
}

/// Collects the keys of a table.
#[derive(Debug)]
pub(in crate::rows) struct Collector<'a> {
    dataset: &'a str,
    table: &'a Table,
    /// Bytes of all its files, about.
    bytes: u64,
    plans: Vec<(Goal, Plan)>,
    sets: Vec<Growing>,
    null_references: Vec<Report>,
}

impl<'a> Collector<'a> {
    /// Collects the primary key, the columns of `referenced` and the foreign keys, as far as their columns are there:
    /// a key that names no column is a finding of whoever read the declaration.
    pub(in crate::rows) fn new(
        sources: &Sources,
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
        let grow = |(goal, _): &(Goal, Plan)| match goal {
            Goal::Primary => Growing::Unique(Box::new(UniqueKeys::new(budget, folder))),
            _ => Growing::Set(Box::new(KeySetBuilder::new(budget, folder))),
        };
        let sets = plans.iter().map(grow).collect();
        let null_references = schema.foreign_keys.iter().map(|_| Report::default()).collect();
        Self { dataset, table, bytes: bytes_of(sources, table), plans, sets, null_references }
    }

    pub(in crate::rows) fn maker(&self) -> KeyMaker {
        KeyMaker { plans: self.plans.iter().map(|(_, plan)| plan.clone()).collect() }
    }

    pub(in crate::rows) fn take(&mut self, part: KeyPart, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        for (set, keys) in self.sets.iter_mut().zip(part.keys) {
            match set {
                Growing::Set(set) => set.extend(&keys.hashes)?,
                Growing::Unique(set) => {
                    let chunks = self.bytes / at.bytes().max(1) + 1;
                    let expected = || chunks.saturating_mul(keys.hashes.len() as u64);
                    set.extend(&keys.hashes, expected, |index, hash, suspects| {
                        suspects.note(hash, keys.record(index), at);
                    })?;
                }
            }
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

    /// The keys, and what is known of those that several rows have though they should be unique.
    pub(in crate::rows) fn finish(self) -> Result<(TableKeys, Option<Repeated>), Error> {
        let foreign = self.table.schema.foreign_keys.iter().map(|_| None).collect();
        let mut keys = TableKeys { foreign, null_references: self.null_references, ..TableKeys::default() };
        let mut wrong = None;
        for ((goal, _), set) in self.plans.into_iter().zip(self.sets) {
            match (goal, set) {
                (Goal::Referenced(names), Growing::Set(set)) => {
                    keys.referenced.insert(names, set.finish()?);
                }
                (Goal::Foreign(index), Growing::Set(set)) => {
                    if let Some(slot) = keys.foreign.get_mut(index) {
                        *slot = Some(set.finish()?);
                    }
                }
                (_, Growing::Unique(set)) => {
                    let found = set.finish()?;
                    keys.primary = Some(PrimaryKey { rows: found.rows, distinct: found.distinct });
                    wrong = Some(found).filter(|found| found.rows > found.distinct);
                }
                (Goal::Primary, Growing::Set(_)) => {}
            }
        }
        Ok((keys, wrong))
    }
}

/// The bytes of a table's files, unpacked.
fn bytes_of(sources: &Sources, table: &Table) -> u64 {
    let size = |path| {
        let (size, _) = sources.size_and_time(path).unwrap_or((0, 0));
        // Tables of rows unpack to several times their size.
        if is_packed(path) { size.saturating_mul(6) } else { size }
    };
    table.files.iter().map(size).fold(0, u64::saturating_add)
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
