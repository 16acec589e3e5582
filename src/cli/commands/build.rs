//! `plainsight build`.

use crate::cli::arguments::Format;
use crate::cli::progress::Terminal;
use crate::cli::terminal::{size, thousands};
use crate::cli::{Exit, terminal};
use crate::diagnostics::Severity;
use crate::pipeline::{self, Outcome};
use std::path::{Path, PathBuf};

/// Checks, then writes the site to `out`.
pub fn build(
    root: &Path,
    out: PathBuf,
    base_url: Option<String>,
    strict: bool,
    format: Format,
    timings: bool,
) -> anyhow::Result<Exit> {
    if let Some(url) = base_url.as_deref().filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        anyhow::bail!("--base-url is `{url}`; it has to begin with https:// or http://");
    }
    let options = pipeline::Options {
        out,
        link_base: base_url,
        strict,
        timings,
        source_date_epoch: super::source_date_epoch()?,
        ..pipeline::Options::new(root)
    };
    let progress = Terminal::new();
    let outcome = pipeline::build(root, &options, &progress)?;
    progress.end();
    terminal::findings(&outcome.report, &outcome.sources, format);
    terminal::say(&summary(&outcome, &options.out, strict));
    if timings {
        terminal::timings(&outcome.timings);
    }
    Ok(exit(&outcome, strict))
}

/// "12 datasets with 31 tables, 40,112 rows".
pub fn scope(outcome: &Outcome) -> String {
    let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!(
        "{} with {}, {} row{}",
        plural(outcome.datasets, "dataset"),
        plural(outcome.tables, "table"),
        thousands(outcome.rows),
        if outcome.rows == 1 { "" } else { "s" }
    )
}

/// What the process ends with.
pub fn exit(outcome: &Outcome, strict: bool) -> Exit {
    let warned = strict && outcome.report.total(Severity::Warning) > 0;
    if outcome.report.has_errors() || warned { Exit::AtFault } else { Exit::Done }
}

/// The last lines: what was built, how long each stage took, where to look.
fn summary(outcome: &Outcome, out: &Path, strict: bool) -> String {
    let totals = terminal::totals(&outcome.report);
    let Some(placement) = outcome.placement else {
        let why = if outcome.report.has_errors() || !strict { "" } else { "; --strict refuses warnings" };
        return format!(
            "nothing was written: {totals} in {}{why}\nwhat was in {} is as it was",
            scope(outcome),
            out.display()
        );
    };
    let stages: Vec<String> = outcome
        .timings
        .stages
        .iter()
        .map(|time| format!("{} {:.2} s", time.stage.name(), time.wall.as_secs_f64()))
        .collect();
    let kept = if outcome.from_cache > 0 {
        format!(" ({} unchanged since the last build)", outcome.from_cache)
    } else {
        String::new()
    };
    format!(
        "built {}{kept}: {totals}\n  {} files, {}: {} written, {} left alone, {} removed\n  {}\n  the site is in {}",
        scope(outcome),
        thousands((placement.written + placement.unchanged) as u64),
        size(placement.bytes),
        thousands(placement.written as u64),
        thousands(placement.unchanged as u64),
        thousands(placement.removed as u64),
        stages.join(" · "),
        out.display()
    )
}
