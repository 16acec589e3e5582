//! A table as it will be declared: its columns judged by all cells of its files.

use super::candidates::Candidate;
use super::column::{Conclusion, Facts, kind_words};
use super::group::{Group, Survey};
use super::header::{self, Header, one_line};
use super::names::{self, TableNames};
use super::parts::PartColumn;
use super::tally::Tally;
use crate::csvw::Dialect;
use encoding_rs::UTF_8;

/// A column as it will be declared.
#[derive(Debug)]
pub(super) struct ColumnPlan<'c> {
    /// Its name.
    pub name: String,
    /// Its title for people; empty if the name says as much.
    pub title: String,
    /// What the headers of the files say, where that is not the name.
    pub titles: Vec<String>,
    /// Its datatype, and the markers of no value.
    pub conclusion: Conclusion<'c>,
    /// Whether there is a value in every row.
    pub is_key: bool,
    /// Nothing is in it, not even a header.
    pub is_nothing: bool,
    /// Whether there is nothing in any row.
    pub is_blank: bool,
    /// Personal data that its cells look like.
    pub personal: Option<String>,
}

/// A table as it will be declared.
#[derive(Debug)]
pub(super) struct TablePlan<'c> {
    /// Its name.
    pub name: String,
    /// Whether the name has to be written down.
    pub name_is_stated: bool,
    /// Its title.
    pub title: String,
    /// What `file` says.
    pub file: String,
    /// The files.
    pub files: Vec<String>,
    /// How they are read.
    pub dialect: Dialect,
    /// Whether the dialect has to state the encoding.
    pub states_encoding: bool,
    /// Its columns.
    pub columns: Vec<ColumnPlan<'c>>,
    /// The column that tells rows apart.
    pub key: Option<String>,
    /// Only people can say whether the key is one.
    pub key_is_doubtful: bool,
    /// The column made from the files' names, and whether it is needed to know when or what a row is about.
    pub part: Option<(PartColumn, bool)>,
    /// Rows in all files.
    pub rows: u64,
    /// What was found in the bytes, for people.
    pub reasons: Vec<String>,
    /// What people have to look at.
    pub mark: Option<String>,
    /// What `check` is going to say.
    pub warnings: Vec<String>,
}

/// Judges the columns of a table by all cells of its files.
pub(super) fn infer<'c>(
    mut group: Group,
    candidates: &'c [Candidate],
    names: &mut TableNames,
    otherwise: &str,
) -> TablePlan<'c> {
    let first = group.surveys.first().map(|survey| survey.header.clone());
    let header = first.unwrap_or_else(|| header::find(&[]));
    let columns_names = names::of_columns(&header.names);
    let mut facts: Vec<Facts> = header
        .texts
        .iter()
        .enumerate()
        .map(|(index, text)| Facts::new(index == 0 || names::likeness_to_key(text) > 0))
        .collect();
    let has_comma = group.surveys.first().is_none_or(|survey| survey.dialect.delimiter == ",");
    let has_many = group.surveys.len() > 1;
    let mut tally = Tally::default();
    for survey in &group.surveys {
        let order = order_of(&header, &survey.header);
        tally.read(survey, has_many, &order, &mut facts, candidates);
    }
    let columns = facts.iter().zip(columns_names).enumerate().map(|(index, (facts, name))| {
        let text = header.texts.get(index).cloned().unwrap_or_default();
        let conclusion = facts.conclude(&text, has_comma, candidates);
        let title = names::title_of(&text);
        let titles = if header.by_position { Vec::new() } else { titles(&group.surveys, &text, &name) };
        ColumnPlan {
            title: if title == name || title.is_empty() { String::new() } else { title },
            titles,
            is_key: false,
            is_nothing: facts.is_blank() && text.trim().is_empty() && facts.rows > 0,
            is_blank: facts.is_blank() && facts.rows > 0,
            personal: facts.personal.words(),
            conclusion,
            name,
        }
    });
    let mut columns: Vec<ColumnPlan<'c>> = columns.collect();
    same_order_of_dates(&mut columns);
    let key = key(&header, &facts, &columns);
    if let Some((index, _)) = key
        && let Some(column) = columns.get_mut(index)
    {
        column.is_key = true;
    }
    let is_dated = columns.iter().any(|column| {
        column
            .conclusion
            .candidate
            .is_some_and(|candidate| matches!(kind_words(candidate), "dates" | "dates with times" | "months"))
    });
    let part = group.part.take().map(|part| {
        let is_needed = part.name == "part" || !is_dated;
        (part, is_needed)
    });
    let stem = stem_of(&group.file);
    let (name, name_is_stated) = names.name(&group.file, if stem.is_empty() { otherwise } else { &stem });
    // A date alone is no title.
    let title = if stem.chars().any(char::is_alphabetic) {
        names::title_of_file(&stem)
    } else {
        names::title_of_file(&format!("{otherwise} {stem}"))
    };
    let dialect = dialect_of(&group.surveys, tally.blank > 0);
    let states_encoding = group.surveys.iter().any(|survey| survey.encoding != UTF_8);
    TablePlan {
        name,
        name_is_stated,
        title,
        reasons: reasons(&group.surveys, &dialect, &tally),
        warnings: tally.warnings(),
        mark: marks(&group.surveys, &header),
        files: group.surveys.iter().map(|survey| survey.file.relative.clone()).collect(),
        file: group.file,
        dialect,
        states_encoding,
        key: key.and_then(|(index, _)| columns.get(index)).map(|column| column.name.clone()),
        key_is_doubtful: key.is_some_and(|(_, likeness)| likeness == 0),
        columns,
        part,
        rows: tally.rows,
    }
}

/// The words of a file's name or of a pattern: what stands before the part that differs, or else after it.
fn stem_of(file: &str) -> String {
    let name = names::stem(file.rsplit('/').next().unwrap_or(file));
    let mut parts = name.split('*').map(|part| part.trim_matches(['-', '_', ' ', '.']));
    parts.find(|part| !part.is_empty()).unwrap_or("").to_owned()
}

/// What the headers of all files say for a column, as long as it is not its name. Spaces and case count only where they
/// alone set two columns of a file apart.
fn titles(surveys: &[Survey], text: &str, name: &str) -> Vec<String> {
    let fold = |text: &str| one_line(text).to_lowercase();
    let wanted = fold(text);
    let is_alike = |title: &&String| fold(title) == wanted;
    let is_close = surveys.iter().any(|survey| survey.header.texts.iter().filter(is_alike).nth(1).is_some());
    let mut titles: Vec<String> = Vec::new();
    for title in surveys.iter().flat_map(|survey| &survey.header.texts) {
        let is_of_column = if is_close { title == text } else { is_alike(&title) };
        if title != name && is_of_column && !titles.contains(title) {
            titles.push(title.clone());
        }
    }
    titles
}

/// For each field of a file, the column it is in.
fn order_of(first: &Header, header: &Header) -> Vec<Option<usize>> {
    if first.by_position {
        return (0..first.texts.len()).map(Some).collect();
    }
    let fold = |text: &String| one_line(text).to_lowercase();
    let exact = |text: &String| first.texts.iter().position(|other| other == text);
    let near = |text: &String| first.texts.iter().position(|other| fold(other) == fold(text));
    header.texts.iter().map(|text| exact(text).or_else(|| near(text))).collect()
}

/// Where one column of a file tells whether days or months come first, the others that do not tell follow it; they stay
/// marked.
fn same_order_of_dates(columns: &mut [ColumnPlan<'_>]) {
    use super::candidates::Order;
    let told: Vec<(Order, String)> = columns
        .iter()
        .filter(|column| column.conclusion.mark.is_none())
        .filter_map(|column| Some((column.conclusion.candidate?.order()?, column.name.clone())))
        .filter(|(order, _)| *order != Order::Plain)
        .collect();
    let Some((order, name)) = told.first() else { return };
    if told.iter().any(|(other, _)| other != order) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.conclusion.month_first.is_some()) {
        if *order == Order::MonthFirst {
            column.conclusion.candidate = column.conclusion.month_first;
        }
        if let Some(mark) = &mut column.conclusion.mark {
            mark.push_str("; written here as in `");
            mark.push_str(name);
            mark.push('`');
        }
    }
}

/// The column that tells rows apart, and how much its header looks like it: one whose values all differ.
fn key(header: &Header, facts: &[Facts], columns: &[ColumnPlan<'_>]) -> Option<(usize, u32)> {
    let can_be = |index: usize| {
        facts.get(index).is_some_and(|facts| facts.is_unique() && facts.longest <= 200)
            && columns.get(index).is_some_and(|column| {
                let candidate = column.conclusion.candidate;
                // Numbers are compared by value, and these were by their text.
                let is_plain = facts.get(index).is_some_and(|facts| facts.padded == 0);
                column.conclusion.markers.is_empty()
                    && column.conclusion.mark.is_none()
                    && candidate.is_none_or(|candidate| {
                        let kind = kind_words(candidate);
                        is_plain && candidate.datatype.group_char.is_none() && kind != "numbers" && kind != "yes or no"
                    })
            })
    };
    let likeness = |index: usize| header.texts.get(index).map_or(0, |text| names::likeness_to_key(text));
    let by_name = (0..columns.len())
        .filter(|index| can_be(*index) && likeness(*index) > 0)
        .max_by_key(|index| (likeness(*index) + u32::from(*index == 0), std::cmp::Reverse(*index)));
    let is_counter = |index: usize| header.texts.get(index).is_none_or(|text| text.trim().is_empty());
    let is_long_enough = facts.first().is_some_and(|facts| facts.rows >= 5);
    by_name
        .or_else(|| (is_long_enough && can_be(0) && !is_counter(0)).then_some(0))
        .map(|index| (index, likeness(index)))
}

/// The dialect of all files of a table.
fn dialect_of(surveys: &[Survey], has_blank_rows: bool) -> Dialect {
    let mut dialect = surveys.first().map(|survey| survey.dialect.clone()).unwrap_or_default();
    if let Some(survey) = surveys.iter().find(|survey| survey.encoding != UTF_8) {
        dialect.encoding.clone_from(&survey.dialect.encoding);
    }
    dialect.skip_blank_rows = has_blank_rows;
    dialect
}

fn reasons(surveys: &[Survey], dialect: &Dialect, tally: &Tally) -> Vec<String> {
    let mut reasons = Vec::new();
    let marked = surveys.iter().any(|survey| survey.has_mark);
    let example = surveys.iter().find_map(|survey| survey.example.as_deref());
    if dialect.encoding != "utf-8" {
        let why = match example {
            Some(example) => format!(": the bytes are not UTF-8, and read so they say `{example}`"),
            None if marked => ", by its byte order mark".to_owned(),
            None => ": every second byte is a zero".to_owned(),
        };
        reasons.push(format!("encoding `{}`{why}", dialect.encoding));
    } else if marked {
        reasons.push("UTF-8 with a byte order mark, which says enough".to_owned());
    }
    match dialect.delimiter.as_str() {
        "," => {}
        "\t" => reasons.push("cells are separated by tabs".to_owned()),
        delimiter => reasons.push(format!("cells are separated by `{delimiter}`")),
    }
    if dialect.line_terminators == ["\r"] {
        reasons.push("lines end with carriage returns alone".to_owned());
    }
    if dialect.quote_char.as_deref() == Some("'") {
        reasons.push("cells are quoted with `'`".to_owned());
    }
    if !dialect.double_quote {
        reasons.push("quotes inside quotes have a backslash".to_owned());
    }
    if let Some(survey) = surveys.first() {
        reasons.extend(survey.header.reasons.iter().cloned());
    }
    if tally.blank > 0 {
        let rows =
            if tally.blank == 1 { "one blank row is".to_owned() } else { format!("{} blank rows are", tally.blank) };
        reasons.push(format!("{rows} passed over"));
    }
    reasons
}

fn marks(surveys: &[Survey], header: &Header) -> Option<String> {
    let mixed = surveys.iter().find(|survey| survey.is_mixed);
    mixed
        .map(|survey| {
            let example = survey.example.as_deref().unwrap_or("");
            format!("some bytes of `{}` are UTF-8 and others are not: is `{example}` right?", survey.file.relative)
        })
        .or_else(|| header.mark.clone())
}
