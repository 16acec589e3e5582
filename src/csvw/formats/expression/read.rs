//! Reading an expression outside of brackets (ECMA-262, "Patterns" and appendix B), in one pass and without recursion.

use super::Refused;
use super::escape::Escape;

/// How deep groups may be nested. The engine has a limit too, of levels that are not seen in what a person writes.
const DEPTH: usize = 50;

/// An expression in the syntax of the engine.
pub(super) struct Translation<'a> {
    pub(super) text: String,
    /// How many characters there must be, where that is not in `text`.
    pub(super) length: Option<(u32, Option<u32>)>,
    /// The properties of Unicode that it names, and where.
    pub(super) properties: Vec<(usize, &'a str)>,
}

/// What a quantifier would repeat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Previous {
    Nothing,
    Place,
    Atom,
    Repetition,
}

pub(super) struct Reader<'a> {
    pub(super) pattern: &'a str,
    pub(super) at: usize,
    pub(super) out: String,
    pub(super) properties: Vec<(usize, &'a str)>,
    /// Where the first `]` after a place is, for [`super::class`].
    pub(super) bracket: Option<usize>,
    previous: Previous,
    groups: Vec<usize>,
}

pub(super) fn translate(pattern: &str) -> Result<Translation<'_>, Refused> {
    let mut reader = Reader::new(pattern);
    if let Some(length) = reader.one_set_repeated() {
        return Ok(Translation { text: reader.out, length: Some(length), properties: reader.properties });
    }
    let mut reader = Reader::new(pattern);
    reader.alternatives()?;
    Ok(Translation { text: reader.out, length: None, properties: reader.properties })
}

impl<'a> Reader<'a> {
    fn new(pattern: &'a str) -> Self {
        Self {
            pattern,
            at: 0,
            out: String::with_capacity(pattern.len() * 2),
            properties: Vec::new(),
            bracket: None,
            previous: Previous::Nothing,
            groups: Vec::new(),
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.pattern.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes past `text` if it is next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let next = self.rest().starts_with(text);
        if next {
            self.at += text.len();
        }
        next
    }

    pub(super) fn refuse<T>(at: usize, why: impl Into<String>) -> Result<T, Refused> {
        Err(Refused { at, why: why.into() })
    }

    /// The numbers of an expression that is one set or character with numbers in braces, between anchors or not.
    fn one_set_repeated(&mut self) -> Option<(u32, Option<u32>)> {
        let _ = self.take("^");
        match self.peek()? {
            '[' => self.class().ok()?,
            '.' => self.dot(),
            '\\' => match self.escaped().ok()? {
                Previous::Atom => {}
                _ => return None,
            },
            '(' | ')' | '|' | '^' | '$' | '*' | '+' | '?' | '{' => return None,
            character => self.character(character),
        }
        let (least, most) = self.bounds()?;
        let least = least.parse().ok()?;
        let most = most.map(str::parse).transpose().ok()?;
        let _ = self.take("?");
        let _ = self.take("$");
        self.out.push('*');
        (self.rest().is_empty() && most.is_none_or(|most| least <= most)).then_some((least, most))
    }

    fn alternatives(&mut self) -> Result<(), Refused> {
        while let Some(next) = self.peek() {
            let at = self.at;
            match next {
                '\\' => self.previous = self.escaped()?,
                '[' => {
                    self.class()?;
                    self.previous = Previous::Atom;
                }
                '(' => self.open()?,
                ')' => {
                    if self.groups.pop().is_none() {
                        return Self::refuse(at, r"a `)` has no `(`; as text it is `\)`");
                    }
                    self.at += 1;
                    self.out.push(')');
                    self.previous = Previous::Atom;
                }
                '|' => {
                    self.at += 1;
                    self.out.push('|');
                    self.previous = Previous::Nothing;
                }
                '^' | '$' => {
                    self.at += 1;
                    self.out.push(next);
                    self.previous = Previous::Place;
                }
                '.' => self.dot(),
                '*' | '+' | '?' => {
                    self.at += 1;
                    self.repeat(at, &next.to_string())?;
                }
                '{' => match self.bounds() {
                    Some((least, most)) => self.repeat_between(at, least, most)?,
                    None => self.character(next),
                },
                _ => self.character(next),
            }
        }
        match self.groups.pop() {
            Some(at) => Self::refuse(at, r"a `(` has no `)`; as text it is `\(`"),
            None => Ok(()),
        }
    }

    /// Anything but a line terminator of ECMAScript.
    fn dot(&mut self) {
        self.at += 1;
        self.out.push_str(r"[^\n\r\u{2028}\u{2029}]");
        self.previous = Previous::Atom;
    }

    fn character(&mut self, character: char) {
        self.at += character.len_utf8();
        push_character(&mut self.out, character);
        self.previous = Previous::Atom;
    }

    fn escaped(&mut self) -> Result<Previous, Refused> {
        let at = self.at;
        Ok(match self.escape()? {
            Escape::Character(character) => {
                push_character(&mut self.out, character);
                Previous::Atom
            }
            Escape::Set(set) => {
                set.push(&mut self.out, true);
                Previous::Atom
            }
            // Words are ASCII in ECMAScript.
            Escape::Boundary { negated } => {
                self.out.push_str(if negated { r"(?-u:\B)" } else { r"(?-u:\b)" });
                Previous::Place
            }
            Escape::Back(written) => {
                return Self::refuse(
                    at,
                    format!("back-references such as `{written}` are not supported; write the text out again"),
                );
            }
        })
    }

    /// A `(` and what stands after it. Nothing is captured, so every group is a plain one.
    fn open(&mut self) -> Result<(), Refused> {
        let at = self.at;
        if self.groups.len() >= DEPTH {
            return Self::refuse(at, format!("groups are nested deeper than {DEPTH}"));
        }
        self.at += 1;
        if self.rest().starts_with('?') && !self.take("?:") {
            self.special_group(at)?;
        }
        self.groups.push(at);
        self.out.push_str("(?:");
        self.previous = Previous::Nothing;
        Ok(())
    }

    /// `(?<name>`, or what is not supported.
    fn special_group(&mut self, at: usize) -> Result<(), Refused> {
        const LOOK: &str = "is not supported; if the alternatives can be told apart in one list, use `|`";
        const PLAIN: &str = "is not supported; use a plain group";
        for (written, name, instead) in [
            ("?=", "look-ahead", LOOK),
            ("?!", "negative look-ahead", LOOK),
            ("?<=", "look-behind", LOOK),
            ("?<!", "negative look-behind", LOOK),
            ("?>", "an atomic group", PLAIN),
            ("?|", "a branch reset", PLAIN),
            ("?#", "a comment", "is not supported; leave it out"),
            ("?(", "a condition", "is not supported; use `|`"),
            ("?P", "this form of a named group", "is not of ECMAScript; use a plain group"),
            ("?'", "this form of a named group", "is not of ECMAScript; use a plain group"),
        ] {
            if self.rest().starts_with(written) {
                return Self::refuse(at, format!("{name} (`({written}`) {instead}"));
            }
        }
        if self.take("?<") {
            let rest = self.rest();
            let name = rest.split_once('>').map_or("", |(name, _)| name);
            let is_name = name.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'))
                && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '$'));
            if !is_name {
                return Self::refuse(at, "a group's name after `(?<` is not letters, digits and `_`, then `>`");
            }
            self.at += name.len() + 1;
            return Ok(());
        }
        let flag = self.rest().chars().nth(1);
        if flag.is_some_and(|flag| flag.is_ascii_alphabetic() || flag == '-') {
            return Self::refuse(at, "flags such as `(?i)` are not supported; write both cases, as in `[Aa]`");
        }
        Self::refuse(at, "a `(?` is followed by none of `:` and `<`")
    }

    /// A quantifier in braces, if it is one: otherwise the brace is itself (ECMA-262, B.1.2).
    fn bounds(&mut self) -> Option<(&'a str, Option<&'a str>)> {
        let digits = |text: &'a str| {
            let count = text.bytes().take_while(u8::is_ascii_digit).count();
            text.split_at_checked(count).unwrap_or((text, ""))
        };
        let (least, rest) = digits(self.rest().strip_prefix('{')?);
        let (most, rest) = match rest.strip_prefix(',') {
            Some(rest) => digits(rest),
            None => (least, rest),
        };
        let rest = rest.strip_prefix('}').filter(|_| !least.is_empty())?;
        self.at = self.pattern.len() - rest.len();
        Some((least, Some(most).filter(|most| !most.is_empty())))
    }

    fn repeat_between(&mut self, at: usize, least: &str, most: Option<&str>) -> Result<(), Refused> {
        let number = |written: &str| match written.trim_start_matches('0') {
            "" => Ok(0),
            // A number too great to be read is too great to be compiled.
            digits => digits.parse::<u32>().or_else(|_| Self::refuse(at, "it is too large; so often nothing repeats")),
        };
        let least = number(least)?;
        let text = match most.map(number).transpose()? {
            Some(most) if most < least => {
                return Self::refuse(at, format!("`{{{least},{most}}}` has the greater number first"));
            }
            Some(most) => format!("{{{least},{most}}}"),
            None => format!("{{{least},}}"),
        };
        self.repeat(at, &text)
    }

    fn repeat(&mut self, at: usize, quantifier: &str) -> Result<(), Refused> {
        let written = self.pattern.get(at..self.at).unwrap_or_default();
        match self.previous {
            Previous::Atom => {}
            Previous::Repetition => {
                return Self::refuse(
                    at,
                    format!("`{written}` repeats what is repeated already; parentheses around that make it a group"),
                );
            }
            Previous::Nothing | Previous::Place => {
                return Self::refuse(
                    at,
                    format!(r"`{written}` has nothing before it to repeat; as text, put `\` before it"),
                );
            }
        }
        // Whether as much or as little as possible is tried first makes no difference to whether the whole matches.
        let _ = self.take("?");
        self.out.push_str(quantifier);
        self.previous = Previous::Repetition;
        Ok(())
    }
}

/// A character as itself, inside and outside of brackets.
pub(super) fn push_character(out: &mut String, character: char) {
    if r"\.+*?()|[]{}^$#&-~".contains(character) {
        out.push('\\');
    }
    out.push(character);
}
