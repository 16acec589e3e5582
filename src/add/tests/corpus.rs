//! Real published data, where the corpus is there: `PLAINSIGHT_CORPUS`, or a folder beside this repository. Every folder
//! of it is brought in, what was written is read back, and every cell is read by the columns that were declared.

use super::{listed, portal};
use crate::add::records;
use crate::add::{AddOptions, add};
use crate::csvw::column::CompiledColumn;
use crate::csvw::dialect::{CompiledDialect, RowRole};
use crate::model::Table;
use crate::sources::Sources;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let path = std::env::var_os("PLAINSIGHT_CORPUS").map_or_else(beside, PathBuf::from);
    path.is_dir().then_some(path)
}

/// These warn or only tell.
const MILD: [&str; 5] = [
    "project/unconfirmed",
    "project/undeclared-file",
    "project/derived-name",
    "datapackage/doubtful",
    "datapackage/unsupported",
];

#[test]
fn what_is_inferred_reads_every_cell_of_the_corpus() {
    let Some(corpus) = corpus() else {
        #[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: there is no corpus; name its folder in PLAINSIGHT_CORPUS");
        }
        return;
    };
    let portal = portal();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let mut outcomes = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap().to_string_lossy();
        let Ok(report) = add(portal.path(), std::slice::from_ref(folder), &AddOptions::default()) else { continue };
        let flaws = flaws(portal.path(), &name);
        // What its own publisher described may be wrong; what was inferred may not.
        let is_inferred = listed(&portal.path().join("datasets").join(&*name)).iter().all(|file| !is_description(file));
        assert!(flaws.is_empty() || !is_inferred, "{name}: {flaws:?}\n{report}");
        outcomes.push(flaws.is_empty());
    }
    let good = outcomes.iter().filter(|is_good| **is_good).count();
    assert!(good >= 30, "{good} of {} folders read without a flaw", folders.len());
}

fn is_description(file: &str) -> bool {
    file.contains("datapackage.") || file.ends_with("-metadata.json")
}

/// What is wrong with a dataset by the reader, and by its declared columns.
fn flaws(root: &Path, id: &str) -> Vec<String> {
    let sources = Sources::on_disk(root).unwrap();
    let (settings, _) = crate::project::load(&sources);
    let (folders, _) = crate::project::find_datasets(&sources);
    let folder = folders.iter().find(|folder| folder.id == id).unwrap();
    let (read, report) = crate::read::dataset(&sources, &settings, folder);
    let denied = report.diagnostics().iter().filter(|finding| !MILD.contains(&finding.rule.as_str()));
    let mut flaws: Vec<String> = denied.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    let Some(read) = read else {
        flaws.push("nothing could be read".to_owned());
        return flaws;
    };
    if read.dataset.title.is_empty() || read.dataset.description.is_empty() || read.dataset.tables.is_empty() {
        flaws.push("no title, description or table".to_owned());
    }
    for table in &read.dataset.tables {
        for file in &table.files {
            table_flaws(&root.join(file.as_str()), table, &mut flaws);
        }
    }
    flaws
}

fn table_flaws(path: &Path, table: &Table, flaws: &mut Vec<String>) {
    let (dialect, _) = CompiledDialect::compile(&table.schema.dialect);
    let part = table.part_column.as_ref().map(|part| part.name.as_str());
    let columns: Vec<_> =
        table.schema.columns.iter().filter(|column| Some(column.name.as_str()) != part && !column.is_virtual).collect();
    let compiled: Vec<CompiledColumn> = columns.iter().map(|column| CompiledColumn::compile(column).0).collect();
    let mut order: Vec<Option<usize>> = (0..columns.len()).map(Some).collect();
    let file = path.file_name().unwrap().to_string_lossy();
    let (mut buffer, mut arena) = (Vec::new(), Vec::new());
    let end = records::read(path, &dialect, |row| match row.role {
        RowRole::Header => {
            order = (0..row.len())
                .map(|index| {
                    let text = String::from_utf8_lossy(row.cell(index, &mut buffer)).into_owned();
                    let found = columns
                        .iter()
                        .position(|column| column.name == text || column.titles.iter().any(|(_, title)| title == text));
                    if found.is_none() {
                        flaws.push(format!("{file}: no column for `{text}`"));
                    }
                    found
                })
                .collect();
        }
        RowRole::Data(_) => {
            if row.len() != order.len() {
                flaws.push(format!("{file}: row {} has {} cells, not {}", row.number, row.len(), order.len()));
                return;
            }
            for (field, column) in order.iter().enumerate() {
                let Some(column) = column else { continue };
                arena.clear();
                if let Err(flaw) = compiled[*column].read(row.cell(field, &mut buffer), &mut arena, &mut Vec::new()) {
                    flaws.push(format!("{file}: row {} `{}`: {}", row.number, columns[*column].name, flaw.why));
                }
            }
        }
        _ => {}
    });
    if end.unwrap().is_broken {
        flaws.push(format!("{file}: an unclosed quote"));
    }
}
