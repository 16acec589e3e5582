//! Validating tables (tabular-data-model § 6.6).

use super::keys::{Flawed, KeyIndex, key};
use super::row::AnnotatedRow;
use super::table::AnnotatedTable;
use super::{Annotated, Findings, Purpose};
use crate::csvw::address::{resolve, same};
use crate::csvw::documents::Documents;
use crate::csvw::finding::{Finding, FindingKind};
use crate::csvw::metadata::ForeignKey;
use crate::csvw::value::shortened;

/// Validates every table of a group: its columns, cells, rows and keys. What is wrong is given to `findings`.
pub fn validate(annotated: &Annotated, documents: &dyn Documents, findings: &mut dyn Findings) {
    let mut tables = Vec::with_capacity(annotated.group.tables.len());
    for description in &annotated.group.tables {
        let table = AnnotatedTable::open(annotated, description, documents, Purpose::Validation, findings);
        tables.push(table.filter(|table| table.is_aligned));
    }
    let mut references = References::new(annotated, &tables);
    for (index, table) in tables.iter().enumerate() {
        if let Some(table) = table {
            references.read(index, table, findings);
        }
    }
    references.resolve(&tables, findings);
}

/// A foreign key and the index of what it refers to.
struct Reference<'a> {
    table: usize,
    key: &'a ForeignKey,
    columns: Vec<usize>,
    target: usize,
}

/// The keys of all tables that are to be compared.
struct References<'a> {
    references: Vec<Reference<'a>>,
    /// What is referred to: a table and its columns.
    targets: Vec<(usize, Vec<String>, KeyIndex)>,
}

impl<'a> References<'a> {
    fn new(annotated: &'a Annotated, tables: &[Option<AnnotatedTable<'a>>]) -> Self {
        let mut all = Self { references: Vec::new(), targets: Vec::new() };
        for (index, description) in annotated.group.tables.iter().enumerate() {
            let Some(Some(table)) = tables.get(index) else { continue };
            for foreign in &description.foreign_keys {
                let columns: Option<Vec<usize>> =
                    foreign.columns.iter().map(|name| table.by_name.get(name).copied()).collect();
                // What cannot be resolved was a finding of whoever read the metadata.
                let url = resolve(&annotated.base, &foreign.reference.table);
                let found = tables.iter().position(|other| other.as_ref().is_some_and(|other| same(&other.url, &url)));
                let (Some(columns), Some(found)) = (columns, found) else { continue };
                if let Some(target) = all.target(found, &foreign.reference.columns, tables) {
                    all.references.push(Reference { table: index, key: foreign, columns, target });
                }
            }
        }
        all
    }

    fn target(&mut self, table: usize, columns: &[String], tables: &[Option<AnnotatedTable<'a>>]) -> Option<usize> {
        let known = self.targets.iter().position(|(known, names, _)| *known == table && names == columns);
        if known.is_some() {
            return known;
        }
        let keys = KeyIndex::new(tables.get(table)?.as_ref()?, columns)?;
        self.targets.push((table, columns.to_vec(), keys));
        Some(self.targets.len() - 1)
    }

    /// Reads a table: judges its rows and their primary key, and keeps the keys that others refer to.
    fn read(&mut self, index: usize, table: &AnnotatedTable<'_>, findings: &mut dyn Findings) {
        let mut primary = KeyIndex::new(table, &table.description.primary_key);
        let targets = &mut self.targets;
        table.rows(findings, &mut |row, at, findings| {
            let repeated =
                primary.as_mut().and_then(|keys| keys.add(row, Flawed::IsLeftOut).map(|first| (keys, first)));
            if let Some((keys, first)) = repeated {
                let key = written(row, keys.columns());
                let message = format!("{key} is the key of row {first} already");
                let finding = Finding::error(FindingKind::DuplicateKey, message, table.description.primary_key_place);
                at.cell(keys.first_column(), |at| findings.at_cell(finding.clone(), at));
            }
            for (_, _, keys) in targets.iter_mut().filter(|(target, ..)| *target == index) {
                keys.add(row, Flawed::Counts);
            }
        });
    }

    /// Reads tables with foreign keys once more, now that everything they can refer to is known.
    fn resolve(&self, tables: &[Option<AnnotatedTable<'_>>], findings: &mut dyn Findings) {
        for (index, table) in tables.iter().enumerate() {
            let Some(table) = table else { continue };
            let references: Vec<&Reference<'_>> =
                self.references.iter().filter(|reference| reference.table == index).collect();
            if references.is_empty() {
                continue;
            }
            table.rows_again(findings, &mut |row, at, findings| {
                for reference in &references {
                    let Some(key) = key(row, &reference.columns, Flawed::IsLeftOut) else { continue };
                    let Some((_, names, keys)) = self.targets.get(reference.target) else { continue };
                    let seen = keys.get(&key);
                    if seen.is_some_and(|seen| seen.count == 1) {
                        continue;
                    }
                    let key = written(row, &reference.columns);
                    let their = names.join("`, `");
                    let target = &reference.key.reference.table;
                    let to = format!("`{target}` (`{their}`)");
                    let null = reference.columns.iter().copied().find(|column| row.cells[*column].value.is_null());
                    let (kind, message) = match (seen, null) {
                        (_, Some(null)) => {
                            let name = &table.columns[null].column.name;
                            let message = format!("`{name}` is null, which leads to no single row of `{target}`");
                            (FindingKind::NullReference, message)
                        }
                        (None, _) => (FindingKind::BrokenForeignKey, format!("{key} is not in {to}")),
                        (Some(seen), _) => {
                            (FindingKind::AmbiguousForeignKey, format!("{key} is in {} rows of {to}", seen.count))
                        }
                    };
                    let finding = Finding::error(kind, message, reference.key.place);
                    let column = null.or(reference.columns.first().copied());
                    at.cell(column, |at| findings.at_cell(finding.clone(), at));
                }
            });
        }
    }
}

/// The cells of a key as the file has them, for a sentence.
fn written(row: &AnnotatedRow<'_>, columns: &[usize]) -> String {
    let cells = columns.iter().map(|column| format!("`{}`", shortened(&String::from_utf8_lossy(row.raw(*column)))));
    cells.collect::<Vec<_>>().join(", ")
}
