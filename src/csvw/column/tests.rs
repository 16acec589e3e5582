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

#[test]
fn strings_are_the_sources() {
    let text = column("string", |_| ());
    assert_eq!(shown(&text, " a\tb "), Ok(" a\tb ".to_owned()));
    assert_eq!(shown(&text, ""), Ok("null".to_owned()));
    assert_eq!(shown(&column("normalizedString", |_| ()), " a\tb "), Ok(" a b ".to_owned()));
    assert_eq!(shown(&column("token", |_| ()), " a \t b "), Ok("a b".to_owned()));
}

#[test]
fn nulls_defaults_and_required() {
    let marked = |base| column(base, |c| c.null = vec!["-".to_owned(), "not known".to_owned()]);
    assert_eq!(shown(&marked("integer"), " - "), Ok("null".to_owned()));
    assert_eq!(shown(&marked("integer"), "not  known"), Ok("null".to_owned()));
    assert_eq!(shown(&marked("string"), " - "), Ok(" - ".to_owned()));
    assert_eq!(shown(&marked("string"), ""), Ok(String::new()), "the empty text is no marker here");
    assert_eq!(shown(&marked("integer"), ""), Err(FlawKind::NotOfDatatype));
    assert_eq!(shown(&column("integer", |c| c.default = "05".to_owned()), "  "), Ok("5".to_owned()));
    let required = column("integer", |c| c.required = true);
    assert_eq!(shown(&required, ""), Err(FlawKind::Required));
    assert_eq!(shown(&required, " 7 "), Ok("7".to_owned()));
}

#[test]
fn lists() {
    let list = |base: &str| {
        column(base, |c| {
            c.separator = Some(";".to_owned());
            c.null = vec!["x".to_owned()];
        })
    };
    assert_eq!(shown(&list("integer"), "1; 02;x"), Ok("[1|2|null]".to_owned()));
    assert_eq!(shown(&list("string"), "a; b"), Ok("[a| b]".to_owned()));
    assert_eq!(shown(&list("token"), "a; b"), Ok("[a|b]".to_owned()));
    assert_eq!(shown(&list("integer"), ""), Ok("[]".to_owned()));
    assert_eq!(shown(&list("integer"), "x"), Ok("null".to_owned()));
    assert_eq!(shown(&list("integer"), "1;y"), Err(FlawKind::NotOfDatatype));
    let flaw = list("integer").read(b"1;2;y", &mut Vec::new(), &mut Vec::new()).unwrap_err();
    assert_eq!(flaw.item, Some(2));
    assert_eq!(list("integer").kind(), Kind::List);
    assert_eq!(list("integer").item_kind(), Kind::Integer);
}
