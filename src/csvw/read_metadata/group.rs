//! Groups of tables and tables (tabular-metadata §§ 5.3 and 5.4).

use std::rc::Rc;

use crate::csvw::address::resolve;
use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Member, Value};
use crate::csvw::metadata::{Dialect, Table, TableDirection, TableGroup, Transformation};

use super::unknown::Description;
use super::{Inherited, Reader, Schema, beginning};

/// What a group gives to those of its tables that do not say otherwise.
#[derive(Default)]
pub(super) struct Above {
    inherited: Inherited,
    dialect: Option<Rc<Dialect>>,
    schema: Option<Rc<Schema>>,
    direction: Option<TableDirection>,
    transformations: Option<Vec<Transformation>>,
    /// About how many bytes a table's copy of dialect and transformations takes.
    weight: usize,
}

impl Reader<'_> {
    /// A group (§ 5.3), its tables, and the schema of each.
    pub(super) fn group(&mut self, value: &Value, group: &mut TableGroup, schemas: &mut Vec<Rc<Schema>>) {
        let mut above = Above::default();
        let mut tables = None;
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" => {}
                "@id" => group.id = self.id(member),
                "@type" => self.object_type(member, "TableGroup"),
                "tables" => {
                    group.place = self.place(&member.name_range);
                    tables = Some(member);
                }
                "dialect" => {
                    above.weight += member.value.range.len();
                    above.dialect = Some(self.dialect(member));
                }
                "notes" => group.notes = self.notes(member),
                "tableDirection" => above.direction = self.table_direction(member),
                "tableSchema" => above.schema = Some(self.schema(member)),
                "transformations" => {
                    above.weight += member.value.range.len();
                    above.transformations = Some(self.transformations(member));
                }
                _ if self.inherited(member, &mut above.inherited) => {}
                _ => self.other(member, &mut group.annotations, Description::TableGroup),
            }
        }
        above.weight += above.inherited.weight();
        let Some(tables) = tables else { return };
        let described = self.objects(tables, "the description of a table");
        if described.is_empty() {
            let message = "`tables` describes no table; it needs at least one object with a `url`";
            self.error(FindingKind::MissingProperty, message, &tables.value.range);
        }
        for value in described {
            if let Some((table, schema)) = self.table(value, &above, false) {
                group.tables.push(table);
                schemas.push(schema);
            }
        }
    }

    /// A table (§ 5.4) and its schema; nothing where it does not say which file it is in. The one table of a document
    /// is its top-level object.
    pub(super) fn table(&mut self, value: &Value, above: &Above, is_top_level: bool) -> Option<(Table, Rc<Schema>)> {
        let mut table = Table { place: self.place(&value.range), ..Table::default() };
        let mut inherited = Inherited::default();
        let (mut url, mut dialect, mut schema) = (None, None, None);
        let (mut direction, mut transformations) = (None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if is_top_level => {}
                "@id" => table.id = self.id(member),
                "@type" => self.object_type(member, "Table"),
                "url" => url = Some(member),
                "dialect" => dialect = Some(self.dialect(member)),
                "notes" => table.notes = self.notes(member),
                "suppressOutput" => table.suppress_output = self.truth(member).unwrap_or(false),
                "tableDirection" => direction = self.table_direction(member),
                "tableSchema" => schema = Some(self.schema(member)),
                "transformations" => transformations = Some(self.transformations(member)),
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.other(member, &mut table.annotations, Description::Table),
            }
        }
        table.url = self.table_address(url, value)?;
        table.place = url.and_then(|url| self.place(&url.value.range));
        if above.weight > 0 && !self.spend(above.weight, &value.range) {
            return None;
        }
        let dialect = dialect.or_else(|| above.dialect.clone());
        table.dialect_stated = dialect.is_some();
        table.dialect = dialect.map(|dialect| (*dialect).clone()).unwrap_or_default();
        table.table_direction = direction.or(above.direction).unwrap_or_default();
        table.transformations = transformations.or_else(|| above.transformations.clone()).unwrap_or_default();
        let schema = schema.or_else(|| above.schema.clone());
        table.schema_stated = schema.is_some();
        let schema = schema.unwrap_or_default();
        self.give_schema(&schema, &inherited.or(&above.inherited), &mut table, &value.range);
        Some((table, schema))
    }

    /// `url`, which a table must have. The address of the metadata document itself, which an empty one comes to where
    /// there is no `@base`, is that of no table.
    fn table_address(&mut self, url: Option<&Member>, table: &Value) -> Option<String> {
        let Some(member) = url else {
            if let Some(table) = self.source.table {
                return Some(table.to_owned());
            }
            let message = "the table has no `url`; it is the address of the CSV file";
            self.error(FindingKind::MissingProperty, message, &beginning(&table.range));
            return None;
        };
        let url = self.link(member);
        if resolve(&self.base, &url) == self.source.location {
            let message = "`url` is the address of this document; the address of the CSV file is expected";
            self.error(FindingKind::MissingProperty, message, &member.value.range);
            return None;
        }
        Some(url)
    }

    fn table_direction(&mut self, member: &Member) -> Option<TableDirection> {
        let direction = member.value.as_str().and_then(TableDirection::named);
        if direction.is_none() {
            self.wrong(member, "`ltr`, `rtl` or `auto`");
        }
        direction
    }

    /// `notes`: an array of objects that are judged as the values of common properties are.
    fn notes(&mut self, member: &Member) -> Vec<serde_json::Value> {
        let mut notes = Vec::new();
        for note in self.objects(member, "a note") {
            self.judge_annotation(note);
            notes.push(note.to_serde());
        }
        notes
    }
}
