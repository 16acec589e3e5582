//! The data dictionary: what is known of each published column.

use super::about::About;
use crate::csvw::{Column, Datatype};
use crate::i18n::{Argument, Locale};
use crate::model::{CodeList, ColumnWords, Table};
use crate::publish::metadata::datatypes;
use crate::publish::metadata::plain_text::plain_text;

/// A list of codes of more characters is counted.
const CODES_MAX: usize = 15_000;

/// The second sheet: a header, then a row for each published column. `as_text` says how many of its cells are text though
/// its datatype is none.
pub(super) fn rows(about: &About, table: &Table, as_text: &[u64]) -> Vec<Vec<String>> {
    let locale = &about.locale;
    let header = ["name", "title", "description", "datatype", "required", "unit", "values", "as-text"];
    let mut rows = vec![header.map(|key| locale.text(key)).to_vec()];
    rows.extend(table.published_columns().enumerate().map(|(index, (column, words))| {
        let count = as_text.get(index).copied().unwrap_or(0);
        vec![
            column.name.clone(),
            words.title.words(about.language()).to_owned(),
            plain_text(words.description.words(about.language())),
            column.datatype.base.clone(),
            locale.text(if column.required { "yes" } else { "no" }),
            words.unit.clone().unwrap_or_default(),
            values(about, column, words),
            if count == 0 { String::new() } else { count.to_string() },
        ]
    }));
    rows
}

/// Which values a column may have, a line for each thing that is said.
fn values(about: &About, column: &Column, words: &ColumnWords) -> String {
    let (locale, mut lines) = (&about.locale, Vec::new());
    match &words.code_list {
        None => {}
        Some(CodeList::Codes(codes)) => {
            let labelled = codes.iter().map(|(code, label)| {
                let label = label.words(about.language());
                if label.trim().is_empty() { code.clone() } else { format!("{code}: {label}") }
            });
            let listed = labelled.collect::<Vec<_>>().join("\n");
            let is_short = listed.chars().nth(CODES_MAX).is_none();
            lines.push(if is_short { listed } else { locale.count("codes", codes.len() as u64) });
        }
        Some(CodeList::Table { table, column }) if about.kept_back.contains(&(table.clone(), column.clone())) => {}
        Some(CodeList::Table { table, column }) => {
            let of = [("column", Argument::from(column)), ("table", Argument::from(table))];
            lines.push(locale.fill("codes-of-table", &of));
        }
    }
    lines.extend(bounds(locale, &datatypes::published(column)));
    if let Some(separator) = &column.separator {
        lines.push(locale.fill("separated", &[("separator", Argument::from(separator))]));
    }
    lines.join("\n")
}

/// What narrows a datatype.
fn bounds(locale: &Locale, datatype: &Datatype) -> Vec<String> {
    let form = datatype.format.iter().map(|form| locale.fill("form", &[("form", Argument::from(form))]));
    let lengths = [("length", datatype.length), ("shortest", datatype.min_length), ("longest", datatype.max_length)];
    let lengths = lengths.into_iter().filter_map(|(key, length)| Some(locale.count(key, length?)));
    let bounds = [
        ("least", &datatype.minimum),
        ("more-than", &datatype.min_exclusive),
        ("most", &datatype.maximum),
        ("less-than", &datatype.max_exclusive),
    ];
    let bounds = bounds.into_iter().filter_map(|(key, bound)| {
        let bound = Argument::from(bound.as_ref()?);
        Some(locale.fill(key, &[("bound", bound)]))
    });
    form.chain(lengths).chain(bounds).collect()
}
