//! A table with its columns, ready for its rows to be read (tabular-data-model §§ 6.1 and 8).

use super::compatibility::{self, Incompatible};
use super::embedded::{self, Embedded};
use super::row::AnnotatedRow;
use super::templates::Templates;
use super::text::{ChunkText, TextOf};
use super::{Annotated, CellAt, Findings, Purpose};
use crate::csvw::address::{normalise, resolve, same};
use crate::csvw::column::CompiledColumn;
use crate::csvw::decode::stated_by_mark;
use crate::csvw::dialect::{CompiledDialect, RowRole};
use crate::csvw::documents::Documents;
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::media_type::MediaType;
use crate::csvw::metadata::{Column, Dialect, NaturalLanguage, Table};
use crate::csvw::read_metadata::derived_name;
use crate::csvw::tokenizer::Record;
use std::collections::BTreeMap;

/// More columns than any table has. Each takes a kilobyte or more.
pub(super) const COLUMNS: usize = 100_000;

/// A table whose columns are known.
#[derive(Debug)]
pub struct AnnotatedTable<'a> {
    /// `url`: the address of the file, resolved.
    pub url: String,
    /// The table's description.
    pub description: &'a Table,
    /// The columns: those of the file, then the virtual ones.
    pub columns: Vec<TableColumn>,
    pub(super) by_name: BTreeMap<String, usize>,
    pub(super) templates: Templates,
    text: TextOf,
    purpose: Purpose,
    /// How many fields a record has, those included that are skipped.
    fields: usize,
    /// Whether the described columns are where the file has them, so that judging its cells by them means something.
    pub(super) is_aligned: bool,
}

/// A column of a table.
#[derive(Debug)]
pub struct TableColumn {
    /// What is known of it, from metadata or from the header.
    pub column: Column,
    pub(super) compiled: CompiledColumn,
    /// Its field in a record, from 0; none for a virtual one.
    pub(super) source: Option<u32>,
    pub(super) about_url: Option<usize>,
    pub(super) property_url: Option<usize>,
    pub(super) value_url: Option<usize>,
}

impl TableColumn {
    /// Whether its values are strings, which are the only ones that have a language.
    #[must_use]
    pub fn is_string(&self) -> bool {
        self.column.datatype.base == "string" && self.column.datatype.id.is_none()
    }
}

impl<'a> AnnotatedTable<'a> {
    /// Opens the file of a table, reads its header and finds its columns. None where that cannot be done, which then
    /// is among the findings.
    pub fn open(
        annotated: &'a Annotated,
        description: &'a Table,
        documents: &dyn Documents,
        purpose: Purpose,
        findings: &mut dyn Findings,
    ) -> Option<Self> {
        let url = resolve(&annotated.base, &description.url);
        // An address that is only written otherwise (§ 6.3) leads to the same file.
        let Some(retrieved) = documents.retrieve(&url).or_else(|| documents.retrieve(&normalise(&url))) else {
            let message = format!("the table `{url}` cannot be read");
            findings.add(Finding::error(FindingKind::MissingDocument, message, description.place));
            return None;
        };
        let stated = annotated.headers.content_type.as_deref().filter(|_| same(&annotated.headers.url, &url));
        let content_type = stated.or(retrieved.media_type.as_deref());
        let mut dialect = description.dialect.clone();
        if !description.dialect_stated {
            as_served(&mut dialect, content_type);
        }
        let (compiled, found) = CompiledDialect::compile(&dialect);
        for finding in found {
            findings.add(finding);
        }
        // A byte order mark states the encoding where nothing else does, as for browsers.
        let by_mark = stated_by_mark(&retrieved.bytes).filter(|_| !dialect.encoding_stated);
        let encoding = by_mark.unwrap_or(compiled.encoding());
        let text = TextOf::new(&retrieved.bytes, encoding, compiled, dialect.comment_prefix.clone(), &url, findings)?;
        text.tell_malformed(&url, findings);
        let embedded = Embedded::read(&text, |chunk, record, row| {
            chunk.report_syntax(&url, record, row, weight(purpose), findings);
        });
        if embedded.titles.len().max(description.columns.len()) > COLUMNS {
            let message = format!("`{url}` has more than {COLUMNS} columns");
            findings.add(Finding::error(FindingKind::TooLarge, message, description.place));
            return None;
        }
        let mut table = Self {
            url,
            description,
            columns: Vec::new(),
            by_name: BTreeMap::new(),
            templates: Templates::default(),
            text,
            purpose,
            fields: 0,
            is_aligned: true,
        };
        table.add_columns(annotated, &embedded, findings);
        Some(table)
    }

    fn add_columns(&mut self, annotated: &Annotated, embedded: &Embedded, findings: &mut dyn Findings) {
        let (virtual_columns, described): (Vec<&Column>, Vec<&Column>) =
            self.description.columns.iter().partition(|column| column.is_virtual);
        let is_described = self.description.columns_stated;
        let language = self.description.column_defaults.lang.as_str();
        if is_described && let Err(incompatible) = compatibility::compare(&described, embedded, language, self.purpose)
        {
            let shared = described.len().min(embedded.titles.len());
            self.is_aligned = incompatible != Incompatible::Count
                || compatibility::others(&described[..shared], embedded, language, self.purpose).is_empty();
            self.report_incompatible(&incompatible, &described, embedded, findings);
        }
        // Without a header the first row tells how many columns the file has, and it may well be the one that is odd.
        let skipped = self.text.dialect.skip_columns();
        let has_header = self.text.dialect.header_row_count() > 0;
        let in_file = if is_described && !has_header { described.len() } else { embedded.titles.len() };
        self.fields = skipped as usize + in_file;
        let from_file = embedded.titles.len().max(described.len());
        let mut columns = Vec::with_capacity(from_file + virtual_columns.len());
        for index in 0..from_file {
            columns.push(match described.get(index) {
                Some(column) => (*column).clone(),
                None => self.undescribed(annotated, embedded, index, !is_described),
            });
        }
        columns.extend(virtual_columns.into_iter().cloned());
        for (index, column) in columns.into_iter().enumerate() {
            let (compiled, mut found) = CompiledColumn::compile(&column);
            let mut template = |text: &Option<String>| self.templates.add(text.as_ref()?, &column, &mut found);
            let (about_url, property_url, value_url) =
                (template(&column.about_url), template(&column.property_url), template(&column.value_url));
            for finding in found {
                findings.add(finding);
            }
            let field = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(skipped);
            let source = (!column.is_virtual).then_some(field);
            self.by_name.entry(column.name.clone()).or_insert(index);
            self.columns.push(TableColumn { column, compiled, source, about_url, property_url, value_url });
        }
    }

    /// A column that only the file knows. Where no column is described at all its header names it; beside described
    /// ones it has its number only.
    fn undescribed(&self, annotated: &Annotated, embedded: &Embedded, index: usize, named: bool) -> Column {
        let titles = if named { embedded.natural_language(index) } else { NaturalLanguage::default() };
        let name = derived_name(&titles, annotated.language.as_deref(), index + 1);
        Column { name, titles, ..self.description.column_defaults.clone() }
    }

    fn report_incompatible(
        &self,
        incompatible: &Incompatible,
        described: &[&Column],
        embedded: &Embedded,
        findings: &mut dyn Findings,
    ) {
        let (kind, severity) = (FindingKind::IncompatibleColumns, self.weight());
        let Incompatible::Columns(columns) = incompatible else {
            let (has, wants) = (embedded.titles.len(), described.len());
            let noun = if has == 1 { "column" } else { "columns" };
            let rows = if self.is_aligned { "" } else { "; its rows are not judged by columns that are not theirs" };
            let message = format!("the file has {has} {noun} and its metadata describes {wants}{rows}");
            let finding = Finding { kind, severity, message, place: self.description.place };
            let found = self.text.record(embedded.header_row, |chunk, record| {
                chunk.place(&self.url, record, embedded.header_row, None, None, |at| {
                    findings.at_cell(finding.clone(), at);
                });
            });
            if !found {
                findings.add(Finding { message: format!("{} (`{}`)", finding.message, self.url), ..finding });
            }
            return;
        };
        let mut told = Vec::with_capacity(columns.len());
        for &index in columns {
            let Some(column) = described.get(index) else { continue };
            let says = embedded.titles.get(index).and_then(|titles| titles.first()).map_or("", String::as_str);
            let titles: Vec<String> = column.titles.iter().map(|(_, title)| format!("`{title}`")).collect();
            let message = if titles.is_empty() {
                // A name is for machines; in validation a header is compared with titles alone.
                format!("the header says `{says}`, and the column `{}` has no `titles` that it could be", column.name)
            } else {
                format!("the header says `{says}`, and the `titles` of the column {}", titles.join(", "))
            };
            let finding = Finding { kind, severity, message, place: column.place };
            told.push((finding, self.text.dialect.skip_columns() as usize + index, column.name.as_str()));
        }
        self.text.record(embedded.header_row, |chunk, record| {
            for (finding, field, name) in &told {
                chunk.place(&self.url, record, embedded.header_row, Some(*field), Some(name), |at| {
                    findings.at_cell(finding.clone(), at);
                });
            }
        });
    }

    /// What a flaw in the data weighs.
    pub(super) fn weight(&self) -> Severity {
        weight(self.purpose)
    }

    /// Gives every row to `take`, and what is wrong with it to `findings`. Gives back the comments of the file.
    pub fn rows(&self, findings: &mut dyn Findings, take: &mut TakeRow<'_>) -> Vec<String> {
        self.each_row(true, findings, take)
    }

    /// Gives every row to `take` once more; what is wrong with them was told before.
    pub(super) fn rows_again(&self, findings: &mut dyn Findings, take: &mut TakeRow<'_>) {
        self.each_row(false, findings, take);
    }

    fn each_row(&self, judged: bool, findings: &mut dyn Findings, take: &mut TakeRow<'_>) -> Vec<String> {
        let mut comments = Vec::new();
        let in_file = self.columns.iter().take_while(|column| column.source.is_some()).count();
        let skipped = self.text.dialect.skip_columns() as usize;
        self.text.walk(|chunk, record, source_number, role| {
            let at = RowAt { table: self, chunk, record, source_number };
            let number = match role {
                RowRole::Data(number) => number,
                RowRole::Comment | RowRole::Skipped => {
                    comments.extend(embedded::comment(chunk.text, record, self.text.comment_prefix.as_deref()));
                    return true;
                }
                RowRole::Header | RowRole::SkippedBlank => return true,
            };
            let is_whole = record.field_count as usize == self.fields && !chunk.is_open(record);
            let mut row = AnnotatedRow::new(self, number, source_number, is_whole);
            let mut buffer = Vec::new();
            let fields = record.fields();
            for index in 0..in_file {
                let field = fields.start + skipped + index;
                row.push((field < fields.end).then(|| chunk.records.field(chunk.text, field, &mut buffer)));
            }
            for _ in in_file..self.columns.len() {
                row.push(Some(b""));
            }
            if judged {
                self.judge(&row, &at, findings);
            }
            take(&row, &at, findings);
            true
        });
        comments
    }

    /// Tells what is wrong with a row. Cells of one that is not whole may well stand in other columns than theirs, and
    /// are not judged: one mistake is told once.
    fn judge(&self, row: &AnnotatedRow<'_>, at: &RowAt<'_>, findings: &mut dyn Findings) {
        at.chunk.report_syntax(&self.url, at.record, at.source_number, self.weight(), findings);
        if !row.is_whole {
            if !at.chunk.is_open(at.record) {
                self.report_ragged(at, findings);
            }
            return;
        }
        for (index, (cell, column)) in row.cells.iter().zip(&self.columns).enumerate() {
            for flaw in &cell.flaws {
                let raw = row.raw(index);
                at.cell(Some(index), |at| {
                    findings.flaw(flaw, &column.column, raw, self.weight(), at);
                });
            }
        }
    }

    fn report_ragged(&self, at: &RowAt<'_>, findings: &mut dyn Findings) {
        let (cells, expected) = (at.record.field_count, self.fields);
        let noun = if cells == 1 { "cell" } else { "cells" };
        let columns = if expected == 1 { "column" } else { "columns" };
        let message = format!("the row has {cells} {noun} and the table {expected} {columns}");
        let finding = Finding { kind: FindingKind::RaggedRow, severity: self.weight(), message, place: None };
        at.record(|at| findings.at_cell(finding.clone(), at));
    }
}

fn weight(purpose: Purpose) -> Severity {
    match purpose {
        Purpose::Validation => Severity::Error,
        Purpose::Conversion => Severity::Warning,
    }
}

/// Takes a row, its place and where to tell what is found in it.
pub type TakeRow<'a> = dyn FnMut(&AnnotatedRow<'_>, &RowAt<'_>, &mut dyn Findings) + 'a;

/// Where a row is in its file.
pub struct RowAt<'a> {
    table: &'a AnnotatedTable<'a>,
    chunk: &'a ChunkText<'a>,
    record: &'a Record,
    source_number: u64,
}

impl RowAt<'_> {
    /// The place of the whole row.
    pub fn record(&self, tell: impl FnOnce(&CellAt<'_>)) {
        self.place(None, None, tell);
    }

    /// The place of a column's cell; of the whole row where there is none.
    pub fn cell(&self, column: Option<usize>, tell: impl FnOnce(&CellAt<'_>)) {
        let column = column.and_then(|column| self.table.columns.get(column));
        let field = column.and_then(|column| column.source).map(|field| field as usize);
        self.place(field, column.map(|column| column.column.name.as_str()), tell);
    }

    fn place(&self, field: Option<usize>, name: Option<&str>, tell: impl FnOnce(&CellAt<'_>)) {
        self.chunk.place(&self.table.url, self.record, self.source_number, field, name, tell);
    }
}

/// The dialect of a file whose metadata states none, as far as its media type tells it (§ 6.1).
fn as_served(dialect: &mut Dialect, content_type: Option<&str>) {
    let Some(media_type) = content_type.and_then(MediaType::parse) else { return };
    if media_type.name == "text/tab-separated-values" {
        "\t".clone_into(&mut dialect.delimiter);
    }
    if media_type.parameter("header").is_some_and(|header| header.eq_ignore_ascii_case("absent")) {
        dialect.header_row_count = 0;
    }
    if let Some(charset) = media_type.parameter("charset") {
        charset.clone_into(&mut dialect.encoding);
        dialect.encoding_stated = true;
    }
}
