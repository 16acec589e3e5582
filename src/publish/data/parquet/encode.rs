//! Column chunks: the values of one column in a row group as pages, with dictionary, compression and statistics.

use super::choice::Encodings;
use super::gather::{Run, Typed};
use super::grain::Storage;
use parquet::column::writer::{ColumnWriter, ColumnWriterImpl, get_column_writer};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;
use std::sync::Arc;

/// Entries that are handed to the column writer at a time. It looks after every 1,024 of them whether a page is full, so
/// a multiple of that makes the same pages as all at once.
const BATCH: usize = 8 * 1024;

/// A column chunk.
#[derive(Debug)]
pub(super) struct Encoded {
    pub bytes: Vec<u8>,
    /// Its offsets count from the first of `bytes`.
    pub metadata: ColumnChunkMetaData,
    pub storage: Storage,
}

/// Encodes a column of a row group.
pub(super) fn encode(
    encodings: &Encodings,
    run: &Run,
    storage: Storage,
    descriptor: &ColumnDescPtr,
) -> Result<Encoded, ParquetError> {
    let mut bytes = TrackedWrite::new(Vec::new());
    let pages = Box::new(SerializedPageWriter::new(&mut bytes));
    let mut writer = get_column_writer(Arc::clone(descriptor), Arc::clone(encodings.of(&run.values)), pages);
    match (&mut writer, &run.values) {
        (ColumnWriter::BoolColumnWriter(writer), Typed::Boolean(values)) => run.write(writer, values)?,
        (ColumnWriter::Int32ColumnWriter(writer), Typed::Int(values)) => run.write(writer, values)?,
        (ColumnWriter::Int64ColumnWriter(writer), Typed::Long(values)) => run.write(writer, values)?,
        (ColumnWriter::DoubleColumnWriter(writer), Typed::Double(values)) => run.write(writer, values)?,
        (ColumnWriter::FloatColumnWriter(writer), Typed::Float(values)) => run.write(writer, values)?,
        (ColumnWriter::ByteArrayColumnWriter(writer), Typed::Text(values)) => run.write(writer, values)?,
        (ColumnWriter::FixedLenByteArrayColumnWriter(writer), Typed::Wide(values)) => run.write(writer, values)?,
        (_, values) => {
            let said = format!("{} values are not of `{}`", values.len(), descriptor.path());
            return Err(ParquetError::General(said));
        }
    }
    let closed = writer.close()?;
    Ok(Encoded { bytes: bytes.into_inner()?, metadata: closed.metadata, storage })
}

impl Run {
    /// Hands everything to the column writer.
    fn write<T: DataType>(&self, writer: &mut ColumnWriterImpl<'_, T>, values: &[T::T]) -> Result<(), ParquetError> {
        if !self.repetition.is_empty() {
            // Pages end with rows, and rows of lists are of any length.
            writer.write_batch(values, Some(&self.definition), Some(&self.repetition))?;
            return Ok(());
        }
        if self.definition.is_empty() {
            for batch in values.chunks(BATCH) {
                writer.write_batch(batch, None, None)?;
            }
            return Ok(());
        }
        let mut rest = values;
        for batch in self.definition.chunks(BATCH) {
            let there = batch.iter().filter(|level| **level == self.level_of_value).count();
            let (values, after) = rest.split_at_checked(there).unwrap_or((rest, &[]));
            writer.write_batch(values, Some(batch), None)?;
            rest = after;
        }
        Ok(())
    }
}
