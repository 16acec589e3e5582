//! `csv/formula-like-cell`: text that a spreadsheet would run.

use super::{of_column, text_columns};
use crate::csvw::column::screen::Texts;
use crate::diagnostics::{Diagnostic, PLACES_KEPT, Report, Severity};
use crate::model::Table;
use crate::rows::{Cell, ChunkAt, Error, Finished, Glance, Maker, Row, Rows, Sink};
use std::collections::BTreeMap;

/// Looks for cells that begin as a formula does.
#[derive(Debug)]
pub struct FormulaLike<'a> {
    dataset: &'a str,
    table: &'a Table,
    /// Findings so far, by column: past what a report keeps they are only counted.
    found: BTreeMap<usize, u64>,
}

impl<'a> FormulaLike<'a> {
    /// Over the text columns of a table.
    #[must_use]
    pub fn new(dataset: &'a str, table: &'a Table) -> Self {
        Self { dataset, table, found: BTreeMap::new() }
    }
}

/// Whether a spreadsheet would take a text for a formula. Signed numbers and lone signs are left alone.
pub(super) fn is_formula_like(text: &[u8]) -> bool {
    match text.first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => text.len() > 1,
        Some(b'+' | b'-') => {
            let rest = &text[1..];
            // A number, a phone number, a date, a range or a dash before words is text to a spreadsheet or harmless:
            // what runs names a cell or a function.
            rest.first().is_some_and(u8::is_ascii_alphabetic) && rest.iter().any(|byte| b"(!|0123456789".contains(byte))
        }
        _ => false,
    }
}

impl Sink for FormulaLike<'_> {
    type Maker = FormulaCells;

    fn maker(&self) -> FormulaCells {
        FormulaCells { columns: text_columns(self.table) }
    }

    fn take(&mut self, part: FormulaPart, at: &ChunkAt<'_>, report: &mut Report) -> Result<(), Error> {
        for (column, records) in part {
            let found = self.found.entry(column).or_insert(0);
            let room = usize::try_from(PLACES_KEPT.saturating_sub(*found)).unwrap_or(usize::MAX).min(records.len());
            *found += records.len() as u64;
            for record in &records[..room] {
                report.add(self.finding(*record, column, at));
            }
            if let Some(first) = records.get(room) {
                report.count(&self.finding(*first, column, at), (records.len() - room) as u64);
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Finished<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

impl FormulaLike<'_> {
    fn finding(&self, record: u32, column: usize, at: &ChunkAt<'_>) -> Diagnostic {
        let mut finding = Diagnostic::new(
            "csv/formula-like-cell",
            "the cell begins as a formula does",
            at.cell(record, column),
        )
        .because("a spreadsheet may run it when the file is opened")
        .help("the cell is published as it is; if it should be plain text, change it in the source so that it does not begin with `=`, `+`, `-` or `@`");
        finding.severity = Severity::Warning;
        of_column(finding, self.dataset, self.table, column)
    }
}

/// The pure half of [`FormulaLike`].
#[derive(Debug)]
pub struct FormulaCells {
    columns: Vec<usize>,
}

/// The records of a chunk with such a cell, by column.
pub type FormulaPart = BTreeMap<usize, Vec<u32>>;

impl Maker for FormulaCells {
    type Part = FormulaPart;

    fn begin(&self) -> FormulaPart {
        FormulaPart::new()
    }

    fn rows<'r>(&self, part: &mut Self::Part, rows: &'r Rows<'r>) {
        for &column in &self.columns {
            let is_formula = |index: &usize| rows.row(*index).is_some_and(|row| begins(&row, column));
            let no_text_begins =
                |texts: &Texts| texts.begins.iter().zip(&BEGINS).all(|(may, wanted)| !(*may && *wanted));
            if rows.texts(column).is_some_and(no_text_begins) {
                for row in rows.others(column).filter(is_formula).filter_map(|index| rows.row(index)) {
                    part.entry(column).or_default().push(row.record);
                }
                continue;
            }
            for (index, glance) in rows.glances(column).enumerate() {
                let may_begin = match glance {
                    Glance::AsWritten(text) => text.first().is_some_and(|byte| BEGINS[usize::from(*byte)]),
                    Glance::Null(_) => false,
                    Glance::Other => true,
                };
                if may_begin && let Some(row) = rows.row(index).filter(|row| begins(row, column)) {
                    part.entry(column).or_default().push(row.record);
                }
            }
        }
    }
}

/// The bytes that a formula may begin with: nearly every cell is told by its first one.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut rest: &[u8] = b"=@\t\r+-";
    while let [byte, after @ ..] = rest {
        begins[*byte as usize] = true;
        rest = after;
    }
    begins
};

/// Whether a cell begins as a formula does; a list begins as its first item does.
fn begins(row: &Row<'_>, column: usize) -> bool {
    let begins = |cell: Cell<'_>| is_formula_like(cell.text);
    begins(row.cell(column)) || row.items(column).next().is_some_and(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_otherwise_is_no_formula() {
        for byte in (0..=255).filter(|byte| !BEGINS[usize::from(*byte)]) {
            assert!(!is_formula_like(&[byte, b'A', b'1', b'(', b'!']), "{byte}");
        }
    }

    #[test]
    fn formulas_are_told_from_text() {
        for text in ["=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "+A1+2", "-cmd|' /C calc'!A0", "\t=1"] {
            assert!(is_formula_like(text.as_bytes()), "{text}");
        }
        for text in ["", "-", "=", "-5", "+44 161 496 0000", "- see note", "-none-", "a=b", "2026-01-31"] {
            assert!(!is_formula_like(text.as_bytes()), "{text}");
        }
    }
}
