//! Where facts were stated, for diagnostics.

use crate::sources::Span;
use std::collections::BTreeMap;

/// Spans by key, written as the TOML key: `title`, `licence`, `contact_point.email`, `topic[1]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Remembers where a key's value stands.
    pub fn set(&mut self, key: impl Into<String>, span: Span) {
        self.0.insert(key.into(), span);
    }

    /// Where the key's value stands; none if it was not stated.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Span> {
        self.0.get(key).copied()
    }
}
