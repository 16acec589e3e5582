//! The ordered half of the judge: what was found in a chunk becomes diagnostics with exact places.

use super::cell_words::{CellWords, Notation, declared};
use super::columns::Columns;
use super::hints;
use super::place::ChunkAt;
use super::work::{Finding, Found, Judged, Room};
use crate::diagnostics::{Diagnostic, Report, Severity, rule_of_cell};
use crate::model::Table;
use std::collections::BTreeMap;

/// Places kept of one table, over all its rules and columns: a place takes about a kilobyte, and a table of many broken
/// columns must not exhaust memory.
const PLACES_IN_TABLE: u64 = 250_000;

/// Turns what was found into diagnostics.
pub(super) struct Findings<'a> {
    dataset: &'a str,
    table: &'a Table,
    columns: &'a Columns,
    room: &'a Room,
    words: BTreeMap<u32, CellWords>,
    kept: u64,
}

impl<'a> Findings<'a> {
    pub(super) fn new(dataset: &'a str, table: &'a Table, columns: &'a Columns, room: &'a Room) -> Self {
        Self { dataset, table, columns, room, words: BTreeMap::new(), kept: 0 }
    }

    /// Takes what was found in the next chunk.
    pub(super) fn take(&mut self, judged: &Judged, at: &ChunkAt<'_>, report: &mut Report) {
        for finding in &judged.findings {
            if self.kept < PLACES_IN_TABLE {
                let column = Self::counted_column(finding);
                self.room.keep(finding.found, column);
                let diagnostic = self.diagnostic(finding, at);
                let before = report.diagnostics().len();
                report.add(diagnostic);
                self.kept += (report.diagnostics().len() - before) as u64;
            } else {
                self.count(finding.found, Self::counted_column(finding), 1, at, report);
            }
        }
        for ((found, column), more) in &judged.uncounted {
            self.count(*found, *column, *more, at, report);
        }
    }

    fn counted_column(finding: &Finding) -> u32 {
        match finding.found {
            Found::Cell(_) | Found::NotACode | Found::Separator => finding.column,
            _ => 0,
        }
    }

    fn count(&self, found: Found, column: u32, more: u64, at: &ChunkAt<'_>, report: &mut Report) {
        let mut like = self.tagged(Diagnostic::new(rule(found), "", at.path().clone()));
        like.severity = severity(found);
        if matches!(found, Found::Cell(_) | Found::NotACode | Found::Separator) {
            like.column = self.table.schema.columns.get(column as usize).map(|column| column.name.clone());
        }
        report.count(&like, more);
    }

    fn tagged(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.of_dataset(self.dataset).of_table(&self.table.name)
    }

    fn diagnostic(&mut self, finding: &Finding, at: &ChunkAt<'_>) -> Diagnostic {
        let record = finding.record;
        let diagnostic = match finding.found {
            Found::Cell(_) => self.cell(finding, at),
            Found::NotACode => self.not_a_code(finding, at),
            Found::Separator => self.separator(finding, at),
            Found::Ragged => {
                let cells = at.field_count(record);
                let expected = at.layout().expected();
                let has = match (at.dialect().header_row_count(), expected) {
                    (0, 1) => "column is declared",
                    (0, _) => "columns are declared",
                    (_, 1) => "column is in the header",
                    _ => "columns are in the header",
                };
                let noun = if cells == 1 { "cell" } else { "cells" };
                let diagnostic = Diagnostic::new(
                    "csv/ragged-row",
                    format!("the row has {cells} {noun} where {expected} {has}"),
                    at.record(record),
                );
                let diagnostic = diagnostic.because(if cells > expected { "too many cells" } else { "too few cells" });
                if cells > expected {
                    diagnostic
                        .help("put a cell that has a delimiter in it between quotes, or take out the extra delimiters")
                } else {
                    diagnostic.help("complete the row, or take it out if it is a note or a total")
                }
            }
            Found::StrayQuote => stray_quote(at, record, finding.column, finding.offset as usize),
            Found::UnclosedQuote => unclosed_quote(at, record, finding.offset as usize, "the file ends inside it"),
            Found::BlankLine => Diagnostic::new("csv/blank-row", "an empty line", at.record(record))
                .because("it is passed over")
                .help("take the line out"),
            Found::BlankRow => Diagnostic::new("csv/blank-row", "a row whose cells are all empty", at.record(record))
                .because("it is published as a row without values")
                .help("take the row out, or pass all such rows over:\ndialect = { skip_blank_rows = true }"),
        };
        let mut diagnostic = self.tagged(diagnostic);
        diagnostic.severity = severity(finding.found);
        diagnostic
    }

    fn cell(&mut self, finding: &Finding, at: &ChunkAt<'_>) -> Diagnostic {
        let index = finding.column as usize;
        let mut raw = Vec::new();
        at.raw(finding.record, index, &mut raw);
        let Some((column, ready)) = self.table.schema.columns.get(index).zip(self.columns.columns.get(index)) else {
            return Diagnostic::new(rule(finding.found), "", at.path().clone());
        };
        match ready.compiled.read(&raw, &mut Vec::new(), &mut Vec::new()) {
            Err(flaw) => {
                let words = self.words.entry(finding.column).or_insert_with(|| CellWords::new(column, Notation::Toml));
                words.finding(&flaw, &raw, at.cell(finding.record, index))
            }
            Ok(_) => Diagnostic::new(rule(finding.found), "", at.path().clone()),
        }
    }

    fn not_a_code(&self, finding: &Finding, at: &ChunkAt<'_>) -> Diagnostic {
        let index = finding.column as usize;
        let mut raw = Vec::new();
        at.raw(finding.record, index, &mut raw);
        let text = String::from_utf8_lossy(&raw);
        let Some(column) = self.table.schema.columns.get(index) else {
            return Diagnostic::new(rule(finding.found), "", at.path().clone());
        };
        let mut diagnostic = Diagnostic::new(
            rule(finding.found),
            format!("`{}` is not in the code list of `{}`", hints::shown(&text), column.name),
            at.cell(finding.record, index),
        )
        .help("correct the value, or add it to `code_list` of this column");
        if let Some(crate::model::CodeList::Codes(codes)) =
            self.table.columns.get(index).and_then(|words| words.code_list.as_ref())
        {
            let first: Vec<String> =
                codes.iter().take(8).map(|(code, _)| format!("`{}`", hints::shown(code))).collect();
            let more = if codes.len() > 8 { ", …" } else { "" };
            diagnostic = diagnostic.because(format!("the codes are {}{more}", first.join(", ")));
        }
        declared(diagnostic, column)
    }

    fn separator(&self, finding: &Finding, at: &ChunkAt<'_>) -> Diagnostic {
        let index = finding.column as usize;
        let Some(column) = self.table.schema.columns.get(index) else {
            return Diagnostic::new(rule(finding.found), "", at.path().clone());
        };
        let separator = column.separator.as_deref().unwrap_or_default();
        let diagnostic = Diagnostic::new(
            rule(finding.found),
            format!(
                "a value in this list has the separator `{}` in it once it is written out",
                hints::shown(separator)
            ),
            at.cell(finding.record, index),
        )
        .because("the published list could not be taken apart again")
        .help("choose a separator that is in none of the values, in the file and in the declaration");
        declared(diagnostic, column)
    }
}

/// A quote where none belongs, or text after a closing one, by its field in the file and its offset in the chunk.
pub(super) fn stray_quote(at: &ChunkAt<'_>, record: u32, field: u32, offset: usize) -> Diagnostic {
    let columns = &at.table().schema.columns;
    let name = (0..columns.len())
        .find(|&column| at.layout().field(column) == Some(field))
        .and_then(|column| columns.get(column))
        .map(|column| column.name.clone());
    let end = at.range(record).end.min(offset + 1);
    let place = at.span(record, offset..end, Some(field + 1), name);
    let rest = at.text().get(offset..).unwrap_or_default();
    let (message, why) = if at.quote().is_some_and(|quote| rest.starts_with(quote)) {
        ("a quote stands in a cell that does not begin with one", "this quote is kept as it is")
    } else {
        ("text follows the closing quote of a cell", "the text is kept as part of the cell")
    };
    let mut finding = Diagnostic::new("csv/stray-quote", message, place)
        .because(why)
        .help("put the whole cell between quotes, and double each quote inside it");
    finding.severity = Severity::Warning;
    finding
}

/// A quote that is opened and not closed, by its offset in the chunk.
pub(super) fn unclosed_quote(at: &ChunkAt<'_>, record: u32, offset: usize, why: &str) -> Diagnostic {
    let column = at.field_at(record, offset).map(|field| field + 1);
    Diagnostic::new(
        "csv/unclosed-quote",
        "a quote is opened and never closed",
        at.span(record, offset..offset + 1, column, None),
    )
    .because(why.to_owned())
    .help("close the quote, or double it if it belongs to the text")
}

fn rule(found: Found) -> &'static str {
    match found {
        Found::Cell(kind) => rule_of_cell(kind),
        Found::NotACode => "csvw/value-not-in-code-list",
        Found::Separator => "csvw/separator-in-value",
        Found::Ragged => "csv/ragged-row",
        Found::StrayQuote => "csv/stray-quote",
        Found::UnclosedQuote => "csv/unclosed-quote",
        Found::BlankLine | Found::BlankRow => "csv/blank-row",
    }
}

fn severity(found: Found) -> Severity {
    match found {
        Found::StrayQuote | Found::BlankLine | Found::BlankRow => Severity::Warning,
        _ => Severity::Error,
    }
}

/// A datatype with its article, for a sentence.
pub(super) fn noun(base: &str) -> String {
    match base {
        "date" => "a date".to_owned(),
        "dateTime" | "datetime" | "dateTimeStamp" => "a date and time".to_owned(),
        "time" => "a time".to_owned(),
        "integer" | "long" | "int" | "short" | "byte" => "an integer".to_owned(),
        "decimal" => "a decimal".to_owned(),
        "number" | "double" | "float" => "a number".to_owned(),
        "boolean" => "a boolean".to_owned(),
        "anyURI" => "an address".to_owned(),
        "gYear" => "a year".to_owned(),
        "gYearMonth" => "a year and month".to_owned(),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => "a duration".to_owned(),
        other => format!("of the datatype `{other}`"),
    }
}
