//! Tables as Parquet, read back with another part of the crate that wrote them; DuckDB reads them in `tests/parquet.rs`.

use super::ParquetFile;
use super::group::Extent;
use crate::output::Staging;
use crate::rows::tests::{Case, case, lines};
use crate::rows::{BoxedSink, TableOutcome};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;
use parquet::record::Field;
use proptest::prelude::*;

/// A table that was written.
struct Built {
    outcome: TableOutcome,
    file: Option<Vec<u8>>,
}

fn build_with(case: &Case, extent: Extent, limit: u64) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let staging = Staging::new(folder.path().join("site"));
    let sources = case.sources();
    let sink = ParquetFile::with_extent(&staging, "things", &case.table, limit, extent).unwrap();
    let outcome = case.read_with(&sources, folder.path(), vec![BoxedSink::new(sink)]);
    let file = std::fs::read(staging.path("datasets/things/things.parquet")).ok();
    assert!(!staging.scratch().exists() || std::fs::read_dir(staging.scratch()).unwrap().next().is_none());
    Built { outcome, file }
}

fn build(case: &Case) -> Built {
    build_with(case, Extent::default(), u64::MAX)
}

fn extent(rows: usize) -> Extent {
    Extent { rows, ..Extent::default() }
}

impl Built {
    fn reader(&self) -> SerializedFileReader<bytes_of::Bytes> {
        SerializedFileReader::new(bytes_of::Bytes::from(self.file.clone().unwrap())).unwrap()
    }

    /// The schema as Parquet writes it, without its first and last line.
    fn schema(&self) -> String {
        let mut text = Vec::new();
        parquet::schema::printer::print_schema(&mut text, self.reader().metadata().file_metadata().schema());
        let text = String::from_utf8(text).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        lines[1..lines.len() - 1].iter().map(|line| format!("{}\n", line.trim_start_matches("  "))).collect()
    }

    /// Every row, its values separated by ` | `.
    fn rows(&self) -> Vec<String> {
        let reader = self.reader();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().get_column_iter().map(|(_, field)| text(field)).collect::<Vec<_>>().join(" | "))
            .collect()
    }

    fn withdrawn(&self) -> &str {
        assert!(self.file.is_none());
        &self.outcome.summary.withdrawn[0].reason
    }
}
