//! `plainsight check`.

use crate::cli::arguments::Format;
use crate::cli::progress::Terminal;
use crate::cli::{Exit, terminal};
use crate::pipeline;
use std::path::Path;

/// Judges the datasets of these ids, all if there are none.
pub fn check(root: &Path, ids: Vec<String>, format: Format, strict: bool, timings: bool) -> anyhow::Result<Exit> {
    let options = pipeline::Options {
        only: ids,
        timings,
        source_date_epoch: super::source_date_epoch()?,
        ..pipeline::Options::new(root)
    };
    let progress = Terminal::new();
    let outcome = pipeline::check(root, &options, &progress)?;
    progress.end();
    terminal::findings(&outcome.report, &outcome.sources, format);
    terminal::say(&format!("checked {}: {}", super::build::scope(&outcome), terminal::totals(&outcome.report)));
    if timings {
        terminal::timings(&outcome.timings);
    }
    let exit = super::build::exit(&outcome, strict);
    // The process ends here. Taking a hundred thousand findings apart before that would only be waited for.
    std::mem::forget(outcome);
    Ok(exit)
}
