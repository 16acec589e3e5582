//! `[[table.column]]` of `dataset.toml`.

use super::code_list;
use super::context::Context;
use crate::csvw::datatype::{built_in, likely};
use crate::csvw::{Column, Datatype, NaturalLanguage};
use crate::diagnostics::{Diagnostic, place_of};
use crate::model::{ColumnWords, Table};
use crate::project::toml::{Kind, Table as Toml, Value};
use crate::project::words;
use crate::sources::Span;

/// Reads a column and adds it to the table, unless it has one of that name already.
pub(super) fn read(context: &mut Context<'_>, table: &mut Table, toml: &Toml) {
    let Some(name) = toml.get("name") else { return };
    let Some(written) = name.as_str() else { return };
    let mut column = Column { place: Some(place_of(name.span)), ..Column::new(written) };
    let titles = toml.strings("titles");
    if !titles.is_empty() {
        column.titles = NaturalLanguage(vec![("und".to_owned(), titles)]);
    }
    if let Some(value) = toml.get("datatype") {
        column.datatype = datatype(context, value);
        column.datatype_place = Some(place_of(value.span));
    }
    column.required = toml.boolean("required").unwrap_or(false);
    if toml.get("null").is_some() {
        column.null = toml.strings("null");
    }
    column.default = toml.string("default").unwrap_or_default();
    column.separator = toml.string("separator");
    column.ordered = toml.boolean("ordered").unwrap_or(false);
    column.lang = toml.string("lang").unwrap_or(column.lang);
    column.property_url = toml.string("property_url");
    column.value_url = toml.string("value_url");
    // Whatever else was written there, somebody meant to keep the column back.
    column.suppress_output = toml.get("suppress_output").is_some() && toml.boolean("suppress_output") != Some(false);
    let words = ColumnWords {
        title: words::text(toml.get("title"), context.language()),
        description: words::text(toml.get("description"), context.language()),
        unit: toml.string("unit"),
        code_list: toml.get("code_list").and_then(|value| code_list::read(context, value)),
    };
    add(context, table, column, words, name.span);
}

/// Adds a column, unless the table has one of that name, letter case ignored.
pub(super) fn add(context: &mut Context<'_>, table: &mut Table, column: Column, words: ColumnWords, at: Span) {
    if let Some(other) = table.schema.columns.iter().find(|other| other.name.eq_ignore_ascii_case(&column.name)) {
        let said = if other.name == column.name {
            format!("two columns have the name `{}`", column.name)
        } else {
            format!("`{}` and `{}` differ in letter case only", other.name, column.name)
        };
        let first = other.place.map(crate::diagnostics::span_of);
        let finding = Diagnostic::new("project/duplicate-id", said, at)
            .also_at(first, "the first is here")
            .of_table(&table.name)
            .of_column(&column.name);
        context.add(finding.help("give one of them another `name`, and its header in `titles`"));
    } else {
        table.schema.columns.push(column);
        table.columns.push(words);
    }
}

fn datatype(context: &mut Context<'_>, value: &Value) -> Datatype {
    let table = match &value.kind {
        Kind::String(base) => return base_of(context, base, value.span),
        Kind::Table(table) => table,
        _ => return Datatype::default(),
    };
    let mut datatype = match table.get("base").and_then(|base| base.as_str().map(|text| (text, base.span))) {
        Some((base, span)) => base_of(context, base, span),
        None => Datatype::default(),
    };
    let count = |key| table.get(key).and_then(Value::as_count);
    let bound = |key| table.get(key).and_then(Value::as_written);
    datatype.decimal_char = table.string("decimal_char");
    datatype.group_char = table.string("group_char");
    match table.get("format").map(|format| &format.kind) {
        Some(Kind::String(format)) => datatype.format = Some(format.clone()),
        Some(Kind::Table(format)) => {
            datatype.format = format.string("pattern");
            datatype.decimal_char = format.string("decimal_char").or(datatype.decimal_char);
            datatype.group_char = format.string("group_char").or(datatype.group_char);
        }
        _ => {}
    }
    datatype.length = count("length");
    datatype.min_length = count("min_length");
    datatype.max_length = count("max_length");
    datatype.minimum = bound("minimum");
    datatype.maximum = bound("maximum");
    datatype.min_exclusive = bound("min_exclusive");
    datatype.max_exclusive = bound("max_exclusive");
    datatype
}

fn base_of(context: &mut Context<'_>, base: &str, at: Span) -> Datatype {
    if built_in(base).is_some() {
        return Datatype::of(base);
    }
    let said = format!("`{base}` is not a datatype of CSVW");
    let finding = Diagnostic::new("csvw/invalid-datatype", said, at);
    context.add(match likely(base) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("the usual ones are `string`, `integer`, `decimal`, `boolean`, `date` and `dateTime`"),
    });
    Datatype::default()
}
