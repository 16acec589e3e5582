//! `plainsight serve`.

use crate::cli::arguments::Format;
use crate::cli::progress::Terminal;
use crate::cli::{Exit, terminal};
use crate::pipeline;
use crate::serve::{Event, serve as run};
use std::path::Path;

/// Serves the portal until the process is ended.
pub fn serve(root: &Path, port: u16) -> anyhow::Result<Exit> {
    let options = pipeline::Options {
        out: root.join(".plainsight/preview"),
        source_date_epoch: super::source_date_epoch()?,
        ..pipeline::Options::new(root)
    };
    let progress = Terminal::new();
    run(root, port, &options, &progress, &|event| {
        progress.end();
        match event {
            Event::Listening(address) => {
                terminal::say(&format!("the portal is at {address} (this machine only; Ctrl+C ends it)"));
            }
            Event::Built { outcome, changed } => {
                if let Some(first) = changed.first() {
                    let more =
                        if changed.len() > 1 { format!(" and {} more", changed.len() - 1) } else { String::new() };
                    terminal::say(&format!("{}{more} changed", first.display()));
                }
                match outcome {
                    Ok(outcome) => {
                        terminal::findings(&outcome.report, &outcome.sources, Format::Full);
                        let what =
                            if outcome.placement.is_some() { "built" } else { "not built, the last good build stays" };
                        terminal::say(&format!(
                            "{what}: {}: {}",
                            super::build::scope(outcome),
                            terminal::totals(&outcome.report)
                        ));
                    }
                    Err(error) => terminal::say(&format!("plainsight could not build: {error}")),
                }
            }
        }
    })?;
    Ok(Exit::Done)
}
