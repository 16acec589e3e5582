//! RDF 1.1 Turtle.

use super::{Serialise, with_prefixes};
use crate::publish::metadata::dcat::graph::Graph;
use oxttl::TurtleSerializer;

/// `catalog.ttl`.
pub(super) struct Turtle;

impl Serialise for Turtle {
    fn path(&self) -> &'static str {
        "catalog.ttl"
    }

    fn serialise(&self, graph: &Graph) -> Vec<u8> {
        let serialiser = with_prefixes(TurtleSerializer::new(), TurtleSerializer::with_prefix);
        let mut writer = serialiser.for_writer(Vec::new());
        for triple in graph.triples() {
            let _ = writer.serialize_triple(&triple);
        }
        writer.finish().unwrap_or_default()
    }
}
