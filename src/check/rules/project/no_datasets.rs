#![doc = include_str!("no_datasets.md")]

use crate::check::registry::Rule;
use crate::check::rules::Context;
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::sources::SourcePath;

/// `project/no-datasets`.
pub const RULE: Rule = Rule {
    id: "project/no-datasets",
    summary: "a portal without a dataset",
    default: Severity::Warning,
    fixed: false,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("no_datasets.md"),
    since: "0.1.0",
};

/// There is at least one dataset.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let Ok(folder) = SourcePath::parse("datasets") else { return };
    // A dataset that cannot be read is there all the same, and what is wrong with it is told elsewhere.
    let has_folder = context.sources.list(&folder).is_ok_and(|entries| entries.iter().any(|entry| entry.is_folder));
    if has_folder || !context.datasets.is_empty() {
        return;
    }
    let finding = Diagnostic::new(RULE.id, "there is no dataset in `datasets/`", Location::File(folder));
    report.add(finding.help("run `plainsight add FILE.csv` to bring in the first"));
}
