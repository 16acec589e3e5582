use super::*;
use NumberKind::{Decimal, Double, Float, Integer};
use proptest::prelude::*;

fn compiled(pattern: Option<&str>, decimal: Option<&str>, group: Option<&str>) -> NumberFormat {
    let (format, flaws) = NumberFormat::compile(pattern, decimal, group);
    assert_eq!(flaws, Vec::<String>::new());
    format.unwrap()
}

fn canonical(kind: NumberKind, format: Option<&NumberFormat>, text: &str) -> Result<String, String> {
    let mut arena = b"before".to_vec();
    let canonical = match read(kind, format, text.as_bytes(), &mut arena) {
        Ok(Canonical::Same(range)) => text.as_bytes()[range].to_vec(),
        Ok(Canonical::Arena(start)) => arena[start..].to_vec(),
        Err(why) => {
            assert_eq!(arena, b"before");
            return Err(why);
        }
    };
    Ok(String::from_utf8(canonical).unwrap())
}

#[test]
fn numbers_of_xml_schema() {
    for (kind, text, expected) in [
        (Integer, "7", Some("7")),
        (Integer, "007", Some("7")),
        (Integer, "+5", Some("5")),
        (Integer, "-0", Some("0")),
        (Integer, "000", Some("0")),
        (Integer, "123456789012345678901234567890", Some("123456789012345678901234567890")),
        (Integer, "1.0", None),
        (Integer, "1.", None),
        (Integer, "1e3", None),
        (Integer, "", None),
        (Integer, "-", None),
        (Integer, "+-1", None),
        (Integer, "1 000", None),
        (Integer, "١", None),
        (Decimal, "1234.50", Some("1234.50")),
        (Decimal, ".5", Some("0.5")),
        (Decimal, "5.", Some("5")),
        (Decimal, "-.5", Some("-0.5")),
        (Decimal, "+005.10", Some("5.10")),
        (Decimal, "-0.00", Some("0.00")),
        (Decimal, "1e3", None),
        (Decimal, "INF", None),
        (Decimal, "NaN", None),
        (Decimal, ".", None),
        (Decimal, "1.2.3", None),
        (Decimal, "1,234", None),
        (Decimal, "5%", None),
        (Double, "1e3", Some("1e3")),
        (Double, "+1.50E+05", Some("1.50E+05")),
        (Double, "-.5e-3", Some("-0.5e-3")),
        (Double, "5.e1", Some("5e1")),
        (Double, "-0", Some("-0")),
        (Double, "NaN", Some("NaN")),
        (Double, "+INF", Some("INF")),
        (Double, "-INF", Some("-INF")),
        (Float, "INF", Some("INF")),
        (Float, "1.5E3", Some("1.5E3")),
        (Double, "1e", None),
        (Double, "e1", None),
        (Double, "1e1.5", None),
        (Double, "nan", None),
        (Double, "inf", None),
        (Double, "-NaN", None),
        (Double, "0x1p3", None),
    ] {
        assert_eq!(canonical(kind, None, text).ok().as_deref(), expected, "{kind:?} {text}");
    }
}

/// tabular-data-model § 6.4.2, "If the groupChar is specified, but no pattern is supplied".
#[test]
fn numbers_by_characters() {
    let comma = compiled(None, None, Some(","));
    let german = compiled(None, Some(","), Some("."));
    let point = compiled(None, Some("·"), None);
    let space = compiled(None, None, Some("\u{202f}"));
    let word = compiled(None, Some("point"), Some("and"));
    for (kind, format, text, expected) in [
        (Decimal, &comma, "1,234.50", Some("1234.50")),
        (Decimal, &comma, "1234.50", Some("1234.50")),
        (Decimal, &comma, "+1,234.50", Some("1234.50")),
        (Decimal, &comma, "12,34", Some("1234")),
        (Decimal, &comma, "123,", Some("123")),
        (Decimal, &comma, "123456.789%", Some("1234.56789")),
        (Decimal, &comma, "5%", Some("0.05")),
        (Decimal, &comma, "50%", Some("0.50")),
        (Decimal, &comma, "-25%", Some("-0.25")),
        (Decimal, &comma, "-0%", Some("0.00")),
        (Decimal, &comma, "5‰", Some("0.005")),
        (Decimal, &comma, "12345‰", Some("12.345")),
        (Decimal, &comma, "123,,456.789", None),
        (Decimal, &comma, ",123", None),
        (Decimal, &comma, "-,123", None),
        (Decimal, &comma, ".5", None),
        (Decimal, &comma, "5.", None),
        (Decimal, &comma, "1.5,5", None),
        (Decimal, &comma, "%5", None),
        (Decimal, &comma, "5%%", None),
        (Decimal, &comma, "5 %", None),
        (Decimal, &comma, "5-", None),
        (Decimal, &comma, "--5", None),
        (Decimal, &comma, "NaN", None),
        (Decimal, &comma, "1E6", None),
        (Double, &comma, "1E6", Some("1E6")),
        (Double, &comma, "-1,000.5E-06", Some("-1000.5E-06")),
        (Double, &comma, "1E", None),
        (Double, &comma, "1E6%", None),
        (Double, &comma, "5%", Some("0.05")),
        (Double, &comma, "-0", Some("-0")),
        (Double, &comma, "NaN", Some("NaN")),
        (Double, &comma, "INF", Some("INF")),
        (Double, &comma, "-INF", Some("-INF")),
        (Double, &comma, "+INF", None),
        (Integer, &comma, "1,234", Some("1234")),
        (Integer, &comma, "007", Some("7")),
        (Integer, &comma, "500%", Some("5")),
        (Integer, &comma, "5%", None),
        (Integer, &comma, "1.0", None),
        (Integer, &comma, "1E2", None),
        (Decimal, &german, "10.000,1", Some("10000.1")),
        (Decimal, &german, "1,1", Some("1.1")),
        (Integer, &german, "1,0", None),
        (Decimal, &point, "1·5", Some("1.5")),
        (Decimal, &point, "1.5", None),
        (Decimal, &space, "1\u{202f}234.5", Some("1234.5")),
        (Decimal, &word, "1and2point5", Some("12.5")),
    ] {
        assert_eq!(canonical(kind, Some(format), text).ok().as_deref(), expected, "{kind:?} {text}");
    }
}

#[test]
fn what_is_not_understood_is_as_if_it_were_not_there() {
    for (pattern, decimal, group, flaws) in [
        (None, Some(","), Some(","), 1),
        (None, Some("1"), None, 1),
        (None, None, Some("E"), 1),
        (Some("x"), None, None, 1),
        (Some("x"), Some("5"), Some("+"), 3),
        (None, Some(""), Some(""), 0),
    ] {
        assert_eq!(NumberFormat::compile(pattern, decimal, group).1.len(), flaws, "{pattern:?} {decimal:?} {group:?}");
    }
    assert!(NumberFormat::compile(Some("x"), None, None).0.is_none());
    let (format, _) = NumberFormat::compile(Some("x"), Some(","), Some("."));
    assert_eq!(canonical(Decimal, format.as_ref(), "1.234,5").as_deref(), Ok("1234.5"));
}

/// UAX 35, part 3: what a number of each pattern looks like.
#[test]
fn numbers_by_pattern() {
    for (kind, pattern, good, bad) in [
        // Digits: `#` before the decimal character sets no limit.
        (Integer, "#", &["0", "10", "007", "-5", "+5"][..], &["1,0", "1.0", "", "-", "1-"][..]),
        (Integer, "##0", &["1", "12", "123", "1234"], &["1,234", "123.4", "1%"]),
        (Integer, "000", &["001", "123", "-1234"], &["1", "12", "-12"]),
        (Decimal, "#.0", &["0.1", "10.1", ".1", "-.1"], &["1", "1.23", "1."]),
        (Decimal, "#0.#", &["1", "1.2", "1234.5", "12.3"], &["1,234.5", "12.34", ".5", "1."]),
        (Decimal, "#0.0", &["1.2", "12.3"], &["1", "12.34", ".5"]),
        (Decimal, "#0.0#", &["1.2", "1.23"], &["1", "1.234"]),
        (Decimal, ".00", &[".12", "1.12"], &["1", "1.1"]),
        (Decimal, "00000.0000", &["12345.6789", "00000.0000"], &["1234.5678", "12345.678", "12345.67890"]),
        (Decimal, "###0.0000#", &["1.2345", "12.34567"], &["1.234", "1.234567"]),
        // Groups: the last is the primary one, all others are secondary ones.
        (Integer, "#,#00", &["12", "123", "1,234", "1,234,567"], &["1", "1234", "12,34", "1,23,456", "1,234,"]),
        (Integer, ",##0", &["1", "1,234"], &["1234"]),
        (Integer, "#,##,#00", &["12", "1,234", "12,34,567", "1,23,45,678"], &["1", "1234", "12,34", "123,456"]),
        (Integer, "#,##,000", &["123", "12,345"], &["12", "1,2345", "123,456"]),
        (Integer, "#,#0,000", &["1,234", "1,23,456"], &["123", "1234"]),
        (Integer, "0,00,000", &["1,23,456", "12,34,567"], &["12,345", "123,456"]),
        (Integer, "#,##,###,####", &["1,2345", "123,4567", "1,234,5678"], &["12345", "1,23,4567"]),
        (Integer, "#,#", &["1", "1,2", "1,2,3"], &["12"]),
        // Groups after the decimal character.
        (Decimal, "#0.0#,#", &["12.3", "12.34", "12.24,5"], &["1", "12.345", "12.3,45", "12.34,", "1,234.5"]),
        (Decimal, "0.000,###", &["1.123", "1.123,4", "1.123,456"], &["1.12", "1.1234", "1.123,", "1.123,4567"]),
        (
            Decimal,
            "0.###,###,#",
            &["1.1", "1.123,4", "1.123,456,7", "1.123,456"],
            &["1.1234", "1.123,45,67", "1.1,234", "1.,1"],
        ),
        (Decimal, "#,##0.###,#", &["1,234.567,8", "1.5"], &["1234.5", "1,234.5678", "12,34.567"]),
        // Percent and per mille.
        (Decimal, "0.0%", &["1.5%", "-1.5%", "+1.5%"], &["1.5", "1.5‰", "%1.5", "1%"]),
        (Decimal, "%000", &["%123", "%-123", "-%123", "%+1234"], &["%12", "123%", "123"]),
        (Decimal, "0‰", &["5‰"], &["5%", "5"]),
        (Decimal, "‰0", &["‰5"], &["5‰"]),
        (Decimal, "#,##0%", &["1,234%"], &["1234%"]),
        // Signs.
        (Decimal, "+0", &["+5", "-5"], &["5"]),
        (Decimal, "-0", &["5", "-5"], &["--5"]),
        (Decimal, "+%0", &["+%5", "%+5", "-%5"], &["%5"]),
        (Decimal, "%+0", &["%+5"], &["%5", "+5"]),
        // Exponents.
        (Double, "0.0E0", &["1.5E3", "1.5E-3", "1.5E+3", "1.5E12", "NaN", "INF"], &["1.5", "10.10E10", "1.5e3"]),
        (Double, "#0.###E#0", &["0.0E0", "10.10E1", "1E1"], &["0.0", "0.1234E1", "0E"]),
        (Double, "0E00", &["1E05", "1E-12"], &["1E5"]),
        (Double, "0E+00", &["1E+05", "1E-05"], &["1E5", "1E05"]),
        (Double, "0", &["1"], &["1E1"]),
        (Decimal, "0", &["1"], &["NaN", "INF", "1E1"]),
    ] {
        let format = compiled(Some(pattern), None, None);
        for text in good {
            let read = canonical(kind, Some(&format), text);
            assert!(read.is_ok(), "{pattern} {text}: {read:?}");
        }
        for text in bad {
            assert!(canonical(kind, Some(&format), text).is_err(), "{pattern} {text}");
        }
    }
}

#[test]
fn values_by_pattern() {
    for (kind, pattern, text, expected) in [
        (Integer, "#,##0", "1,234,567", "1234567"),
        (Integer, "00000", "00042", "42"),
        (Decimal, "0.000,###", "-1.123,4", "-1.1234"),
        (Decimal, "0.0%", "12.5%", "0.125"),
        (Decimal, "%0", "-%5", "-0.05"),
        (Decimal, "0‰", "12345‰", "12.345"),
        (Decimal, "#.00", ".50", "0.50"),
        (Double, "0.0E0", "1.5E3", "1.5E3"),
        (Double, "0.0E0", "-1.5E-3", "-1.5E-3"),
        (Double, "0%", "5%", "0.05"),
    ] {
        let format = compiled(Some(pattern), None, None);
        assert_eq!(canonical(kind, Some(&format), text).as_deref(), Ok(expected), "{pattern} {text}");
    }
    let group = compiled(Some("#.##0,00"), Some(","), Some("."));
    assert_eq!(canonical(Decimal, Some(&group), "1.234,50").as_deref(), Ok("1234.50"));
    let uax = compiled(Some("#,##0.00"), Some(","), Some("."));
    assert_eq!(canonical(Decimal, Some(&uax), "1.234,50").as_deref(), Ok("1234.50"));
    let no_groups = compiled(Some("0"), None, Some(","));
    assert!(canonical(Integer, Some(&no_groups), "1,234").is_err());
}

#[test]
fn what_is_no_pattern() {
    for pattern in [
        "[", "", "0#", "#,", "0.#0", "0E", "0E#", "0E+", "0E0E0", "¤0", "%0%", "%‰0", "0%%", "++0", "0.0.0", "#,,##0",
        "0.,0", "#,##0E0", "0.0,0E0", "x", "0;(0)", "'a'0", "@@", "0.5", "+", "%", "E0",
    ] {
        assert_eq!(NumberFormat::compile(Some(pattern), None, None).1.len(), 1, "{pattern}");
    }
}

#[test]
fn why_not_is_said() {
    let why = |pattern: &str, text| canonical(Decimal, Some(&compiled(Some(pattern), None, None)), text).unwrap_err();
    assert_eq!(why("##0", "1,234"), "`,234` is not expected by the pattern `##0`");
    assert_eq!(why("#,##0", "1234"), "the digits are not grouped as expected by the pattern `#,##0`");
    assert_eq!(why("0.0#", "1"), "at least 1 digit is expected after the decimal character by the pattern `0.0#`");
    assert_eq!(why("0%", "5"), "a percent sign is expected at the end by the pattern `0%`");
    assert_eq!(canonical(Decimal, None, "1e3").unwrap_err(), "a decimal has no exponent");
}

#[test]
fn hostile_numbers_and_patterns_take_linear_time() {
    let long = "9".repeat(1_000_000);
    assert_eq!(canonical(Integer, None, &long).as_deref(), Ok(long.as_str()));
    assert_eq!(canonical(Double, None, "1e999999999").as_deref(), Ok("1e999999999"));
    assert!(floating(Double, b"1e999999999").is_infinite());
    let grouped = "1,234".repeat(200_000);
    let comma = compiled(None, None, Some(","));
    assert!(canonical(Integer, Some(&comma), &grouped).is_ok());
    for pattern in ["#,##0".repeat(200_000), format!("0.{}", "#,".repeat(500_000)), "0".repeat(1_000_000)] {
        let (format, flaws) = NumberFormat::compile(Some(&pattern), None, None);
        assert!(flaws.iter().all(|flaw| flaw.len() < 1000));
        let read = canonical(Decimal, format.as_ref(), &grouped);
        assert!(read.is_ok() || read.unwrap_err().len() < 1000);
    }
}

#[test]
fn exponents_of_bounds_are_written_out() {
    for (kind, text, expected) in [
        (Integer, "1e2", Some("100")),
        (Integer, "5.0", Some("5")),
        (Integer, "1.5e1", Some("15")),
        (Integer, "1.5", None),
        (Integer, "15e-1", None),
        (Decimal, "1.5E-3", Some("0.0015")),
        (Decimal, "-12.5e1", Some("-125")),
        (Decimal, "123e-2", Some("1.23")),
        (Decimal, "0e5", Some("0")),
        (Decimal, "1e1000", Some(&format!("1{}", "0".repeat(1000)))),
        (Decimal, "1e999999999", None),
        (Decimal, "1e-99999999999999999999", None),
        (Decimal, "x", None),
    ] {
        let plain = without_exponent(kind, text.as_bytes()).map(|plain| String::from_utf8(plain).unwrap());
        assert_eq!(plain.as_deref(), expected, "{text}");
    }
}

#[test]
fn floats_are_rounded_once() {
    assert!((floating(Float, b"16777217") - 16_777_216.0).abs() < f64::EPSILON);
    assert!(floating(Float, b"1e39").is_infinite() && floating(Double, b"1e39").is_finite());
    assert!(floating(Float, b"NaN").is_nan() && floating(Float, b"-INF").is_infinite());
}

#[test]
fn digits_compare_as_numbers() {
    let sorted = ["-10", "-9.5", "-9.05", "0", "0.05", "0.5", "9", "10", "10.001", "123456789012345678901"];
    for (i, a) in sorted.iter().enumerate() {
        for (j, b) in sorted.iter().enumerate() {
            assert_eq!(Digits::of(a.as_bytes()).cmp(&Digits::of(b.as_bytes())), i.cmp(&j), "{a} {b}");
        }
    }
    assert_eq!(Digits::of(b"1.0"), Digits::of(b"001.00"));
    assert_eq!(Digits::of(b"-0.0"), Digits::of(b"0"));
}

/// A number as a pattern writes it: groups of three and then of two before the point, of three after it.
fn formatted(negative: bool, integer: &str, fraction: &str) -> String {
    let mut before = Vec::new();
    let mut rest = integer;
    let mut size = 3;
    while rest.len() > size {
        let (head, group) = rest.split_at(rest.len() - size);
        before.insert(0, group);
        (rest, size) = (head, 2);
    }
    before.insert(0, rest);
    let after: Vec<String> = fraction.as_bytes().chunks(3).map(|g| String::from_utf8(g.to_vec()).unwrap()).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{}{point}{}%", if negative { "-" } else { "" }, before.join(","), after.join(","))
}

proptest! {
    #[test]
    fn what_a_pattern_writes_is_read_back(negative: bool, integer in "[1-9][0-9]{0,11}|0", fraction in "[0-9]{0,7}") {
        let format = compiled(Some("#,##,##0.###,###,#%"), None, None);
        let text = formatted(negative, &integer, &fraction);
        let read = canonical(Decimal, Some(&format), &text).map_err(|why| TestCaseError::fail(format!("{text}: {why}")))?;
        // A hundredfold of what was read is what was written.
        let hundredfold = without_exponent(Decimal, format!("{read}e2").as_bytes()).unwrap();
        let sign = if negative { "-" } else { "" };
        let written = format!("{sign}{integer}.{fraction}");
        prop_assert_eq!(Digits::of(&hundredfold), Digits::of(written.as_bytes()));
        // And it is canonical.
        prop_assert_eq!(canonical(Decimal, None, &read), Ok(read));
    }

    #[test]
    fn the_order_of_digits_is_total(
        a in "-?[0-9]{1,3}([.][0-9]{1,2})?", b in "-?[0-9]{1,3}([.][0-9]{1,2})?", c in "-?[0-9]{1,3}([.][0-9]{1,2})?",
    ) {
        let (x, y, z) = (Digits::of(a.as_bytes()), Digits::of(b.as_bytes()), Digits::of(c.as_bytes()));
        prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
        prop_assert_eq!(x.cmp(&y).is_eq(), x == y);
        prop_assert_eq!(x.cmp(&y), double(a.as_bytes()).partial_cmp(&double(b.as_bytes())).unwrap());
        if x <= y && y <= z {
            prop_assert!(x <= z);
        }
    }

    #[test]
    fn any_pattern_and_any_text_are_judged(pattern in "[0#.,E+%‰x-]{0,10}", text in "[0-9.,E+%‰-]{0,10}") {
        let (format, _) = NumberFormat::compile(Some(&pattern), None, None);
        for kind in [Integer, Decimal, Double] {
            if let Ok(read) = canonical(kind, format.as_ref(), &text) {
                prop_assert_eq!(canonical(kind, None, &read), Ok(read));
            }
        }
    }

    #[test]
    fn any_bytes_are_judged(text: Vec<u8>, decimal in ".{0,2}", group in ".{0,2}") {
        let (format, _) = NumberFormat::compile(None, Some(&decimal), Some(&group));
        let _ = read(Double, format.as_ref(), &text, &mut Vec::new());
    }
}
