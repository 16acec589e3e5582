//! What stands after a `\`, inside and outside of brackets.

use std::borrow::Cow;

use super::Refused;
use super::names::{BLOCKS, NAME, NAME_START};
use super::read::Reader;

/// What a `\` and the characters after it mean.
pub(super) enum Escape<'a> {
    Character(char),
    Set(Set),
    Boundary {
        negated: bool,
    },
    /// A back-reference, as written.
    Back(&'a str),
}

/// A set of characters, as the inside of brackets.
pub(super) struct Set {
    inside: Cow<'static, str>,
    negated: bool,
}

impl Set {
    /// Writes it. Inside of brackets, a set that is not negated needs none of its own.
    pub(super) fn push(&self, out: &mut String, alone: bool) {
        let brackets = alone || self.negated;
        if brackets {
            out.push_str(if self.negated { "[^" } else { "[" });
        }
        out.push_str(&self.inside);
        if brackets {
            out.push(']');
        }
    }
}

/// ASCII in ECMAScript.
const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
/// White space and line terminators of ECMAScript: more than Unicode's, by U+FEFF, and less, by U+0085.
const SPACE: &str =
    r"\t\n\x0B\x0C\r\x20\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

impl<'a> Reader<'a> {
    pub(super) fn escape(&mut self) -> Result<Escape<'a>, Refused> {
        let at = self.at;
        self.at += 1;
        let Some(next) = self.peek() else {
            return Self::refuse(at, r"a `\` ends it; as text it is `\\`");
        };
        self.at += next.len_utf8();
        let set =
            |inside: &'static str| Ok(Escape::Set(Set { inside: inside.into(), negated: next.is_ascii_uppercase() }));
        let character = |character: char| Ok(Escape::Character(character));
        match next {
            'd' | 'D' => set(DIGIT),
            'w' | 'W' => set(WORD),
            's' | 'S' => set(SPACE),
            'i' | 'I' => set(NAME_START),
            'c' if self.rest().starts_with(|letter: char| letter.is_ascii_alphabetic()) => Ok(self.control()),
            'c' | 'C' => set(NAME),
            'p' | 'P' => self.property(at, next == 'P'),
            'b' => Ok(Escape::Boundary { negated: false }),
            'B' => Ok(Escape::Boundary { negated: true }),
            't' => character('\t'),
            'n' => character('\n'),
            'v' => character('\u{B}'),
            'f' => character('\u{C}'),
            'r' => character('\r'),
            'x' => match self.hexadecimal(2) {
                Some(code) => character(char::from_u32(code).unwrap_or_default()),
                None => Self::refuse(at, r"a `\x` is not followed by two hexadecimal digits"),
            },
            'u' => self.unicode(at).map(Escape::Character),
            '0' if self.rest().starts_with(|digit: char| digit.is_ascii_digit()) => {
                Self::refuse(at, r"octal numbers are not supported; `\x` and two hexadecimal digits are")
            }
            '0' => character('\0'),
            '1'..='9' => {
                let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                self.at += digits;
                Ok(Escape::Back(self.pattern.get(at..self.at).unwrap_or_default()))
            }
            'k' => {
                let name = self.rest().find('>').map_or(0, |end| end + 1);
                Ok(Escape::Back(self.pattern.get(at..self.at + name).unwrap_or_default()))
            }
            'A' => Self::refuse(at, r"`\A` is not of ECMAScript; use `^`"),
            'z' | 'Z' => Self::refuse(at, format!(r"`\{next}` is not of ECMAScript; use `$`")),
            _ if next.is_ascii_alphabetic() => {
                Self::refuse(at, format!(r"`\{next}` has no meaning in ECMAScript; as text it is `{next}`"))
            }
            _ => character(next),
        }
    }

    /// `\cJ`, a control character.
    fn control(&mut self) -> Escape<'a> {
        let letter = self.peek().unwrap_or_default();
        self.at += letter.len_utf8();
        Escape::Character(char::from_u32(u32::from(letter) % 32).unwrap_or_default())
    }

    /// So many hexadecimal digits; goes past them if they are there.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += count;
        Some(code)
    }

    /// `\u0041`, `\uD83D\uDE00` for one character, `\u{1F600}`.
    fn unicode(&mut self, at: usize) -> Result<char, Refused> {
        if self.take("{") {
            let digits = self.rest().split_once('}').map_or("", |(digits, _)| digits);
            let is_code = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = if is_code { u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) } else { None };
            let Some(code) = code else {
                return Self::refuse(at, r"a `\u{` is not followed by the hexadecimal number of a character and `}`");
            };
            self.at += digits.len() + 1;
            return Ok(code);
        }
        let Some(first) = self.hexadecimal(4) else {
            return Self::refuse(at, r"a `\u` is not followed by four hexadecimal digits");
        };
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let after = self.at;
        let second = if self.take(r"\u") { self.hexadecimal(4) } else { None };
        let pair = second.and_then(|second| {
            let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
            char::decode_utf16(units).next()?.ok()
        });
        match pair {
            Some(character) => Ok(character),
            None => {
                self.at = after;
                Self::refuse(at, format!(r"`\u{first:04X}` is half of a character; the other half is to follow"))
            }
        }
    }

    /// `\p{…}`: a property of Unicode, or one of XML Schema's blocks (`Is` and a name).
    fn property(&mut self, at: usize, negated: bool) -> Result<Escape<'a>, Refused> {
        let name = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or("", |(name, _)| name);
        let (key, value) = name.split_once('=').map_or((None, name), |(key, value)| (Some(key), value));
        let is_name = |text: &str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        let is_key = key
            .is_none_or(|key| matches!(key, "gc" | "General_Category" | "sc" | "Script" | "scx" | "Script_Extensions"));
        if !is_name(value) || !is_key {
            return Self::refuse(at, r"a `\p` is not followed by a property's name in braces, as in `\p{L}`");
        }
        self.at += name.len() + 2;
        let inside = if let (None, Some(block)) = (key, name.strip_prefix("Is")) {
            let Some((_, first, last)) = BLOCKS.iter().find(|(known, _, _)| *known == block) else {
                return Self::refuse(
                    at,
                    format!(r"the block `{name}` is not known here; write its range, as in `[\u0370-\u03FF]`"),
                );
            };
            format!(r"\u{{{first:X}}}-\u{{{last:X}}}")
        } else {
            self.properties.push((at, name));
            format!(r"\p{{{name}}}")
        };
        Ok(Escape::Set(Set { inside: inside.into(), negated }))
    }
}
