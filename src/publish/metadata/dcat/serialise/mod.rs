//! The graph as text: one syntax a file. What is described is decided once, in the graph; a syntax only writes it.

mod json_ld;
mod rdf_xml;
mod turtle;

use super::graph::Graph;
use super::vocabulary::PREFIXES;

/// A syntax that the whole graph is written in.
pub(super) trait Serialise {
    /// The address of the file in the site.
    fn path(&self) -> &'static str;

    /// Every statement of the graph, in its order. Writing cannot fail: a vector takes whatever is written to it, and the
    /// graph holds only what every syntax has a way to write.
    fn serialise(&self, graph: &Graph) -> Vec<u8>;
}

/// Every syntax, in the order in which the catalogue's files are listed.
pub(super) const SYNTAXES: [&dyn Serialise; 3] = [&turtle::Turtle, &json_ld::JsonLd, &rdf_xml::RdfXml];

/// A serialiser that writes addresses with the vocabularies' prefixes. The namespaces are IRIs; one that was not would only
/// go without a prefix.
fn with_prefixes<S: Clone, E>(serialiser: S, add: impl Fn(S, &'static str, &'static str) -> Result<S, E>) -> S {
    PREFIXES.iter().fold(serialiser, |serialiser, (prefix, namespace)| {
        add(serialiser.clone(), prefix, namespace).unwrap_or(serialiser)
    })
}
