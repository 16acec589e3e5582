//! Reading whatever is wrong, as conversions do.

use super::*;

/// A cell's value as kinds and texts, and its flaws as items and kinds.
type Read = (Vec<(Kind, String)>, Vec<(Option<u32>, FlawKind)>);

fn lenient(column: &CompiledColumn, raw: &str) -> Read {
    let (mut arena, mut items, mut flaws) = (b"earlier".to_vec(), vec![Value::NULL], Vec::new());
    let value = column.read_lenient(raw.as_bytes(), &mut arena, &mut items, &mut flaws);
    let show = |value: &Value| (value.kind, String::from_utf8(value.text(raw.as_bytes(), &arena).to_vec()).unwrap());
    let mut values = vec![show(&value)];
    values.extend(value.items(&items).iter().map(show));
    (values, flaws.iter().map(|flaw| (flaw.item, flaw.kind)).collect())
}

fn single(column: &CompiledColumn, raw: &str) -> (Kind, String, Vec<FlawKind>) {
    let (mut values, flaws) = lenient(column, raw);
    assert!(flaws.len() <= 1 && flaws.iter().all(|(item, _)| item.is_none()));
    let (kind, text) = values.pop().unwrap();
    (kind, text, flaws.into_iter().map(|(_, flaw)| flaw).collect())
}

#[test]
fn a_flawed_value_is_its_text_without_the_white_space_that_its_datatype_drops() {
    use FlawKind::{AboveMaximum, NotOfDatatype, PatternMismatch, Required, TooLong};
    type Case<'a> = (&'a str, fn(&mut Column), &'a str, (Kind, &'a str, &'a [FlawKind]));
    let cases: &[Case<'_>] = &[
        ("integer", |_| (), " 007 ", (Kind::Integer, "7", &[])),
        ("integer", |_| (), " 7.0 ", (Kind::String, "7.0", &[NotOfDatatype])),
        ("integer", |_| (), "not\t a  number", (Kind::String, "not a number", &[NotOfDatatype])),
        ("NMTOKEN", |c| c.datatype.max_length = Some(4), "token", (Kind::String, "token", &[TooLong])),
        ("string", |c| c.datatype.format = Some("[Bb]+".to_owned()), " A ", (Kind::String, " A ", &[PatternMismatch])),
        // What is written, not what it comes to.
        (
            "date",
            |c| {
                c.datatype.format = Some("d/M/yyyy".to_owned());
                c.datatype.maximum = Some("2000-01-01".to_owned());
            },
            "2/3/2015",
            (Kind::String, "2/3/2015", &[AboveMaximum]),
        ),
        ("date", |c| c.default = "soon".to_owned(), "", (Kind::String, "soon", &[NotOfDatatype])),
        ("date", |c| c.required = true, " ", (Kind::Null, "", &[Required])),
        ("double", |_| (), "INF", (Kind::Double, "INF", &[])),
        ("decimal", |_| (), "INF", (Kind::String, "INF", &[NotOfDatatype])),
        ("boolean", |_| (), "1", (Kind::Boolean, "true", &[])),
    ];
    for (base, change, raw, (kind, text, flaws)) in cases {
        let (found_kind, found_text, found_flaws) = single(&column(base, change), raw);
        assert_eq!((found_kind, found_text.as_str(), &found_flaws[..]), (*kind, *text, *flaws), "{base} {raw}");
    }
}

/// The example of tabular-data-model § 6.4.1: `[1, 5, "7.0"]`.
#[test]
fn the_items_of_a_list_are_judged_one_by_one() {
    let list = column("integer", |c| {
        c.separator = Some(" ".to_owned());
        c.datatype.minimum = Some("1".to_owned());
        c.datatype.maximum = Some("10".to_owned());
        c.default = "5".to_owned();
        c.null = vec!["x".to_owned()];
    });
    let text = |kind, text: &str| (kind, text.to_owned());
    let (values, flaws) = lenient(&list, "1 5 7.0");
    assert_eq!(values[1..], [text(Kind::Integer, "1"), text(Kind::Integer, "5"), text(Kind::String, "7.0")]);
    assert_eq!(flaws, [(Some(2), FlawKind::NotOfDatatype)]);
    let (values, flaws) = lenient(&list, "a  +2 x 11 03");
    assert_eq!(values[0].0, Kind::List);
    assert_eq!(
        values[1..],
        [
            text(Kind::String, "a"),
            text(Kind::Integer, "2"),
            text(Kind::Null, ""),
            text(Kind::String, "11"),
            text(Kind::Integer, "3")
        ]
    );
    assert_eq!(flaws, [(Some(0), FlawKind::NotOfDatatype), (Some(3), FlawKind::AboveMaximum)]);
}

#[test]
fn a_required_list_that_is_empty_stays_one() {
    let list = column("string", |c| {
        c.separator = Some(";".to_owned());
        c.required = true;
        c.null = vec!["-".to_owned()];
    });
    assert_eq!(lenient(&list, ""), (vec![(Kind::List, String::new())], vec![(None, FlawKind::Required)]));
    assert_eq!(lenient(&list, "-"), (vec![(Kind::Null, String::new())], vec![(None, FlawKind::Required)]));
    // Items may be null.
    assert_eq!(lenient(&list, "-;a").1, []);
}

#[test]
fn a_datatype_is_known_by_its_own_address_or_that_of_its_base() {
    let iri = |base: &str, id: Option<&str>| {
        column(base, |c| c.datatype.id = id.map(str::to_owned)).datatype_iri().to_owned()
    };
    assert_eq!(iri("number", None), "http://www.w3.org/2001/XMLSchema#double");
    assert_eq!(iri("number", Some("http://example.org/kg")), "http://example.org/kg");
    assert_eq!(column("any", |_| ()).base().name, "any");
}

#[test]
fn a_list_of_a_million_flaws_is_told_whole_and_in_few_words() {
    let list = column("integer", |c| c.separator = Some(";".to_owned()));
    let (mut arena, mut items, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
    let raw = "x;".repeat(200_000);
    let value = list.read_lenient(raw.as_bytes(), &mut arena, &mut items, &mut flaws);
    assert_eq!((value.items(&items).len(), flaws.len()), (200_001, 200_000));
    assert_eq!(flaws.iter().filter(|flaw| !flaw.why.is_empty()).count(), SAID);
    assert!(flaws.iter().zip(0..).all(|(flaw, index)| flaw.item == Some(index)));
    assert!(arena.is_empty());
}
