//! The data dictionary: what is known of each published column.

use super::about::About;
use crate::csvw::{Column, Datatype};
use crate::i18n::{Argument, Locale};
use crate::model::{CodeList, ColumnProfile, ColumnWords, Table};
use crate::publish::metadata::plain_text::plain_text;
use crate::publish::metadata::promises;
use std::collections::BTreeMap;

/// A list of codes of more characters is counted.
const CODES_MAX: usize = 15_000;

/// The second sheet: a header, then a row for each published column. `as_text` says how many of its cells are text though
/// its datatype is none, and `broken` what its values break: of that nothing is said.
pub(super) fn rows(
    about: &About,
    table: &Table,
    as_text: &[u64],
    broken: &BTreeMap<String, ColumnProfile>,
) -> Vec<Vec<String>> {
    let locale = &about.locale;
    let header = ["name", "title", "description", "datatype", "required", "unit", "values", "as-text"];
    let mut rows = vec![header.map(|key| locale.text(key)).to_vec()];
    rows.extend(table.published_columns().enumerate().map(|(index, (column, words))| {
        let count = as_text.get(index).copied().unwrap_or(0);
        let profile = broken.get(&column.name);
        let promised = promises::borne_out(column, profile);
        vec![
            column.name.clone(),
            words.title.words(about.language()).to_owned(),
            plain_text(words.description.words(about.language())),
            promised.datatype.base.clone(),
            locale.text(if promised.required { "yes" } else { "no" }),
            words.unit.clone().unwrap_or_default(),
            values(about, &promised, words, promises::code_list(words, profile).is_none()),
            if count == 0 { String::new() } else { count.to_string() },
        ]
    }));
    rows
}

/// Which values a column may have, a line for each thing that is said; `has_others` if not all are in its code list.
fn values(about: &About, column: &Column, words: &ColumnWords, has_others: bool) -> String {
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
            // What codes mean is worth knowing all the same.
            lines.extend(has_others.then(|| locale.text("other-codes")));
        }
        Some(CodeList::Table { table, column }) if about.kept_back.contains(&(table.clone(), column.clone())) => {}
        Some(CodeList::Table { table, column }) => {
            let of = [("column", Argument::from(column)), ("table", Argument::from(table))];
            lines.push(locale.fill("codes-of-table", &of));
        }
    }
    lines.extend(bounds(locale, &column.datatype));
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
