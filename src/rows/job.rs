//! Reading a table, and finding the rows whose keys are wrong.

use super::budget::Budget;
use super::columns::Columns;
use super::declarations;
use super::error::Error;
use super::findings::Findings;
use super::keys::collect::{Collector, KeyPart};
use super::keys::duplicates::repeated_keys;
use super::keys::locate::{LocateMaker, Locator, Search, Wanted};
use super::keys::plan::Plan;
use super::keys::{Resolution, TableKeys};
use super::pass::{Pass, Taker};
use super::place::ChunkAt;
use super::settings::Tuning;
use super::sink::{AnyMaker, AnySink, BoxedSink, Finished, WrittenFile};
use super::timings::{Phase, Timings};
use super::work::{Parts, Room};
use crate::csvw::dialect::CompiledDialect;
use crate::diagnostics::Report;
use crate::model::{Table, TableSummary};
use crate::sources::Sources;
use std::ops::ControlFlow;
use std::path::Path;

/// A table to be read.
pub struct TableJob<'a> {
    /// Where its files are.
    pub sources: &'a Sources,
    /// Id of its dataset, for findings.
    pub dataset: &'a str,
    /// The table.
    pub table: &'a Table,
    /// Whatever wants its rows. Findings and keys are there in any case.
    pub sinks: Vec<BoxedSink<'a>>,
    /// Columns that other tables refer to, by their names.
    pub referenced: &'a [Vec<String>],
    /// What all tables share.
    pub budget: &'a Budget,
    /// A folder for temporary files, in the cache; made when it is needed.
    pub scratch: &'a Path,
    /// Where it is told how long what took.
    pub timings: Timings,
    pub(crate) tuning: Tuning,
}

impl<'a> TableJob<'a> {
    /// A job without sinks and without columns that others refer to.
    #[must_use]
    pub fn new(
        sources: &'a Sources,
        dataset: &'a str,
        table: &'a Table,
        budget: &'a Budget,
        scratch: &'a Path,
    ) -> Self {
        let (timings, tuning) = (Timings::off(), Tuning::default());
        Self { sources, dataset, table, sinks: Vec::new(), referenced: &[], budget, scratch, timings, tuning }
    }

    /// The same, with a sink more.
    #[must_use]
    pub fn with(mut self, sink: BoxedSink<'a>) -> Self {
        self.sinks.push(sink);
        self
    }
}

/// What a table came to.
#[derive(Debug, Default)]
pub struct TableOutcome {
    /// Everything that was found.
    pub report: Report,
    /// How many rows there are, and what the sinks made of them.
    pub summary: TableSummary,
    /// Its keys.
    pub keys: TableKeys,
    /// The files of the site that the sinks wrote, sorted by path.
    pub files: Vec<WrittenFile>,
    /// The table could not be read to its end. There are no keys then, so that references to it cannot be judged, and
    /// nothing was written.
    pub fatal: bool,
}

/// The ordered half of a reading.
struct Everything<'a> {
    findings: Findings<'a>,
    keys: Collector<'a>,
    sinks: Vec<Box<dyn AnySink + 'a>>,
}

impl Taker for Everything<'_> {
    fn take(&mut self, parts: Parts, at: &ChunkAt<'_>, report: &mut Report) -> Result<ControlFlow<()>, Error> {
        self.findings.take(&parts.judged, at, report);
        let mut parts = parts.parts.into_iter();
        if let Some(part) = parts.next()
            && let Ok(part) = part.downcast::<KeyPart>()
        {
            self.keys.take(*part, at, report)?;
        }
        for (sink, part) in self.sinks.iter_mut().zip(parts) {
            sink.take(part, at, report)?;
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// Reads a table once and gives its rows to all sinks; a second time only to tell where repeated keys are.
///
/// # Errors
/// When a file of the site or of the cache cannot be written. What is wrong in the table's files is in the report.
pub fn read_table(job: TableJob<'_>) -> Result<TableOutcome, Error> {
    let TableJob { sources, dataset, table, sinks, referenced, budget, scratch, timings, tuning } = job;
    let mut outcome = TableOutcome::default();
    let (dialect, findings) = CompiledDialect::compile(&table.schema.dialect);
    let is_readable = declarations::of_dialect(findings, dataset, table, &mut outcome.report);
    let columns = Columns::new(table);
    let room = Room::new(columns.columns.len());
    let collector = Collector::new(sources, dataset, table, referenced, budget, scratch);
    let mut makers: Vec<Box<dyn AnyMaker + '_>> = vec![Box::new(collector.maker())];
    let mut ordered = Vec::new();
    for BoxedSink { sink, maker } in sinks {
        makers.push(maker);
        ordered.push(sink);
    }
    let mut everything =
        Everything { findings: Findings::new(dataset, table, &columns, &room), keys: collector, sinks: ordered };
    let pass = Pass {
        sources,
        dataset,
        table,
        dialect: &dialect,
        columns: &columns,
        room: &room,
        budget,
        tuning,
        timings: &timings,
    };
    if is_readable {
        let end = pass.run(&makers, &mut everything, &mut outcome.report)?;
        outcome.summary.rows = end.rows;
        outcome.fatal = end.incomplete;
    } else {
        outcome.fatal = true;
    }
    if outcome.fatal {
        for sink in everything.sinks {
            sink.abandon()?;
        }
        outcome.keys.foreign = table.schema.foreign_keys.iter().map(|_| None).collect();
        return Ok(outcome);
    }
    let (keys, repeated) = timings.time(Phase::Keys, || everything.keys.finish())?;
    outcome.keys = keys;
    for sink in everything.sinks {
        let _timer = timings.timer(Phase::Write);
        sink.finish(&mut Finished {
            summary: &mut outcome.summary,
            files: &mut outcome.files,
            report: &mut outcome.report,
            timings: &timings,
        })?;
    }
    exact_by_key(&mut outcome, table);
    outcome.files.sort();
    if let Some(repeated) = repeated
        && let Some(plan) = Plan::primary(&table.schema)
    {
        // Its reading and working are all of one kind here.
        let again = Pass { timings: &Timings::off(), ..pass };
        outcome.report.merge(timings.time(Phase::Locate, || repeated_keys(&again, &plan, repeated))?);
    }
    Ok(outcome)
}

/// A key of one column that no row repeats tells exactly how many different values the column has, which its profile may
/// only have estimated.
fn exact_by_key(outcome: &mut TableOutcome, table: &Table) {
    let rows = outcome.summary.rows;
    if let ([name], Some(keys)) = (table.schema.primary_key.as_slice(), &outcome.keys.primary)
        && keys.rows == rows
        && keys.repeated_rows() == 0
        && let Some(column) = outcome.summary.columns.iter_mut().find(|column| column.name == *name)
        && column.distinct.is_some()
    {
        column.distinct = Some(rows.saturating_sub(column.missing));
        column.distinct_error = None;
    }
}

/// Tells where the rows are whose foreign keys lead to no row, to several, or are null. `wrong` has the number of each foreign key
/// among those of the schema, and what [`resolve`](super::keys::resolve) said of it. Sinks of the job are not used.
///
/// # Errors
/// As for [`read_table`].
pub fn locate(job: &TableJob<'_>, wrong: Vec<(usize, Resolution)>) -> Result<Report, Error> {
    let table = job.table;
    let mut wanted = Vec::new();
    for (index, resolution) in wrong {
        let Some(key) = table.schema.foreign_keys.get(index) else { continue };
        let Some(plan) = Plan::foreign(&table.schema, &key.columns) else { continue };
        let Resolution { missing, ambiguous, null, .. } = resolution;
        let searches =
            [(Search::Missing(key), missing), (Search::Ambiguous(key), ambiguous), (Search::Null(key), null)];
        for (search, keys) in searches {
            if keys.rows > 0 {
                wanted.push(Wanted::new(search, plan.clone(), keys));
            }
        }
    }
    if wanted.is_empty() {
        return Ok(Report::default());
    }
    let dialect = CompiledDialect::compile(&table.schema.dialect).0;
    let columns = Columns::new(table);
    let room = Room::new(columns.columns.len());
    let pass = Pass {
        sources: job.sources,
        dataset: job.dataset,
        table,
        dialect: &dialect,
        columns: &columns,
        room: &room,
        budget: job.budget,
        tuning: job.tuning,
        timings: &Timings::off(),
    };
    search(&pass, &wanted)
}

/// Reads the table again, only for rows with a wanted key. What else is found was found before.
fn search(pass: &Pass<'_>, wanted: &[Wanted<'_>]) -> Result<Report, Error> {
    let makers: [Box<dyn AnyMaker + '_>; 1] = [Box::new(LocateMaker { wanted })];
    let mut locator = Locator::new(pass.dataset, pass.table, wanted);
    pass.run(&makers, &mut locator, &mut Report::default())?;
    Ok(locator.finish())
}
