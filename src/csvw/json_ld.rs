//! The JSON-LD of common properties and notes (tabular-metadata §§ 5.8 and 6, appendix A): names and their addresses,
//! values in normal form, as plain JSON (csv2json § 5) and as triples (csv2rdf § 6).
//!
//! CSVW allows a small dialect of JSON-LD with one context that no document can change, so the context is a table here
//! and nothing is ever fetched. Whether a value keeps to the dialect is judged where metadata documents are read; what
//! does not is carried as far as it has a meaning, and nothing here panics on it.

mod context;
mod lexical;
mod normal;
mod plain;
mod triples;

pub use context::{NameForm, compact, expand, expand_prefix, name_form};
pub use normal::normalise;
pub use plain::to_json;
pub use triples::{BlankNodes, to_rdf};

use super::address::resolve;

/// What addresses and strings of a document are relative to.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The base address: the document's, or `@base` of its context.
    pub base: &'a str,
    /// The default language: `@language` of its context.
    pub language: Option<&'a str>,
}

impl Scope<'_> {
    /// The value of an `@id`, its prefix expanded and the rest resolved against the base (tabular-metadata § 6). A blank
    /// node's name, which is no address and cannot be an `@id` (§ 5.8), stays what it is.
    fn resolve(&self, id: &str) -> String {
        if id.starts_with("_:") {
            return id.to_owned();
        }
        expand_prefix(id).map_or_else(|| resolve(self.base, id), |address| resolve(self.base, &address))
    }
}

/// How deep objects and arrays may lie in one another in a common property or a note. The standard sets no limit; the
/// deepest descriptions in use have about ten levels, and a limit keeps a hostile one from exhausting the stack.
pub const DEPTH_LIMIT: usize = 100;

#[cfg(test)]
mod tests;
