//! What a column is in the file: its CSVW datatype as one of Parquet's (Apache Parquet format, `LogicalTypes.md`).

use super::grain::{Grain, Storage};
use crate::csvw::Column as Declared;
use crate::csvw::datatype::built_in;
use crate::csvw::value::Kind;
use crate::model::Table;
use crate::rows::object::published;
use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use std::sync::Arc;

/// How the values of a column are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The canonical text: strings, and whatever Parquet has no type for.
    Text,
    Boolean,
    /// A whole number with a range, `byte` to `unsignedLong`.
    Whole {
        bits: i8,
        signed: bool,
    },
    /// A whole number of any length: 64 bits, or a decimal of 38 digits where that does not do.
    Integer,
    Decimal,
    Double,
    Float,
    Date,
    Time,
    DateTime,
}

/// A column of the file.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its position in the table's schema.
    pub index: usize,
    pub name: String,
    pub form: Form,
    /// Whether a cell has several values.
    pub is_list: bool,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether the declaration says that moments have a zone; it counts where there is no value to tell.
    pub zoned: bool,
}

impl Form {
    fn of(column: &Declared) -> Self {
        let Some(base) = built_in(&column.datatype.base) else { return Self::Text };
        match base.kind {
            Kind::Boolean => Self::Boolean,
            Kind::Integer => match base.name {
                "byte" => Self::Whole { bits: 8, signed: true },
                "short" => Self::Whole { bits: 16, signed: true },
                "int" => Self::Whole { bits: 32, signed: true },
                "long" => Self::Whole { bits: 64, signed: true },
                "unsignedByte" => Self::Whole { bits: 8, signed: false },
                "unsignedShort" => Self::Whole { bits: 16, signed: false },
                "unsignedInt" => Self::Whole { bits: 32, signed: false },
                "unsignedLong" => Self::Whole { bits: 64, signed: false },
                _ => Self::Integer,
            },
            Kind::Decimal => Self::Decimal,
            Kind::Double if base.name == "float" => Self::Float,
            Kind::Double => Self::Double,
            // A DATE has no zone, and a TIME with one has lost which it was and on which day it is.
            Kind::Date | Kind::Time if has_zone(column) => Self::Text,
            Kind::Date => Self::Date,
            Kind::Time => Self::Time,
            Kind::DateTime => Self::DateTime,
            Kind::Null | Kind::String | Kind::Duration | Kind::Other | Kind::List => Self::Text,
        }
    }
}

/// Whether the declaration says that values have a zone: by the datatype, or by the letters at the end of its format
/// (tabular-data-model § 6.4.4).
fn has_zone(column: &Declared) -> bool {
    let format = column.datatype.format.as_deref().unwrap_or_default();
    column.datatype.base == "dateTimeStamp" || format.ends_with(['X', 'x'])
}

/// The columns of a table that are neither suppressed nor virtual.
pub(super) fn columns_of(table: &Table) -> Arc<[Column]> {
    let columns = published(table).filter_map(|index| {
        let column = table.schema.columns.get(index)?;
        Some(Column {
            index,
            name: column.name.clone(),
            form: Form::of(column),
            is_list: column.separator.as_ref().is_some_and(|separator| !separator.is_empty()),
            required: column.required,
            zoned: has_zone(column),
        })
    });
    columns.collect()
}

impl Column {
    /// The definition level of a value that is there.
    pub fn level_of_value(&self) -> i16 {
        match (self.is_list, self.required) {
            (false, true) => 0,
            (false, false) => 1,
            (true, true) => 2,
            (true, false) => 3,
        }
    }

    /// The definition level of a list without items.
    pub fn level_of_empty_list(&self) -> i16 {
        i16::from(!self.required)
    }

    /// Whether the bytes of a column chunk depend on what else is in the column.
    pub fn is_grained(&self) -> bool {
        matches!(self.form, Form::Integer | Form::Decimal | Form::Time | Form::DateTime)
    }

    /// The column's type in the file's schema. A list has three levels, so that null, no items and null items are
    /// told apart (`LogicalTypes.md`, "Lists").
    fn type_of(&self, grain: &Grain) -> Result<TypePtr, ParquetError> {
        let repetition = if self.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        if !self.is_list {
            return Ok(Arc::new(self.value_type(&self.name, repetition, grain)?));
        }
        // An item may be null, even of a required list (tabular-data-model § 6.4, step 7).
        let item = self.value_type("element", Repetition::OPTIONAL, grain)?;
        let items =
            Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![Arc::new(item)]);
        let list = Type::group_type_builder(&self.name)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::List))
            .with_converted_type(ConvertedType::LIST)
            .with_fields(vec![Arc::new(items.build()?)]);
        Ok(Arc::new(list.build()?))
    }

    fn value_type(&self, name: &str, repetition: Repetition, grain: &Grain) -> Result<Type, ParquetError> {
        let of = |physical| Type::primitive_type_builder(name, physical).with_repetition(repetition);
        let storage = self.storage(grain);
        let unit = if storage.scale > 6 { TimeUnit::NANOS } else { TimeUnit::MICROS };
        let decimal = |physical, precision, length| {
            let scale = i32::from(storage.scale);
            of(physical)
                .with_logical_type(Some(LogicalType::decimal(scale, precision)))
                .with_precision(precision)
                .with_scale(scale)
                .with_length(length)
        };
        let wide = || decimal(Physical::FIXED_LEN_BYTE_ARRAY, 38, 16);
        match self.form {
            Form::Text => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)),
            Form::Boolean => of(Physical::BOOLEAN),
            Form::Whole { bits, signed } => {
                let physical = if bits == 64 { Physical::INT64 } else { Physical::INT32 };
                // Signed numbers of 32 and 64 bits are what the physical types are without a word.
                let said = !signed || bits < 32;
                of(physical).with_logical_type(said.then(|| LogicalType::integer(bits, signed)))
            }
            Form::Integer | Form::Decimal if storage.wide => wide(),
            Form::Integer => of(Physical::INT64),
            Form::Decimal => decimal(Physical::INT64, 18, -1),
            Form::Double => of(Physical::DOUBLE),
            Form::Float => of(Physical::FLOAT),
            Form::Date => of(Physical::INT32).with_logical_type(Some(LogicalType::Date)),
            Form::Time => of(Physical::INT64).with_logical_type(Some(LogicalType::time(false, unit))),
            Form::DateTime => {
                let utc = if grain.zoned == grain.local { self.zoned } else { grain.zoned };
                of(Physical::INT64).with_logical_type(Some(LogicalType::timestamp(utc, unit)))
            }
        }
        .build()
    }

    /// How the values of a column with that grain are kept.
    pub fn storage(&self, grain: &Grain) -> Storage {
        Storage::of(self.form, grain)
    }
}

/// The schema of a file whose columns have these grains.
pub(super) fn schema(columns: &[Column], grains: &[Grain]) -> Result<SchemaDescPtr, ParquetError> {
    let fields: Result<Vec<TypePtr>, ParquetError> =
        columns.iter().zip(grains).map(|(column, grain)| column.type_of(grain)).collect();
    let root = Type::group_type_builder("schema").with_fields(fields?).build()?;
    Ok(Arc::new(SchemaDescriptor::new(Arc::new(root))))
}
