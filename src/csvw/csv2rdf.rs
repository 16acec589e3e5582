//! Generating RDF from tabular data (csv2rdf), in standard and minimal mode, as Turtle.
//!
//! The terms and their serialisation are those of `oxrdf` and `oxttl`. Triples are written as rows are read.

mod literal;
#[cfg(test)]
mod tests;
mod vocabulary;
mod writer;

use super::documents::Documents;
use super::json_ld::{self, Scope};
use super::metadata::Annotation;
use super::processor::{Annotated, AnnotatedRow, AnnotatedTable, Findings, Purpose, RowAt};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedOrBlankNode, Term};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};
use writer::Writer;

/// Writes a group of tables as Turtle (csv2rdf § 4.2). What is wrong with the data is given to `findings`, as warnings.
/// Gives back whether every table could be converted; where one could not, the findings say why and what was written
/// is not to be used.
///
/// # Errors
/// When `out` cannot be written to.
pub fn csv2rdf(
    annotated: &Annotated,
    documents: &dyn Documents,
    minimal: bool,
    findings: &mut dyn Findings,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let mut writer = Writer::new(out);
    let group = &annotated.group;
    let scope = Scope { base: &annotated.base, language: annotated.language.as_deref() };
    let node = writer.node(group.id.as_deref());
    if !minimal {
        writer.add(&node, rdf::TYPE, vocabulary::TABLE_GROUP);
        annotate(&mut writer, &node, &group.annotations, &group.notes, scope, findings);
    }
    let mut complete = true;
    for description in group.tables.iter().filter(|table| !table.suppress_output) {
        let Some(table) = AnnotatedTable::open(annotated, description, documents, Purpose::Conversion, findings) else {
            complete = false;
            continue;
        };
        if minimal {
            table.rows(findings, &mut |row, at, findings| cells(&mut writer, row, None, at, findings));
            continue;
        }
        let table_node = writer.node(description.id.as_deref());
        writer.add(&node, vocabulary::TABLE_OF, table_node.clone());
        writer.add(&table_node, rdf::TYPE, vocabulary::TABLE);
        writer.add_address(&table_node, vocabulary::URL, &table.url);
        annotate(&mut writer, &table_node, &description.annotations, &description.notes, scope, findings);
        let comments = table.rows(findings, &mut |row, at, findings| {
            standard_row(&mut writer, row, &table_node, at, findings);
        });
        for comment in comments {
            writer.add(&table_node, rdfs::COMMENT, Literal::new_simple_literal(comment));
        }
    }
    writer.finish()?;
    Ok(complete)
}

/// Notes and annotations that are not of the core (§ 6).
fn annotate(
    writer: &mut Writer<'_>,
    node: &NamedOrBlankNode,
    annotations: &[Annotation],
    notes: &[Value],
    scope: Scope<'_>,
    findings: &mut dyn Findings,
) {
    let stated = annotations.iter().map(|annotation| (annotation.property.as_str(), &annotation.value));
    for (property, value) in stated.chain(notes.iter().map(|note| ("csvw:note", note))) {
        let found = writer.annotate(|blanks, emit| json_ld::to_rdf(node, property, value, scope, blanks, emit));
        for finding in found {
            findings.add(finding);
        }
    }
}

/// A row in standard mode (§ 4.2, step 4.6).
fn standard_row(
    writer: &mut Writer<'_>,
    row: &AnnotatedRow<'_>,
    table: &NamedOrBlankNode,
    at: &RowAt<'_>,
    findings: &mut dyn Findings,
) {
    let node = NamedOrBlankNode::from(writer.blank());
    writer.add(table, vocabulary::ROW_OF, node.clone());
    writer.add(&node, rdf::TYPE, vocabulary::ROW);
    writer.add(&node, vocabulary::ROW_NUMBER, Literal::new_typed_literal(row.number.to_string(), xsd::INTEGER));
    let url = row.table.url.split('#').next().unwrap_or_default();
    writer.add_address(&node, vocabulary::URL, &format!("{url}#row={}", row.source_number));
    for (title, language) in row.titles() {
        writer.add(&node, vocabulary::TITLE, literal::in_language(title, &language));
    }
    cells(writer, row, Some(&node), at, findings);
}

/// The cells of a row (§ 4.2, step 4.6.8).
fn cells(
    writer: &mut Writer<'_>,
    row: &AnnotatedRow<'_>,
    row_node: Option<&NamedOrBlankNode>,
    at: &RowAt<'_>,
    findings: &mut dyn Findings,
) {
    let mut subjects: BTreeMap<Option<String>, NamedOrBlankNode> = BTreeMap::new();
    for (index, column) in row.table.columns.iter().enumerate() {
        if column.column.suppress_output || row.cells.get(index).is_none_or(|cell| !cell.is_there) {
            continue;
        }
        let about = row.about_url(index);
        let subject = match subjects.get(&about) {
            Some(known) => known.clone(),
            None => {
                let subject = writer.subject(about.as_deref());
                if let (Some(url), NamedOrBlankNode::BlankNode(_)) = (&about, &subject) {
                    at.cell(Some(index), |at| findings.at_cell(writer::not_an_address(url), at));
                }
                if let Some(row_node) = row_node {
                    writer.add(row_node, vocabulary::DESCRIBES, subject.clone());
                }
                subjects.insert(about, subject.clone());
                subject
            }
        };
        let property = row.property_url(index).unwrap_or_else(|| {
            let url = row.table.url.split('#').next().unwrap_or_default();
            format!("{url}#{}", column.column.name)
        });
        let Some(property) = writer::address(&property) else {
            at.cell(Some(index), |at| findings.at_cell(writer::not_an_address(&property), at));
            continue;
        };
        if let Some(url) = row.value_url(index) {
            match writer::address(&url) {
                Some(object) => writer.add(&subject, property.as_ref(), object),
                None => at.cell(Some(index), |at| findings.at_cell(writer::not_an_address(&url), at)),
            }
            continue;
        }
        if let Some(items) = row.items(index) {
            let literals: Vec<Term> =
                (0..items.len()).filter_map(|item| literal::of(row, index, Some(item))).map(Term::from).collect();
            if column.column.ordered {
                let list = writer.list(literals);
                writer.add(&subject, property.as_ref(), list);
            } else {
                for literal in literals {
                    writer.add(&subject, property.as_ref(), literal);
                }
            }
            continue;
        }
        if let Some(literal) = literal::of(row, index, None) {
            writer.add(&subject, property.as_ref(), literal);
        }
    }
}
