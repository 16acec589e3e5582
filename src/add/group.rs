//! From files to groups of files: each file is looked at, and files whose headers agree become one table.

use super::bytes::{self, Bytes};
use super::gather::InputFile;
use super::header::{self, Header, one_line};
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
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// Whether it begins with a byte order mark.
    pub has_mark: bool,
    /// Words that show whether a guessed encoding is right.
    pub example: Option<String>,
    /// Bytes that are UTF-8 and bytes that are not are both in it.
    pub is_mixed: bool,
    is_ascii: bool,
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
