//! `plainsight explain`.

use crate::check;
use crate::cli::{Exit, terminal};

/// Prints a rule's page, or the list of all rules.
pub fn explain(rule: Option<&str>) -> anyhow::Result<Exit> {
    let Some(rule) = rule else {
        terminal::result(&check::list_rules());
        return Ok(Exit::Done);
    };
    match check::explain(rule) {
        Ok(page) => {
            terminal::result(&page);
            Ok(Exit::Done)
        }
        Err(nearest) if nearest.is_empty() => {
            anyhow::bail!("there is no rule `{rule}`; `plainsight explain` lists all of them")
        }
        Err(nearest) => {
            let nearest: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
            anyhow::bail!("there is no rule `{rule}`; did you mean {}?", nearest.join(" or "))
        }
    }
}
