//! Columns of the published tables.

use super::annotations::{annotation, kept, text};
use crate::csvw::uri_template::UriTemplate;
use crate::csvw::{Column, NaturalLanguage};
use crate::model::{ColumnProfile, ColumnWords, Table};
use crate::project::derived_names;
use crate::publish::metadata::promises;
use serde_json::Value;

/// A column as it is published: what its values bear out, and nothing of columns that are kept back.
pub(super) fn published_column(
    table: &Table,
    column: &Column,
    words: &ColumnWords,
    profile: Option<&ColumnProfile>,
    language: &str,
) -> Column {
    let promised = promises::borne_out(column, profile);
    let template = |stated: &Option<String>| stated.clone().filter(|template| is_of_published_columns(template, table));
    let mut annotations = Vec::new();
    annotations.extend(annotation("dc:description", text(&words.description, language)));
    annotations.extend(annotation("schema:unitText", words.unit.as_deref().map(Value::from)));
    annotations.extend(kept(&column.annotations));
    Column {
        titles: titles(column, words, language),
        datatype: promised.datatype,
        required: promised.required,
        separator: column.separator.clone(),
        ordered: column.ordered,
        lang: column.lang.clone(),
        about_url: template(&column.about_url),
        property_url: template(&column.property_url),
        value_url: template(&column.value_url),
        annotations,
        // Nulls are empty cells, and what a default stands for is written out.
        ..Column::new(column.name.clone())
    }
}

/// Whether a URI template takes values from published columns alone: another would tell the name of one that is kept back,
/// and leave a gap wherever it is expanded.
fn is_of_published_columns(template: &str, table: &Table) -> bool {
    let is_kept_back = |name: &str| {
        let is_published = |name: &str| table.published_columns().any(|(column, _)| column.name == name);
        !is_published(name) && table.schema.column(name).is_some()
    };
    !UriTemplate::compile(template).is_ok_and(|template| template.variables().any(is_kept_back))
}

/// The name, which is the header, then the title in each language. What the source's headers say is not among them,
/// since nothing that is published says so; but a name that was derived from another keeps that one.
fn titles(column: &Column, words: &ColumnWords, language: &str) -> NaturalLanguage {
    let mut titles: Vec<(String, Vec<String>)> = vec![(language.to_owned(), vec![column.name.clone()])];
    let mut add = |tag: &str, title: &str| {
        let tag = if tag == "und" { language } else { tag };
        let at = titles.iter().position(|(has, _)| has == tag).unwrap_or(titles.len());
        match titles.get_mut(at) {
            Some((_, list)) if !list.iter().any(|has| has == title) => list.push(title.to_owned()),
            Some(_) => {}
            None => titles.push((tag.to_owned(), vec![title.to_owned()])),
        }
    };
    for (tag, title) in words.title.iter().filter(|(_, title)| !title.trim().is_empty()) {
        add(tag, title);
    }
    for (tag, title) in column.titles.iter().filter(|(_, title)| is_original(&column.name, title)) {
        add(tag, title);
    }
    NaturalLanguage(titles)
}

/// Whether the name was derived from this one, which could not be published as it is. What a derived name has after it,
/// or after `c_` where nothing of the original was left, is a number.
pub(super) fn is_original(name: &str, title: &str) -> bool {
    let derived = derived_names(&[title]).pop().unwrap_or_default();
    let stem = if derived == "c_1" { "c_" } else { &derived };
    let number = name.strip_prefix(stem).filter(|_| title != name);
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_'))
}
