//! What holds for every column and cell.

use crate::csvw::{Column, CompiledColumn, Datatype, Kind, Value, key_bytes};

/// Before what is read, to see that it stays: columns add to an arena, they do not begin one.
const EARLIER: &[u8] = b"earlier";

/// A cell's values that are not null, each with its canonical text and its normal form as a key.
pub type Values = Vec<(Value, Vec<u8>, Vec<u8>)>;

/// Reads a cell by a column: nothing if it has a flaw.
///
/// # Panics
///
/// When the arena and the items are not left as they should be.
#[must_use]
pub fn read(column: &CompiledColumn, cell: &[u8]) -> Option<Values> {
    let mut arena = EARLIER.to_vec();
    let mut items = vec![Value::NULL];
    let result = column.read(cell, &mut arena, &mut items);
    assert!(arena.starts_with(EARLIER) && items.first() == Some(&Value::NULL), "what was there before is gone");
    let Ok(value) = result else {
        assert_eq!((arena.len(), items.len()), (EARLIER.len(), 1), "a flaw left something behind");
        return None;
    };
    let mut whole = Vec::new();
    key_bytes(value, cell, &arena, &items, &mut whole);
    let values = if value.kind == Kind::List { value.items(&items) } else { std::slice::from_ref(&value) };
    let values = values.iter().filter(|value| !value.is_null());
    Some(
        values
            .map(|value| {
                assert_eq!(value.kind, column.item_kind());
                let mut key = Vec::new();
                key_bytes(*value, cell, &arena, &items, &mut key);
                (*value, value.text(cell, &arena).to_vec(), key)
            })
            .collect(),
    )
}

/// Holds that canonical texts are canonical: a column of the same datatype without a format reads each as itself, and
/// the key stays the same.
///
/// # Panics
///
/// When it does not hold.
pub fn canonical_texts_are_canonical(base: &str, values: &Values) {
    let plain = Column { datatype: Datatype::of(base), null: Vec::new(), ..Column::new("plain") };
    let (plain, findings) = CompiledColumn::compile(&plain);
    assert!(findings.is_empty(), "{base} is built in");
    for (_, text, key) in values {
        let shown = String::from_utf8_lossy(text);
        let Some(again) = read(&plain, text) else { panic!("{base}: the canonical text `{shown}` is refused") };
        let [(_, text_again, key_again)] = again.as_slice() else {
            panic!("{base}: the canonical text `{shown}` is not one value")
        };
        assert_eq!(&String::from_utf8_lossy(text_again), &shown, "{base}: the canonical text is not its own");
        assert_eq!(key_again, key, "{base}: the canonical text `{shown}` has another key");
    }
}
