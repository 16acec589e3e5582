//! Tables as a data team keeps them, read whole: what is found, and that neither cores nor chunks change it.

#![allow(clippy::format_collect, reason = "tables of a test are short")]

mod agreement;
mod any;
mod cells;
mod files;
mod headers;
mod hostile;
mod keys;
mod profile;
mod same;
mod structure;

pub(crate) use any::any_table;

use super::settings::Tuning;
use super::{BoxedSink, Budget, TableJob, TableOutcome, locate, read_table};
use crate::csvw::{Column, Datatype, ForeignKey, Reference};
use crate::diagnostics::{Diagnostic, Location, Report};
use crate::model::{ColumnWords, Table};
use crate::sources::{SourcePath, Sources};
use std::path::Path;

/// A table in a repository in memory, and how it is read.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) table: Table,
    pub(crate) referenced: Vec<Vec<String>>,
    pub(crate) tuning: Tuning,
    pub(crate) budget: Budget,
}

/// A table in `things.csv` with columns given as `name` or `name:datatype`.
pub(crate) fn case(columns: &str, text: impl AsRef<[u8]>) -> Case {
    let mut case = Case {
        files: Vec::new(),
        table: Table { name: "things".to_owned(), ..Table::default() },
        referenced: Vec::new(),
        tuning: Tuning::default(),
        budget: Budget::for_cores(2),
    };
    case.table.schema.url = "things.csv".to_owned();
    for column in columns.split_whitespace() {
        let (name, datatype) = column.split_once(':').unwrap_or((column, "string"));
        case.table.schema.columns.push(Column { datatype: Datatype::of(datatype), ..Column::new(name) });
        case.table.columns.push(ColumnWords::default());
    }
    case.file("things.csv", text)
}

impl Case {
    /// One file more that the table is in.
    pub(crate) fn file(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = format!("datasets/things/{name}");
        self.table.files.push(SourcePath::parse(&path).unwrap());
        self.files.push((path, bytes.as_ref().to_vec()));
        self
    }

    /// A copy with one file more.
    fn clone_with(&self, name: &str, bytes: &str) -> Self {
        let (files, table) = (self.files.clone(), self.table.clone());
        let case = Self { files, table, referenced: Vec::new(), tuning: self.tuning, budget: self.budget.clone() };
        case.file(name, bytes)
    }

    /// The same with a change.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Table)) -> Self {
        change(&mut self.table);
        self
    }

    /// The same with a change to a column.
    pub(crate) fn column(self, name: &str, change: impl FnOnce(&mut Column)) -> Self {
        self.with(|table| change(table.schema.columns.iter_mut().find(|column| column.name == name).unwrap()))
    }

    pub(crate) fn sources(&self) -> Sources {
        Sources::in_memory(self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
    }

    pub(crate) fn read_with<'a>(
        &'a self,
        sources: &'a Sources,
        scratch: &'a Path,
        sinks: Vec<BoxedSink<'a>>,
    ) -> TableOutcome {
        let mut job = TableJob::new(sources, "things", &self.table, &self.budget, scratch);
        job.referenced = &self.referenced;
        job.tuning = self.tuning;
        job.sinks = sinks;
        read_table(job).unwrap()
    }

    pub(crate) fn read(&self) -> TableOutcome {
        let scratch = tempfile::tempdir().unwrap();
        let sources = self.sources();
        self.read_with(&sources, scratch.path(), vec![BoxedSink::new(super::Profile::new(&self.table))])
    }

    /// What is found, a line each.
    pub(crate) fn found(&self) -> Vec<String> {
        lines(&self.read().report)
    }

    /// The only finding.
    fn finding(&self) -> Diagnostic {
        let report = self.read().report;
        assert_eq!(report.diagnostics().len(), 1, "{:#?}", lines(&report));
        report.diagnostics()[0].clone()
    }

    fn locate(&self, wrong: Vec<(usize, super::keys::Resolution)>) -> Vec<String> {
        let (sources, scratch) = (self.sources(), tempfile::tempdir().unwrap());
        let mut job = TableJob::new(&sources, "things", &self.table, &self.budget, scratch.path());
        job.tuning = self.tuning;
        lines(&locate(&job, wrong).unwrap())
    }
}

/// Findings as lines: row and column as a spreadsheet shows them, rule, message, and what is said beside the place.
pub(crate) fn lines(report: &Report) -> Vec<String> {
    report.diagnostics().iter().map(line).collect()
}

fn line(finding: &Diagnostic) -> String {
    let place = match &finding.primary.at {
        Location::Cell(cell) => format!("{}{}", cell.column_letters().unwrap_or_default(), cell.row),
        Location::File(path) => path.name().to_owned(),
        other => format!("{other:?}"),
    };
    let why = finding.primary.text.as_deref().map_or(String::new(), |why| format!(" ({why})"));
    format!("{place} {}: {}{why}", finding.rule, finding.message)
}

/// A foreign key of the columns to a table's columns.
fn foreign_key(columns: &[&str], table: &str, referenced: &[&str]) -> ForeignKey {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    ForeignKey {
        columns: names(columns),
        reference: Reference { table: table.to_owned(), columns: names(referenced) },
        place: None,
    }
}
