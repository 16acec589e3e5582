//! Dates and times (tabular-data-model § 6.4.4), in the form of XML Schema or as a column writes them.

mod format;
mod instant;
pub mod plain;
#[cfg(test)]
mod tests;

use crate::csvw::value::Canonical;

pub use format::DateFormat;
pub(super) use instant::days_since_1970;
pub use instant::{Instant, instant};

/// Which parts of a date and time a datatype has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemporalKind {
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `dateTime`.
    DateTime,
    /// `dateTimeStamp`: a zone is required.
    DateTimeStamp,
    /// `gYear`.
    Year,
    /// `gYearMonth`.
    YearMonth,
    /// `gMonth`.
    Month,
    /// `gMonthDay`.
    MonthDay,
    /// `gDay`.
    Day,
}

impl TemporalKind {
    fn has_year(self) -> bool {
        !matches!(self, Self::Time | Self::Month | Self::MonthDay | Self::Day)
    }

    fn has_month(self) -> bool {
        !matches!(self, Self::Time | Self::Year | Self::Day)
    }

    fn has_day(self) -> bool {
        !matches!(self, Self::Time | Self::Year | Self::YearMonth | Self::Month)
    }

    fn has_time(self) -> bool {
        matches!(self, Self::Time | Self::DateTime | Self::DateTimeStamp)
    }

    /// How XML Schema writes it.
    fn form(self) -> &'static str {
        match self {
            Self::Date => "a date is written as `2026-01-31`, unless a format is declared",
            Self::Time => "a time is written as `15:02:37`, unless a format is declared",
            Self::DateTime => "a date and time is written as `2026-01-31T15:02:37`, unless a format is declared",
            Self::DateTimeStamp => "a time stamp is written as `2026-01-31T15:02:37Z`, with a zone",
            Self::Year => "a year is written as `2026`",
            Self::YearMonth => "a month of a year is written as `2026-01`",
            Self::Month => "a month of any year is written as `--01`",
            Self::MonthDay => "a day of any year is written as `--01-31`",
            Self::Day => "a day of any month is written as `---31`",
        }
    }
}

/// Years have no more digits: XML Schema lets a processor set a limit (part 2, § 5.4).
const YEAR_DIGITS: usize = 9;
const LAST_YEAR: i64 = 999_999_999;

/// The parts of a date or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    year: i64,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    fraction: &'a [u8],
    zone: Option<i16>,
}

impl Parts<'_> {
    /// What a part is where it is not given; 1972 has a 29 February.
    const NOTHING: Self =
        Self { year: 1972, month: 1, day: 1, hour: 0, minute: 0, second: 0, fraction: &[], zone: None };

    /// Judges parts that have the right form.
    fn judge(&self, kind: TemporalKind) -> Result<(), String> {
        if !(1..=12).contains(&self.month) {
            return Err(format!("there is no month {}", self.month));
        }
        let days = days_in(self.year, self.month);
        if self.day == 0 || self.day > days {
            let name = MONTHS[usize::from(self.month) - 1];
            return Err(match (kind.has_month(), kind.has_year()) {
                (false, _) => "months have 1 to 31 days".to_owned(),
                (true, true) if self.month == 2 => format!("{name} {} has {days} days", self.year),
                _ => format!("{name} has {days} days"),
            });
        }
        if self.hour > 24 || (self.hour == 24 && (self.minute, self.second) != (0, 0)) {
            return Err(format!("there is no hour {}", self.hour));
        }
        if self.hour == 24 && self.fraction.iter().any(|digit| *digit != b'0') {
            return Err("24:00:00 is the last moment of a day".to_owned());
        }
        if self.minute > 59 {
            return Err(format!("there is no minute {}", self.minute));
        }
        if self.second > 59 {
            // Leap seconds are none of XML Schema's.
            return Err(format!("there is no second {}", self.second));
        }
        if kind == TemporalKind::DateTimeStamp && self.zone.is_none() {
            return Err("a time stamp has a zone, such as `Z` or `+01:00`".to_owned());
        }
        Ok(())
    }

    /// The last moment of a day as the first one of the next, which is what XML Schema takes it for.
    fn without_hour_24(mut self, kind: TemporalKind) -> Result<Self, String> {
        if self.hour != 24 {
            return Ok(self);
        }
        self.hour = 0;
        if kind == TemporalKind::Time {
            return Ok(self);
        }
        if self.day < days_in(self.year, self.month) {
            self.day += 1;
            return Ok(self);
        }
        self.day = 1;
        self.month += 1;
        if self.month > 12 {
            self.month = 1;
            self.year += 1;
        }
        if self.year > LAST_YEAR { Err(too_long()) } else { Ok(self) }
    }
}

fn too_long() -> String {
    format!("a year has at most {YEAR_DIGITS} digits")
}

/// Days in a month of a year.
fn days_in(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Two digits as a number.
fn two(text: &[u8]) -> Option<u8> {
    match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', ..] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

/// How many digits a text begins with.
fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// A few digits as a number.
fn number(text: &[u8]) -> i64 {
    text.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

/// A zone as XML Schema writes it, or nothing; it takes the whole of `text`.
fn iso_zone(text: &[u8]) -> Result<Option<i16>, ()> {
    match text {
        [] => Ok(None),
        [b'Z'] => Ok(Some(0)),
        [sign @ (b'+' | b'-'), rest @ ..] if rest.len() == 5 && rest[2] == b':' => {
            let offset = offset(two(rest).ok_or(())?, two(&rest[3..]).ok_or(())?).ok_or(())?;
            Ok(Some(if *sign == b'-' { -offset } else { offset }))
        }
        _ => Err(()),
    }
}

/// Minutes from UTC, which are at most fourteen hours.
fn offset(hours: u8, minutes: u8) -> Option<i16> {
    let offset = i16::from(hours) * 60 + i16::from(minutes);
    (minutes < 60 && offset <= 14 * 60).then_some(offset)
}

/// Reads the form of XML Schema (part 2, § 3.3.7 ff.). Canonical texts have this form too.
pub fn parse_iso(kind: TemporalKind, text: &[u8]) -> Result<Parts<'_>, String> {
    let form = || kind.form().to_owned();
    let mut parts = Parts::NOTHING;
    let mut rest = text;
    let take = |rest: &mut &[u8]| -> Result<u8, String> {
        let found = two(rest).ok_or_else(form)?;
        *rest = &rest[2..];
        Ok(found)
    };
    let skip = |rest: &mut &[u8], text: &[u8]| -> Result<(), String> {
        *rest = rest.strip_prefix(text).ok_or_else(form)?;
        Ok(())
    };
    if kind.has_year() {
        let negative = rest.first() == Some(&b'-');
        rest = &rest[usize::from(negative)..];
        let length = digits(rest);
        if length < 4 || (length > 4 && rest[0] == b'0') {
            return Err(form());
        }
        if length > YEAR_DIGITS {
            return Err(too_long());
        }
        let year = number(&rest[..length]);
        parts.year = if negative { -year } else { year };
        rest = &rest[length..];
    }
    match kind {
        TemporalKind::Date | TemporalKind::DateTime | TemporalKind::DateTimeStamp => {
            skip(&mut rest, b"-")?;
            parts.month = take(&mut rest)?;
            skip(&mut rest, b"-")?;
            parts.day = take(&mut rest)?;
            if kind != TemporalKind::Date {
                skip(&mut rest, b"T")?;
            }
        }
        TemporalKind::YearMonth => {
            skip(&mut rest, b"-")?;
            parts.month = take(&mut rest)?;
        }
        TemporalKind::Month => {
            skip(&mut rest, b"--")?;
            parts.month = take(&mut rest)?;
        }
        TemporalKind::MonthDay => {
            skip(&mut rest, b"--")?;
            parts.month = take(&mut rest)?;
            skip(&mut rest, b"-")?;
            parts.day = take(&mut rest)?;
        }
        TemporalKind::Day => {
            skip(&mut rest, b"---")?;
            parts.day = take(&mut rest)?;
        }
        TemporalKind::Year | TemporalKind::Time => {}
    }
    if kind.has_time() {
        parts.hour = take(&mut rest)?;
        skip(&mut rest, b":")?;
        parts.minute = take(&mut rest)?;
        skip(&mut rest, b":")?;
        parts.second = take(&mut rest)?;
        if rest.first() == Some(&b'.') {
            let length = digits(&rest[1..]);
            if length == 0 {
                return Err(form());
            }
            parts.fraction = &rest[1..=length];
            rest = &rest[1 + length..];
        }
    }
    parts.zone = iso_zone(rest).map_err(|()| form())?;
    parts.judge(kind)?;
    Ok(parts)
}

/// Reads a date or time, by a format or in the form of XML Schema, to its canonical text, which has the latter. The
/// error says why it is none.
pub fn read(
    kind: TemporalKind,
    format: Option<&DateFormat>,
    text: &[u8],
    arena: &mut Vec<u8>,
) -> Result<Canonical, String> {
    let parts = if let Some(format) = format {
        format.parse(kind, text)?
    } else {
        let parts = parse_iso(kind, text)?;
        let is_canonical = parts.hour != 24
            && (parts.zone != Some(0) || text.last() == Some(&b'Z'))
            && (parts.year != 0 || text.first() != Some(&b'-'));
        if is_canonical {
            return Ok(Canonical::Same(0..text.len()));
        }
        parts
    };
    let parts = parts.without_hour_24(kind)?;
    let start = arena.len();
    write(kind, &parts, arena);
    Ok(Canonical::Arena(start))
}

fn push_two(number: u8, arena: &mut Vec<u8>) {
    arena.extend_from_slice(&[b'0' + number / 10 % 10, b'0' + number % 10]);
}

fn push_year(year: i64, arena: &mut Vec<u8>) {
    if year < 0 {
        arena.push(b'-');
    }
    let mut digits = [b'0'; 20];
    let mut rest = year.unsigned_abs();
    let mut first = digits.len();
    while rest > 0 || first > digits.len() - 4 {
        first -= 1;
        digits[first] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    arena.extend_from_slice(&digits[first..]);
}

fn write(kind: TemporalKind, parts: &Parts<'_>, arena: &mut Vec<u8>) {
    match kind {
        TemporalKind::Date | TemporalKind::DateTime | TemporalKind::DateTimeStamp => {
            push_year(parts.year, arena);
            arena.push(b'-');
            push_two(parts.month, arena);
            arena.push(b'-');
            push_two(parts.day, arena);
            if kind != TemporalKind::Date {
                arena.push(b'T');
            }
        }
        TemporalKind::Time => {}
        TemporalKind::Year => push_year(parts.year, arena),
        TemporalKind::YearMonth => {
            push_year(parts.year, arena);
            arena.push(b'-');
            push_two(parts.month, arena);
        }
        TemporalKind::Month => {
            arena.extend_from_slice(b"--");
            push_two(parts.month, arena);
        }
        TemporalKind::MonthDay => {
            arena.extend_from_slice(b"--");
            push_two(parts.month, arena);
            arena.push(b'-');
            push_two(parts.day, arena);
        }
        TemporalKind::Day => {
            arena.extend_from_slice(b"---");
            push_two(parts.day, arena);
        }
    }
    if kind.has_time() {
        push_two(parts.hour, arena);
        arena.push(b':');
        push_two(parts.minute, arena);
        arena.push(b':');
        push_two(parts.second, arena);
        if !parts.fraction.is_empty() {
            arena.push(b'.');
            arena.extend_from_slice(parts.fraction);
        }
    }
    match parts.zone {
        None => {}
        Some(0) => arena.push(b'Z'),
        Some(zone) => {
            arena.push(if zone < 0 { b'-' } else { b'+' });
            let minutes = zone.unsigned_abs();
            push_two(u8::try_from(minutes / 60).unwrap_or(0), arena);
            arena.push(b':');
            push_two(u8::try_from(minutes % 60).unwrap_or(0), arena);
        }
    }
}
