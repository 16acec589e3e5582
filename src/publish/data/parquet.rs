//! Parquet: typed columns, compressed, with what a reader needs to pass over rows (Apache Parquet format 2).
//!
//! A chunk's rows become typed columns on any core ([`ParquetRows`]); they are collected until a row group is complete,
//! and that is encoded column by column. Which types there are: `form`; where a row group ends: `group`.

mod cells;
mod choice;
mod encode;
mod form;
mod gather;
mod grain;
mod group;
pub(super) mod moment;
mod number;
mod rewrite;
#[cfg(test)]
mod tests;
mod values;
mod worker;
mod writer;

use super::file::FormatFile;
use crate::diagnostics::Report;
use crate::model::{Format, Table};
use crate::output::Staging;
use crate::rows::{ChunkAt, Error, Finished, Maker, Row, Rows, Sink};
use cells::Cells;
use form::{Column, columns_of};
use group::{Collector, Extent, Part, RowGroup};
use parquet::file::metadata::KeyValue;
use std::sync::Arc;
use worker::{Limit, Worker};
use writer::Writer;

/// Column chunks that a file may have: each is described in the footer, which is held in memory, by whoever reads it too.
const CHUNKS_MAX: usize = 100_000;

/// `<table>.parquet`.
#[derive(Debug)]
pub struct ParquetFile {
    columns: Arc<[Column]>,
    collector: Collector,
    worker: Worker,
    limit: Limit,
    /// The table's CSVW metadata beside it, for whoever has the file alone.
    metadata: String,
}

impl ParquetFile {
    /// Begins the file; it is taken back when it grows over `limit` bytes, and when a value cannot be kept exactly.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(staging: &Staging, dataset: &str, table: &Table, limit: u64) -> Result<Self, Error> {
        Self::with_extent(staging, dataset, table, limit, Extent::default())
    }

    fn with_extent(staging: &Staging, dataset: &str, table: &Table, limit: u64, extent: Extent) -> Result<Self, Error> {
        let file = FormatFile::begin(staging, dataset, &table.name, Format::Parquet)?;
        let columns = columns_of(table);
        let aside = staging.scratch().join(format!("{dataset}.{}.parquet", table.name));
        let writer = Writer::begin(file, Arc::clone(&columns), aside)?;
        Ok(Self {
            collector: Collector::new(extent, columns.len()),
            columns,
            worker: Worker::Here(Box::new(writer)),
            limit: Limit::new(limit),
            metadata: format!("{}{}", table.name, Format::Csvw.suffix()),
        })
    }

    /// The first column that cannot be written, why, and what to do.
    fn misfit(&self) -> Option<(&Column, &'static str, &'static str)> {
        let mut columns = self.columns.iter().zip(&self.collector.grains);
        columns.find_map(|(column, grain)| grain.misfit(column.form).map(|(why, help)| (column, why, help)))
    }

    /// Why there will be no file, and what to do. It is the same wherever chunks end and whoever was faster: what is
    /// wrong with values comes first, then how many column chunks there are, then the size.
    fn obstacle(&self) -> Option<(String, String)> {
        if let Some((column, why, help)) = self.misfit() {
            return Some((format!("`{}` {why}", column.name), help.to_owned()));
        }
        if self.columns.is_empty() {
            return Some(("the table has no column that is published".to_owned(), String::new()));
        }
        if self.columns.len() * self.collector.groups.max(1) > CHUNKS_MAX {
            let reason = format!("its columns would be in more than {CHUNKS_MAX} pieces");
            return Some((
                reason,
                "nothing has to be done; Parquet is no format for tables of so many columns".to_owned(),
            ));
        }
        None
    }

    fn group(&mut self, group: RowGroup) -> Result<(), Error> {
        if self.limit.is_over() || self.obstacle().is_some() {
            self.collector.is_over = true;
            return Ok(());
        }
        self.worker.take(group, &self.limit)
    }
}

impl Sink for ParquetFile {
    type Maker = ParquetRows;

    fn maker(&self) -> ParquetRows {
        // A table of a million columns has no file, and nothing is made of its cells.
        let are_few = self.columns.len() <= CHUNKS_MAX;
        ParquetRows(if are_few { Arc::clone(&self.columns) } else { Arc::default() })
    }

    fn take(&mut self, part: ParquetPart, _: &ChunkAt<'_>, _: &mut Report) -> Result<(), Error> {
        for group in self.collector.add(part.0) {
            self.group(group)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let rest = self.collector.complete();
        let obstacle = self.obstacle();
        if obstacle.is_none()
            && let Some(group) = rest
        {
            // A table of one row group is written here, whichever thread this is.
            match &mut self.worker {
                Worker::Here(writer) => writer.group(&group, false)?,
                worker => worker.take(group, &self.limit)?,
            }
        }
        let Some(mut writer) = self.worker.end()? else { return Ok(()) };
        let too_large = self.limit.is_over();
        if let Some((reason, help)) = obstacle {
            writer.file.withdraw(reason, help)?;
        } else if too_large {
            writer.file.withdraw_as_too_large(self.limit.bytes)?;
        } else {
            let metadata = vec![KeyValue::new("csvw".to_owned(), self.metadata.clone())];
            if writer.finish(&self.collector.grains, metadata)? > self.limit.bytes {
                writer.file.withdraw_as_too_large(self.limit.bytes)?;
            }
        }
        writer.file.finish(outcome)
    }

    fn abandon(mut self: Box<Self>) -> Result<(), Error> {
        match self.worker.end()? {
            Some(mut writer) => writer.file.abandon(),
            None => Ok(()),
        }
    }
}

/// The pure half of [`ParquetFile`].
#[derive(Debug)]
pub struct ParquetRows(Arc<[Column]>);

/// The rows of a chunk as typed columns.
#[derive(Debug)]
pub struct ParquetPart(Part);

impl Maker for ParquetRows {
    type Part = ParquetPart;

    fn begin(&self) -> ParquetPart {
        ParquetPart(Part { columns: self.0.iter().map(Cells::new).collect(), sizes: Vec::new() })
    }

    fn rows<'r>(&self, part: &mut ParquetPart, rows: &'r Rows<'r>) {
        for row in rows.iter() {
            self.row(part, &row);
        }
    }
}

impl ParquetRows {
    fn row(&self, part: &mut ParquetPart, row: &Row<'_>) {
        let mut size = 0;
        for (column, cells) in self.0.iter().zip(&mut part.0.columns) {
            let cell = row.cell(column.index);
            size += if column.is_list {
                cells.add_list(column, cell, row.items(column.index))
            } else {
                cells.add(column, cell)
            };
        }
        part.0.sizes.push(u32::try_from(size).unwrap_or(u32::MAX));
    }
}
