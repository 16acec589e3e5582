//! For people at a terminal: each finding with the lines around it, findings alike in groups.
//!
//! This is the only file that knows `annotate-snippets`, whose interface has changed with every minor version.

use super::concise;
use super::place::{Shown, grouped, printable, printable_lines, words};
use super::{sorted, word};
use crate::diagnostics::{Diagnostic, Label, Location, Report, RuleId, Severity};
use crate::sources::Sources;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io;

/// Findings of a group that are shown with the lines around them.
const SHOWN: usize = 3;

/// Further findings of a group about metadata, a line each. Each of them is a place somebody has to go to; findings in
/// the cells of one column have one cause, and the count says more than their places.
const LISTED: usize = 20;

/// Stands before and after the number of an address while a finding is laid out; never in a publisher's text, where
/// [`printable`] replaces it.
const MARK: char = '\u{e000}';

/// How [`full`] writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FullOptions {
    /// Whether ANSI colours are written. Nothing is told by colour alone.
    pub colour: bool,
    /// The width of the terminal in columns; lines of files are cut to it.
    pub width: usize,
}

impl Default for FullOptions {
    fn default() -> Self {
        Self { colour: false, width: 120 }
    }
}

/// What findings have in common that are shown as one group.
type Alike<'a> = (&'a RuleId, Severity, Option<(Option<&'a str>, &'a str, Option<&'a str>)>);

/// Findings about one column (or table) are alike when the rule is the same; findings about metadata are alike when
/// the rule is, across datasets.
fn alike(diagnostic: &Diagnostic) -> Alike<'_> {
    let table =
        diagnostic.table.as_deref().map(|table| (diagnostic.dataset.as_deref(), table, diagnostic.column.as_deref()));
    (&diagnostic.rule, diagnostic.severity, table)
}

/// Writes every group of findings: the first three of a rule and column with the lines around them, then how many more
/// there are. Groups stand where their first finding sorts.
///
/// # Errors
/// When `out` cannot be written to.
pub fn full(report: &Report, sources: &Sources, options: &FullOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(40));

    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known: BTreeMap<Alike<'_>, usize> = BTreeMap::new();
    for diagnostic in sorted(report, sources) {
        let at = *known.entry(alike(diagnostic)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    let counts = report.counts();
    let mut totals: BTreeMap<Alike<'_>, u64> = BTreeMap::new();
    for count in &counts {
        let table = count.table.as_deref().map(|table| (count.dataset.as_deref(), table, count.column.as_deref()));
        *totals.entry((&count.rule, count.severity, table)).or_default() += count.count;
    }

    for group in groups {
        let Some(first) = group.first() else { continue };
        let mut told = 0;
        for diagnostic in group.iter().take(SHOWN) {
            writeln!(out, "{}\n", render(diagnostic, sources, &renderer))?;
            told += 1;
        }
        if !matches!(first.primary.at, Location::Cell(_)) {
            for diagnostic in group.iter().skip(SHOWN).take(LISTED) {
                writeln!(out, "{}", concise::line(diagnostic, sources))?;
                told += 1;
            }
        }
        let alike = alike(first);
        let more = totals.remove(&alike).unwrap_or(told).saturating_sub(told);
        if more > 0 {
            writeln!(out, "and {} more like this: {}", grouped(more), about(&alike))?;
        }
        if told > SHOWN as u64 || more > 0 {
            writeln!(out)?;
        }
    }
    // Findings that were counted and of which no place was kept.
    for (alike, total) in totals {
        writeln!(out, "{} without a place: {}\n", grouped(total), about(&alike))?;
    }
    Ok(())
}

/// What findings are alike in, for a line that counts them.
fn about((rule, severity, table): &Alike<'_>) -> String {
    let place = match table {
        Some((_, table, Some(column))) => format!(" in `{}` of table `{}`", printable(column), printable(table)),
        Some((_, table, None)) => format!(" in table `{}`", printable(table)),
        None => String::new(),
    };
    format!("{}[{rule}]{place}", word(*severity))
}

/// One finding, laid out, without a line end after it.
fn render(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut addresses = Vec::new();
    let title = level.primary_title(printable_lines(&words(&diagnostic.message))).id(diagnostic.rule.as_str());
    let mut place = Group::with_title(title);
    place = add_label(place, &diagnostic.primary, AnnotationKind::Primary, sources, &mut addresses);
    for label in &diagnostic.secondary {
        place = add_label(place, label, AnnotationKind::Context, sources, &mut addresses);
    }
    let mut groups = vec![place];
    groups.extend(
        diagnostic
            .help
            .iter()
            .map(|help| Group::with_title(Level::HELP.secondary_title(printable_lines(&words(help))))),
    );
    let mut text = renderer.render(&groups);
    for (number, address) in addresses.iter().enumerate() {
        text = put_address(&text, number, address);
    }
    // The bars of the margin leave blanks at the ends of lines.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Adds a place with its words and the lines around it.
fn add_label<'a>(
    mut group: Group<'a>,
    label: &'a Label,
    kind: AnnotationKind,
    sources: &Sources,
    addresses: &mut Vec<String>,
) -> Group<'a> {
    let shown = Shown::new(&label.at, sources);
    let mark = format!("{MARK}{}{MARK}", addresses.len());
    addresses.push(shown.address());
    let text = label.text.as_deref().map(|text| printable_lines(&words(text)));
    if let Some(window) = shown.window {
        let annotation = kind.span(window.place).label(text);
        // The layout adds to the number, so it may not be the largest there is.
        let line = usize::try_from(window.line.min(u64::from(u32::MAX))).unwrap_or(1);
        group = group.element(Snippet::source(window.text).line_start(line).path(mark).annotation(annotation));
    } else {
        group = group.element(Origin::path(mark));
        group = group.elements(text.map(note));
    }
    group.elements(shown.words.map(note))
}

/// A line beside the margin without a word before it.
fn note<'a>(text: String) -> Element<'a> {
    Level::NOTE.no_name().message(text).into()
}

/// Puts the real address where the layout has the mark. The layout counts lines and characters in the window it was
/// given, and a window may begin in the middle of a line.
fn put_address(text: &str, number: usize, address: &str) -> String {
    let mark = format!("{MARK}{number}{MARK}");
    let Some((before, after)) = text.split_once(&mark) else { return text.to_owned() };
    let after = after.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit());
    format!("{before}{address}{after}")
}
