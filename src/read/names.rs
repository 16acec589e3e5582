//! Columns and tables of descriptions that allow names which cannot be published.

use super::context::Context;
use crate::csvw::{Column, NaturalLanguage};
use crate::diagnostics::{Diagnostic, Location};
use crate::project::derived_names;
use crate::project::vocabulary::{RESERVED_TABLE_NAMES, TABLE_NAME, table_name_from};

/// Gives every column a name that can be published. The original is kept among the titles, so that it is found in the
/// file's header; each name that was derived is said.
pub(super) fn derive_columns(context: &mut Context<'_>, table: &str, columns: &mut [Column]) -> Vec<(String, String)> {
    let originals: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let names = derived_names(&columns.iter().map(name_or_title).collect::<Vec<&str>>());
    let mut changed = Vec::new();
    for ((column, original), name) in columns.iter_mut().zip(originals).zip(names) {
        if name == original {
            continue;
        }
        let at = context.at(column.place.map(crate::diagnostics::span_of));
        let said = format!("the column `{original}` is published as `{name}`");
        let finding = Diagnostic::new("project/derived-name", said, at).of_table(table).of_column(&name);
        context
            .add(finding.help("a column's name is a letter, then letters, digits and `_`; the original is its title"));
        if !is_numbered(&original) {
            add_title(&mut column.titles, &original);
        }
        column.name.clone_from(&name);
        changed.push((original, name));
    }
    changed
}

/// What a column is called. CSVW numbers a column whose titles are in other languages than the document's; for people any
/// of them is better than its number.
fn name_or_title(column: &Column) -> &str {
    column.titles.first().filter(|title| !title.is_empty() && is_numbered(&column.name)).unwrap_or(&column.name)
}

/// Whether a name stands for none: `_col.3` (tabular-metadata § 5.6).
fn is_numbered(name: &str) -> bool {
    name.starts_with("_col.")
}

fn add_title(titles: &mut NaturalLanguage, title: &str) {
    if title.is_empty() || titles.iter().any(|(_, has)| has == title) {
        return;
    }
    match titles.0.first_mut() {
        Some((_, texts)) => texts.push(title.to_owned()),
        None => titles.0.push(("und".to_owned(), vec![title.to_owned()])),
    }
}

/// A name for a table from what a description calls it, or else from its file; what is derived is said.
pub(super) fn derive_table(context: &mut Context<'_>, stated: Option<&str>, file: &str, at: &Location) -> String {
    let original = stated.unwrap_or(file);
    if let Some(name) = stated
        && (TABLE_NAME.holds)(name)
        && !RESERVED_TABLE_NAMES.contains(&name)
    {
        return name.to_owned();
    }
    let mut name = table_name_from(original);
    if name.is_empty() {
        "table".clone_into(&mut name);
    }
    if RESERVED_TABLE_NAMES.contains(&name.as_str()) {
        name.push_str("-table");
    }
    if let Some(stated) = stated {
        let said = format!("the table `{stated}` is published as `{name}`");
        let finding = Diagnostic::new("project/derived-name", said, at.clone()).of_table(&name);
        context.add(finding.help(format!("a table's name is made of {}", TABLE_NAME.words)));
    }
    name
}
