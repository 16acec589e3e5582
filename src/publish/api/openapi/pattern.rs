//! A column's regular expression as the `pattern` of a JSON Schema.
//!
//! JSON Schema (2020-12, validation, § 6.3.3) takes ECMA-262's expressions and leaves it to each reader which engine runs
//! them. So only what ECMA-262 reads alike with and without its `u` flag, and other engines as it does (but for a line feed
//! at the very end), is translated; of anything else no pattern is given.

use std::iter::Peekable;
use std::str::Chars;

/// Characters that mean something outside of brackets.
const SYNTAX: &str = r"^$\.*+?()[]{}|/";

/// The expression in the common part of all engines, with an anchor at either end, since a cell matches as a whole and
/// a `pattern` anywhere in the text; none where it has something that engines read differently.
pub(super) fn portable(expression: &str) -> Option<String> {
    let mut reader = Reader { chars: expression.chars().peekable(), out: String::new() };
    reader.read()?;
    let inner = reader.out;
    // Two anchors at the same place are no harm, but read badly.
    let trimmed = inner.strip_prefix('^').and_then(|inner| inner.strip_suffix('$')).filter(|inner| {
        let escaped = inner.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        !escaped && !inner.contains('|')
    });
    Some(match trimmed {
        Some(inner) => format!("^{inner}$"),
        None if inner.contains('|') => format!("^(?:{inner})$"),
        None => format!("^{inner}$"),
    })
}

/// A pattern that all of the texts match, in which each kind of character appears only if it is in one of them; none
/// where they have others than letters and digits of ASCII, `.`, `_` and `-`.
pub(super) fn of_values<'a>(values: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !values.clone().flat_map(str::bytes).all(fits) {
        return None;
    }
    let has = |kind: &dyn Fn(u8) -> bool| values.clone().flat_map(str::bytes).any(kind);
    let mut class = String::new();
    for (range, is_there) in [
        ("A-Z", has(&|byte| byte.is_ascii_uppercase())),
        ("a-z", has(&|byte| byte.is_ascii_lowercase())),
        ("0-9", has(&|byte| byte.is_ascii_digit())),
        ("._", has(&|byte| byte == b'.' || byte == b'_')),
        (r"\-", has(&|byte| byte == b'-')),
    ] {
        if is_there {
            class.push_str(range);
        }
    }
    let shortest = values.clone().map(str::len).min()?;
    let longest = values.map(str::len).max()?;
    (!class.is_empty()).then(|| format!("^[{class}]{{{shortest},{longest}}}$"))
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    out: String,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<()> {
        while let Some(next) = self.chars.next() {
            match next {
                '\\' => self.escape(false)?,
                '[' => self.class()?,
                '(' => self.group()?,
                '*' | '+' | '?' => {
                    self.out.push(next);
                    self.lazy();
                }
                '{' => self.bounds()?,
                // A brace or bracket that closes nothing is itself, and an error with the `u` flag.
                '}' | ']' => return None,
                '.' | '^' | '$' | '|' | ')' => self.out.push(next),
                '/' => self.out.push('/'),
                _ => self.literal(next)?,
            }
        }
        Some(())
    }

    /// A character as itself. Beyond the first plane it is two without the `u` flag.
    fn literal(&mut self, character: char) -> Option<()> {
        if u32::from(character) > 0xFFFF || character.is_control() {
            return None;
        }
        self.out.push(character);
        Some(())
    }

    /// Whether as much or as little as possible is tried first makes no difference to whether the whole matches.
    fn lazy(&mut self) {
        let _ = self.chars.next_if_eq(&'?');
    }

    fn group(&mut self) -> Option<()> {
        if self.chars.next_if_eq(&'?').is_some() {
            self.chars.next_if_eq(&':')?;
        }
        self.out.push_str("(?:");
        Some(())
    }

    fn bounds(&mut self) -> Option<()> {
        let mut text = String::from("{");
        loop {
            match self.chars.next()? {
                '}' => break,
                next if next.is_ascii_digit() || next == ',' => text.push(next),
                _ => return None,
            }
        }
        // `{,3}` is text in ECMA-262 and a quantifier elsewhere.
        text.as_bytes().get(1).filter(|byte| byte.is_ascii_digit())?;
        text.push('}');
        self.out.push_str(&text);
        self.lazy();
        Some(())
    }

    fn escape(&mut self, in_class: bool) -> Option<()> {
        let next = self.chars.next()?;
        match next {
            // Elsewhere these are all of Unicode's.
            'd' if in_class => self.out.push_str("0-9"),
            'd' => self.out.push_str("[0-9]"),
            'D' if !in_class => self.out.push_str("[^0-9]"),
            'w' if in_class => self.out.push_str("0-9A-Za-z_"),
            'w' => self.out.push_str("[0-9A-Za-z_]"),
            'W' if !in_class => self.out.push_str("[^0-9A-Za-z_]"),
            't' | 'n' | 'r' => {
                self.out.push('\\');
                self.out.push(next);
            }
            '-' if in_class => self.out.push_str(r"\-"),
            _ if next.is_ascii_alphanumeric() => return None,
            _ if SYNTAX.contains(next) => {
                self.out.push('\\');
                self.out.push(next);
            }
            // With the `u` flag only what means something may be escaped.
            _ => self.literal(next)?,
        }
        Some(())
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.chars.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_first = true;
        loop {
            match self.chars.next()? {
                ']' if is_first => return None,
                ']' => break,
                '\\' => self.escape(true)?,
                // Subtraction, intersection, `[:alpha:]`; and a range's `-` next to a set is one only in some engines.
                '[' | '&' | '~' | '|' | '^' => return None,
                '-' if is_first || self.chars.peek() == Some(&']') => self.out.push_str(r"\-"),
                '-' => {
                    let last = *self.chars.peek()?;
                    let before = self.out.chars().next_back()?;
                    if !before.is_alphanumeric() || !last.is_alphanumeric() || self.out.ends_with("0-9") {
                        return None;
                    }
                    self.out.push('-');
                    let last = self.chars.next()?;
                    self.literal(last)?;
                    if self.chars.peek() == Some(&'-') {
                        return None;
                    }
                }
                next => self.literal(next)?,
            }
            is_first = false;
        }
        self.out.push(']');
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_engines_read_alike_is_translated() {
        for (expression, pattern) in [
            (r"^X05[0-9]{6}$", "^X05[0-9]{6}$"),
            (r"\d{4}|X", "^(?:[0-9]{4}|X)$"),
            (r"^a|b$", "^(?:^a|b$)$"),
            (r"(?:SW|NE)\d\d?", "^(?:(?:SW|NE)[0-9][0-9]?)$"),
            (r"[\w.-]+@x", r"^[0-9A-Za-z_.\-]+@x$"),
            (r"price\$", r"^price\$$"),
            (r"\d+\-\d+", "^[0-9]+-[0-9]+$"),
            (r"[-+]?\d+", r"^[\-+]?[0-9]+$"),
            (r"Ŵ[a-z]+?", "^Ŵ[a-z]+$"),
        ] {
            assert_eq!(portable(expression).as_deref(), Some(pattern), "{expression}");
        }
    }

    #[test]
    fn what_they_read_differently_has_no_pattern() {
        for expression in [
            r"\p{L}+",
            r"\i\c*",
            "[a-z-[aeiou]]",
            "[a&&b]",
            r"\bword\b",
            "(?=x)x",
            "(?<name>x)",
            r"\u0041",
            "a{,3}",
            "{",
            "]",
            "[]a]",
            "😀",
            r"\s+",
            r"[\d-z]",
        ] {
            assert_eq!(portable(expression), None, "{expression}");
        }
    }

    #[test]
    fn a_pattern_of_values_has_their_characters_and_lengths() {
        assert_eq!(of_values(["E05", "W1"].into_iter()).as_deref(), Some("^[A-Z0-9]{2,3}$"));
        assert_eq!(of_values(["a-b"].into_iter()).as_deref(), Some(r"^[a-z\-]{3,3}$"));
        assert_eq!(of_values(["a b"].into_iter()), None);
        assert_eq!(of_values([].into_iter()), None);
    }

    proptest! {
        #[test]
        fn the_pattern_says_what_the_column_says(
            expression in r"[ab01XŴ.*+?|()\[\]^$\\dwDW{},:/-]{1,12}",
            texts in proptest::collection::vec(r"[ab01XŴ.*?|:/ -]{0,6}", 8),
        ) {
            use crate::csvw::{Column, CompiledColumn, Datatype};
            let datatype = Datatype { format: Some(expression.clone()), ..Datatype::of("string") };
            let (column, findings) = CompiledColumn::compile(&Column { datatype, null: Vec::new(), ..Column::new("x") });
            if let Some(pattern) = portable(&expression).filter(|_| findings.is_empty()) {
                let regex = regex::Regex::new(&pattern).unwrap();
                for text in texts.iter().filter(|text| !text.is_empty()) {
                    let said = column.read(text.as_bytes(), &mut Vec::new(), &mut Vec::new()).is_ok();
                    prop_assert_eq!(regex.is_match(text), said, "{} as {} of {}", expression, pattern, text);
                }
            }
        }
    }
}
