//! What an outcome depends on, as one number.

use super::program;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// A key under construction: everything an outcome depends on is put in, each thing with its length.
#[derive(Clone)]
pub struct KeyBuilder(Xxh3);

/// The key of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key(u128);

impl Key {
    /// Begins a key; the program that works the outcome out is in every one.
    #[must_use]
    pub fn begin() -> KeyBuilder {
        KeyBuilder(Xxh3::new()).with(program::running())
    }
}

impl KeyBuilder {
    /// Puts something in.
    #[must_use]
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// The key.
    #[must_use]
    pub fn end(&self) -> Key {
        Key(self.0.digest128())
    }
}
