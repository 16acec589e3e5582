//! `privacy/…`: columns that look as if they held personal data. One warning a column, settled by a reason.

use super::{of_column, text_columns};
use crate::csvw::column::screen::Texts;
use crate::diagnostics::{CellPlace, Diagnostic, Report, Severity};
use crate::model::Table;
use crate::rows::{ChunkAt, Error, Finished, Glance, Maker, Row, Rows, Sink};
use std::collections::BTreeMap;

/// What a cell may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// An e-mail address.
    Email,
    /// A National Insurance number.
    NationalInsurance,
    /// A telephone number of the United Kingdom.
    Telephone,
}

impl Likeness {
    fn rule(self) -> &'static str {
        match self {
            Self::Email => "privacy/email-address",
            Self::NationalInsurance => "privacy/national-insurance-number",
            Self::Telephone => "privacy/telephone-number",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Email => "e-mail addresses",
            Self::NationalInsurance => "National Insurance numbers",
            Self::Telephone => "telephone numbers",
        }
    }
}

/// Looks for columns with personal data.
#[derive(Debug)]
pub struct PersonalData<'a> {
    dataset: &'a str,
    table: &'a Table,
    found: BTreeMap<(usize, Likeness), (u64, CellPlace)>,
}

impl<'a> PersonalData<'a> {
    /// Over the text columns of a table.
    #[must_use]
    pub fn new(dataset: &'a str, table: &'a Table) -> Self {
        Self { dataset, table, found: BTreeMap::new() }
    }
}

impl Sink for PersonalData<'_> {
    type Maker = PersonalCells;

    fn maker(&self) -> PersonalCells {
        PersonalCells { columns: text_columns(self.table) }
    }

    fn take(&mut self, part: PersonalPart, at: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        for ((column, likeness), (count, first)) in part {
            self.found.entry((column, likeness)).or_insert_with(|| (0, at.cell(first, column))).0 += count;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        for ((column, likeness), (count, first)) in self.found {
            let name = self.table.schema.columns.get(column).map_or("", |column| column.name.as_str());
            let cells = if count == 1 { "1 cell that looks".to_owned() } else { format!("{count} cells that look") };
            let mut finding = Diagnostic::new(
                likeness.rule(),
                format!("`{name}` has {cells} like {}", likeness.noun()),
                first,
            )
            .because("this is the first")
            .help(format!(
                "if a person can be told from it, keep the column out: `suppress_output = true`; if it is meant to be \
                 public, say why in the dataset's `[check]`: \"{}\" = {{ level = \"allow\", reason = \"…\" }}",
                likeness.rule()
            ));
            finding.severity = Severity::Warning;
            outcome.report.add(of_column(finding, self.dataset, self.table, column));
        }
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

/// The pure half of [`PersonalData`].
#[derive(Debug)]
pub struct PersonalCells {
    columns: Vec<usize>,
}

/// How many cells of a chunk look like what, and the record of the first.
pub type PersonalPart = BTreeMap<(usize, Likeness), (u64, u32)>;

impl Maker for PersonalCells {
    type Part = PersonalPart;

    fn begin(&self) -> PersonalPart {
        PersonalPart::new()
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        if self.columns.is_empty() {
            return;
        }
        // No cell can have what the whole stretch has not.
        let may_have_email = memchr::memchr(b'@', rows.stretch()).is_some();
        for &column in &self.columns {
            let mut look = |index: usize| {
                if let Some(row) = rows.row(index)
                    && let Some(likeness) = cell_likeness(&row, column)
                {
                    part.entry((column, likeness)).or_insert((0, row.record)).0 += 1;
                }
            };
            if rows.texts(column).is_some_and(no_text_may_be) {
                rows.others(column).for_each(&mut look);
                continue;
            }
            for (index, glance) in rows.glances(column).enumerate() {
                let may_be = match glance {
                    Glance::AsWritten(text) => {
                        may_be_number(text) || (may_have_email && memchr::memchr(b'@', text).is_some())
                    }
                    Glance::Null(_) => false,
                    Glance::Other => true,
                };
                if may_be {
                    look(index);
                }
            }
        }
    }
}

/// Whether the format of a column says that none of its texts looks like anything.
fn no_text_may_be(texts: &Texts) -> bool {
    let (longest, digits) = (texts.longest.unwrap_or(usize::MAX), texts.most_digits.unwrap_or(usize::MAX));
    let may_be_national_insurance = longest >= 8 && digits >= 6 && texts.fewest_marks <= 9;
    let may_be_telephone = longest >= 10 && digits >= 10;
    !texts.has[usize::from(b'@')] && !may_be_national_insurance && !may_be_telephone
}

/// What a cell looks like. One with a list has no text of its own; it counts once, whatever its items look like.
fn cell_likeness(row: &Row<'_>, column: usize) -> Option<Likeness> {
    likeness(row.cell(column).text).or_else(|| row.items(column).find_map(|item| likeness(item.text)))
}

/// What a text looks like, if like anything.
pub(super) fn likeness(text: &[u8]) -> Option<Likeness> {
    if memchr::memchr(b'@', text).is_some() && has_email(text) {
        return Some(Likeness::Email);
    }
    number_likeness(text)
}

/// What a text without an e-mail address looks like, if like anything: all such things have at least six digits.
fn number_likeness(text: &[u8]) -> Option<Likeness> {
    if !may_be_number(text) {
        return None;
    }
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == 6 && is_national_insurance(text) {
        return Some(Likeness::NationalInsurance);
    }
    ((10..=13).contains(&digits) && is_telephone(text)).then_some(Likeness::Telephone)
}

/// A byte may be the first or the second of a National Insurance number.
const LETTER: u8 = 1;
/// A byte may be the last of one.
const LAST: u8 = 2;
/// A byte may be in a telephone number, or around it.
const DIALLED: u8 = 4;

/// What each byte may be.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        let is_letter = byte.is_ascii_alphabetic() || byte == b' ';
        let is_last = matches!(byte, b'A'..=b'D' | b'a'..=b'd' | b' ');
        let is_dialled =
            byte.is_ascii_digit() || byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'+' | b'-');
        parts[byte as usize] = (is_letter as u8 * LETTER) | (is_last as u8 * LAST) | (is_dialled as u8 * DIALLED);
        byte += 1;
    }
    parts
};

/// Whether a text may be a number of a person: most are none by their length, their first two bytes and their last one.
#[inline]
fn may_be_number(text: &[u8]) -> bool {
    let [first, second, .., last] = text else { return false };
    let [first, second, last] = [first, second, last].map(|byte| PARTS[usize::from(*byte)]);
    let both = first & second;
    ((both & LETTER != 0 && last & LAST != 0) || both & last & DIALLED != 0) && (8..=40).contains(&text.len())
}

/// Whether there is an e-mail address in a text: a local part, `@`, and a domain with a dot.
fn has_email(text: &[u8]) -> bool {
    memchr::memchr_iter(b'@', text).any(|at| {
        let local = text[..at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"._%+-'".contains(byte));
        let domain: Vec<u8> = text[at + 1..]
            .iter()
            .copied()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
            .collect();
        let dot = domain.iter().position(|byte| *byte == b'.');
        local.count() > 0
            && dot.is_some_and(|dot| {
                dot > 0 && domain[dot + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count() > 1
            })
    })
}

/// Whether a text is a National Insurance number: two letters, six digits, a letter from A to D, with or without spaces
/// (HMRC, National Insurance Manual NIM39110).
fn is_national_insurance(text: &[u8]) -> bool {
    let plain: Vec<u8> = text.iter().filter(|byte| **byte != b' ').map(u8::to_ascii_uppercase).collect();
    let [first, second, digits @ .., last] = plain.as_slice() else { return false };
    digits.len() == 6
        && digits.iter().all(u8::is_ascii_digit)
        && (b'A'..=b'D').contains(last)
        && first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].iter().any(|unused| unused.as_bytes() == [*first, *second])
}

/// Whether a text is a telephone number as people in the United Kingdom write them. Digits in one run are one only if they
/// begin as a mobile number does: codes look the same otherwise.
fn is_telephone(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let is_written = text.iter().all(|byte| byte.is_ascii_digit() || b" ()+-.".contains(byte));
    if !is_written || text.contains(&b'.') {
        return false;
    }
    let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_digit).collect();
    let has_space = text.contains(&b' ');
    if text.starts_with(b"+44") || text.starts_with(b"(+44") {
        return (12..=13).contains(&digits.len());
    }
    digits.first() == Some(&b'0')
        && digits.get(1).is_some_and(|second| b"123578".contains(second))
        && (10..=11).contains(&digits.len())
        && (has_space || (digits.starts_with(b"07") && digits.len() == 11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// A glance leaves out no text that a close look finds something in.
        #[test]
        fn first_and_last_bytes_leave_out_nothing(
            text in "[ \\t]?([A-Ta-t ]{1,3}[0-9 ]{6,9}[A-Da-d ]{1,2}|[(+]?(44|0)[0-9 ()+-]{7,14}|[0-9 ()+.A-D\\t-]{8,12}|\\PC{0,41})[ \\n]?",
        ) {
            let text = text.as_bytes();
            let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
            let expected = if !(8..=40).contains(&text.len()) {
                None
            } else if digits == 6 && is_national_insurance(text) {
                Some(Likeness::NationalInsurance)
            } else {
                ((10..=13).contains(&digits) && is_telephone(text)).then_some(Likeness::Telephone)
            };
            prop_assert_eq!(number_likeness(text), expected);
        }
    }

    #[test]
    fn what_looks_personal_is_told_from_what_does_not() {
        for (text, expected) in [
            ("jo.bloggs@example.org", Some(Likeness::Email)),
            ("Write to a@b.gov.uk.", Some(Likeness::Email)),
            ("@handle", None),
            ("a@b", None),
            ("AB 12 34 56 C", Some(Likeness::NationalInsurance)),
            ("ab123456c", Some(Likeness::NationalInsurance)),
            ("GB123456A", None),
            ("AB123456E", None),
            ("0161 496 0000", Some(Likeness::Telephone)),
            ("(0161) 496 0000", Some(Likeness::Telephone)),
            ("+44 161 496 0000", Some(Likeness::Telephone)),
            ("07700900000", Some(Likeness::Telephone)),
            ("01614960000", None),
            ("2026-01-31 00:00", None),
            ("10 0023 4567 8", None),
            ("E05000027", None),
        ] {
            assert_eq!(likeness(text.as_bytes()), expected, "{text}");
        }
    }
}
