//! CSVW's built-in datatypes as other standards see them, and a column's datatype as it is published.

use crate::csvw::{Column, CompiledColumn, Datatype};
use crate::model::ColumnProfile;

/// What sort of value a built-in datatype has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Characters, addresses, binary data, durations and everything else that is written as text.
    Text,
    /// Whole numbers.
    Integer,
    /// Exact decimals.
    Decimal,
    /// Binary floating point numbers, which may be `INF` or `NaN`.
    Float,
    /// `true` and `false`.
    Boolean,
    /// A day.
    Date,
    /// A day and a time, with a time zone or without.
    DateTime,
    /// A time of day.
    Time,
    /// `gYear`.
    Year,
    /// `gYearMonth`.
    YearMonth,
    /// The other parts of a date: `gDay`, `gMonth`, `gMonthDay`.
    PartOfDate,
}

impl Kind {
    /// The kind of a built-in datatype, by its name in CSVW.
    #[must_use]
    pub fn of(base: &str) -> Self {
        match base {
            "integer" | "long" | "int" | "short" | "byte" | "nonNegativeInteger" | "positiveInteger"
            | "unsignedLong" | "unsignedInt" | "unsignedShort" | "unsignedByte" | "nonPositiveInteger"
            | "negativeInteger" => Self::Integer,
            "decimal" => Self::Decimal,
            "double" | "float" | "number" => Self::Float,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "dateTime" | "datetime" | "dateTimeStamp" => Self::DateTime,
            "time" => Self::Time,
            "gYear" => Self::Year,
            "gYearMonth" => Self::YearMonth,
            "gDay" | "gMonth" | "gMonthDay" => Self::PartOfDate,
            _ => Self::Text,
        }
    }

    /// The kind of the datatype, or text where the values found are not of the plain shape that other standards know: a
    /// date with a time zone, a year before the first or after the 9999th.
    #[must_use]
    pub fn fitting(datatype: &Datatype, profile: Option<&ColumnProfile>) -> Self {
        let kind = Self::of(&datatype.base);
        let (length, shape) = match kind {
            Self::Date => (usize::MAX, "0000-00-00"),
            Self::DateTime => (19, "0000-00-00T00:00:00"),
            Self::Time => (8, "00:00:00"),
            Self::Year => (usize::MAX, "0000"),
            Self::YearMonth => (usize::MAX, "0000-00"),
            _ => return kind,
        };
        let mut found = profile.into_iter().flat_map(|profile| [&profile.smallest, &profile.largest]).flatten();
        let fits = found.all(|value| has_shape(value.get(..length).unwrap_or(value), shape));
        if fits { kind } else { Self::Text }
    }

    /// Whether values are numbers.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Float)
    }
}

/// Whether the value is like `shape`, in which a `0` stands for any digit.
#[must_use]
pub fn has_shape(value: &str, shape: &str) -> bool {
    let like = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    value.len() == shape.len() && value.bytes().zip(shape.bytes()).all(like)
}

/// The column's datatype as its published cells have it. Those are in canonical form, so the formats that numbers,
/// dates and booleans had in the source are gone; a regular expression still holds.
#[must_use]
pub fn published(column: &Column) -> Datatype {
    let stated = &column.datatype;
    let mut datatype = stated.clone();
    datatype.decimal_char = None;
    datatype.group_char = None;
    if Kind::of(&datatype.base) != Kind::Text {
        datatype.format = None;
    }
    for bound in
        [&mut datatype.minimum, &mut datatype.maximum, &mut datatype.min_exclusive, &mut datatype.max_exclusive]
    {
        *bound = bound.take().and_then(|bound| canonical(stated, &bound));
    }
    datatype
}

/// A bound in canonical form. It may have been written in the form of the standard or in the column's own; one that is
/// neither was refused long before.
fn canonical(datatype: &Datatype, bound: &str) -> Option<String> {
    let own_form = Datatype {
        format: datatype.format.clone(),
        decimal_char: datatype.decimal_char.clone(),
        group_char: datatype.group_char.clone(),
        ..Datatype::of(datatype.base.clone())
    };
    [Datatype::of(datatype.base.clone()), own_form].into_iter().find_map(|datatype| {
        let (compiled, _) = CompiledColumn::compile(&Column { datatype, ..Column::new("bound") });
        let (mut arena, mut items) = (Vec::new(), Vec::new());
        let value = compiled.read(bound.as_bytes(), &mut arena, &mut items).ok().filter(|value| !value.is_null())?;
        String::from_utf8(value.text(bound.as_bytes(), &arena).to_vec()).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_expressions_stay_as_formats() {
        let mut column = Column::new("opened");
        column.datatype = Datatype { format: Some("dd/MM/yyyy".into()), ..Datatype::of("date") };
        assert_eq!(published(&column), Datatype::of("date"));
        column.datatype.minimum = Some("31/01/1990".into());
        assert_eq!(published(&column).minimum.as_deref(), Some("1990-01-31"));
        column.datatype = Datatype { format: Some("Y|N".into()), ..Datatype::of("boolean") };
        assert_eq!(published(&column), Datatype::of("boolean"));
        column.datatype = Datatype {
            format: Some("#,##0.00".into()),
            group_char: Some(",".into()),
            minimum: Some("1,000.00".into()),
            maximum: Some("2000".into()),
            ..Datatype::of("decimal")
        };
        let bounds = [published(&column).minimum, published(&column).maximum];
        assert_eq!(bounds, [Some("1000.00".to_owned()), Some("2000".to_owned())]);
        column.datatype = Datatype { format: Some("E\\d{8}".into()), ..Datatype::of("string") };
        assert_eq!(published(&column).format.as_deref(), Some("E\\d{8}"));
    }
}
