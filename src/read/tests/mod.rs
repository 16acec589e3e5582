//! Reading whole datasets, as a publisher would write them.

mod content;
mod corpus;
mod csvw_metadata;
mod datapackage;
mod dataset_toml;
mod hostile;
mod merging;
#[cfg(unix)]
mod on_disk;

use super::{ReadDataset, dataset};
use crate::diagnostics::{Diagnostic, Location};
use crate::project;
use crate::sources::Sources;

pub(super) const SITE: &str = r#"
[site]
title = "Open data"
base_url = "https://data.example.org/"
languages = ["en", "cy"]
publisher = "borough"
licence = "OGL-UK-3.0"
[publishers.borough]
name = "Borough of Example"
[topics.transport]
title = "Transport"
"#;

/// Reads the dataset `stops` from files of its folder, and says the findings, each as `rule [where]: message (more)`.
pub(super) fn read(files: &[(&str, &str)]) -> (Option<ReadDataset>, Vec<String>) {
    let bytes: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())).collect();
    read_bytes(&bytes)
}

pub(super) fn read_bytes(files: &[(&str, Vec<u8>)]) -> (Option<ReadDataset>, Vec<String>) {
    let paths: Vec<String> = files.iter().map(|(path, _)| format!("datasets/stops/{path}")).collect();
    let all = paths.iter().map(String::as_str).zip(files.iter().map(|(_, bytes)| bytes.clone()));
    let sources = Sources::in_memory(all.chain([("plainsight.toml", SITE.as_bytes().to_vec())]));
    let (settings, settings_report) = project::load(&sources);
    assert!(settings_report.diagnostics().is_empty());
    let (folders, found) = project::find_datasets(&sources);
    let mut findings: Vec<Diagnostic> = found.diagnostics().to_vec();
    let (read, report) = match folders.first() {
        Some(folder) => dataset(&sources, &settings, folder),
        None => (None, crate::diagnostics::Report::default()),
    };
    findings.extend(report.diagnostics().iter().cloned());
    (read, findings.iter().map(|finding| say(&sources, finding)).collect())
}

fn say(sources: &Sources, finding: &Diagnostic) -> String {
    let place = |at: &Location| match at {
        Location::Text(span) => {
            let source = sources.source(span.source);
            let (start, end) = (span.start as usize, span.end as usize);
            let said = source.text.get(start..end).unwrap_or("?").lines().next().unwrap_or("").to_owned();
            format!("{}:{} {said}", source.path.name(), source.lines.line_column(&source.text, start).0)
        }
        Location::File(path) => path.as_str().trim_start_matches("datasets/stops/").to_owned(),
        Location::Dataset(id) => id.clone(),
        other => format!("{other:?}"),
    };
    let seconds: Vec<String> = finding.secondary.iter().map(|label| format!(" + {}", place(&label.at))).collect();
    let seconds = seconds.concat();
    let more = finding.primary.text.iter().chain(&finding.help).next().cloned().unwrap_or_default();
    format!("{} [{}{seconds}]: {} ({more})", finding.rule, place(&finding.primary.at), finding.message)
}
