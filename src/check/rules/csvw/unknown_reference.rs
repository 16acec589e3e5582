#![doc = include_str!("unknown_reference.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::csvw::ForeignKey;
use crate::diagnostics::{Diagnostic, Report, Severity};

/// `csvw/unknown-reference`.
pub const RULE: Rule = Rule {
    id: "csvw/unknown-reference",
    summary: "a foreign key to a table or column that does not exist",
    default: Severity::Error,
    fixed: true,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 5.5 Schemas, foreignKeys, resource",
    clause: "https://www.w3.org/TR/tabular-metadata/#foreign-key-reference-resource",
    page: include_str!("unknown_reference.md"),
    since: "0.1.0",
};

/// Every foreign key refers to columns of a table of the portal.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        for table in &dataset.tables {
            for (index, key) in table.schema.foreign_keys.iter().enumerate() {
                let Some(Unknown { said, near, keys }) = unknown(context, key) else { continue };
                let at = places::of_foreign_key(dataset, table, index, key, keys);
                let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
                report.add(match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("name a dataset by its id, a table and its columns by their names"),
                });
            }
        }
    }
}

/// What of a reference is not there.
struct Unknown {
    said: String,
    near: Option<String>,
    keys: &'static [&'static str],
}

fn unknown(context: &Context<'_>, key: &ForeignKey) -> Option<Unknown> {
    let (id, name) = key.reference.table.split_once('/').unwrap_or((key.reference.table.as_str(), ""));
    let Some(dataset) = context.dataset(id) else {
        let near = nearest(id, context.datasets.iter().map(|dataset| dataset.id.as_str())).map(str::to_owned);
        let keys = &["reference.dataset", "reference"];
        return Some(Unknown {
            said: format!("a foreign key refers to the dataset `{id}`, which does not exist"),
            near,
            keys,
        });
    };
    let Some(table) = dataset.table(name) else {
        let near = nearest(name, dataset.tables.iter().map(|table| table.name.as_str())).map(str::to_owned);
        let said = format!("a foreign key refers to the table `{name}`, which the dataset `{id}` does not have");
        return Some(Unknown { said, near, keys: &["reference.table", "reference"] });
    };
    let column = key.reference.columns.iter().find(|column| table.schema.column(column).is_none())?;
    let near = nearest(column, table.schema.columns.iter().map(|column| column.name.as_str())).map(str::to_owned);
    let said = format!("a foreign key refers to the column `{column}`, which the table `{id}/{name}` does not have");
    Some(Unknown { said, near, keys: &["reference.columns", "reference"] })
}
