//! The processor in memory: from an address to annotated tables (tabular-data-model § 6).
//!
//! [`locate`] finds the metadata of a file, [`Annotated`] holds what is known before any row is read, and
//! [`AnnotatedTable::rows`] gives the rows with their values. Validation and the two conversions are made of these; the
//! cells and keys are read by the same compiled columns and compared in the same normal form as everywhere else.
//!
//! [`locate`]: self::locate()

mod compatibility;
mod embedded;
mod keys;
mod locate;
mod row;
mod table;
mod templates;
mod text;
mod validate;

use super::finding::{Finding, FindingKind, Severity};
use super::metadata::{Column, TableGroup};
use super::value::Flaw;

pub use locate::locate;
pub use row::{AnnotatedRow, Cell};
pub use table::{AnnotatedTable, RowAt, TableColumn, TakeRow};
pub(in crate::csvw) use templates::decoded_name;
pub use validate::validate;

/// What is to be processed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// The address of a tabular file or of a metadata document.
    pub action: &'a str,
    /// The address of metadata that overrides whatever else describes the file (tabular-data-model § 5.1).
    pub metadata: Option<&'a str>,
    /// The `Link` header that the file was served with (§ 5.2).
    pub link_header: Option<&'a str>,
    /// The `Content-Type` header that the file was served with (§ 6.1).
    pub content_type: Option<&'a str>,
}

/// What the tables are read for, which decides how much a flaw in the data weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Validation: a flaw in the data is an error (tabular-data-model § 6.6).
    Validation,
    /// Conversion: a flaw in the data is a warning, and the cell keeps its text (§§ 6.4, 6.7).
    Conversion,
}

/// Where a finding in a tabular file is.
#[derive(Debug, Clone)]
pub struct CellAt<'a> {
    /// The address of the file.
    pub url: &'a str,
    /// `row source number`: the record in the file, from 1.
    pub row: u64,
    /// `column source number`, from 1; none for a whole record.
    pub column: Option<u32>,
    /// The column's name.
    pub column_name: Option<&'a str>,
    /// Text of the file around the place.
    pub text: &'a [u8],
    /// The record in `text`.
    pub record: std::ops::Range<usize>,
    /// The cell in `text`.
    pub span: std::ops::Range<usize>,
    /// Physical lines of the file before the record.
    pub lines_before: u64,
}

/// Takes what is found.
pub trait Findings {
    /// A finding in metadata, or about a document as a whole.
    fn add(&mut self, finding: Finding);

    /// A finding in a tabular file.
    fn at_cell(&mut self, finding: Finding, at: &CellAt<'_>);

    /// A flaw of a cell, whose text is `raw`.
    fn flaw(&mut self, flaw: &Flaw, column: &Column, raw: &[u8], severity: Severity, at: &CellAt<'_>) {
        let message = format!("`{}` cannot be in `{}`: {}", String::from_utf8_lossy(raw), column.name, flaw.why);
        let place = column.datatype_place.or(column.place);
        self.at_cell(Finding { kind: FindingKind::InvalidCell(flaw.kind), severity, message, place }, at);
    }
}

/// Keeps findings without their cells, for callers that need no places.
impl Findings for Vec<Finding> {
    fn add(&mut self, finding: Finding) {
        self.push(finding);
    }

    fn at_cell(&mut self, finding: Finding, _: &CellAt<'_>) {
        self.push(finding);
    }
}

/// A group of tables with everything that metadata says of it, before any row was read.
#[derive(Debug, Clone, Default)]
pub struct Annotated {
    /// The group.
    pub group: TableGroup,
    /// What addresses in the metadata are relative to.
    pub base: String,
    /// The default language of the metadata.
    pub language: Option<String>,
    /// The headers of the request, which belong to one file.
    headers: Headers,
}

/// The headers that a file was served with.
#[derive(Debug, Clone, Default)]
struct Headers {
    url: String,
    content_type: Option<String>,
}
