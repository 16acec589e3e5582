//! The file: column chunks one after another as they come, and the footer that says what they are.

use super::super::file::FormatFile;
use super::choice::Encodings;
use super::encode::{Encoded, encode};
use super::form::{Column, schema};
use super::gather::Run;
use super::grain::{Grain, Storage};
use super::group::RowGroup;
use super::rewrite;
use crate::rows::Error;
use parquet::errors::ParquetError;
use parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, KeyValue, ParquetMetaDataBuilder, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::schema::types::SchemaDescPtr;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// What a Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";

/// The version of the format; the pages are those of version 1, which every reader knows.
const VERSION: i32 = 1;

/// Who wrote the file. Without a version, since a new one that writes the same would change every file and its checksum.
const CREATED_BY: &str = "plainsight";

/// A file being written.
#[derive(Debug)]
pub(super) struct Writer {
    pub file: FormatFile,
    /// Where the file is put aside while it is written again.
    aside: PathBuf,
    columns: Arc<[Column]>,
    encodings: Encodings,
    /// The schema of the last row group, and what it was made of.
    schema: Option<(Vec<Grain>, SchemaDescPtr)>,
    offset: u64,
    groups: Vec<Group>,
    /// Bytes that are surely in the finished file.
    pub settled: u64,
}

/// A row group that was written.
#[derive(Debug)]
struct Group {
    rows: usize,
    chunks: Vec<Chunk>,
}

/// A column chunk that was written.
#[derive(Debug)]
struct Chunk {
    metadata: ColumnChunkMetaData,
    storage: Storage,
}

impl Writer {
    /// Begins the file. `aside` is a path that nothing else uses.
    pub fn begin(file: FormatFile, columns: Arc<[Column]>, aside: PathBuf) -> Result<Self, Error> {
        let encodings = Encodings::new().map_err(|error| failed(&file, error))?;
        let (groups, offset, settled) = (Vec::new(), 0, 0);
        let mut writer = Self { file, aside, columns, encodings, schema: None, offset, groups, settled };
        writer.append(MAGIC)?;
        Ok(writer)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.offset += bytes.len() as u64;
        self.file.write(bytes).map_err(Error::write(self.file.path()))
    }

    fn failed(&self, error: ParquetError) -> Error {
        failed(&self.file, error)
    }

    /// Writes a row group. Its columns are encoded on all cores if `spread`.
    pub fn group(&mut self, group: &RowGroup, spread: bool) -> Result<(), Error> {
        let schema = self.schema(&group.grains)?;
        let encoded = |(number, column): (usize, &Column)| -> Result<Option<Encoded>, ParquetError> {
            let storage = group.grains.get(number).map(|grain| column.storage(grain)).unwrap_or_default();
            let slices: Vec<_> = group.column(number, column).collect();
            let Some(run) = Run::of(column, &slices, storage) else { return Ok(None) };
            if run.entries() != group.rows && !column.is_list {
                return Err(ParquetError::General(format!("`{}` is not as long as its row group", column.name)));
            }
            encode(&self.encodings, &run, storage, &schema.column(number)).map(Some)
        };
        let columns = Arc::clone(&self.columns);
        let chunks: Result<Vec<Option<Encoded>>, ParquetError> = if spread {
            columns.par_iter().enumerate().map(encoded).collect()
        } else {
            columns.iter().enumerate().map(encoded).collect()
        };
        let chunks = chunks.map_err(|error| self.failed(error))?;
        let mut written = Vec::with_capacity(chunks.len());
        for (encoded, column) in chunks.into_iter().flatten().zip(&*columns) {
            if !column.is_grained() {
                self.settled += encoded.bytes.len() as u64;
            }
            written.push(self.chunk(encoded)?);
        }
        self.groups.push(Group { rows: group.rows, chunks: written });
        Ok(())
    }

    fn chunk(&mut self, encoded: Encoded) -> Result<Chunk, Error> {
        let by = i64::try_from(self.offset).unwrap_or(i64::MAX);
        let metadata = moved(encoded.metadata, by).map_err(|error| self.failed(error))?;
        self.append(&encoded.bytes)?;
        Ok(Chunk { metadata, storage: encoded.storage })
    }

    /// The schema for columns of these grains.
    fn schema(&mut self, grains: &[Grain]) -> Result<SchemaDescPtr, Error> {
        if let Some((known, schema)) = &self.schema
            && known == grains
        {
            return Ok(Arc::clone(schema));
        }
        let made = schema(&self.columns, grains).map_err(|error| self.failed(error))?;
        self.schema = Some((grains.to_vec(), Arc::clone(&made)));
        Ok(made)
    }

    /// Ends the file: what was written before all was known of its column is written again, and the footer after it.
    /// Gives the size of the file.
    pub fn finish(&mut self, grains: &[Grain], metadata: Vec<KeyValue>) -> Result<u64, Error> {
        let schema = self.schema(grains)?;
        let storages: Vec<Storage> =
            self.columns.iter().zip(grains).map(|(column, grain)| column.storage(grain)).collect();
        let is_stale = |group: &Group| group.chunks.iter().zip(&storages).any(|(chunk, to)| chunk.storage != *to);
        if self.groups.iter().any(is_stale) {
            self.write_again(&storages, &schema)?;
        }
        let groups = std::mem::take(&mut self.groups);
        let footer = footer(groups, &schema, metadata).map_err(|error| self.failed(error))?;
        self.append(&footer)?;
        Ok(self.offset)
    }

    fn write_again(&mut self, storages: &[Storage], schema: &SchemaDescPtr) -> Result<(), Error> {
        let mut before = self.file.begin_again(&self.aside)?;
        let path = self.aside.clone();
        let unreadable = |error| Error::Spill { path: path.clone(), error };
        self.offset = 0;
        self.append(MAGIC)?;
        let columns = Arc::clone(&self.columns);
        for group in std::mem::take(&mut self.groups) {
            let mut chunks = Vec::with_capacity(group.chunks.len());
            for (number, (chunk, column)) in group.chunks.into_iter().zip(&*columns).enumerate() {
                let (start, length) = chunk.metadata.byte_range();
                let bytes = before.read(start, length).map_err(unreadable)?;
                let encoded = taken_out(chunk, bytes, start).and_then(|encoded| match storages.get(number) {
                    Some(to) if encoded.storage != *to => {
                        let with = (&self.encodings, &schema.column(number));
                        rewrite::encoded_again(encoded, column, group.rows, *to, with)
                    }
                    _ => Ok(encoded),
                });
                chunks.push(self.chunk(encoded.map_err(|error| self.failed(error))?)?);
            }
            self.groups.push(Group { rows: group.rows, chunks });
        }
        before.discard().map_err(unreadable)
    }
}

/// What went wrong with the file in the crate that encodes it.
fn failed(file: &FormatFile, error: ParquetError) -> Error {
    Error::Write { path: file.path().to_owned(), error: std::io::Error::other(error) }
}

/// A column chunk that was written at `start`, taken out of the file: its offsets count from its first byte.
fn taken_out(chunk: Chunk, bytes: Vec<u8>, start: u64) -> Result<Encoded, ParquetError> {
    let metadata = moved(chunk.metadata, -i64::try_from(start).unwrap_or(0))?;
    Ok(Encoded { bytes, metadata, storage: chunk.storage })
}

/// The metadata of a column chunk with its offsets moved.
fn moved(metadata: ColumnChunkMetaData, by: i64) -> Result<ColumnChunkMetaData, ParquetError> {
    let (data, dictionary) = (metadata.data_page_offset() + by, metadata.dictionary_page_offset().map(|at| at + by));
    metadata.into_builder().set_data_page_offset(data).set_dictionary_page_offset(dictionary).build()
}

fn footer(groups: Vec<Group>, schema: &SchemaDescPtr, metadata: Vec<KeyValue>) -> Result<Vec<u8>, ParquetError> {
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let rows = groups.iter().map(|group| count(group.rows)).sum();
    let file = FileMetaData::new(VERSION, rows, Some(CREATED_BY.to_owned()), Some(metadata), Arc::clone(schema), None);
    let mut builder = ParquetMetaDataBuilder::new(file);
    for group in groups {
        let chunks: Vec<ColumnChunkMetaData> = group.chunks.into_iter().map(|chunk| chunk.metadata).collect();
        let bytes = chunks.iter().map(ColumnChunkMetaData::uncompressed_size).sum();
        let offset = chunks.first().map_or(0, |first| first.byte_range().0);
        let group = RowGroupMetaData::builder(Arc::clone(schema))
            .set_num_rows(count(group.rows))
            .set_total_byte_size(bytes)
            .set_file_offset(i64::try_from(offset).unwrap_or(i64::MAX))
            .set_column_metadata(chunks);
        builder = builder.add_row_group(group.build()?);
    }
    let mut footer = Vec::new();
    ParquetMetaDataWriter::new(&mut footer, &builder.build()).finish()?;
    Ok(footer)
}
