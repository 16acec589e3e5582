//! Generating objects (csv2json § 4.3): one for each subject that a row describes.

use crate::csvw::json_ld;
use crate::csvw::processor::{AnnotatedRow, decoded_name};
use crate::csvw::value::{Kind, Value as CellValue};
use serde_json::Value;

/// A member of an object: a name and what each cell gave for it.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) values: Vec<MemberValue>,
}

/// What a cell gave.
#[derive(Debug)]
pub(super) enum MemberValue {
    /// A value of the cell.
    Literal(Value),
    /// Several, which stay an array even if it is of one.
    List(Vec<Value>),
    /// The cell's `value URL`, under which another object may be nested; `shown` is what is written otherwise.
    Reference { url: String, shown: String },
}

/// An object for a subject.
#[derive(Debug)]
pub(super) struct Subject {
    /// Its address; none for the row's own subject.
    pub(super) id: Option<String>,
    pub(super) members: Vec<Member>,
}

/// The subjects of a row, in the order in which its cells name them.
pub(super) fn subjects(row: &AnnotatedRow<'_>) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for (index, column) in row.table.columns.iter().enumerate() {
        if column.column.suppress_output {
            continue;
        }
        let Some(value) = member_value(row, index) else { continue };
        let name = match row.property_url(index) {
            Some(url) => json_ld::compact(&url),
            None => decoded_name(column),
        };
        let value = match value {
            MemberValue::Reference { url, .. } if name == "@type" => {
                MemberValue::Reference { shown: json_ld::compact(&url), url }
            }
            other => other,
        };
        let id = row.about_url(index);
        let at = subjects.iter().position(|subject| subject.id == id).unwrap_or_else(|| {
            subjects.push(Subject { id, members: Vec::new() });
            subjects.len() - 1
        });
        let members = &mut subjects[at].members;
        match members.iter_mut().find(|member| member.name == name) {
            Some(member) => member.values.push(value),
            None => members.push(Member { name, values: vec![value] }),
        }
    }
    subjects
}

/// What a cell gives: its `value URL`, its values, or nothing.
fn member_value(row: &AnnotatedRow<'_>, index: usize) -> Option<MemberValue> {
    if let Some(url) = row.value_url(index) {
        return Some(MemberValue::Reference { shown: url.clone(), url });
    }
    if let Some(items) = row.items(index) {
        let values: Vec<Value> = items.iter().map(|item| json(*item, row.text_of(index, *item))).collect();
        return (!values.is_empty()).then_some(MemberValue::List(values));
    }
    let value = row.cells.get(index)?.value;
    (!value.is_null()).then(|| MemberValue::Literal(json(value, row.text_of(index, value))))
}

/// A value by its datatype (§ 4.5): numbers keep their digits, those that JSON does not have are strings.
fn json(value: CellValue, text: &str) -> Value {
    match value.kind {
        Kind::Null => Value::Null,
        Kind::Boolean => Value::Bool(text == "true"),
        Kind::Integer | Kind::Decimal | Kind::Double => {
            text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number)
        }
        _ => Value::String(text.to_owned()),
    }
}
