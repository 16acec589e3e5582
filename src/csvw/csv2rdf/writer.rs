//! Triples to Turtle, as they come.

use crate::csvw::finding::{Finding, FindingKind};
use crate::csvw::json_ld::BlankNodes;
use oxrdf::vocab::rdf;
use oxrdf::{BlankNode, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Prefixes that nearly every result uses.
const PREFIXES: [(&str, &str); 4] = [
    ("csvw", "http://www.w3.org/ns/csvw#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Writes triples. The first failure is kept for [`Self::finish`].
pub(super) struct Writer<'a> {
    serializer: WriterTurtleSerializer<&'a mut dyn Write>,
    blanks: BlankNodes,
    failure: io::Result<()>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        let serializer = PREFIXES.into_iter().fold(TurtleSerializer::new(), |serializer, (prefix, iri)| {
            serializer.clone().with_prefix(prefix, iri).unwrap_or(serializer)
        });
        Self { serializer: serializer.for_writer(out), blanks: BlankNodes::default(), failure: Ok(()) }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.failure?;
        self.serializer.finish()?.flush()
    }

    pub(super) fn triple(&mut self, triple: &Triple) {
        if self.failure.is_ok() {
            self.failure = self.serializer.serialize_triple(triple);
        }
    }

    pub(super) fn add<'p>(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: impl Into<NamedNodeRef<'p>>,
        object: impl Into<Term>,
    ) {
        let triple = Triple::new(subject.clone(), predicate.into().into_owned(), object);
        self.triple(&triple);
    }

    /// A new blank node.
    pub(super) fn blank(&mut self) -> BlankNode {
        self.blanks.fresh()
    }

    /// The node of that address, or a new blank one.
    pub(super) fn node(&mut self, id: Option<&str>) -> NamedOrBlankNode {
        self.subject(id)
    }

    pub(super) fn subject(&mut self, id: Option<&str>) -> NamedOrBlankNode {
        match id.and_then(address) {
            Some(node) => node.into(),
            None => self.blank().into(),
        }
    }

    pub(super) fn add_address<'p>(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: impl Into<NamedNodeRef<'p>>,
        url: &str,
    ) {
        if let Some(object) = address(url) {
            self.add(subject, predicate, object);
        }
    }

    /// An `rdf:List`.
    pub(super) fn list(&mut self, items: Vec<Term>) -> NamedOrBlankNode {
        let mut rest = NamedOrBlankNode::from(rdf::NIL.into_owned());
        for item in items.into_iter().rev() {
            let node = NamedOrBlankNode::from(self.blank());
            self.add(&node, rdf::FIRST, item);
            self.add(&node, rdf::REST, rest);
            rest = node;
        }
        rest
    }

    /// Triples that are made elsewhere with this graph's blank nodes.
    pub(super) fn annotate<T>(&mut self, make: impl FnOnce(&mut BlankNodes, &mut dyn FnMut(Triple)) -> T) -> T {
        let mut blanks = std::mem::take(&mut self.blanks);
        let result = make(&mut blanks, &mut |triple| self.triple(&triple));
        self.blanks = blanks;
        result
    }
}

/// An address as a node. Characters that no IRI may have are percent-encoded, as browsers do.
pub(super) fn address(url: &str) -> Option<NamedNode> {
    if let Ok(node) = NamedNode::new(url) {
        return Some(node);
    }
    let mut out = String::with_capacity(url.len() + 8);
    for character in url.chars() {
        if character <= ' ' || matches!(character, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\u{7f}') {
            let _ = write!(out, "%{:02X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    NamedNode::new(out).ok()
}

pub(super) fn not_an_address(url: &str) -> Finding {
    let message = format!("`{url}` is not an address that RDF can have; the value is left out");
    Finding::warning(FindingKind::InvalidAddress, message, None)
}
