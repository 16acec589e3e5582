//! Findings of the processor as diagnostics, with the words and places that `plainsight check` has.

use super::documents::MappedDocuments;
use crate::csvw::metadata::Column;
use crate::csvw::processor::{CellAt, Findings};
use crate::csvw::value::Flaw;
use crate::csvw::{Finding, Severity as CsvwSeverity};
use crate::diagnostics::{CellPlace, Diagnostic, Location, Report, Severity, of_csvw, span_of};
use crate::rows::{self, CellWords, Notation};
use std::collections::BTreeMap;

/// Collects findings.
pub struct Collected<'a> {
    documents: &'a MappedDocuments,
    /// The words for the cells of each column of each file.
    words: BTreeMap<(String, String), CellWords>,
    /// What was found so far.
    pub report: Report,
}

impl<'a> Collected<'a> {
    /// Nothing yet.
    pub fn new(documents: &'a MappedDocuments) -> Self {
        Self { documents, words: BTreeMap::new(), report: Report::default() }
    }

    fn place(&self, at: &CellAt<'_>) -> CellPlace {
        let path = self.documents.source_path(at.url);
        let name = at.column_name.map(str::to_owned);
        rows::cell_place(path, at.text, at.record.clone(), at.span.clone(), at.lines_before, at.row, at.column, name)
    }

    fn keep(&mut self, mut diagnostic: Diagnostic, severity: CsvwSeverity) {
        diagnostic.severity = weight(severity);
        self.report.add(diagnostic);
    }
}

impl Findings for Collected<'_> {
    fn add(&mut self, finding: Finding) {
        let at = finding.place.map_or(Location::Site, |place| Location::Text(span_of(place)));
        let severity = finding.severity;
        self.keep(of_csvw(finding, at), severity);
    }

    fn at_cell(&mut self, finding: Finding, at: &CellAt<'_>) {
        let (severity, declared) = (finding.severity, finding.place);
        let diagnostic = of_csvw(finding, self.place(at).into());
        self.keep(diagnostic.also_at(declared.map(span_of), "this is declared here"), severity);
    }

    fn flaw(&mut self, flaw: &Flaw, column: &Column, raw: &[u8], severity: CsvwSeverity, at: &CellAt<'_>) {
        let place = self.place(at);
        let key = (at.url.to_owned(), column.name.clone());
        let words = self.words.entry(key).or_insert_with(|| CellWords::new(column, Notation::Json));
        let diagnostic = words.finding(flaw, raw, place);
        self.keep(diagnostic, severity);
    }
}

fn weight(severity: CsvwSeverity) -> Severity {
    match severity {
        CsvwSeverity::Error => Severity::Error,
        CsvwSeverity::Warning => Severity::Warning,
    }
}
