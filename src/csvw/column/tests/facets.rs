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
        ("duration", |d| d.maximum = Some("P1D".to_owned()), "PT25H", Err(AboveMaximum)),
        ("string", |d| d.length = Some(2), "é€", Ok("é€")),
        ("string", |d| d.length = Some(2), "abc", Err(WrongLength)),
        ("string", |d| d.min_length = Some(2), "a", Err(TooShort)),
        ("hexBinary", |d| d.max_length = Some(1), "0a0b", Err(TooLong)),
        ("string", |d| d.format = Some("[A-Z]+|x".to_owned()), "ABx", Err(PatternMismatch)),
        ("string", |d| d.format = Some("^[A-Z]+$".to_owned()), "AB", Ok("AB")),
        ("duration", |d| d.format = Some("P.*Y".to_owned()), "P1Y", Ok("P1Y")),
        ("boolean", |d| d.format = Some("Y|N".to_owned()), "N", Ok("false")),
        ("boolean", |_| (), "1", Ok("true")),
        ("anyURI", |_| (), " http://example.org/ ", Ok("http://example.org/")),
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

#[test]
fn flaws_of_datatypes_are_found() {
    use FindingKind::{ConstraintNotApplicable, ContradictoryBounds, InvalidBound, InvalidFormat, UnknownDatatype};
    type Case = (&'static str, fn(&mut Datatype), FindingKind, Severity);
    let cases: &[Case] = &[
        ("strong", |_| (), UnknownDatatype, Severity::Warning),
        ("string", |d| d.format = Some("+".to_owned()), InvalidFormat, Severity::Warning),
        ("integer", |d| d.format = Some("[".to_owned()), InvalidFormat, Severity::Warning),
        ("date", |d| d.format = Some("YYYY".to_owned()), InvalidFormat, Severity::Warning),
        ("boolean", |d| d.format = Some("YN".to_owned()), InvalidFormat, Severity::Warning),
        ("date", |d| d.length = Some(1), ConstraintNotApplicable, Severity::Error),
        ("string", |d| d.minimum = Some("a".to_owned()), ConstraintNotApplicable, Severity::Error),
        ("integer", |d| d.minimum = Some("a".to_owned()), InvalidBound, Severity::Warning),
        ("string", |d| (d.length, d.min_length) = (Some(1), Some(2)), ContradictoryBounds, Severity::Error),
        (
            "integer",
            |d| (d.minimum, d.maximum) = (Some("2".to_owned()), Some("1".to_owned())),
            ContradictoryBounds,
            Severity::Error,
        ),
        (
            "integer",
            |d| (d.minimum, d.min_exclusive) = (Some("2".to_owned()), Some("1".to_owned())),
            ContradictoryBounds,
            Severity::Error,
        ),
        (
            "integer",
            |d| (d.minimum, d.max_exclusive) = (Some("2".to_owned()), Some("2".to_owned())),
            ContradictoryBounds,
            Severity::Error,
        ),
    ];
    for (base, change, kind, severity) in cases {
        let mut column = Column { datatype: Datatype::of(*base), ..Column::new("c") };
        change(&mut column.datatype);
        let findings = CompiledColumn::compile(&column).1;
        assert_eq!(findings.iter().map(|f| (f.kind, f.severity)).collect::<Vec<_>>(), [(*kind, *severity)], "{base}");
    }
}
