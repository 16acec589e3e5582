use std::cmp::Ordering;

use super::*;
use TemporalKind::{Date, DateTime, DateTimeStamp, Day, Month, MonthDay, Time, Year, YearMonth};
use proptest::prelude::*;

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
        (Date, "2000-02-29", Some("2000-02-29")),
        (Date, "1900-02-29", None),
        (Date, "2023-02-29", None),
        (Date, "2026-01-31Z", Some("2026-01-31Z")),
        (Date, "2026-01-31+00:00", Some("2026-01-31Z")),
        (Date, "2026-01-31-05:30", Some("2026-01-31-05:30")),
        (Date, "2026-01-31+14:00", Some("2026-01-31+14:00")),
        (Date, "2026-01-31+14:01", None),
        (Date, "2026-01-31+13:60", None),
        (Date, "2026-01-31+0100", None),
        (Date, "2026-01-31 Z", None),
        // Years: four digits, more after 9999, none but the first may be 0 then; the year 0 is one.
        (Date, "-0044-03-15", Some("-0044-03-15")),
        (Date, "0000-02-29", Some("0000-02-29")),
        (Date, "-0000-01-01", Some("0000-01-01")),
        (Date, "12026-01-01", Some("12026-01-01")),
        (Date, "-12026-01-01", Some("-12026-01-01")),
        (Date, "999999999-12-31", Some("999999999-12-31")),
        (Date, "012026-01-01", None),
        (Date, "+2026-01-01", None),
        (Date, "206-01-01", None),
        (Date, "2026-13-01", None),
        (Date, "2026-00-01", None),
        (Date, "2026-01-00", None),
        (Date, "2026-1-31", None),
        (Date, "2026-01-31T00:00:00", None),
        (Date, "31/01/2026", None),
        (Date, "20260131", None),
        (Time, "15:02:37", Some("15:02:37")),
        (Time, "15:02:37.50Z", Some("15:02:37.50Z")),
        (Time, "24:00:00", Some("00:00:00")),
        (Time, "24:00:00.000Z", Some("00:00:00.000Z")),
        (Time, "24:00:01", None),
        (Time, "24:00:00.1", None),
        (Time, "23:59:60", None),
        (Time, "15:02", None),
        (Time, "15:02:37.", None),
        (Time, "25:00:00", None),
        (Time, "15:60:00", None),
        (Time, "5:02:37", None),
        (DateTime, "2026-01-31T15:02:37", Some("2026-01-31T15:02:37")),
        (DateTime, "2026-12-31T24:00:00", Some("2027-01-01T00:00:00")),
        (DateTime, "2024-02-28T24:00:00Z", Some("2024-02-29T00:00:00Z")),
        (DateTime, "-0001-12-31T24:00:00", Some("0000-01-01T00:00:00")),
        (DateTime, "999999999-12-31T24:00:00", None),
        (DateTime, "2026-01-31T15:02:37-00:00", Some("2026-01-31T15:02:37Z")),
        (DateTime, "2016-12-31T23:59:60Z", None),
        (DateTime, "2026-01-31t15:02:37", None),
        (DateTime, "2026-01-31 15:02:37", None),
        (DateTime, "2026-01-31", None),
        (DateTimeStamp, "2026-01-31T15:02:37Z", Some("2026-01-31T15:02:37Z")),
        (DateTimeStamp, "2026-01-31T15:02:37", None),
        (Year, "2026", Some("2026")),
        (Year, "2026-08:00", Some("2026-08:00")),
        (Year, "-0500", Some("-0500")),
        (Year, "26", None),
        (YearMonth, "2026-01", Some("2026-01")),
        (YearMonth, "2026-01Z", Some("2026-01Z")),
        (YearMonth, "2026-13", None),
        (Month, "--01", Some("--01")),
        (Month, "--12+01:00", Some("--12+01:00")),
        (Month, "--13", None),
        (Month, "--01--", None),
        (MonthDay, "--02-29", Some("--02-29")),
        (MonthDay, "--02-30", None),
        (MonthDay, "--04-31", None),
        (Day, "---31", Some("---31")),
        (Day, "---01Z", Some("---01Z")),
        (Day, "---32", None),
        (Day, "---00", None),
    ] {
        assert_eq!(canonical(kind, None, text).ok().as_deref(), expected, "{text}");
    }
}

/// The date patterns of tabular-data-model § 6.4.4, each with what it is and what it is not.
const DATES: [(&str, &str, &str); 14] = [
    ("yyyy-MM-dd", "2015-03-02", "2015-3-2"),
    ("yyyyMMdd", "20150302", "2015-03-02"),
    ("dd-MM-yyyy", "02-03-2015", "2-3-2015"),
    ("d-M-yyyy", "2-3-2015", "2-3-15"),
    ("MM-dd-yyyy", "03-02-2015", "3-2-2015"),
    ("M-d-yyyy", "3-2-2015", "3/2/2015"),
    ("dd/MM/yyyy", "02/03/2015", "2/3/2015"),
    ("d/M/yyyy", "2/3/2015", "002/3/2015"),
    ("MM/dd/yyyy", "03/02/2015", "3/2/2015"),
    ("M/d/yyyy", "3/2/2015", "13/2/2015"),
    ("dd.MM.yyyy", "02.03.2015", "2.3.2015"),
    ("d.M.yyyy", "2.3.2015", "2.3.20155"),
    ("MM.dd.yyyy", "03.02.2015", "3.2.2015"),
    ("M.d.yyyy", "3.2.2015", "3.2.2015 "),
];

/// The time patterns, with what they write of 15:02:37.
const TIMES: [(&str, &str, &str); 6] = [
    ("HH:mm:ss.S", "15:02:37.1", "15:02:37.1"),
    ("HH:mm:ss.SSS", "15:02:37.143", "15:02:37.143"),
    ("HH:mm:ss", "15:02:37", "15:02:37"),
    ("HHmmss", "150237", "15:02:37"),
    ("HH:mm", "15:02", "15:02:00"),
    ("HHmm", "1502", "15:02:00"),
];

/// A zone's letters, texts with what they come to, and texts that are none.
type Zone<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

const ZONES: [Zone<'_>; 6] = [
    ("X", &[("-08", "-08:00"), ("+0530", "+05:30"), ("Z", "Z")], &["-8", "+05:30", "", "z", "UTC"]),
    ("XX", &[("-0800", "-08:00"), ("+0530", "+05:30"), ("Z", "Z")], &["-08", "-08:00", ""]),
    ("XXX", &[("-08:00", "-08:00"), ("+05:30", "+05:30"), ("Z", "Z")], &["-08", "-0800", ""]),
    ("x", &[("-08", "-08:00"), ("+0530", "+05:30"), ("+00", "Z")], &["Z", "-08:00", ""]),
    ("xx", &[("-0800", "-08:00"), ("+0530", "+05:30")], &["Z", "-08", "+05:30"]),
    ("xxx", &[("-08:00", "-08:00"), ("+05:30", "+05:30")], &["Z", "-0800", "+15:00"]),
];

#[test]
fn dates_by_the_listed_patterns() {
    for (format, good, bad) in DATES {
        assert_eq!(canonical(Date, Some(format), good).as_deref(), Ok("2015-03-02"), "{format} {good}");
        assert!(canonical(Date, Some(format), bad).is_err(), "{format} {bad}");
    }
}

#[test]
fn times_by_the_listed_patterns() {
    for (format, text, expected) in TIMES {
        assert_eq!(canonical(Time, Some(format), text).as_deref(), Ok(expected), "{format} {text}");
    }
    for (format, text) in [
        ("HH:mm:ss.S", "15:02:37.14"),
        ("HH:mm:ss.S", "15:02:37."),
        ("HH:mm:ss.SSS", "15:02:37.1434"),
        ("HH:mm:ss", "15:02:37.1"),
        ("HH:mm:ss", "15:02"),
        ("HHmmss", "15:02:37"),
        ("HHmmss", "1502"),
        ("HH:mm", "5:02"),
        ("HH:mm", "15:2"),
        ("HH:mm", "15:02:37"),
        ("HHmm", "502"),
        ("HH:mm", "24:00"),
        ("HH:mm", "15:60"),
        ("HH:mm", "15:02Z"),
    ] {
        assert!(canonical(Time, Some(format), text).is_err(), "{format} {text}");
    }
    // `S` is the most digits that there may be.
    assert_eq!(canonical(Time, Some("HH:mm:ss.SSS"), "15:02:37.14").as_deref(), Ok("15:02:37.14"));
    assert_eq!(canonical(Time, Some("HH:mm:ss.S"), "15:02:37").as_deref(), Ok("15:02:37"));
}

#[test]
fn date_times_by_the_listed_patterns() {
    for (format, text, expected) in [
        ("yyyy-MM-ddTHH:mm:ss.S", "2015-03-15T15:02:37.1", "2015-03-15T15:02:37.1"),
        ("yyyy-MM-ddTHH:mm:ss.SSS", "2015-03-15T15:02:37.143", "2015-03-15T15:02:37.143"),
        ("yyyy-MM-ddTHH:mm:ss", "2015-03-15T15:02:37", "2015-03-15T15:02:37"),
        ("yyyy-MM-ddTHH:mm", "2015-03-15T15:02", "2015-03-15T15:02:00"),
        ("yyyy-MM-ddTHH:mm:ssXXX", "2015-03-15T15:02:37-05:00", "2015-03-15T15:02:37-05:00"),
        ("yyyy-MM-ddTHH:mm:ssXXX", "2015-03-15T15:02:37Z", "2015-03-15T15:02:37Z"),
        ("M/d/yyyy HH:mm", "3/22/2015 15:02", "2015-03-22T15:02:00"),
        ("dd.MM.yyyy HH:mm:ss", "22.03.2015 15:02:37", "2015-03-22T15:02:37"),
    ] {
        assert_eq!(canonical(DateTime, Some(format), text).as_deref(), Ok(expected), "{format} {text}");
        assert!(canonical(DateTime, Some(format), &text.replace(['T', ' '], "_")).is_err(), "{format}");
    }
    // Any date, one space, any time.
    for (date_format, date, _) in DATES {
        for (time_format, time, expected) in TIMES {
            let (format, text) = (format!("{date_format} {time_format}"), format!("{date} {time}"));
            assert_eq!(canonical(DateTime, Some(&format), &text), Ok(format!("2015-03-02T{expected}")), "{format}");
            assert!(canonical(DateTime, Some(&format), &format!("{date}  {time}")).is_err(), "{format}");
        }
    }
}

#[test]
fn zones_by_the_listed_patterns() {
    for (zone, good, bad) in ZONES {
        for space in ["", " "] {
            let read = |text: &str| {
                let text = format!("15:02{space}{text}");
                canonical(Time, Some(&format!("HH:mm{space}{zone}")), &text)
            };
            for (text, expected) in good {
                assert_eq!(read(text), Ok(format!("15:02:00{expected}")), "{zone}");
            }
            for text in bad {
                assert!(read(text).is_err(), "{zone} {text}");
            }
        }
        assert!(canonical(Time, Some(&format!("HH:mm {zone}")), &format!("15:02{}", good[0].0)).is_err());
    }
    assert_eq!(canonical(Date, Some("dd.MM.yyyyXXX"), "22.03.2015+01:00").as_deref(), Ok("2015-03-22+01:00"));
    assert_eq!(canonical(Date, Some("yyyy-MM-ddX"), "2015-03-22Z").as_deref(), Ok("2015-03-22Z"));
    assert!(canonical(DateTimeStamp, Some("yyyy-MM-dd HH:mm"), "2015-03-22 15:02").is_err());
}

#[test]
fn the_extensions() {
    for (kind, format, text, expected) in [
        (Date, "d/M/yyyy", "02/03/2015", Some("2015-03-02")),
        (Date, "dd-MM-yy", "22-03-15", Some("2015-03-22")),
        (Date, "dd-MM-yy", "22-03-69", Some("1969-03-22")),
        (Date, "d-MMM-yy", "2-Mar-15", Some("2015-03-02")),
        (Date, "d-MMM-yyyy", "2-Sept-2015", Some("2015-09-02")),
        (Date, "d MMMM yyyy", "2 march 2015", Some("2015-03-02")),
        (Date, "d MMMM yyyy", "2 Mar 2015", None),
        (Time, "H:mm", "9:02", Some("09:02:00")),
        (DateTime, "yyyy-MM-dd'T'HH:mm", "2015-03-15T15:02", Some("2015-03-15T15:02:00")),
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
        (Date, ""),
        (Date, "YYYY-MM-DD"),
        (Date, "yyyy"),
        (Date, "yyyy-MM-dd HH:mm"),
        (Date, "dMyyyy"),
        (Date, "yyyy-MM-MM-dd"),
        (Time, "hh:mm a"),
        (Time, "HH"),
        (Time, "HH:mm.S"),
        (Time, "HH:mm:ss.SX.S"),
        (Time, "HH:mmXXXX"),
        (Time, "HH:mmXX XX"),
        (DateTime, "yyyy-MM-dd"),
        (Date, "y-M-d"),
        (Date, "Xyyyy-MM-dd"),
        (Date, "'yyyy-MM-dd"),
    ] {
        assert!(DateFormat::compile(kind, format).is_err(), "{format}");
    }
    let huge = "d".repeat(1_000_000);
    assert!(DateFormat::compile(Date, &huge).unwrap_err().len() < 1000);
    let literal = format!("yyyy-MM-dd{}", "-".repeat(1_000_000));
    assert!(canonical(Date, Some(&literal), "2026-01-31-x").unwrap_err().len() < 1000);
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
}

fn order(kind: TemporalKind, a: &str, b: &str) -> Option<Ordering> {
    instant(kind, a.as_bytes()).unwrap().order(&instant(kind, b.as_bytes()).unwrap())
}

#[test]
fn the_order_of_xml_schema() {
    use Ordering::{Equal, Greater, Less};
    for (kind, a, b, expected) in [
        (Date, "-0001-12-31", "0000-01-01", Some(Less)),
        (Date, "9999-12-31", "10000-01-01", Some(Less)),
        (DateTime, "2026-01-31T15:02:37.10", "2026-01-31T15:02:37.1", Some(Equal)),
        (DateTime, "2026-01-31T15:02:37.2", "2026-01-31T15:02:37.19", Some(Greater)),
        (DateTime, "2026-01-31T15:00:00+01:00", "2026-01-31T14:00:00Z", Some(Equal)),
        (Time, "08:00:00+09:00", "17:00:00-06:00", Some(Less)),
        (Time, "21:30:00+10:30", "06:00:00-05:00", Some(Equal)),
        // One zone is not known: fourteen hours may lie between.
        (DateTime, "2000-01-15T00:00:00", "2000-02-15T00:00:00Z", Some(Less)),
        (DateTime, "2000-01-15T12:00:00", "2000-01-16T12:00:00Z", Some(Less)),
        (DateTime, "2000-01-16T12:00:00", "2000-01-16T12:00:00Z", None),
        (DateTime, "2000-01-16T12:00:00", "2000-01-17T02:00:00Z", None),
        (DateTime, "2000-01-16T12:00:00", "2000-01-17T02:00:01Z", Some(Less)),
        (Date, "2000-01-17", "2000-01-16Z", Some(Greater)),
        (Year, "2026", "2026Z", None),
    ] {
        assert_eq!(order(kind, a, b), expected, "{a} {b}");
        assert_eq!(order(kind, b, a), expected.map(Ordering::reverse), "{b} {a}");
    }
}

fn moments() -> impl Strategy<Value = String> {
    (1990..2010_i64, 1..=12_u8, 1..=28_u8, 0..24_u8, 0..60_u8, "([.][0-9]{1,3})?(Z|[+-]0[0-9]:30)?").prop_map(
        |(year, month, day, hour, minute, rest)| format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:07{rest}"),
    )
}

proptest! {
    #[test]
    fn the_order_is_one(a in moments(), b in moments(), c in moments()) {
        prop_assert_eq!(order(DateTime, &a, &a), Some(Ordering::Equal));
        prop_assert_eq!(order(DateTime, &a, &b), order(DateTime, &b, &a).map(Ordering::reverse));
        if order(DateTime, &a, &b) == Some(Ordering::Less) && order(DateTime, &b, &c) == Some(Ordering::Less) {
            prop_assert_eq!(order(DateTime, &a, &c), Some(Ordering::Less));
        }
    }

    #[test]
    fn what_a_format_writes_is_read_back(
        year in 0..10_000_i64, month in 1..=12_u8, day in 1..=28_u8, hour in 0..24_u8, minute in 0..60_u8,
    ) {
        let text = format!("{day}.{month}.{year:04} {hour:02}{minute:02}59.07 +05:30");
        let read = canonical(DateTime, Some("d.M.yyyy HHmmss.SSS XXX"), &text);
        let expected = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:59.07+05:30");
        prop_assert_eq!(read.as_deref(), Ok(expected.as_str()));
        prop_assert_eq!(canonical(DateTime, None, &expected), Ok(expected));
    }

    #[test]
    fn canonical_text_of_canonical_text_is_itself(text in "-?[0-9]{4,6}-[01][0-9]-[0-3][0-9]T2[0-4]:00:00(Z|[+-]00:00)?") {
        if let Ok(read) = canonical(DateTime, None, &text) {
            prop_assert_eq!(canonical(DateTime, None, &read), Ok(read));
        }
    }

    #[test]
    fn any_format_and_any_bytes_are_judged(format in "[yMdHmsSXx.:' T/-]{0,20}", text: Vec<u8>) {
        for kind in [Date, Time, DateTime, DateTimeStamp, Year, YearMonth, Month, MonthDay, Day] {
            if let Ok(format) = DateFormat::compile(kind, &format) {
                let _ = read(kind, Some(&format), &text, &mut Vec::new());
            }
            let _ = read(kind, None, &text, &mut Vec::new());
        }
    }
}
