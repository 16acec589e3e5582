//! `plainsight add`: brings in a CSV, a folder of them, a data package or a CSV with CSVW metadata, and writes the
//! `dataset.toml` that a person goes on with.
//!
//! What can be seen in the bytes is inferred and written down: encoding, dialect, header, datatypes, a likely key. A
//! column gets a datatype only if every cell reads as one, by the very columns that `check` compiles, and nothing is
//! lost by it; all else stays text. What only a publisher can say (what the data is about, how often it changes) gets
//! provisional words and a mark, `#?`, which `check` warns of until it is deleted.
//!
//! Nothing is overwritten, and nothing outside `datasets/<id>/` is written.

mod bytes;
mod candidates;
mod column;
mod described;
mod dialect;
mod error;
mod folder;
mod gather;
mod group;
mod header;
mod markers;
mod names;
mod parts;
mod personal;
mod place;
mod records;
mod report;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod toml;
mod write;

pub use error::Error;
pub use report::{AddReport, AddedColumn, AddedDataset, AddedTable, LeftOut};

use crate::project::{self, Settings};
use crate::sources::Sources;
use candidates::Candidate;
use described::{Described, Lacks};
use gather::{InputFile, Request};
use std::fs;
use std::path::{Path, PathBuf};
use table::TablePlan;

/// How to add.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddOptions {
    /// The dataset's id; by default made from the name of the file or folder.
    pub id: Option<String>,
    /// Sub-folders are looked through as well.
    pub recursive: bool,
}

/// Brings in what is at `paths` to the repository in that folder, and says what was written and why so.
///
/// A folder, a data package or a CSVW document makes a dataset each; files that are named one by one make one together.
/// Files are copied unless they are below `datasets/` already.
///
/// # Errors
/// When there is no table, when a dataset of that id is there already, when no id can be made, or when something cannot
/// be read or written. Then nothing was written, but for datasets before it of the same call.
pub fn add(repository: &Path, paths: &[PathBuf], options: &AddOptions) -> Result<AddReport, Error> {
    let repository = fs::canonicalize(repository).map_err(Error::io(repository))?;
    let sources = Sources::on_disk(&repository).map_err(|error| Error::Io { path: repository.clone(), error })?;
    let (settings, _) = project::load(&sources);
    let datasets = place::datasets_folder(&repository)?;
    let requests = gather::requests(&repository, paths, options)?;
    for request in &requests {
        match &request.home {
            None => place::refuse_existing(&datasets.join(&request.id))?,
            Some(home) => place::refuse_existing(&home.join("dataset.toml"))?,
        }
    }
    let candidates = candidates::all();
    let mut report = AddReport::default();
    for request in requests {
        let plan = plan(request, &settings, &candidates)?;
        report.datasets.push(write_down(plan, &repository, &datasets)?);
    }
    Ok(report)
}

/// A dataset that is ready to be written.
struct Plan {
    request: Request,
    files: Vec<InputFile>,
    toml: Option<String>,
    marks: usize,
    tables: Vec<AddedTable>,
    notes: Vec<String>,
}

/// Looks at everything and decides what will be written.
fn plan(mut request: Request, settings: &Settings, candidates: &[Candidate]) -> Result<Plan, Error> {
    let described = request.described.take();
    let lacks = match &described {
        Some(described) => described::lacks(described, &request.id, settings),
        None => Lacks {
            title: true,
            description: true,
            licence: settings.catalogue.licence.is_none(),
            publisher: settings.catalogue.publisher.is_none(),
            update_frequency: true,
            contact_point: true,
            columns: Vec::new(),
        },
    };
    let mut files: Vec<InputFile> = described.as_ref().map(|described| described.files.clone()).unwrap_or_default();
    let mut to_survey = std::mem::take(&mut request.tables);
    // A table that its description gives no columns is inferred as if it were not described.
    to_survey.extend(files.iter().filter(|file| lacks.columns.contains(&file.relative)).cloned());
    let (mut surveys, mut described_tables) = (Vec::new(), Vec::new());
    for file in to_survey {
        let is_described = lacks.columns.contains(&file.relative);
        match group::survey(file) {
            // It is a table by itself, whatever others are like it.
            Ok(survey) if is_described => described_tables.push(group::alone(survey)),
            Ok(survey) => surveys.push(survey),
            Err(left) => request.left_out.push(left),
        }
    }
    request.left_out.sort_by(|a, b| a.path.cmp(&b.path));
    request.left_out.dedup();
    if surveys.is_empty() && described.is_none() {
        return Err(Error::NothingToAdd { path: request.given, left_out: request.left_out });
    }
    files.extend(surveys.iter().map(|survey| survey.file.clone()));
    files.sort();
    files.dedup();
    let mut notes = std::mem::take(&mut request.notes);
    let mut names = names::TableNames::default();
    let otherwise = request.name.0.clone();
    // Files that stay where they are must not match a pattern, whether they are tables or not.
    let stay = request.left_out.iter().filter(|_| request.home.is_some()).map(|left| left.path.clone()).collect();
    let tables: Vec<TablePlan<'_>> = described_tables
        .into_iter()
        .chain(group::group(surveys, stay, &mut notes))
        .map(|group| table::infer(group, candidates, &mut names, &otherwise))
        .collect();
    // A description that leaves nothing open needs no second file.
    let is_needed = !tables.is_empty() || lacks.title || lacks.description || lacks.licence || lacks.publisher;
    let (toml, marks) = if is_needed {
        let (toml, marks) = words(&request, &files, described.as_ref(), &lacks, &tables);
        (Some(toml), marks)
    } else {
        (None, 0)
    };
    let tables = tables.iter().map(reported).collect();
    Ok(Plan { request, files, toml, marks, tables, notes })
}

fn words(
    request: &Request,
    files: &[InputFile],
    described: Option<&Described>,
    lacks: &Lacks,
    tables: &[TablePlan<'_>],
) -> (String, usize) {
    let from = match files {
        [file] => format!("`{}`", header::one_line(file.name())),
        files => format!("{} files", files.len()),
    };
    let title = names::title_of_file(&request.name.0);
    let title = if title.is_empty() { request.id.clone() } else { title };
    let mut parts: Vec<String> = described.map(Described::words).into_iter().collect();
    if !tables.is_empty() {
        parts.push(write::description(tables));
    }
    let description = parts.join(" ");
    let words = write::Words {
        from: &from,
        title: &title,
        title_from: request.name.1,
        description: &description,
        said: request.said.as_ref(),
        lacks,
        is_addition: described.is_some(),
    };
    write::dataset_toml(&words, tables)
}

fn reported(table: &TablePlan<'_>) -> AddedTable {
    let mut reasons = table.reasons.clone();
    if let Some((part, is_needed)) = &table.part {
        let verb = if *is_needed { "makes" } else { "could make" };
        reasons.push(format!("the files' names have one pattern, which {verb} a column `{}`", part.name));
    }
    AddedTable {
        name: table.name.clone(),
        file: table.file.clone(),
        files: table.files.clone(),
        rows: table.rows,
        reasons,
        key: table.key.clone(),
        columns: table
            .columns
            .iter()
            .map(|column| AddedColumn {
                name: column.name.clone(),
                datatype: write::datatype_words(column),
                why: write::column_words(column),
            })
            .collect(),
        warnings: table.warnings.clone(),
    }
}

fn write_down(plan: Plan, repository: &Path, datasets: &Path) -> Result<AddedDataset, Error> {
    let Plan { request, files, toml, marks, tables, mut notes } = plan;
    let toml_path =
        |folder: &Path| folder.join("dataset.toml").strip_prefix(repository).map(display).unwrap_or_default();
    let (written, copied, toml_path) = match &request.home {
        None => {
            let folder = datasets.join(&request.id);
            let written = place::new_dataset(&folder, &files, toml.as_deref())?;
            for file in files.iter().filter(|file| file.path.parent().is_some_and(|parent| is_same(parent, datasets))) {
                notes.push(format!(
                    "`datasets/{}` was copied into the dataset's folder: delete the original",
                    file.name()
                ));
            }
            (written, files.len(), toml.is_some().then(|| toml_path(&folder)))
        }
        Some(home) => {
            let path = home.join("dataset.toml");
            let mut written = Vec::new();
            if let Some(toml) = &toml {
                place::new_file(&path, toml.as_bytes())?;
                written.push(path);
            }
            (written, 0, toml.is_some().then(|| toml_path(home)))
        }
    };
    let mut left_out = request.left_out;
    left_out.dedup();
    Ok(AddedDataset { id: request.id, written, copied, toml: toml_path, tables, left_out, notes, marks })
}

fn is_same(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| one == other)
}

fn display(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
