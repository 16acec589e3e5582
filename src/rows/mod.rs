//! The row engine. A table is read once: its files become chunks of whole records, chunks are worked on by all cores,
//! and the results are taken in the order of the chunks. Whatever wants rows is a [`Sink`].
//!
//! The calling thread reads files and takes results; nothing in a rayon task reads, writes or waits. Memory is bounded
//! by the [`Budget`] that all tables share. Nothing that comes out depends on the number of cores or on where chunks
//! end.

mod batch;
mod budget;
mod cell_words;
mod chunks;
mod columns;
mod declarations;
mod error;
mod findings;
mod glance;
mod header;
mod hints;
mod input;
mod job;
pub mod keys;
pub mod object;
mod pass;
mod pen;
mod place;
mod profile;
mod settings;
mod sink;
pub mod sorter;
mod stream;
#[cfg(test)]
pub(crate) mod tests;
mod timings;
mod work;
mod written;

pub use batch::{Cell, Objects, Row, Rows};
pub use budget::{Budget, ChunkLease, KEY_BYTES};
pub use cell_words::{CellWords, Notation};
pub use error::Error;
pub use glance::Glance;
pub use job::{TableJob, TableOutcome, locate, read_table};
pub use place::{ChunkAt, cell_place};
pub use profile::Profile;
pub use sink::{BoxedSink, Finished, Maker, Sink, WrittenFile};
pub use timings::{Phase, Timer, Timings};
pub use written::AsWritten;
