//! Regular expressions (tabular-data-model § 6.4.6), which CSVW takes from ECMAScript.
//!
//! They are rewritten where the same characters mean something else here: `\\d` and `\\w` are ASCII, and inside of
//! brackets `[`, `&&`, `--` and `~~` are themselves. Look-around and back-references are not supported: a column's cells
//! are matched in linear time.

use regex::bytes::{Regex, RegexBuilder};

/// More than any expression for a cell needs; ten thousand columns may each have one.
const SIZE: usize = 1 << 20;

/// Compiles an expression that matches whole cells.
pub fn compile(expression: &str) -> Result<Regex, String> {
    let whole = format!(r"\A(?:{})\z", translate(expression));
    RegexBuilder::new(&whole).size_limit(SIZE).dfa_size_limit(SIZE).build().map_err(|error| {
        let reason = match error {
            regex::Error::CompiledTooBig(_) => "it is too large",
            _ if expression.contains("(?=") || expression.contains("(?!") || expression.contains("(?<=") => {
                "look-around is not supported"
            }
            _ => "it is not a regular expression",
        };
        format!("the format `{expression}` cannot be used: {reason}")
    })
}

fn translate(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len() + 16);
    let mut in_class = false;
    let mut characters = expression.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('d') => out.push_str("[0-9]"),
                Some('D') => out.push_str("[^0-9]"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                Some('/') => out.push('/'),
                Some('b') if in_class => out.push_str(r"\x08"),
                Some(escaped) => {
                    out.push('\\');
                    out.push(escaped);
                }
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str(r"\["),
            '[' => {
                in_class = true;
                out.push('[');
                if characters.peek() == Some(&'^') {
                    out.push('^');
                    characters.next();
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(character);
            }
            '-' if in_class && characters.peek() == Some(&'-') => out.push_str(r"\-"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_mean_what_they_mean_in_ecmascript() {
        for (expression, text, matches) in [
            ("[A-Z]+|x", "AB", true),
            ("[A-Z]+|x", "ABx", false),
            ("^[A-Z]+$", "AB", true),
            (r"\d+", "12", true),
            (r"\d+", "١٢", false),
            (r"[\w.]+@[^\W_]+", "a.b@c", true),
            ("[[]x]", "[x]", true),
            ("[a&&b]", "&", true),
            ("[+--]", "-", true),
            (r"a\/b", "a/b", true),
            (r"\u00e9", "é", true),
            (".", "é", true),
            ("E0[0-9]{7}", "E0500002", false),
            ("E[0-9]{8}", "E05000027", true),
        ] {
            assert_eq!(compile(expression).unwrap().is_match(text.as_bytes()), matches, "{expression} {text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for (expression, why) in [
            ("+", "not a regular expression"),
            ("(?=a)b", "look-around"),
            (r"(a)\1", "not a regular expression"),
            ("(((a{999}){999}){999})", "too large"),
        ] {
            let message = compile(expression).unwrap_err();
            assert!(message.contains(why), "{message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_expression_panics(expression in r"[\\\[\](){}^$.*+?|&~a-c0-9-]{0,12}", text in "[a-c0-9]{0,6}") {
            if let Ok(compiled) = compile(&expression) {
                let _ = compiled.is_match(text.as_bytes());
            }
        }
    }
}
