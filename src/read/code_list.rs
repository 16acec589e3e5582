//! `code_list`: the values that a column may have.

use super::context::Context;
use super::table_toml::referred_table;
use crate::diagnostics::Diagnostic;
use crate::model::{CodeList, Text};
use crate::project::toml::{Kind, Value};
use crate::project::words;
use crate::sources::Span;

/// Codes, codes with labels, or a column of a table.
pub(super) fn read(context: &mut Context<'_>, value: &Value) -> Option<CodeList> {
    if let Kind::Table(reference) = &value.kind {
        let column = reference.string("column")?;
        return Some(CodeList::Table { table: referred_table(context, reference), column });
    }
    let mut codes = Vec::new();
    for item in value.items() {
        let (code, label) = match &item.kind {
            Kind::String(code) => (code.clone(), Text::default()),
            Kind::Table(table) => match table.string("code") {
                Some(code) => (code, words::text(table.get("label"), context.language())),
                None => continue,
            },
            _ => continue,
        };
        add(context, &mut codes, code, label, item.span);
    }
    Some(CodeList::Codes(codes))
}

/// Adds a code, unless it is there already.
pub(super) fn add(context: &mut Context<'_>, codes: &mut Vec<(String, Text)>, code: String, label: Text, at: Span) {
    if codes.iter().any(|(other, _)| *other == code) {
        let said = format!("the code `{code}` is listed twice");
        context.add(Diagnostic::new("project/duplicate-id", said, at).help("delete one of the two"));
    } else {
        codes.push((code, label));
    }
}
