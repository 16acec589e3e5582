//! The documents that CSVW reads, through one door that the caller holds.

use std::collections::BTreeMap;

/// A document as it was served.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retrieved {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type with its parameters, such as `text/csv;header=absent`, if that is known.
    pub media_type: Option<String>,
}

/// Whatever can give a document by its address.
pub trait Documents {
    /// The text of the document at `url`, an address resolved against the base of the metadata that names it. None
    /// where there is no such document or it is not UTF-8.
    fn read(&self, url: &str) -> Option<String>;

    /// The caller's number for the document at `url` once it was read, for the places of findings in it.
    fn number(&self, _url: &str) -> Option<u32> {
        None
    }

    /// The media type that the document at `url` is served with, if there is one and that is known.
    fn media_type(&self, url: &str) -> Option<String> {
        self.retrieve(url).and_then(|found| found.media_type)
    }

    /// The bytes of the document at `url` and how they were served.
    fn retrieve(&self, url: &str) -> Option<Retrieved> {
        self.read(url).map(|text| Retrieved { bytes: text.into_bytes(), media_type: None })
    }
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
