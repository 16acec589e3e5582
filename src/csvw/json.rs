//! JSON with the place of every name and value, in order and with duplicate names kept (RFC 8259).
//!
//! The parser is `jsonc-parser` with all its leniencies off; what it still lets through is refused here.

use std::fmt;
use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

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

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a document. A byte order mark before it is passed over (RFC 8259 § 8.1).
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let parsed = parse_to_ast(body, &CollectOptions::default(), &STRICT).map_err(|error| {
        let range = error.range();
        let end = body.len();
        JsonError {
            message: lower_first(&error.kind().to_string()),
            range: range.start.min(end) + shift..range.end.clamp(range.start, end.max(range.start)) + shift,
        }
    })?;
    let Some(value) = parsed.value else {
        return Err(JsonError { message: "the document is empty".to_owned(), range: shift..text.len() });
    };
    refuse_stray_characters(body, shift)?;
    Ok(convert(value, shift))
}

/// Refuses what the parser lets through: control characters in strings, and white space that JSON does not know.
fn refuse_stray_characters(body: &str, shift: usize) -> Result<(), JsonError> {
    let mut in_string = false;
    let mut escaped = false;
    for (at, character) in body.char_indices() {
        let message = if in_string {
            match character {
                _ if escaped => {
                    escaped = false;
                    continue;
                }
                '\\' => {
                    escaped = true;
                    continue;
                }
                '"' => {
                    in_string = false;
                    continue;
                }
                '\0'..='\u{1f}' => {
                    format!("U+{:04X} is written as it is in a string; it must be escaped", u32::from(character))
                }
                _ => continue,
            }
        } else {
            match character {
                '"' => {
                    in_string = true;
                    continue;
                }
                ' ' | '\t' | '\n' | '\r' | '!'..='~' => continue,
                _ => format!("U+{:04X} is not white space in JSON", u32::from(character)),
            }
        };
        return Err(JsonError { message, range: at + shift..at + character.len_utf8() + shift });
    }
    Ok(())
}

fn convert(value: ast::Value<'_>, shift: usize) -> Value {
    let at = value.range();
    let range = at.start + shift..at.end + shift;
    let kind = match value {
        ast::Value::NullKeyword(_) => Kind::Null,
        ast::Value::BooleanLit(literal) => Kind::Bool(literal.value),
        ast::Value::NumberLit(literal) => Kind::Number(literal.value.to_owned()),
        ast::Value::StringLit(literal) => Kind::String(literal.value.into_owned()),
        ast::Value::Array(array) => {
            Kind::Array(array.elements.into_iter().map(|element| convert(element, shift)).collect())
        }
        ast::Value::Object(object) => Kind::Object(
            object
                .properties
                .into_iter()
                .map(|property| {
                    let name = property.name.range();
                    Member {
                        name_range: name.start + shift..name.end + shift,
                        name: property.name.into_string(),
                        value: convert(property.value, shift),
                    }
                })
                .collect(),
        ),
    };
    Value { kind, range }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_have_places() {
        let text = "\u{feff}{ \"a\": [1, \"x\\u00e9\"], \"a\": null }";
        let value = parse(text).unwrap();
        let members = value.members().unwrap();
        assert_eq!(&text[members[0].name_range.clone()], "\"a\"");
        let items = members[0].value.items().unwrap();
        assert_eq!(&text[items[1].range.clone()], "\"x\\u00e9\"");
        assert_eq!(items[1].as_str(), Some("xé"));
        assert_eq!(members.len(), 2, "a duplicate name is kept");
        assert!(value.get("a").unwrap().is_null());
        assert_eq!(&text[value.range.clone()], &text[3..]);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let value = parse("[1.10, 12345678901234567890123, 1e400]").unwrap();
        assert_eq!(value.to_serde().to_string(), "[1.10,12345678901234567890123,1e+400]");
        assert_eq!(value.items().unwrap()[0].as_number(), Some("1.10"));
    }

    #[test]
    fn a_raw_tab_in_a_string_is_refused() {
        let error = parse("{\"a\": \"b\tc\"}").unwrap_err();
        assert_eq!(error.range, 8..9);
        assert!(error.message.contains("U+0009"), "{}", error.message);
    }

    #[test]
    fn a_raw_newline_in_a_string_is_refused() {
        assert_eq!(parse("[\"b\nc\"]").unwrap_err().range, 3..4);
        assert!(parse("[\"b\\\nc\"]").is_err());
    }

    #[test]
    fn an_empty_document_is_refused() {
        assert_eq!(parse("").unwrap_err().message, "the document is empty");
        assert_eq!(parse(" \n").unwrap_err().message, "the document is empty");
    }

    #[test]
    fn a_no_break_space_is_refused() {
        let error = parse("[1,\u{a0}2]").unwrap_err();
        assert_eq!(error.range, 3..5);
        assert!(parse("[1,\u{b}2]").is_err());
    }

    #[test]
    fn leniencies_are_off() {
        for text in [
            "{'a':1}",
            "{a:1}",
            "[1,]",
            "{\"a\":1,}",
            "[1 2]",
            "{\"a\":1 \"b\":2}",
            "[0x1F]",
            "[+1]",
            "[.5]",
            "[5.]",
            "[NaN]",
            "[Infinity]",
            "[01]",
            "// c\n1",
            "[1] [2]",
            "[\"\\x41\"]",
            "[\"\\ud800\"]",
            "nul",
            "[",
            "\"a",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_serde_json(text in "[\\[\\]{}:,\"\\\\ 0-9a-z\u{a0}\t\n.+-]{0,24}") {
            let ours = parse(&text);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            proptest::prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}", ours);
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                proptest::prop_assert_eq!(ours.to_serde(), theirs);
            }
        }
    }
}
