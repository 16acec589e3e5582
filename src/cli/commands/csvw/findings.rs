//! Findings of the processor as diagnostics, with the words and places that `plainsight check` has.

use super::documents::MappedDocuments;
use crate::csvw::metadata::{Column, Place};
use crate::csvw::processor::{CellAt, Findings};
use crate::csvw::value::Flaw;
use crate::csvw::{Finding, FindingKind, Severity as CsvwSeverity};
use crate::diagnostics::{CellPlace, Diagnostic, Location, Report, Severity, of_csvw, span_of};
use crate::rows::{self, CellWords, Notation};
use crate::sources::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

/// Collects findings.
pub struct Collected<'a> {
    documents: &'a MappedDocuments,
    /// What was asked for: the place of what has no smaller one.
    action: SourcePath,
    /// The words for the cells of each column of each file.
    words: BTreeMap<(String, String), CellWords>,
    /// What was said of metadata, which tables and columns share.
    said: BTreeSet<(FindingKind, (u32, u32, u32), String)>,
    /// What was found so far.
    pub report: Report,
}

impl<'a> Collected<'a> {
    /// Nothing yet.
    pub fn new(documents: &'a MappedDocuments, action: &str) -> Self {
        let action = documents.source_path(action);
        Self { documents, action, words: BTreeMap::new(), said: BTreeSet::new(), report: Report::default() }
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

    /// A finding at its place, in the words that people use for files and options.
    fn diagnostic(&self, mut finding: Finding, at: Location) -> Diagnostic {
        finding.message = self.documents.with_paths(&finding.message);
        let kind = finding.kind;
        let elsewhere = finding.message.split('`').find(|part| part.starts_with("http")).and_then(|address| {
            let (prefix, _) = address.rsplit_once('/')?;
            Some(format!("or read it from a folder that stands for its address: `--map {prefix}/=FOLDER`"))
        });
        let diagnostic = of_csvw(finding, at);
        match (kind, elsewhere) {
            (FindingKind::MissingDocument, Some(help)) => diagnostic.help(help),
            (FindingKind::MetadataPassedOver, _) => {
                diagnostic.help("a document that is named with `--metadata` counts whether or not it names the file")
            }
            _ => diagnostic,
        }
    }
}

impl Findings for Collected<'_> {
    fn add(&mut self, finding: Finding) {
        if let Some(Place { document, start, end }) = finding.place
            && !self.said.insert((finding.kind, (document, start, end), finding.message.clone()))
        {
            return;
        }
        let at =
            finding.place.map_or_else(|| Location::File(self.action.clone()), |place| Location::Text(span_of(place)));
        let severity = finding.severity;
        let diagnostic = self.diagnostic(finding, at);
        self.keep(diagnostic, severity);
    }

    fn at_cell(&mut self, finding: Finding, at: &CellAt<'_>) {
        let Finding { kind, severity, place: declared, .. } = finding;
        let mut diagnostic = self.diagnostic(finding, self.place(at).into()).of_table(self.documents.shown(at.url));
        diagnostic.primary.text = what_it_means(kind).map(str::to_owned);
        diagnostic.column = at.column_name.map(str::to_owned);
        if kind == FindingKind::IncompatibleColumns && at.column.is_some() {
            let title = serde_json::Value::String(title(at));
            diagnostic.help = vec![format!("if it is that column, let its `titles` say so:\n\"titles\": {title}")];
        }
        let declaration = match kind {
            FindingKind::DuplicateKey => "the primary key is declared here",
            FindingKind::BrokenForeignKey | FindingKind::NullReference | FindingKind::AmbiguousForeignKey => {
                "the foreign key is declared here"
            }
            FindingKind::IncompatibleColumns if at.column.is_some() => "the column in its place is described here",
            _ => "the table is described here",
        };
        self.keep(diagnostic.also_at(declared.map(span_of), declaration), severity);
    }

    fn flaw(&mut self, flaw: &Flaw, column: &Column, raw: &[u8], severity: CsvwSeverity, at: &CellAt<'_>) {
        let place = self.place(at);
        let key = (at.url.to_owned(), column.name.clone());
        let words = self.words.entry(key).or_insert_with(|| CellWords::new(column, Notation::Json));
        let diagnostic = words.finding(flaw, raw, place).of_table(self.documents.shown(at.url));
        self.keep(diagnostic, severity);
    }
}

/// What stands beside the place of a finding in a file.
fn what_it_means(kind: FindingKind) -> Option<&'static str> {
    match kind {
        FindingKind::NotOfEncoding => Some("the first character that cannot be read"),
        FindingKind::StrayQuote => Some("it is kept as it is"),
        FindingKind::UnclosedQuote => Some("the file ends inside it"),
        FindingKind::DuplicateKey => Some("no two rows have one key"),
        FindingKind::BrokenForeignKey | FindingKind::NullReference => Some("it refers to no row"),
        FindingKind::AmbiguousForeignKey => Some("it refers to more than one row"),
        _ => None,
    }
}

/// The text of a header, quotes undone.
fn title(at: &CellAt<'_>) -> String {
    let text = String::from_utf8_lossy(at.text.get(at.span.clone()).unwrap_or_default());
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.into_owned(),
    }
}

fn weight(severity: CsvwSeverity) -> Severity {
    match severity {
        CsvwSeverity::Error => Severity::Error,
        CsvwSeverity::Warning => Severity::Warning,
    }
}
