//! Writing the file again where a row group was encoded before the widest value of a column had come.
//!
//! How many digits a decimal has is known after the last row, and a table is read once. So a row group is encoded for the
//! values up to it, and where a later one needs more, the column's earlier chunks are read back at the end and encoded as
//! they would have been, had it been known: what comes out depends on the values alone. All other chunks are copied.

use super::choice::Encodings;
use super::encode::{Encoded, encode};
use super::form::Column;
use super::gather::{Run, Typed};
use super::grain::Storage;
use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescPtr;
use std::sync::Arc;

/// A column chunk, encoded for another storage.
pub(super) fn encoded_again(
    chunk: Encoded,
    column: &Column,
    rows: usize,
    to: Storage,
    (encodings, descriptor): (&Encodings, &ColumnDescPtr),
) -> Result<Encoded, ParquetError> {
    let Encoded { bytes, metadata, storage: from } = chunk;
    let pages = SerializedPageReader::new(Arc::new(Bytes::from(bytes)), &metadata, rows, None)?;
    let run = match get_column_reader(metadata.column_descr_ptr(), Box::new(pages)) {
        ColumnReader::Int64ColumnReader(reader) => read(reader, column, rows, Typed::Long)?,
        ColumnReader::FixedLenByteArrayColumnReader(reader) => read(reader, column, rows, Typed::Wide)?,
        _ => return Err(ParquetError::General(format!("`{}` is in no storage that can change", column.name))),
    };
    encode(encodings, &run.in_storage(from, to), to, descriptor)
}

fn read<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    column: &Column,
    rows: usize,
    typed: fn(Vec<T::T>) -> Typed,
) -> Result<Run, ParquetError> {
    let (mut definition, mut repetition, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let has_levels = column.level_of_value() > 0;
    let mut left = rows;
    while left > 0 {
        let definition = has_levels.then_some(&mut definition);
        let repetition = column.is_list.then_some(&mut repetition);
        let (records, ..) = reader.read_records(left, definition, repetition, &mut values)?;
        if records == 0 {
            return Err(ParquetError::General(format!("`{}` ends early", column.name)));
        }
        left -= records.min(left);
    }
    Ok(Run { definition, repetition, level_of_value: column.level_of_value(), values: typed(values) })
}
