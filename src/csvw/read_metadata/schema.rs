//! Schemas, columns and keys (tabular-metadata §§ 5.5 to 5.6).

use std::collections::{BTreeMap, BTreeSet};

use crate::csvw::address::resolve;
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::{Column, ForeignKey, NaturalLanguage, Reference, TableGroup};

use super::{Inherited, Reader, Schema, Target, strings};

impl Reader<'_> {
    /// A schema, or the address of one (§ 5.5).
    pub(super) fn schema(&mut self, value: &Value, above: &Inherited) -> Schema {
        if let Some(address) = value.as_str() {
            let Some((schema, outer)) = self.enter(address, "tableSchema", &value.range) else {
                return Schema::default();
            };
            let mut read = self.schema_object(&schema, above);
            self.leave(outer);
            let resolved = resolve(&self.base, address);
            read.id.get_or_insert(resolved);
            return read;
        }
        if value.members().is_none() {
            let message = format!("`tableSchema` is {}; an object or an address is expected", value.noun());
            self.warn(FindingKind::InvalidPropertyValue, message, &value.range);
            return Schema::default();
        }
        self.schema_object(value, above)
    }

    pub(super) fn schema_object(&mut self, value: &Value, above: &Inherited) -> Schema {
        let mut schema = Schema::default();
        let mut inherited = above.clone();
        let mut columns: &[Value] = &[];
        let (mut primary_key, mut row_titles, mut foreign_keys) = (None, None, None);
        let included = self.document.is_none();
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if included => {}
                "@id" => schema.id = self.id(member).map(|id| resolve(&self.base, &id)),
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
        let mut names = BTreeSet::new();
        let mut stated = BTreeSet::new();
        for item in columns {
            if item.members().is_none() {
                let message = format!("a column is described by an object, not {}; it is passed over", item.noun());
                self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                continue;
            }
            let column = self.column(item, &inherited, schema.columns.len() + 1);
            // Keys refer to columns by names that were stated; a derived name does not count.
            if column.name == item.get("name").and_then(Value::as_str).unwrap_or_default() {
                stated.insert(column.name.clone());
            }
            if !names.insert(column.name.clone()) {
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
            schema.primary_key = self.column_references(member, &stated, Severity::Warning).unwrap_or_default();
            schema.primary_key_place = self.place(&member.value.range).filter(|_| !schema.primary_key.is_empty());
        }
        if let Some(member) = row_titles {
            schema.row_titles = self.column_references(member, &stated, Severity::Warning).unwrap_or_default();
        }
        if let Some(member) = foreign_keys {
            match member.value.items() {
                None => self.wrong(member, "an array"),
                Some(items) => {
                    for item in items {
                        let key = self.foreign_key(item, &stated);
                        schema.foreign_keys.extend(key);
                    }
                }
            }
        }
        schema
    }

    pub(super) fn column(&mut self, value: &Value, above: &Inherited, number: usize) -> Column {
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
        if self.spend(above.weight(), &value.range) {
            inherited.give(&mut column);
        }
        if column.name.is_empty() {
            column.name = derived_name(&column.titles, self.language.as_deref(), number);
        }
        column
    }

    pub(super) fn foreign_key(&mut self, value: &Value, columns: &BTreeSet<String>) -> Option<(ForeignKey, Target)> {
        if value.members().is_none() {
            let message = format!("a foreign key is described by an object, not {}; it is passed over", value.noun());
            self.warn(FindingKind::InvalidPropertyValue, message, &value.range);
            return None;
        }
        let before = self.findings.len();
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
                ("resource", Some(address)) => target = Some(self.target(false, address)),
                ("schemaReference", Some(address)) => target = Some(self.target(true, address)),
                ("resource" | "schemaReference", None) => self.wrong(member, "a string"),
                ("columnReference", _) => their = strings(&member.value),
                (other, _) => {
                    let message = format!("a foreign key's reference does not have `{other}`");
                    self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                }
            }
        }
        let (Some(columns), Some(target), Some(their)) = (own, target, their) else {
            if self.findings[before..].iter().all(|finding| finding.severity != Severity::Error) {
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

    fn target(&self, is_schema: bool, address: &str) -> Target {
        Target { is_schema, written: address.to_owned(), resolved: resolve(&self.base, address) }
    }

    /// Finds what foreign keys refer to, now that all tables are known.
    pub(super) fn resolve_foreign_keys(&mut self, group: &mut TableGroup) {
        // Where two tables have one address the first counts.
        let mut urls: BTreeMap<String, usize> = BTreeMap::new();
        let mut schemas: BTreeMap<String, usize> = BTreeMap::new();
        for (index, (table, schema)) in group.tables.iter().zip(std::mem::take(&mut self.schema_ids)).enumerate() {
            urls.entry(resolve(&self.base, &table.url)).or_insert(index);
            if let Some(id) = schema {
                schemas.entry(id).or_insert(index);
            }
        }
        let names: Vec<BTreeSet<String>> =
            group.tables.iter().map(|table| table.columns.iter().map(|column| column.name.clone()).collect()).collect();
        let written: Vec<String> = group.tables.iter().map(|table| table.url.clone()).collect();
        let targets = std::mem::take(&mut self.targets);
        for (table, targets) in group.tables.iter_mut().zip(targets) {
            for (key, target) in table.foreign_keys.iter_mut().zip(targets) {
                let known = if target.is_schema { &schemas } else { &urls };
                let found = known.get(&target.resolved).copied();
                let Some(found) = found else {
                    let address = &target.written;
                    let message = if target.is_schema {
                        format!("no table here has the schema `{address}` that the foreign key refers to")
                    } else {
                        format!("the foreign key refers to `{address}`, which is not a table here")
                    };
                    self.findings.push(Finding::error(FindingKind::UnknownTable, message, key.place));
                    key.reference.table = target.written;
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
    pub(super) fn column_references(
        &mut self,
        member: &Member,
        columns: &BTreeSet<String>,
        severity: Severity,
    ) -> Option<Vec<String>> {
        let Some(names) = strings(&member.value) else {
            let message = format!("`{}` is not a column's name, or an array of them", member.name);
            let place = self.place(&member.value.range);
            let kind = FindingKind::InvalidPropertyValue;
            self.findings.push(Finding { kind, severity, message, place });
            return None;
        };
        for name in &names {
            if !columns.contains(name) {
                let message = format!("`{}` names `{name}`, which is not the name of a column", member.name);
                let place = self.place(&member.value.range);
                self.findings.push(Finding { kind: FindingKind::UnknownColumn, severity, message, place });
                return None;
            }
        }
        Some(names)
    }

    /// Titles by language (§ 5.1.6).
    pub(super) fn natural_language(&mut self, member: &Member) -> NaturalLanguage {
        let mut titles = NaturalLanguage::default();
        let default = self.language.clone().unwrap_or_else(|| "und".to_owned());
        if matches!(member.value.kind, Kind::Object(_)) {
            for language in self.members(&member.value) {
                if is_language_tag(language.name.as_bytes()) {
                    let texts = self.texts(language);
                    if !texts.is_empty() {
                        titles.0.push((language.name.clone(), texts));
                    }
                } else {
                    let message = format!("`{}` is not a language tag", language.name);
                    self.warn(FindingKind::InvalidLanguage, message, &language.name_range);
                }
            }
        } else {
            let texts = self.texts(member);
            if !texts.is_empty() {
                titles.0.push((default, texts));
            }
        }
        titles
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
                        at += 3;
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
