//! Several descriptions of one dataset put together. What only one of them says is taken; what two say differently is a
//! finding that points at both, and the first stands.

use super::context::Context;
use crate::csvw::{Column, Dialect};
use crate::diagnostics::{Diagnostic, Label, span_of};
use crate::model::{ColumnWords, Dataset, Places, Table, Text};
use crate::sources::Span;

/// Adds to the first description what the second says.
pub(super) fn merge(context: &mut Context<'_>, mut first: Dataset, mut second: Dataset) -> Dataset {
    let table = None;
    let mut facts = Facts { context, first: &mut first.places, second: &second.places, table };
    facts.text("title", &mut first.title, second.title);
    facts.text("description", &mut first.description, second.description);
    facts.option("publisher", &mut first.publisher, second.publisher);
    facts.option("licence", &mut first.licence, second.licence);
    facts.option("contact_point", &mut first.contact_point, second.contact_point);
    facts.list("keyword", &mut first.keyword, second.keyword);
    facts.list("topic", &mut first.topic, second.topic);
    facts.option("issued", &mut first.issued, second.issued);
    facts.option("modified", &mut first.modified, second.modified);
    facts.option("version", &mut first.version, second.version);
    facts.text("version_notes", &mut first.version_notes, second.version_notes);
    facts.option("update_frequency", &mut first.update_frequency, second.update_frequency);
    facts.option("temporal", &mut first.temporal, second.temporal);
    facts.option("spatial", &mut first.spatial, second.spatial);
    facts.list("same_as", &mut first.same_as, second.same_as);
    facts.list("documentation", &mut first.documentation, second.documentation);
    facts.list("source", &mut first.source, second.source);
    facts.list("related", &mut first.related, second.related);
    for table in second.tables.drain(..) {
        let same =
            |other: &&mut Table| other.name == table.name || (!table.files.is_empty() && other.files == table.files);
        match first.tables.iter_mut().find(same) {
            Some(other) => merge_table(context, other, table),
            None => first.tables.push(table),
        }
    }
    for distribution in second.distributions {
        let same = |other: &crate::model::Distribution| {
            other.file == distribution.file && other.address == distribution.address
        };
        if !first.distributions.iter().any(same) {
            first.distributions.push(distribution);
        }
    }
    first
}

/// The facts of two descriptions of one thing.
struct Facts<'f, 'a> {
    context: &'f mut Context<'a>,
    first: &'f mut Places,
    second: &'f Places,
    table: Option<&'f str>,
}

impl Facts<'_, '_> {
    fn option<T: PartialEq>(&mut self, key: &str, first: &mut Option<T>, second: Option<T>) {
        match (&first, second) {
            (None, Some(value)) => {
                *first = Some(value);
                self.take_place(key);
            }
            (Some(has), Some(value)) if *has != value => self.conflict(key),
            _ => {}
        }
    }

    /// Lists are the same in any order.
    fn list(&mut self, key: &str, first: &mut Vec<String>, second: Vec<String>) {
        if first.is_empty() && !second.is_empty() {
            *first = second;
            self.take_place(key);
        } else if !second.is_empty() {
            let same = first.iter().all(|item| second.contains(item)) && second.iter().all(|item| first.contains(item));
            if !same {
                self.conflict(key);
            }
        }
    }

    /// Texts differ if they differ in a language that both have.
    fn text(&mut self, key: &str, first: &mut Text, second: Text) {
        if first.is_empty() && !second.is_empty() {
            *first = second;
            self.take_place(key);
            return;
        }
        for (language, words) in second.iter() {
            let has = first.iter().find(|(has, _)| *has == language).map(|(_, words)| words.to_owned());
            match has {
                Some(has) if has.split_whitespace().ne(words.split_whitespace()) => return self.conflict(key),
                Some(_) => {}
                None => first.set(language, words),
            }
        }
    }

    fn take_place(&mut self, key: &str) {
        if let Some(span) = self.second.get(key) {
            self.first.set(key, span);
        }
    }

    fn conflict(&mut self, key: &str) {
        let finding = conflict(self.context, key, self.first.get(key), self.second.get(key));
        self.context.add(match self.table {
            Some(table) => finding.of_table(table),
            None => finding,
        });
    }
}

fn conflict(context: &Context<'_>, key: &str, first: Option<Span>, second: Option<Span>) -> Diagnostic {
    let said = format!("two files say different things in `{key}`");
    let mut finding = Diagnostic::new("project/conflicting-facts", said, context.at(second.or(first)));
    if let (Some(first), Some(_)) = (first, second) {
        finding.secondary.push(Label { at: first.into(), text: Some("and this is said here".to_owned()) });
    }
    finding.help("delete one of the two, or make them agree")
}

fn merge_table(context: &mut Context<'_>, first: &mut Table, second: Table) {
    let name = first.name.clone();
    let mut facts = Facts { context, first: &mut first.places, second: &second.places, table: Some(&name) };
    facts.text("title", &mut first.title, second.title);
    facts.text("description", &mut first.description, second.description);
    facts.list("primary_key", &mut first.schema.primary_key, second.schema.primary_key);
    facts.list("index", &mut first.index, second.index);
    let stated = |dialect: &Dialect| dialect.place.is_some() || dialect.encoding_stated;
    if stated(&second.schema.dialect) {
        if !stated(&first.schema.dialect) {
            first.schema.dialect = second.schema.dialect;
        } else if (Dialect { place: None, ..first.schema.dialect.clone() })
            != (Dialect { place: None, ..second.schema.dialect.clone() })
        {
            facts.conflict("dialect");
        }
    }
    first.schema.primary_key_place = first.schema.primary_key_place.or(second.schema.primary_key_place);
    for key in second.schema.foreign_keys {
        if !first.schema.foreign_keys.iter().any(|has| has.columns == key.columns && has.reference == key.reference) {
            first.schema.foreign_keys.push(key);
        }
    }
    first.schema.annotations.extend(second.schema.annotations);
    if first.schema.columns.is_empty() {
        for column in &second.schema.columns {
            for key in ["", ".title", ".description", ".datatype"] {
                let key = format!("column.{}{key}", column.name);
                if let Some(place) = second.places.get(&key) {
                    first.places.set(key, place);
                }
            }
        }
        first.schema.columns = second.schema.columns;
        first.columns = second.columns;
        return;
    }
    for (column, words) in second.schema.columns.into_iter().zip(second.columns) {
        let position = first.schema.columns.iter().position(|has| has.name.eq_ignore_ascii_case(&column.name));
        let found =
            position.and_then(|position| first.schema.columns.get_mut(position).zip(first.columns.get_mut(position)));
        if let Some((has, has_words)) = found {
            let places = (&mut first.places, &second.places);
            merge_column(context, &name, places, (has, has_words), (column, words));
        } else {
            first.schema.columns.push(column);
            first.columns.push(words);
        }
    }
}

fn merge_column(
    context: &mut Context<'_>,
    table: &str,
    places: (&mut Places, &Places),
    first: (&mut Column, &mut ColumnWords),
    second: (Column, ColumnWords),
) {
    let (has, has_words) = first;
    let (column, words) = second;
    let name = has.name.clone();
    let key = |fact: &str| format!("column.{name}.{fact}");
    let mut facts = Facts { context, first: places.0, second: places.1, table: Some(table) };
    facts.text(&key("title"), &mut has_words.title, words.title);
    facts.text(&key("description"), &mut has_words.description, words.description);
    facts.option(&key("unit"), &mut has_words.unit, words.unit);
    facts.option(&key("code_list"), &mut has_words.code_list, words.code_list);
    facts.option(&key("separator"), &mut has.separator, column.separator);
    facts.option(&key("property_url"), &mut has.property_url, column.property_url);
    facts.option(&key("value_url"), &mut has.value_url, column.value_url);
    has.about_url = has.about_url.take().or(column.about_url);
    has.required |= column.required;
    if has.titles.is_empty() {
        has.titles = column.titles;
    }
    if column.datatype_place.is_some() {
        if has.datatype_place.is_none() {
            has.datatype = column.datatype;
            has.datatype_place = column.datatype_place;
        } else if has.datatype != column.datatype {
            let (first, second) = (has.datatype_place.map(span_of), column.datatype_place.map(span_of));
            let finding = conflict(context, &key("datatype"), first, second).of_table(table).of_column(&name);
            context.add(finding);
        }
    }
    if has.null == [String::new()] {
        has.null = column.null;
    }
    has.annotations.extend(column.annotations);
}
