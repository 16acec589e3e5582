//! Schemas and columns (tabular-metadata §§ 5.5 and 5.6).

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use crate::csvw::finding::{FindingKind, Severity};
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::{Annotation, Column, ForeignKey, Place, Table};

use super::keys::Target;
use super::unknown::Description;
use super::{Inherited, Reader, derived_name, is_column_name, shown};

/// A schema as it is read, before it belongs to a table.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// `@id`, or the address that it was read from.
    pub(super) id: Option<String>,
    columns: Vec<(Column, Inherited)>,
    columns_stated: bool,
    /// The names that columns state. Nothing can refer to a column by a name that was derived (§ 5.1.4).
    pub(super) named: BTreeSet<String>,
    primary_key: Vec<String>,
    primary_key_place: Option<Place>,
    row_titles: Vec<String>,
    pub(super) foreign_keys: Vec<(ForeignKey, Target)>,
    annotations: Vec<Annotation>,
    inherited: Inherited,
    /// It is at an address that could not be read, so nothing can be said of its columns.
    pub(super) is_unread: bool,
    /// About how many bytes a copy takes without what is inherited.
    weight: usize,
}

impl Reader<'_> {
    /// `tableSchema`: a schema, or the address of one. What is neither counts as one without properties (§ 5.1.5).
    pub(super) fn schema(&mut self, member: &Member) -> Rc<Schema> {
        match &member.value.kind {
            Kind::Object(_) => Rc::new(self.schema_object(&member.value)),
            Kind::String(address) => {
                let range = &member.value.range;
                let read = |reader: &mut Self, value: &Value| {
                    reader.context(value);
                    Rc::new(reader.schema_object(value))
                };
                let (schema, address) =
                    self.linked("tableSchema", address, range, |reader| &mut reader.linked_schemas, read);
                // A schema that cannot be read is known by its address all the same.
                schema.unwrap_or_else(|| Rc::new(Schema { id: Some(address), is_unread: true, ..Schema::default() }))
            }
            _ => {
                self.no_object(member);
                Rc::default()
            }
        }
    }

    /// An object property that is neither an object nor an address.
    pub(super) fn no_object(&mut self, member: &Member) {
        let message = format!(
            "`{}` is {}; an object or an address is expected, so it counts as an empty object",
            member.name,
            member.value.noun()
        );
        self.warn(FindingKind::InvalidPropertyValue, message, &member.value.range);
    }

    fn schema_object(&mut self, value: &Value) -> Schema {
        let mut schema = Schema { weight: value.range.len(), ..Schema::default() };
        let mut columns = Vec::new();
        let (mut primary_key, mut row_titles, mut foreign_keys) = (None, None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if self.is_linked() => {}
                "@id" => schema.id = self.id(member),
                "@type" => self.object_type(member, "Schema"),
                "columns" => {
                    schema.columns_stated = true;
                    columns = self.objects(member, "the description of a column");
                }
                "primaryKey" => primary_key = Some(member),
                "rowTitles" => row_titles = Some(member),
                "foreignKeys" => foreign_keys = Some(member),
                _ if self.inherited(member, &mut schema.inherited) => {}
                _ => self.other(member, &mut schema.annotations, Description::Schema),
            }
        }
        if schema.id.is_none() {
            schema.id.clone_from(&self.linked_from);
        }
        // An empty description is two bytes of text; what it becomes is some hundred times as much.
        schema.weight = schema.weight.saturating_add(columns.len().saturating_mul(size_of::<(Column, Inherited)>()));
        if self.spend(schema.weight, &value.range) {
            for value in columns {
                self.add_column(value, &mut schema);
            }
        }
        if let Some(member) = primary_key {
            schema.primary_key = self.column_references(member, &schema.named, Severity::Warning).unwrap_or_default();
            schema.primary_key_place = self.place(&member.value.range).filter(|_| !schema.primary_key.is_empty());
        }
        if let Some(member) = row_titles {
            schema.row_titles = self.column_references(member, &schema.named, Severity::Warning).unwrap_or_default();
        }
        if let Some(member) = foreign_keys {
            for value in self.objects(member, "a foreign key") {
                let key = self.foreign_key(value, &schema.named);
                schema.foreign_keys.extend(key);
            }
        }
        if self.is_linked() {
            self.normalize(&mut schema.annotations);
            for (column, _) in &mut schema.columns {
                self.normalize(&mut column.annotations);
            }
        }
        schema
    }

    fn add_column(&mut self, value: &Value, schema: &mut Schema) {
        let number = schema.columns.len() + 1;
        let (column, inherited, states_name) = self.column(value, number);
        if states_name && !schema.named.insert(column.name.clone()) {
            let message = format!("another column is named `{}` too; names are unique in a table", shown(&column.name));
            let place = column.place;
            self.tell_at(Severity::Error, FindingKind::DuplicateColumnName, message, place);
        }
        if !column.is_virtual && schema.columns.last().is_some_and(|(before, _)| before.is_virtual) {
            let message =
                format!("the column `{}` comes after a virtual one; those in the file come first", shown(&column.name));
            self.error(FindingKind::VirtualColumnOrder, message, &value.range);
        }
        schema.columns.push((column, inherited));
    }

    /// A column, what it states of the inherited properties, and whether it states a name.
    fn column(&mut self, value: &Value, number: usize) -> (Column, Inherited, bool) {
        let mut column = Column::new("");
        column.place = self.place(&value.range);
        let mut inherited = Inherited::default();
        for member in self.members(value) {
            match member.name.as_str() {
                "@id" => column.id = self.id(member),
                "@type" => self.object_type(member, "Column"),
                "name" => match member.value.as_str() {
                    Some(name) if is_column_name(name) => {
                        column.place = self.place(&member.value.range);
                        name.clone_into(&mut column.name);
                    }
                    Some(name) => {
                        let message = format!(
                            "`{}` cannot be a column's name, so it has none: a name is made of letters and digits of \
                             ASCII, `_`, `.` between them and `%` with two hexadecimal digits, and does not begin \
                             with `_`",
                            shown(name)
                        );
                        self.warn(FindingKind::InvalidColumnName, message, &member.value.range);
                    }
                    None => self.wrong(member, "a string"),
                },
                "titles" => column.titles = self.natural_language(member),
                "suppressOutput" => column.suppress_output = self.truth(member).unwrap_or(false),
                "virtual" => column.is_virtual = self.truth(member).unwrap_or(false),
                _ if self.inherited(member, &mut inherited) => {}
                _ => self.other(member, &mut column.annotations, Description::Column),
            }
        }
        let states_name = !column.name.is_empty();
        if !states_name {
            column.name = derived_name(&column.titles, self.language.as_deref(), number);
        }
        (column, inherited, states_name)
    }

    /// Gives a table its schema, with what the table and its group state of the inherited properties under what the
    /// schema and its columns state.
    pub(super) fn give_schema(&mut self, schema: &Schema, above: &Inherited, table: &mut Table, range: &Range<usize>) {
        table.schema_id.clone_from(&schema.id);
        table.columns_stated = schema.columns_stated;
        let inherited = schema.inherited.clone().or(above);
        let bytes = schema.columns.len().saturating_mul(inherited.weight()).saturating_add(schema.weight);
        if !self.spend(bytes, range) {
            return;
        }
        inherited.clone().give(&mut table.column_defaults);
        let give = |(column, own): &(Column, Inherited)| {
            let mut column = column.clone();
            own.clone().or(&inherited).give(&mut column);
            column
        };
        table.columns = schema.columns.iter().map(give).collect();
        table.primary_key.clone_from(&schema.primary_key);
        table.primary_key_place = schema.primary_key_place;
        table.row_titles.clone_from(&schema.row_titles);
        table.foreign_keys = schema.foreign_keys.iter().map(|(key, _)| key.clone()).collect();
        table.schema_annotations.clone_from(&schema.annotations);
    }
}
