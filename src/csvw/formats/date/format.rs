//! The formats of dates and times (tabular-data-model § 6.4.4, UAX 35 part 4, "Date Format Patterns").
//!
//! Formats are those that CSVW lists, and these extensions, which other readers need not know: a one-digit `H`, other
//! orders and separators of the same fields, two-digit years `yy` (00 to 68 are 2000 to 2068, 69 to 99 are 1969 to
//! 1999), English month names `MMM` (`Jan`) and `MMMM` (`January`), text in single quotes as in UAX 35, and formats of
//! `gYear`, `gYearMonth`, `gMonth`, `gMonthDay` and `gDay`.

use super::plain::Zone;
use super::{MONTHS, Parts, TemporalKind, digits, number, offset, two};
use crate::csvw::value::shortened;

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
    /// Understands a format for a datatype. The error says why it cannot be used.
    pub fn compile(kind: TemporalKind, format: &str) -> Result<Self, String> {
        let written = shortened(format).into_owned();
        let unknown = || format!("the format `{written}` is not understood");
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
                return Err(format!("the format `{written}` does not have the fields of its datatype"));
            }
        }
        if seconds > asked(kind.has_time()) || fractions > seconds || zones > 1 {
            return Err(unknown());
        }
        if zones == 1 && !matches!(pieces.last(), Some(Piece::Zone { .. })) {
            return Err(format!("in the format `{written}` the zone is not at the end"));
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
            return Err(format!("in the format `{written}` one cannot tell where a number ends"));
        }
        Ok(Self { written, pieces })
    }

    /// What the format wants of zones, if what it reads is otherwise written as XML Schema has it: with whole seconds,
    /// every field in its place.
    #[must_use]
    pub fn plain_zone(&self, kind: TemporalKind) -> Option<Zone> {
        let literal = |text: &[u8]| Piece::Literal(text.to_vec());
        let date =
            [Piece::Year, literal(b"-"), Piece::Month { padded: true }, literal(b"-"), Piece::Day { padded: true }];
        let time = [Piece::Hour { padded: true }, literal(b":"), Piece::Minute, literal(b":"), Piece::Second];
        let mut rest = self.pieces.as_slice();
        if kind.has_year() {
            rest = rest.strip_prefix(date.as_slice())?;
        }
        if kind.has_year() && kind.has_time() {
            rest = rest.strip_prefix([literal(b"T")].as_slice())?;
        }
        if kind.has_time() {
            rest = rest.strip_prefix(time.as_slice())?;
        }
        match rest {
            [] => Some(Zone::None),
            // `Z` stands for UTC where the format allows it.
            [Piece::Zone { allows_z: true, .. }] => Some(Zone::Needed),
            _ => None,
        }
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
                shortened(&String::from_utf8_lossy(&text[..text.len() - rest.len()])),
                self.written
            ));
        }
        if parts.hour == 24 {
            // UAX 35's `H` is 0 to 23; the last moment of a day is written so in XML Schema's form only.
            return Err(format!("there is no hour 24 by the format `{}`", self.written));
        }
        parts.judge(kind)?;
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
                .ok_or_else(|| format!("`{}` is expected", shortened(&String::from_utf8_lossy(literal))))?,
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
