//! What is wrong in a template, as diagnostics.

use crate::diagnostics::{Diagnostic, Location};
use crate::sources::{SharedSource, SourcePath, Span};
use tera::{Error, ErrorKind};

/// The rule that a fault of a theme is told under.
pub(super) const RULE: &str = "theme/invalid-template";

/// Turns what the engine says into diagnostics at their places; `source` gives the text of a template.
pub(super) fn diagnose<'a>(error: &Error, source: impl Fn(&str) -> Option<&'a SharedSource>) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = source(report.filename()).map(|text| Span::new(text.id, report.span().range.clone()));
            vec![at(report.message(), place, report.filename())]
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = source(current).and_then(|text| quoted(text, parent));
            vec![at(&format!("there is no template `{parent}` to extend"), place, current)]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain = inheritance_chain.join("`, `");
            vec![at(&format!("the template extends itself through `{chain}`"), None, tpl)]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let chain = include_chain.join("`, `");
            vec![at(&format!("the template includes itself through `{chain}`"), None, tpl)]
        }
        ErrorKind::Msg(message) => from_reports(message, &source),
        other => vec![at(&other.to_string(), None, "")],
    }
}

fn at(message: &str, place: Option<Span>, template: &str) -> Diagnostic {
    let message = tidy(message);
    match place {
        Some(span) => Diagnostic::new(RULE, message, span),
        None if template.is_empty() => Diagnostic::new(RULE, message, Location::Site),
        None => match SourcePath::parse(&format!("templates/{template}")) {
            Ok(path) => Diagnostic::new(RULE, message, path),
            Err(_) => Diagnostic::new(RULE, message, Location::Site),
        },
    }
    .help("compare it with the built-in template of the same name")
}

/// Messages of ours begin in lower case and have no full stop.
fn tidy(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !message.starts_with('`') => first.to_lowercase().chain(letters).collect(),
        _ => message.to_owned(),
    }
}

/// Where a name stands in quotes.
fn quoted(text: &SharedSource, name: &str) -> Option<Span> {
    let found = ['"', '\'', '`'].into_iter().find_map(|quote| text.text.find(&format!("{quote}{name}{quote}")))?;
    Some(Span::new(text.id, found..found + name.len() + 2))
}

/// References to things that are not there come as one text of reports, each `error: …` and ` --> file:line:column`.
fn from_reports<'a>(message: &str, source: &impl Fn(&str) -> Option<&'a SharedSource>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = message.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(words) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let mut parts = place.unwrap_or_default().rsplitn(3, ':');
        let column = parts.next().and_then(|text| text.parse::<usize>().ok());
        let row = parts.next().and_then(|text| text.parse::<usize>().ok());
        let template = parts.next().unwrap_or_default();
        let span = source(template).zip(row).zip(column).map(|((text, row), column)| {
            let bytes = text.lines.line(row);
            let line = text.text.get(bytes.clone()).unwrap_or_default();
            let start = line.char_indices().nth(column.saturating_sub(1)).map_or(bytes.end, |(at, _)| bytes.start + at);
            let end = bytes.start + line.trim_end().len();
            Span::new(text.id, start..end.max(start))
        });
        found.push(at(words, span, template));
    }
    if found.is_empty() {
        found.push(at(message.lines().next().unwrap_or_default(), None, ""));
    }
    found
}
