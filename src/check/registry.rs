//! Every rule by its name.

use super::rules;
use crate::diagnostics::Severity;

/// A rule: one thing that can be wrong in a publisher's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `<family>/<flaw>`; the name completes the phrase "allow …".
    pub id: &'static str,
    /// The flaw in a phrase, which completes "allow …" too: `a value that is not of its column's datatype`.
    pub summary: &'static str,
    /// What it weighs where nobody set a level.
    pub default: Severity,
    /// Whether it cannot be allowed or lowered: while it is broken, what would be published is wrong, or nothing can be.
    pub fixed: bool,
    /// The standard, law or promise that it holds.
    pub standard: &'static str,
    /// The address of the clause; for a promise of our own, the place in this repository.
    pub clause: &'static str,
    /// Its page in Markdown: what it is, why it matters, how to fix it, the clause.
    pub page: &'static str,
    /// The version of plainsight that it came with.
    pub since: &'static str,
}

impl Rule {
    /// What is before the `/`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(family, _)| family)
    }

    /// The title of its page.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.page.lines().next().map_or("", |line| line.trim_start_matches("# "))
    }

    /// The address of the clause, where it is on the web.
    #[must_use]
    pub fn clause_url(&self) -> Option<&'static str> {
        Some(self.clause).filter(|clause| clause.starts_with("https://"))
    }
}

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    rules::FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// The rule of that name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// Names that are like a misspelt one, the likest first; at most five.
#[must_use]
pub fn similar(written: &str) -> Vec<&'static str> {
    if written.len() > 200 {
        return Vec::new();
    }
    let written = written.trim().to_lowercase();
    let flaw = written.rsplit('/').next().unwrap_or("");
    let mut names: Vec<(f64, &'static str)> = all()
        .filter_map(|rule| {
            let name = strsim::normalized_damerau_levenshtein(&written, rule.id);
            let its_flaw = rule.id.rsplit('/').next().unwrap_or("");
            let likeness = name.max(strsim::normalized_damerau_levenshtein(flaw, its_flaw));
            (likeness >= 0.6 || (flaw.len() > 3 && its_flaw.contains(flaw))).then_some((likeness, rule.id))
        })
        .collect();
    names.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
    names.into_iter().map(|(_, name)| name).take(5).collect()
}

#[cfg(test)]
#[path = "registry_tests.rs"]
mod tests;
