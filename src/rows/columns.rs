//! A table's columns made ready for reading, with what a column alone says of its values.

use crate::csvw::column::CompiledColumn;
use crate::csvw::key::key_bytes;
use crate::csvw::metadata::Column;
use crate::csvw::value::{Kind, Value};
use crate::model::{CodeList, Table};
use std::collections::HashSet;

/// All columns of a schema, in order.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) columns: Vec<ReadyColumn>,
}

#[derive(Debug)]
pub(super) struct ReadyColumn {
    pub(super) compiled: CompiledColumn,
    /// Not in the file: empty in every row.
    pub(super) is_virtual: bool,
    /// The separator of a list.
    pub(super) separator: Option<Vec<u8>>,
    /// Whether a list's items are other texts than the source's, so that the separator may be in one of them.
    pub(super) items_are_rewritten: bool,
    /// Normal forms of the codes, where the column has a list of them.
    pub(super) codes: Option<HashSet<Vec<u8>>>,
    /// The codes as texts, where a text is its own normal form.
    plain_codes: HashSet<Vec<u8>>,
    /// What its values are that are not null.
    kind: Kind,
}

impl Columns {
    pub(super) fn new(table: &Table) -> Self {
        let columns = table
            .schema
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                // What is wrong in the declaration was told by whoever read it.
                let compiled = CompiledColumn::compile(column).0;
                let separator = column.separator.clone().filter(|text| !text.is_empty()).map(String::into_bytes);
                let codes = match table.columns.get(index).and_then(|words| words.code_list.as_ref()) {
                    Some(CodeList::Codes(codes)) => Some(codes_of(column, codes.iter().map(|(code, _)| code.as_str()))),
                    _ => None,
                };
                let plain_codes = match &codes {
                    Some(codes) if compiled.kind() == Kind::String => {
                        codes.iter().filter_map(|code| plain(code)).collect()
                    }
                    _ => HashSet::new(),
                };
                ReadyColumn {
                    plain_codes,
                    is_virtual: column.is_virtual,
                    items_are_rewritten: separator.is_some() && compiled.item_kind() != Kind::String,
                    separator,
                    codes,
                    kind: compiled.kind(),
                    compiled,
                }
            })
            .collect();
        Self { columns }
    }

    /// What the values of a column are that are not null.
    #[inline]
    pub(super) fn kind(&self, column: usize) -> Kind {
        self.columns.get(column).map_or(Kind::String, |column| column.kind)
    }
}

/// The normal forms of codes, each read as a cell of the column is.
fn codes_of<'a>(column: &Column, codes: impl Iterator<Item = &'a str>) -> HashSet<Vec<u8>> {
    let single =
        Column { separator: None, null: Vec::new(), required: false, default: String::new(), ..column.clone() };
    let compiled = CompiledColumn::compile(&single).0;
    // A code is a CSVW value: in a column of dates written `31/01/2026` it may be given as `2026-01-31` too.
    let mut canonical = single;
    canonical.datatype.format = None;
    canonical.datatype.decimal_char = None;
    canonical.datatype.group_char = None;
    let canonical = CompiledColumn::compile(&canonical).0;
    codes
        .filter_map(|code| {
            let (mut arena, mut items, mut key) = (Vec::new(), Vec::new(), Vec::new());
            let raw = code.as_bytes();
            let value = compiled
                .read(raw, &mut arena, &mut items)
                .or_else(|_| canonical.read(raw, &mut arena, &mut items))
                .ok()?;
            key_bytes(value, raw, &arena, &items, &mut key);
            Some(key)
        })
        .collect()
}

/// The text of which this is the normal form.
fn plain(code: &[u8]) -> Option<Vec<u8>> {
    let text = code.get(9..)?.to_vec();
    let mut key = Vec::new();
    key_bytes(Value::source(&text), &text, &[], &[], &mut key);
    (key == code).then_some(text)
}

impl ReadyColumn {
    /// Whether a text is a code as it is written; if not, it may still be one.
    pub(super) fn is_plain_code(&self, text: &[u8]) -> bool {
        self.plain_codes.contains(text)
    }

    /// Whether every value of a cell is a code.
    pub(super) fn has_only_codes(
        &self,
        value: Value,
        raw: &[u8],
        arena: &[u8],
        items: &[Value],
        scratch: &mut Vec<u8>,
    ) -> bool {
        let Some(codes) = &self.codes else { return true };
        let mut is_code = |value: Value| {
            scratch.clear();
            key_bytes(value, raw, arena, items, scratch);
            value.is_null() || codes.contains(scratch.as_slice())
        };
        if value.kind == Kind::List { value.items(items).iter().all(|item| is_code(*item)) } else { is_code(value) }
    }

    /// Whether an item of a list has the list's separator in it, so that the list could not be read again.
    pub(super) fn has_separator_in_item(&self, value: Value, raw: &[u8], arena: &[u8], items: &[Value]) -> bool {
        self.items_are_rewritten
            && self.separator.as_ref().is_some_and(|separator| {
                let found = |item: &Value| memchr::memmem::find(item.text(raw, arena), separator).is_some();
                value.items(items).iter().any(found)
            })
    }
}
