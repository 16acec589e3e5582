//! The text of a `dataset.toml`, as a person would write it: what is stated by itself is left out, what was found
//! stands with the reason beside it, and what only the publisher can say is marked.

use super::column::kind_words;
use super::described::{Lacks, Said};
use super::header::one_line;
use super::parts::PartColumn;
use super::table::{ColumnPlan, TablePlan};
use super::toml::{Toml, literal, string};
use crate::csvw::{Datatype, Dialect};

/// What a `dataset.toml` is written from.
pub(super) struct Words<'a> {
    /// The files, in words: `stops.csv`, or `12 files`.
    pub from: &'a str,
    /// The title.
    pub title: &'a str,
    /// What the title is made from: `the file's name`.
    pub title_from: &'a str,
    /// The description.
    pub description: &'a str,
    /// What a description says that was not taken in.
    pub said: Option<&'a Said>,
    /// What has to be said here.
    pub lacks: &'a Lacks,
    /// Something else describes the dataset, and this only adds to it.
    pub is_addition: bool,
}

/// The text of a `dataset.toml`, and how many lines of it are marked.
pub(super) fn dataset_toml(words: &Words<'_>, tables: &[TablePlan<'_>]) -> (String, usize) {
    let mut text = Toml::default();
    text.line(&format!("# Written by `plainsight add` from {}. It is yours now: edit it as you like.", words.from));
    if words.is_addition {
        text.line("# Only what the description beside it does not say is in here.");
    }
    text.line("# `#?` marks what only you can say: edit the line if need be, then delete the mark.");
    text.line("");
    let lacks = words.lacks;
    let nothing = Said::default();
    let said = words.said.unwrap_or(&nothing);
    let by = format!("from `{}`", said.by);
    match &said.title {
        Some(title) => text.noted(&format!("title = {}", string(title)), &by),
        None if lacks.title => {
            text.marked(&format!("title = {}", string(words.title)), &format!("made from {}", words.title_from));
        }
        None => {}
    }
    match &said.description {
        Some(description) => text.noted(&format!("description = {}", string(description)), &by),
        None if lacks.description => {
            let why = "made from the files: say what it is, where it comes from and what is not in it";
            text.marked(&format!("description = {}", string(words.description)), why);
        }
        None => {}
    }
    if !said.keywords.is_empty() {
        let keywords: Vec<String> = said.keywords.iter().map(|keyword| string(keyword)).collect();
        text.noted(&format!("keyword = [{}]", keywords.join(", ")), &by);
    }
    if lacks.publisher {
        text.question("Who publishes it? An id of `[publishers]` in plainsight.toml", "publisher = \"borough\"");
    }
    if let Some(licence) = &said.licence {
        text.noted(&format!("licence = {}", string(licence)), &by);
    } else if lacks.licence {
        text.question("Which licence does it have? An SPDX identifier or an address", "licence = \"OGL-UK-3.0\"");
    }
    if lacks.update_frequency {
        text.question("How often is it brought up to date?", "update_frequency = \"quarterly\"");
    }
    if lacks.contact_point {
        let example = "contact_point = { name = \"Data team\", email = \"data@example.org\" }";
        text.question("Whom may people ask?", example);
    }
    if !words.is_addition {
        text.line("# When was it published, and last changed?");
        text.line("# issued = 2024-04-01");
        text.line("# modified = 2026-01-31");
    }
    for table in tables {
        write_table(table, tables.len() == 1, words, &mut text);
    }
    (text.text, text.marks)
}

fn write_table(table: &TablePlan<'_>, is_only: bool, words: &Words<'_>, text: &mut Toml) {
    text.line("");
    text.line("[[table]]");
    text.line(&format!("file = {}", string(&table.file)));
    if table.name_is_stated {
        text.line(&format!("name = {}", string(&table.name)));
    }
    if !is_only || table.title != words.title {
        text.line(&format!("title = {}", string(&table.title)));
    }
    if let Some(key) = &table.key {
        let key = format!("primary_key = [{}]", string(key));
        if table.key_is_doubtful {
            text.marked(&key, "no two rows are the same in it: will that always be so?");
        } else {
            text.line(&key);
        }
    }
    let dialect = dialect(&table.dialect, table.states_encoding);
    if !dialect.is_empty() {
        let line = format!("dialect = {{ {} }}", dialect.join(", "));
        match &table.mark {
            Some(mark) => text.marked(&line, mark),
            None => text.line(&line),
        }
    }
    let part = table.part.as_ref().map(|(part, is_needed)| (own_name(part, &table.columns), *is_needed));
    if let Some((part, is_needed)) = &part {
        let line = format!("part_column = {{ name = {}, pattern = {} }}", string(&part.name), literal(&part.pattern));
        if *is_needed {
            text.line(&line);
        } else {
            text.line("# To have a column made from the names of the files:");
            text.line(&format!("# {line}"));
        }
    }
    for column in &table.columns {
        write_column(column, text);
    }
    if let Some((part, true)) = part {
        text.line("");
        text.line("[[table.column]]");
        text.line(&format!("name = {}  # from the name of the file", string(&part.name)));
        if let Some(datatype) = part.datatype {
            text.line(&format!("datatype = {}", string(datatype)));
        }
        text.line("required = true");
    }
}

fn write_column(column: &ColumnPlan<'_>, text: &mut Toml) {
    text.line("");
    text.line("[[table.column]]");
    text.line(&format!("name = {}", string(&column.name)));
    if column.is_nothing {
        text.line("suppress_output = true  # there is nothing in it, not even a header");
        return;
    }
    if !column.title.is_empty() {
        text.line(&format!("title = {}", string(&column.title)));
    }
    if !column.titles.is_empty() {
        let titles: Vec<String> = column.titles.iter().map(|title| string(title)).collect();
        text.line(&format!("titles = [{}]", titles.join(", ")));
    }
    let conclusion = &column.conclusion;
    match conclusion.candidate {
        Some(candidate) => {
            let line = format!("datatype = {}", datatype(&candidate.datatype));
            match (&conclusion.mark, &conclusion.why) {
                (Some(mark), _) => text.marked(&line, mark),
                (None, Some(why)) => text.noted(&line, why),
                (None, None) if candidate.has_short_year => {
                    text.noted(&line, "69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068");
                }
                (None, None) => text.line(&line),
            }
        }
        None => match (&conclusion.mark, &conclusion.why) {
            (Some(mark), _) => text.marked("datatype = \"string\"", mark),
            (None, Some(why)) => text.noted("datatype = \"string\"", why),
            (None, None) => {}
        },
    }
    if !conclusion.markers.is_empty() {
        let markers: Vec<String> = conclusion.markers.iter().map(|(marker, _)| string(marker)).collect();
        text.line(&format!("null = [\"\", {}]", markers.join(", ")));
    }
    if column.is_key {
        text.line("required = true");
    }
}

/// A column made from names of files, under a name that no column of the table has.
struct OwnPart {
    name: String,
    pattern: String,
    datatype: Option<&'static str>,
}

fn own_name(part: &PartColumn, columns: &[ColumnPlan<'_>]) -> OwnPart {
    let is_taken = |name: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let mut name = part.name.to_owned();
    while is_taken(&name) {
        name = format!("file_{name}");
    }
    let pattern = part.pattern.replace(&format!("(?<{}>", part.name), &format!("(?<{name}>"));
    OwnPart { name, pattern, datatype: part.datatype }
}

/// What of a dialect has to be stated.
fn dialect(dialect: &Dialect, states_encoding: bool) -> Vec<String> {
    let default = Dialect::default();
    let mut stated = Vec::new();
    if states_encoding {
        stated.push(format!("encoding = {}", string(&dialect.encoding)));
    }
    if dialect.delimiter != default.delimiter {
        stated.push(format!("delimiter = {}", string(&dialect.delimiter)));
    }
    if dialect.quote_char != default.quote_char {
        let quote = dialect.quote_char.as_deref().map_or("false".to_owned(), string);
        stated.push(format!("quote_char = {quote}"));
    }
    if !dialect.double_quote {
        stated.push("double_quote = false".to_owned());
    }
    if dialect.line_terminators != default.line_terminators {
        let ends: Vec<String> = dialect.line_terminators.iter().map(|end| string(end)).collect();
        stated.push(format!("line_terminators = [{}]", ends.join(", ")));
    }
    if dialect.header_row_count == 0 {
        stated.push("header = false".to_owned());
    }
    if dialect.skip_rows > 0 {
        stated.push(format!("skip_rows = {}", dialect.skip_rows));
    }
    if dialect.skip_blank_rows {
        stated.push("skip_blank_rows = true".to_owned());
    }
    stated
}

/// A datatype as TOML: its name, or a table where there is more to it.
fn datatype(datatype: &Datatype) -> String {
    let more: Vec<String> =
        [("format", &datatype.format), ("group_char", &datatype.group_char), ("decimal_char", &datatype.decimal_char)]
            .into_iter()
            .filter_map(|(key, value)| Some(format!("{key} = {}", string(value.as_deref()?))))
            .collect();
    if more.is_empty() {
        string(&datatype.base)
    } else {
        format!("{{ base = {}, {} }}", string(&datatype.base), more.join(", "))
    }
}

/// A datatype in words for the report.
pub(super) fn datatype_words(column: &ColumnPlan<'_>) -> String {
    let Some(candidate) = column.conclusion.candidate else { return "string".to_owned() };
    let datatype = &candidate.datatype;
    if let Some(format) = &datatype.format {
        return format!("{} {format}", datatype.base);
    }
    let group = datatype.group_char.as_ref().map(|group| format!("`{group}` for thousands"));
    let decimal = datatype.decimal_char.as_ref().map(|decimal| format!("`{decimal}` for fractions"));
    let more: Vec<String> = [group, decimal].into_iter().flatten().collect();
    if more.is_empty() { datatype.base.clone() } else { format!("{}, {}", datatype.base, more.join(", ")) }
}

/// What is worth knowing of a column.
pub(super) fn column_words(column: &ColumnPlan<'_>) -> Vec<String> {
    let mut why: Vec<String> = Vec::new();
    if column.is_nothing {
        why.push("nothing is in it, not even a header: it is not published".to_owned());
    } else if column.is_blank {
        why.push("no row has anything in it".to_owned());
    }
    why.extend(column.conclusion.why.clone());
    why.extend(column.conclusion.mark.clone().map(|mark| format!("to confirm: {mark}")));
    let markers = column.conclusion.markers.iter();
    let kind = column.conclusion.candidate.map_or("values", kind_words);
    why.extend(markers.map(|(marker, count)| {
        let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
        format!("`{marker}`, {times} among {kind}, means no value")
    }));
    why.extend(column.personal.as_ref().map(|personal| format!("{personal}: is it meant for the public?")));
    why
}

/// A provisional description that says what is there and nothing else.
pub(super) fn description(tables: &[TablePlan<'_>]) -> String {
    const MOST: usize = 10;
    let files = |table: &TablePlan<'_>| match table.files.len() {
        1 => format!("`{}`", table.file.replace('`', "'")),
        count => format!("{count} files (`{}`)", table.file.replace('`', "'")),
    };
    if let [table] = tables {
        let shown = table.columns.iter().filter(|column| !column.is_nothing);
        let mut titles: Vec<String> =
            shown.map(|column| plain(if column.title.is_empty() { &column.name } else { &column.title })).collect();
        let noun = if titles.len() == 1 { "column" } else { "columns" };
        let count = titles.len();
        titles.dedup();
        titles.truncate(MOST);
        let more = if count > titles.len() { format!(" and more, {count} in all") } else { String::new() };
        let rows = counted(table.rows, "row");
        return format!("The {rows} of {}, with the {noun} {}{more}.", files(table), titles.join(", "));
    }
    let some = tables.iter().take(MOST).map(|table| format!("{} from {}", counted(table.rows, "row"), files(table)));
    let mut list: Vec<String> = some.collect();
    if tables.len() > MOST {
        list.push(format!("and {} tables more", tables.len() - MOST));
    }
    format!("{} tables: {}.", tables.len(), list.join("; "))
}

/// A number of things in words: `1 row`, `18,635 rows`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A text on one line without what Markdown would make something of, at most 50 characters long.
fn plain(text: &str) -> String {
    let line: String =
        one_line(text).chars().filter(|c| !matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\')).collect();
    match line.char_indices().nth(50) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}
