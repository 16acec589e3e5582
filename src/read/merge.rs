//! Several descriptions of one dataset put together. What only one of them says is taken; what two say differently is a
//! finding that points at both, and the first stands.

mod tables;

use super::context::Context;
use crate::diagnostics::{Diagnostic, Label};
use crate::model::{Dataset, Places, Text};
use crate::sources::Span;

/// Adds to the first description what the second says.
pub(super) fn merge(context: &mut Context<'_>, mut first: Dataset, second: Dataset) -> Dataset {
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
    tables::merge(context, &first.id, &mut first.tables, second.tables);
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

    /// What has a value where nobody states it.
    fn unless<T: PartialEq>(&mut self, unstated: &T, key: &str, first: &mut T, second: T) {
        if second == *unstated || second == *first {
            return;
        }
        if first == unstated {
            *first = second;
            self.take_place(key);
        } else {
            self.conflict(key);
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
                // A text without a place was made from something else, such as a header.
                Some(has) if has.split_whitespace().ne(words.split_whitespace()) && self.second.get(key).is_some() => {
                    return self.conflict(key);
                }
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
        self.tell(conflict(self.context, key, self.first.get(key), self.second.get(key)));
    }

    /// A conflict about a column, whose places are known from elsewhere.
    fn conflicting(&mut self, column: &str, key: &str, first: Option<Span>, second: Option<Span>) {
        self.tell(conflict(self.context, key, first, second).of_column(column));
    }

    fn tell(&mut self, finding: Diagnostic) {
        self.context.add(match self.table {
            Some(table) => finding.of_table(table),
            None => finding,
        });
    }
}

/// The finding that two files say different things.
fn conflict(context: &Context<'_>, key: &str, first: Option<Span>, second: Option<Span>) -> Diagnostic {
    let said = format!("two files say different things in `{key}`");
    let mut finding = Diagnostic::new("project/conflicting-facts", said, context.at(second.or(first)));
    if let (Some(first), Some(_)) = (first, second) {
        finding.secondary.push(Label { at: first.into(), text: Some("and this is said here".to_owned()) });
    }
    finding.help("delete one of the two, or make them agree")
}
