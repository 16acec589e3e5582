//! The documents that CSVW metadata refers to, through one door that the caller holds.

use std::collections::BTreeMap;

/// Whatever can give the text of a document by its address.
pub trait Documents {
    /// The text of the document at `url`, an address resolved against the base of the metadata that names it.
    fn read(&self, url: &str) -> Option<String>;
}

/// No documents at all: every address is a finding.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDocuments;

impl Documents for NoDocuments {
    fn read(&self, _url: &str) -> Option<String> {
        None
    }
}

/// Documents in memory, by address.
impl Documents for BTreeMap<String, String> {
    fn read(&self, url: &str) -> Option<String> {
        self.get(url).cloned()
    }
}
