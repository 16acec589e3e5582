//! YAML as the same tree that JSON gives, with places.

use crate::csvw::json::{Kind, Member, Value};
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use std::ops::Range;

/// Blocks may be indented this far, which bounds how deep they are nested: values are visited by recursion. (Brackets
/// are bounded by the parser.)
const DEEPEST: usize = 400;

/// Parses the first document of a text.
///
/// # Errors
/// What is wrong, in a phrase, and where.
pub(super) fn parse(text: &str) -> Result<Value, (String, Range<usize>)> {
    if let Some(range) = too_deep(text) {
        return Err(("blocks are nested too deeply".to_owned(), range));
    }
    let offsets = Offsets::of(text);
    let documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let at = offsets.byte(error.marker().index());
        (error.info().to_owned(), at..at)
    })?;
    match documents.first() {
        Some(document) => Ok(Convert { text, offsets }.value(document)),
        None => Err(("the document is empty".to_owned(), 0..text.len())),
    }
}

/// The first line whose block markers stand too far to the right.
fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if prefix(line) > DEEPEST {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// How many blanks, block markers, anchors and tags a line begins with.
fn prefix(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        count += rest.len() - trimmed.len();
        let token = trimmed.split([' ', '\t', '\n', '\r']).next().unwrap_or("");
        if !(matches!(token, "-" | "?" | ":") || token.starts_with(['&', '!'])) {
            return count;
        }
        count += 1;
        rest = trimmed.get(token.len()..).unwrap_or("");
    }
}

/// The parser counts characters; places are in bytes.
struct Offsets {
    /// The byte of each character; none where every character is a byte.
    bytes: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { bytes, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.get(character).copied().unwrap_or(self.length),
            None => character.min(self.length),
        }
    }
}

struct Convert<'a> {
    text: &'a str,
    offsets: Offsets,
}

impl Convert<'_> {
    fn range(&self, node: &MarkedYaml<'_>) -> Range<usize> {
        let start = self.offsets.byte(node.span.start.index());
        let end = self.offsets.byte(node.span.end.index()).max(start);
        // A block ends where the next token begins; the blank lines between are not part of it.
        let length = self.text.get(start..end).map_or(0, |text| text.trim_end().len());
        start..start + length
    }

    fn value(&self, node: &MarkedYaml<'_>) -> Value {
        let range = self.range(node);
        let kind = match &node.data {
            YamlData::Value(scalar) => self.scalar(scalar, &range),
            YamlData::Representation(text, ..) => Kind::String(text.to_string()),
            YamlData::Sequence(items) => Kind::Array(items.iter().map(|item| self.value(item)).collect()),
            YamlData::Mapping(entries) => Kind::Object(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let name = match self.value(key).kind {
                            Kind::String(text) | Kind::Number(text) => text,
                            Kind::Bool(truth) => truth.to_string(),
                            _ => String::new(),
                        };
                        Member::new(name, self.range(key), self.value(value))
                    })
                    .collect(),
            ),
            YamlData::Tagged(_, inner) => self.value(inner).kind,
            YamlData::Alias(_) | YamlData::BadValue => Kind::Null,
        };
        Value::new(kind, range)
    }

    /// Numbers keep the digits of the file: `1.10` is a version.
    fn scalar(&self, scalar: &Scalar<'_>, range: &Range<usize>) -> Kind {
        let digits = || self.text.get(range.clone()).map(|text| text.trim().to_owned());
        let is_json = |text: &String| text.parse::<serde_json::Number>().is_ok();
        match scalar {
            Scalar::Null => Kind::Null,
            Scalar::Boolean(truth) => Kind::Bool(*truth),
            Scalar::Integer(number) => Kind::Number(digits().filter(is_json).unwrap_or_else(|| number.to_string())),
            Scalar::FloatingPoint(number) => {
                Kind::Number(digits().filter(is_json).unwrap_or_else(|| number.to_string()))
            }
            Scalar::String(text) => Kind::String(text.to_string()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::format_collect, reason = "speed is nothing here")]
mod tests {
    use super::*;

    #[test]
    fn values_have_places_in_bytes() {
        let text = "# é\nname: \"caf\u{e9}\"\nlist:\n- a\n- 1.10\nversion: 1.6.1\ncreated: 2024-01-31\n";
        let value = parse(text).unwrap();
        let name = value.get("name").unwrap();
        assert_eq!((name.as_str(), &text[name.range.clone()]), (Some("café"), "\"café\""));
        let items = value.get("list").unwrap().items().unwrap();
        assert_eq!((items[0].as_str(), items[1].as_number()), (Some("a"), Some("1.10")));
        assert_eq!(&text[items[1].range.clone()], "1.10");
        assert_eq!(value.get("version").unwrap().as_str(), Some("1.6.1"));
        assert_eq!(value.get("created").unwrap().as_str(), Some("2024-01-31"));
        let member = value.member("list").unwrap();
        assert_eq!(&text[member.name_range.clone()], "list");
    }

    #[test]
    fn hostile_texts_are_errors_or_values_but_no_crash() {
        for text in [
            "- ".repeat(50_000),
            "? ".repeat(50_000),
            "- &a ".repeat(50_000),
            "[".repeat(50_000),
            "a:\n".repeat(2) + ": [",
            (0..5000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
            "a: &a [x,x,x,x,x,x,x,x]\n".to_owned()
                + &(0..20).map(|n| format!("b{n}: &b{n} [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n")).collect::<String>(),
        ] {
            let _ = parse(&text);
        }
        assert!(parse("a: [").is_err());
        assert!(parse("").is_err());
    }
}
