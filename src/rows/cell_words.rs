//! What is said of a cell that its column does not allow, whoever found it.

use super::findings::noun;
use super::hints::{self, DatatypeHints};
use crate::csvw::metadata::Column;
use crate::csvw::value::{Flaw, FlawKind};
use crate::diagnostics::{CellPlace, Diagnostic, rule_of_cell, span_of};

/// The notation of the lines to paste: that of the file which declares the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `dataset.toml`.
    Toml,
    /// CSVW metadata.
    Json,
}

/// The words for the cells of one column.
#[derive(Debug)]
pub struct CellWords {
    hints: DatatypeHints,
}

impl CellWords {
    /// Makes ready what is to be said of a column's cells.
    #[must_use]
    pub fn new(column: &Column, notation: Notation) -> Self {
        Self { hints: DatatypeHints::new(column, notation) }
    }

    /// The diagnostic for a cell with that text, at its place.
    #[must_use]
    pub fn finding(&self, flaw: &Flaw, raw: &[u8], place: CellPlace) -> Diagnostic {
        let column = self.hints.column();
        let text = String::from_utf8_lossy(raw);
        let shown = hints::shown(&text);
        let name = &column.name;
        let new = |message: String| Diagnostic::new(rule_of_cell(flaw.kind), message, place).because(flaw.why.clone());
        let diagnostic = match flaw.kind {
            FlawKind::NotOfDatatype => {
                let mut diagnostic = new(format!("`{shown}` is not {}", noun(&column.datatype.base)));
                diagnostic.help = self.hints.of_cell(raw);
                diagnostic
            }
            FlawKind::Required => new(format!("`{name}` has no value, and one is required")).help(if raw.is_empty() {
                "fill in the cell, or take `required` off this column".to_owned()
            } else {
                format!("`{shown}` is listed under `null`: fill in the cell, or take `required` off this column")
            }),
            FlawKind::BelowMinimum | FlawKind::AboveMaximum => new(format!("`{shown}` is out of range"))
                .help("correct the value, or change the bounds of the column's datatype"),
            FlawKind::TooShort | FlawKind::TooLong | FlawKind::WrongLength => {
                new(format!("`{shown}` has a wrong length"))
                    .help("correct the value, or change the lengths of the column's datatype")
            }
            FlawKind::PatternMismatch => {
                let diagnostic = new(format!("`{shown}` does not match the pattern of `{name}`"));
                match &column.datatype.format {
                    Some(format) => {
                        diagnostic.help(format!("correct the value, or the pattern `{}`", hints::shown(format)))
                    }
                    None => diagnostic.help("correct the value, or the pattern"),
                }
            }
        };
        declared(diagnostic, column)
    }
}

/// Points at the column's declaration too.
pub(super) fn declared(diagnostic: Diagnostic, column: &Column) -> Diagnostic {
    diagnostic
        .also_at(
            column.datatype_place.or(column.place).map(span_of),
            format!("the column `{}` is declared here", column.name),
        )
        .of_column(&column.name)
}
