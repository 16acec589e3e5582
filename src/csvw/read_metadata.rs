//! Metadata documents to tables (tabular-metadata §§ 5 and 6).
//!
//! Whatever is wrong becomes a finding and reading goes on: with the property's default where the standard says so, and
//! with what could be understood where it says that processing ends ([`Severity::Error`]).
//!
//! A schema is read once, by itself; what its columns inherit is laid under it for each table that has it
//! ([`schema`], [`inherited`]). So a schema that many tables share is read once, and its flaws are told once.

mod annotation;
mod context;
mod datatype;
mod dialect;
mod group;
mod inherited;
mod keys;
mod linked;
mod names;
mod property;
mod schema;
mod transformation;
mod unknown;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::address::resolve;
use super::documents::Documents;
use super::finding::{Finding, FindingKind, Severity};
use super::json::{self, Member, Value};
use super::metadata::{Dialect, Place, Table, TableGroup};

use group::Above;
use inherited::Inherited;
use linked::Linked;
use property::strings;
use schema::Schema;

pub use names::{derived_name, is_column_name};

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

impl Metadata {
    /// The address of a table of this document: its `url` against the base (§ 5.4.1).
    #[must_use]
    pub fn table_url(&self, table: &Table) -> String {
        resolve(&self.base, &table.url)
    }
}

/// Reads a metadata document. There is no metadata only if the text is not JSON or describes neither a group nor a
/// table. Addresses of tables stay as they are written ([`Metadata::table_url`] resolves them); every other address is
/// resolved. The referenced table of a foreign key is given by its `url` as that table writes it, if the group has it.
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
        linked_from: None,
        base: source.location.to_owned(),
        language: None,
        findings: Vec::new(),
        has_error: false,
        unlisted: 0,
        linked_schemas: BTreeMap::new(),
        linked_dialects: BTreeMap::new(),
        budget: BUDGET,
    };
    let metadata = reader.document(value);
    reader.say_what_is_unlisted();
    (metadata, reader.findings)
}

fn place(document: u32, range: &Range<usize>) -> Place {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place { document, start: small(range.start), end: small(range.end) }
}

/// The first byte of a value: where something is missing, the whole of an object is too much to point at.
fn beginning(range: &Range<usize>) -> Range<usize> {
    range.start..range.start.saturating_add(1).min(range.end)
}

/// A text as it is shown in a message: a long one is cut.
fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        None => Cow::Borrowed(text),
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
    }
}

/// How many characters of a text a message shows.
const SHOWN: usize = 120;

/// How many findings are listed. No one reads more, and a hostile document could have one for each of its bytes.
const LISTED: usize = 5_000;

/// What a document may grow to, in bytes, by what is shared between tables, inherited by columns or linked to.
const BUDGET: usize = 32 * 1024 * 1024;

struct Reader<'a> {
    source: Source<'a>,
    /// The address of the linked document that is being read, which the caller has no number for.
    linked_from: Option<String>,
    /// What addresses are relative to, in the document that is being read.
    base: String,
    /// The default language of the document that is being read.
    language: Option<String>,
    findings: Vec<Finding>,
    has_error: bool,
    /// How many findings were left out.
    unlisted: usize,
    /// Schemas and dialects that were read from other documents, by their addresses.
    linked_schemas: BTreeMap<String, Linked<Rc<Schema>>>,
    linked_dialects: BTreeMap<String, Linked<Rc<Dialect>>>,
    /// Bytes that may still be taken.
    budget: usize,
}

impl Reader<'_> {
    fn place(&self, range: &Range<usize>) -> Option<Place> {
        match &self.linked_from {
            None => Some(place(self.source.document, range)),
            Some(address) => self.source.documents.number(address).map(|document| place(document, range)),
        }
    }

    fn warn(&mut self, kind: FindingKind, message: impl Into<String>, range: &Range<usize>) {
        self.tell(Severity::Warning, kind, message.into(), range);
    }

    fn error(&mut self, kind: FindingKind, message: impl Into<String>, range: &Range<usize>) {
        self.tell(Severity::Error, kind, message.into(), range);
    }

    fn tell(&mut self, severity: Severity, kind: FindingKind, message: String, range: &Range<usize>) {
        let message = match &self.linked_from {
            None => message,
            Some(address) => format!("{message} (in `{}`)", shown(address)),
        };
        let place = self.place(range);
        self.report(Finding { kind, severity, message, place });
    }

    /// Adds a finding. The first error is always listed, since the verdict depends on it.
    fn report(&mut self, finding: Finding) {
        let is_first_error = finding.severity == Severity::Error && !self.has_error;
        if is_first_error || self.findings.len() < LISTED {
            self.has_error |= is_first_error;
            self.findings.push(finding);
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }

    fn say_what_is_unlisted(&mut self) {
        if self.unlisted > 0 {
            let message = format!("{} more flaws of the document are not listed", self.unlisted);
            self.findings.push(Finding::warning(FindingKind::TooLarge, message, None));
        }
    }

    /// Takes bytes from the budget; past its end there is one finding, and nothing more is to be taken.
    fn spend(&mut self, bytes: usize, range: &Range<usize>) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget = self.budget.saturating_sub(bytes);
        if self.budget == 0 {
            let message = "what tables share and columns inherit is too large to be given to all of them";
            self.error(FindingKind::TooLarge, message, range);
        }
        self.budget > 0
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
                let message = format!("`{}` is given more than once; the last one counts", shown(&member.name));
                self.warn(FindingKind::DuplicateProperty, message, &member.name_range);
            }
        }
        kept.reverse();
        kept
    }

    /// A document about a group or about one table (§ 5).
    fn document(&mut self, value: &Value) -> Option<Metadata> {
        if value.members().is_none() {
            let message = format!("a metadata document is an object, not {}", value.noun());
            self.error(FindingKind::NotATableDescription, message, &value.range);
            return None;
        }
        self.context(value);
        let single_table = value.member("tables").is_none();
        if single_table && value.member("url").is_none() && self.source.table.is_none() {
            self.neither_group_nor_table(value);
            return None;
        }
        let mut schemas = Vec::new();
        let mut group = TableGroup::default();
        if single_table {
            if let Some((table, schema)) = self.table(value, &Above::default(), true) {
                group.place = table.place;
                group.tables.push(table);
                schemas.push(schema);
            }
        } else {
            self.group(value, &mut group, &mut schemas);
        }
        self.resolve_foreign_keys(&mut group, &schemas);
        Some(Metadata { group, base: self.base.clone(), language: self.language.clone(), single_table })
    }

    fn neither_group_nor_table(&mut self, value: &Value) {
        let stated = value.get("@type").and_then(Value::as_str);
        let has = |name: &str| value.member(name).is_some();
        let (kind, message) = if stated == Some("TableGroup") {
            (FindingKind::MissingProperty, "the group has no `tables`")
        } else if stated == Some("Table") || has("tableSchema") {
            (FindingKind::MissingProperty, "the table has no `url`")
        } else if stated == Some("Schema") || has("columns") {
            let message = "this is a schema by itself; the description of a table refers to it with `tableSchema`";
            (FindingKind::NotATableDescription, message)
        } else if stated == Some("Dialect") {
            let message = "this is a dialect by itself; the description of a table refers to it with `dialect`";
            (FindingKind::NotATableDescription, message)
        } else {
            (FindingKind::NotATableDescription, "there is neither `tables` nor `url`: this describes no table")
        };
        self.error(kind, message, &beginning(&value.range));
    }
}

#[cfg(test)]
mod tests;
