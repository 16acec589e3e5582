//! `content/`: pages that people write in Markdown.

use crate::diagnostics::{Diagnostic, Report};
use crate::model::Page;
use crate::project::toml::{self, Kind, Table};
use crate::project::vocabulary::{self, Key, LANGUAGE, Shape};
use crate::project::{Settings, faults, nearest};
use crate::sources::{Source, SourcePath, Sources};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The keys of a page's front matter.
const KEYS: &[Key] = &[
    Key::required("title", Shape::String, "The page's title"),
    Key::new("description", Shape::String, "What the page is about, in a sentence"),
    Key::new("navigation", Shape::Boolean, "Whether it is in the site's navigation"),
    Key::new("order", Shape::Bound, "Its place there; smaller first"),
];

/// Folders are followed this deep.
const DEEPEST: usize = 12;

/// The pages of `content/`, sorted by path and language. Files that are not Markdown are nobody's business here.
#[must_use]
pub fn pages(sources: &Sources, settings: &Settings) -> (Vec<Page>, Report) {
    let mut reader = Reader { sources, settings, report: Report::default(), pages: Vec::new(), seen: BTreeSet::new() };
    if let Ok(content) = SourcePath::parse("content") {
        reader.folder(&content, "", 0);
    }
    reader.pages.sort_by(|a, b| (&a.path, &a.language).cmp(&(&b.path, &b.language)));
    (reader.pages, reader.report)
}

struct Reader<'a> {
    sources: &'a Sources,
    settings: &'a Settings,
    report: Report,
    pages: Vec<Page>,
    /// Folders as they are on disk, links resolved: none is read twice.
    seen: BTreeSet<PathBuf>,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &SourcePath, path: &str, depth: usize) {
        if let Some(resolved) = self.sources.resolved(folder)
            && !self.seen.insert(resolved)
        {
            return self.report.add(faults::read_already(folder));
        }
        let entries = match self.sources.list(folder) {
            Ok(entries) => entries,
            Err(error) => return self.report.add(faults::unreadable(&error, folder.clone())),
        };
        for entry in entries {
            let name = entry.path.name().to_owned();
            if name.starts_with('.') {
                continue;
            }
            if entry.is_folder {
                if depth < DEEPEST {
                    self.folder(&entry.path, &format!("{path}{name}/"), depth + 1);
                }
            } else if let Some(stem) = name.strip_suffix(".md") {
                self.page(&entry.path, path, stem);
            }
        }
    }

    fn page(&mut self, file: &SourcePath, folder: &str, stem: &str) {
        let languages = &self.settings.catalogue.languages;
        let (name, language) = match stem.rsplit_once('.') {
            Some((name, tag)) => (name, tag.to_owned()),
            None => (stem, self.settings.catalogue.language().to_owned()),
        };
        if !languages.contains(&language) {
            let said = format!("`{language}` is not a language of this site");
            let help = match nearest(&language, languages.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{name}.{near}.md`?"),
                None if (LANGUAGE.holds)(&language) => format!("add `{language}` to `[site] languages`"),
                None => "the last part of a page's name before `.md` is its language".to_owned(),
            };
            return self.report.add(Diagnostic::new("project/invalid-value", said, file.clone()).help(help));
        }
        let path = if name == "index" { folder.to_owned() } else { format!("{folder}{name}/") };
        let good = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        if let Some(part) = path.split_terminator('/').find(|part| !good(part)) {
            let said = format!("`{part}` cannot be a part of a page's address");
            let help = "rename it: lower-case letters, digits and `-`";
            return self.report.add(Diagnostic::new("project/invalid-id", said, file.clone()).help(help));
        }
        let source = match self.sources.text(file) {
            Ok(source) => source,
            Err(error) => return self.report.add(faults::unreadable(&error, file.clone())),
        };
        if let Some(other) = self.pages.iter().find(|page| page.path == path && page.language == language) {
            let said = format!("two pages have the address `{path}` in the language `{language}`");
            let first = self.sources.source(other.source).path.clone();
            let finding = Diagnostic::new("project/address-collision", said, file.clone());
            return self.report.add(finding.also(first, "the other is here").help("rename one of them"));
        }
        let Some((table, offset)) = self.front_matter(&source) else { return };
        self.pages.push(Page {
            path,
            language,
            title: table.string("title").unwrap_or_default(),
            description: table.string("description").unwrap_or_default(),
            navigation: table.boolean("navigation").unwrap_or(false),
            order: table.get("order").and_then(|value| value.as_written()?.parse().ok()).unwrap_or(0),
            markdown: source.text.get(offset..).unwrap_or("").to_owned(),
            source: source.id,
            offset,
        });
    }

    /// The front matter between two lines `+++`, and where the Markdown after it begins.
    fn front_matter(&mut self, source: &Source) -> Option<(Table, usize)> {
        let text = &source.text;
        let invalid = |said: &str| {
            let at = crate::sources::Span::new(source.id, source.lines.line(1));
            let help = "begin the page with a line `+++`, then `title = \"…\"`, then a line `+++`";
            Diagnostic::new("content/invalid-front-matter", said, at).help(help)
        };
        if text.lines().next().map(str::trim_end) != Some("+++") {
            self.report.add(invalid("this page has no front matter"));
            return None;
        }
        let start = source.lines.line(1).end;
        let end = (2..=source.lines.len())
            .find(|&line| text.get(source.lines.line(line)).is_some_and(|line| line.trim_end() == "+++"));
        let Some(end) = end.map(|line| source.lines.line(line)) else {
            self.report.add(invalid("the front matter of this page has no end"));
            return None;
        };
        let mut table = match toml::parse_part(source, start..end.start) {
            Ok(table) => table,
            Err(findings) => {
                for mut finding in findings {
                    finding.rule = crate::diagnostics::RuleId::new("content/invalid-front-matter");
                    self.report.add(finding);
                }
                return None;
            }
        };
        let languages = &self.settings.catalogue.languages;
        let at = crate::sources::Span::new(source.id, source.lines.line(1));
        vocabulary::validate_keys(KEYS, "the front matter", &mut table, at, languages, &mut self.report);
        if let Some(order) = table.get("order")
            && !matches!(&order.kind, Kind::Integer(text) if text.parse::<i64>().is_ok())
        {
            let said = "`order` is not a whole number";
            self.report.add(Diagnostic::new("project/wrong-type", said, order.span).help("write a number such as `2`"));
        }
        Some((table, end.end))
    }
}
