//! TOML with the place of every key and value, in the order of the file.

use crate::diagnostics::Diagnostic;
use crate::sources::{Source, SourceId, Span};
use jiff::civil::Date;
use std::ops::Range;
use toml::de::{DeInteger, DeTable, DeValue};

/// A value and its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Its place. A table under a header has the header's.
    pub span: Span,
}

/// The kinds of TOML values. Numbers keep their digits, so that a bound such as `1.50` stays as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A string.
    String(String),
    /// An integer in decimal digits.
    Integer(String),
    /// A float as written, without underscores.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A time, or a day with a time, as written.
    DateTime(String),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

/// The entries of a table, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table(pub Vec<Entry>);

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its place.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl Table {
    /// The value of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The table under that key.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<&Self> {
        self.get(key)?.as_table()
    }

    /// The string under that key.
    #[must_use]
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The string under that key, owned.
    #[must_use]
    pub fn string(&self, key: &str) -> Option<String> {
        self.str(key).map(str::to_owned)
    }

    /// The boolean under that key.
    #[must_use]
    pub fn boolean(&self, key: &str) -> Option<bool> {
        match self.get(key)?.kind {
            Kind::Boolean(truth) => Some(truth),
            _ => None,
        }
    }

    /// The day under that key.
    #[must_use]
    pub fn date(&self, key: &str) -> Option<Date> {
        self.get(key)?.as_date()
    }

    /// The strings under that key: one, or a list of them; nothing where there is none. Other values are passed over.
    #[must_use]
    pub fn strings(&self, key: &str) -> Vec<String> {
        self.get(key).map(Value::strings).unwrap_or_default()
    }

    /// The tables in the list under that key. Other values are passed over.
    pub fn tables(&self, key: &str) -> impl Iterator<Item = (&Self, Span)> {
        let items = self.get(key).map_or(&[][..], Value::items);
        items.iter().filter_map(|item| item.as_table().map(|table| (table, item.span)))
    }
}

impl Value {
    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub fn as_table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The day, if it is one.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        match self.kind {
            Kind::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The items, if it is a list; otherwise none.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// A string, or the strings of a list.
    #[must_use]
    pub fn strings(&self) -> Vec<String> {
        match &self.kind {
            Kind::String(text) => vec![text.clone()],
            Kind::List(items) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }
    }

    /// A number's digits, or a string: how bounds may be written.
    #[must_use]
    pub fn as_written(&self) -> Option<String> {
        match &self.kind {
            Kind::String(text) | Kind::Integer(text) | Kind::Float(text) | Kind::DateTime(text) => Some(text.clone()),
            Kind::Date(date) => Some(date.to_string()),
            _ => None,
        }
    }

    /// A whole number that is not negative, also where it is written as a string.
    #[must_use]
    pub fn as_count(&self) -> Option<u64> {
        match &self.kind {
            Kind::Integer(text) | Kind::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// What it is, in a word or two for a message.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self.kind {
            Kind::String(_) => "a string",
            Kind::Integer(_) => "a whole number",
            Kind::Float(_) => "a number",
            Kind::Boolean(_) => "a boolean",
            Kind::Date(_) => "a day",
            Kind::DateTime(_) => "a time",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

/// Parses a file. On invalid TOML every error is a `project/invalid-toml`, and there is no table: what a parser guesses
/// after an error would give findings about things nobody wrote.
///
/// # Errors
/// The findings.
pub fn parse(source: &Source) -> Result<Table, Vec<Diagnostic>> {
    parse_part(source, 0..source.text.len())
}

/// Parses part of a file, such as a page's front matter. Places are those in the whole file.
///
/// # Errors
/// As for [`parse`].
pub fn parse_part(source: &Source, part: Range<usize>) -> Result<Table, Vec<Diagnostic>> {
    let shift = part.start;
    let text = source.text.get(part).unwrap_or("");
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut last_line = 0;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let range = range.start + shift..range.end + shift;
        // What follows an error on its line is mostly the same error again.
        let (line, _) = source.lines.line_column(&source.text, range.start);
        if line != last_line {
            last_line = line;
            let said = format!("this is not TOML: {}", error.message());
            findings.push(Diagnostic::new("project/invalid-toml", said, Span::new(source.id, range)));
        }
    }
    let convert = Convert { source: source.id, shift };
    let table = convert.table(table.get_ref(), &mut findings);
    if findings.is_empty() { Ok(table) } else { Err(findings) }
}

struct Convert {
    source: SourceId,
    shift: usize,
}

impl Convert {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.shift..range.end + self.shift)
    }

    fn table(&self, table: &DeTable<'_>, findings: &mut Vec<Diagnostic>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().clone().into_owned(),
                key_span: self.span(key.span()),
                value: self.value(value.get_ref(), self.span(value.span()), findings),
            })
            .collect();
        // The parser sorts keys; people expect the order of the file.
        entries.sort_by_key(|entry| entry.key_span.start);
        Table(entries)
    }

    fn value(&self, value: &DeValue<'_>, span: Span, findings: &mut Vec<Diagnostic>) -> Value {
        let kind = match value {
            DeValue::String(text) => Kind::String(text.clone().into_owned()),
            DeValue::Integer(integer) => Kind::Integer(decimal(integer)),
            DeValue::Float(float) => Kind::Float(float.as_str().to_owned()),
            DeValue::Boolean(truth) => Kind::Boolean(*truth),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(day), None) => {
                    if let Some(date) = civil(day.year, day.month, day.day) {
                        Kind::Date(date)
                    } else {
                        let said = format!("`{moment}` is not a day");
                        findings.push(Diagnostic::new("project/invalid-toml", said, span));
                        Kind::DateTime(moment.to_string())
                    }
                }
                _ => Kind::DateTime(moment.to_string()),
            },
            DeValue::Array(items) => {
                let item = |item: &toml::Spanned<DeValue<'_>>, findings: &mut _| {
                    self.value(item.get_ref(), self.span(item.span()), findings)
                };
                Kind::List(items.iter().map(|value| item(value, findings)).collect())
            }
            DeValue::Table(table) => Kind::Table(self.table(table, findings)),
        };
        Value { kind, span }
    }
}

fn civil(year: u16, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn decimal(integer: &DeInteger<'_>) -> String {
    let digits = integer.as_str().replace('_', "");
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    if integer.radix() == 10 {
        return digits.to_owned();
    }
    i128::from_str_radix(digits, integer.radix()).map_or_else(|_| integer.to_string(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::{SourcePath, Sources};

    fn parsed(text: &str) -> Result<Table, Vec<Diagnostic>> {
        let sources = Sources::in_memory([]);
        parse(&sources.add_text(SourcePath::parse("a.toml").unwrap(), text.to_owned()))
    }

    #[test]
    fn keys_keep_their_order_and_numbers_their_digits() {
        let table = parsed("b = 1.50\na = 100_000\nc = 0x10\nd = 2024-02-29\n[e]\nf = [\"x\"]\n").unwrap();
        let keys: Vec<&str> = table.0.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "c", "d", "e"]);
        assert_eq!(table.get("b").unwrap().as_written().unwrap(), "1.50");
        assert_eq!(table.get("a").unwrap().as_count(), Some(100_000));
        assert_eq!(table.get("c").unwrap().as_count(), Some(16));
        assert_eq!(table.date("d").unwrap().to_string(), "2024-02-29");
        assert_eq!(table.table("e").unwrap().strings("f"), ["x"]);
    }

    #[test]
    fn every_error_of_a_file_is_reported() {
        let findings = parsed("a = \nb = 1\nb = 2\nc = 'x\nd = 2\n").unwrap_err();
        assert!(findings.len() >= 3, "{findings:#?}");
        assert!(findings.iter().all(|finding| finding.rule.as_str() == "project/invalid-toml"));
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_reported() {
        assert_eq!(parsed("a = 2023-02-29\n").unwrap_err().len(), 1);
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        assert!(parsed(&format!("a = {}", "[".repeat(100_000))).is_err());
    }
}
