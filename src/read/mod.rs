//! From a dataset's folder to a [`model::Dataset`](crate::model::Dataset), whichever of the three descriptions it has:
//! `dataset.toml`, CSVW metadata, a data package. Nothing is inferred here; what is not stated has CSVW's defaults, or
//! the site's.
//!
//! Every reader reports all it finds and gives what it could read, so that one mistake does not hide the next.

mod code_list;
mod column_toml;
mod content;
mod context;
mod csvw_metadata;
mod datapackage;
mod dataset_toml;
mod document;
mod files;
mod finish;
mod merge;
mod names;
mod publisher;
mod spatial;
mod table_toml;
#[cfg(test)]
mod tests;
mod yaml;

pub use content::pages;

use crate::diagnostics::Report;
use crate::model::Dataset;
use crate::project::{DatasetFolder, Levels, Settings};
use crate::sources::Sources;
use context::Context;

/// A dataset and the levels that it sets for rules.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDataset {
    /// What its publisher says of it, with the site's publisher and licence where it names none.
    pub dataset: Dataset,
    /// `[check]` of its `dataset.toml`.
    pub levels: Levels,
}

/// The first document of a YAML text, for those who only want to look into it.
pub(crate) fn yaml_document(text: &str) -> Option<crate::csvw::json::Value> {
    yaml::parse(text).ok()
}

/// Reads the dataset in a folder. It is none where its `dataset.toml`, or its only description, cannot be read at all;
/// the report then says why.
#[must_use]
pub fn dataset(sources: &Sources, settings: &Settings, folder: &DatasetFolder) -> (Option<ReadDataset>, Report) {
    let mut context = Context::new(sources, settings, folder);
    let read = descriptions(&mut context);
    if read.is_some() {
        files::report_undeclared(&mut context);
    }
    (read, context.into_report())
}

fn descriptions(context: &mut Context<'_>) -> Option<ReadDataset> {
    let folder = context.folder;
    let (first, levels) = match &folder.toml {
        Some(path) => {
            let (dataset, levels) = dataset_toml::read(context, path)?;
            (Some(dataset), levels)
        }
        None => (None, Levels::new()),
    };
    // What a person wrote comes first; the others add what it does not say.
    let csvw = if folder.csvw.is_empty() { None } else { csvw_metadata::read(context) };
    let package = folder.datapackage.as_ref().and_then(|path| datapackage::read(context, path));
    let descriptions = [first, csvw, package].into_iter().flatten();
    let mut dataset = descriptions.reduce(|first, second| merge::merge(context, first, second))?;
    finish::finish(context, &mut dataset);
    Some(ReadDataset { dataset, levels })
}
