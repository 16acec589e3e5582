//! The data dictionary of a table: what each column means.

use super::super::leaf::Leaf;
use super::super::plan::table_address;
use super::super::view::{Link, Phrase};
use super::{COLUMNS_SHOWN, cut, datatype};
use crate::csvw::Column;
use crate::model::{CodeList, ColumnWords, Table, Visibility};
use serde::Serialize;

/// The columns of a table, explained.
#[derive(Debug, Serialize)]
pub struct Dictionary {
    /// Each column, up to the number that a page shows.
    pub columns: Vec<Entry>,
    /// Says that there are more; none if all are here.
    pub left_out: Option<String>,
}

/// What is known of a column.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its title for people.
    pub title: Phrase,
    /// The header in the CSV and the key in JSON.
    pub name: String,
    /// What it holds.
    pub datatype: String,
    /// What its values keep to.
    pub limits: Vec<String>,
    /// What it means.
    pub description: Option<Phrase>,
    /// The unit of its values.
    pub unit: Option<String>,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether it is part of what identifies a row.
    pub key: bool,
    /// Tables that its values are in.
    pub refers: Vec<Link>,
    /// The codes it may have.
    pub codes: Vec<Code>,
    /// Says that there are more codes.
    pub more_codes: Option<String>,
}

/// A code.
#[derive(Debug, Serialize)]
pub struct Code {
    /// As in the data.
    pub code: String,
    /// What it means.
    pub label: Option<Phrase>,
}

/// The dictionary of a table's published columns, with up to `codes` codes a column.
pub fn dictionary(leaf: &Leaf<'_>, table: &Table, codes: usize) -> Dictionary {
    let all = table.published_columns().count();
    let columns = table
        .published_columns()
        .take(COLUMNS_SHOWN)
        .map(|(column, words)| entry(leaf, table, column, words, codes))
        .collect();
    Dictionary { columns, left_out: columns_left_out(leaf, all) }
}

/// What is said where a table has more columns than a page shows.
pub fn columns_left_out(leaf: &Leaf<'_>, all: usize) -> Option<String> {
    (all > COLUMNS_SHOWN).then(|| {
        let (shown, all) = (COLUMNS_SHOWN as u64, all as u64);
        leaf.fill("columns-left-out", &[("shown", shown.into()), ("count", all.into())])
    })
}

/// The title of a column for people, else its name.
pub fn title(leaf: &Leaf<'_>, column: &Column, words: &ColumnWords) -> Phrase {
    leaf.words(&words.title, &column.name)
}

fn entry(leaf: &Leaf<'_>, table: &Table, column: &Column, words: &ColumnWords, limit: usize) -> Entry {
    let (datatype, limits) = datatype::words(leaf, column);
    let (codes, more_codes) = match &words.code_list {
        Some(CodeList::Codes(codes)) => {
            let shown = codes.iter().take(limit);
            let more = codes.len().saturating_sub(limit) as u64;
            let shown = shown.map(|(code, label)| Code { code: cut(code), label: leaf.optional(label) }).collect();
            (shown, (more > 0).then(|| leaf.locale().count("more-codes", more)))
        }
        _ => (Vec::new(), None),
    };
    Entry {
        title: title(leaf, column, words),
        name: column.name.clone(),
        datatype,
        limits,
        description: leaf.optional(&words.description),
        unit: words.unit.clone(),
        required: column.required,
        key: table.schema.primary_key.contains(&column.name),
        refers: refers(leaf, table, column, words),
        codes,
        more_codes,
    }
}

/// Links to the tables that a column's values are in, each once.
fn refers(leaf: &Leaf<'_>, table: &Table, column: &Column, words: &ColumnWords) -> Vec<Link> {
    let keys = table.schema.foreign_keys.iter().filter(|key| key.columns.contains(&column.name));
    let mut targets: Vec<(&str, &str)> = keys
        .filter_map(|key| {
            let at = key.columns.iter().position(|name| *name == column.name)?;
            Some((key.reference.table.as_str(), key.reference.columns.get(at).map_or("", String::as_str)))
        })
        .collect();
    if let Some(CodeList::Table { table, column }) = &words.code_list {
        targets.push((table, column));
    }
    let mut links: Vec<Link> = Vec::new();
    for (target, name) in targets {
        let Some((id, wanted)) = target.split_once('/') else { continue };
        let Some(entry) = leaf.edition().entry(id).filter(|entry| entry.visibility == Visibility::Full) else {
            continue;
        };
        let Some(has) = entry.dataset.table(wanted) else { continue };
        let title = leaf.words(&has.title, leaf.words(&entry.dataset.title, id).text.as_str());
        // A column that is kept back is in no page, by its name neither.
        let is_published = has.published_columns().any(|(column, _)| column.name == name);
        let text = if is_published { format!("{}: {name}", title.text) } else { title.text };
        let link = Link { href: Some(leaf.page(&table_address(id, wanted))), text, lang: title.lang };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}
