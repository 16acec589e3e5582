//! Formats, lengths and bounds (tabular-data-model §§ 4.6, 6.4.2 to 6.4.6; tabular-metadata § 5.11.2).

use super::*;
use crate::csvw::finding::{FindingKind, Severity};

#[test]
fn constraints() {
    use FlawKind::{AboveMaximum, BelowMinimum, NotOfDatatype, PatternMismatch, TooLong, TooShort, WrongLength};
    type Case<'a> = (&'a str, fn(&mut Datatype), &'a str, Result<&'a str, FlawKind>);
    let cases: &[Case<'_>] = &[
        ("integer", |d| d.minimum = Some("10".to_owned()), "9", Err(BelowMinimum)),
        ("integer", |d| d.minimum = Some("10".to_owned()), "10", Ok("10")),
        ("integer", |d| d.min_exclusive = Some("10".to_owned()), "10", Err(BelowMinimum)),
        (
            "integer",
            |d| d.maximum = Some("99999999999999999999".to_owned()),
            "100000000000000000000",
            Err(AboveMaximum),
        ),
        ("decimal", |d| d.maximum = Some("1.10".to_owned()), "1.1000", Ok("1.1000")),
        ("decimal", |d| d.max_exclusive = Some("1.10".to_owned()), "1.1", Err(AboveMaximum)),
        ("double", |d| d.maximum = Some("1e2".to_owned()), "100", Ok("100")),
        ("double", |d| d.maximum = Some("1e2".to_owned()), "NaN", Err(AboveMaximum)),
        ("number", |d| d.minimum = Some("INF".to_owned()), "1e308", Err(BelowMinimum)),
        ("double", |d| d.maximum = Some("NaN".to_owned()), "1", Err(AboveMaximum)),
        ("float", |d| d.maximum = Some("16777216".to_owned()), "16777217", Ok("16777217")),
        ("double", |d| d.maximum = Some("16777216".to_owned()), "16777217", Err(AboveMaximum)),
        // A JSON number.
        ("decimal", |d| d.maximum = Some("1.5E2".to_owned()), "150.01", Err(AboveMaximum)),
        ("integer", |d| d.minimum = Some("5.0".to_owned()), "5", Ok("5")),
        (
            "decimal",
            |d| (d.format, d.minimum) = (Some("0%".to_owned()), Some("0.5".to_owned())),
            "49%",
            Err(BelowMinimum),
        ),
        ("byte", |_| (), "128", Err(NotOfDatatype)),
        ("byte", |_| (), "-128", Ok("-128")),
        ("negativeInteger", |_| (), "0", Err(NotOfDatatype)),
        ("unsignedLong", |_| (), "18446744073709551616", Err(NotOfDatatype)),
        ("date", |d| d.minimum = Some("1990-01-01".to_owned()), "1989-12-31", Err(BelowMinimum)),
        (
            "dateTime",
            |d| d.maximum = Some("2000-01-01T00:00:00Z".to_owned()),
            "2000-01-01T00:30:00+01:00",
            Ok("2000-01-01T00:30:00+01:00"),
        ),
        // Without a zone it could be before or after.
        ("dateTime", |d| d.maximum = Some("2000-01-02T00:00:00Z".to_owned()), "2000-01-01T12:00:00", Err(AboveMaximum)),
        (
            "dateTime",
            |d| d.maximum = Some("2000-01-02T00:00:00Z".to_owned()),
            "2000-01-01T09:59:59",
            Ok("2000-01-01T09:59:59"),
        ),
        ("gYear", |d| d.min_exclusive = Some("2000".to_owned()), "2000", Err(BelowMinimum)),
        ("time", |d| d.maximum = Some("12:00:00".to_owned()), "12:00:00.1", Err(AboveMaximum)),
        ("duration", |d| d.maximum = Some("P1D".to_owned()), "PT25H", Err(AboveMaximum)),
        ("duration", |d| d.maximum = Some("P1M".to_owned()), "P27D", Ok("P27D")),
        ("duration", |d| d.maximum = Some("P1M".to_owned()), "P30D", Err(AboveMaximum)),
        ("string", |d| d.length = Some(2), "é€", Ok("é€")),
        ("string", |d| d.length = Some(2), "abc", Err(WrongLength)),
        ("string", |d| d.min_length = Some(2), "a", Err(TooShort)),
        ("string", |d| d.length = Some(0), "a", Err(WrongLength)),
        ("base64Binary", |d| d.length = Some(2), "YWI=", Ok("YWI=")),
        ("binary", |d| d.length = Some(4), "YWI=", Err(WrongLength)),
        ("hexBinary", |d| d.max_length = Some(1), "0a0b", Err(TooLong)),
        ("string", |d| d.format = Some("[A-Z]+|x".to_owned()), "ABx", Err(PatternMismatch)),
        ("string", |d| d.format = Some("^[A-Z]+$".to_owned()), "AB", Ok("AB")),
        ("duration", |d| d.format = Some("P.*Y".to_owned()), "P1Y", Ok("P1Y")),
        ("boolean", |d| d.format = Some("Y|N".to_owned()), "N", Ok("false")),
        ("boolean", |_| (), "1", Ok("true")),
        ("anyURI", |_| (), " http://example.org/ ", Ok("http://example.org/")),
        ("anyURI", |_| (), "a b", Ok("a b")),
        ("anyURI", |d| d.format = Some("https?:.*".to_owned()), "ftp:a", Err(PatternMismatch)),
        ("json", |_| (), "{", Ok("{")),
        ("json", |d| d.format = Some(r"\{.*\}".to_owned()), "[]", Err(PatternMismatch)),
        ("dateTime", |d| d.format = Some("d/M/yyyy HH:mm".to_owned()), "1/2/2026  09:30", Ok("2026-02-01T09:30:00")),
    ];
    for (base, change, raw, expected) in cases {
        let column = column(base, |column| change(&mut column.datatype));
        assert_eq!(shown(&column, raw), expected.map(str::to_owned), "{base} {raw}");
    }
}

#[test]
fn a_minimum_may_be_written_in_the_form_of_the_standard_or_of_the_column() {
    for minimum in ["1990-01-31", "31/01/1990"] {
        let column = column("date", |c| {
            c.datatype.format = Some("dd/MM/yyyy".to_owned());
            c.datatype.minimum = Some(minimum.to_owned());
        });
        assert_eq!(shown(&column, "30/01/1990"), Err(FlawKind::BelowMinimum));
        assert_eq!(shown(&column, "31/01/1990"), Ok("1990-01-31".to_owned()));
    }
}

/// tabular-metadata § 5.11.2 says which contradictions are errors; § 4, that what else is wrong is as if it were not
/// there.
#[test]
fn flaws_of_datatypes_are_found() {
    use FindingKind::{ConstraintNotApplicable, ContradictoryBounds, InvalidBound, InvalidFormat, UnknownDatatype};
    type Case = (&'static str, fn(&mut Datatype), Option<(FindingKind, Severity)>);
    #[allow(clippy::unnecessary_wraps, reason = "the properties are optional")]
    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
    let warning = |kind| Some((kind, Severity::Warning));
    let error = |kind| Some((kind, Severity::Error));
    let cases: &[Case] = &[
        ("strong", |_| (), warning(UnknownDatatype)),
        ("string", |d| d.format = text("+"), warning(InvalidFormat)),
        ("duration", |d| d.format = text("+"), warning(InvalidFormat)),
        ("integer", |d| d.format = text("["), warning(InvalidFormat)),
        ("date", |d| d.format = text("YYYY"), warning(InvalidFormat)),
        ("boolean", |d| d.format = text("YN"), warning(InvalidFormat)),
        ("date", |d| d.group_char = text(","), warning(InvalidFormat)),
        // Lengths that do not apply.
        ("date", |d| d.length = Some(1), error(ConstraintNotApplicable)),
        ("integer", |d| d.max_length = Some(1), error(ConstraintNotApplicable)),
        ("boolean", |d| d.min_length = Some(1), error(ConstraintNotApplicable)),
        ("anyURI", |d| d.max_length = Some(1), error(ConstraintNotApplicable)),
        ("anyAtomicType", |d| d.max_length = Some(1), error(ConstraintNotApplicable)),
        ("json", |d| d.max_length = Some(1), None),
        ("language", |d| d.max_length = Some(2), None),
        // Lengths that contradict one another.
        ("string", |d| (d.length, d.min_length) = (Some(1), Some(2)), error(ContradictoryBounds)),
        ("string", |d| (d.length, d.max_length) = (Some(2), Some(1)), error(ContradictoryBounds)),
        ("string", |d| (d.min_length, d.max_length) = (Some(2), Some(1)), error(ContradictoryBounds)),
        ("string", |d| (d.length, d.min_length, d.max_length) = (Some(2), Some(2), Some(2)), None),
        // Bounds that do not apply.
        ("string", |d| d.minimum = text("a"), error(ConstraintNotApplicable)),
        ("anyURI", |d| d.max_exclusive = text("a"), error(ConstraintNotApplicable)),
        ("boolean", |d| d.maximum = text("true"), error(ConstraintNotApplicable)),
        ("hexBinary", |d| d.min_exclusive = text("00"), error(ConstraintNotApplicable)),
        // Bounds that are no values.
        ("integer", |d| d.minimum = text("a"), warning(InvalidBound)),
        ("integer", |d| d.minimum = text("1.5"), warning(InvalidBound)),
        ("byte", |d| d.minimum = text("200"), warning(InvalidBound)),
        ("decimal", |d| d.maximum = text("1e999999999"), warning(InvalidBound)),
        ("decimal", |d| d.maximum = text("INF"), warning(InvalidBound)),
        ("date", |d| d.maximum = text("2026"), warning(InvalidBound)),
        ("double", |d| d.maximum = text("1e999999999"), None),
        ("gYear", |d| d.maximum = text("2026"), None),
        // Bounds that contradict one another.
        ("integer", |d| (d.minimum, d.min_exclusive) = (text("2"), text("1")), error(ContradictoryBounds)),
        ("integer", |d| (d.maximum, d.max_exclusive) = (text("1"), text("1")), error(ContradictoryBounds)),
        ("integer", |d| (d.minimum, d.maximum) = (text("2"), text("1")), error(ContradictoryBounds)),
        ("integer", |d| (d.minimum, d.maximum) = (text("2"), text("2")), None),
        ("integer", |d| (d.minimum, d.max_exclusive) = (text("2"), text("2")), error(ContradictoryBounds)),
        ("integer", |d| (d.minimum, d.max_exclusive) = (text("2"), text("3")), None),
        ("integer", |d| (d.min_exclusive, d.maximum) = (text("2"), text("2")), error(ContradictoryBounds)),
        ("integer", |d| (d.min_exclusive, d.max_exclusive) = (text("2"), text("1")), error(ContradictoryBounds)),
        ("integer", |d| (d.min_exclusive, d.max_exclusive) = (text("2"), text("2")), None),
        ("decimal", |d| (d.minimum, d.max_exclusive) = (text("1.0"), text("1e0")), error(ContradictoryBounds)),
        ("date", |d| (d.minimum, d.maximum) = (text("2026-01-02"), text("2026-01-01")), error(ContradictoryBounds)),
        ("duration", |d| (d.minimum, d.maximum) = (text("P32D"), text("P1M")), error(ContradictoryBounds)),
        // These two have no order, so that neither is less.
        ("duration", |d| (d.minimum, d.maximum) = (text("P30D"), text("P1M")), None),
    ];
    for (base, change, expected) in cases {
        let mut column = Column { datatype: Datatype::of(*base), ..Column::new("c") };
        change(&mut column.datatype);
        let findings = CompiledColumn::compile(&column).1;
        let found: Vec<_> = findings.iter().map(|f| (f.kind, f.severity)).collect();
        assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{:?}", column.datatype);
    }
}

/// A format that is not understood is as if it were not there: cells have the form of XML Schema then.
#[test]
fn a_format_that_is_not_understood_is_passed_over() {
    for (base, format, good, bad) in [
        ("date", "DD/MM/YYYY", "2015-06-05", "05/06/2015"),
        ("boolean", "YN", "true", "Y"),
        ("decimal", "[0-9]", "1.5", "1,5"),
        ("duration", "P(", "P1Y", "P("),
        ("string", "(", "a", ""),
    ] {
        let mut column = Column { datatype: Datatype::of(base), null: Vec::new(), ..Column::new("c") };
        column.datatype.format = Some(format.to_owned());
        let (column, findings) = CompiledColumn::compile(&column);
        assert_eq!(findings.len(), 1, "{base}");
        assert!(shown(&column, good).is_ok(), "{base} {good}");
        assert!(base == "string" || shown(&column, bad).is_err(), "{base} {bad}");
    }
}

#[test]
fn words_about_hostile_datatypes_are_short() {
    let huge = "9".repeat(1_000_000);
    for (base, change) in [
        ("integer", (|d, huge| d.minimum = Some(huge)) as fn(&mut Datatype, String)),
        ("date", |d, huge| d.maximum = Some(huge)),
        ("decimal", |d, huge| d.format = Some(huge)),
        ("boolean", |d, huge| d.format = Some(format!("{huge}|N"))),
        ("string", |d, huge| d.format = Some(format!("[a]|{huge}"))),
        ("integer", |d, huge| d.group_char = Some(huge)),
        ("integer", |d, huge| d.base = huge),
    ] {
        let mut column = Column { datatype: Datatype::of(base), ..Column::new("c") };
        change(&mut column.datatype, huge.clone());
        let (column, findings) = CompiledColumn::compile(&column);
        // The words of a regular expression are those of its own file.
        assert!(findings.iter().all(|finding| base == "string" || finding.message.len() < 1000), "{base}");
        let flaw = column.read(b"7x", &mut Vec::new(), &mut Vec::new());
        assert!(flaw.is_ok() || flaw.unwrap_err().why.len() < 1000, "{base}");
    }
}
