//! Schemas and dialects that are given by their address: object properties that are strings (tabular-metadata
//! §§ 5.1.5 and 6).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::csvw::address::resolve;
use crate::csvw::finding::FindingKind;
use crate::csvw::json::{self, Value};
use crate::csvw::metadata::Annotation;

use super::{Reader, shown};

/// What became of a linked document: what it says, or why it says nothing.
pub(super) type Linked<T> = Result<T, (FindingKind, String)>;

impl Reader<'_> {
    /// Reads the document at an address, or remembers what it said. It has a context of its own, so for as long as it
    /// is read its base and its language count. Gives its address too, and nothing else, with an error, where it cannot
    /// be read.
    pub(super) fn linked<T: Clone>(
        &mut self,
        property: &str,
        written: &str,
        range: &Range<usize>,
        known: fn(&mut Self) -> &mut BTreeMap<String, Linked<T>>,
        read: fn(&mut Self, &Value) -> T,
    ) -> (Option<T>, String) {
        let address = resolve(&self.base, written);
        let outcome = match known(self).get(&address).cloned() {
            Some(outcome) => outcome,
            None => {
                let outcome =
                    self.open(&address, range).map(|document| self.inside(&address, |reader| read(reader, &document)));
                known(self).insert(address.clone(), outcome.clone());
                outcome
            }
        };
        match outcome {
            Ok(said) => (Some(said), address),
            Err((kind, why)) => {
                self.error(kind, format!("`{property}` is at `{}`, which {why}", shown(&address)), range);
                (None, address)
            }
        }
    }

    fn open(&mut self, address: &str, range: &Range<usize>) -> Linked<Value> {
        let Some(text) = self.source.documents.read(address) else {
            return Err((FindingKind::MissingDocument, "cannot be read".to_owned()));
        };
        // One document may be linked to under many addresses that differ in their query alone.
        if !self.spend(text.len().saturating_mul(8), range) {
            return Err((FindingKind::TooLarge, "is too large to be read as well".to_owned()));
        }
        match json::parse(&text) {
            Ok(value) if value.members().is_some() => Ok(value),
            Ok(value) => Err((FindingKind::InvalidJson, format!("is {}; an object is expected", value.noun()))),
            Err(error) => Err((FindingKind::InvalidJson, format!("is not JSON: {}", error.message))),
        }
    }

    /// Does something as if the linked document were the one that is read.
    fn inside<T>(&mut self, address: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let base = std::mem::replace(&mut self.base, address.to_owned());
        let language = self.language.take();
        let from = self.linked_from.replace(address.to_owned());
        let said = read(self);
        self.base = base;
        self.language = language;
        self.linked_from = from;
        said
    }

    /// Whether the document that is read is a linked one.
    pub(super) fn is_linked(&self) -> bool {
        self.linked_from.is_some()
    }

    /// Makes the annotations of a linked document independent of its context, as normalization does (§ 6): whoever
    /// has them later knows only the context of the first document.
    pub(super) fn normalize(&self, annotations: &mut [Annotation]) {
        for annotation in annotations {
            self.normalize_value(&mut annotation.value);
        }
    }

    fn normalize_value(&self, value: &mut serde_json::Value) {
        use serde_json::Value as Json;
        match value {
            Json::Array(items) => items.iter_mut().for_each(|item| self.normalize_value(item)),
            Json::String(text) => {
                let mut object = serde_json::Map::new();
                object.insert("@value".to_owned(), Json::String(std::mem::take(text)));
                if let Some(language) = &self.language {
                    object.insert("@language".to_owned(), Json::String(language.clone()));
                }
                *value = Json::Object(object);
            }
            Json::Object(members) if members.contains_key("@value") => {}
            Json::Object(members) => {
                for (name, member) in members.iter_mut() {
                    match (name.as_str(), member) {
                        // A prefixed name is as absolute as an address, so resolving leaves it for whoever expands it.
                        ("@id", Json::String(id)) => *id = resolve(&self.base, id),
                        ("@id" | "@type", _) => {}
                        (_, member) => self.normalize_value(member),
                    }
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
}
