//! `code_list`: the values that a column may have.

use super::context::Context;
use super::table_toml::referred_table;
use crate::diagnostics::Diagnostic;
use crate::model::{CodeList, Text};
use crate::project::toml::{Kind, Value};
use crate::project::words;
use crate::sources::Span;
use std::collections::BTreeSet;

/// Codes, codes with labels, or a column of a table.
pub(super) fn read(context: &mut Context<'_>, value: &Value) -> Option<CodeList> {
    if let Kind::Table(reference) = &value.kind {
        let column = reference.string("column")?;
        return Some(CodeList::Table { table: referred_table(context, reference), column });
    }
    let mut codes = Codes::default();
    for item in value.items() {
        let (code, label) = match &item.kind {
            Kind::String(code) => (code.clone(), Text::default()),
            Kind::Table(table) => match table.string("code") {
                Some(code) => (code, words::text(table.get("label"), context.language())),
                None => continue,
            },
            _ => continue,
        };
        codes.add(context, code, label, item.span);
    }
    Some(codes.list())
}

/// Codes as they are read.
#[derive(Default)]
pub(super) struct Codes {
    codes: Vec<(String, Text)>,
    seen: BTreeSet<String>,
}

impl Codes {
    /// Adds a code, unless it is there already.
    pub fn add(&mut self, context: &mut Context<'_>, code: String, label: Text, at: Span) {
        if self.seen.insert(code.clone()) {
            self.codes.push((code, label));
        } else {
            let said = format!("the code `{code}` is listed twice");
            context.add(Diagnostic::new("project/duplicate-id", said, at).help("delete one of the two"));
        }
    }

    pub fn list(self) -> CodeList {
        CodeList::Codes(self.codes)
    }
}
