//! URI templates (RFC 6570, all four levels), compiled once and expanded for each cell.
//!
//! CSVW takes them for `aboutUrl`, `propertyUrl` and `valueUrl` (tabular-metadata § 5.1.3), with the columns' names as
//! variables, and for the lines of `/.well-known/csvm` (tabular-data-model § 5.3), with `url`. What is done with the
//! result (prefixes, resolving) is the caller's business.
//!
//! A template that does not follow the grammar is a value which the property may not have: a warning, and the property
//! is as if it had not been given (tabular-metadata § 3). Only a value that is no string at all stands for the empty
//! template. RFC 6570 § 3 would copy the faulty expression to the result instead; that is of use for addresses that a
//! person then sees, not for identifiers of a million rows.
//!
//! Values are texts or lists; CSVW has no associative arrays.

mod compile;
mod flaw;
#[cfg(test)]
mod tests;

pub use flaw::{ExpansionError, UriTemplateError, UriTemplateFlaw};

use super::address::{is_unreserved, push_triplet, triplet};

/// The most bytes that a template may have, and that one expansion of it may add: an identifier, not a document. With
/// it, a short template over long values costs no more than this for each cell.
pub const LIMIT: usize = 1 << 20;

/// A template that follows the grammar of RFC 6570 § 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriTemplate {
    parts: Vec<Part>,
    /// Each variable once, in the order of first use: a value is asked for once an expansion, however often it is used.
    names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Text as it goes into the result, percent-encoded where it must be.
    Literal(String),
    Expression(Operator, Vec<Variable>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Variable {
    /// Its index in [`UriTemplate::names`].
    name: usize,
    modifier: Modifier,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Modifier {
    None,
    /// `:n`, the first `n` characters of a text.
    Prefix(u16),
    /// `*`, each item of a list for itself.
    Explode,
}

/// The operators of RFC 6570 § 2.2, each a row of the table in its appendix A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Simple,
    Reserved,
    Fragment,
    Label,
    Path,
    PathParameter,
    Query,
    QueryContinuation,
}

impl Operator {
    /// What the expression begins with, if any of its variables has a value.
    fn first(self) -> &'static str {
        match self {
            Operator::Simple | Operator::Reserved => "",
            Operator::Fragment => "#",
            Operator::Label => ".",
            Operator::Path => "/",
            Operator::PathParameter => ";",
            Operator::Query => "?",
            Operator::QueryContinuation => "&",
        }
    }

    /// What stands between values.
    fn separator(self) -> char {
        match self {
            Operator::Simple | Operator::Reserved | Operator::Fragment => ',',
            Operator::Label => '.',
            Operator::Path => '/',
            Operator::PathParameter => ';',
            Operator::Query | Operator::QueryContinuation => '&',
        }
    }

    /// Whether values are written with their names, and what then follows the name of an empty value.
    fn names(self) -> Option<&'static str> {
        match self {
            Operator::PathParameter => Some(""),
            Operator::Query | Operator::QueryContinuation => Some("="),
            _ => None,
        }
    }

    /// Whether reserved characters and percent-encoded triplets stay as they are.
    fn keeps_reserved(self) -> bool {
        matches!(self, Operator::Reserved | Operator::Fragment)
    }
}

/// The value of a variable. One without a value (a null cell) is none, and leaves nothing in the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateValue {
    /// A single value in its canonical form.
    Text(String),
    /// The values of a cell with a separator. An empty list is as no value at all.
    List(Vec<String>),
}

impl UriTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// The first place that does not follow RFC 6570 § 2. An apostrophe is text here, as its verified erratum 6937 has
    /// it.
    pub fn compile(template: &str) -> Result<Self, UriTemplateError> {
        compile::compile(template)
    }

    /// The names of the variables, each once, in the order of first use and as they are written.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether every expansion is the same because there are no expressions.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds the expansion to `out` (RFC 6570 § 3). `value` is asked once for each variable.
    ///
    /// # Errors
    /// A result of more than [`LIMIT`] bytes, or a prefix of a list; `out` is then as it was.
    pub fn expand(
        &self,
        value: &mut dyn FnMut(&str) -> Option<TemplateValue>,
        out: &mut String,
    ) -> Result<(), ExpansionError> {
        let values: Vec<Option<TemplateValue>> = self.names.iter().map(|name| value(name)).collect();
        let start = out.len();
        let result = self.expand_parts(&values, &mut Expansion { out, start });
        if result.is_err() {
            out.truncate(start);
        }
        result
    }

    fn expand_parts(
        &self,
        values: &[Option<TemplateValue>],
        expansion: &mut Expansion<'_>,
    ) -> Result<(), ExpansionError> {
        for part in &self.parts {
            match part {
                Part::Literal(text) => expansion.push(text)?,
                Part::Expression(operator, variables) => {
                    let mut before: Option<&str> = Some(operator.first());
                    for variable in variables {
                        let Some(Some(value)) = values.get(variable.name) else { continue };
                        if matches!(value, TemplateValue::List(items) if items.is_empty()) {
                            continue;
                        }
                        match before.take() {
                            Some(first) => expansion.push(first)?,
                            None => expansion.out.push(operator.separator()),
                        }
                        let name = self.names.get(variable.name).map_or("", String::as_str);
                        expansion.variable(*operator, name, variable.modifier, value)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What an expansion has written so far.
struct Expansion<'a> {
    out: &'a mut String,
    start: usize,
}

impl Expansion<'_> {
    fn variable(
        &mut self,
        operator: Operator,
        name: &str,
        modifier: Modifier,
        value: &TemplateValue,
    ) -> Result<(), ExpansionError> {
        let keep = operator.keeps_reserved();
        match (value, modifier) {
            (TemplateValue::Text(text), modifier) => {
                let text = match modifier {
                    Modifier::Prefix(most) => first_characters(text, most),
                    Modifier::None | Modifier::Explode => text,
                };
                self.named(operator, name, text.is_empty())?;
                self.encode(text, keep)
            }
            (TemplateValue::List(_), Modifier::Prefix(_)) => Err(ExpansionError::PrefixOfList(name.to_owned())),
            (TemplateValue::List(items), Modifier::None) => {
                self.named(operator, name, false)?;
                self.items(items, ',', |expansion, item| expansion.encode(item, keep))
            }
            (TemplateValue::List(items), Modifier::Explode) => {
                self.items(items, operator.separator(), |expansion, item| {
                    expansion.named(operator, name, item.is_empty())?;
                    expansion.encode(item, keep)
                })
            }
        }
    }

    fn items(
        &mut self,
        items: &[String],
        separator: char,
        mut write: impl FnMut(&mut Self, &str) -> Result<(), ExpansionError>,
    ) -> Result<(), ExpansionError> {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(separator);
            }
            write(self, item)?;
        }
        Ok(())
    }

    /// `name=`, where the operator writes names.
    fn named(&mut self, operator: Operator, name: &str, empty: bool) -> Result<(), ExpansionError> {
        let Some(after_empty) = operator.names() else { return Ok(()) };
        self.push(name)?;
        self.push(if empty { after_empty } else { "=" })
    }

    fn push(&mut self, text: &str) -> Result<(), ExpansionError> {
        self.room(text.len())?;
        self.out.push_str(text);
        Ok(())
    }

    fn encode(&mut self, text: &str, keep_reserved: bool) -> Result<(), ExpansionError> {
        // Encoding never shortens, so what does not fit raw is not even looked at.
        self.room(text.len())?;
        percent_encode(text, keep_reserved, self.out);
        self.room(0)
    }

    fn room(&self, more: usize) -> Result<(), ExpansionError> {
        if self.out.len() - self.start + more > LIMIT { Err(ExpansionError::TooLong) } else { Ok(()) }
    }
}

/// The first characters of a text: code points, so that none is cut.
fn first_characters(text: &str, most: u16) -> &str {
    match text.char_indices().nth(usize::from(most)) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// Adds a text to `out` with all but unreserved characters percent-encoded as UTF-8 (RFC 6570 § 3.2.1). Reserved
/// characters and triplets that are there already can be kept.
fn percent_encode(text: &str, keep_reserved: bool, out: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if is_unreserved(byte) || (keep_reserved && (is_reserved(byte) || is_triplet(bytes, at))) {
            continue;
        }
        // Empty inside a character of several bytes, where there is no boundary to cut at.
        out.push_str(text.get(written..at).unwrap_or_default());
        push_triplet(out, byte);
        written = at + 1;
    }
    out.push_str(text.get(written..).unwrap_or_default());
}

/// RFC 3986 § 2.2.
fn is_reserved(byte: u8) -> bool {
    b":/?#[]@!$&'()*+,;=".contains(&byte)
}

fn is_triplet(bytes: &[u8], at: usize) -> bool {
    triplet(bytes.get(at..).unwrap_or_default()).is_some()
}
