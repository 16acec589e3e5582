//! TOML as text: strings, comments and marks.

use super::header::one_line;
use std::fmt::Write as _;

/// A TOML text, line by line.
#[derive(Default)]
pub(super) struct Toml {
    /// The text.
    pub text: String,
    /// Lines that are marked.
    pub marks: usize,
}

impl Toml {
    /// A line.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line with a comment.
    pub fn noted(&mut self, line: &str, note: &str) {
        self.line(&format!("{line}  # {}", comment(note)));
    }

    /// A line that only the publisher can confirm.
    pub fn marked(&mut self, line: &str, note: &str) {
        self.marks += 1;
        self.line(&format!("{line}  #? {}", comment(note)));
    }

    /// What only the publisher can answer, with an example of a line.
    pub fn question(&mut self, question: &str, example: &str) {
        self.marks += 1;
        self.line(&format!("#? {question} Write, for example:"));
        self.line(&format!("# {example}"));
    }
}

/// A string in double quotes.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // A byte order mark, odd blanks and the like should be seen by who edits the file.
            c if c.is_control()
                || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{a0}') =>
            {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A string with backslashes, in single quotes where that is possible.
pub(super) fn literal(text: &str) -> String {
    if text.contains('\'') || text.chars().any(char::is_control) { string(text) } else { format!("'{text}'") }
}

/// A text that may stand in a comment: on one line, without control characters.
fn comment(text: &str) -> String {
    one_line(text).chars().filter(|character| !character.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_are_quoted() {
        assert_eq!(string("a \"b\" \\ c\n\u{a0}é"), r#""a \"b\" \\ c\n\u00a0é""#);
        assert_eq!(literal(r"\d+"), r"'\d+'");
        assert_eq!(literal("it's\\d"), "\"it's\\\\d\"");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text: String) {
            let parsed: toml::Table = format!("a = {}\nb = {}\n", string(&text), literal(&text)).parse().unwrap();
            prop_assert_eq!(parsed["a"].as_str(), Some(text.as_str()));
            prop_assert_eq!(parsed["b"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn any_text_may_be_a_comment(text: String) {
            let parsed: Result<toml::Table, _> = format!("a = 1  # {}\n", comment(&text)).parse();
            prop_assert!(parsed.is_ok());
        }
    }
}
