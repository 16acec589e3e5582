//! Regular expressions (tabular-data-model §§ 6.4.5, 6.4.6), which CSVW takes from ECMAScript.
//!
//! They are read as ECMAScript reads them, with what its appendix B has browsers accept (a lone `{` or `]` is itself),
//! characters counted as Unicode counts them, and written anew for an engine that matches in linear time. What is
//! plainly meant as XML Schema or a newer ECMAScript has it is read so: class subtraction `[a-z-[aeiou]]`, `\i` and
//! `\c`, `\p{L}` and `\p{IsBasicLatin}`, `\u{1F600}`. What that engine lacks (look-around, back-references) and what
//! other engines would read differently (`\A`, `(?i)`, `[[:alpha:]]`) is refused by name.
//!
//! A cell matches as a whole, as in XML Schema and in the `pattern` of a web page's form: the recommendation speaks of
//! an expression "for the string values", not for a part of them.

mod automaton;
mod class;
mod escape;
mod names;
mod read;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use regex::bytes::{Regex, RegexBuilder};

pub use automaton::{Automaton, Texts};

/// The bytes that a compiled expression may take. Ten thousand columns may each have one, and what a byte of a cell
/// costs at worst grows with it.
const SIZE: usize = 1 << 19;

/// The bytes that an expression may have. A longer one would be over [`SIZE`] in nearly every case.
const LENGTH: usize = 1 << 14;

/// How much of an expression a message repeats.
const SHOWN: usize = 200;

/// Why an expression cannot be used, and the byte that says so.
struct Refused {
    at: usize,
    why: String,
}

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expression {
    regex: Regex,
    /// The same as a table, where that is small and the length does not count.
    automaton: Option<Arc<Automaton>>,
    /// How many characters there must be, least and most. `.{0,4000}` is `.*` and a count: written out four thousand
    /// times, it would be too large.
    length: Option<(u32, Option<u32>)>,
}

impl Expression {
    /// The expression as a table, if it has one.
    #[must_use]
    pub fn automaton(&self) -> Option<Arc<Automaton>> {
        self.automaton.clone()
    }

    /// Whether it matches the whole text, which is UTF-8.
    pub fn is_match(&self, text: &[u8]) -> bool {
        let counts = self.length.is_none_or(|(least, most)| {
            let continues = |byte: u8| byte & 0xC0 == 0x80;
            let count = text.iter().filter(|byte| !continues(**byte)).count();
            count >= widened(least) && most.is_none_or(|most| count <= widened(most))
        });
        counts && self.regex.is_match(text)
    }
}

fn widened(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Compiles an expression that matches whole cells.
///
/// # Errors
/// One phrase that names what is not understood or not supported, with its place.
pub fn compile(expression: &str) -> Result<Expression, String> {
    compile_within(expression).map_err(|why| {
        let shown: String = expression.chars().take(SHOWN).collect();
        let more = if shown.len() < expression.len() { "…" } else { "" };
        format!("the format `{shown}{more}` cannot be used: {why}")
    })
}

fn compile_within(expression: &str) -> Result<Expression, String> {
    if expression.len() > LENGTH {
        return Err(format!("it is too large; {LENGTH} bytes are the most"));
    }
    let placed = |refused: Refused| {
        let before = expression.get(..refused.at).map_or(0, |before| before.chars().count());
        format!("{} (character {})", refused.why, before + 1)
    };
    let translation = read::translate(expression).map_err(placed)?;
    let whole = format!(r"\A(?:{})\z", translation.text);
    let length = translation.length;
    let automaton = || Automaton::build(&whole).filter(|_| length.is_none()).map(Arc::new);
    build(&whole).map(|regex| Expression { regex, automaton: automaton(), length }).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "it is too large; `*` or `+` in place of numbers in `{}`, with `minLength` and `maxLength`, make it smaller"
                .to_owned()
        }
        _ => match unknown_property(&translation.properties) {
            Some(refused) => placed(refused),
            None => "it is not a regular expression".to_owned(),
        },
    })
}

fn build(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression).size_limit(SIZE).dfa_size_limit(SIZE).build()
}

/// The first property that the engine does not know. Only it has the list of them all.
fn unknown_property(properties: &[(usize, &str)]) -> Option<Refused> {
    let mut seen = HashSet::new();
    let (at, name) =
        *properties.iter().find(|(_, name)| seen.insert(*name) && build(&format!(r"\p{{{name}}}")).is_err())?;
    Some(Refused { at, why: format!("`{name}` is not a property of Unicode") })
}
