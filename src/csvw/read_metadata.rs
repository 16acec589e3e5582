//! Metadata documents to tables (tabular-metadata §§ 5 and 6).
//!
//! Whatever is wrong becomes a finding and reading goes on: with the property's default where the standard says so, and
//! with what could be understood where it says that processing ends ([`Severity::Error`]).
//!
//! [`Severity::Error`]: super::finding::Severity::Error

mod annotation;
mod datatype;
mod dialect;
mod schema;

use std::collections::BTreeSet;
use std::ops::Range;

use super::address::resolve;
use super::documents::Documents;
use super::finding::{Finding, FindingKind};
use super::formats::text::is_language_tag;
use super::json::{self, Kind, Member, Value};
use super::metadata::{Annotation, Column, Datatype, Dialect, ForeignKey, Place, Table, TableGroup};

pub use schema::{derived_name, is_column_name};

/// The context that every metadata document names.
pub const CONTEXT: &str = "http://www.w3.org/ns/csvw";

/// Where a document is and how to reach others.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The caller's number for the document, for places.
    pub document: u32,
    /// The document's address; what it names is relative to it. It may be relative or empty.
    pub location: &'a str,
    /// The other documents.
    pub documents: &'a dyn Documents,
    /// The address of the table that a document is about if it gives none: that of the file for which a user named it.
    pub table: Option<&'a str>,
}

/// What a metadata document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// Its tables. A document about a single table gives a group of one.
    pub group: TableGroup,
    /// What addresses are relative to: the document's, or `@base` of its context.
    pub base: String,
    /// `@language` of its context.
    pub language: Option<String>,
    /// Whether the document describes a single table rather than a group.
    pub single_table: bool,
}

/// Reads a metadata document. There is no metadata only if the text is not JSON or describes neither a group nor a
/// table. Addresses of tables stay as they are written; [`Metadata::base`] tells what they are relative to. The
/// referenced table of a foreign key is given by its `url` as that table writes it, if the group has it.
#[must_use]
pub fn read_metadata(text: &str, source: Source<'_>) -> (Option<Metadata>, Vec<Finding>) {
    match json::parse(text) {
        Ok(value) => read_metadata_value(&value, source),
        Err(error) => {
            let place = place(source.document, &error.range);
            let message = format!("the document is not JSON: {}", error.message);
            (None, vec![Finding::error(FindingKind::InvalidJson, message, Some(place))])
        }
    }
}

/// Reads a metadata document that was parsed already.
#[must_use]
pub fn read_metadata_value(value: &Value, source: Source<'_>) -> (Option<Metadata>, Vec<Finding>) {
    let mut reader = Reader {
        source,
        document: Some(source.document),
        base: source.location.to_owned(),
        language: None,
        findings: Vec::new(),
        schema_ids: Vec::new(),
        targets: Vec::new(),
        depth: 0,
        budget: BUDGET,
    };
    let metadata = reader.document(value);
    (metadata, reader.findings)
}

fn place(document: u32, range: &Range<usize>) -> Place {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place { document, start: small(range.start), end: small(range.end) }
}

/// What columns inherit from their schema, table and group (tabular-metadata § 5.7).
#[derive(Debug, Clone, Default)]
struct Inherited {
    about_url: Option<String>,
    datatype: Option<(Datatype, Option<Place>)>,
    default: Option<String>,
    lang: Option<String>,
    null: Option<Vec<String>>,
    ordered: Option<bool>,
    property_url: Option<String>,
    required: Option<bool>,
    /// The empty string is no separator.
    separator: Option<String>,
    value_url: Option<String>,
}

impl Inherited {
    /// About how many bytes a copy takes beyond its fixed size.
    fn weight(&self) -> usize {
        let texts = [&self.about_url, &self.default, &self.lang, &self.property_url, &self.separator, &self.value_url];
        let lengths = texts.into_iter().flatten().map(String::len).sum::<usize>();
        let null = self.null.iter().flatten().map(|marker| marker.len() + size_of::<String>()).sum::<usize>();
        let datatype = self.datatype.as_ref().map_or(0, |(datatype, _)| {
            datatype.format.as_ref().map_or(0, String::len) + datatype.name.as_ref().map_or(0, String::len)
        });
        lengths + null + datatype
    }

    fn give(self, column: &mut Column) {
        if let Some((datatype, place)) = self.datatype {
            column.datatype = datatype;
            column.datatype_place = place;
        }
        if let Some(null) = self.null {
            column.null = null;
        }
        column.about_url = self.about_url;
        column.property_url = self.property_url;
        column.value_url = self.value_url;
        column.default = self.default.unwrap_or_default();
        column.lang = self.lang.unwrap_or_else(|| "und".to_owned());
        column.ordered = self.ordered.unwrap_or(false);
        column.required = self.required.unwrap_or(false);
        column.separator = self.separator.filter(|separator| !separator.is_empty());
    }
}

/// A schema as it is read, before it belongs to a table.
#[derive(Debug, Clone, Default)]
struct Schema {
    id: Option<String>,
    columns: Vec<Column>,
    primary_key: Vec<String>,
    primary_key_place: Option<Place>,
    row_titles: Vec<String>,
    foreign_keys: Vec<(ForeignKey, Target)>,
    annotations: Vec<Annotation>,
}

/// What a foreign key refers to.
#[derive(Debug, Clone)]
struct Target {
    /// Whether the address is a schema's identifier rather than a table's `url`.
    is_schema: bool,
    /// As it is written.
    written: String,
    /// Against the base of the document that says so.
    resolved: String,
}

struct Reader<'a> {
    source: Source<'a>,
    /// `None` while a document is read that the caller has no number for.
    document: Option<u32>,
    base: String,
    language: Option<String>,
    findings: Vec<Finding>,
    /// The identifier of each table's schema, resolved.
    schema_ids: Vec<Option<String>>,
    /// What each table's foreign keys refer to.
    targets: Vec<Vec<Target>>,
    /// How many documents led here.
    depth: u32,
    /// Bytes that inherited properties and shared schemas may still be copied to.
    budget: usize,
}

/// What a document may grow to by what is inherited from group to column.
const BUDGET: usize = 256 * 1024 * 1024;

impl Reader<'_> {
    fn place(&self, range: &Range<usize>) -> Option<Place> {
        self.document.map(|document| place(document, range))
    }

    fn warn(&mut self, kind: FindingKind, message: impl Into<String>, range: &Range<usize>) {
        let place = self.place(range);
        self.findings.push(Finding::warning(kind, message, place));
    }

    fn error(&mut self, kind: FindingKind, message: impl Into<String>, range: &Range<usize>) {
        let place = self.place(range);
        self.findings.push(Finding::error(kind, message, place));
    }

    /// Takes bytes from the budget; past its end there is one finding, and nothing more is to be copied.
    fn spend(&mut self, bytes: usize, range: &Range<usize>) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget = self.budget.saturating_sub(bytes);
        if self.budget == 0 {
            let message = "what columns inherit is too large to be copied to all of them";
            self.error(FindingKind::TooLarge, message, range);
        }
        self.budget > 0
    }

    /// A value that a property may not have.
    fn wrong(&mut self, member: &Member, expected: &str) {
        let message = format!("`{}` is {}; {expected} is expected", member.name, member.value.noun());
        self.warn(FindingKind::InvalidPropertyValue, message, &member.value.range);
    }

    /// The members of an object of which each name counts once, the last one, as JSON readers have it.
    fn members<'v>(&mut self, value: &'v Value) -> Vec<&'v Member> {
        let all = value.members().unwrap_or_default();
        let mut seen = BTreeSet::new();
        let mut kept: Vec<&Member> = Vec::with_capacity(all.len());
        for member in all.iter().rev() {
            if seen.insert(member.name.as_str()) {
                kept.push(member);
            } else {
                let message = format!("`{}` is given more than once; the last one counts", member.name);
                self.warn(FindingKind::DuplicateProperty, message, &member.name_range);
            }
        }
        kept.reverse();
        kept
    }

    fn document(&mut self, value: &Value) -> Option<Metadata> {
        if value.members().is_none() {
            let message = format!("a metadata document is an object, not {}", value.noun());
            self.error(FindingKind::NotATableDescription, message, &value.range);
            return None;
        }
        self.context(value);
        let single_table = value.member("tables").is_none();
        if single_table && value.member("url").is_none() && self.source.table.is_none() {
            let is_table =
                value.get("@type").and_then(Value::as_str) == Some("Table") || value.member("tableSchema").is_some();
            let (kind, message) = if is_table {
                (FindingKind::MissingProperty, "the table has no `url`")
            } else {
                (FindingKind::NotATableDescription, "there is neither `tables` nor `url`: this describes no table")
            };
            self.error(kind, message, &(value.range.start..value.range.start.saturating_add(1).min(value.range.end)));
            return None;
        }
        let mut group = TableGroup::default();
        if single_table {
            if let Some(table) = self.table(value, &Inherited::default(), None, None) {
                group.tables.push(table);
            }
        } else {
            self.group(value, &mut group);
        }
        self.resolve_foreign_keys(&mut group);
        Some(Metadata { group, base: self.base.clone(), language: self.language.clone(), single_table })
    }

    /// `@context` (§ 5.2): the address of the vocabulary, perhaps with a language and a base.
    fn context(&mut self, value: &Value) {
        let Some(member) = value.member("@context") else {
            let start = value.range.start;
            self.error(
                FindingKind::InvalidContext,
                format!("there is no `@context`; `\"@context\": \"{CONTEXT}\"` is expected"),
                &(start..start.saturating_add(1).min(value.range.end)),
            );
            return;
        };
        let context = &member.value;
        let local = match &context.kind {
            Kind::String(text) if text == CONTEXT => return,
            Kind::Array(items) if items.first().and_then(Value::as_str) == Some(CONTEXT) && items.len() <= 2 => {
                let Some(local) = items.get(1) else { return };
                local
            }
            _ => {
                let message =
                    format!("`@context` is not `{CONTEXT}`, or that and an object with `@language` or `@base`");
                self.error(FindingKind::InvalidContext, message, &context.range);
                return;
            }
        };
        if local.members().is_none() {
            let message = format!("the second item of `@context` is {}; an object is expected", local.noun());
            self.error(FindingKind::InvalidContext, message, &local.range);
            return;
        }
        for member in self.members(local) {
            match (member.name.as_str(), member.value.as_str()) {
                ("@base", Some(base)) => self.base = resolve(&self.base, base),
                ("@language", Some(tag)) if is_language_tag(tag.as_bytes()) => self.language = Some(tag.to_owned()),
                ("@language", _) => {
                    self.warn(FindingKind::InvalidLanguage, "`@language` is not a language tag", &member.value.range);
                }
                _ => {
                    let message = format!("`@context` has only `@language` and `@base`, not `{}`", member.name);
                    self.error(FindingKind::InvalidContext, message, &member.name_range);
                }
            }
        }
    }

    fn group(&mut self, value: &Value, group: &mut TableGroup) {
        let mut inherited = Inherited::default();
        let mut tables: &[Value] = &[];
        let mut tables_range = value.range.clone();
        let (mut dialect, mut schema) = (None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" => {}
                "@id" => group.id = self.id(member),
                "@type" => self.object_type(member, "TableGroup"),
                "tables" => {
                    tables_range = member.value.range.clone();
                    match member.value.items() {
                        Some(items) => tables = items,
                        None => self.wrong(member, "an array"),
                    }
                }
                "dialect" => dialect = Some(self.dialect(member)),
                "tableSchema" => schema = Some(&member.value),
                _ if self.shared(member) => {}
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.common(member, &mut group.annotations, "a table group"),
            }
        }
        for item in tables {
            if item.members().is_none() {
                let message = format!("a table is described by an object, not {}; it is passed over", item.noun());
                self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                continue;
            }
            if let Some(table) = self.table(item, &inherited, dialect.as_ref(), schema) {
                group.tables.push(table);
            }
        }
        if group.tables.is_empty() {
            self.error(FindingKind::MissingProperty, "`tables` has no table", &tables_range);
        }
    }

    fn table(
        &mut self,
        value: &Value,
        above: &Inherited,
        group_dialect: Option<&Dialect>,
        group_schema: Option<&Value>,
    ) -> Option<Table> {
        let mut table = Table { place: self.place(&value.range), ..Table::default() };
        let mut inherited = above.clone();
        let mut url = None;
        let mut dialect = group_dialect.cloned();
        let mut schema = group_schema;
        let single = group_schema.is_none() && value.member("@context").is_some();
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if single => {}
                "@id" => table.id = self.id(member),
                "@type" => self.object_type(member, "Table"),
                "url" => match member.value.as_str() {
                    Some(text) => {
                        url = Some(text.to_owned());
                        table.place = self.place(&member.value.range);
                    }
                    None => self.wrong(member, "a string"),
                },
                "dialect" => dialect = Some(self.dialect(member)),
                "suppressOutput" => match member.value.as_bool() {
                    Some(truth) => table.suppress_output = truth,
                    None => self.wrong(member, "true or false"),
                },
                "tableSchema" => schema = Some(&member.value),
                _ if self.shared(member) => {}
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.common(member, &mut table.annotations, "a table"),
            }
        }
        let Some(url) = url.or_else(|| self.source.table.map(str::to_owned)) else {
            let start = value.range.start;
            self.error(FindingKind::MissingProperty, "the table has no `url`", &(start..start.saturating_add(1)));
            return None;
        };
        table.url = url;
        table.dialect = dialect.unwrap_or_default();
        let shared = group_schema.filter(|group| schema.is_some_and(|schema| std::ptr::eq(*group, schema)));
        if shared.is_some_and(|shared| !self.spend(8 * shared.range.len(), &shared.range)) {
            schema = None;
        }
        let schema = schema.map(|value| self.schema(value, &inherited)).unwrap_or_default();
        self.schema_ids.push(schema.id);
        inherited.give(&mut table.column_defaults);
        table.columns = schema.columns;
        table.primary_key = schema.primary_key;
        table.primary_key_place = schema.primary_key_place;
        table.row_titles = schema.row_titles;
        table.annotations.extend(schema.annotations);
        let (keys, targets) = schema.foreign_keys.into_iter().unzip();
        table.foreign_keys = keys;
        self.targets.push(targets);
        Some(table)
    }

    /// A string or the strings of an array; anything else is passed over.
    fn texts(&mut self, member: &Member) -> Vec<String> {
        match &member.value.kind {
            Kind::String(text) => vec![text.clone()],
            Kind::Array(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    if let Some(text) = item.as_str() {
                        texts.push(text.to_owned());
                    } else {
                        let message =
                            format!("an item of `{}` is {}, not a string; it is passed over", member.name, item.noun());
                        self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                    }
                }
                texts
            }
            _ => {
                self.wrong(member, "a string or an array of strings");
                Vec::new()
            }
        }
    }

    /// An inherited property (§ 5.7); tells whether it is one.
    fn inherited(&mut self, member: &Member, to: &mut Inherited) -> bool {
        let value = &member.value;
        match member.name.as_str() {
            "aboutUrl" => self.text_into(member, &mut to.about_url),
            "propertyUrl" => self.text_into(member, &mut to.property_url),
            "valueUrl" => self.text_into(member, &mut to.value_url),
            "default" => self.text_into(member, &mut to.default),
            "lang" => match value.as_str() {
                Some(tag) if is_language_tag(tag.as_bytes()) => to.lang = Some(tag.to_owned()),
                _ => self.warn(FindingKind::InvalidLanguage, "`lang` is not a language tag", &value.range),
            },
            "null" => {
                if matches!(value.kind, Kind::String(_) | Kind::Array(_)) {
                    to.null = Some(self.texts(member));
                } else {
                    self.wrong(member, "a string or an array of strings");
                }
            }
            "ordered" | "required" => match value.as_bool() {
                Some(truth) if member.name == "ordered" => to.ordered = Some(truth),
                Some(truth) => to.required = Some(truth),
                None => self.wrong(member, "true or false"),
            },
            "separator" => match &value.kind {
                Kind::String(text) => to.separator = Some(text.clone()),
                Kind::Null => to.separator = Some(String::new()),
                _ => self.wrong(member, "a string"),
            },
            "textDirection" => {
                if !matches!(value.as_str(), Some("ltr" | "rtl" | "auto" | "inherit")) {
                    self.wrong(member, "`ltr`, `rtl`, `auto` or `inherit`");
                }
            }
            "datatype" => {
                let place = self.place(&value.range);
                if let Some(datatype) = self.datatype(member) {
                    to.datatype = Some((datatype, place));
                }
            }
            _ => return false,
        }
        true
    }

    fn text_into(&mut self, member: &Member, to: &mut Option<String>) {
        match member.value.as_str() {
            Some(text) => *to = Some(text.to_owned()),
            None => self.wrong(member, "a string"),
        }
    }

    /// Reads the document at an address and makes it the one that is read, until `leave`.
    fn enter(&mut self, address: &str, what: &str, range: &Range<usize>) -> Option<(Value, (Option<u32>, String))> {
        let resolved = resolve(&self.base, address);
        if self.depth > 0 {
            let message = format!("`{what}` leads from one document to another to a third; `{address}` is not read");
            self.warn(FindingKind::MissingDocument, message, range);
            return None;
        }
        let Some(text) = self.source.documents.read(&resolved) else {
            let message = format!("`{what}` is at `{resolved}`, which cannot be read");
            self.error(FindingKind::MissingDocument, message, range);
            return None;
        };
        match json::parse(&text) {
            Ok(value) if value.members().is_some() => {
                self.depth += 1;
                let outer = (self.document.take(), std::mem::replace(&mut self.base, resolved));
                Some((value, outer))
            }
            Ok(value) => {
                let message = format!("`{resolved}` is {}, not an object", value.noun());
                self.error(FindingKind::InvalidJson, message, range);
                None
            }
            Err(error) => {
                let message = format!("`{resolved}` is not JSON: {}", error.message);
                self.error(FindingKind::InvalidJson, message, range);
                None
            }
        }
    }

    fn leave(&mut self, outer: (Option<u32>, String)) {
        self.depth -= 1;
        (self.document, self.base) = outer;
    }

    /// `@id`, which may not be a blank node (§ 5.1.3).
    fn id(&mut self, member: &Member) -> Option<String> {
        match member.value.as_str() {
            None => {
                self.wrong(member, "an address");
                None
            }
            Some(id) if id.starts_with("_:") => {
                let message = format!("`@id` is the blank node `{id}`; an address is expected");
                self.error(FindingKind::InvalidId, message, &member.value.range);
                None
            }
            Some(id) => Some(id.to_owned()),
        }
    }

    fn object_type(&mut self, member: &Member, expected: &str) {
        if member.value.as_str() != Some(expected) {
            let message = format!("`@type` is not `{expected}`, which it is here if it is given");
            self.error(FindingKind::InvalidType, message, &member.value.range);
        }
    }
}

/// A string, or the strings of an array of nothing else.
fn strings(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::String(text) => Some(vec![text.clone()]),
        Kind::Array(items) if !items.is_empty() => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
