//! Rules over single cells that are more than datatypes: each a [`Sink`](crate::rows::Sink) of the row engine.

mod coordinates;
mod formula;
mod nulls;
mod personal;
#[cfg(test)]
mod tests;

pub use coordinates::CoordinatesOutOfRange;
pub use formula::FormulaLike;
pub use nulls::MixedNullMarkers;
pub use personal::PersonalData;

use crate::csvw::Column;
use crate::diagnostics::{Diagnostic, span_of};
use crate::model::Table;
use crate::rows::BoxedSink;

/// Every rule over cells, as sinks for a table.
#[must_use]
pub fn sinks<'a>(dataset: &'a str, table: &'a Table) -> Vec<BoxedSink<'a>> {
    let mut sinks = vec![
        BoxedSink::new(FormulaLike::new(dataset, table)),
        BoxedSink::new(PersonalData::new(dataset, table)),
        BoxedSink::new(MixedNullMarkers::new(dataset, table)),
    ];
    sinks.extend(CoordinatesOutOfRange::new(dataset, table).map(BoxedSink::new));
    sinks
}

/// Positions and names of the published columns whose cells are text.
fn text_columns(table: &Table) -> Vec<usize> {
    const TEXT: [&str; 8] = ["string", "normalizedString", "token", "any", "anyAtomicType", "html", "xml", "anyURI"];
    let is_text = |column: &Column| {
        TEXT.contains(&column.datatype.base.as_str()) && !column.suppress_output && !column.is_virtual
    };
    table.schema.columns.iter().enumerate().filter(|(_, column)| is_text(column)).map(|(index, _)| index).collect()
}

/// Says to whom a finding belongs, and where the column was declared.
fn of_column(finding: Diagnostic, dataset: &str, table: &Table, column: usize) -> Diagnostic {
    let finding = finding.of_dataset(dataset).of_table(&table.name);
    match table.schema.columns.get(column) {
        Some(column) => finding
            .also_at(column.place.map(span_of), format!("the column `{}` is declared here", column.name))
            .of_column(&column.name),
        None => finding,
    }
}
