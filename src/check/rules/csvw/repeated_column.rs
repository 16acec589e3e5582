#![doc = include_str!("repeated_column.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity, span_of};
use crate::model::{Dataset, Table};
use crate::sources::Span;
use std::collections::BTreeMap;

/// `csvw/repeated-column`.
pub const RULE: Rule = Rule {
    id: "csvw/repeated-column",
    summary: "a key or an index that names a column twice",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas",
    clause: "https://www.w3.org/TR/tabular-metadata/#schemas",
    page: include_str!("repeated_column.md"),
    since: "0.1.0",
};

/// Keys, what they refer to, and look-ups name each column once.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        for table in &dataset.tables {
            let schema = &table.schema;
            let primary = schema.primary_key_place.map(span_of);
            let mut lists = vec![
                List {
                    names: &schema.primary_key,
                    key: "primary_key".to_owned(),
                    what: "the primary key names",
                    whole: primary,
                },
                List { names: &table.index, key: "index".to_owned(), what: "`index` names", whole: None },
            ];
            for (index, key) in schema.foreign_keys.iter().enumerate() {
                let whole = key.place.map(span_of);
                let own = format!("foreign_key[{index}].columns");
                lists.push(List { names: &key.columns, key: own, what: "a foreign key names", whole });
                let theirs = format!("foreign_key[{index}].reference.columns");
                lists.push(List { names: &key.reference.columns, key: theirs, what: "a foreign key refers to", whole });
            }
            for list in lists {
                list.check(dataset, table, report);
            }
        }
    }
}

/// Names of columns in a list that a person wrote.
struct List<'t> {
    names: &'t [String],
    /// Where its place is kept.
    key: String,
    /// How a finding begins.
    what: &'static str,
    /// The place of what the list is part of.
    whole: Option<Span>,
}

impl List<'_> {
    /// Tells each name that is there more than once, at the second one.
    fn check(&self, dataset: &Dataset, table: &Table, report: &mut Report) {
        let item = |index: usize| table.places.get(&format!("{}[{index}]", self.key));
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (index, name) in self.names.iter().enumerate() {
            let (first, times) = seen.entry(name).or_insert((index, 0));
            *times += 1;
            if *times != 2 {
                continue;
            }
            let at = item(index).or_else(|| table.places.get(&self.key)).or(self.whole);
            let at = places::of_table(dataset, table, at);
            let said = format!("{} `{name}` twice", self.what);
            let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
            report.add(
                finding
                    .also_at(item(*first), "it is named here first")
                    .help(format!("name `{name}` once, or the column that was meant in its place")),
            );
        }
    }
}
