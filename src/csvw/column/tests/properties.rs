//! What holds for every datatype and every text.

use super::*;
use crate::csvw::datatype::built_in;
use proptest::prelude::*;

fn bases() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "string",
        "token",
        "integer",
        "decimal",
        "double",
        "boolean",
        "date",
        "time",
        "dateTime",
        "duration",
        "gYear",
        "gMonthDay",
        "anyURI",
        "hexBinary",
        "byte",
        "normalizedString",
        "dateTimeStamp",
        "language",
        "float",
        "unsignedLong",
        "negativeInteger",
        "gYear",
        "gYearMonth",
        "gMonth",
        "gDay",
        "dayTimeDuration",
        "yearMonthDuration",
        "base64Binary",
        "QName",
        "Name",
        "NMTOKEN",
        "json",
        "any",
    ])
}

/// Texts that are often values of something.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+]?[0-9]{0,4}[.]?[0-9]{0,3}([eE][-+]?[0-9]{1,2})?",
        "[0-9]{4}-[01][0-9]-[0-3][0-9](Z|[+-]0[0-9]:[03]0)?",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:00:00([.][0-9]{1,3})?(Z|[+-]00:00)?",
        "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3})?Z?",
        "-?P([0-9]Y)?([0-9]M)?(T[0-9]S)?",
        "[ a-zA-Z0-9:/%.|;,\t\r\n-]{0,12}",
        ".{0,8}",
    ]
}

proptest! {
    #[test]
    fn nothing_panics_and_canonical_text_is_canonical(base in bases(), raw in cells()) {
        let column = column(base, |_| ());
        let mut arena = Vec::new();
        let mut items = Vec::new();
        if let Ok(value) = column.read(raw.as_bytes(), &mut arena, &mut items)
            && !value.is_null()
        {
            let text = value.text(raw.as_bytes(), &arena).to_vec();
            let again = column.read(&text, &mut arena, &mut items);
            prop_assert!(again.is_ok(), "{:?} {:?}", String::from_utf8_lossy(&text), again);
            let again = again.unwrap();
            prop_assert_eq!(again.text(&text, &arena), &text[..]);
        }
    }

    /// A conversion sees what a validation does: the same value where there is no flaw, and the first flaw first.
    #[test]
    fn both_ways_of_reading_agree(base in bases(), raw in cells(), separated: bool, required: bool, most in 0..4_u64) {
        let column = column(base, |c| {
            c.separator = separated.then(|| ";".to_owned());
            c.required = required;
            c.datatype.max_length = built_in(base).unwrap().has_length().then_some(most);
        });
        let (mut arena, mut items, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
        let lenient = column.read_lenient(raw.as_bytes(), &mut arena, &mut items, &mut flaws);
        let (mut own_arena, mut own_items) = (Vec::new(), Vec::new());
        match column.read(raw.as_bytes(), &mut own_arena, &mut own_items) {
            Ok(value) => {
                prop_assert!(flaws.is_empty());
                prop_assert_eq!((value, own_arena, own_items), (lenient, arena, items));
            }
            Err(flaw) => {
                prop_assert_eq!(Some(&flaw), flaws.first());
                let named: Vec<_> = flaws.iter().map(|flaw| flaw.item).collect();
                prop_assert!(named.windows(2).all(|pair| pair[0] < pair[1]));
                let strings = |index: usize| lenient.items(&items)[index].kind == Kind::String;
                prop_assert!(named.iter().flatten().all(|index| strings(*index as usize)));
            }
        }
    }

    #[test]
    fn any_bytes_are_judged(base in bases(), raw: Vec<u8>) {
        let list = column(base, |c| c.separator = Some(",".to_owned()));
        let _ = list.read(&raw, &mut Vec::new(), &mut Vec::new());
        let _ = column(base, |_| ()).read(&raw, &mut Vec::new(), &mut Vec::new());
    }

    #[test]
    fn formatted_values_reread_without_the_format(
        (base, format) in prop::sample::select(vec![
            ("date", "d/M/yyyy"), ("date", "dd-MMM-yy"), ("dateTime", "yyyyMMdd HHmm X"), ("time", "HH:mm"),
            ("decimal", "#,##0.0##"), ("decimal", "0.0%"), ("integer", "#,##0"), ("double", "0.0E0"),
            ("boolean", "Y|N"), ("gYearMonth", "MM/yyyy"),
        ]),
        raw in prop_oneof![
            "[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3}", "[0-3][0-9]-(Jan|Feb|Dec)-[0-9]{2}",
            "20[0-9]{2}[01][0-9][0-3][0-9] [0-2][0-9][0-5][0-9] (Z|[+-]0[0-9]|[+-]0[0-9]30)",
            "[0-2][0-9]:[0-5][0-9]", "-?[0-9]{1,3}(,[0-9]{3}){0,2}([.][0-9]{1,4})?%?", "[0-9][.][0-9]E-?[0-9]",
            "[YN]", "[01][0-9]/20[0-9]{2}",
        ],
    ) {
        let formatted = column(base, |c| c.datatype.format = Some(format.to_owned()));
        let plain = column(base, |_| ());
        let mut arena = Vec::new();
        let mut items = Vec::new();
        if let Ok(value) = formatted.read(raw.as_bytes(), &mut arena, &mut items) {
            let text = value.text(raw.as_bytes(), &arena).to_vec();
            let again = plain.read(&text, &mut arena, &mut items).map_err(|flaw| TestCaseError::fail(flaw.why))?;
            prop_assert_eq!(again.text(&text, &arena), &text[..]);
        }
    }
}
