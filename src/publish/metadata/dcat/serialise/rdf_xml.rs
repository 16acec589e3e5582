//! RDF 1.1 XML.

use super::{Serialise, with_prefixes};
use crate::publish::metadata::dcat::graph::Graph;
use oxrdfxml::RdfXmlSerializer;

/// `catalog.rdf`.
pub(super) struct RdfXml;

impl Serialise for RdfXml {
    fn path(&self) -> &'static str {
        "catalog.rdf"
    }

    fn serialise(&self, graph: &Graph) -> Vec<u8> {
        let serialiser = with_prefixes(RdfXmlSerializer::new(), RdfXmlSerializer::with_prefix);
        let mut writer = serialiser.for_writer(Vec::new());
        for triple in graph.triples() {
            let _ = writer.serialize_triple(&triple);
        }
        let mut bytes = writer.finish().unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}
