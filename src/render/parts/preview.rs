//! The first rows of a table.

use super::super::leaf::Leaf;
use super::super::view::Phrase;
use super::datatype::Sort;
use super::{COLUMNS_SHOWN, cut, dictionary};
use crate::model::{Table, TableSummary};
use serde::Serialize;

/// Characters of a cell that stay on one line.
const LINE: usize = 40;

/// The first rows of a table.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// Says what is shown: "the first 10 of 1,234 rows".
    pub caption: String,
    /// The columns' titles.
    pub header: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Says that there are more columns.
    pub left_out: Option<String>,
}

/// A header cell.
#[derive(Debug, Serialize)]
pub struct Head {
    /// The column's title.
    pub title: Phrase,
    /// Whether its values line up on the right.
    pub number: bool,
}

/// A cell.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// The value, cut where it is long; none for null.
    pub text: Option<String>,
    /// Whether it lines up on the right.
    pub number: bool,
    /// Whether it is so long that it has to be broken into lines.
    pub long: bool,
    /// The language of the values, where it is known and not the page's.
    pub lang: Option<String>,
}

/// Up to `limit` rows.
pub fn preview(leaf: &Leaf<'_>, table: &Table, summary: &TableSummary, limit: usize) -> Preview {
    let columns: Vec<_> = table.published_columns().take(COLUMNS_SHOWN).collect();
    let header = columns
        .iter()
        .map(|(column, words)| Head {
            title: dictionary::title(leaf, column, words),
            number: Sort::of(&column.datatype).is_number() && column.separator.is_none(),
        })
        .collect::<Vec<_>>();
    let language = |lang: &str| match lang {
        "" | "und" => None,
        lang => super::super::view::foreign(lang, leaf.locale()),
    };
    let rows: Vec<Vec<Cell>> = summary
        .first_rows
        .iter()
        .take(limit)
        .map(|row| {
            row.iter()
                .zip(&columns)
                .zip(&header)
                .map(|((value, (column, _)), head)| Cell {
                    text: value.as_deref().map(cut),
                    number: head.number,
                    long: value.as_deref().is_some_and(|value| value.chars().nth(LINE).is_some()),
                    lang: language(&column.lang),
                })
                .collect()
        })
        .collect();
    let shown = rows.len() as u64;
    let caption = if shown < summary.rows {
        leaf.fill("first-rows", &[("shown", shown.into()), ("count", summary.rows.into())])
    } else {
        leaf.locale().count("all-rows", summary.rows)
    };
    Preview { caption, header, rows, left_out: dictionary::columns_left_out(leaf, table.published_columns().count()) }
}
