//! Interpreting datatypes (csv2rdf § 4.3): the literals of cells.

use crate::csvw::datatype::datatype_iri;
use crate::csvw::processor::AnnotatedRow;
use oxrdf::{Literal, NamedNode};

/// The literal of a cell, or of an item of its list; none where it is null. What is flawed is a plain string.
pub(super) fn of(row: &AnnotatedRow<'_>, column: usize, item: Option<usize>) -> Option<Literal> {
    let cell = row.cells.get(column)?;
    let described = row.table.columns.get(column)?;
    let value = match item {
        Some(item) => *row.items(column)?.get(item)?,
        None => cell.value,
    };
    if value.is_null() {
        return None;
    }
    let text = row.text_of(column, value).to_owned();
    let item = item.and_then(|item| u32::try_from(item).ok());
    let datatype = &described.column.datatype;
    if described.is_string() {
        return Some(in_language(text, &described.column.lang));
    }
    if cell.flaws.iter().any(|flaw| flaw.item == item) {
        return Some(Literal::new_simple_literal(text));
    }
    let iri = match datatype.id.as_deref().map(NamedNode::new) {
        Some(Ok(iri)) => iri,
        _ => NamedNode::new_unchecked(datatype_iri(&datatype.base)),
    };
    Some(Literal::new_typed_literal(text, iri))
}

/// A string with its language, if that is known.
pub(super) fn in_language(text: String, language: &str) -> Literal {
    if language == "und" {
        return Literal::new_simple_literal(text);
    }
    Literal::new_language_tagged_literal(text.clone(), language).unwrap_or_else(|_| Literal::new_simple_literal(text))
}
