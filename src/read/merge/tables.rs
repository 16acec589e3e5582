//! Tables of two descriptions. They are the same table where name or file is the same, and columns are the same where a
//! header could be that of both; what the second calls by another name is then called as the first does.

use super::Facts;
use crate::csvw::{Column, Dialect, ForeignKey, TableDirection};
use crate::diagnostics::span_of;
use crate::model::{CodeList, ColumnWords, Table};
use crate::read::context::Context;
use std::collections::BTreeMap;

/// What a table and its columns were called by the second description, and are called now.
struct Renamed {
    /// References to the table, `<dataset>/<table>`.
    table: (String, String),
    columns: Vec<(String, String)>,
}

/// Adds the tables of the second description to those of the first.
pub(super) fn merge(context: &mut Context<'_>, dataset: &str, first: &mut Vec<Table>, second: Vec<Table>) {
    let mut renamed = Vec::new();
    for table in second {
        let same =
            |other: &&mut Table| other.name == table.name || (!table.files.is_empty() && other.files == table.files);
        match first.iter_mut().find(same) {
            Some(other) => {
                let table_names = (format!("{dataset}/{}", table.name), format!("{dataset}/{}", other.name));
                let columns = merge_table(context, other, table);
                renamed.push(Renamed { table: table_names, columns });
            }
            None => first.push(table),
        }
    }
    // What refers to a table that has another name now follows it.
    for table in first {
        for Renamed { table: (old, new), columns } in &renamed {
            let follow = |reference: &mut String| {
                let refers = reference == old || reference == new;
                if refers {
                    reference.clone_from(new);
                }
                refers
            };
            for key in &mut table.schema.foreign_keys {
                if follow(&mut key.reference.table) {
                    key.reference.columns.iter_mut().for_each(|name| rename(name, columns));
                }
            }
            for words in &mut table.columns {
                if let Some(CodeList::Table { table, column }) = &mut words.code_list
                    && follow(table)
                {
                    rename(column, columns);
                }
            }
        }
        let keys = std::mem::take(&mut table.schema.foreign_keys);
        for key in keys {
            let same = |has: &ForeignKey| has.columns == key.columns && has.reference == key.reference;
            if !table.schema.foreign_keys.iter().any(same) {
                table.schema.foreign_keys.push(key);
            }
        }
    }
}

fn rename(name: &mut String, renamed: &[(String, String)]) {
    if let Some((_, new)) = renamed.iter().find(|(old, _)| old == name) {
        name.clone_from(new);
    }
}

/// The columns of a table by what a header may say for them.
#[derive(Default)]
struct Headers {
    /// Positions by name in lower case.
    names: BTreeMap<String, usize>,
    /// Positions by titles and names.
    headers: BTreeMap<String, usize>,
}

impl Headers {
    fn of(columns: &[Column]) -> Self {
        let mut headers = Self::default();
        for (position, column) in columns.iter().enumerate() {
            headers.names.entry(column.name.to_ascii_lowercase()).or_insert(position);
            for header in column.titles.iter().map(|(_, title)| title).chain([column.name.as_str()]) {
                headers.headers.entry(header.to_owned()).or_insert(position);
            }
        }
        headers
    }

    /// The position of the column that another description means.
    fn position(&self, column: &Column) -> Option<usize> {
        let by_name = self.names.get(&column.name.to_ascii_lowercase());
        let mut headers = column.titles.iter().map(|(_, title)| title).chain([column.name.as_str()]);
        by_name.copied().or_else(|| headers.find_map(|header| self.headers.get(header).copied()))
    }
}

/// Gives the columns of the second description that have another name in the first.
fn merge_table(context: &mut Context<'_>, first: &mut Table, mut second: Table) -> Vec<(String, String)> {
    let headers = Headers::of(&first.schema.columns);
    let mut renamed = Vec::new();
    for column in &second.schema.columns {
        let same = headers.position(column).and_then(|position| first.schema.columns.get(position));
        if let Some(same) = same.filter(|same| same.name != column.name) {
            for fact in ["", ".title", ".description", ".datatype"] {
                if let Some(place) = second.places.get(&format!("column.{}{fact}", column.name)) {
                    second.places.set(format!("column.{}{fact}", same.name), place);
                }
            }
            renamed.push((column.name.clone(), same.name.clone()));
        }
    }
    second.schema.primary_key.iter_mut().for_each(|name| rename(name, &renamed));
    second.schema.row_titles.iter_mut().for_each(|name| rename(name, &renamed));
    second.index.iter_mut().for_each(|name| rename(name, &renamed));
    if let Some(coordinates) = &mut second.coordinates {
        rename(&mut coordinates.x, &renamed);
        rename(&mut coordinates.y, &renamed);
    }
    second.schema.foreign_keys.iter_mut().flat_map(|key| &mut key.columns).for_each(|name| rename(name, &renamed));

    let name = first.name.clone();
    let mut facts = Facts { context, first: &mut first.places, second: &second.places, table: Some(&name) };
    facts.text("title", &mut first.title, second.title);
    facts.text("description", &mut first.description, second.description);
    facts.list("primary_key", &mut first.schema.primary_key, second.schema.primary_key);
    facts.list("index", &mut first.index, second.index);
    facts.option("coordinates", &mut first.coordinates, second.coordinates);
    merge_dialect(&mut facts, &mut first.schema.dialect, second.schema.dialect);
    first.schema.primary_key_place = first.schema.primary_key_place.or(second.schema.primary_key_place);
    facts.list("row_titles", &mut first.schema.row_titles, second.schema.row_titles);
    let unstated = TableDirection::default();
    facts.unless(&unstated, "table_direction", &mut first.schema.table_direction, second.schema.table_direction);
    first.schema.id = first.schema.id.take().or(second.schema.id);
    first.schema.notes.extend(second.schema.notes);
    first.schema.suppress_output |= second.schema.suppress_output;
    first.schema.foreign_keys.extend(second.schema.foreign_keys);
    first.schema.annotations.extend(second.schema.annotations);
    for (column, words) in second.schema.columns.into_iter().zip(second.columns) {
        let found = headers
            .position(&column)
            .and_then(|position| first.schema.columns.get_mut(position).zip(first.columns.get_mut(position)));
        if let Some((has, has_words)) = found {
            merge_column(&mut facts, has, has_words, column, words);
        } else {
            for fact in ["", ".title", ".description", ".datatype"] {
                facts.take_place(&format!("column.{}{fact}", column.name));
            }
            first.schema.columns.push(column);
            first.columns.push(words);
        }
    }
    renamed
}

fn merge_dialect(facts: &mut Facts<'_, '_>, first: &mut Dialect, second: Dialect) {
    let stated = |dialect: &Dialect| dialect.place.is_some() || dialect.encoding_stated;
    let bare = |dialect: &Dialect| Dialect { place: None, encoding_stated: false, ..dialect.clone() };
    if !stated(&second) {
        return;
    }
    if !stated(first) {
        *first = second;
    } else if bare(first) != bare(&second) {
        facts.conflict("dialect");
    }
}

fn merge_column(
    facts: &mut Facts<'_, '_>,
    first: &mut Column,
    first_words: &mut ColumnWords,
    second: Column,
    second_words: ColumnWords,
) {
    let name = first.name.clone();
    let key = |fact: &str| format!("column.{name}.{fact}");
    facts.text(&key("title"), &mut first_words.title, second_words.title);
    facts.text(&key("description"), &mut first_words.description, second_words.description);
    facts.option(&key("unit"), &mut first_words.unit, second_words.unit);
    facts.option(&key("code_list"), &mut first_words.code_list, second_words.code_list);
    facts.option(&key("separator"), &mut first.separator, second.separator);
    facts.option(&key("property_url"), &mut first.property_url, second.property_url);
    facts.option(&key("value_url"), &mut first.value_url, second.value_url);
    facts.option(&key("about_url"), &mut first.about_url, second.about_url);
    let unstated = Column::default();
    facts.unless(&unstated.null, &key("null"), &mut first.null, second.null);
    facts.unless(&unstated.default, &key("default"), &mut first.default, second.default);
    facts.unless(&unstated.lang, &key("lang"), &mut first.lang, second.lang);
    facts.unless(&unstated.text_direction, &key("text_direction"), &mut first.text_direction, second.text_direction);
    first.ordered |= second.ordered;
    first.id = first.id.take().or(second.id);
    first.required |= second.required;
    // What one of the two keeps back is kept back, and where the other says outright that it is not, one of them is wrong.
    let says_not = facts.first.get(&key("suppress_output")).filter(|_| !first.suppress_output);
    if second.suppress_output && says_not.is_some() {
        facts.conflicting(&name, &key("suppress_output"), says_not, second.place.map(span_of));
    }
    first.suppress_output |= second.suppress_output;
    if first.titles.is_empty() {
        first.titles = second.titles;
    }
    if second.datatype_place.is_some() {
        if first.datatype_place.is_none() {
            first.datatype = second.datatype;
            first.datatype_place = second.datatype_place;
        } else if first.datatype != second.datatype {
            let places = (first.datatype_place.map(span_of), second.datatype_place.map(span_of));
            facts.conflicting(&name, &key("datatype"), places.0, places.1);
        }
    }
    first.annotations.extend(second.annotations);
}
