//! Media types with their parameters, as in a `Content-Type` header (RFC 9110 § 8.3.1): `text/csv;header=absent`.
//!
//! What a server said is taken as far as it can be understood: a parameter that is malformed is left out, and the others
//! count (tabular-data-model § 6.1 asks for `charset` and `header`).

/// A media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype, in lower case.
    pub name: String,
    /// The parameters in order, with their names in lower case, each name once.
    pub parameters: Vec<(String, String)>,
}

/// More parameters than any media type has; those after are left out, so that looking for repeated names stays cheap.
const PARAMETERS: usize = 64;

impl MediaType {
    /// Reads the value of a `Content-Type` header; none if it has no type and subtype.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let end = written.find(';').unwrap_or(written.len());
        let (name, mut rest) = written.split_at_checked(end)?;
        let name = name.trim_matches(is_space).to_ascii_lowercase();
        let (kind, subtype) = name.split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let mut parameters: Vec<(String, String)> = Vec::new();
        while let Some(after) = rest.strip_prefix(';') {
            let (parameter, after) = Parameter::take(after, &[';']);
            rest = after;
            let known = parameters.iter().any(|(name, _)| *name == parameter.name);
            if let Some(value) = parameter.value
                && is_token(&parameter.name)
                && !known
                && parameters.len() < PARAMETERS
            {
                parameters.push((parameter.name, value));
            }
        }
        Some(Self { name, parameters })
    }

    /// Whether metadata may be served as this (tabular-data-model § 5.2).
    #[must_use]
    pub fn is_json(&self) -> bool {
        matches!(self.name.as_str(), "application/csvm+json" | "application/ld+json" | "application/json")
    }

    /// The value of a parameter, by its name in lower case.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A parameter of a header's value: `name`, `name=token` or `name="quoted"`.
pub(super) struct Parameter {
    /// In lower case.
    pub(super) name: String,
    pub(super) value: Option<String>,
}

impl Parameter {
    /// Reads a parameter up to one of the `ends`, and gives what follows, which begins with that.
    pub(super) fn take<'a>(text: &'a str, ends: &[char]) -> (Self, &'a str) {
        let until = |text: &'a str, also: &[char]| {
            let end = text.find(|next| ends.contains(&next) || also.contains(&next)).unwrap_or(text.len());
            text.split_at_checked(end).unwrap_or((text, ""))
        };
        let (name, rest) = until(text.trim_start_matches(is_space), &['=']);
        let name = name.trim_end_matches(is_space).to_ascii_lowercase();
        let Some(rest) = rest.strip_prefix('=') else { return (Self { name, value: None }, rest) };
        let rest = rest.trim_start_matches(is_space);
        if let Some(quoted) = rest.strip_prefix('"') {
            let (value, rest) = quoted_string(quoted);
            // What stands between the closing quote and the end belongs to nothing.
            return (Self { name, value: Some(value) }, until(rest, &[]).1);
        }
        let (value, rest) = until(rest, &[]);
        (Self { name, value: Some(value.trim_end_matches(is_space).to_owned()) }, rest)
    }
}

/// The text after an opening quote up to the closing one, without its escapes, and what follows.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => value.extend(characters.next()),
            _ => value.push(character),
        }
    }
    (value, characters.as_str())
}

/// Optional white space of headers.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// RFC 9110 § 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn types_and_parameters() {
        for (written, name, parameters) in [
            ("text/csv", "text/csv", &[][..]),
            ("text/csv;header=absent", "text/csv", &[("header", "absent")]),
            ("Text/CSV; header=Absent", "text/csv", &[("header", "Absent")]),
            ("text/csv;header=absent; charset=\"utf-8\"", "text/csv", &[("header", "absent"), ("charset", "utf-8")]),
            (" text/csv ; CharSet = utf-8 ;", "text/csv", &[("charset", "utf-8")]),
            ("a/b;c=\"x;\\\"y\\\\\";d=e", "a/b", &[("c", "x;\"y\\"), ("d", "e")]),
            ("a/b;c=1;C=2", "a/b", &[("c", "1")]),
            ("a/b;;c;=d;e f=g;h=i", "a/b", &[("h", "i")]),
            ("a/b;c=\"open;d=e", "a/b", &[("c", "open;d=e")]),
            ("a/b;c=\"d\"e;f=\"\"", "a/b", &[("c", "d"), ("f", "")]),
            ("application/csvm+json", "application/csvm+json", &[]),
        ] {
            let media_type = MediaType::parse(written).unwrap();
            let found: Vec<(&str, &str)> =
                media_type.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!((media_type.name.as_str(), found.as_slice()), (name, parameters), "{written}");
        }
        let media_type = MediaType::parse("text/csv; Charset=latin1").unwrap();
        assert_eq!((media_type.parameter("charset"), media_type.parameter("header")), (Some("latin1"), None));
    }

    #[test]
    fn what_is_no_type() {
        for written in ["", "csv", "text/", "/csv", "text/csv, text/html", "text csv", "text/a/b", ";header=absent"] {
            assert_eq!(MediaType::parse(written), None, "{written}");
        }
    }

    #[test]
    fn long_headers() {
        let many: Vec<String> = (0..100_000).map(|index| format!("p{index}=v")).collect();
        assert_eq!(MediaType::parse(&format!("a/b;{}", many.join(";"))).unwrap().parameters.len(), PARAMETERS);
        assert_eq!(MediaType::parse(&format!("a/b{}", ";".repeat(1 << 20))).unwrap().parameters, []);
        let long = format!("a/b;c=\"{}", "\\\"".repeat(1 << 20));
        assert_eq!(MediaType::parse(&long).unwrap().parameter("c").unwrap().len(), 1 << 20);
    }

    proptest! {
        #[test]
        fn nothing_panics(written in "[a-c/;=\"\\\\, é]{0,24}") {
            let _ = MediaType::parse(&written);
        }

        #[test]
        fn a_quoted_value_is_read_back(value in "\\PC{0,16}") {
            let escaped: String = value
                .chars()
                .flat_map(|character| matches!(character, '"' | '\\').then_some('\\').into_iter().chain([character]))
                .collect();
            let media_type = MediaType::parse(&format!("text/csv;a=\"{escaped}\";b=c")).unwrap();
            prop_assert_eq!(media_type.parameter("a"), Some(value.as_str()));
            prop_assert_eq!(media_type.parameter("b"), Some("c"));
        }
    }
}
