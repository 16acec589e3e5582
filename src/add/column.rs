//! What all cells of a column say of it: its datatype, the markers of no value, whether it tells rows apart.

use super::candidates::{Candidate, Order, Sense};
use super::markers::is_marker;
use super::personal::Personal;
use crate::csvw::key::hash_bytes;
use std::collections::{BTreeMap, HashSet};

/// Kinds of markers that are counted; with more of them a column is text.
const MOST_MARKERS: usize = 3;

/// Values that are remembered to see whether all differ. 16 bytes each.
const MOST_KEYS: usize = 20_000_000;

/// Where a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'f> {
    /// Its file, where the table has several.
    pub file: Option<&'f str>,
    /// Its row as a spreadsheet shows it.
    pub row: u64,
}

/// A cell and where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Example {
    /// Its row, in words.
    row: String,
    /// Its text, without white space around it.
    text: String,
}

impl Example {
    fn new(text: &str, place: Place<'_>) -> Self {
        let row = match place.file {
            Some(file) => format!("row {} of `{file}`", place.row),
            None => format!("row {}", place.row),
        };
        Self { row, text: shortened(text) }
    }
}

/// What is known of a column, cell by cell.
#[derive(Debug)]
pub(super) struct Facts {
    /// Cells.
    pub rows: u64,
    /// Cells without any text.
    pub empty: u64,
    /// Cells with white space around their text, or nothing else.
    pub padded: u64,
    /// Bytes of the longest cell.
    pub longest: usize,
    /// Cells that look like personal data.
    pub personal: Personal,
    /// Candidates that read all cells so far, by their index; none while there was no cell to judge by.
    live: Option<Vec<usize>>,
    /// Cells that the candidates were judged by.
    judged: u64,
    markers: BTreeMap<String, u64>,
    has_too_many_markers: bool,
    /// The cell that no candidate was left for, and what the cells before it were.
    ended: Option<(Example, usize)>,
    first: Option<Example>,
    varies: bool,
    /// The cell that told day-first from month-first, and which it was not.
    decided: Option<(Example, Order)>,
    has_other_than_fiscal_years: bool,
    keys: Option<HashSet<u128>>,
}

impl Facts {
    /// A column of which nothing is known. `may_be_key` says whether to see if all its values differ.
    pub fn new(may_be_key: bool) -> Self {
        Self {
            rows: 0,
            empty: 0,
            padded: 0,
            longest: 0,
            personal: Personal::default(),
            live: None,
            judged: 0,
            markers: BTreeMap::new(),
            has_too_many_markers: false,
            ended: None,
            first: None,
            varies: false,
            decided: None,
            has_other_than_fiscal_years: false,
            keys: may_be_key.then(HashSet::new),
        }
    }

    /// Takes a cell.
    pub fn push(&mut self, cell: &[u8], place: Place<'_>, candidates: &[Candidate], arena: &mut Vec<u8>) {
        self.rows += 1;
        if let Some(keys) = &mut self.keys
            && (cell.is_empty() || keys.len() >= MOST_KEYS || !keys.insert(hash_bytes(cell)))
        {
            self.keys = None;
        }
        if cell.is_empty() {
            self.empty += 1;
            return;
        }
        self.longest = self.longest.max(cell.len());
        let text = String::from_utf8_lossy(cell);
        // The white space that CSVW strips, and no other.
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        self.padded += u64::from(text.len() != cell.len());
        if text.is_empty() {
            return;
        }
        self.personal.push(text);
        if self.live.as_ref().is_none_or(|live| !live.is_empty()) {
            self.judge(text, place, candidates, arena);
        }
    }

    fn judge(&mut self, text: &str, place: Place<'_>, candidates: &[Candidate], arena: &mut Vec<u8>) {
        if is_marker(text) {
            if self.markers.len() < MOST_MARKERS || self.markers.contains_key(text) {
                *self.markers.entry(text.to_owned()).or_default() += 1;
            } else {
                self.has_too_many_markers = true;
            }
            return;
        }
        let example = || Example::new(text, place);
        let before = self.live.take().unwrap_or_else(|| (0..candidates.len()).collect());
        let mut live = before.clone();
        live.retain(|index| candidates.get(*index).is_some_and(|candidate| candidate.reads(text, arena)));
        if live.is_empty() {
            // What the cells above were: the datatype that would have been chosen.
            self.ended = Some((example(), before.first().copied().unwrap_or(usize::MAX)));
        } else {
            let has = |live: &[usize], order| {
                live.iter().any(|index| candidates.get(*index).and_then(Candidate::order) == Some(order))
            };
            for (lost, other) in [(Order::DayFirst, Order::MonthFirst), (Order::MonthFirst, Order::DayFirst)] {
                if has(&before, lost) && !has(&live, lost) && has(&live, other) && self.decided.is_none() {
                    self.decided = Some((example(), lost));
                }
            }
        }
        self.judged += u64::from(!live.is_empty());
        self.live = Some(live);
        if let Some(first) = &self.first {
            self.varies |= first.text != text;
        } else {
            self.first = Some(example());
        }
        self.has_other_than_fiscal_years |= !is_like_fiscal_year(text);
    }

    /// Whether no two cells are the same and none is empty.
    pub fn is_unique(&self) -> bool {
        self.keys.is_some() && self.rows > 1
    }

    /// Whether there is nothing in it at all.
    pub fn is_blank(&self) -> bool {
        self.empty == self.rows
    }

    /// What the column turns out to be, with what its header says. Where commas separate cells, a comma in a number is
    /// for thousands: `1,5` may as well be two numbers.
    pub fn conclude<'c>(&self, header: &str, has_comma: bool, candidates: &'c [Candidate]) -> Conclusion<'c> {
        let live: Vec<&Candidate> = self.live.iter().flatten().filter_map(|index| candidates.get(*index)).collect();
        if live.is_empty() {
            return Conclusion { why: self.why_text(candidates), ..Conclusion::text() };
        }
        if self.has_too_many_markers {
            let why = format!("more than {MOST_MARKERS} different markers of no value are among its values");
            return Conclusion { why: Some(why), ..Conclusion::text() };
        }
        let says = |words: &[&str]| super::names::has_word(header, words);
        let suits = |candidate: &&Candidate| match candidate.sense {
            Sense::Boolean => self.varies && self.markers.is_empty(),
            Sense::DecimalComma => !has_comma,
            Sense::CompactDate => says(&["date", "day", "dob"]),
            Sense::Month => self.has_other_than_fiscal_years,
            Sense::NamedMonth => says(&["date", "month", "period", "quarter"]),
            _ => true,
        };
        let Some(chosen) = live.iter().copied().find(suits) else {
            let is_fiscal = live.iter().any(|candidate| candidate.sense == Sense::Month);
            let why =
                is_fiscal.then(|| "`2010-11` and the like may be years that begin in April, or months".to_owned());
            return Conclusion { why, ..Conclusion::text() };
        };
        let other_comma = live.iter().any(|other| other.sense == Sense::DecimalComma);
        if chosen.datatype.group_char.is_some() && chosen.sense != Sense::DecimalComma && other_comma && !has_comma {
            let text = self.first.as_ref().map_or("", |first| first.text.as_str());
            return Conclusion {
                mark: Some(format!(
                    "is the comma in `{text}` for thousands (`group_char = \",\"`) or for a fraction \
                                    (`decimal_char = \",\"`)?"
                )),
                ..Conclusion::text()
            };
        }
        let month_first = live.iter().any(|other| other.order() == Some(Order::MonthFirst));
        let is_ambiguous = chosen.order() == Some(Order::DayFirst) && month_first;
        Conclusion {
            candidate: Some(chosen),
            markers: self.markers.iter().map(|(text, count)| (text.clone(), *count)).collect(),
            why: self.why_order(chosen),
            month_first: is_ambiguous.then(|| month_first_twin(chosen, &live)).flatten(),
            mark: is_ambiguous.then(|| {
                let text = self.first.as_ref().map_or("", |first| first.text.as_str());
                format!("no cell tells whether the day or the month comes first, as in `{text}`")
            }),
        }
    }

    /// Why a column is text though it began as something else.
    fn why_text(&self, candidates: &[Candidate]) -> Option<String> {
        let (example, before) = self.ended.as_ref()?;
        let candidate = candidates.get(*before)?;
        let row = &example.row;
        let text = &example.text;
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        if self.judged == 0 {
            return [
                (
                    text.starts_with('0') && has_digit && text.bytes().all(|b| b.is_ascii_digit()),
                    "a zero in front is kept",
                ),
                (has_digit && text.starts_with(['£', '$', '€']), "a number with a currency sign stays text"),
                (has_digit && text.ends_with('%'), "a number with a percent sign stays text"),
            ]
            .into_iter()
            .find(|(is_so, _)| *is_so)
            .map(|(_, why)| format!("{why}, as in `{text}`"));
        }
        let zero = text.len() > 1 && text.bytes().all(|b| b.is_ascii_digit()) && text.starts_with('0');
        if zero {
            return Some(format!("a zero in front is kept, as in {row}: `{text}`"));
        }
        // One or two cells that happen to read as something say nothing of a column of text.
        if self.judged < 5 {
            return None;
        }
        if let Some((other, lost)) = &self.decided {
            let (one, two) = if *lost == Order::DayFirst { ("month", "day") } else { ("day", "month") };
            if text.bytes().filter(|byte| matches!(byte, b'/' | b'-' | b'.')).count() >= 2 && has_digit {
                return Some(format!(
                    "{} has the {one} first (`{}`) and {row} the {two} (`{text}`), or another form",
                    other.row, other.text
                ));
            }
        }
        let kind = kind_words(candidate);
        Some(format!("{row} has `{text}`; what stands above it are {kind}"))
    }

    /// Why days come first, or months.
    fn why_order(&self, chosen: &Candidate) -> Option<String> {
        let (example, lost) = self.decided.as_ref()?;
        let order = chosen.order()?;
        (order != Order::Plain).then(|| {
            let (one, two) = if *lost == Order::DayFirst { ("month", "day") } else { ("day", "month") };
            format!("the {one} comes first: {} has `{}`, where the {two} cannot", example.row, example.text)
        })
    }
}

/// The candidate that reads the same cells with the month first.
fn month_first_twin<'c>(chosen: &Candidate, live: &[&'c Candidate]) -> Option<&'c Candidate> {
    let is_moment = matches!(chosen.sense, Sense::DateTime(_));
    live.iter().copied().find(|other| {
        other.order() == Some(Order::MonthFirst) && matches!(other.sense, Sense::DateTime(_)) == is_moment
    })
}

/// What a column turned out to be.
#[derive(Debug)]
pub(super) struct Conclusion<'c> {
    /// Its datatype; none for text.
    pub candidate: Option<&'c Candidate>,
    /// Texts that mean no value, and how often they are there. Text has none: its cells are published as they are.
    pub markers: Vec<(String, u64)>,
    /// Why, where that is not plain.
    pub why: Option<String>,
    /// What only people can say.
    pub mark: Option<String>,
    /// The format with the month first, where no cell tells.
    pub month_first: Option<&'c Candidate>,
}

impl Conclusion<'_> {
    fn text() -> Self {
        Self { candidate: None, markers: Vec::new(), why: None, mark: None, month_first: None }
    }
}

/// What the values of a candidate are called.
pub(super) fn kind_words(candidate: &Candidate) -> &'static str {
    match candidate.sense {
        Sense::Boolean => "yes or no",
        Sense::Integer => "whole numbers",
        Sense::Decimal | Sense::DecimalComma | Sense::Double => "numbers",
        Sense::CompactDate | Sense::Date(_) => "dates",
        Sense::DateTime(_) => "dates with times",
        Sense::Month | Sense::NamedMonth => "months",
    }
}

/// Whether `2010-11` can be the year from April 2010 on: its last digits are one more than those before.
fn is_like_fiscal_year(text: &str) -> bool {
    let Some((year, next)) = text.split_once('-') else { return false };
    let short = year.get(2..4).and_then(|digits| digits.parse::<u32>().ok());
    short.zip(next.parse::<u32>().ok()).is_some_and(|(year, next)| next == (year + 1) % 100)
}

/// A text short enough to be shown.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => line,
    }
}

#[cfg(test)]
#[path = "column_tests.rs"]
mod tests;
