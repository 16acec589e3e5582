//! JSON from its text. The parser is `jsonc-parser` with all its leniencies off; what it still lets through is refused here.

use super::{JsonError, Kind, Member, Value};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

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
