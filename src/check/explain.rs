//! `plainsight explain`: a rule's page as text for a terminal.

use super::registry::{self, Rule};
use crate::diagnostics::Severity;
use std::fmt::Write as _;

/// The rule of that name as text: what it is, its level, why it matters, how to fix it, the clause. The flaw alone
/// (`missing-title`) is enough where one family has it.
///
/// # Errors
/// When there is no such rule: the names that are like it, the likest first.
pub fn explain(name: &str) -> Result<String, Vec<&'static str>> {
    let mut flaws = registry::all().filter(|rule| rule.id.rsplit('/').next() == Some(name));
    let by_flaw = flaws.next().filter(|_| flaws.next().is_none());
    match registry::find(name).or(by_flaw) {
        Some(rule) => Ok(text(rule)),
        None => Err(registry::similar(name)),
    }
}

/// Every rule as text, a line each, family by family: what it weighs, its name, the flaw.
#[must_use]
pub fn list_rules() -> String {
    let width = registry::all().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut family = "";
    for rule in registry::all() {
        if !family.is_empty() && family != rule.family() {
            text.push('\n');
        }
        family = rule.family();
        let default = match rule.default {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{default:<8} {:<width$}  {}", rule.id, rule.summary);
    }
    text
}

fn text(rule: &Rule) -> String {
    let mut text = format!("{}: {}\n", rule.id, rule.summary);
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}; since {}\n", level(rule), rule.since);
    let mut in_code = false;
    for line in rule.page.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()) {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        } else if let Some(heading) = line.strip_prefix("## ") {
            let _ = writeln!(text, "{heading}\n{}", "-".repeat(heading.chars().count()));
        } else {
            let _ = writeln!(text, "{}", without_links(line));
        }
    }
    text
}

/// What the rule weighs, and whether that can be changed.
fn level(rule: &Rule) -> String {
    let default = match rule.default {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
        Severity::Info => "a note",
    };
    if rule.fixed {
        format!("{default}, which cannot be allowed: while it is there nothing right can be published")
    } else {
        format!("{default}, unless `[check]` sets another level: allow (with a reason), warn or deny")
    }
}

/// `[text](address)` as `text <address>`.
fn without_links(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        match after
            .split_once("](")
            .and_then(|(words, end)| end.split_once(')').map(|(address, end)| (words, address, end)))
        {
            Some((words, address, end)) if !words.contains('`') && !before.ends_with('`') => {
                let _ = write!(text, "{before}{words} <{address}>");
                rest = end;
            }
            _ => {
                text.push_str(before);
                text.push('[');
                rest = after;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_explained_by_its_name_or_its_flaw() {
        let text = explain("csvw/invalid-datatype-value").unwrap();
        assert_eq!(explain("invalid-datatype-value"), Ok(text.clone()));
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_rule_that_may_be_allowed_says_so() {
        assert!(
            explain("dcat/missing-contact-point").unwrap().contains("a warning, unless `[check]` sets another level")
        );
    }

    #[test]
    fn an_unknown_name_leads_to_names_like_it() {
        assert_eq!(explain("dcat/missing-titel").unwrap_err().first(), Some(&"dcat/missing-title"));
        // Two families have it, so neither is meant for certain.
        assert!(explain("not-utf-8").unwrap_err().contains(&"csv/not-utf-8"));
    }

    #[test]
    fn every_rule_is_listed() {
        let text = list_rules();
        assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), registry::all().count());
        assert!(text.contains("\nwarning  dcat/missing-contact-point "), "{text}");
    }

    #[test]
    fn no_page_leaves_marks_of_markdown() {
        for rule in registry::all() {
            let text = explain(rule.id).unwrap();
            assert!(!text.contains("```") && !text.contains("\n#"), "{text}");
        }
    }
}
