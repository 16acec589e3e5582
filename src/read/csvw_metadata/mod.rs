//! CSVW metadata beside a CSV, as it is: what it says of tables is taken whole, and of its common properties those that
//! describe a dataset.
//!
//! Files are named relative to the metadata's folder; `@base` says where they will be published, not where they are,
//! and is not followed. A document about a single table describes the dataset as well, where it is the only document.

mod annotations;
mod tables;

use super::context::Context;
use super::merge;
use crate::csvw::json;
use crate::csvw::{Documents, Finding, FindingKind, Metadata, Source, read_metadata_value};
use crate::diagnostics::{of_csvw, span_of};
use crate::model::Dataset;
use crate::sources::{SharedSource, SourcePath, Sources, Span};
use std::cell::RefCell;

/// A document that was read.
struct Read {
    source: SharedSource,
    metadata: Metadata,
    findings: Vec<Finding>,
}

/// Reads every CSVW document of the folder. It is none where none of them could be read.
pub(super) fn read(context: &mut Context<'_>) -> Option<Dataset> {
    let folder = context.folder;
    let read: Vec<Read> = folder.csvw.iter().filter_map(|path| document(context, path)).collect();
    let mut findings: Vec<Finding> = read.iter().flat_map(|read| read.findings.iter().cloned()).collect();
    let is_only = read.len() == 1;
    let mut described = Vec::new();
    let mut found = tables::Found::default();
    for read in &read {
        let mut dataset = Dataset { id: folder.id.clone(), folder: folder.folder.clone(), ..Dataset::default() };
        let language = read.metadata.language.as_deref();
        if !read.metadata.single_table || is_only {
            let of_table = read.metadata.group.tables.first().filter(|_| read.metadata.single_table);
            let annotations = of_table.map_or(&read.metadata.group.annotations, |table| &table.annotations);
            annotations::describe(context, annotations, language, &mut dataset);
        }
        tables::add(context, read, &mut found, &mut dataset);
        described.push(dataset);
    }
    let mut dataset = described.into_iter().reduce(|first, second| merge::merge(context, first, second))?;
    tables::resolve_foreign_keys(context, &found, &mut dataset, &mut findings);
    for finding in findings {
        report(context, finding);
    }
    Some(dataset)
}

fn document(context: &mut Context<'_>, path: &SourcePath) -> Option<Read> {
    let source = context.text(path)?;
    context.named.insert(path.clone());
    let value = match json::parse(&source.text) {
        Ok(value) => value,
        Err(error) => {
            let said = format!("this is not JSON: {}", error.message);
            let finding = Finding::error(FindingKind::InvalidJson, said, None);
            context.add(of_csvw(finding, Span::new(source.id, error.range).into()));
            return None;
        }
    };
    let documents = Repository { sources: context.sources, folder: &context.folder.folder, named: RefCell::default() };
    let about = Source { document: source.id.0, location: path.as_str(), documents: &documents, table: None };
    let (metadata, findings) = read_metadata_value(&value, about);
    context.named.extend(documents.named.into_inner());
    if let Some(metadata) = metadata {
        Some(Read { source, metadata, findings })
    } else {
        for finding in findings {
            report(context, finding);
        }
        None
    }
}

/// The schemas and dialects that metadata names, as far as they are in the dataset's folder.
struct Repository<'a> {
    sources: &'a Sources,
    folder: &'a SourcePath,
    named: RefCell<Vec<SourcePath>>,
}

impl Documents for Repository<'_> {
    fn read(&self, url: &str) -> Option<String> {
        let path = SourcePath::parse(url).ok().filter(|path| path.is_below(self.folder))?;
        let source = self.sources.text(&path).ok()?;
        self.named.borrow_mut().push(path);
        Some(source.text.clone())
    }
}

fn report(context: &mut Context<'_>, finding: Finding) {
    let at = context.at(finding.place.map(span_of));
    context.add(of_csvw(finding, at));
}
