//! What a column is in the database: its CSVW datatype as one of SQLite's storage classes (sqlite.org, "Datatypes In
//! SQLite").

use super::number::exact;
use super::packed::{Misfit, Packed};
use crate::csvw::Column as Declared;
use crate::csvw::datatype::built_in;
use crate::csvw::value::Kind;
use crate::model::Table;
use crate::rows::object::{is_number, published};
use crate::rows::{Cell, Row};
use std::sync::Arc;

/// How the values of a column are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 0 and 1.
    Boolean,
    /// Whole numbers of 64 bits.
    Integer,
    /// Decimals as doubles that give back their digits.
    Decimal,
    /// Doubles.
    Double,
    /// The canonical text: strings, dates, and whatever SQLite has no type for; the items of a list, joined.
    Text,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column {
    /// Its position in the table's schema.
    pub index: usize,
    pub name: String,
    pub form: Form,
    pub required: bool,
    /// What joins the items of a list.
    pub separator: Option<Vec<u8>>,
}

impl Form {
    fn of(column: &Declared) -> Self {
        if column.separator.is_some() {
            return Self::Text;
        }
        match built_in(&column.datatype.base).map(|base| base.kind) {
            Some(Kind::Boolean) => Self::Boolean,
            Some(Kind::Integer) => Self::Integer,
            Some(Kind::Decimal) => Self::Decimal,
            Some(Kind::Double) => Self::Double,
            _ => Self::Text,
        }
    }

    /// The declared type. Where it is `INTEGER`, a primary key of the column alone would be the row's number in the file:
    /// rows would be sorted by it, and a null would be given a number. `INT` has the same affinity and does neither.
    pub fn declared(self, is_primary_key: bool) -> &'static str {
        match self {
            Self::Boolean => "BOOLEAN",
            Self::Integer if is_primary_key => "INT",
            Self::Integer => "INTEGER",
            Self::Decimal | Self::Double => "REAL",
            Self::Text => "TEXT",
        }
    }

    fn value(self, cell: Cell<'_>) -> Packed<'_> {
        let text = cell.text;
        let misfit = |misfit| Packed::Misfit(misfit, text);
        match (self, cell.kind) {
            (_, Kind::Null) => Packed::Null,
            (Self::Boolean, Kind::Boolean) => Packed::Integer(i64::from(text == b"true")),
            (Self::Integer, Kind::Integer) => {
                let number = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
                number.map_or_else(|| misfit(Misfit::Large), Packed::Integer)
            }
            (Self::Decimal, Kind::Integer | Kind::Decimal) => {
                exact(text).map_or_else(|| misfit(Misfit::Digits), Packed::Real)
            }
            (Self::Double, Kind::Integer | Kind::Decimal | Kind::Double) => {
                let number: Option<f64> = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
                match number {
                    // What is written out is a double's own digits; only what is past the largest one is none.
                    Some(number) if number.is_finite() || !is_number(text) && !number.is_nan() => Packed::Real(number),
                    Some(number) if number.is_nan() => misfit(Misfit::NotANumber),
                    _ => misfit(Misfit::Digits),
                }
            }
            (Self::Text, _) if memchr::memchr(0, text).is_some() => misfit(Misfit::Nul),
            (Self::Text, _) => Packed::Text(text),
            _ => misfit(Misfit::Flawed),
        }
    }
}

impl Column {
    /// Adds the value of a row to `out`; `list` is memory for the items of a list.
    pub fn pack(&self, row: &Row<'_>, list: &mut Vec<u8>, out: &mut Vec<u8>) {
        let cell = row.cell(self.index);
        if cell.kind == Kind::List {
            let text = row.csv_text(self.index, self.separator.as_deref(), list);
            return self.form.value(Cell { kind: Kind::String, text }).write(out);
        }
        self.form.value(cell).write(out);
    }
}

/// The columns of a table that are neither suppressed nor virtual.
pub(super) fn columns_of(table: &Table) -> Arc<[Column]> {
    let columns = published(table).filter_map(|index| {
        let column = table.schema.columns.get(index)?;
        Some(Column {
            index,
            name: column.name.clone(),
            form: Form::of(column),
            required: column.required,
            separator: column.separator.as_ref().map(|separator| separator.as_bytes().to_vec()),
        })
    });
    columns.collect()
}
