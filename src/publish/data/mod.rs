//! Rows become bytes: one format a file, each a [`Sink`](crate::rows::Sink) of the row engine.

mod buffers;
mod columns;
mod csv;
mod file;
mod geojson;
mod json;
mod lookups;
mod ndjson;
mod pages;
mod parquet;
mod row_pages;
mod spreadsheet;
mod sqlite;
mod stream;
#[cfg(test)]
mod tests;
mod verbatim;
mod whole;
mod zip;

pub use csv::CsvFile;
pub use geojson::GeojsonFile;
pub use json::JsonFile;
pub use lookups::LookupPages;
pub use ndjson::NdjsonFile;
pub use parquet::ParquetFile;
pub use row_pages::RowPages;
pub use spreadsheet::{About, OdsFile, XlsxFile};
pub use sqlite::{SqliteDatabase, SqliteTable};
pub use verbatim::{Uncopied, copy, verbatim_files};
pub use whole::{Outcome, WholeFile};
pub use zip::ZipFile;

/// Rows on a page of the static API.
pub const ROWS_A_PAGE: u64 = 1_000;

/// The address of a table's file in a format.
#[must_use]
pub fn address(dataset: &str, table: &str, format: crate::model::Format) -> String {
    format!("datasets/{dataset}/{table}{}", format.suffix())
}

/// The address of the file of a whole dataset in a format.
#[must_use]
pub fn dataset_address(dataset: &str, format: crate::model::Format) -> String {
    format!("datasets/{dataset}/{dataset}{}", format.suffix())
}
