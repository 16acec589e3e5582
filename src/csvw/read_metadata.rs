//! Metadata documents to tables (tabular-metadata §§ 5 and 6).
//!
//! Whatever is wrong becomes a finding and reading goes on: with the property's default where the standard says so, and
//! with what could be understood where it says that processing ends ([`Severity::Error`]).
//!
//! [`Severity::Error`]: super::finding::Severity::Error

use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{is_absolute, resolve};
use super::datatype::{BuiltIn, built_in};
use super::documents::Documents;
use super::finding::{Finding, FindingKind, Severity};
use super::formats::text::is_language;
use super::json::{self, Kind, Member, Value};
use super::metadata::{
    Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Place, Reference, Table, TableGroup, Trim,
};
use super::value::Kind as ValueKind;

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
        depth: 0,
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
    separator: Option<Option<String>>,
    value_url: Option<String>,
}

impl Inherited {
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
        column.separator = self.separator.flatten();
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

/// What a foreign key names.
#[derive(Debug, Clone)]
enum Target {
    Resource(String),
    Schema(String),
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
    /// How many documents led here.
    depth: u32,
}

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
        if single_table && value.member("url").is_none() {
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
                ("@language", Some(tag)) if is_language(tag.as_bytes()) => self.language = Some(tag.to_owned()),
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
        let Some(url) = url else {
            let start = value.range.start;
            self.error(FindingKind::MissingProperty, "the table has no `url`", &(start..start.saturating_add(1)));
            return None;
        };
        table.url = url;
        table.dialect = dialect.unwrap_or_default();
        let schema = schema.map(|value| self.schema(value, &inherited)).unwrap_or_default();
        self.schema_ids.push(schema.id.map(|id| resolve(&self.base, &id)));
        table.columns = schema.columns;
        table.primary_key = schema.primary_key;
        table.primary_key_place = schema.primary_key_place;
        table.row_titles = schema.row_titles;
        table.annotations.extend(schema.annotations);
        table.foreign_keys = schema
            .foreign_keys
            .into_iter()
            .map(|(mut key, target)| {
                // The target waits in the name of the table until all tables are known.
                key.reference.table = match target {
                    Target::Resource(address) => format!("r{address}"),
                    Target::Schema(address) => format!("s{address}"),
                };
                key
            })
            .collect();
        Some(table)
    }

    /// A schema, or the address of one (§ 5.5).
    fn schema(&mut self, value: &Value, above: &Inherited) -> Schema {
        if let Some(address) = value.as_str() {
            let Some((schema, outer)) = self.enter(address, "tableSchema", &value.range) else {
                return Schema::default();
            };
            let mut read = self.schema_object(&schema, above);
            self.leave(outer);
            read.id.get_or_insert_with(|| address.to_owned());
            return read;
        }
        if value.members().is_none() {
            let message = format!("`tableSchema` is {}; an object or an address is expected", value.noun());
            self.warn(FindingKind::InvalidPropertyValue, message, &value.range);
            return Schema::default();
        }
        self.schema_object(value, above)
    }

    fn schema_object(&mut self, value: &Value, above: &Inherited) -> Schema {
        let mut schema = Schema::default();
        let mut inherited = above.clone();
        let mut columns: &[Value] = &[];
        let (mut primary_key, mut row_titles, mut foreign_keys) = (None, None, None);
        let included = self.document.is_none();
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if included => {}
                "@id" => schema.id = self.id(member),
                "@type" => self.object_type(member, "Schema"),
                "columns" => match member.value.items() {
                    Some(items) => columns = items,
                    None => self.wrong(member, "an array"),
                },
                "primaryKey" => primary_key = Some(member),
                "rowTitles" => row_titles = Some(member),
                "foreignKeys" => foreign_keys = Some(member),
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.common(member, &mut schema.annotations, "a schema"),
            }
        }
        for item in columns {
            if item.members().is_none() {
                let message = format!("a column is described by an object, not {}; it is passed over", item.noun());
                self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                continue;
            }
            let column = self.column(item, &inherited, schema.columns.len() + 1);
            if schema.columns.iter().any(|other| other.name == column.name) {
                let message = format!("there is already a column `{}`", column.name);
                self.error(FindingKind::DuplicateColumnName, message, &item.range);
            }
            if !column.is_virtual && schema.columns.last().is_some_and(|before| before.is_virtual) {
                let message =
                    format!("the column `{}` comes after a virtual one; virtual columns are last", column.name);
                self.error(FindingKind::VirtualColumnOrder, message, &item.range);
            }
            schema.columns.push(column);
        }
        if let Some(member) = primary_key {
            schema.primary_key = self.column_references(member, &schema.columns, Severity::Warning).unwrap_or_default();
            schema.primary_key_place = self.place(&member.value.range).filter(|_| !schema.primary_key.is_empty());
        }
        if let Some(member) = row_titles {
            schema.row_titles = self.column_references(member, &schema.columns, Severity::Warning).unwrap_or_default();
        }
        if let Some(member) = foreign_keys {
            match member.value.items() {
                None => self.wrong(member, "an array"),
                Some(items) => {
                    for item in items {
                        let key = self.foreign_key(item, &schema.columns);
                        schema.foreign_keys.extend(key);
                    }
                }
            }
        }
        schema
    }

    fn column(&mut self, value: &Value, above: &Inherited, number: usize) -> Column {
        let mut column = Column::new("");
        column.place = self.place(&value.range);
        let mut inherited = above.clone();
        for member in self.members(value) {
            match member.name.as_str() {
                "@id" => {
                    self.id(member);
                }
                "@type" => self.object_type(member, "Column"),
                "name" => match member.value.as_str() {
                    Some(name) if is_column_name(name) => {
                        column.place = self.place(&member.value.range);
                        name.clone_into(&mut column.name);
                    }
                    Some(name) => {
                        let message = format!(
                            "`{name}` cannot be a column's name: letters, digits, `_` and `.` can, the first not being `_`"
                        );
                        self.warn(FindingKind::InvalidColumnName, message, &member.value.range);
                    }
                    None => self.wrong(member, "a string"),
                },
                "titles" => column.titles = self.natural_language(member),
                "suppressOutput" => match member.value.as_bool() {
                    Some(truth) => column.suppress_output = truth,
                    None => self.wrong(member, "true or false"),
                },
                "virtual" => match member.value.as_bool() {
                    Some(truth) => column.is_virtual = truth,
                    None => self.wrong(member, "true or false"),
                },
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.common(member, &mut column.annotations, "a column"),
            }
        }
        inherited.give(&mut column);
        if column.name.is_empty() {
            column.name = derived_name(&column.titles, self.language.as_deref(), number);
        }
        column
    }

    fn foreign_key(&mut self, value: &Value, columns: &[Column]) -> Option<(ForeignKey, Target)> {
        if value.members().is_none() {
            let message = format!("a foreign key is described by an object, not {}; it is passed over", value.noun());
            self.warn(FindingKind::InvalidPropertyValue, message, &value.range);
            return None;
        }
        let (mut own, mut reference) = (None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "columnReference" => own = self.column_references(member, columns, Severity::Error),
                "reference" => reference = Some(&member.value),
                other => {
                    let message = format!("a foreign key has only `columnReference` and `reference`, not `{other}`");
                    self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                }
            }
        }
        let Some(reference) = reference.filter(|reference| reference.members().is_some()) else {
            let message = "the foreign key has no `reference` with `resource` and `columnReference`";
            self.error(FindingKind::InvalidForeignKey, message, &value.range);
            return None;
        };
        let (mut target, mut their) = (None, None);
        for member in self.members(reference) {
            match (member.name.as_str(), member.value.as_str()) {
                ("resource", Some(address)) => target = Some(Target::Resource(address.to_owned())),
                ("schemaReference", Some(address)) => target = Some(Target::Schema(address.to_owned())),
                ("resource" | "schemaReference", None) => self.wrong(member, "a string"),
                ("columnReference", _) => their = strings(&member.value),
                (other, _) => {
                    let message = format!("a foreign key's reference does not have `{other}`");
                    self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                }
            }
        }
        let (Some(columns), Some(target), Some(their)) = (own, target, their) else {
            if self.findings.last().is_none_or(|finding| finding.severity != Severity::Error) {
                let message =
                    "the foreign key needs `columnReference` on both sides and `resource` or `schemaReference`";
                self.error(FindingKind::InvalidForeignKey, message, &value.range);
            }
            return None;
        };
        if columns.len() != their.len() {
            let message = format!("the foreign key has {} columns and refers to {}", columns.len(), their.len());
            self.error(FindingKind::InvalidForeignKey, message, &value.range);
            return None;
        }
        let reference = Reference { table: String::new(), columns: their };
        Some((ForeignKey { columns, reference, place: self.place(&value.range) }, target))
    }

    /// Finds what foreign keys refer to, now that all tables are known.
    fn resolve_foreign_keys(&mut self, group: &mut TableGroup) {
        let urls: Vec<String> = group.tables.iter().map(|table| resolve(&self.base, &table.url)).collect();
        let names: Vec<Vec<String>> =
            group.tables.iter().map(|table| table.columns.iter().map(|column| column.name.clone()).collect()).collect();
        let written: Vec<String> = group.tables.iter().map(|table| table.url.clone()).collect();
        for table in &mut group.tables {
            for key in &mut table.foreign_keys {
                let waiting = std::mem::take(&mut key.reference.table);
                let (by_schema, address) = match waiting.split_at_checked(1) {
                    Some(("s", address)) => (true, address),
                    Some((_, address)) => (false, address),
                    None => (false, ""),
                };
                let wanted = resolve(&self.base, address);
                let found = if by_schema {
                    self.schema_ids.iter().position(|id| id.as_ref() == Some(&wanted))
                } else {
                    urls.iter().position(|url| *url == wanted)
                };
                let Some(found) = found else {
                    address.clone_into(&mut key.reference.table);
                    let message = if by_schema {
                        format!("no table here has the schema `{address}` that the foreign key refers to")
                    } else {
                        format!("the foreign key refers to `{address}`, which is not a table here")
                    };
                    self.findings.push(Finding::error(FindingKind::UnknownTable, message, key.place));
                    continue;
                };
                key.reference.table.clone_from(&written[found]);
                for column in &key.reference.columns {
                    if !names[found].contains(column) {
                        let message = format!(
                            "the foreign key refers to `{column}`, which is not a column of `{}`",
                            written[found]
                        );
                        self.findings.push(Finding::error(FindingKind::UnknownColumn, message, key.place));
                    }
                }
            }
        }
    }

    /// A column reference: a name or several, all of them columns. Otherwise nothing, with a finding.
    fn column_references(&mut self, member: &Member, columns: &[Column], severity: Severity) -> Option<Vec<String>> {
        let Some(names) = strings(&member.value) else {
            let message = format!("`{}` is not a column's name, or an array of them", member.name);
            let place = self.place(&member.value.range);
            let kind = FindingKind::InvalidPropertyValue;
            self.findings.push(Finding { kind, severity, message, place });
            return None;
        };
        for name in &names {
            if !columns.iter().any(|column| column.name == *name) {
                let message = format!("`{}` names `{name}`, which is not a column", member.name);
                let place = self.place(&member.value.range);
                self.findings.push(Finding { kind: FindingKind::UnknownColumn, severity, message, place });
                return None;
            }
        }
        Some(names)
    }

    /// Titles by language (§ 5.1.6).
    fn natural_language(&mut self, member: &Member) -> NaturalLanguage {
        let mut titles = NaturalLanguage::default();
        let default = self.language.clone().unwrap_or_else(|| "und".to_owned());
        match &member.value.kind {
            Kind::Object(_) => {
                for language in self.members(&member.value) {
                    if is_language(language.name.as_bytes()) {
                        let texts = self.texts(language);
                        if !texts.is_empty() {
                            titles.0.push((language.name.clone(), texts));
                        }
                    } else {
                        let message = format!("`{}` is not a language tag", language.name);
                        self.warn(FindingKind::InvalidLanguage, message, &language.name_range);
                    }
                }
            }
            _ => {
                let texts = self.texts(member);
                if !texts.is_empty() {
                    titles.0.push((default, texts));
                }
            }
        }
        titles
    }

    /// A string or the strings of an array; anything else is passed over.
    fn texts(&mut self, member: &Member) -> Vec<String> {
        match &member.value.kind {
            Kind::String(text) => vec![text.clone()],
            Kind::Array(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    match item.as_str() {
                        Some(text) => texts.push(text.to_owned()),
                        None => {
                            let message = format!(
                                "an item of `{}` is {}, not a string; it is passed over",
                                member.name,
                                item.noun()
                            );
                            self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                        }
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
                Some(tag) if is_language(tag.as_bytes()) => to.lang = Some(tag.to_owned()),
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
                Kind::String(text) => to.separator = Some(Some(text.clone())),
                Kind::Null => to.separator = Some(None),
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

    /// Properties that groups and tables both have and that nothing here needs (§§ 5.3, 5.4).
    fn shared(&mut self, member: &Member) -> bool {
        match member.name.as_str() {
            "notes" => {
                if member.value.items().is_none() {
                    self.wrong(member, "an array");
                }
                self.judge_annotation(&member.value);
            }
            "tableDirection" => {
                if !matches!(member.value.as_str(), Some("ltr" | "rtl" | "auto")) {
                    self.wrong(member, "`ltr`, `rtl` or `auto`");
                }
            }
            "transformations" => match member.value.items() {
                None => self.wrong(member, "an array"),
                Some(items) => items.iter().for_each(|item| self.transformation(item)),
            },
            _ => return false,
        }
        true
    }

    fn transformation(&mut self, value: &Value) {
        for member in self.members(value) {
            match member.name.as_str() {
                "@id" => {
                    self.id(member);
                }
                "@type" => self.object_type(member, "Template"),
                "url" | "scriptFormat" | "targetFormat" | "source" | "titles" => {}
                _ => self.common(member, &mut Vec::new(), "a transformation"),
            }
        }
        for needed in ["url", "scriptFormat", "targetFormat"] {
            if value.members().is_some() && value.get(needed).and_then(Value::as_str).is_none() {
                let message = format!("the transformation has no `{needed}`");
                self.error(FindingKind::MissingProperty, message, &value.range);
            }
        }
    }

    /// A datatype, by name or as an object (§ 5.11.2).
    fn datatype(&mut self, member: &Member) -> Option<Datatype> {
        let value = &member.value;
        match &value.kind {
            Kind::String(name) => {
                let Some(known) = built_in(name) else {
                    let message = format!("`{name}` is not a datatype; `string` is used");
                    self.warn(FindingKind::UnknownDatatype, message, &value.range);
                    return Some(Datatype::default());
                };
                Some(Datatype::of(known.name))
            }
            Kind::Object(_) => Some(self.datatype_object(value)),
            _ => {
                self.wrong(member, "a datatype's name or an object");
                None
            }
        }
    }

    fn datatype_object(&mut self, value: &Value) -> Datatype {
        let mut datatype = Datatype::default();
        let mut format = None;
        for member in self.members(value) {
            let at = &member.value.range;
            match member.name.as_str() {
                "base" => match member.value.as_str().map(|name| (name, built_in(name))) {
                    Some((_, Some(known))) => known.name.clone_into(&mut datatype.base),
                    Some((name, None)) => {
                        let message = format!("`{name}` is not a datatype; `string` is used");
                        self.warn(FindingKind::UnknownDatatype, message, at);
                    }
                    None => self.wrong(member, "a datatype's name"),
                },
                "@id" => {
                    datatype.id = self.id(member);
                    if datatype.id.as_deref().is_some_and(is_built_in_address) {
                        self.error(FindingKind::InvalidId, "`@id` is the address of a built-in datatype", at);
                    }
                }
                "name" => self.text_into(member, &mut datatype.name),
                "format" => format = Some(member),
                "length" => self.count_into(member, &mut datatype.length),
                "minLength" => self.count_into(member, &mut datatype.min_length),
                "maxLength" => self.count_into(member, &mut datatype.max_length),
                "minimum" | "minInclusive" => self.bound_into(member, &mut datatype.minimum),
                "maximum" | "maxInclusive" => self.bound_into(member, &mut datatype.maximum),
                "minExclusive" => self.bound_into(member, &mut datatype.min_exclusive),
                "maxExclusive" => self.bound_into(member, &mut datatype.max_exclusive),
                _ => self.common(member, &mut Vec::new(), "a datatype"),
            }
        }
        if let Some(member) = format {
            self.format(member, &mut datatype);
        }
        datatype
    }

    fn format(&mut self, member: &Member, datatype: &mut Datatype) {
        let value = &member.value;
        let is_number = built_in(&datatype.base).is_some_and(is_number);
        match &value.kind {
            Kind::String(text) => datatype.format = Some(text.clone()),
            Kind::Object(_) if is_number => {
                for part in self.members(value) {
                    match part.name.as_str() {
                        "pattern" => self.text_into(part, &mut datatype.format),
                        "decimalChar" => self.text_into(part, &mut datatype.decimal_char),
                        "groupChar" => self.text_into(part, &mut datatype.group_char),
                        other => {
                            let message = format!("a format has no `{other}`");
                            self.warn(FindingKind::UnknownProperty, message, &part.name_range);
                        }
                    }
                }
            }
            Kind::Object(_) => {
                let message =
                    format!("the format of `{}` is a string, not an object; it is passed over", datatype.base);
                self.warn(FindingKind::InvalidFormat, message, &value.range);
            }
            _ => self.wrong(member, "a string or an object"),
        }
    }

    fn count_into(&mut self, member: &Member, to: &mut Option<u64>) {
        match member.value.as_u64() {
            Some(count) => *to = Some(count),
            None => self.wrong(member, "a whole number that is not negative"),
        }
    }

    fn bound_into(&mut self, member: &Member, to: &mut Option<String>) {
        match &member.value.kind {
            Kind::String(text) | Kind::Number(text) => *to = Some(text.clone()),
            _ => self.wrong(member, "a number or a string"),
        }
    }

    /// A dialect, or the address of one (§ 5.9).
    fn dialect(&mut self, member: &Member) -> Dialect {
        if let Some(address) = member.value.as_str() {
            let Some((value, outer)) = self.enter(address, "dialect", &member.value.range) else {
                return Dialect::default();
            };
            let dialect = self.dialect_object(&value);
            self.leave(outer);
            return dialect;
        }
        if member.value.members().is_none() {
            self.wrong(member, "an object or an address");
            return Dialect::default();
        }
        self.dialect_object(&member.value)
    }

    fn dialect_object(&mut self, value: &Value) -> Dialect {
        let mut dialect = Dialect { place: self.place(&value.range), ..Dialect::default() };
        let (mut header, mut rows, mut trim, mut initial) = (None, None, None, None);
        for member in self.members(value) {
            let text = member.value.as_str();
            match member.name.as_str() {
                "@context" => {}
                "@id" => {
                    self.id(member);
                }
                "@type" => self.object_type(member, "Dialect"),
                "encoding" => match text {
                    Some(name) if encoding_rs::Encoding::for_label(name.as_bytes()).is_some() => {
                        name.clone_into(&mut dialect.encoding);
                        dialect.encoding_stated = true;
                    }
                    Some(name) => {
                        let message = format!("`{name}` is not an encoding; `utf-8` is used");
                        self.warn(FindingKind::UnknownEncoding, message, &member.value.range);
                    }
                    None => self.wrong(member, "the name of an encoding"),
                },
                "delimiter" => match text {
                    Some(text) if text.chars().count() == 1 => text.clone_into(&mut dialect.delimiter),
                    _ => self.wrong(member, "one character"),
                },
                "quoteChar" => match (&member.value.kind, text) {
                    (Kind::Null, _) => dialect.quote_char = None,
                    (_, Some(text)) if text.chars().count() == 1 => dialect.quote_char = Some(text.to_owned()),
                    _ => self.wrong(member, "one character or null"),
                },
                "commentPrefix" => match (&member.value.kind, text) {
                    (Kind::Null, _) => dialect.comment_prefix = None,
                    (_, Some(text)) => dialect.comment_prefix = Some(text.to_owned()),
                    _ => self.wrong(member, "a string or null"),
                },
                "lineTerminators" => {
                    let terminators = self.texts(member);
                    if !terminators.is_empty() {
                        dialect.line_terminators = terminators;
                    }
                }
                "doubleQuote" => self.truth_into(member, &mut dialect.double_quote),
                "skipBlankRows" => self.truth_into(member, &mut dialect.skip_blank_rows),
                "header" => self.maybe_truth(member, &mut header),
                "skipInitialSpace" => self.maybe_truth(member, &mut initial),
                "headerRowCount" => self.small_into(member, &mut rows),
                "skipRows" => {
                    let mut count = None;
                    self.small_into(member, &mut count);
                    dialect.skip_rows = count.unwrap_or(0);
                }
                "skipColumns" => {
                    let mut count = None;
                    self.small_into(member, &mut count);
                    dialect.skip_columns = count.unwrap_or(0);
                }
                "trim" => match (&member.value.kind, text) {
                    (Kind::Bool(true), _) | (_, Some("true")) => trim = Some(Trim::True),
                    (Kind::Bool(false), _) | (_, Some("false")) => trim = Some(Trim::False),
                    (_, Some("start")) => trim = Some(Trim::Start),
                    (_, Some("end")) => trim = Some(Trim::End),
                    _ => self.wrong(member, "true, false, `start` or `end`"),
                },
                _ => self.common(member, &mut Vec::new(), "a dialect"),
            }
        }
        dialect.header_row_count = rows.unwrap_or(u32::from(header.unwrap_or(true)));
        dialect.trim = trim.unwrap_or(if initial == Some(true) { Trim::Start } else { Trim::False });
        dialect
    }

    fn truth_into(&mut self, member: &Member, to: &mut bool) {
        let mut found = None;
        self.maybe_truth(member, &mut found);
        *to = found.unwrap_or(*to);
    }

    fn maybe_truth(&mut self, member: &Member, to: &mut Option<bool>) {
        match member.value.as_bool() {
            Some(truth) => *to = Some(truth),
            None => self.wrong(member, "true or false"),
        }
    }

    fn small_into(&mut self, member: &Member, to: &mut Option<u32>) {
        match member.value.as_u64().and_then(|count| u32::try_from(count).ok()) {
            Some(count) => *to = Some(count),
            None => self.wrong(member, "a whole number that is not negative"),
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

    /// A common property (§ 5.8), or one that is not defined here.
    fn common(&mut self, member: &Member, to: &mut Vec<Annotation>, of: &str) {
        if !is_annotation_name(&member.name) {
            let message = format!("`{}` is not a property of {of}; it is passed over", member.name);
            self.warn(FindingKind::UnknownProperty, message, &member.name_range);
            return;
        }
        self.judge_annotation(&member.value);
        to.push(Annotation {
            property: member.name.clone(),
            value: member.value.to_serde(),
            place: self.place(&member.value.range),
        });
    }

    /// The subset of JSON-LD that common properties may use.
    fn judge_annotation(&mut self, value: &Value) {
        if let Some(items) = value.items() {
            items.iter().for_each(|item| self.judge_annotation(item));
            return;
        }
        let Some(members) = value.members() else { return };
        let has_value = value.member("@value").is_some();
        for member in members {
            let at = &member.value.range;
            match (member.name.as_str(), member.value.as_str()) {
                ("@value", _) => {
                    if matches!(member.value.kind, Kind::Array(_) | Kind::Object(_)) {
                        self.error(FindingKind::InvalidAnnotation, "`@value` is a string, a number or a boolean", at);
                    }
                }
                ("@language", Some(tag)) if has_value && is_language(tag.as_bytes()) => {}
                ("@language", _) => {
                    let message = "`@language` is a language tag beside `@value`";
                    self.error(FindingKind::InvalidAnnotation, message, at);
                }
                ("@type", _) => {
                    let types = strings(&member.value);
                    let known = |name: &String| {
                        is_annotation_name(name) || built_in(name).is_some() || (!has_value && is_term(name))
                    };
                    if !types.is_some_and(|types| types.iter().all(known)) {
                        let message = "`@type` is a term, a prefixed name or an address";
                        self.error(FindingKind::InvalidAnnotation, message, at);
                    }
                }
                ("@id", Some(id)) if !id.starts_with("_:") && !has_value => {}
                ("@id", _) => {
                    self.error(FindingKind::InvalidAnnotation, "`@id` is an address, and not a blank node", at);
                }
                (name, _) if name.starts_with('@') || has_value => {
                    let message = format!("`{name}` cannot be used in a common property here");
                    self.error(FindingKind::InvalidAnnotation, message, &member.name_range);
                }
                _ => self.judge_annotation(&member.value),
            }
        }
        if has_value && value.member("@language").is_some() && value.member("@type").is_some() {
            let message = "`@value` has a language or a type, not both";
            self.error(FindingKind::InvalidAnnotation, message, &value.range);
        }
    }
}

fn is_number(datatype: &BuiltIn) -> bool {
    matches!(datatype.kind, ValueKind::Integer | ValueKind::Decimal | ValueKind::Double)
}

/// A string, or the strings of an array of nothing else.
fn strings(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::String(text) => Some(vec![text.clone()]),
        Kind::Array(items) if !items.is_empty() => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// A variable's name in URI templates (RFC 6570 § 2.3) that does not begin with `_`, which the standard reserves.
#[must_use]
pub fn is_column_name(name: &str) -> bool {
    !name.starts_with('_')
        && name.split('.').all(|part| {
            let bytes = part.as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                match bytes[at] {
                    b'%' if bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) => {
                        at += 3
                    }
                    byte if byte.is_ascii_alphanumeric() || byte == b'_' => at += 1,
                    _ => return false,
                }
            }
            !bytes.is_empty()
        })
}

/// The name of a column that states none: its first title in the default language or in none, percent-encoded, else
/// its number (§ 5.6 `name`).
#[must_use]
pub fn derived_name(titles: &NaturalLanguage, language: Option<&str>, number: usize) -> String {
    let language = language.unwrap_or("und");
    let title = titles
        .iter()
        .find(|(tag, _)| *tag == language || *tag == "und")
        .or_else(|| titles.iter().next())
        .map(|(_, title)| title)
        .filter(|title| !title.is_empty());
    match title {
        None => format!("_col.{number}"),
        Some(title) => percent_encode(title),
    }
}

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || (byte == b'_' && at > 0) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).map_or('0', |digit| digit.to_ascii_uppercase()));
            }
        }
    }
    out
}

/// A prefixed name or an address.
fn is_annotation_name(name: &str) -> bool {
    name.split_once(':').is_some_and(|(prefix, local)| {
        prefix != "_"
            && !prefix.is_empty()
            && !local.is_empty()
            && (PREFIXES.contains(&prefix)
                || local.starts_with("//")
                || is_absolute(name) && URN_LIKE.contains(&prefix))
    })
}

/// Schemes of addresses that have no `//`.
const URN_LIKE: [&str; 3] = ["urn", "tag", "mailto"];

/// The prefixes of the RDFa initial context and of CSVW's.
const PREFIXES: [&str; 42] = [
    "as", "cc", "csvw", "ctag", "dc", "dc11", "dcat", "dcmitype", "dcterms", "dct", "dqv", "duv", "foaf", "gr",
    "grddl", "ical", "jsonld", "ldp", "ma", "oa", "odrl", "og", "org", "owl", "prov", "qb", "rdf", "rdfa", "rdfs",
    "rev", "rif", "rr", "schema", "sd", "sioc", "skos", "skosxl", "sosa", "ssn", "time", "void", "vcard",
];

/// A term of CSVW's context that can be a type.
fn is_term(name: &str) -> bool {
    matches!(
        name,
        "Cell"
            | "Column"
            | "Datatype"
            | "Dialect"
            | "Direction"
            | "ForeignKey"
            | "JSON"
            | "NumericFormat"
            | "Row"
            | "Schema"
            | "Table"
            | "TableGroup"
            | "TableReference"
            | "Transformation"
    )
}

fn is_built_in_address(address: &str) -> bool {
    ["http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/ns/csvw#"]
        .iter()
        .any(|space| address.strip_prefix(space).is_some_and(|name| built_in(name).is_some()))
}
