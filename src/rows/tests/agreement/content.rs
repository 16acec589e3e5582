//! Random rows for a schema: values of its columns, some that nearly are, and records that are not as they should be.

use super::choices::Choices;
use super::schemas::{FAMILIES, family};
use super::written::{Given, Line};
use crate::csvw::{Column, CompiledColumn, Table};

/// Text that is wrong wherever it stands, put into a cell as it is.
const WILD: [&str; 5] = ["5\" pipe", "\"a\" b", "\"never closed", "'b'c", "back\\"];

/// Gives a table its rows.
pub(super) fn fill(schema: Table, choices: &mut Choices<'_>) -> Given {
    let in_file: Vec<&Column> = schema.columns.iter().filter(|column| !column.is_virtual).collect();
    let pools: Vec<Vec<String>> = in_file.iter().map(|column| pool(column, choices)).collect();
    let dialect = &schema.dialect;
    let mut lines = Vec::new();
    for _ in 0..dialect.skip_rows {
        lines.push(Line::Raw((*choices.one_of(&["Title of the sheet", "", "x,y;z"])).to_owned()));
    }
    for number in 0..dialect.header_row_count {
        let is_last = number + 1 == dialect.header_row_count;
        let has_quotes = dialect.quote_char.is_some();
        lines.push(Line::Header(in_file.iter().map(|column| header(column, is_last, has_quotes, choices)).collect()));
    }
    // A file with nothing in it is another matter.
    let least = usize::from(dialect.header_row_count == 0);
    for number in 0..least + choices.below(9) {
        lines.push(line(&schema, &pools, number >= least, choices));
    }
    Given::write(schema, &lines, choices)
}

/// A few texts that the cells of a column have, so that the same come often; most of them are values.
fn pool(column: &Column, choices: &mut Choices<'_>) -> Vec<String> {
    let (compiled, _) = CompiledColumn::compile(column);
    let is_good = |text: &str| compiled.read(text.as_bytes(), &mut Vec::new(), &mut Vec::new()).is_ok();
    let (good, bad): (Vec<&str>, Vec<&str>) =
        family(&column.datatype.base).texts.iter().partition(|text| is_good(text));
    let mut pool: Vec<String> = choices.some_of(&good, 4).into_iter().map(str::to_owned).collect();
    if let Some(separator) = &column.separator {
        let items = choices.some_of(&pool, 2);
        pool.push(items.join(separator));
    }
    if pool.is_empty() || choices.once_in(3) {
        pool.extend(choices.some_of(&bad, 1).into_iter().map(str::to_owned));
    }
    if choices.once_in(2) {
        pool.push(column.null.first().cloned().unwrap_or_default());
    }
    if choices.once_in(4) {
        pool.push(String::new());
    }
    if choices.once_in(8) {
        let others = choices.one_of(FAMILIES).texts;
        pool.push((*choices.one_of(others)).to_owned());
    }
    if pool.is_empty() { vec!["x".to_owned()] } else { pool }
}

fn header(column: &Column, is_last: bool, has_quotes: bool, choices: &mut Choices<'_>) -> String {
    let titles: Vec<&str> = column.titles.iter().map(|(_, title)| title).collect();
    let names = if is_last { titles } else { vec!["", "Group", titles[0]] };
    let several = if is_last && !has_quotes { 1 } else { names.len() };
    names[choices.below(several)].to_owned()
}

fn line(schema: &Table, pools: &[Vec<String>], may_be_odd: bool, choices: &mut Choices<'_>) -> Line {
    let mut cells: Vec<String> = pools.iter().map(|pool| choices.one_of(pool).clone()).collect();
    // A record without any text is an empty line where there is one column and nothing to quote with.
    if cells.len() == 1 && cells[0].is_empty() && schema.dialect.quote_char.is_none() {
        "x".clone_into(&mut cells[0]);
    }
    if !may_be_odd {
        return Line::Cells(cells);
    }
    match choices.below(24) {
        16 if cells.len() > 1 => {
            cells.pop();
            Line::Cells(cells)
        }
        17 => {
            cells.push("more".to_owned());
            Line::Cells(cells)
        }
        18 => Line::Cells(vec![String::new(); cells.len().max(2)]),
        19 if schema.dialect.skip_blank_rows || cells.len() > 1 => Line::Raw(String::new()),
        20 => match &schema.dialect.comment_prefix {
            Some(prefix) => Line::Raw(format!("{prefix} a note, \"as it is")),
            None => Line::Cells(cells),
        },
        21 => {
            let at = choices.below(cells.len());
            Line::Wild(cells, at, choices.one_of::<&str>(&WILD))
        }
        _ => Line::Cells(cells),
    }
}
