//! `plainsight csvw`: the W3C processor by itself, over files and whatever `--map` makes of them.

mod documents;
mod findings;

use crate::cli::arguments::{CsvwCommand, CsvwRequest, Format};
use crate::cli::{Exit, terminal};
use crate::csvw::processor::{self, Annotated, Purpose, Request};
use crate::csvw::{csv2json, csv2rdf};
use crate::diagnostics::Severity;
use anyhow::Context;
use documents::MappedDocuments;
use findings::Collected;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Validates or converts; paths are meant from `folder`.
pub fn csvw(folder: &Path, command: CsvwCommand) -> anyhow::Result<Exit> {
    match command {
        CsvwCommand::Validate { request, format } => validate(folder, &request, format),
        CsvwCommand::Json { request, minimal } => convert(folder, &request, |annotated, documents, findings, out| {
            csv2json::csv2json(annotated, documents, minimal, findings, out)
        }),
        CsvwCommand::Rdf { request, minimal } => convert(folder, &request, |annotated, documents, findings, out| {
            csv2rdf::csv2rdf(annotated, documents, minimal, findings, out)
        }),
    }
}

fn validate(folder: &Path, request: &CsvwRequest, format: Format) -> anyhow::Result<Exit> {
    let (documents, addresses) = open(folder, request)?;
    let mut findings = Collected::new(&documents, &addresses.action);
    if let Some(annotated) =
        processor::locate(addresses.request(request), Purpose::Validation, &documents, &mut findings)
    {
        processor::validate(&annotated, &documents, &mut findings);
    }
    let report = findings.report;
    terminal::findings(&report, documents.sources(), format);
    terminal::say(&format!("validated {}: {}", documents.shown(&addresses.action), terminal::totals(&report)));
    Ok(if report.total(Severity::Error) > 0 { Exit::AtFault } else { Exit::Done })
}

fn convert(
    folder: &Path,
    request: &CsvwRequest,
    run: impl FnOnce(&Annotated, &MappedDocuments, &mut Collected<'_>, &mut dyn Write) -> io::Result<bool>,
) -> anyhow::Result<Exit> {
    let (documents, addresses) = open(folder, request)?;
    let mut findings = Collected::new(&documents, &addresses.action);
    let mut complete = false;
    if let Some(annotated) =
        processor::locate(addresses.request(request), Purpose::Conversion, &documents, &mut findings)
    {
        let mut out = BufWriter::new(io::stdout().lock());
        let written = run(&annotated, &documents, &mut findings, &mut out).and_then(|complete| {
            out.flush()?;
            Ok(complete)
        });
        complete = match written {
            // A reader that went away (`| head`) is no failure.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => true,
            other => other.context("the result could not be written")?,
        };
    }
    let report = findings.report;
    terminal::findings(&report, documents.sources(), Format::Full);
    if !complete || report.total(Severity::Error) > 0 || report.total(Severity::Warning) > 0 {
        terminal::say(&format!("converted {}: {}", documents.shown(&addresses.action), terminal::totals(&report)));
    }
    Ok(if !complete || report.total(Severity::Error) > 0 { Exit::AtFault } else { Exit::Done })
}

/// The addresses of what was named on the command line.
struct Addresses {
    action: String,
    metadata: Option<String>,
}

impl Addresses {
    fn request<'a>(&'a self, request: &'a CsvwRequest) -> Request<'a> {
        Request {
            action: &self.action,
            metadata: self.metadata.as_deref(),
            link_header: request.link_header.as_deref(),
            content_type: request.content_type.as_deref(),
        }
    }
}

fn open(folder: &Path, request: &CsvwRequest) -> anyhow::Result<(MappedDocuments, Addresses)> {
    let mut documents = MappedDocuments::new(folder)?;
    for map in &request.map {
        documents.map(map)?;
    }
    let action = documents.address(&request.action)?;
    let metadata = request.metadata.as_deref().map(|named| documents.address(named)).transpose()?;
    Ok((documents, Addresses { action, metadata }))
}
