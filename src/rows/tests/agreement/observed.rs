//! What each reader makes of the tables of a group.

use super::super::case;
use super::written::Given;
use crate::csvw::documents::Retrieved;
use crate::csvw::processor::{
    Annotated, AnnotatedRow, AnnotatedTable, CellAt, Findings, Purpose, Request, locate as locate_metadata, validate,
};
use crate::csvw::value::Kind;
use crate::csvw::{Documents, Finding, FindingKind, Table, TableGroup, write_group};
use crate::diagnostics::rule_of_cell as rule_of;
use crate::diagnostics::{Location, Report};
use crate::model::ColumnWords;
use crate::rows::batch::Row;
use crate::rows::keys::{KeySet, resolve};
use crate::rows::sink::{Finished, Maker, Sink};
use crate::rows::{BoxedSink, Cell, ChunkAt, Error, TableJob, TableOutcome, locate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// The rule for columns that are not those of the metadata, to which the row engine gives other names.
pub(super) const INCOMPATIBLE: &str = "incompatible columns";

/// What was found somewhere, row and column as a spreadsheet counts; 0 where it is in none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) rule: String,
    pub(super) row: u64,
    pub(super) column: u32,
}

/// A cell's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    Flawed,
    Single(Kind, String),
    List(Vec<(Kind, String)>),
}

impl Seen {
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Single(Kind::Null, _))
    }
}

/// What a reader made of a table.
#[derive(Debug, Default)]
pub(super) struct Observed {
    pub(super) findings: BTreeSet<Found>,
    pub(super) rows: Rows,
}

/// What a reader made of a group.
pub(super) struct Group {
    pub(super) tables: Vec<Observed>,
}

/// A row's number in the file, and its values if it is whole.
pub(super) type Numbered = (u64, Option<Vec<Seen>>);
type Rows = Vec<Numbered>;

/// Keeps the rows that the engine gives.
struct Keeper {
    columns: usize,
    rows: Arc<Mutex<Rows>>,
}

struct KeeperMaker {
    columns: usize,
}

impl Maker for KeeperMaker {
    type Part = Vec<(u32, Option<Vec<Seen>>)>;

    fn begin(&self) -> Self::Part {
        Vec::new()
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r crate::rows::Rows<'r>) {
        for row in rows.iter() {
            self.row(part, &row);
        }
    }
}

impl KeeperMaker {
    fn row(&self, part: &mut Vec<(u32, Option<Vec<Seen>>)>, row: &Row<'_>) {
        let text = |cell: Cell<'_>| (cell.kind, String::from_utf8(cell.text.to_vec()).unwrap());
        let seen = |column: usize| match row.cell(column) {
            _ if row.is_flawed(column) => Seen::Flawed,
            Cell { kind: Kind::List, .. } => Seen::List(row.items(column).map(text).collect()),
            cell => Seen::Single(cell.kind, text(cell).1),
        };
        part.push((row.record, row.judged.then(|| (0..self.columns).map(seen).collect())));
    }
}

impl Sink for Keeper {
    type Maker = KeeperMaker;

    fn maker(&self) -> KeeperMaker {
        KeeperMaker { columns: self.columns }
    }

    fn take(&mut self, part: <KeeperMaker as Maker>::Part, at: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        self.rows.lock().unwrap().extend(part.into_iter().map(|(record, cells)| (at.row(record), cells)));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

/// What the row engine makes of each table, its foreign keys resolved as in a run.
pub(super) fn by_engine(given: &[Given]) -> Group {
    let schemas: Vec<&Table> = given.iter().map(|given| &given.schema).collect();
    let scratch = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    for given in given {
        let mut case = case("", &given.bytes);
        case.table.schema = given.schema.clone();
        case.table.columns = given.schema.columns.iter().map(|_| ColumnWords::default()).collect();
        let keys = schemas.iter().flat_map(|schema| &schema.foreign_keys);
        let keys = keys.filter(|key| key.reference.table == given.schema.url);
        case.referenced = keys.map(|key| key.reference.columns.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        case.tuning.chunk_size = given.chunk_size;
        cases.push(case);
    }
    let mut all = Vec::new();
    for case in &cases {
        let (rows, sources) = (Arc::<Mutex<Rows>>::default(), case.sources());
        let keeper = Keeper { columns: case.table.schema.columns.len(), rows: Arc::clone(&rows) };
        let outcome = case.read_with(&sources, scratch.path(), vec![BoxedSink::new(keeper)]);
        let rows = std::mem::take(&mut *rows.lock().unwrap());
        assert!(outcome.fatal || rows.len() as u64 == outcome.summary.rows);
        all.push((outcome, rows));
    }
    let referenced: BTreeMap<&str, &BTreeMap<Vec<String>, KeySet>> = schemas
        .iter()
        .zip(&all)
        .map(|(schema, (outcome, _))| (schema.url.as_str(), &outcome.keys.referenced))
        .collect();
    let mut group = Group { tables: Vec::new() };
    for (case, (outcome, rows)) in cases.iter().zip(&all) {
        let mut report = outcome.report.clone();
        let mut wrong = Vec::new();
        for (index, key) in case.table.schema.foreign_keys.iter().enumerate() {
            let there = referenced.get(key.reference.table.as_str()).and_then(|sets| sets.get(&key.reference.columns));
            let (Some(Some(foreign)), Some(there)) = (outcome.keys.foreign.get(index), there) else { continue };
            let mut resolution = resolve(foreign, there).unwrap();
            if resolution.good_nulls == 0 && resolution.null.rows > 0 {
                report.merge(outcome.keys.null_references[index].clone());
                resolution.null = crate::rows::keys::WrongKeys::default();
            }
            wrong.push((index, resolution));
        }
        let sources = case.sources();
        let job = TableJob::new(&sources, "things", &case.table, &case.budget, scratch.path());
        report.merge(locate(&job, wrong).unwrap());
        let observed = of_report(outcome, &report, rows.clone());
        group.tables.push(observed);
    }
    group
}

fn of_report(outcome: &TableOutcome, report: &Report, rows: Rows) -> Observed {
    let mut observed = Observed { rows, ..Observed::default() };
    assert_eq!(report.counts().iter().map(|count| count.count).sum::<u64>(), report.diagnostics().len() as u64);
    for finding in report.diagnostics() {
        let rule = finding.rule.as_str().to_owned();
        match &finding.primary.at {
            Location::Cell(cell) => {
                observed.findings.insert(Found { rule, row: cell.row, column: cell.column.unwrap_or(0) });
            }
            _ => {
                observed.findings.insert(Found { rule, row: 0, column: 0 });
            }
        }
    }
    assert!(!outcome.fatal || !observed.findings.is_empty());
    observed
}

const BASE: &str = "http://example.org/data/";

/// The documents of a group.
struct Folder(BTreeMap<String, Vec<u8>>);

impl Documents for Folder {
    fn read(&self, url: &str) -> Option<String> {
        String::from_utf8(self.0.get(url)?.clone()).ok()
    }

    fn retrieve(&self, url: &str) -> Option<Retrieved> {
        Some(Retrieved { bytes: self.0.get(url)?.clone(), media_type: None })
    }
}

/// Findings with their places, by the address of the table; those about metadata have none.
#[derive(Default)]
struct Placed(Vec<(String, Finding, u64, u32)>);

impl Findings for Placed {
    fn add(&mut self, finding: Finding) {
        self.0.push((String::new(), finding, 0, 0));
    }

    fn at_cell(&mut self, finding: Finding, at: &CellAt<'_>) {
        self.0.push((at.url.to_owned(), finding, at.row, at.column.unwrap_or(0)));
    }
}

/// What the processor makes of each table, by metadata that was written of the schemas.
pub(super) fn by_processor(given: &[Given]) -> Group {
    let group =
        TableGroup { tables: given.iter().map(|given| given.schema.clone()).collect(), ..TableGroup::default() };
    let metadata = format!("{BASE}csv-metadata.json");
    let mut documents = BTreeMap::from([(metadata.clone(), write_group(&group, "en").to_string().into_bytes())]);
    documents.extend(given.iter().map(|given| (format!("{BASE}{}", given.schema.url), given.bytes.clone())));
    let documents = Folder(documents);
    let mut placed = Placed::default();
    let request = Request { action: &metadata, ..Request::default() };
    let annotated = locate_metadata(request, Purpose::Validation, &documents, &mut placed).expect("metadata is read");
    validate(&annotated, &documents, &mut placed);
    let tables = given.iter().zip(&annotated.group.tables);
    let tables = tables.map(|(given, table)| of_placed(given, &annotated, table, &documents, &placed)).collect();
    Group { tables }
}

fn of_placed(
    given: &Given,
    annotated: &Annotated,
    description: &Table,
    documents: &Folder,
    placed: &Placed,
) -> Observed {
    let mut observed = Observed::default();
    let url = format!("{BASE}{}", given.schema.url);
    // Of several flaws in a list the engine tells the first.
    let mut flawed_cells = BTreeSet::new();
    for (_, finding, row, column) in placed.0.iter().filter(|(of, ..)| *of == url) {
        let rule = match finding.kind {
            FindingKind::InvalidCell(_) if !flawed_cells.insert((row, column)) => continue,
            FindingKind::InvalidCell(kind) => rule_of(kind),
            FindingKind::RaggedRow => "csv/ragged-row",
            FindingKind::StrayQuote => "csv/stray-quote",
            FindingKind::UnclosedQuote => "csv/unclosed-quote",
            FindingKind::DuplicateKey => "csvw/duplicate-key",
            FindingKind::BrokenForeignKey => "csvw/broken-foreign-key",
            FindingKind::AmbiguousForeignKey => "csvw/ambiguous-foreign-key",
            FindingKind::NullReference => "csvw/null-reference",
            FindingKind::IncompatibleColumns => INCOMPATIBLE,
            _ => "another",
        };
        observed.findings.insert(Found { rule: rule.to_owned(), row: *row, column: *column });
    }
    let mut ignored: Vec<Finding> = Vec::new();
    if let Some(table) = AnnotatedTable::open(annotated, description, documents, Purpose::Validation, &mut ignored) {
        let names = given.schema.columns.iter().map(|column| &column.name);
        let at = |name: &String| table.columns.iter().position(|column| column.column.name == *name);
        let columns: Vec<usize> = names.filter_map(at).collect();
        table.rows(&mut ignored, &mut |row, _, _| observed.rows.push((row.source_number, cells(row, &columns))));
    }
    observed
}

fn cells(row: &AnnotatedRow<'_>, columns: &[usize]) -> Option<Vec<Seen>> {
    let cell = |&column: &usize| {
        let cell = &row.cells[column];
        if !cell.flaws.is_empty() {
            return Seen::Flawed;
        }
        match row.items(column) {
            Some(items) => {
                Seen::List(items.iter().map(|item| (item.kind, row.text_of(column, *item).to_owned())).collect())
            }
            None => Seen::Single(cell.value.kind, row.text_of(column, cell.value).to_owned()),
        }
    };
    row.is_whole.then(|| columns.iter().map(cell).collect())
}
