//! Brackets: those of ECMAScript, in which `[`, `&&` and a lone `-` are themselves, and XML Schema's subtraction.

use super::Refused;
use super::escape::{Escape, Set};
use super::read::{Reader, push_character};

/// How often a class may be taken from a class.
const DEPTH: usize = 10;

/// One character or one set between brackets.
enum Item {
    Character(char),
    Set(Set),
}

impl Item {
    fn push(&self, out: &mut String) {
        match self {
            Item::Character(character) => push_character(out, *character),
            Item::Set(set) => set.push(out, false),
        }
    }
}

impl Reader<'_> {
    /// A class, from its `[` to its `]`.
    pub(super) fn class(&mut self) -> Result<(), Refused> {
        let opened = self.at;
        let mut subtracted = 0;
        loop {
            let start = self.out.len();
            self.at += 1;
            let negated = self.take("^");
            self.out.push_str(if negated { "[^" } else { "[" });
            let inside = self.out.len();
            let more = self.items(opened, inside)?;
            if self.out.len() == inside {
                // Nothing, and anything: the engine has no empty brackets.
                self.out.truncate(start);
                self.out.push_str(if negated { r"[\x00-\u{10FFFF}" } else { r"[^\x00-\u{10FFFF}" });
            }
            self.out.push(']');
            if !more {
                break;
            }
            subtracted += 1;
            if subtracted > DEPTH {
                return Self::refuse(opened, format!("a class is subtracted more than {DEPTH} times"));
            }
            self.out.insert(start, '[');
            self.out.push_str("--");
        }
        for _ in 0..subtracted {
            if !self.take("]") {
                return Self::refuse(opened, "a `[` with a subtracted class has no `]`");
            }
            self.out.push(']');
        }
        Ok(())
    }

    /// What stands between brackets, and the `]` or `-` after it: whether a class to subtract follows.
    fn items(&mut self, opened: usize, inside: usize) -> Result<bool, Refused> {
        loop {
            if self.take("]") {
                return Ok(false);
            }
            if self.out.len() > inside && self.rest().starts_with("-[") && self.is_subtraction(self.at + 1) {
                self.at += 1;
                return Ok(true);
            }
            let at = self.at;
            let first = self.item(opened)?;
            let rest = self.rest();
            if !rest.starts_with('-') || rest.starts_with("-]") || rest.len() == 1 {
                first.push(&mut self.out);
                continue;
            }
            // `-[` after a character that cannot begin a range to `[`.
            if let Item::Character(character) = first
                && rest.starts_with("-[")
                && character > '['
                && self.is_subtraction(self.at + 1)
            {
                first.push(&mut self.out);
                continue;
            }
            // The same after a set, which begins no range.
            if matches!(first, Item::Set(_)) && rest.starts_with("-[") && self.is_subtraction(self.at + 1) {
                first.push(&mut self.out);
                continue;
            }
            self.at += 1;
            let last = self.item(opened)?;
            match (&first, &last) {
                (Item::Character(from), Item::Character(to)) if from > to => {
                    let range = self.pattern.get(at..self.at).unwrap_or_default();
                    return Self::refuse(at, format!("the range `{range}` has the later character first"));
                }
                (Item::Character(from), Item::Character(to)) => {
                    push_character(&mut self.out, *from);
                    self.out.push('-');
                    push_character(&mut self.out, *to);
                }
                // A set is no end of a range (ECMA-262, B.1.2).
                _ => {
                    first.push(&mut self.out);
                    push_character(&mut self.out, '-');
                    last.push(&mut self.out);
                }
            }
        }
    }

    fn item(&mut self, opened: usize) -> Result<Item, Refused> {
        let at = self.at;
        match self.peek() {
            None => Self::refuse(opened, r"a `[` has no `]`; as text it is `\[`"),
            Some('\\') => match self.escape()? {
                Escape::Character(character) => Ok(Item::Character(character)),
                Escape::Set(set) => Ok(Item::Set(set)),
                Escape::Boundary { negated: false } => Ok(Item::Character('\u{8}')),
                Escape::Boundary { negated: true } => Self::refuse(at, r"`\B` has no meaning in brackets"),
                Escape::Back(written) => Self::refuse(at, format!("`{written}` has no meaning in brackets")),
            },
            Some('[') if self.is_posix() => {
                Self::refuse(at, "classes such as `[:alpha:]` are not of ECMAScript; write `a-zA-Z`, `0-9` or `\\s`")
            }
            Some(character) => {
                self.at += character.len_utf8();
                Ok(Item::Character(character))
            }
        }
    }

    /// `[:name:]`, which ECMAScript would read as those characters and nobody means so.
    fn is_posix(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix("[:") else { return false };
        let name = rest.bytes().take(16).take_while(u8::is_ascii_alphabetic).count();
        name > 0 && rest.get(name..).is_some_and(|rest| rest.starts_with(":]"))
    }

    /// Whether the `[` at this byte opens a class to subtract: its first `]` is followed by another. Where that is
    /// found once it holds for every `[` before it, so that no byte is looked at twice.
    fn is_subtraction(&mut self, bracket: usize) -> bool {
        let end = match self.bracket.filter(|end| *end > bracket) {
            Some(end) => end,
            None => {
                let rest = self.pattern.get(bracket..).unwrap_or_default().as_bytes();
                let mut at = 0;
                while at < rest.len() && rest.get(at) != Some(&b']') {
                    at += if rest.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
                let end = bracket + at;
                self.bracket = Some(end);
                end
            }
        };
        self.pattern.as_bytes().get(end + 1) == Some(&b']')
    }
}
