//! What a reader is shown of a place: where it is in the file, where it is in the table, and the text around it.

use crate::diagnostics::{CellPlace, Location};
use crate::sources::{Source, Sources, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Lines of a text that are shown of one place.
const LINES_SHOWN: usize = 6;

/// Bytes of a line that are shown before and after a place. A minified JSON document is one line of any length.
const AROUND: usize = 240;

/// A place, ready to be shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// The file, or what stands for it where there is none.
    pub path: String,
    /// Line and character, both from 1.
    pub at: Option<(u64, u64)>,
    /// The place as a person would say it, where that tells more than line and character.
    pub words: Option<String>,
    /// The text around it.
    pub window: Option<Window>,
}

/// Lines of a file around a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The lines; `…` marks a cut.
    pub text: String,
    /// Number of the first.
    pub line: u64,
    /// The place in `text`, in bytes, on character boundaries.
    pub place: Range<usize>,
}

impl Shown {
    /// What is to be shown of a location.
    pub fn new(at: &Location, sources: &Sources) -> Self {
        match at {
            Location::Text(span) => Self::text(*span, &sources.source(span.source)),
            Location::Cell(cell) => Self::cell(cell),
            Location::File(path) => Self { path: printable(path.as_str()), at: None, words: None, window: None },
            Location::Dataset(id) => Self {
                path: printable(&dataset_folder(id)),
                at: None,
                words: Some("the dataset as a whole".to_owned()),
                window: None,
            },
            Location::Site => Self {
                path: "plainsight.toml".to_owned(),
                at: None,
                words: Some("the portal as a whole".to_owned()),
                window: None,
            },
        }
    }

    fn text(span: Span, source: &Source) -> Self {
        let (line, character) = source.lines.line_column(&source.text, span.start as usize);
        Self {
            path: printable(source.path.as_str()),
            at: Some((line as u64, character as u64)),
            words: None,
            window: Some(window_of(span, source, line)),
        }
    }

    fn cell(cell: &CellPlace) -> Self {
        let window = (!cell.excerpt.text.is_empty()).then(|| {
            Window::new(&cell.excerpt.text, cell.excerpt.start..cell.excerpt.end, cell.excerpt.line, (false, false))
        });
        Self {
            path: printable(cell.path.as_str()),
            at: Some((cell.line, cell.character)),
            words: Some(coordinates(cell)),
            window,
        }
    }

    /// `path:line:character`, as far as they are known.
    pub fn address(&self) -> String {
        match self.at {
            Some((line, character)) => format!("{}:{line}:{character}", self.path),
            None => self.path.clone(),
        }
    }
}

impl Window {
    /// A window over `text`, whose stretch `place` is pointed at; `cut` says whether text before and after was left out.
    fn new(text: &str, place: Range<usize>, line: u64, cut: (bool, bool)) -> Self {
        let start = boundary(text, place.start);
        let end = boundary(text, place.end).max(start);
        let (before, rest) = text.split_at(start);
        let (inside, after) = rest.split_at(end - start);
        let mut shown = String::with_capacity(text.len());
        if cut.0 {
            shown.push('…');
        }
        shown.push_str(&printable_lines(before));
        let start = shown.len();
        shown.push_str(&printable_lines(inside));
        let end = shown.len();
        shown.push_str(&printable_lines(after));
        if cut.1 {
            shown.push('…');
        }
        Self { text: shown, line, place: start..end }
    }
}

/// The lines of a text that a span is on, cut where they are many or long.
fn window_of(span: Span, source: &Source, first_line: usize) -> Window {
    let text = source.text.as_str();
    let start = boundary(text, span.start as usize);
    let mut end = boundary(text, span.end as usize).max(start);

    // A span over many lines, such as a whole table, is pointed at by its first lines.
    let last_line =
        source.lines.line_column(text, end.saturating_sub(1).max(start)).0.min(first_line + LINES_SHOWN - 1);
    let lines = source.lines.line(first_line).start..source.lines.line(last_line).end;
    end = end.min(lines.end);

    let from = boundary(text, start.saturating_sub(AROUND).max(lines.start));
    let to = boundary(text, end.min(start.saturating_add(2 * AROUND)).saturating_add(AROUND).min(lines.end));
    end = end.min(to);
    let shown = text[from..to].trim_end_matches(['\r', '\n']);
    end = end.min(from + shown.len()).max(start.min(from + shown.len()));
    let cut_after = to < lines.end;
    Window::new(shown, (start - from)..(end - from), first_line as u64, (from > lines.start, cut_after))
}

/// The nearest character boundary at or before `at`, at most the end of the text.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The folder of a dataset, which stands for the dataset where no span would be honest.
pub(super) fn dataset_folder(id: &str) -> String {
    format!("datasets/{id}")
}

/// A cell as a person finds it in a spreadsheet: row 48,212, column C (`date`).
fn coordinates(cell: &CellPlace) -> String {
    let row = grouped(cell.row);
    match (cell.column_letters(), &cell.column_name) {
        (Some(letters), Some(name)) => format!("row {row}, column {letters} (`{}`)", printable(name)),
        (Some(letters), None) => format!("row {row}, column {letters}"),
        (None, Some(name)) => format!("row {row}, column `{}`", printable(name)),
        (None, None) => format!("row {row}"),
    }
}

/// A number with a comma between each three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Characters of a message, a label or a help line that people are shown. A value in a publisher's file may be of any
/// length; JSON has all of it.
const WORDS_SHOWN: usize = 2_000;

/// Words for people, cut where they are endless.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(WORDS_SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Text for one line of a terminal: what would move the cursor, change the direction of writing or start a control
/// sequence becomes a visible character. Values come from publishers' files, and a value must not be able to draw on
/// the reader's screen.
pub(super) fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(visible).collect()
}

/// The same for text of several lines; CRLF and a lone CR become LF.
pub(super) fn printable_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| match character {
            '\n' | '\r' => '\n',
            '\t' => '\t',
            _ => visible(character),
        })
        .collect()
}

fn visible(character: char) -> char {
    match character {
        // The pictures of control characters stand in the same order as the characters.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        // `full` marks addresses with this one while they are laid out.
        | '\u{e000}' => '\u{fffd}',
        _ => character,
    }
}
