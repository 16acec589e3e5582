//! Dates and times (tabular-data-model § 6.4.4).
//!
//! Formats are those that CSVW lists, and these extensions, which other readers need not know: a one-digit `H`, other
//! orders and separators of the same fields, two-digit years `yy` (00 to 68 are 2000 to 2068, 69 to 99 are 1969 to
//! 1999), English month names `MMM` (`Jan`) and `MMMM` (`January`), text in single quotes as in UAX 35, and formats of
//! `gYear`, `gYearMonth`, `gMonth`, `gMonthDay` and `gDay`.

use std::cmp::Ordering;

use crate::csvw::value::Canonical;

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
}

/// A point on the time line, or on that of one day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant<'a> {
    /// Seconds since 1970, in UTC if the zone is known.
    pub seconds: i64,
    /// Digits of a fraction of a second, without trailing zeros.
    pub fraction: &'a [u8],
    /// Whether a zone was given.
    pub zoned: bool,
}

impl PartialOrd for Instant<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant<'_> {
    /// Where only one has a zone the other is taken as UTC.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.fraction, self.zoned).cmp(&(other.seconds, other.fraction, other.zoned))
    }
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

/// Days since 1970-01-01 in the Gregorian calendar, before its beginning too.
fn days_since_1970(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from(month);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
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

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn number(text: &[u8]) -> i64 {
    text.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

/// Judges parts that have the right form.
fn validate(kind: TemporalKind, parts: &Parts<'_>) -> Result<(), String> {
    if !(1..=12).contains(&parts.month) {
        return Err(format!("there is no month {}", parts.month));
    }
    let days = days_in(parts.year, parts.month);
    if parts.day == 0 || parts.day > days {
        let name = MONTHS[usize::from(parts.month) - 1];
        return Err(match (kind.has_month(), kind.has_year()) {
            (false, _) => "months have 1 to 31 days".to_owned(),
            (true, true) if parts.month == 2 => format!("{name} {} has {days} days", parts.year),
            _ => format!("{name} has {days} days"),
        });
    }
    if parts.hour > 24 || (parts.hour == 24 && (parts.minute, parts.second) != (0, 0)) {
        return Err(format!("there is no hour {}", parts.hour));
    }
    if parts.hour == 24 && parts.fraction.iter().any(|digit| *digit != b'0') {
        return Err("24:00:00 is the last moment of a day".to_owned());
    }
    if parts.minute > 59 {
        return Err(format!("there is no minute {}", parts.minute));
    }
    if parts.second > 59 {
        return Err(format!("there is no second {}", parts.second));
    }
    if kind == TemporalKind::DateTimeStamp && parts.zone.is_none() {
        return Err("a time stamp has a zone, such as `Z` or `+01:00`".to_owned());
    }
    Ok(())
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

fn offset(hours: u8, minutes: u8) -> Option<i16> {
    let offset = i16::from(hours) * 60 + i16::from(minutes);
    (minutes < 60 && offset <= 14 * 60).then_some(offset)
}

/// Reads the form of XML Schema. Canonical texts have this form too.
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
        if length > 9 {
            return Err("a year has at most nine digits".to_owned());
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
    validate(kind, &parts)?;
    Ok(parts)
}

/// One field or text of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Year,
    ShortYear,
    Month {
        padded: bool,
    },
    MonthName {
        short: bool,
    },
    Day {
        padded: bool,
    },
    Hour {
        padded: bool,
    },
    Minute,
    Second,
    /// A point and up to this many digits.
    Fraction(usize),
    Zone {
        letters: usize,
        allows_z: bool,
    },
    Literal(Vec<u8>),
}

/// A format of dates or times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    written: String,
    pieces: Vec<Piece>,
}

impl DateFormat {
    /// Understands a format for a datatype.
    pub fn compile(kind: TemporalKind, format: &str) -> Result<Self, String> {
        let unknown = || format!("the format `{format}` is not understood");
        let mut pieces = Vec::new();
        let mut rest = format;
        while let Some(first) = rest.chars().next() {
            let run = rest.len() - rest.trim_start_matches(first).len();
            let count = run / first.len_utf8();
            let piece = match (first, count) {
                ('y', 4) => Piece::Year,
                ('y', 2) => Piece::ShortYear,
                ('M', 1 | 2) => Piece::Month { padded: count == 2 },
                ('M', 3 | 4) => Piece::MonthName { short: count == 3 },
                ('d', 1 | 2) => Piece::Day { padded: count == 2 },
                ('H', 1 | 2) => Piece::Hour { padded: count == 2 },
                ('m', 2) => Piece::Minute,
                ('s', 2) => Piece::Second,
                ('X' | 'x', 1..=3) => Piece::Zone { letters: count, allows_z: first == 'X' },
                ('.', 1) if rest[1..].starts_with('S') && pieces.last() == Some(&Piece::Second) => {
                    let digits = rest[1..].len() - rest[1..].trim_start_matches('S').len();
                    rest = &rest[1 + digits..];
                    pieces.push(Piece::Fraction(digits));
                    continue;
                }
                ('\'', _) => {
                    let (text, after) = rest[1..].split_once('\'').ok_or_else(unknown)?;
                    rest = after;
                    pieces.push(Piece::Literal(if text.is_empty() { b"'".to_vec() } else { text.as_bytes().to_vec() }));
                    continue;
                }
                ('T', 1) => Piece::Literal(b"T".to_vec()),
                (other, _) if !other.is_alphanumeric() => Piece::Literal(rest.as_bytes()[..run].to_vec()),
                _ => return Err(unknown()),
            };
            pieces.push(piece);
            rest = &rest[run..];
        }
        let count = |wanted: fn(&Piece) -> bool| pieces.iter().filter(|piece| wanted(piece)).count();
        let asked = |wanted: bool| usize::from(wanted);
        let years = count(|piece| matches!(piece, Piece::Year | Piece::ShortYear));
        let months = count(|piece| matches!(piece, Piece::Month { .. } | Piece::MonthName { .. }));
        let days = count(|piece| matches!(piece, Piece::Day { .. }));
        let hours = count(|piece| matches!(piece, Piece::Hour { .. }));
        let minutes = count(|piece| *piece == Piece::Minute);
        let seconds = count(|piece| *piece == Piece::Second);
        let fractions = count(|piece| matches!(piece, Piece::Fraction(_)));
        let zones = count(|piece| matches!(piece, Piece::Zone { .. }));
        let fields = [
            (years, kind.has_year()),
            (months, kind.has_month()),
            (days, kind.has_day()),
            (hours, kind.has_time()),
            (minutes, kind.has_time()),
        ];
        for (found, wanted) in fields {
            if found != asked(wanted) {
                return Err(format!("the format `{format}` does not have the fields of its datatype"));
            }
        }
        if seconds > asked(kind.has_time()) || fractions > seconds || zones > 1 {
            return Err(unknown());
        }
        if zones == 1 && !matches!(pieces.last(), Some(Piece::Zone { .. })) {
            return Err(format!("in the format `{format}` the zone is not at the end"));
        }
        let open_ended = |piece: &Piece| {
            matches!(
                piece,
                Piece::Month { padded: false } | Piece::Day { padded: false } | Piece::Hour { padded: false }
            )
        };
        let numeric =
            |piece: &Piece| !matches!(piece, Piece::Literal(_) | Piece::MonthName { .. } | Piece::Fraction(_));
        if pieces.windows(2).any(|pair| open_ended(&pair[0]) && numeric(&pair[1])) {
            return Err(format!("in the format `{format}` one cannot tell where a number ends"));
        }
        Ok(Self { written: format.to_owned(), pieces })
    }

    /// Reads a text in this format.
    pub fn parse<'a>(&self, kind: TemporalKind, text: &'a [u8]) -> Result<Parts<'a>, String> {
        let mut parts = Parts::NOTHING;
        let mut rest = text;
        for piece in &self.pieces {
            rest = piece.read(rest, &mut parts).map_err(|what| format!("{what} by the format `{}`", self.written))?;
        }
        if !rest.is_empty() {
            return Err(format!(
                "nothing more is expected after `{}` by the format `{}`",
                String::from_utf8_lossy(&text[..text.len() - rest.len()]),
                self.written
            ));
        }
        validate(kind, &parts)?;
        Ok(parts)
    }
}

impl Piece {
    /// Reads its part of the text and returns the rest, or what it expected.
    fn read<'a>(&self, text: &'a [u8], parts: &mut Parts<'a>) -> Result<&'a [u8], String> {
        let padded = |what: &str| two(text).ok_or_else(|| format!("two digits are expected for the {what}"));
        let open = |what: &str| match digits(text) {
            1 => Ok((text[0] - b'0', 1)),
            2 => two(text).map(|number| (number, 2)).ok_or_else(String::new),
            _ => Err(format!("one or two digits are expected for the {what}")),
        };
        Ok(match self {
            Self::Year => {
                if digits(text) < 4 {
                    return Err("four digits are expected for the year".to_owned());
                }
                parts.year = number(&text[..4]);
                &text[4..]
            }
            Self::ShortYear => {
                let year = i64::from(padded("year")?);
                parts.year = if year < 69 { 2000 + year } else { 1900 + year };
                &text[2..]
            }
            Self::Month { padded: true } => {
                parts.month = padded("month")?;
                &text[2..]
            }
            Self::Month { padded: false } => {
                let (month, length) = open("month")?;
                parts.month = month;
                &text[length..]
            }
            Self::MonthName { short } => {
                let (month, length) = month_name(text, *short).ok_or_else(|| {
                    format!("a month such as `{}` is expected", if *short { "Jan" } else { "January" })
                })?;
                parts.month = month;
                &text[length..]
            }
            Self::Day { padded: true } => {
                parts.day = padded("day")?;
                &text[2..]
            }
            Self::Day { padded: false } => {
                let (day, length) = open("day")?;
                parts.day = day;
                &text[length..]
            }
            Self::Hour { padded: true } => {
                parts.hour = padded("hour")?;
                &text[2..]
            }
            Self::Hour { padded: false } => {
                let (hour, length) = open("hour")?;
                parts.hour = hour;
                &text[length..]
            }
            Self::Minute => {
                parts.minute = padded("minute")?;
                &text[2..]
            }
            Self::Second => {
                parts.second = padded("second")?;
                &text[2..]
            }
            Self::Fraction(most) => {
                let Some(after) = text.strip_prefix(b".") else { return Ok(text) };
                let length = digits(after);
                if length == 0 || length > *most {
                    return Err(format!("at most {most} digits are expected for the fraction of a second"));
                }
                parts.fraction = &after[..length];
                &after[length..]
            }
            Self::Zone { letters, allows_z } => {
                let (zone, length) =
                    zone(text, *letters, *allows_z).ok_or("a zone such as `Z` or `+01:00` is expected")?;
                parts.zone = Some(zone);
                &text[length..]
            }
            Self::Literal(literal) => text
                .strip_prefix(literal.as_slice())
                .ok_or_else(|| format!("`{}` is expected", String::from_utf8_lossy(literal)))?,
        })
    }
}

/// An English month name, whatever its case, at the beginning of a text.
fn month_name(text: &[u8], short: bool) -> Option<(u8, usize)> {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &text[..letters];
    let found = MONTHS.iter().position(|name| {
        let name = name.as_bytes();
        if short {
            word.eq_ignore_ascii_case(&name[..3])
                || (word.len() == 4 && word.eq_ignore_ascii_case(b"Sept") && name[0] == b'S')
        } else {
            word.eq_ignore_ascii_case(name)
        }
    })?;
    Some((u8::try_from(found + 1).ok()?, letters))
}

/// A zone as one to three `X` or `x` write it (UAX 35), at the beginning of a text.
fn zone(text: &[u8], letters: usize, allows_z: bool) -> Option<(i16, usize)> {
    if text.first() == Some(&b'Z') {
        return allows_z.then_some((0, 1));
    }
    let sign: i16 = match text.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = two(&text[1..])?;
    let rest = &text[3..];
    let (minutes, length) = match letters {
        1 => two(rest).map_or((0, 3), |minutes| (minutes, 5)),
        2 => (two(rest)?, 5),
        _ => (two(rest.strip_prefix(b":")?)?, 6),
    };
    Some((sign * offset(hours, minutes)?, length))
}

/// Reads a date or time, by a format or in the form of XML Schema, to its canonical text.
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
        if parts.hour != 24 && (parts.zone != Some(0) || text.last() == Some(&b'Z')) {
            return Ok(Canonical::Same(0..text.len()));
        }
        parts
    };
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
    let mut parts = *parts;
    if parts.hour == 24 {
        // The last moment of a day is the first one of the next.
        parts.hour = 0;
        if kind != TemporalKind::Time {
            if parts.day < days_in(parts.year, parts.month) {
                parts.day += 1;
            } else {
                parts.day = 1;
                parts.month += 1;
                if parts.month > 12 {
                    parts.month = 1;
                    parts.year += 1;
                }
            }
        }
    }
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

/// The point in time of a canonical text, if it is one.
#[must_use]
pub fn instant(kind: TemporalKind, text: &[u8]) -> Option<Instant<'_>> {
    let parts = parse_iso(kind, text).ok()?;
    let days = if kind == TemporalKind::Time { 0 } else { days_since_1970(parts.year, parts.month, parts.day) };
    let last = parts.fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1);
    let of_day = i64::from(parts.hour) * 3600 + i64::from(parts.minute) * 60 + i64::from(parts.second);
    Some(Instant {
        seconds: days * 86_400 + of_day - i64::from(parts.zone.unwrap_or(0)) * 60,
        fraction: &parts.fraction[..last],
        zoned: parts.zone.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use TemporalKind::{Date, DateTime, DateTimeStamp, Day, Month, MonthDay, Time, Year, YearMonth};

    fn canonical(kind: TemporalKind, format: Option<&str>, text: &str) -> Result<String, String> {
        let format = format.map(|format| DateFormat::compile(kind, format)).transpose()?;
        let mut arena = b"before".to_vec();
        let canonical = match read(kind, format.as_ref(), text.as_bytes(), &mut arena)? {
            Canonical::Same(range) => text.as_bytes()[range].to_vec(),
            Canonical::Arena(start) => arena[start..].to_vec(),
        };
        Ok(String::from_utf8(canonical).unwrap())
    }

    #[test]
    fn the_forms_of_xml_schema() {
        for (kind, text, expected) in [
            (Date, "2026-01-31", Some("2026-01-31")),
            (Date, "2024-02-29", Some("2024-02-29")),
            (Date, "2026-01-31Z", Some("2026-01-31Z")),
            (Date, "2026-01-31+00:00", Some("2026-01-31Z")),
            (Date, "2026-01-31-05:30", Some("2026-01-31-05:30")),
            (Date, "-0044-03-15", Some("-0044-03-15")),
            (Date, "12026-01-01", Some("12026-01-01")),
            (Date, "2023-02-29", None),
            (Date, "2026-13-01", None),
            (Date, "2026-1-31", None),
            (Date, "31/01/2026", None),
            (Date, "012026-01-01", None),
            (Date, "2026-01-31+15:00", None),
            (Time, "15:02:37", Some("15:02:37")),
            (Time, "15:02:37.50Z", Some("15:02:37.50Z")),
            (Time, "24:00:00", Some("00:00:00")),
            (Time, "15:02", None),
            (Time, "25:00:00", None),
            (Time, "15:60:00", None),
            (DateTime, "2026-01-31T15:02:37", Some("2026-01-31T15:02:37")),
            (DateTime, "2026-12-31T24:00:00", Some("2027-01-01T00:00:00")),
            (DateTime, "2026-01-31T15:02:37-00:00", Some("2026-01-31T15:02:37Z")),
            (DateTime, "2026-01-31 15:02:37", None),
            (DateTime, "2026-01-31", None),
            (DateTimeStamp, "2026-01-31T15:02:37Z", Some("2026-01-31T15:02:37Z")),
            (DateTimeStamp, "2026-01-31T15:02:37", None),
            (Year, "2026", Some("2026")),
            (Year, "26", None),
            (YearMonth, "2026-01", Some("2026-01")),
            (Month, "--01", Some("--01")),
            (MonthDay, "--02-29", Some("--02-29")),
            (MonthDay, "--02-30", None),
            (Day, "---31", Some("---31")),
            (Day, "---32", None),
        ] {
            assert_eq!(canonical(kind, None, text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_formats_of_csvw_and_the_extensions() {
        for (kind, format, text, expected) in [
            (Date, "yyyy-MM-dd", "2015-03-22", Some("2015-03-22")),
            (Date, "yyyyMMdd", "20150322", Some("2015-03-22")),
            (Date, "dd-MM-yyyy", "22-03-2015", Some("2015-03-22")),
            (Date, "d-M-yyyy", "22-3-2015", Some("2015-03-22")),
            (Date, "MM-dd-yyyy", "03-22-2015", Some("2015-03-22")),
            (Date, "dd/MM/yyyy", "22/03/2015", Some("2015-03-22")),
            (Date, "dd/MM/yyyy", "22/3/2015", None),
            (Date, "d/M/yyyy", "2/3/2015", Some("2015-03-02")),
            (Date, "d/M/yyyy", "02/03/2015", Some("2015-03-02")),
            (Date, "d/M/yyyy", "2/3/15", None),
            (Date, "M/d/yyyy", "3/22/2015", Some("2015-03-22")),
            (Date, "M/d/yyyy", "22/3/2015", None),
            (Date, "dd.MM.yyyy XXX", "22.03.2015 +01:00", Some("2015-03-22+01:00")),
            (Date, "yyyy-MM-ddX", "2015-03-22Z", Some("2015-03-22Z")),
            (Date, "dd-MM-yy", "22-03-15", Some("2015-03-22")),
            (Date, "dd-MM-yy", "22-03-69", Some("1969-03-22")),
            (Date, "d-MMM-yy", "2-Mar-15", Some("2015-03-02")),
            (Date, "d-MMM-yyyy", "2-Sept-2015", Some("2015-09-02")),
            (Date, "d MMMM yyyy", "2 march 2015", Some("2015-03-02")),
            (Date, "d MMMM yyyy", "2 Mar 2015", None),
            (Date, "yyyy-MM-dd", "2015-03-22x", None),
            (Time, "HH:mm", "15:02", Some("15:02:00")),
            (Time, "HHmm", "1502", Some("15:02:00")),
            (Time, "HHmmss", "150237", Some("15:02:37")),
            (Time, "HH:mm:ss.SSS", "15:02:37.14", Some("15:02:37.14")),
            (Time, "HH:mm:ss.S", "15:02:37.14", None),
            (Time, "HH:mm:ss.S", "15:02:37", Some("15:02:37")),
            (Time, "HH:mm:ssX", "15:02:37-08", Some("15:02:37-08:00")),
            (Time, "HH:mm:ssX", "15:02:37+0530", Some("15:02:37+05:30")),
            (Time, "HHmm XX", "1502 +0000", Some("15:02:00Z")),
            (Time, "HH:mm x", "15:02 -05", Some("15:02:00-05:00")),
            (Time, "HH:mm x", "15:02 Z", None),
            (Time, "HH:mm", "15:02Z", None),
            (Time, "H:mm", "9:02", Some("09:02:00")),
            (DateTime, "yyyy-MM-ddTHH:mm", "2015-03-15T15:02", Some("2015-03-15T15:02:00")),
            (DateTime, "yyyy-MM-ddTHH:mm:ssXXX", "2015-03-15T15:02:37-05:00", Some("2015-03-15T15:02:37-05:00")),
            (DateTime, "M/d/yyyy HH:mm", "3/22/2015 15:02", Some("2015-03-22T15:02:00")),
            (DateTime, "dd.MM.yyyy HH:mm:ss", "22.03.2015 15:02:37", Some("2015-03-22T15:02:37")),
            (DateTime, "d-M-yyyy HHmm X", "22-3-2015 1502 Z", Some("2015-03-22T15:02:00Z")),
            (Year, "yyyy", "2015", Some("2015")),
            (YearMonth, "yyyy-MM", "2015-03", Some("2015-03")),
            (YearMonth, "MMM-yy", "Mar-15", Some("2015-03")),
        ] {
            assert_eq!(canonical(kind, Some(format), text).ok().as_deref(), expected, "{format} {text}");
        }
    }

    #[test]
    fn formats_that_are_not_understood() {
        for (kind, format) in [
            (Date, "YYYY-MM-DD"),
            (Date, "yyyy"),
            (Date, "yyyy-MM-dd HH:mm"),
            (Date, "dMyyyy"),
            (Time, "hh:mm a"),
            (Time, "HH"),
            (DateTime, "yyyy-MM-dd"),
            (Date, "y-M-d"),
            (Date, "Xyyyy-MM-dd"),
            (Date, "'yyyy-MM-dd"),
        ] {
            assert!(DateFormat::compile(kind, format).is_err(), "{format}");
        }
    }

    #[test]
    fn why() {
        let why = |kind, format, text| canonical(kind, format, text).unwrap_err();
        assert_eq!(why(Date, None, "2024-02-31"), "February 2024 has 29 days");
        assert_eq!(why(Date, Some("d/M/yyyy"), "31/4/2024"), "April has 30 days");
        assert_eq!(why(Date, None, "2024-13-01"), "there is no month 13");
        assert_eq!(
            why(Date, Some("dd/MM/yyyy"), "1/4/2024"),
            "two digits are expected for the day by the format `dd/MM/yyyy`"
        );
    }

    #[test]
    fn instants_are_points_in_time() {
        let at = |text: &str| instant(DateTime, text.as_bytes()).map(|instant| instant.seconds);
        assert_eq!(at("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(at("2000-03-01T00:00:00Z"), Some(951_868_800));
        assert_eq!(at("2026-01-31T15:02:37+01:00"), at("2026-01-31T14:02:37Z"));
        assert!(instant(Date, b"-0001-12-31") < instant(Date, b"0000-01-01"));
    }
}
