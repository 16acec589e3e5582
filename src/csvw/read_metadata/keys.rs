//! Primary keys, row titles and foreign keys: references to columns by name (tabular-metadata §§ 5.1.4 and 5.5).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::csvw::address::{normalise, resolve};
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::json::{Member, Value};
use crate::csvw::metadata::{ForeignKey, Place, Reference, TableGroup};

use super::{Reader, Schema, beginning, shown, strings};

/// What a foreign key refers to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// Whether the address is that of a schema, which stands for the one table that has it.
    is_schema: bool,
    /// As it is written.
    written: String,
    /// Against the base of the document that says so.
    resolved: String,
}

impl Reader<'_> {
    /// A column reference property: a name or several, all of them stated by columns. Otherwise nothing, with a
    /// finding: a warning where the property may be left out, an error where it may not.
    pub(super) fn column_references(
        &mut self,
        member: &Member,
        columns: &BTreeSet<String>,
        severity: Severity,
    ) -> Option<Vec<String>> {
        let place = self.place(&member.value.range);
        let property = &member.name;
        let unused = if severity == Severity::Warning { ", so it is not used" } else { "" };
        let Some(names) = strings(&member.value) else {
            let message = format!("`{property}` is the name of a column, or an array of at least one{unused}");
            self.tell_at(severity, FindingKind::InvalidPropertyValue, message, place);
            return None;
        };
        if let Some(name) = names.iter().find(|name| !columns.contains(*name)) {
            let message = format!("`{property}` names `{}`, which no column has as its `name`{unused}", shown(name));
            self.tell_at(severity, FindingKind::UnknownColumn, message, place);
            return None;
        }
        Some(names)
    }

    /// A finding whose place is known already.
    pub(super) fn tell_at(&mut self, severity: Severity, kind: FindingKind, mut message: String, place: Option<Place>) {
        if let Some(address) = &self.linked_from {
            message = format!("{message} (in `{}`)", shown(address));
        }
        self.report(Finding { kind, severity, message, place });
    }

    /// A foreign key, which has two properties and no others. Where one of them cannot be used there is no key, with
    /// an error.
    pub(super) fn foreign_key(&mut self, value: &Value, columns: &BTreeSet<String>) -> Option<(ForeignKey, Target)> {
        let (mut own, mut reference) = (None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "columnReference" => own = Some(member),
                "reference" => reference = Some(member),
                other => {
                    let message = format!(
                        "a foreign key has only `columnReference` and `reference`, so `{}` cannot be in it",
                        shown(other)
                    );
                    self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                }
            }
        }
        let own = match own {
            Some(member) => self.column_references(member, columns, Severity::Error),
            None => self.lacking("`columnReference`", value),
        };
        let referred = match reference {
            Some(member) if member.value.members().is_some() => self.reference(&member.value),
            Some(member) => {
                let message = format!("`reference` is {}; an object is expected", member.value.noun());
                self.error(FindingKind::InvalidForeignKey, message, &member.value.range);
                None
            }
            None => self.lacking("`reference`", value),
        };
        let (columns, (target, their)) = own.zip(referred)?;
        if columns.len() != their.len() {
            let message = format!(
                "the foreign key has {} {} and refers to {}",
                columns.len(),
                if columns.len() == 1 { "column" } else { "columns" },
                their.len()
            );
            self.error(FindingKind::InvalidForeignKey, message, &value.range);
            return None;
        }
        let reference = Reference { table: String::new(), columns: their };
        Some((ForeignKey { columns, reference, place: self.place(&value.range) }, target))
    }

    /// `reference`: a table or a schema, and columns of it.
    fn reference(&mut self, value: &Value) -> Option<(Target, Vec<String>)> {
        let (mut resource, mut schema, mut their) = (None, None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "resource" => resource = Some(member),
                "schemaReference" => schema = Some(member),
                "columnReference" => their = Some(member),
                other => {
                    let message = format!(
                        "a foreign key's `reference` has only `resource` or `schemaReference`, and \
                         `columnReference`, so `{}` cannot be in it",
                        shown(other)
                    );
                    self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                }
            }
        }
        let their = match their.map(|member| (member, strings(&member.value))) {
            Some((_, Some(names))) => Some(names),
            Some((member, None)) => {
                let message = "`columnReference` is the name of a column, or an array of at least one";
                self.error(FindingKind::InvalidForeignKey, message, &member.value.range);
                None
            }
            None => self.lacking("`columnReference` in its `reference`", value),
        };
        let target = match (resource, schema) {
            (Some(_), Some(member)) => {
                let message = "a foreign key refers to a table by `resource` or by `schemaReference`, not by both";
                self.error(FindingKind::InvalidForeignKey, message, &member.name_range);
                None
            }
            (Some(member), None) => Some(self.target(false, member)),
            (None, Some(member)) => Some(self.target(true, member)),
            (None, None) => self.lacking("`resource` or `schemaReference` in its `reference`", value),
        };
        target.zip(their)
    }

    fn lacking<T>(&mut self, what: &str, value: &Value) -> Option<T> {
        let message = format!("the foreign key has no {what}");
        self.error(FindingKind::InvalidForeignKey, message, &beginning(&value.range));
        None
    }

    fn target(&mut self, is_schema: bool, member: &Member) -> Target {
        let written = self.link(member);
        Target { is_schema, resolved: normalise(&resolve(&self.base, &written)), written }
    }

    /// Finds what foreign keys refer to, now that all tables are known.
    pub(super) fn resolve_foreign_keys(&mut self, group: &mut TableGroup, schemas: &[Rc<Schema>]) {
        let known = Known::of(group, schemas, &self.base);
        for (table, schema) in group.tables.iter_mut().zip(schemas) {
            for (key, (_, target)) in table.foreign_keys.iter_mut().zip(&schema.foreign_keys) {
                match known.find(target) {
                    Err((kind, message)) => {
                        key.reference.table.clone_from(&target.written);
                        self.report(Finding::error(kind, message, key.place));
                    }
                    Ok((url, referenced)) => {
                        url.clone_into(&mut key.reference.table);
                        self.judge_referenced_columns(key, referenced);
                    }
                }
            }
        }
    }

    fn judge_referenced_columns(&mut self, key: &ForeignKey, referenced: &Schema) {
        for column in key.reference.columns.iter().filter(|name| !referenced.named.contains(*name)) {
            // That the schema cannot be read is said already.
            if !referenced.is_unread {
                let message = format!(
                    "the foreign key refers to `{}`, which no column of `{}` has as its `name`",
                    shown(column),
                    shown(&key.reference.table)
                );
                self.report(Finding::error(FindingKind::UnknownColumn, message, key.place));
            }
        }
    }
}

/// What foreign keys may refer to: the `url` of each table as it is written, and its schema.
struct Known<'s> {
    by_address: BTreeMap<String, (String, &'s Schema)>,
    /// The tables that have a schema, which has to be that of one table alone to be referred to.
    by_schema: BTreeMap<String, Vec<(String, &'s Schema)>>,
}

impl<'s> Known<'s> {
    fn of(group: &TableGroup, schemas: &'s [Rc<Schema>], base: &str) -> Self {
        let mut known = Self { by_address: BTreeMap::new(), by_schema: BTreeMap::new() };
        for (table, schema) in group.tables.iter().zip(schemas) {
            let found = (table.url.clone(), schema.as_ref());
            if let Some(id) = &schema.id {
                known.by_schema.entry(normalise(id)).or_default().push(found.clone());
            }
            // Where two tables have one address the first counts.
            known.by_address.entry(normalise(&resolve(base, &table.url))).or_insert(found);
        }
        known
    }

    fn find(&self, target: &Target) -> Result<(&str, &'s Schema), (FindingKind, String)> {
        let address = shown(&target.written);
        if !target.is_schema {
            let found = self.by_address.get(&target.resolved).map(|(url, schema)| (url.as_str(), *schema));
            let why = || format!("the foreign key refers to `{address}`, which is not a table here");
            return found.ok_or_else(|| (FindingKind::UnknownTable, why()));
        }
        match self.by_schema.get(target.resolved.as_str()).map(Vec::as_slice) {
            Some([(url, schema)]) => Ok((url, schema)),
            Some(several) => {
                let count = several.len();
                let message = format!(
                    "the foreign key refers to the schema `{address}`, which {count} tables here have; `resource` \
                     names one of them"
                );
                Err((FindingKind::InvalidForeignKey, message))
            }
            None => {
                let message = format!("the foreign key refers to the schema `{address}`, which no table here has");
                Err((FindingKind::UnknownTable, message))
            }
        }
    }
}
