//! `plainsight verify`.

use crate::cli::terminal::thousands;
use crate::cli::{Exit, terminal};
use crate::output::{self, Flaw, Verdict};
use std::fmt::Write as _;
use std::path::Path;

/// Compares a site with its list.
pub fn verify(folder: &Path) -> anyhow::Result<Exit> {
    let verdict = output::verify(folder)?;
    let shown = folder.display();
    let text = match &verdict {
        Verdict::NoList => format!("{shown} has no SHA256SUMS of a site: there is nothing to compare with\n"),
        Verdict::Interrupted => format!(
            "{shown} is neither the old site nor the new one: a build was interrupted while files were put in place; the \
             next `plainsight build` to this folder finishes it\n"
        ),
        Verdict::Looked(count, flaws) if flaws.is_empty() => {
            format!("{shown} is whole: {} files are as SHA256SUMS says\n", thousands(*count as u64))
        }
        Verdict::Looked(count, flaws) => {
            let mut text = String::new();
            // Writing to a String cannot fail.
            for (path, flaw) in flaws {
                let word = match flaw {
                    Flaw::Missing => "missing",
                    Flaw::Changed => "changed",
                    Flaw::NotListed => "not listed",
                };
                let _ = writeln!(text, "{word}: {path}");
            }
            text + &format!(
                "{shown} is not whole: {} of {} files differ from SHA256SUMS\n",
                thousands(flaws.len() as u64),
                thousands(*count as u64)
            )
        }
    };
    terminal::result(&text);
    Ok(if verdict.is_good() { Exit::Done } else { Exit::AtFault })
}
