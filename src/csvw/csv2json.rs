//! Generating JSON from tabular data (csv2json), in standard and minimal mode.
//!
//! Rows are written as they are read; a decimal keeps its digits.

mod nesting;
mod subjects;
#[cfg(test)]
mod tests;

use super::documents::Documents;
use super::json_ld::{self, Scope};
use super::metadata::Annotation;
use super::processor::{Annotated, AnnotatedRow, AnnotatedTable, Findings, Purpose};
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Writes a group of tables as JSON (csv2json § 4.2). What is wrong with the data is given to `findings`, as warnings.
/// Gives back whether every table could be converted; where one could not, the findings say why and what was written
/// is not to be used.
///
/// # Errors
/// When `out` cannot be written to.
pub fn csv2json(
    annotated: &Annotated,
    documents: &dyn Documents,
    minimal: bool,
    findings: &mut dyn Findings,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let mut writer = Writer { annotated, documents, out, complete: true };
    if minimal { writer.minimal(findings) } else { writer.standard(findings) }?;
    Ok(writer.complete)
}

struct Writer<'a> {
    annotated: &'a Annotated,
    documents: &'a dyn Documents,
    out: &'a mut dyn Write,
    complete: bool,
}

impl<'a> Writer<'a> {
    /// The tables that are converted. Those which are suppressed are not even opened.
    fn open(&mut self, findings: &mut dyn Findings) -> Vec<AnnotatedTable<'a>> {
        let described = self.annotated.group.tables.iter().filter(|table| !table.suppress_output);
        let opened: Vec<_> = described
            .map(|table| AnnotatedTable::open(self.annotated, table, self.documents, Purpose::Conversion, findings))
            .collect();
        self.complete = opened.iter().all(Option::is_some);
        opened.into_iter().flatten().collect()
    }

    /// § 4.2.1: the objects of all rows, in one array.
    fn minimal(&mut self, findings: &mut dyn Findings) -> io::Result<()> {
        let tables = self.open(findings);
        self.out.write_all(b"[")?;
        let mut separator = "\n  ";
        for table in &tables {
            let mut failure = Ok(());
            let out = &mut *self.out;
            table.rows(findings, &mut |row, _, _| {
                for object in objects(row) {
                    if failure.is_ok() {
                        failure = out.write_all(separator.as_bytes()).and_then(|()| write_value(out, &object));
                        separator = ",\n  ";
                    }
                }
            });
            failure?;
        }
        self.out.write_all(if separator.starts_with(',') { b"\n]\n" } else { b"]\n" })
    }

    /// § 4.2.2: the group, its tables and their rows.
    fn standard(&mut self, findings: &mut dyn Findings) -> io::Result<()> {
        let group = &self.annotated.group;
        let mut about = Map::new();
        if let Some(id) = &group.id {
            about.insert("@id".to_owned(), Value::String(id.clone()));
        }
        self.annotate(&mut about, &group.annotations, &group.notes);
        let tables = self.open(findings);
        self.out.write_all(b"{")?;
        self.members(&about, "\n  ")?;
        self.out.write_all(b"\n  \"tables\": [")?;
        for (index, table) in tables.iter().enumerate() {
            self.out.write_all(if index == 0 { b"{" } else { b", {" })?;
            self.table(table, findings)?;
            self.out.write_all(b"\n  }")?;
        }
        self.out.write_all(b"]\n}\n")
    }

    fn table(&mut self, table: &AnnotatedTable<'_>, findings: &mut dyn Findings) -> io::Result<()> {
        let description = table.description;
        let mut about = Map::new();
        if let Some(id) = &description.id {
            about.insert("@id".to_owned(), Value::String(id.clone()));
        }
        about.insert("url".to_owned(), Value::String(table.url.clone()));
        self.annotate(&mut about, &description.annotations, &description.notes);
        // Comments of the file are known when all of it was read; they join what metadata says (tabular-data-model § 8).
        let comment = about.shift_remove("rdfs:comment");
        self.members(&about, "\n    ")?;
        self.out.write_all(b"\n    \"row\": [")?;
        let mut failure = Ok(());
        let mut separator = "\n      ";
        let out = &mut *self.out;
        let comments = table.rows(findings, &mut |row, _, _| {
            if failure.is_ok() {
                failure = out.write_all(separator.as_bytes()).and_then(|()| write_value(out, &row_object(row)));
                separator = ",\n      ";
            }
        });
        failure?;
        self.out.write_all(if separator.starts_with(',') { b"\n    ]" } else { b"]" })?;
        let joined = match (comment, comments) {
            (stated, comments) if comments.is_empty() => stated,
            (stated, comments) => {
                let stated = stated.into_iter().flat_map(flattened);
                Some(stated.chain(comments.into_iter().map(Value::String)).collect())
            }
        };
        if let Some(joined) = joined {
            self.out.write_all(b",\n    \"rdfs:comment\": ")?;
            write_value(self.out, &joined)?;
        }
        Ok(())
    }

    /// Notes and annotations that are not of the core (§ 5.1).
    fn annotate(&self, to: &mut Map<String, Value>, annotations: &[Annotation], notes: &[Value]) {
        let scope = Scope { base: &self.annotated.base, language: self.annotated.language.as_deref() };
        for annotation in annotations {
            to.insert(json_ld::compact(&annotation.property), json_ld::to_json(&annotation.value, scope));
        }
        if !notes.is_empty() {
            to.insert("notes".to_owned(), notes.iter().map(|note| json_ld::to_json(note, scope)).collect());
        }
    }

    fn members(&mut self, members: &Map<String, Value>, indent: &str) -> io::Result<()> {
        for (name, value) in members {
            self.out.write_all(indent.as_bytes())?;
            serde_json::to_writer(&mut *self.out, name)?;
            self.out.write_all(b": ")?;
            write_value(self.out, value)?;
            self.out.write_all(b",")?;
        }
        Ok(())
    }
}

fn write_value(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

fn flattened(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        other => vec![other],
    }
}

fn single_or_array(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(Value::Array(values)),
    }
}

/// A row in standard mode (§ 4.2.2, step 5.6).
fn row_object(row: &AnnotatedRow<'_>) -> Value {
    let mut object = Map::new();
    let url = row.table.url.split('#').next().unwrap_or_default();
    object.insert("url".to_owned(), Value::String(format!("{url}#row={}", row.source_number)));
    object.insert("rownum".to_owned(), Value::Number(row.number.into()));
    let titles = row.titles().into_iter().map(|(title, _)| Value::String(title)).collect();
    if let Some(titles) = single_or_array(titles) {
        object.insert("titles".to_owned(), titles);
    }
    object.insert("describes".to_owned(), Value::Array(objects(row)));
    Value::Object(object)
}

/// What a row describes: an object for each subject, nested where one refers to another (§§ 4.3, 4.4).
fn objects(row: &AnnotatedRow<'_>) -> Vec<Value> {
    nesting::nest(subjects::subjects(row))
}
