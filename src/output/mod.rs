//! The finished tree: what is staged, how it is put in place, and how a build that was interrupted is finished.

mod staging;

pub use staging::{StagedFile, Staging, Written, hexadecimal};
