//! Values as triples (csv2rdf § 6, "JSON-LD to RDF").

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Number, Value};

use super::lexical::{self, Canonical};
use super::{DEPTH_LIMIT, Scope, expand};
use crate::csvw::finding::{Finding, FindingKind};

/// Hands out blank nodes, `b0`, `b1` and so on, so that one document always gives the same text.
#[derive(Debug, Clone, Default)]
pub struct BlankNodes {
    next: u64,
}

impl BlankNodes {
    /// A blank node that was not handed out before.
    pub fn fresh(&mut self) -> BlankNode {
        let node = BlankNode::new_unchecked(format!("b{}", self.next));
        self.next += 1;
        node
    }
}

/// The triples of a common property or of a note, the property of which is `notes`.
///
/// It takes the value as written or in normal form. Whole numbers are of `xsd:integer`, others of `xsd:double`, with all
/// their digits; `null` is no value. What RDF cannot hold is left out, and a finding, a warning without a place, says
/// so: an address that is not one, a name without an address, what lies deeper than [`DEPTH_LIMIT`].
#[must_use = "the findings tell what is left out"]
pub fn to_rdf(
    subject: &NamedOrBlankNode,
    property: &str,
    value: &Value,
    scope: Scope<'_>,
    blanks: &mut BlankNodes,
    out: &mut dyn FnMut(Triple),
) -> Vec<Finding> {
    let mut writer = Writer { scope, blanks, out, findings: Vec::new() };
    writer.property(subject, property, value, 0);
    writer.findings
}

struct Writer<'a> {
    scope: Scope<'a>,
    blanks: &'a mut BlankNodes,
    out: &'a mut dyn FnMut(Triple),
    findings: Vec<Finding>,
}

impl Writer<'_> {
    fn left_out(&mut self, message: String) {
        self.findings.push(Finding::warning(FindingKind::InvalidAnnotation, message, None));
    }

    fn property(&mut self, subject: &NamedOrBlankNode, name: &str, value: &Value, depth: usize) {
        if let Some(property) = self.named(name) {
            self.values(subject, &property, value, depth);
        }
    }

    /// The node of a term, a prefixed name or an absolute address.
    fn named(&mut self, name: &str) -> Option<NamedNode> {
        match expand(name) {
            Some(address) => self.node(&address),
            None => {
                self.left_out(format!("`{name}` has no address in the context of CSVW; it is left out of the RDF"));
                None
            }
        }
    }

    fn node(&mut self, address: &str) -> Option<NamedNode> {
        match NamedNode::new(address) {
            Ok(node) => Some(node),
            Err(error) => {
                self.left_out(format!("`{address}` cannot be an address in RDF, where it is left out: {error}"));
                None
            }
        }
    }

    fn values(&mut self, subject: &NamedOrBlankNode, property: &NamedNode, value: &Value, depth: usize) {
        let object: Term = match value {
            Value::Null => return,
            Value::Array(_) | Value::Object(_) if depth >= DEPTH_LIMIT => {
                self.left_out(format!("what lies more than {DEPTH_LIMIT} levels deep is left out of the RDF"));
                return;
            }
            Value::Array(items) => {
                for item in items {
                    self.values(subject, property, item, depth + 1);
                }
                return;
            }
            Value::Object(members) => match members.get("@value") {
                Some(value) => match self.value_object(members, value) {
                    Some(literal) => literal.into(),
                    None => return,
                },
                None => return self.node_object(subject, property, members, depth),
            },
            Value::String(text) => self.text(text, self.scope.language).into(),
            Value::Bool(truth) => Literal::from(*truth).into(),
            Value::Number(number) => number_literal(number).into(),
        };
        (self.out)(Triple::new(subject.clone(), property.clone(), object));
    }

    fn node_object(
        &mut self,
        subject: &NamedOrBlankNode,
        property: &NamedNode,
        members: &Map<String, Value>,
        depth: usize,
    ) {
        let node: NamedOrBlankNode = match members.get("@id") {
            None => self.blanks.fresh().into(),
            Some(Value::String(id)) if !id.starts_with("_:") => match self.node(&self.scope.resolve(id)) {
                Some(node) => node.into(),
                None => return,
            },
            Some(id) => {
                self.left_out(format!("`{id}` cannot be an `@id`; the object is left out of the RDF"));
                return;
            }
        };
        (self.out)(Triple::new(subject.clone(), property.clone(), node.clone()));
        let types = match members.get("@type") {
            None => &[][..],
            Some(Value::Array(types)) => types,
            Some(single) => std::slice::from_ref(single),
        };
        for name in types.iter().filter_map(Value::as_str) {
            if let Some(class) = self.named(name) {
                (self.out)(Triple::new(node.clone(), rdf::TYPE, class));
            }
        }
        for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
            self.property(&node, name, value, depth + 1);
        }
    }

    /// An object with `@value`. The default language is not that of its text. Numbers and booleans without a type have
    /// the type that they would have outside of the object, as the algorithm of JSON-LD has it that this one follows.
    fn value_object(&mut self, members: &Map<String, Value>, value: &Value) -> Option<Literal> {
        let named = members.get("@type").and_then(Value::as_str);
        let datatype = named.and_then(|name| self.datatype(name));
        let (text, datatype) = match (value, datatype) {
            (Value::String(text), None) => {
                return Some(self.text(text, members.get("@language").and_then(Value::as_str)));
            }
            (Value::Bool(truth), None) => return Some((*truth).into()),
            (Value::Number(number), None) => return Some(number_literal(number)),
            (Value::String(text), Some(datatype)) => (text.clone(), datatype),
            (Value::Bool(truth), Some(datatype)) => (truth.to_string(), datatype),
            (Value::Number(number), Some(datatype)) => {
                let number = number.to_string();
                let is_double = [xsd::DOUBLE, xsd::FLOAT].contains(&datatype.as_ref());
                (if is_double { lexical::double(&number) } else { lexical::decimal(&number) }, datatype)
            }
            (Value::Null | Value::Array(_) | Value::Object(_), _) => {
                self.left_out(
                    "a `@value` is not a string, a number or a boolean; it is left out of the RDF".to_owned(),
                );
                return None;
            }
        };
        Some(Literal::new_typed_literal(text, datatype))
    }

    /// A literal's datatype. That of texts in a language is one only together with a language.
    fn datatype(&mut self, name: &str) -> Option<NamedNode> {
        let datatype = self.named(name)?;
        if datatype == rdf::LANG_STRING {
            self.left_out("`rdf:langString` is the type of a `@value` with a `@language`; it is left out".to_owned());
            return None;
        }
        Some(datatype)
    }

    fn text(&mut self, text: &str, language: Option<&str>) -> Literal {
        let Some(language) = language else { return Literal::new_simple_literal(text) };
        Literal::new_language_tagged_literal(text, language).unwrap_or_else(|error| {
            self.left_out(format!("`{language}` cannot be a language in RDF, where it is left out: {error}"));
            Literal::new_simple_literal(text)
        })
    }
}

fn number_literal(number: &Number) -> Literal {
    match lexical::canonical(&number.to_string()) {
        Canonical::Integer(text) => Literal::new_typed_literal(text, xsd::INTEGER),
        Canonical::Double(text) => Literal::new_typed_literal(text, xsd::DOUBLE),
    }
}
