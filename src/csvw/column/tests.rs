mod facets;
mod lenient;
mod properties;

use super::*;
use crate::csvw::metadata::Datatype;

fn column(base: &str, change: impl FnOnce(&mut Column)) -> CompiledColumn {
    let mut column = Column { datatype: Datatype::of(base), ..Column::new("c") };
    change(&mut column);
    let (compiled, findings) = CompiledColumn::compile(&column);
    assert!(findings.is_empty(), "{findings:?}");
    compiled
}

fn shown(column: &CompiledColumn, raw: &str) -> Result<String, FlawKind> {
    let mut arena = b"earlier".to_vec();
    let mut items = vec![Value::NULL];
    let value = column.read(raw.as_bytes(), &mut arena, &mut items).map_err(|flaw| {
        assert_eq!((arena.len(), items.len()), (7, 1));
        flaw.kind
    })?;
    let show = |value: &Value| {
        if value.is_null() {
            "null".to_owned()
        } else {
            String::from_utf8(value.text(raw.as_bytes(), &arena).to_vec()).unwrap()
        }
    };
    Ok(if value.kind == Kind::List {
        format!("[{}]", value.items(&items).iter().map(show).collect::<Vec<_>>().join("|"))
    } else {
        show(&value)
    })
}

/// Cells of a column that is the same but for one thing, and what they come to.
type Steps<'a> = (&'a str, fn(&mut Column), &'a [(&'a str, Result<&'a str, FlawKind>)]);

fn judge(steps: &[Steps<'_>]) {
    for (base, change, cells) in steps {
        let column = column(base, change);
        for (raw, expected) in *cells {
            assert_eq!(shown(&column, raw), expected.map(str::to_owned), "{base} {raw:?}");
        }
    }
}

fn separated(column: &mut Column) {
    column.separator = Some(";".to_owned());
}

/// Steps 1 and 2.
#[test]
fn white_space_by_datatype() {
    let raw = " a\t\r\n  b ";
    for (base, expected) in [
        ("string", raw),
        ("json", raw),
        ("xml", raw),
        ("html", raw),
        ("anyAtomicType", raw),
        ("any", raw),
        ("normalizedString", " a     b "),
        ("token", "a b"),
        ("anyURI", "a b"),
    ] {
        assert_eq!(shown(&column(base, |_| ()), raw), Ok(expected.to_owned()), "{base}");
    }
    judge(&[
        ("integer", |_| (), &[("\t5\r\n", Ok("5")), ("1 2", Err(FlawKind::NotOfDatatype))]),
        // Only the white space of XML is such.
        ("integer", |_| (), &[("\u{a0}5", Err(FlawKind::NotOfDatatype))]),
        ("token", |_| (), &[("\u{a0}5\u{2003}", Ok("\u{a0}5\u{2003}"))]),
        ("boolean", |c| c.datatype.format = Some("not so|so".to_owned()), &[(" not  so", Ok("true"))]),
    ]);
}

/// Steps 3, 6 and 7 of cells that are no lists.
#[test]
fn defaults_and_nulls() {
    use FlawKind::{NotOfDatatype, Required};
    judge(&[
        ("string", |_| (), &[("", Ok("null")), (" ", Ok(" "))]),
        ("integer", |c| c.default = "05".to_owned(), &[("", Ok("5")), (" \t", Ok("5")), ("6", Ok("6"))]),
        ("integer", |c| c.default = "x".to_owned(), &[("", Err(NotOfDatatype))]),
        ("string", |c| c.default = "x".to_owned(), &[("", Ok("x")), (" ", Ok(" "))]),
        // A default may be null.
        (
            "integer",
            |c| (c.default, c.null) = ("-".to_owned(), vec!["-".to_owned()]),
            &[("", Ok("null")), ("-", Ok("null"))],
        ),
        // Markers are compared with the text without the white space that the datatype drops, to the letter.
        (
            "integer",
            |c| c.null = vec!["-".to_owned(), "not known".to_owned()],
            &[
                (" - ", Ok("null")),
                ("not  known", Ok("null")),
                ("Not known", Err(NotOfDatatype)),
                ("", Err(NotOfDatatype)),
            ],
        ),
        ("string", |c| c.null = vec!["-".to_owned()], &[("-", Ok("null")), (" - ", Ok(" - ")), ("", Ok(""))]),
        ("integer", |c| c.null = Vec::new(), &[("", Err(NotOfDatatype))]),
        // What is null is not judged by a format, a length or a bound.
        (
            "integer",
            |c| {
                c.null = vec!["99".to_owned()];
                c.datatype.maximum = Some("10".to_owned());
            },
            &[("99", Ok("null")), ("5", Ok("5")), ("98", Err(FlawKind::AboveMaximum))],
        ),
        ("string", |c| c.datatype.min_length = Some(2), &[("", Ok("null"))]),
        ("string", |c| c.datatype.format = Some("[a-z]+".to_owned()), &[("", Ok("null"))]),
        ("integer", |c| c.required = true, &[("", Err(Required)), (" ", Err(Required)), (" 7 ", Ok("7"))]),
        ("string", |c| (c.required, c.default) = (true, "x".to_owned()), &[("", Ok("x"))]),
        (
            "string",
            |c| (c.required, c.null) = (true, vec!["-".to_owned()]),
            &[("-", Err(Required)), ("", Ok("")), ("a", Ok("a"))],
        ),
    ]);
}

/// Steps 4 to 7 of lists.
#[test]
fn lists() {
    use FlawKind::{NotOfDatatype, Required, TooShort};
    judge(&[
        (
            "integer",
            |c| {
                separated(c);
                c.null = vec!["x".to_owned()];
            },
            &[
                ("1; 02;x", Ok("[1|2|null]")),
                ("1", Ok("[1]")),
                ("x", Ok("null")),
                ("x;x", Ok("[null|null]")),
                ("", Ok("[]")),
                ("  ", Ok("[]")),
                ("1;y", Err(NotOfDatatype)),
                ("1;", Err(NotOfDatatype)),
            ],
        ),
        // An empty item is null where the empty text is a marker.
        ("integer", separated, &[("1;;2;", Ok("[1|null|2|null]")), (";", Ok("[null|null]"))]),
        // White space around items is theirs for `string` and `anyAtomicType` only.
        ("string", separated, &[("a; b", Ok("[a| b]")), (" ", Ok("[ ]"))]),
        ("any", separated, &[("a; b", Ok("[a| b]"))]),
        ("json", separated, &[("1; {}\n;", Ok("[1|{}|null]"))]),
        ("normalizedString", separated, &[("a; b  c ", Ok("[a|b  c]"))]),
        ("token", separated, &[("a; b  c ", Ok("[a|b c]"))]),
        // A default stands for an empty cell, and for each empty item.
        (
            "integer",
            |c| {
                separated(c);
                c.default = "5;6".to_owned();
            },
            &[("", Ok("[5|6]"))],
        ),
        (
            "string",
            |c| {
                separated(c);
                c.default = "x".to_owned();
            },
            &[("", Ok("[x]")), ("a;;b", Ok("[a|x|b]"))],
        ),
        // A required list has an item; that may be null.
        (
            "integer",
            |c| {
                separated(c);
                c.required = true;
            },
            &[("", Err(Required)), ("1;", Ok("[1|null]")), (";", Ok("[null|null]"))],
        ),
        // Lengths, bounds and formats are those of the items.
        (
            "string",
            |c| {
                separated(c);
                c.datatype.min_length = Some(2);
            },
            &[("aa;bb", Ok("[aa|bb]")), ("aa;b", Err(TooShort)), ("a;a", Err(TooShort))],
        ),
        (
            "date",
            |c| {
                c.separator = Some(", ".to_owned());
                c.datatype.format = Some("d/M/yyyy".to_owned());
            },
            &[("1/2/2026, 2/2/2026", Ok("[2026-02-01|2026-02-02]")), ("1/2/2026,2/2/2026", Err(NotOfDatatype))],
        ),
        ("integer", |c| c.separator = Some(" ".to_owned()), &[(" 1  2\n3 ", Ok("[1|2|3]"))]),
    ]);
    let list = column("integer", separated);
    assert_eq!(list.read(b"1;2;y", &mut Vec::new(), &mut Vec::new()).unwrap_err().item, Some(2));
    assert_eq!((list.kind(), list.item_kind()), (Kind::List, Kind::Integer));
}

#[test]
fn many_markers_of_null_cost_each_cell_little() {
    let column = column("string", |c| c.null = (0..100_000).map(|number| format!("n{number}")).collect());
    for number in 0..10_000 {
        assert_eq!(shown(&column, &format!("n{number}")), Ok("null".to_owned()));
        assert_eq!(shown(&column, &number.to_string()), Ok(number.to_string()));
    }
}
