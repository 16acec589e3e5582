#![doc = include_str!("unpublished_table.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::Visibility;
use std::collections::BTreeSet;

/// `project/unpublished-table`.
pub const RULE: Rule = Rule {
    id: "project/unpublished-table",
    summary: "a table of which nothing is published and that nothing refers to",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("unpublished_table.md"),
    since: "0.1.0",
};

/// A table whose columns are all suppressed is of use to those that refer to it alone.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let tables = context.datasets.iter().flat_map(|dataset| dataset.tables.iter().map(move |table| (dataset, table)));
    let mut referred = BTreeSet::new();
    for (dataset, table) in tables.clone() {
        let own = format!("{}/{}", dataset.id, table.name);
        let others = table.schema.foreign_keys.iter().map(|key| key.reference.table.as_str());
        referred.extend(others.filter(|reference| *reference != own));
    }
    for (dataset, table) in tables {
        let is_of_rows = !matches!(
            dataset.visibility(context.today),
            // No table of these is published.
            Visibility::Tombstone | Visibility::DescriptionOnly
        );
        // A table without any column has had its finding for that.
        let is_kept_back = !table.schema.columns.is_empty() && !table.is_published();
        if !is_of_rows || !is_kept_back || referred.contains(format!("{}/{}", dataset.id, table.name).as_str()) {
            continue;
        }
        let said = format!("all columns of the table `{}` are suppressed, and no other table refers to it", table.name);
        let finding = Diagnostic::new(RULE.id, said, places::of_table(dataset, table, None));
        report.add(
            finding
                .of_dataset(&dataset.id)
                .of_table(&table.name)
                .because("it has no page and no file")
                .help("take `suppress_output` out of the columns that are to be published, or delete the table")
                .help("if it is kept to be checked only, allow the rule with that as the reason"),
        );
    }
}
