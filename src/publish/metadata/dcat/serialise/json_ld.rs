//! JSON-LD 1.1, compacted.

use super::{Serialise, with_prefixes};
use crate::publish::metadata::dcat::graph::Graph;
use crate::publish::metadata::dcat::vocabulary::PREFIXES;
use oxjsonld::JsonLdSerializer;
use oxrdf::GraphName;
use oxrdf::vocab::rdf;
use serde_json::{Map, Value};

/// `catalog.jsonld`, its context inline so that a reader without a network can expand it.
pub(super) struct JsonLd;

impl Serialise for JsonLd {
    fn path(&self) -> &'static str {
        "catalog.jsonld"
    }

    fn serialise(&self, graph: &Graph) -> Vec<u8> {
        let serialiser = with_prefixes(JsonLdSerializer::new(), JsonLdSerializer::with_prefix);
        let mut writer = serialiser.for_writer(Vec::new());
        for triple in graph.triples() {
            let _ = writer.serialize_quad(&triple.in_graph(GraphName::DefaultGraph));
        }
        let expanded = writer.finish().unwrap_or_default();
        match serde_json::from_slice(&expanded) {
            Ok(document) => format!("{}\n", compacted(document)).into_bytes(),
            Err(_) => expanded,
        }
    }
}

/// The document with prefixed names for its terms: the library writes expanded JSON-LD below the context it was given.
fn compacted(mut document: Value) -> Value {
    let nodes = document.get_mut("@graph").and_then(Value::as_array_mut);
    for node in nodes.into_iter().flatten() {
        let Some(properties) = node.as_object_mut() else { continue };
        let mut short = Map::new();
        for (property, mut values) in std::mem::take(properties) {
            if property == rdf::TYPE.as_str() {
                let classes = values.as_array().into_iter().flatten();
                let classes: Vec<Value> = classes
                    .filter_map(|class| class.get("@id")?.as_str())
                    .map(|class| prefixed(class).into())
                    .collect();
                short.insert("@type".to_owned(), single(Value::from(classes)));
                continue;
            }
            for value in values.as_array_mut().into_iter().flatten() {
                if let Some(datatype) = value.get_mut("@type") {
                    *datatype = datatype.as_str().map(prefixed).unwrap_or_default().into();
                } else if let Some(text) = plain(value) {
                    *value = text;
                }
            }
            let property = if property.starts_with('@') { property } else { prefixed(&property) };
            short.insert(property, single(values));
        }
        *properties = short;
    }
    document
}

/// The string of a value that has neither language nor datatype.
fn plain(value: &Value) -> Option<Value> {
    let value = value.as_object().filter(|value| value.len() == 1)?;
    value.get("@value").filter(|text| text.is_string()).cloned()
}

fn single(values: Value) -> Value {
    match values {
        Value::Array(mut values) if values.len() == 1 => values.pop().unwrap_or_default(),
        values => values,
    }
}

fn prefixed(address: &str) -> String {
    for (prefix, namespace) in PREFIXES {
        if let Some(term) = address.strip_prefix(namespace)
            && !term.is_empty()
            && term.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return format!("{prefix}:{term}");
        }
    }
    address.to_owned()
}
