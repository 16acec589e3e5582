//! From files to tables: each file is looked at, files whose headers agree become one table, and the columns of a table
//! are judged by the cells of all its files.

use super::bytes::{self, Bytes};
use super::candidates::Candidate;
use super::column::{Conclusion, Facts, Place, kind_words};
use super::gather::InputFile;
use super::header::{self, Header, one_line};
use super::names::{self, TableNames};
use super::parts::{self, PartColumn, Pattern};
use super::records;
use super::report::LeftOut;
use crate::csvw::Dialect;
use crate::csvw::dialect::{CompiledDialect, RowRole};
use crate::csvw::key::hash_bytes;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::collections::{BTreeMap, HashSet};

/// Records in which the header is looked for.
const SAMPLE_ROWS: usize = 200;

/// What was found in a file.
#[derive(Debug)]
pub(super) struct Survey {
    /// The file.
    pub file: InputFile,
    /// How it is read.
    pub dialect: Dialect,
    /// Its header.
    pub header: Header,
    encoding: &'static Encoding,
    is_ascii: bool,
    has_mark: bool,
    example: Option<String>,
    is_mixed: bool,
}

/// Looks at a file; says why it is no table if it is none.
pub(super) fn survey(file: InputFile) -> Result<Survey, LeftOut> {
    let text = match bytes::look(&file.path) {
        Ok(Bytes::Text(text)) => text,
        Ok(Bytes::Other(why)) => return Err(LeftOut::new(file.relative, why)),
        Err(error) => return Err(LeftOut::new(file.relative, format!("it could not be read: {error}"))),
    };
    let is_tab_separated = [".tsv", ".tab"].iter().any(|end| file.name().to_ascii_lowercase().contains(end));
    let mut dialect = super::dialect::find(&text, is_tab_separated);
    let (compiled, _) = CompiledDialect::compile(&dialect);
    let sample = records::of_sample(&text.sample, text.sample_is_whole, &compiled, SAMPLE_ROWS);
    let header = header::find(&sample.rows);
    if header.texts.is_empty() {
        return Err(LeftOut::new(file.relative, "there is nothing in it but blank lines"));
    }
    dialect.skip_rows = header.skip_rows;
    dialect.header_row_count = u32::from(!header.by_position);
    Ok(Survey {
        file,
        dialect,
        header,
        encoding: text.encoding,
        is_ascii: text.is_ascii,
        has_mark: text.has_mark,
        example: text.example,
        is_mixed: text.is_mixed,
    })
}

/// Files of one table.
#[derive(Debug)]
pub(super) struct Group {
    /// What `file` says: a path or a pattern.
    pub file: String,
    /// The column made from the names of many files.
    pub part: Option<PartColumn>,
    /// The files, sorted by path; at least one.
    pub surveys: Vec<Survey>,
}

/// What must be alike for files to be one table.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    headers: Vec<String>,
    by_position: bool,
    delimiter: String,
    quote: Option<String>,
    double_quote: bool,
    terminators: Vec<String>,
    skip_rows: u32,
    encoding: &'static str,
}

impl Likeness {
    fn of(survey: &Survey, without_ascii: bool) -> Self {
        let mut headers: Vec<String> = survey.header.texts.iter().map(|text| one_line(text).to_lowercase()).collect();
        if !survey.header.by_position {
            headers.sort();
        }
        let dialect = &survey.dialect;
        Self {
            headers,
            by_position: survey.header.by_position,
            delimiter: dialect.delimiter.clone(),
            quote: dialect.quote_char.clone(),
            double_quote: dialect.double_quote,
            terminators: dialect.line_terminators.clone(),
            skip_rows: dialect.skip_rows,
            encoding: if survey.is_ascii && without_ascii { WINDOWS_1252.name() } else { survey.encoding.name() },
        }
    }
}

/// Puts files together whose headers agree, if their names have a pattern. Notes say what might have been one table.
/// `others` are files of the same folder that no pattern may match.
pub(super) fn group(surveys: Vec<Survey>, others: Vec<String>, notes: &mut Vec<String>) -> Vec<Group> {
    if surveys.len() == 1 {
        return surveys.into_iter().map(alone).collect();
    }
    // Any encoding reads a file of ASCII alone: such a file goes with the others of its header.
    let has_old = surveys.iter().any(|survey| survey.encoding == WINDOWS_1252);
    let has_utf8 = surveys.iter().any(|survey| survey.encoding == UTF_8 && !survey.is_ascii);
    let mut alike: BTreeMap<Likeness, Vec<Survey>> = BTreeMap::new();
    let mut all = others;
    all.extend(surveys.iter().map(|survey| survey.file.relative.clone()));
    for survey in surveys {
        alike.entry(Likeness::of(&survey, has_old && !has_utf8)).or_default().push(survey);
    }
    let mut groups = Vec::new();
    for (likeness, surveys) in alike {
        match together(&likeness, &surveys, &all, notes) {
            Some(Pattern { file, part, .. }) => groups.push(Group { file, part, surveys }),
            None => groups.extend(surveys.into_iter().map(alone)),
        }
    }
    groups.sort_by(|a, b| first_path(a).cmp(first_path(b)));
    groups
}

/// A file that is a table by itself.
pub(super) fn alone(survey: Survey) -> Group {
    Group { file: survey.file.relative.clone(), part: None, surveys: vec![survey] }
}

fn first_path(group: &Group) -> &str {
    group.surveys.first().map_or("", |survey| &survey.file.relative)
}

/// The pattern of files that are one table; none if they are tables of their own.
fn together(likeness: &Likeness, surveys: &[Survey], all: &[String], notes: &mut Vec<String>) -> Option<Pattern> {
    let files: Vec<&str> = surveys.iter().map(|survey| survey.file.relative.as_str()).collect();
    if files.len() < 2 {
        return None;
    }
    let others: Vec<&str> = all.iter().map(String::as_str).filter(|file| !files.contains(file)).collect();
    let list = || listed(&files);
    let Some(pattern) = parts::pattern(&files, &others) else {
        notes.push(format!("{} have the same header, but no pattern matches them alone: each is a table", list()));
        return None;
    };
    if is_code_list(&likeness.headers) && !pattern.is_series {
        notes.push(format!("{} have the same header, that of a code list: each is a table", list()));
        return None;
    }
    if pattern.part.as_ref().is_some_and(|part| part.name == "part") && overlap(surveys) {
        notes.push(format!("{} have the same header and many rows in common: each is a table", list()));
        return None;
    }
    Some(pattern)
}

/// Whether half of a file's rows are in another one too: then one is an extract of the other, not a part beside it.
fn overlap(surveys: &[Survey]) -> bool {
    const MOST: usize = 5_000_000;
    let rows_of = |survey: &Survey| {
        let (compiled, _) = CompiledDialect::compile(&survey.dialect);
        let (mut buffer, mut whole) = (Vec::new(), Vec::new());
        let mut rows = HashSet::new();
        let read = records::read(&survey.file.path, &compiled, |row| {
            if matches!(row.role, RowRole::Data(_)) && !row.is_blank() && rows.len() < MOST {
                whole.clear();
                for field in 0..row.len() {
                    whole.extend_from_slice(row.cell(field, &mut buffer));
                    whole.push(0x1f);
                }
                rows.insert(hash_bytes(&whole));
            }
        });
        read.map(|_| rows).unwrap_or_default()
    };
    let mut files: Vec<HashSet<u128>> = surveys.iter().map(rows_of).collect();
    files.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    let mut seen = HashSet::new();
    for rows in files {
        if rows.intersection(&seen).count() * 2 > rows.len() {
            return true;
        }
        seen.extend(rows);
    }
    false
}

/// Some of the files, in words.
fn listed(files: &[&str]) -> String {
    const MOST: usize = 4;
    let shown: Vec<String> = files.iter().take(MOST).map(|file| format!("`{file}`")).collect();
    match files.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Whether all columns are those that lists of codes have: such files look alike and are different things.
fn is_code_list(headers: &[String]) -> bool {
    const COLUMNS: [&str; 19] = [
        "notation",
        "code",
        "id",
        "identifier",
        "uri",
        "label",
        "name",
        "title",
        "description",
        "comment",
        "definition",
        "parent",
        "parent notation",
        "broader",
        "sort",
        "sort priority",
        "sort order",
        "order",
        "status",
    ];
    headers.iter().all(|header| COLUMNS.contains(&header.as_str()))
}

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
    let title = match stem.chars().any(char::is_alphabetic) {
        true => names::title_of_file(&stem),
        false => names::title_of_file(&format!("{otherwise} {stem}")),
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

/// What the headers of all files say for a column, as long as it is not its name.
fn titles(surveys: &[Survey], text: &str, name: &str) -> Vec<String> {
    let wanted = one_line(text).to_lowercase();
    let mut titles: Vec<String> = Vec::new();
    for title in surveys.iter().flat_map(|survey| &survey.header.texts) {
        if title != name && one_line(title).to_lowercase() == wanted && !titles.contains(title) {
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

/// What was counted over the files of a table.
#[derive(Debug, Default)]
struct Tally {
    rows: u64,
    blank: u64,
    ragged: u64,
    first_ragged: Option<(String, u64, usize, usize)>,
    broken: Vec<String>,
    unreadable: Vec<String>,
}

impl Tally {
    fn read(
        &mut self,
        survey: &Survey,
        is_one_of_many: bool,
        order: &[Option<usize>],
        facts: &mut [Facts],
        candidates: &[Candidate],
    ) {
        let (compiled, _) = CompiledDialect::compile(&survey.dialect);
        let width = order.len();
        let (mut buffer, mut arena) = (Vec::new(), Vec::new());
        let result = records::read(&survey.file.path, &compiled, |row| {
            if !matches!(row.role, RowRole::Data(_)) {
                return;
            }
            if row.is_blank() {
                self.blank += 1;
                return;
            }
            self.rows += 1;
            if row.len() != width {
                self.ragged += 1;
                let place = || (survey.file.relative.clone(), row.number, row.len(), width);
                self.first_ragged.get_or_insert_with(place);
            }
            let place = Place { file: is_one_of_many.then_some(&survey.file.relative), row: row.number };
            for (field, column) in order.iter().enumerate() {
                if let Some(facts) = column.and_then(|column| facts.get_mut(column)) {
                    facts.push(row.cell(field, &mut buffer), place, candidates, &mut arena);
                }
            }
        });
        match result {
            Ok(end) if end.is_broken => self.broken.push(survey.file.relative.clone()),
            Ok(_) => {}
            Err(error) => self.unreadable.push(format!("`{}` could not be read: {error}", survey.file.relative)),
        }
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = self.unreadable.clone();
        for file in &self.broken {
            warnings.push(format!("`{file}` has a quote that is opened and never closed: `check` shows where"));
        }
        if let Some((file, row, has, wants)) = &self.first_ragged {
            let (what, verb) = if self.ragged == 1 { ("row", "has") } else { ("rows", "have") };
            warnings.push(format!(
                "{} {what} {verb} more or fewer cells than the header, the first in `{file}`, row {row}: {has} cells, not \
                 {wants}; `check` refuses such rows",
                self.ragged
            ));
        }
        if self.rows == 0 {
            warnings.push("there is no row in it, only a header".to_owned());
        }
        warnings
    }
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
