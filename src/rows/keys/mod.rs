//! Keys: which rows have which, in how many rows, and where the wrong ones are.
//!
//! A table's keys are collected while it is read, as hashes of 128 bits of their normal forms. What refers to what is
//! [resolved](resolve) when all tables were read, so that neither the order of datasets nor a cycle of foreign keys
//! matters. Rows are not remembered: a wrong reference is located by reading the table again. Only of a primary key, which
//! should be new in every row, the few rows are noted that may repeat one; the table is read again for no more than the
//! first rows of the keys that really are repeated.

mod blocks;
mod builder;
pub(super) mod collect;
mod counter;
pub(super) mod duplicates;
mod filter;
mod hash;
mod list;
pub(super) mod locate;
mod merge;
mod partition;
pub(super) mod plan;
mod resolve;
mod run;
mod set;
mod suspects;
#[cfg(test)]
mod tests;
mod unique;

pub use builder::KeySetBuilder;
pub use collect::{PrimaryKey, TableKeys};
pub use hash::{has_null, marked};
pub use resolve::{Resolution, WrongKeys, resolve};
pub use set::{FLAWS_KEPT, KeySet};
