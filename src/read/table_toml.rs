//! `[[table]]` of `dataset.toml`.

use super::column_toml;
use super::context::Context;
use super::files;
use crate::csvw::metadata::Trim;
use crate::csvw::{self, Dialect, ForeignKey, Reference};
use crate::diagnostics::{Diagnostic, place_of};
use crate::model::{Axis, CodeList, Coordinates, PartColumn, ReferenceSystem, Table};
use crate::project::toml::{Kind, Table as Toml, Value};
use crate::project::vocabulary::{RESERVED_TABLE_NAMES, TABLE_NAME, table_name_from};
use crate::project::words;
use crate::sources::Span;
use regex::Regex;

/// Reads a table. It is none where it names no file, which was reported.
pub(super) fn read(context: &mut Context<'_>, table: &Toml, span: Span) -> Option<Table> {
    let file = table.get("file")?;
    let written = file.as_str()?;
    let name = table.get("name").and_then(|name| name.as_str().map(|text| (text.to_owned(), name.span)));
    let name = table_name(context, name, written, file.span);
    let mut read = Table {
        files: files::of_table(context, written, file.span),
        file: written.to_owned(),
        title: words::text(table.get("title"), context.language()),
        description: words::text(table.get("description"), context.language()),
        publish_source: table.boolean("publish_source").unwrap_or(false),
        index: index(table),
        schema: csvw::Table {
            url: format!("{name}.csv"),
            primary_key: table.strings("primary_key"),
            primary_key_place: table.get("primary_key").map(|value| place_of(value.span)),
            dialect: table.get("dialect").map(dialect).unwrap_or_default(),
            place: Some(place_of(span)),
            ..csvw::Table::default()
        },
        name,
        ..Table::default()
    };
    remember_places(&mut read, table);
    for (column, _) in table.tables("column") {
        column_toml::read(context, &mut read, column);
    }
    if let Some(part) = table.get("part_column") {
        read.part_column = part_column(context, part);
    }
    if let Some(stated) = table.get("coordinates") {
        read.coordinates = coordinates(context, stated);
    }
    for (key, span) in table.tables("foreign_key") {
        read.schema.foreign_keys.extend(foreign_key(context, key, span));
    }
    code_lists_are_foreign_keys(&mut read);
    Some(read)
}

/// The table's name, as stated or from its file, with what is wrong with it.
pub(super) fn table_name(
    context: &mut Context<'_>,
    stated: Option<(String, Span)>,
    file: &str,
    file_span: Span,
) -> String {
    let was_stated = stated.is_some();
    let (name, at) = stated.unwrap_or_else(|| (table_name_from(file), file_span));
    if RESERVED_TABLE_NAMES.contains(&name.as_str()) {
        let said = format!("a table cannot have the name `{name}`");
        let help = format!("another file of the dataset has that address; write `name = \"{name}-table\"` or the like");
        context.add(Diagnostic::new("project/invalid-id", said, at).help(help));
    } else if !was_stated && !(TABLE_NAME.holds)(&name) {
        let said = format!("the file `{file}` gives the table no name");
        let help = format!("add `name = \"…\"`: {}", TABLE_NAME.words);
        context.add(Diagnostic::new("project/invalid-id", said, at).help(help));
    }
    name
}

/// Columns are remembered by name, `column.stop_id.datatype`, so that they are found whatever stated them.
fn remember_places(table: &mut Table, toml: &Toml) {
    for entry in &toml.0 {
        if entry.key != "column" {
            crate::project::places::remember(&mut table.places, &entry.key, &entry.value);
            continue;
        }
        for item in entry.value.items() {
            if let Some(name) = item.as_table().and_then(|column| column.str("name")) {
                crate::project::places::remember(&mut table.places, &format!("column.{name}"), item);
            }
        }
    }
}

/// `index = ["ward"]`, or `[[table.index]]` with `column = "ward"`.
fn index(table: &Toml) -> Vec<String> {
    let mut columns = table.strings("index");
    columns.extend(table.tables("index").filter_map(|(index, _)| index.string("column")));
    columns
}

fn dialect(value: &Value) -> Dialect {
    let mut dialect = Dialect { place: Some(place_of(value.span)), ..Dialect::default() };
    let Some(table) = value.as_table() else { return dialect };
    let count = |key| table.get(key).and_then(Value::as_count).map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    if let Some(encoding) = table.string("encoding") {
        dialect.encoding = encoding;
        dialect.encoding_stated = true;
    }
    if let Some(delimiter) = table.string("delimiter") {
        dialect.delimiter = delimiter;
    }
    match table.get("quote_char").map(|value| &value.kind) {
        Some(Kind::String(quote)) => dialect.quote_char = Some(quote.clone()),
        Some(Kind::Boolean(false)) => dialect.quote_char = None,
        _ => {}
    }
    if let Some(doubled) = table.boolean("double_quote") {
        dialect.double_quote = doubled;
    }
    if table.get("line_terminators").is_some() {
        dialect.line_terminators = table.strings("line_terminators");
    }
    dialect.comment_prefix = table.string("comment_prefix").filter(|prefix| !prefix.is_empty());
    dialect.skip_rows = count("skip_rows").unwrap_or(0);
    dialect.skip_columns = count("skip_columns").unwrap_or(0);
    let header = table.boolean("header").map_or(1, u32::from);
    dialect.header_row_count = count("header_row_count").unwrap_or(header);
    dialect.skip_blank_rows = table.boolean("skip_blank_rows").unwrap_or(false);
    if table.boolean("skip_initial_space") == Some(true) {
        dialect.trim = Trim::Start;
    }
    match table.get("trim").map(|value| &value.kind) {
        Some(Kind::Boolean(true)) => dialect.trim = Trim::True,
        Some(Kind::Boolean(false)) => dialect.trim = Trim::False,
        Some(Kind::String(text)) => {
            dialect.trim = match text.as_str() {
                "true" => Trim::True,
                "start" => Trim::Start,
                "end" => Trim::End,
                _ => Trim::False,
            };
        }
        _ => {}
    }
    dialect
}

fn part_column(context: &mut Context<'_>, value: &Value) -> Option<PartColumn> {
    let table = value.as_table()?;
    let (name, pattern) = (table.string("name")?, table.get("pattern")?);
    let written = pattern.as_str()?;
    let Ok(expression) = Regex::new(written) else {
        let said = format!("`{written}` is not a regular expression");
        let help = "a pattern is like `spend-(?<month>\\\\d{4}-\\\\d{2})`";
        context.add(Diagnostic::new("project/invalid-value", said, pattern.span).help(help));
        return None;
    };
    let named = expression.capture_names().flatten().any(|group| group == name);
    if !named && expression.captures_len() != 2 {
        let said = format!("the pattern has no group `{name}`");
        let help = format!("put `(?<{name}>` and `)` around the part of the name that makes the column");
        context.add(Diagnostic::new("project/invalid-value", said, pattern.span).help(help));
        return None;
    }
    Some(PartColumn { name, pattern: written.to_owned(), span: Some(value.span) })
}

/// `coordinates = { latitude = "…", longitude = "…" }`, or `easting` and `northing`: one pair, and both of it.
fn coordinates(context: &mut Context<'_>, value: &Value) -> Option<Coordinates> {
    let table = value.as_table()?;
    let has = |system: ReferenceSystem, axis| table.get(system.key(axis)).is_some();
    let stated = |system| has(system, Axis::X) || has(system, Axis::Y);
    let (degrees, metres) = (stated(ReferenceSystem::Wgs84), stated(ReferenceSystem::NationalGrid));
    let system = if metres { ReferenceSystem::NationalGrid } else { ReferenceSystem::Wgs84 };
    let is_whole = degrees != metres && has(system, Axis::X) && has(system, Axis::Y);
    if !is_whole {
        let said = "`coordinates` names one pair of columns: `latitude` and `longitude`, or `easting` and `northing`";
        let help = "write `coordinates = { latitude = \"…\", longitude = \"…\" }` with the names of the columns";
        context.add(Diagnostic::new("project/invalid-value", said, value.span).help(help));
        return None;
    }
    let column = |axis| table.string(system.key(axis));
    Some(Coordinates { system, x: column(Axis::X)?, y: column(Axis::Y)? })
}

/// The table a reference names, `<dataset>/<table>`: this dataset and the table of its name where they are left out.
pub(super) fn referred_table(context: &Context<'_>, reference: &Toml) -> String {
    let dataset = reference.str("dataset").unwrap_or(&context.folder.id);
    format!("{dataset}/{}", reference.str("table").unwrap_or(dataset))
}

fn foreign_key(context: &mut Context<'_>, key: &Toml, span: Span) -> Option<ForeignKey> {
    let columns = key.strings("columns");
    let reference = key.table("reference")?;
    let referred = reference.strings("columns");
    if columns.is_empty() || referred.is_empty() {
        return None;
    }
    if columns.len() != referred.len() {
        let said = format!("`columns` has {}, and `reference` has {}", counted(columns.len()), counted(referred.len()));
        let help = "name as many columns in both, in the same order";
        context.add(Diagnostic::new("project/invalid-value", said, span).help(help));
        return None;
    }
    let table = referred_table(context, reference);
    Some(ForeignKey { columns, reference: Reference { table, columns: referred }, place: Some(place_of(span)) })
}

fn counted(columns: usize) -> String {
    if columns == 1 { "one column".to_owned() } else { format!("{columns} columns") }
}

/// A code list in a table is a foreign key to it.
pub(super) fn code_lists_are_foreign_keys(table: &mut Table) {
    for (column, words) in table.schema.columns.iter().zip(&table.columns) {
        if let Some(CodeList::Table { table: referred, column: code }) = &words.code_list {
            let reference = Reference { table: referred.clone(), columns: vec![code.clone()] };
            let columns = vec![column.name.clone()];
            let is_there = |key: &ForeignKey| key.columns == columns && key.reference == reference;
            if !table.schema.foreign_keys.iter().any(is_there) {
                let place = table.places.get(&format!("column.{}.code_list", column.name)).map(place_of);
                table.schema.foreign_keys.push(ForeignKey { columns, reference, place: place.or(column.place) });
            }
        }
    }
}
