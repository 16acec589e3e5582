//! The ZIP that a spreadsheet is, in memory: it is small enough, and a reader wants the sizes before the parts.

use std::fmt;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How hard is tried: rows of a sheet are so alike that more effort takes twice the time and saves little.
const LEVEL: i64 = 4;
/// A part of fewer bytes is stored as it is.
const SMALL: usize = 256;

/// A package under construction. Its parts have no time but the first one that ZIP has, so that the same parts are the
/// same bytes.
pub struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    unpacked: u64,
}

impl fmt::Debug for Package {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Package").field("unpacked", &self.unpacked).finish_non_exhaustive()
    }
}

impl Package {
    pub fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::default()), unpacked: 0 }
    }

    /// A part as it is, without compression.
    pub fn stored(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin_stored(name)?;
        self.write(bytes)
    }

    /// Begins a part that is not compressed, which ends where the next one begins.
    pub fn begin_stored(&mut self, name: &str) -> io::Result<()> {
        Ok(self.zip.start_file(name, options(CompressionMethod::Stored, None))?)
    }

    /// A whole part.
    pub fn part(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() < SMALL {
            return self.stored(name, bytes);
        }
        self.begin(name)?;
        self.write(bytes)
    }

    /// Begins a part, which ends where the next one begins.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        Ok(self.zip.start_file(name, options(CompressionMethod::Deflated, Some(LEVEL)))?)
    }

    /// Adds bytes to the part that was begun.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.unpacked = self.unpacked.saturating_add(bytes.len() as u64);
        self.zip.write_all(bytes)
    }

    /// Bytes of all parts so far.
    pub fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// Bytes of the package so far; what was given last may not be among them.
    pub fn packed(&self) -> u64 {
        self.zip.get_ref().map_or(0, |cursor| cursor.get_ref().len() as u64)
    }

    /// The whole package.
    pub fn end(self) -> io::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}

fn options(method: CompressionMethod, level: Option<i64>) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level(level)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
