//! Reading a template (RFC 6570 § 2), in one pass and without recursion: expressions do not nest.

use std::collections::HashMap;

use super::{
    LIMIT, Modifier, Operator, Part, UriTemplate, UriTemplateError, UriTemplateFlaw, Variable, is_triplet,
    percent_encode,
};

pub(super) fn compile(template: &str) -> Result<UriTemplate, UriTemplateError> {
    let mut reader = Reader { template, at: 0, indices: HashMap::new(), names: Vec::new() };
    match reader.parts() {
        Ok(parts) => Ok(UriTemplate { parts, names: reader.names }),
        Err((at, flaw)) => {
            let position = template.get(..at).map_or(at, |before| before.chars().count());
            Err(UriTemplateError { position, flaw })
        }
    }
}

/// A flaw and the byte it is at.
type Flawed = (usize, UriTemplateFlaw);

struct Reader<'a> {
    template: &'a str,
    at: usize,
    indices: HashMap<&'a str, usize>,
    names: Vec<String>,
}

impl<'a> Reader<'a> {
    fn parts(&mut self) -> Result<Vec<Part>, Flawed> {
        if self.template.len() > LIMIT {
            return Err((0, UriTemplateFlaw::TooLong));
        }
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            parts.push(if next == '{' { self.expression()? } else { self.literal()? });
        }
        Ok(parts)
    }

    fn peek(&self) -> Option<char> {
        self.template.get(self.at..)?.chars().next()
    }

    fn here(&self, flaw: UriTemplateFlaw) -> Flawed {
        (self.at, flaw)
    }

    fn literal(&mut self) -> Result<Part, Flawed> {
        let start = self.at;
        while let Some(next) = self.peek() {
            match next {
                '{' => break,
                '}' => return Err(self.here(UriTemplateFlaw::Unopened)),
                '%' if !is_triplet(self.template.as_bytes(), self.at) => {
                    return Err(self.here(UriTemplateFlaw::InvalidPercent));
                }
                ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '|' => {
                    return Err(self.here(UriTemplateFlaw::InvalidLiteral(next)));
                }
                _ if next.is_control() => return Err(self.here(UriTemplateFlaw::InvalidLiteral(next))),
                _ => self.at += next.len_utf8(),
            }
        }
        let text = self.template.get(start..self.at).unwrap_or_default();
        let mut encoded = String::with_capacity(text.len());
        percent_encode(text, true, &mut encoded);
        Ok(Part::Literal(encoded))
    }

    /// `{`, an operator if there is one, variables with `,` between them, `}`.
    fn expression(&mut self) -> Result<Part, Flawed> {
        let opened = self.at;
        self.at += 1;
        let operator = self.operator()?;
        let mut variables = Vec::new();
        loop {
            let name = self.name(opened)?;
            let modifier = self.modifier()?;
            variables.push(Variable { name: self.index(name), modifier });
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => {
                    self.at += 1;
                    return Ok(Part::Expression(operator, variables));
                }
                Some(found) => return Err(self.here(UriTemplateFlaw::AfterModifier(found))),
                None => return Err((opened, UriTemplateFlaw::Unclosed)),
            }
        }
    }

    fn operator(&mut self) -> Result<Operator, Flawed> {
        let operator = match self.peek() {
            Some('+') => Operator::Reserved,
            Some('#') => Operator::Fragment,
            Some('.') => Operator::Label,
            Some('/') => Operator::Path,
            Some(';') => Operator::PathParameter,
            Some('?') => Operator::Query,
            Some('&') => Operator::QueryContinuation,
            Some(found @ ('=' | ',' | '!' | '@' | '|')) => {
                return Err(self.here(UriTemplateFlaw::ReservedOperator(found)));
            }
            _ => return Ok(Operator::Simple),
        };
        self.at += 1;
        Ok(operator)
    }

    /// Letters, digits, `_` and triplets, with single dots between them (RFC 6570 § 2.3). Triplets belong to the name
    /// as they are written.
    fn name(&mut self, opened: usize) -> Result<&'a str, Flawed> {
        let start = self.at;
        let mut after_character = false;
        loop {
            match self.peek() {
                Some('A'..='Z' | 'a'..='z' | '0'..='9' | '_') => {
                    self.at += 1;
                    after_character = true;
                }
                Some('%') if is_triplet(self.template.as_bytes(), self.at) => {
                    self.at += 3;
                    after_character = true;
                }
                Some('.') if after_character => {
                    self.at += 1;
                    after_character = false;
                }
                Some(',' | '}' | ':' | '*') if after_character => break,
                Some(',' | '}' | ':' | '*') if self.at == start => {
                    return Err(self.here(UriTemplateFlaw::MissingName));
                }
                Some(',' | '}' | ':' | '*') => {
                    return Err((self.at - 1, UriTemplateFlaw::InvalidName('.')));
                }
                Some('%') => return Err(self.here(UriTemplateFlaw::InvalidPercent)),
                // What was meant is a second expression; the first one is what lacks something.
                Some('{') | None => return Err((opened, UriTemplateFlaw::Unclosed)),
                Some(found) => return Err(self.here(UriTemplateFlaw::InvalidName(found))),
            }
        }
        Ok(self.template.get(start..self.at).unwrap_or_default())
    }

    fn modifier(&mut self) -> Result<Modifier, Flawed> {
        match self.peek() {
            Some('*') => {
                self.at += 1;
                Ok(Modifier::Explode)
            }
            Some(':') => {
                let rest = self.template.get(self.at + 1..).unwrap_or_default();
                let digits = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
                let most = rest.get(..digits).filter(|written| !written.starts_with('0') && written.len() <= 4);
                let Some(most) = most.and_then(|written| written.parse().ok()) else {
                    return Err(self.here(UriTemplateFlaw::InvalidPrefix));
                };
                self.at += 1 + digits;
                Ok(Modifier::Prefix(most))
            }
            _ => Ok(Modifier::None),
        }
    }

    fn index(&mut self, name: &'a str) -> usize {
        let names = &mut self.names;
        *self.indices.entry(name).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() - 1
        })
    }
}
