//! JSON with the place of every name and value, in order and with duplicate names kept (RFC 8259).

mod parse;

pub use parse::parse;

use std::fmt;
use std::ops::Range;

/// A JSON value and the bytes of the document that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the document.
    pub range: Range<usize>,
}

/// The six kinds of JSON values (RFC 8259 § 3).
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written.
    Number(String),
    /// A string, its escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object: its members in order, a name that occurs twice occurs twice.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The name's bytes in the document, quotes included.
    pub name_range: Range<usize>,
    /// Its value.
    pub value: Value,
}

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// One phrase without a full stop.
    pub message: String,
    /// The bytes at fault.
    pub range: Range<usize>,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for JsonError {}

impl Member {
    /// A member whose name's place is known.
    #[must_use]
    pub fn new(name: impl Into<String>, name_range: Range<usize>, value: Value) -> Self {
        Self { name: name.into(), name_range, value }
    }
}

impl Value {
    /// A value at a place: for readers of other notations, such as YAML.
    #[must_use]
    pub fn new(kind: Kind, range: Range<usize>) -> Self {
        Self { kind, range }
    }

    /// A string at a place.
    #[must_use]
    pub fn string(text: impl Into<String>, range: Range<usize>) -> Self {
        Self::new(Kind::String(text.into()), range)
    }

    /// A number, as written, at a place.
    #[must_use]
    pub fn number(text: impl Into<String>, range: Range<usize>) -> Self {
        Self::new(Kind::Number(text.into()), range)
    }

    /// An array at a place.
    #[must_use]
    pub fn array(items: Vec<Value>, range: Range<usize>) -> Self {
        Self::new(Kind::Array(items), range)
    }

    /// An object at a place.
    #[must_use]
    pub fn object(members: Vec<Member>, range: Range<usize>) -> Self {
        Self::new(Kind::Object(members), range)
    }

    /// The member of that name; the last one where there are several, as most readers of JSON have it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.member(name).map(|member| &member.value)
    }

    /// The member of that name with its own place; the last one where there are several.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().rev().find(|member| member.name == name)
    }

    /// The members, if this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, if this is an array.
    #[must_use]
    pub fn items(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth, if this is a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The number as written, if this is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a whole one that is not negative and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.parse().ok()
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// What it is, in a word for a message.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }

    /// The same value without places; of members with one name the last counts.
    #[must_use]
    pub fn to_serde(&self) -> serde_json::Value {
        match &self.kind {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(truth) => serde_json::Value::Bool(*truth),
            Kind::Number(text) => text
                .parse::<serde_json::Number>()
                .map_or_else(|_| serde_json::Value::String(text.clone()), serde_json::Value::Number),
            Kind::String(text) => serde_json::Value::String(text.clone()),
            Kind::Array(items) => items.iter().map(Value::to_serde).collect(),
            Kind::Object(members) => {
                members.iter().map(|member| (member.name.clone(), member.value.to_serde())).collect()
            }
        }
    }
}
