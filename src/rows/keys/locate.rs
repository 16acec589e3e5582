//! Where wrong keys are: the table is read again, and only now are rows remembered.

use super::filter::Probe;
use super::plan::Plan;
use super::resolve::WrongKeys;
use crate::csvw::ForeignKey;
use crate::diagnostics::{CellPlace, Diagnostic, Location, PLACES_KEPT, Report, Severity, span_of};
use crate::model::Table;
use crate::rows::batch::{Row, Rows};
use crate::rows::error::Error;
use crate::rows::hints;
use crate::rows::pass::Taker;
use crate::rows::place::ChunkAt;
use crate::rows::sink::Maker;
use crate::rows::work::Parts;
use crate::sources::SourcePath;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Bytes of keys that are remembered to confirm that two rows really have the same. Beyond them 128 bits have to do.
const CONFIRMED_BYTES: usize = 64 * 1024 * 1024;

/// What is looked for.
#[derive(Debug, Clone)]
pub(in crate::rows) enum Search<'a> {
    /// Rows with a primary key that an earlier row has.
    Duplicate,
    /// Rows that refer to nothing.
    Missing(&'a ForeignKey),
    /// Rows that refer to several rows.
    Ambiguous(&'a ForeignKey),
    /// Rows with a null in their reference, which is not that of exactly one row.
    Null(&'a ForeignKey),
}

/// Looks for rows by the hashes of their keys.
#[derive(Debug)]
pub(in crate::rows) struct Wanted<'a> {
    search: Search<'a>,
    plan: Plan,
    keys: Probe,
    /// How many rows have one of the keys, the first of a repeated one not counted.
    rows: u64,
}

impl<'a> Wanted<'a> {
    pub(in crate::rows) fn new(search: Search<'a>, plan: Plan, keys: WrongKeys) -> Self {
        Self { search, plan, keys: Probe::new(keys.hashes), rows: keys.rows }
    }
}

/// The rows of a chunk that have a wanted key.
pub(in crate::rows) type Matches = Vec<Match>;

/// A row with a wanted key.
#[derive(Debug)]
pub(in crate::rows) struct Match {
    /// Which of the wanted.
    wanted: usize,
    record: u32,
    /// The column to point at: the first that is null, else the key's first.
    column: usize,
    hash: u128,
    /// The key's normal form, where it has to be confirmed.
    key: Box<[u8]>,
}

/// Finds the rows of a chunk that have a wanted key.
#[derive(Debug)]
pub(in crate::rows) struct LocateMaker<'a> {
    pub(in crate::rows) wanted: &'a [Wanted<'a>],
}

impl Maker for LocateMaker<'_> {
    type Part = (Matches, Vec<u8>);

    fn begin(&self) -> Self::Part {
        Default::default()
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        for row in rows.iter() {
            self.row(part, &row);
        }
    }
}

impl LocateMaker<'_> {
    fn row(&self, (matches, scratch): &mut (Matches, Vec<u8>), row: &Row<'_>) {
        for (index, wanted) in self.wanted.iter().enumerate() {
            if let Some(hash) = wanted.plan.hash(row, scratch)
                && wanted.keys.find(hash).is_some()
            {
                scratch.clear();
                if matches!(wanted.search, Search::Duplicate) {
                    wanted.plan.key(row, scratch);
                }
                let key = scratch.as_slice();
                let column = wanted.plan.first_null(row).or(wanted.plan.columns().first().copied()).unwrap_or(0);
                matches.push(Match { wanted: index, record: row.record, column, hash, key: key.into() });
            }
        }
    }
}

/// The first row with a key.
struct First {
    path: SourcePath,
    row: u64,
    place: Option<CellPlace>,
    key: Option<Box<[u8]>>,
}

/// For so many keys the first row is shown, not only named.
const SHOWN: usize = 1000;

/// Turns rows with wanted keys into findings.
pub(in crate::rows) struct Locator<'a> {
    dataset: &'a str,
    table: &'a Table,
    wanted: &'a [Wanted<'a>],
    firsts: HashMap<(usize, u128), First>,
    /// First rows of which the place was noted.
    shown: usize,
    confirmed_bytes: usize,
    /// For each wanted, how many places were found, and how many rows had the hash and not the key.
    found: Vec<u64>,
    collided: Vec<u64>,
    pub(in crate::rows) findings: Report,
}

impl<'a> Locator<'a> {
    pub(in crate::rows) fn new(dataset: &'a str, table: &'a Table, wanted: &'a [Wanted<'a>]) -> Self {
        Self {
            dataset,
            table,
            wanted,
            firsts: HashMap::new(),
            shown: 0,
            confirmed_bytes: 0,
            found: vec![0; wanted.len()],
            collided: vec![0; wanted.len()],
            findings: Report::default(),
        }
    }

    /// The findings, with every row counted.
    pub(in crate::rows) fn finish(mut self) -> Report {
        for (index, wanted) in self.wanted.iter().enumerate() {
            let found = self.found.get(index).copied().unwrap_or(0) + self.collided.get(index).copied().unwrap_or(0);
            let more = wanted.rows.saturating_sub(found);
            if more > 0 {
                let path = self.table.files.first().cloned().unwrap_or_default();
                let mut like = self.tagged(wanted, Diagnostic::new(rule(&wanted.search), "", path));
                if matches!(wanted.search, Search::Null(_)) {
                    like.severity = Severity::Warning;
                }
                self.findings.count(&like, more);
            }
        }
        self.findings
    }

    fn names(&self, wanted: &Wanted<'_>) -> Vec<&'a str> {
        let columns = &self.table.schema.columns;
        wanted.plan.columns().iter().filter_map(|&index| Some(columns.get(index)?.name.as_str())).collect()
    }

    fn tagged(&self, wanted: &Wanted<'_>, diagnostic: Diagnostic) -> Diagnostic {
        let diagnostic = diagnostic.of_dataset(self.dataset).of_table(&self.table.name);
        match self.names(wanted).as_slice() {
            [] => diagnostic,
            names => diagnostic.of_column(names.join(", ")),
        }
    }

    /// The cells of a key as they are in the file.
    fn shown(wanted: &Wanted<'_>, at: &ChunkAt<'_>, record: u32) -> String {
        let mut raw = Vec::new();
        let cells: Vec<String> = wanted
            .plan
            .columns()
            .iter()
            .map(|&column| {
                at.raw(record, column, &mut raw);
                format!("`{}`", hints::shown(&String::from_utf8_lossy(&raw)))
            })
            .collect();
        cells.join(", ")
    }

    fn one(&mut self, found: Match, at: &ChunkAt<'_>) {
        let Some(wanted) = self.wanted.get(found.wanted) else { return };
        if self.found[found.wanted] >= PLACES_KEPT {
            return;
        }
        let row = at.row(found.record);
        let column = found.column;
        let finding = match &wanted.search {
            Search::Duplicate => {
                let Some(first) = self.firsts.get(&(found.wanted, found.hash)) else {
                    self.remember(found, at, row);
                    return;
                };
                if first.key.as_ref().is_some_and(|key| *key != found.key) {
                    self.collided[found.wanted] += 1;
                    return;
                }
                let shown = Self::shown(wanted, at, found.record);
                let there = if first.path == *at.path() {
                    format!("the first is in row {}", first.row)
                } else {
                    format!("the first is in row {} of `{}`", first.row, first.path.name())
                };
                let finding = Diagnostic::new(
                    "csvw/duplicate-key",
                    format!("{shown} is the key of another row already"),
                    at.cell(found.record, column),
                )
                .because(there);
                let finding = match &first.place {
                    Some(place) => finding.also(place.clone(), "the first row with it"),
                    None => finding,
                };
                finding
                    .also_at(self.table.schema.primary_key_place.map(span_of), "the primary key is declared here")
                    .help("take one of the rows out, correct the key, or declare a key that tells the rows apart")
            }
            Search::Missing(key) => {
                let shown = Self::shown(wanted, at, found.record);
                let to = reference(key);
                Diagnostic::new(
                    "csvw/broken-foreign-key",
                    format!("{shown} is not in {to}"),
                    at.cell(found.record, column),
                )
                .because("it refers to no row")
                .also_at(key.place.map(span_of), "the foreign key is declared here")
                .help(format!("correct the value, or add the row to {to}"))
            }
            Search::Ambiguous(key) => {
                let shown = Self::shown(wanted, at, found.record);
                let to = reference(key);
                Diagnostic::new(
                    "csvw/ambiguous-foreign-key",
                    format!("{shown} is in several rows of {to}"),
                    at.cell(found.record, column),
                )
                .because("it refers to more than one row")
                .also_at(key.place.map(span_of), "the foreign key is declared here")
                .help("refer to columns whose values tell the rows apart, such as the primary key of that table")
            }
            Search::Null(key) => null_reference(key, self.table, column, at.cell(found.record, column)),
        };
        self.found[found.wanted] += 1;
        let finding = self.tagged(wanted, finding);
        self.findings.add(finding);
    }

    fn remember(&mut self, found: Match, at: &ChunkAt<'_>, row: u64) {
        let key = (self.confirmed_bytes + found.key.len() <= CONFIRMED_BYTES).then_some(found.key);
        self.confirmed_bytes += key.as_ref().map_or(0, |key| key.len());
        let place = (self.shown < SHOWN).then(|| at.cell(found.record, found.column));
        self.shown += 1;
        self.firsts.insert((found.wanted, found.hash), First { path: at.path().clone(), row, place, key });
    }

    /// Whether the first row of a repeated primary key is known.
    pub(super) fn knows(&self, hash: u128) -> bool {
        self.firsts.contains_key(&(0, hash))
    }

    /// From here on come further first rows, of which as many may be shown: [`Self::show_first`] chooses among all.
    pub(super) fn begin_again(&mut self) {
        self.shown = 0;
    }

    /// Keeps the places of those first rows that come first in the table.
    pub(super) fn show_first(&mut self) {
        let files = &self.table.files;
        let number = |path: &SourcePath| files.iter().position(|file| file == path);
        #[allow(clippy::iter_over_hash_type, reason = "they are put in order at once")]
        let mut shown: Vec<_> = self
            .firsts
            .values_mut()
            .filter(|first| first.place.is_some())
            .map(|first| ((number(&first.path), first.row), first))
            .collect();
        shown.sort_unstable_by_key(|(at, _)| *at);
        shown.into_iter().skip(SHOWN).for_each(|(_, first)| first.place = None);
    }

    /// Takes first rows out of the parts of a chunk, and tells how many.
    pub(super) fn take_firsts(&mut self, parts: Parts, at: &ChunkAt<'_>) -> usize {
        let mut firsts = 0;
        for found in matches(parts) {
            if !self.firsts.contains_key(&(found.wanted, found.hash)) {
                let row = at.row(found.record);
                self.remember(found, at, row);
                firsts += 1;
            }
        }
        firsts
    }
}

/// The matches in the parts of a chunk.
fn matches(parts: Parts) -> impl Iterator<Item = Match> {
    parts.parts.into_iter().filter_map(|part| part.downcast::<(Matches, Vec<u8>)>().ok()).flat_map(|part| part.0)
}

impl Taker for Locator<'_> {
    fn take(&mut self, parts: Parts, at: &ChunkAt<'_>, _: &mut Report) -> Result<ControlFlow<()>, Error> {
        for found in matches(parts) {
            self.one(found, at);
        }
        let complete = |index: usize, wanted: &Wanted<'_>| {
            let found = self.found.get(index).copied().unwrap_or(0);
            found >= PLACES_KEPT || found >= wanted.rows
        };
        let all = self.wanted.iter().enumerate().all(|(index, wanted)| complete(index, wanted));
        Ok(if all { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }
}

fn rule(search: &Search<'_>) -> &'static str {
    match search {
        Search::Duplicate => "csvw/duplicate-key",
        Search::Missing(_) => "csvw/broken-foreign-key",
        Search::Ambiguous(_) => "csvw/ambiguous-foreign-key",
        Search::Null(_) => "csvw/null-reference",
    }
}

/// A null in a column of a foreign key.
pub(super) fn null_reference(key: &ForeignKey, table: &Table, column: usize, at: impl Into<Location>) -> Diagnostic {
    let name = table.schema.columns.get(column).map_or("", |column| column.name.as_str());
    let to = reference(key);
    let message = format!("`{name}` is null, which leads to no single row of {to}");
    let mut finding = Diagnostic::new("csvw/null-reference", message, at)
        .because("in CSVW a reference that is null is broken")
        .also_at(key.place.map(span_of), "the foreign key is declared here")
        .help(format!("fill in the cell; if it means \"none\", give {to} a row for that and refer to it"))
        .help("or take the foreign key away: validators elsewhere will refuse the published metadata while it stands")
        .help("or allow this with a reason:\n\"csvw/null-reference\" = { level = \"allow\", reason = \"…\" }")
        .of_column(key.columns.join(", "));
    finding.severity = Severity::Warning;
    finding
}

/// The referenced table and columns, for a sentence.
fn reference(key: &ForeignKey) -> String {
    format!("`{}` ({})", key.reference.table, key.reference.columns.join(", "))
}
