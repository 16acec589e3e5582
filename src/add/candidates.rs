//! The datatypes that a column may turn out to have. Each is a CSVW datatype compiled as `check` compiles it, so that a
//! column which gets one is read without a flaw; some have a stricter look of their own, so that nothing is lost: `007`
//! is an integer for CSVW, and no integer here.

use crate::csvw::column::CompiledColumn;
use crate::csvw::{Column, Datatype};

/// What kind of values a candidate has, in the order of preference where several fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// Two texts, one for true.
    Boolean,
    /// Eight digits that are a date, if the header says so.
    CompactDate,
    /// A whole number.
    Integer,
    /// A decimal.
    Decimal,
    /// A decimal with a comma before its fraction.
    DecimalComma,
    /// Exponents.
    Double,
    /// A day.
    Date(Order),
    /// A point in time.
    DateTime(Order),
    /// A month of a year.
    Month,
    /// A month of a year whose format is also that of other things: `Mar-15`.
    NamedMonth,
}

/// In which order a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    /// The year first, or the month by its name: nothing to take for something else.
    Plain,
    /// The day first.
    DayFirst,
    /// The month first.
    MonthFirst,
}

/// A datatype that a column may have.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The datatype.
    pub datatype: Datatype,
    /// What it means.
    pub sense: Sense,
    /// Years are written with two digits.
    pub has_short_year: bool,
    compiled: CompiledColumn,
    fits: fn(&str) -> bool,
}

impl Candidate {
    fn new(datatype: Datatype, sense: Sense, fits: fn(&str) -> bool) -> Self {
        let column = Column { datatype, ..Column::new("candidate") };
        let (compiled, _findings) = CompiledColumn::compile(&column);
        Self { datatype: column.datatype, sense, has_short_year: false, compiled, fits }
    }

    fn formatted(base: &str, format: &str, sense: Sense) -> Self {
        let datatype = Datatype { format: Some(format.to_owned()), ..Datatype::of(base) };
        let has_short_year = format.contains("yy") && !format.contains("yyyy");
        Self { has_short_year, ..Self::new(datatype, sense, any) }
    }

    /// Whether a cell, without white space around it, is of this datatype.
    pub fn reads(&self, text: &str, arena: &mut Vec<u8>) -> bool {
        arena.clear();
        (self.fits)(text) && self.compiled.read(text.as_bytes(), arena, &mut Vec::new()).is_ok()
    }

    /// The order of a date's parts, if it is one of a day.
    pub fn order(&self) -> Option<Order> {
        match self.sense {
            Sense::Date(order) | Sense::DateTime(order) => Some(order),
            _ => None,
        }
    }
}

/// All candidates, the preferred ones first.
pub(super) fn all() -> Vec<Candidate> {
    let mut all = Vec::new();
    for format in ["true|false", "True|False", "TRUE|FALSE", "yes|no", "Yes|No", "YES|NO", "Y|N", "y|n"] {
        let format = (format != "true|false").then(|| format.to_owned());
        let datatype = Datatype { format, ..Datatype::of("boolean") };
        all.push(Candidate::new(datatype, Sense::Boolean, |text| text.starts_with(|c: char| c.is_ascii_alphabetic())));
    }
    all.push(Candidate::formatted("date", "yyyyMMdd", Sense::CompactDate));
    let grouped = |base| Datatype { group_char: Some(",".to_owned()), ..Datatype::of(base) };
    all.push(Candidate::new(Datatype::of("integer"), Sense::Integer, is_integer));
    all.push(Candidate::new(grouped("integer"), Sense::Integer, |text| is_grouped(text, ',', '.', false)));
    all.push(Candidate::new(Datatype::of("decimal"), Sense::Decimal, |text| is_decimal(text, '.')));
    all.push(Candidate::new(grouped("decimal"), Sense::Decimal, |text| is_grouped(text, ',', '.', true)));
    let comma = Datatype { decimal_char: Some(",".to_owned()), ..Datatype::of("decimal") };
    all.push(Candidate::new(comma.clone(), Sense::DecimalComma, |text| is_decimal(text, ',')));
    let comma = Datatype { group_char: Some(".".to_owned()), ..comma };
    all.push(Candidate::new(comma, Sense::DecimalComma, |text| is_grouped(text, '.', ',', true)));
    all.push(Candidate::new(Datatype::of("double"), Sense::Double, is_exponential));
    dates(&mut all);
    moments(&mut all);
    all.push(Candidate::new(Datatype::of("gYearMonth"), Sense::Month, |text| text.len() == 7));
    all.push(Candidate::formatted("gYearMonth", "yyyy/MM", Sense::Month));
    all.push(Candidate::formatted("gYearMonth", "MM/yyyy", Sense::Month));
    for format in ["MMM-yy", "MMM yy", "MMM-yyyy", "MMM yyyy", "MMMM yyyy", "MMMM-yyyy", "MMMM yy"] {
        all.push(Candidate::formatted("gYearMonth", format, Sense::NamedMonth));
    }
    all.sort_by_key(|candidate| candidate.sense);
    all
}

/// Days of the calendar. Formats with two digits for day and month come before those with one or two.
fn dates(all: &mut Vec<Candidate>) {
    use Order::{DayFirst, MonthFirst, Plain};
    all.push(Candidate::new(Datatype::of("date"), Sense::Date(Plain), any));
    for (separator, years) in [('/', ["yyyy", "yy"]), ('-', ["yyyy", "yy"]), ('.', ["yyyy", "yy"])] {
        for year in years {
            for (day, month) in [("dd", "MM"), ("d", "M")] {
                let s = separator;
                all.push(Candidate::formatted("date", &format!("{day}{s}{month}{s}{year}"), Sense::Date(DayFirst)));
                all.push(Candidate::formatted("date", &format!("{month}{s}{day}{s}{year}"), Sense::Date(MonthFirst)));
            }
        }
    }
    for format in ["yyyy/MM/dd", "yyyy.MM.dd", "yyyy/M/d", "yyyy-M-d", "MMM d, yyyy", "MMMM d, yyyy", "MMMM d yyyy"] {
        all.push(Candidate::formatted("date", format, Sense::Date(Plain)));
    }
    for s in ['-', ' ', '/', '.'] {
        for month in ["MMM", "MMMM"] {
            for year in ["yyyy", "yy"] {
                for day in ["dd", "d"] {
                    let format = format!("{day}{s}{month}{s}{year}");
                    all.push(Candidate::formatted("date", &format, Sense::Date(Plain)));
                }
            }
        }
    }
}

/// Points in time.
fn moments(all: &mut Vec<Candidate>) {
    use Order::{DayFirst, MonthFirst, Plain};
    all.push(Candidate::new(Datatype::of("dateTime"), Sense::DateTime(Plain), any));
    let mut push = |day: &str, time: &str, order| {
        all.push(Candidate::formatted("dateTime", &format!("{day}{time}"), Sense::DateTime(order)));
    };
    let times = [
        "T'HH:mm",
        " HH:mm:ss",
        " HH:mm",
        " HH:mm:ss.SSSSSSSSS",
        "THH:mm:ssX",
        " HH:mm:ssXXX",
        " HH:mm:ssX",
        "THH:mmX",
    ];
    for time in times {
        push("yyyy-MM-dd", &time.replace("T'", "T"), Plain);
    }
    for s in ['/', '-', '.'] {
        for time in [" HH:mm:ss", " HH:mm", " H:mm:ss", " H:mm"] {
            for (day, month) in [("dd", "MM"), ("d", "M")] {
                push(&format!("{day}{s}{month}{s}yyyy"), time, DayFirst);
                push(&format!("{month}{s}{day}{s}yyyy"), time, MonthFirst);
            }
        }
    }
    for day in ["d-MMM-yyyy", "d MMM yyyy", "d-MMM-yy", "yyyy/MM/dd", "d MMMM yyyy"] {
        for time in [" HH:mm:ss", " HH:mm", " H:mm"] {
            push(day, time, Plain);
        }
    }
}

fn any(_: &str) -> bool {
    true
}

/// Digits after an optional minus sign, without a zero in front: what has one is a code.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_all_digits && (!digits.starts_with('0') || text == "0")
}

/// An integer, or one with a fraction.
fn is_decimal(text: &str, point: char) -> bool {
    let Some((whole, fraction)) = text.split_once(point) else { return is_integer(text) };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_fraction && (whole.is_empty() || is_integer(whole))
}

/// A number in groups of three digits, or one too small for groups.
fn is_grouped(text: &str, group: char, point: char, may_have_fraction: bool) -> bool {
    let (whole, fraction) = match text.split_once(point) {
        Some((whole, fraction)) if may_have_fraction => (whole, Some(fraction)),
        Some(_) => return false,
        None => (text, None),
    };
    if fraction.is_some_and(|digits| digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return is_integer(whole);
    }
    let digits = first.strip_prefix('-').unwrap_or(first);
    is_integer(first)
        && digits != "0"
        && digits.len() <= 3
        && rest.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A decimal, or one with an exponent.
fn is_exponential(text: &str) -> bool {
    match text.split_once(['e', 'E']) {
        None => is_decimal(text, '.'),
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            is_decimal(mantissa, '.') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The datatypes that a text has, as `base format`.
    fn reading(text: &str) -> Vec<String> {
        let show = |datatype: &Datatype| {
            let more = [&datatype.format, &datatype.group_char, &datatype.decimal_char];
            let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
            format!("{} {}", datatype.base, more.join(" ")).trim().to_owned()
        };
        let all = all();
        all.iter().filter(|candidate| candidate.reads(text, &mut Vec::new())).map(|c| show(&c.datatype)).collect()
    }

    #[test]
    fn every_format_is_understood() {
        for candidate in all() {
            let column = Column { datatype: candidate.datatype.clone(), ..Column::new("c") };
            assert!(CompiledColumn::compile(&column).1.is_empty(), "{:?}", candidate.datatype);
        }
    }

    #[test]
    fn texts_have_the_datatypes_that_lose_nothing() {
        for (text, expected) in [
            ("007", &[][..]),
            ("0161 496 0000", &[]),
            ("+44", &[]),
            ("£5", &[]),
            ("5%", &[]),
            ("1,2", &["decimal ,", "decimal . ,"]),
            ("1,234", &["integer ,", "decimal ,", "decimal ,", "decimal . ,"]),
            ("1,234.50", &["decimal ,"]),
            ("1e5", &["double"]),
            ("-0", &[]),
            ("12:30", &[]),
            ("31/01/2026", &["date dd/MM/yyyy", "date d/M/yyyy"]),
            ("1/2/26", &["date d/M/yy", "date M/d/yy"]),
            ("2026-01-31", &["date", "date yyyy-M-d"]),
            ("31-Jan-26", &["date dd-MMM-yy", "date d-MMM-yy"]),
            ("2026-01-31 09:30", &["dateTime yyyy-MM-dd HH:mm"]),
            ("2026-01", &["gYearMonth"]),
            ("Y", &["boolean Y|N"]),
            ("1", &["integer", "integer ,", "decimal", "decimal ,", "decimal ,", "decimal . ,", "double"]),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }
}
