//! A table's page: its first rows, what is in each column, and what the columns mean.

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::parts::dictionary::{self, Dictionary};
use super::super::parts::files::{self, File};
use super::super::parts::preview::{Preview, preview};
use super::super::parts::snippets::{Snippet, snippets};
use super::super::parts::spread::{Spread, spread};
use super::super::parts::{COLUMNS_SHOWN, cut};
use super::super::plan::dataset_address;
use super::super::view::{Frame, Link, Markup, Phrase, Related};
use super::dataset::{ApiAddress, addresses, withdrawn};
use crate::csvw::Column;
use crate::csvw::column::CompiledColumn;
use crate::csvw::value::Kind;
use crate::model::{ColumnProfile, ColumnWords, Entry, Format, Table, TableSummary};
use serde::Serialize;

/// Rows of the table.
const ROWS: usize = 20;

/// Codes that the dictionary lists for a column.
const CODES: usize = 200;

/// Commonest values of a column.
const COMMONEST: usize = 5;

/// Characters of a value in the profile.
const PROFILE_CELL: usize = 60;

#[derive(Serialize)]
struct TablePage {
    frame: Frame,
    title: Phrase,
    dataset: Link,
    description: Option<Markup>,
    size: String,
    preview: Preview,
    profile: Vec<Profile>,
    spreads: Vec<Spread>,
    dictionary: Dictionary,
    files: Vec<File>,
    withdrawn: Vec<String>,
    api: Vec<ApiAddress>,
    snippets: Vec<Snippet>,
}

/// What is in a column.
#[derive(Serialize)]
struct Profile {
    title: Phrase,
    missing: String,
    distinct: String,
    smallest: Option<String>,
    largest: Option<String>,
    /// Of texts only.
    characters: Option<String>,
    commonest: Vec<Common>,
}

/// A common value.
#[derive(Serialize)]
struct Common {
    value: String,
    count: String,
}

pub(super) fn render(leaf: Leaf<'_>, entry: &Entry, table: &Table) -> Rendered {
    let dataset = &entry.dataset;
    let empty = TableSummary::default();
    let summary = entry.summary.tables.get(&table.name).unwrap_or(&empty);
    let title = leaf.words(&table.title, &table.name);
    let of = leaf.words(&dataset.title, &dataset.id);
    let heading = leaf.fill("table-of", &[("table", (&title.text).into()), ("dataset", (&of.text).into())]);
    let described = leaf.summary(&table.description, 160).map_or_else(|| heading.clone(), |words| words.text);
    let mut frame = leaf.frame(&heading, &described);
    let dataset_link = Link::new(leaf.page(&dataset_address(&dataset.id)), of);
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets"))), dataset_link.clone()];
    frame.related.extend(csv(&leaf, summary));
    let columns = table.published_columns().count() as u64;
    let place = table.places.get("description").or_else(|| dataset.places.get("description"));
    let page = TablePage {
        frame,
        dataset: dataset_link,
        description: leaf.markup(&table.description, 2, "about-", Origin::Value(place, &dataset.id)),
        size: [leaf.locale().count("row-count", summary.rows), leaf.locale().count("column-count", columns)]
            .join(" · "),
        preview: preview(&leaf, table, summary, ROWS),
        profile: profile(&leaf, table, summary),
        spreads: spreads(&leaf, table, summary),
        dictionary: dictionary::dictionary(&leaf, table, CODES),
        files: files::of_table(&leaf, &dataset.id, &table.name, summary),
        withdrawn: withdrawn(&leaf, &summary.withdrawn),
        api: addresses(&leaf, &dataset.id, &table.name, summary),
        snippets: snippets(&leaf, entry, table, ""),
        title,
    };
    leaf.render("table.html", &page, true)
}

fn csv(leaf: &Leaf<'_>, summary: &TableSummary) -> Option<Related> {
    let artefact = summary.artefact(Format::Csv)?;
    Some(Related {
        rel: "alternate",
        media_type: "text/csv",
        href: leaf.file(&artefact.path),
        title: Format::Csv.name().to_owned(),
    })
}

/// The profile of each column that the page shows.
fn profile(leaf: &Leaf<'_>, table: &Table, summary: &TableSummary) -> Vec<Profile> {
    let columns = table.published_columns().take(COLUMNS_SHOWN);
    columns
        .filter_map(|(column, words)| {
            let found = summary.columns.iter().find(|found| found.name == column.name)?;
            Some(of_column(leaf, column, words, found, summary.rows))
        })
        .collect()
}

fn of_column(leaf: &Leaf<'_>, column: &Column, words: &ColumnWords, found: &ColumnProfile, rows: u64) -> Profile {
    let locale = leaf.locale();
    let missing = match locale.percent(found.missing, rows) {
        Some(percent) if found.missing > 0 => format!("{} ({percent})", locale.number(found.missing)),
        _ => locale.number(found.missing),
    };
    let distinct = match (found.distinct.map(|distinct| locale.number(distinct)), found.distinct_error) {
        (Some(distinct), None) => distinct,
        (Some(distinct), Some(_)) => leaf.fill("about-number", &[("number", (&distinct).into())]),
        (None, _) => "–".to_owned(),
    };
    // A value that is there once in a column of different values is no more common than any other.
    let common = found.commonest.iter().filter(|has| has.count > 1).take(COMMONEST);
    Profile {
        title: dictionary::title(leaf, column, words),
        missing,
        distinct,
        smallest: found.smallest.as_deref().map(short),
        largest: found.largest.as_deref().map(short),
        characters: characters(leaf, column, found),
        commonest: common.map(|has| Common { value: short(&has.value), count: locale.number(has.count) }).collect(),
    }
}

/// How long texts are.
fn characters(leaf: &Leaf<'_>, column: &Column, found: &ColumnProfile) -> Option<String> {
    let is_text = CompiledColumn::compile(column).0.kind() == Kind::String && found.largest.is_some();
    let number = |length: u64| leaf.locale().number(length);
    let (shortest, longest) = (number(found.shortest), number(found.longest));
    is_text.then(|| {
        if shortest == longest {
            longest
        } else {
            leaf.fill("spread-range", &[("from", (&shortest).into()), ("to", (&longest).into())])
        }
    })
}

/// The charts of the columns that the page shows.
fn spreads(leaf: &Leaf<'_>, table: &Table, summary: &TableSummary) -> Vec<Spread> {
    let columns = table.published_columns().take(COLUMNS_SHOWN);
    columns
        // Numbers that only name rows are not measured.
        .filter(|(column, _)| table.schema.primary_key != [column.name.as_str()])
        .filter_map(|(column, words)| {
            let found = summary.columns.iter().find(|found| found.name == column.name)?;
            spread(leaf, column, words, found)
        })
        .collect()
}

/// A value in a narrow cell.
fn short(value: &str) -> String {
    match value.char_indices().nth(PROFILE_CELL) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or(value)),
        None => cut(value),
    }
}
