use super::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn names_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        let (family, flaw) = rule.id.split_once('/').unwrap();
        let kebab = |text: &str| {
            !text.is_empty()
                && text.split('-').all(|word| {
                    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                })
        };
        assert!(kebab(family) && kebab(flaw), "{}", rule.id);
    }
}

#[test]
fn summaries_complete_the_phrase_allow() {
    for rule in all() {
        let first = rule.summary.split(' ').next().unwrap();
        assert!(
            first.starts_with(char::is_lowercase) || rule.summary.chars().take(2).all(char::is_uppercase),
            "{}: {}",
            rule.id,
            rule.summary
        );
        assert!(!rule.summary.ends_with('.'), "{}", rule.id);
        assert!(rule.summary.len() <= 90, "{}", rule.id);
    }
}

#[test]
fn every_page_has_its_parts() {
    for rule in all() {
        let lines: Vec<&str> = rule.page.lines().collect();
        assert!(lines[0].starts_with("# "), "{}", rule.id);
        let parts: Vec<&str> = lines.iter().filter(|line| line.starts_with("## ")).copied().collect();
        assert_eq!(parts, ["## Why it matters", "## How to fix it", "## The clause"], "{}", rule.id);
        assert!(lines.len() <= 45, "{}: a page is read at a terminal", rule.id);
        assert!(lines.iter().filter(|line| line.starts_with("```")).count() % 2 == 0, "{}", rule.id);
        assert!(rule.page.contains("```"), "{} shows nothing to write", rule.id);
        let clause = rule.page.rsplit("## The clause").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        match rule.clause_url() {
            Some(url) => assert!(clause.contains(&format!("[{}]({url})", rule.standard)), "{}: {clause}", rule.id),
            None => assert!(clause.to_lowercase().contains(rule.standard), "{}: {clause}", rule.id),
        }
        assert!(rule.page.is_ascii() || !rule.page.contains('\u{2014}'), "{}: no long dashes", rule.id);
    }
}

/// The TOML on pages is TOML, and sets only levels of rules that exist.
#[test]
fn the_toml_on_pages_is_toml() {
    for rule in all().filter(|rule| rule.id != "project/invalid-toml") {
        for block in rule.page.split("```toml\n").skip(1).map(|rest| rest.split("\n```").next().unwrap()) {
            let table: toml::Table =
                toml::from_str(block).unwrap_or_else(|error| panic!("{}: {error}\n{block}", rule.id));
            let levels = table.get("check").and_then(toml::Value::as_table).into_iter().flatten();
            for (name, _) in levels {
                assert!(find(name).is_some() || name == "dcat/no-contact", "{}: {name}", rule.id);
            }
        }
    }
}

/// The JSON on the pages about CSVW is JSON, or a few members of an object.
#[test]
fn the_json_on_pages_is_json() {
    for rule in all().filter(|rule| rule.family() == "csvw") {
        for block in rule.page.split("```json\n").skip(1).map(|rest| rest.split("\n```").next().unwrap()) {
            let whole = if block.starts_with('"') { format!("{{{block}}}") } else { block.to_owned() };
            let read: Result<serde_json::Value, _> = serde_json::from_str(&whole);
            read.unwrap_or_else(|error| panic!("{}: {error}\n{block}", rule.id));
        }
    }
}

#[test]
fn fixed_rules_are_errors() {
    for rule in all().filter(|rule| rule.fixed) {
        assert_eq!(rule.default, Severity::Error, "{}", rule.id);
    }
}

/// The text of every file of the program, with its path; tests are left out.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !name.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                // Tests stand at the end of their file.
                let program = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
                found.push((path.to_string_lossy().replace('\\', "/"), program));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn every_rule_that_is_found_is_registered() {
    for (path, text) in sources() {
        for call in text.split("Diagnostic::new(").skip(1) {
            let Some(name) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            // In documentation a name may be cut.
            assert!(find(name).is_some() || name.contains('…'), "{path}: `{name}` is no rule");
        }
    }
}

/// Rules that no part of the program finds.
fn unused() -> Vec<&'static str> {
    let sources = sources();
    let is_used = |rule: &Rule| {
        let own = format!("/rules/{}.rs", rule.id.replace('-', "_"));
        let name = format!("\"{}\"", rule.id);
        sources.iter().any(|(path, text)| text.contains(if path.ends_with(&own) { "RULE.id" } else { name.as_str() }))
    };
    all().filter(|rule| !is_used(rule)).map(|rule| rule.id).collect()
}

#[test]
fn every_registered_rule_is_found_somewhere() {
    let unused = unused();
    assert!(unused.is_empty(), "nothing finds {unused:?}");
}

#[test]
fn misspelt_names_lead_to_rules() {
    assert_eq!(similar("csvw/invalid-datatype-valeu").first(), Some(&"csvw/invalid-datatype-value"));
    assert_eq!(similar("missing-title").first(), Some(&"dcat/missing-title"));
    assert!(similar("licence").contains(&"dcat/missing-licence"));
    assert!(similar("zzzzzz").is_empty());
}
