//! Statements in the order they are best read: subjects as they first come up, each with its predicates together.

use crate::model::Text;
use crate::publish::metadata::plain_text::plain_text;
use crate::publish::metadata::xml;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// A graph that remembers the order its statements were made in and makes none twice.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    subjects: Vec<Subject>,
    positions: BTreeMap<String, usize>,
    stated: BTreeSet<(usize, String, String)>,
}

#[derive(Debug, Clone)]
struct Subject {
    node: NamedNode,
    predicates: Vec<(NamedNode, Vec<Term>)>,
}

impl Graph {
    /// All statements, each subject's together and each of its predicates' together.
    pub fn triples(&self) -> impl Iterator<Item = Triple> + '_ {
        self.subjects.iter().flat_map(|subject| {
            subject.predicates.iter().flat_map(move |(predicate, objects)| {
                objects.iter().map(move |object| Triple::new(subject.node.clone(), predicate.clone(), object.clone()))
            })
        })
    }

    /// States that the thing is of the class.
    pub(super) fn is_a(&mut self, subject: &str, class: NamedNodeRef<'_>) {
        self.state(subject, rdf::TYPE, class.into_owned().into());
    }

    /// States a relation to what is at an address. Nothing is stated if the address is no IRI; the answer says whether.
    pub(super) fn link(&mut self, subject: &str, predicate: NamedNodeRef<'_>, address: &str) -> bool {
        match NamedNode::new(address) {
            Ok(node) => self.state(subject, predicate, node.into()),
            Err(_) => false,
        }
    }

    /// States a relation to something of a class, as DCAT-AP asks for of addresses elsewhere.
    pub(super) fn link_to_a(
        &mut self,
        subject: &str,
        predicate: NamedNodeRef<'_>,
        address: &str,
        class: NamedNodeRef<'_>,
    ) {
        if self.link(subject, predicate, address) {
            self.is_a(address, class);
        }
    }

    /// States a string that is in no language.
    pub(super) fn string(&mut self, subject: &str, predicate: NamedNodeRef<'_>, value: &str) {
        self.state(subject, predicate, Literal::new_simple_literal(value).into());
    }

    /// States a value of a datatype.
    pub(super) fn typed(
        &mut self,
        subject: &str,
        predicate: NamedNodeRef<'_>,
        value: &str,
        datatype: NamedNodeRef<'_>,
    ) {
        self.state(subject, predicate, Literal::new_typed_literal(value, datatype).into());
    }

    /// States a day, if there is one.
    pub(super) fn day(&mut self, subject: &str, predicate: NamedNodeRef<'_>, day: Option<jiff::civil::Date>) {
        if let Some(day) = day {
            self.typed(subject, predicate, &day.to_string(), xsd::DATE);
        }
    }

    /// States words in every language they are in, without Markdown.
    pub(super) fn words(&mut self, subject: &str, predicate: NamedNodeRef<'_>, text: &Text) {
        for (language, words) in text.iter() {
            let words = plain_text(words);
            if !words.is_empty() {
                self.in_language(subject, predicate, language, &words);
            }
        }
    }

    /// States words in one language; in none if the tag is not one.
    pub(super) fn in_language(&mut self, subject: &str, predicate: NamedNodeRef<'_>, language: &str, words: &str) {
        let literal = Literal::new_language_tagged_literal(words, language)
            .unwrap_or_else(|_| Literal::new_simple_literal(words));
        self.state(subject, predicate, literal.into());
    }

    fn state(&mut self, subject: &str, predicate: NamedNodeRef<'_>, object: Term) -> bool {
        let object = writable(object);
        let position = if let Some(position) = self.positions.get(subject) {
            *position
        } else {
            let Ok(node) = NamedNode::new(subject) else { return false };
            self.subjects.push(Subject { node, predicates: Vec::new() });
            self.positions.insert(subject.to_owned(), self.subjects.len() - 1);
            self.subjects.len() - 1
        };
        if !self.stated.insert((position, predicate.as_str().to_owned(), object.to_string())) {
            return true;
        }
        let Some(subject) = self.subjects.get_mut(position) else { return false };
        match subject.predicates.iter_mut().find(|(has, _)| has.as_ref() == predicate) {
            Some((_, objects)) => objects.push(object),
            None => subject.predicates.push((predicate.into_owned(), vec![object])),
        }
        true
    }
}

/// A literal with what every serialisation can write: XML has no way to write control characters, and its readers turn a
/// carriage return into a line feed. What is left out is nothing that a person sees.
fn writable(object: Term) -> Term {
    let Term::Literal(literal) = &object else { return object };
    let words = xml::allowed(literal.value()).replace("\r\n", "\n").replace('\r', "\n");
    if words == literal.value() {
        return object;
    }
    match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(words, language).into(),
        None => Literal::new_typed_literal(words, literal.datatype()).into(),
    }
}
