//! Dates and times as they are written, to the hour; a zone is left aside.

/// The date and the hour of a value; a time alone is on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Moment {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    pub(super) hour: i64,
}

impl Moment {
    /// Reads the beginning of a canonical date or time stamp with a year of four digits, given as its
    /// [`word`](super::super::word::word).
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "single bytes")]
    pub(in super::super) fn of_word(word: u128) -> Self {
        let digit = |at: u32| i64::from((word >> (8 * at)) as u8 & 0x0f);
        let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
        // The bytes of a date without a time are zeros here, or of its zone.
        let hour = if (word >> 80) as u8 == b'T' { digit(11) * 10 + digit(12) } else { 0 };
        Self { year, month: digit(5) * 10 + digit(6), day: digit(8) * 10 + digit(9), hour }
    }

    /// Reads a canonical date or time stamp; none where its year is out of all proportion.
    pub(in super::super) fn read(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text.strip_prefix(b"-") {
            Some(text) => (true, text),
            None => (false, text),
        };
        let end = memchr::memchr(b'-', text).filter(|end| *end <= 6)?;
        let year = number(text.get(..end)?)?;
        let rest = text.get(end..)?;
        let month = number(rest.get(1..3)?)?;
        let day = number(rest.get(4..6)?)?;
        let hour = if rest.get(6) == Some(&b'T') { number(rest.get(7..9)?)? } else { 0 };
        Some(Self { year: if negative { -year } else { year }, month, day, hour })
    }

    /// Reads a canonical time.
    pub(in super::super) fn of_time(text: &[u8]) -> Option<Self> {
        number(text.get(..2)?).map(|hour| Self { year: 1970, month: 1, day: 1, hour })
    }

    /// Days from 1970-01-01, in the calendar of the Gregorian reform carried on to both sides, as XML Schema has it.
    pub(super) fn days(self) -> i64 {
        // Years begin in March here, so that the day that some have more is their last.
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let month = if self.month <= 2 { self.month + 9 } else { self.month - 3 };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day that is so many days from 1970-01-01.
    pub(super) fn of_days(days: i64) -> Self {
        let days = days + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let year = era * 400 + year;
        if month < 10 {
            Self { year, month: month + 3, day, hour: 0 }
        } else {
            Self { year: year + 1, month: month - 9, day, hour: 0 }
        }
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::super::super::word::word;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_those_of_the_calendar() {
        let mut days = date(1, 1, 1).until(date(1970, 1, 1)).unwrap().get_days();
        days = -days;
        let mut day = date(1, 1, 1);
        while day < date(9999, 12, 1) {
            let moment = Moment { year: day.year().into(), month: day.month().into(), day: day.day().into(), hour: 0 };
            assert_eq!(moment.days(), i64::from(days), "{day}");
            assert_eq!(Moment::of_days(days.into()), moment);
            assert_eq!(Moment::of_word(word(day.to_string().as_bytes())), moment);
            assert_eq!(Moment::read(day.to_string().as_bytes()), Some(moment));
            day = day.checked_add(jiff::Span::new().days(13)).unwrap();
            days += 13;
        }
        assert_eq!(Moment::of_days(Moment { year: -1, month: 3, day: 1, hour: 0 }.days() - 1).day, 28);
    }

    #[test]
    fn moments_are_read() {
        let of = |year, month, day, hour| Some(Moment { year, month, day, hour });
        for (text, moment) in [
            ("2024-02-29T23:59:59.5Z", of(2024, 2, 29, 23)),
            ("2024-02-29+01:00", of(2024, 2, 29, 0)),
            ("-0044-03-15", of(-44, 3, 15, 0)),
            ("12026-01-31T01:00:00", of(12026, 1, 31, 1)),
            ("1234567-01-01", None),
            ("2024", None),
            ("", None),
        ] {
            assert_eq!(Moment::read(text.as_bytes()), moment, "{text}");
            if text.as_bytes().get(4) == Some(&b'-') {
                assert_eq!(Some(Moment::of_word(word(text.as_bytes()))), moment, "{text}");
            }
        }
        assert_eq!(Moment::of_time(b"23:00:00Z").map(|time| time.hour), Some(23));
    }
}
