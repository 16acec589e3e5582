//! What a cell of a sheet holds: a number, a date or a boolean only where a spreadsheet keeps and shows it exactly, else
//! text.

use crate::csvw::value::Kind;
use crate::publish::data::parquet::moment::{self, Moment};
use crate::rows::Cell;

/// A spreadsheet's number is a double, of which it shows so many significant digits.
const DIGITS: usize = 15;
/// There is a number format for each number of digits after the point up to this.
pub(super) const DECIMALS: u8 = 15;
/// Fractions of a second have at most so many digits: a day and its time are one double.
pub(super) const FRACTION: u8 = 3;

/// What a cell of a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content<'a> {
    /// Nothing: null.
    Empty,
    /// Characters.
    Text(&'a [u8]),
    /// True or false.
    Boolean(bool),
    /// A number with its digits as written, and how many of them are after the point.
    Number(&'a [u8], u8),
    /// A day.
    Date(Point<'a>),
    /// A time of day.
    Time(Point<'a>),
    /// A day and a time.
    DateTime(Point<'a>),
}

/// A day, a time or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point<'a> {
    /// As ISO 8601 has it.
    pub text: &'a [u8],
    /// Days since 1970-01-01; 0 for a time of day.
    pub days: i64,
    /// Thousandths of a second since the day began.
    pub milliseconds: i64,
    /// How many digits the fraction of a second has.
    pub fraction: u8,
}

impl<'a> Content<'a> {
    /// What a cell that is no list holds in a format whose first day is `first_day`, counted from 1970-01-01.
    pub fn of(cell: Cell<'a>, first_day: i64) -> Self {
        let exact = match cell.kind {
            Kind::Null => return Self::Empty,
            Kind::Boolean => match cell.text {
                b"true" => Some(Self::Boolean(true)),
                b"false" => Some(Self::Boolean(false)),
                _ => None,
            },
            Kind::Integer | Kind::Decimal | Kind::Double => {
                decimals(cell.text).map(|decimals| Self::Number(cell.text, decimals))
            }
            Kind::Date => point(cell.text, moment::date, 10, first_day).map(Self::Date),
            Kind::Time => point(cell.text, moment::time, 8, i64::MIN).map(Self::Time),
            Kind::DateTime => point(cell.text, moment::date_time, 19, first_day).map(Self::DateTime),
            Kind::String | Kind::Duration | Kind::Other | Kind::List => None,
        };
        exact.unwrap_or(Self::Text(cell.text))
    }
}

/// Whether values of a kind are anything but text where they fit.
pub(super) fn is_typed(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Boolean | Kind::Integer | Kind::Decimal | Kind::Double | Kind::Date | Kind::Time | Kind::DateTime
    )
}

/// How many digits a number has after the point; `None` if a double would not show the same digits.
fn decimals(text: &[u8]) -> Option<u8> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let point = memchr::memchr(b'.', digits);
    let (integer, fraction) = match point {
        None => (digits, &digits[..0]),
        Some(at) => (digits.get(..at)?, digits.get(at + 1..).filter(|fraction| !fraction.is_empty())?),
    };
    let mut all = integer.iter().chain(fraction);
    if integer.is_empty() || (integer.len() > 1 && integer.starts_with(b"0")) || !all.all(u8::is_ascii_digit) {
        return None;
    }
    let significant = integer.iter().chain(fraction).skip_while(|digit| **digit == b'0').count();
    // A spreadsheet shows no minus before a zero.
    if significant > DIGITS || (significant == 0 && digits.len() < text.len()) {
        return None;
    }
    u8::try_from(fraction.len()).ok().filter(|decimals| *decimals <= DECIMALS)
}

/// A canonical date or time whose text has `length` characters before its fraction; `None` if it has a zone, more digits
/// in its fraction or its year than a spreadsheet shows, or is before the first day.
fn point<'a>(
    text: &'a [u8],
    read: impl Fn(&'a [u8]) -> Option<Moment<'a>>,
    length: usize,
    first_day: i64,
) -> Option<Point<'a>> {
    let fraction = match text.get(length..)? {
        [] => 0,
        [b'.', digits @ ..] => u8::try_from(digits.len()).ok().filter(|digits| (1..=FRACTION).contains(digits))?,
        _ => return None,
    };
    let moment = read(text).filter(|moment| !moment.zoned && moment.days >= first_day)?;
    Some(Point { text, days: moment.days, milliseconds: Moment { days: 0, ..moment }.count(FRACTION)?, fraction })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Content<'_> {
        Content::of(Cell { kind, text: text.as_bytes() }, -25_508)
    }

    #[test]
    fn numbers_are_numbers_while_a_double_shows_their_digits() {
        for (text, expected) in [
            ("0", Some(0)),
            ("-7", Some(0)),
            ("1.50", Some(2)),
            ("0.00", Some(2)),
            ("-0.05", Some(2)),
            ("123456789012345", Some(0)),
            ("1234567890123.45", Some(2)),
            ("0.000000000000001", Some(15)),
            ("1234567890123456", None),
            ("1000000000000000", None),
            ("12345678901234.50", None),
            ("0.0000000000000001", None),
            ("-0", None),
            ("-0.0", None),
            ("1e-7", None),
            ("1E5", None),
            ("NaN", None),
            ("INF", None),
            ("-INF", None),
            ("007", None),
            ("", None),
            ("1.", None),
            (".5", None),
        ] {
            for kind in [Kind::Integer, Kind::Decimal, Kind::Double] {
                let expected = expected
                    .map_or(Content::Text(text.as_bytes()), |decimals| Content::Number(text.as_bytes(), decimals));
                assert_eq!(of(kind, text), expected, "{text}");
            }
        }
        assert_eq!(of(Kind::String, "7"), Content::Text(b"7"));
    }

    #[test]
    fn days_and_times_are_kept_where_they_are_exact() {
        let point = |text: &'static str, days, milliseconds, fraction| Point {
            text: text.as_bytes(),
            days,
            milliseconds,
            fraction,
        };
        assert_eq!(of(Kind::Date, "1970-01-02"), Content::Date(point("1970-01-02", 1, 0, 0)));
        assert_eq!(of(Kind::Date, "1900-03-01"), Content::Date(point("1900-03-01", -25_508, 0, 0)));
        assert_eq!(of(Kind::Time, "00:00:01.50"), Content::Time(point("00:00:01.50", 0, 1_500, 2)));
        let text = "9999-12-31T23:59:59.999";
        assert_eq!(of(Kind::DateTime, text), Content::DateTime(point(text, 2_932_896, 86_399_999, 3)));
        for (kind, text) in [
            (Kind::Date, "1900-02-28"),
            (Kind::Date, "2026-01-31Z"),
            (Kind::Date, "10000-01-01"),
            (Kind::Date, "-0001-01-01"),
            (Kind::Time, "12:00:00+01:00"),
            (Kind::Time, "12:00:00.0001"),
            (Kind::DateTime, "2026-01-31T12:00:00Z"),
            (Kind::DateTime, "2026-01-31T12:00:00.000000"),
            (Kind::DateTime, "1899-12-31T00:00:00"),
            (Kind::Duration, "P1D"),
        ] {
            assert_eq!(of(kind, text), Content::Text(text.as_bytes()), "{text}");
        }
    }
}
