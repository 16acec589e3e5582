//! The one door in. Every byte that plainsight reads from a publisher's repository comes through [`Sources`]: text
//! (settings, metadata, pages, templates) whole and with a line index, tables as streams.
//!
//! Paths are relative to the repository, with `/` between their parts. Nothing outside the repository is opened: links
//! are resolved first, and `..`, absolute paths and links that lead out are refused.

mod commit;
mod file;
mod hashed;
mod line_index;
mod path;

pub use file::{DataFile, Entry, ReadError, Sources, TEXT_LIMIT};
pub use hashed::WholeFile;
pub use line_index::LineIndex;
pub use path::{PathFlaw, SourcePath};

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The number of a text in a run; the same path keeps its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A stretch of bytes in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from a range of bytes.
    #[must_use]
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }
}

/// A text that was read whole.
#[derive(Debug)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// Where it is.
    pub path: SourcePath,
    /// Its text, without a byte order mark.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
}

/// A shared text.
pub type SharedSource = Arc<Source>;
