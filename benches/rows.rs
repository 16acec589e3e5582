//! How long the parts of the row engine take on a table of 10 MB: `cargo bench --bench rows`, or with parts of names, as in
//! `cargo bench --bench rows -- cells`. Whole runs beside other tools are `scripts/bench-peers`' business.
#![allow(clippy::print_stdout, reason = "the figures are the result")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement of nothing is worth nothing")]

#[path = "support/measure.rs"]
mod measure;
#[path = "support/table.rs"]
mod table;

use measure::Bench;
use plainsight::csvw::column::CompiledColumn;
use plainsight::csvw::cutter::cut;
use plainsight::csvw::dialect::CompiledDialect;
use plainsight::csvw::tokenizer::{Records, split};
use plainsight::model::{Dataset, Table};
use plainsight::output::Staging;
use plainsight::project;
use plainsight::publish::data::{CsvFile, JsonFile, NdjsonFile};
use plainsight::read;
use plainsight::rows::keys::{KeySet, KeySetBuilder, resolve};
use plainsight::rows::{BoxedSink, Budget, KEY_BYTES, Profile, TableJob, TableOutcome, read_table};
use plainsight::sources::Sources;
use std::thread::available_parallelism;

const BYTES: usize = 10_000_000;
const CHUNK: usize = 1024 * 1024;
const KEYS: u64 = 1_000_000;

fn main() {
    let bench = Bench::from_arguments();
    let text = table::orders(BYTES);
    let dialect = CompiledDialect::default();
    let mut records = Records::new();

    bench.measure("cut into chunks", text.len(), text.len(), || cut(&dialect, &text, CHUNK).map(|chunks| chunks.len()));
    let general = CompiledDialect::default().without_fast_path();
    for (name, dialect) in [("tokenize a chunk", &dialect), ("tokenize a chunk, any dialect", &general)] {
        let chunk = &text[..CHUNK];
        bench.measure(name, chunk.len(), chunk.len(), || split(dialect, chunk, &mut records));
    }

    let portal = Portal::new(&text);
    cells(&bench, &portal, &text, &dialect);
    keys(&bench);
    let rows = usize::try_from(portal.check(true, Vec::new()).summary.rows).unwrap();
    tables(&bench, &portal, rows, text.len());
}

/// The cells of each column by themselves, one after another.
fn cells(bench: &Bench, portal: &Portal, text: &[u8], dialect: &CompiledDialect) {
    let mut records = Records::new();
    split(dialect, text, &mut records);
    let mut buffer = Vec::new();
    for (index, column) in portal.table(true).schema.columns.iter().enumerate() {
        let (compiled, _) = CompiledColumn::compile(column);
        let cells: Vec<Vec<u8>> = records
            .records
            .iter()
            .skip(1)
            .filter_map(|record| record.fields().nth(index))
            .map(|field| records.field(text, field, &mut buffer).to_vec())
            .collect();
        let bytes = cells.iter().map(Vec::len).sum();
        let (mut arena, mut items) = (Vec::new(), Vec::new());
        bench.measure(&format!("cells of `{}`", column.name), cells.len(), bytes, || {
            let mut good = 0;
            for cell in &cells {
                arena.clear();
                good += usize::from(compiled.read(cell, &mut arena, &mut items).is_ok());
            }
            assert_eq!(good, cells.len(), "every cell is as its column says");
        });
    }
}

/// Sets of hashed keys by themselves.
fn keys(bench: &Bench) {
    let folder = tempfile::tempdir().expect("a folder for keys");
    let units = usize::try_from(KEYS).unwrap();
    let set = |factor: u128| -> KeySet {
        let mut set = KeySetBuilder::new(&Budget::new(1, KEY_BYTES), folder.path());
        let keys: Vec<u128> = (1..=u128::from(KEYS)).map(|key| key.wrapping_mul(factor)).collect();
        keys.chunks(8192).for_each(|some| set.extend(some).expect("room for keys"));
        set.finish().expect("a set of keys")
    };
    let factor = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
    bench.measure("a million keys into a set", units, 16 * units, || set(factor).distinct());
    let (one, other) = (set(factor), set(factor));
    bench.measure("a million keys against a million", units, 16 * units, || {
        resolve(&one, &other).expect("sets that can be read").is_good()
    });
}

/// Whole tables from memory, on all cores.
fn tables<'p>(bench: &Bench, portal: &'p Portal, rows: usize, bytes: usize) {
    let folder = tempfile::tempdir().expect("a folder for outputs");
    let staging = Staging::new(folder.path().to_path_buf());
    let table = portal.table(true);
    let check = |name: &str, with_key: bool, sinks: &dyn Fn() -> Vec<BoxedSink<'p>>| {
        bench.measure(name, rows, bytes, || portal.check(with_key, sinks()));
    };
    check("check without its key", false, &Vec::new);
    check("check", true, &Vec::new);
    check("check and profile", true, &|| vec![BoxedSink::new(Profile::new(table))]);
    check("check and write CSV", true, &|| vec![BoxedSink::new(CsvFile::begin(&staging, "orders", table).unwrap())]);
    check("check and write JSON", true, &|| {
        vec![BoxedSink::new(JsonFile::begin(&staging, "orders", table, u64::MAX).unwrap())]
    });
    check("check and write NDJSON", true, &|| {
        vec![BoxedSink::new(NdjsonFile::begin(&staging, "orders", table, u64::MAX).unwrap())]
    });
}

/// A portal in memory with the one table, described with its key and without.
struct Portal {
    sources: Sources,
    with_key: Dataset,
    without_key: Dataset,
    scratch: tempfile::TempDir,
}

impl Portal {
    fn new(text: &[u8]) -> Self {
        let files = |with_key| {
            [
                ("plainsight.toml", table::SITE.as_bytes().to_vec()),
                ("datasets/orders/dataset.toml", table::description(with_key).into_bytes()),
                ("datasets/orders/orders.csv", text.to_vec()),
            ]
        };
        let described = |with_key| {
            let sources = Sources::in_memory(files(with_key));
            let (settings, _) = project::load(&sources);
            let (folders, _) = project::find_datasets(&sources);
            let (read, _) = read::dataset(&sources, &settings, folders.first().expect("a dataset"));
            (sources, read.expect("a description").dataset)
        };
        let ((sources, with_key), (_, without_key)) = (described(true), described(false));
        Self { sources, with_key, without_key, scratch: tempfile::tempdir().expect("a folder for keys") }
    }

    fn table(&self, with_key: bool) -> &Table {
        let dataset = if with_key { &self.with_key } else { &self.without_key };
        dataset.tables.first().expect("a table")
    }

    fn check<'p>(&'p self, with_key: bool, sinks: Vec<BoxedSink<'p>>) -> TableOutcome {
        let budget = Budget::for_cores(available_parallelism().map_or(1, Into::into));
        let mut job = TableJob::new(&self.sources, "orders", self.table(with_key), &budget, self.scratch.path());
        job.sinks = sinks;
        let outcome = read_table(job).expect("a table that can be read");
        assert!(outcome.report.diagnostics().is_empty(), "nothing is wrong with the table");
        outcome
    }
}
