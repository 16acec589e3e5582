//! Holding a file to its vocabulary: every flaw is reported, each at its place.

use super::{Document, Grammar, Key, Shape, is_address, is_email, nearest};
use crate::diagnostics::{Diagnostic, Location, Report};
use crate::project::toml::{Kind, Table, Value};
use crate::sources::Span;

/// Checks a file against its vocabulary, and gives every key its own name where another spelling was used. Readers
/// may then take what has the right kind and pass over the rest, because the rest was reported. `file` is where a key
/// that is missing from the root is reported.
pub fn validate(
    document: Document,
    table: &mut Table,
    file: impl Into<Location>,
    languages: &[String],
    report: &mut Report,
) {
    validate_keys(document.keys(), document.file_name(), table, file, languages, report);
}

/// Checks a table against keys that are not those of a whole file, such as a page's front matter; `name` is what the
/// table is called in messages.
pub fn validate_keys(
    keys: &'static [Key],
    name: &str,
    table: &mut Table,
    file: impl Into<Location>,
    languages: &[String],
    report: &mut Report,
) {
    Check { name, languages }.table(table, keys, "", &file.into(), report);
}

/// Reports each key of a text by language that is not a language of the site.
pub fn check_languages(text: &Table, languages: &[String], report: &mut Report) {
    for entry in &text.0 {
        if !languages.contains(&entry.key) {
            let said = format!("`{}` is not a language of this site", entry.key);
            let help = match nearest(&entry.key, languages.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the site's languages are {}: see `[site] languages`", ticked(languages)),
            };
            report.add(Diagnostic::new("project/invalid-value", said, entry.key_span).help(help));
        }
    }
}

struct Check<'a> {
    name: &'a str,
    languages: &'a [String],
}

impl Check<'_> {
    fn table(&self, table: &mut Table, keys: &'static [Key], path: &str, at: &Location, report: &mut Report) {
        for index in 0..table.0.len() {
            let Some(entry) = table.0.get(index) else { continue };
            let (name, span) = (entry.key.clone(), entry.key_span);
            let Some(key) = keys.iter().find(|key| key.name == name || key.also.contains(&name.as_str())) else {
                report.add(self.unknown(&name, span, keys, path));
                continue;
            };
            if key.name != name && table.get(key.name).is_some() {
                let said = format!("`{name}` is `{}`, which is stated as well", key.name);
                report.add(Diagnostic::new("project/unknown-key", said, span).help("delete one of the two"));
                continue;
            }
            if let Some(entry) = table.0.get_mut(index) {
                key.name.clone_into(&mut entry.key);
                self.value(&mut entry.value, &key.shape, &joined(path, key.name), span, report);
            }
        }
        for key in keys.iter().filter(|key| key.required && table.get(key.name).is_none()) {
            let said = format!("`{}` is missing", joined(path, key.name));
            let finding = Diagnostic::new("project/missing-key", said, at.clone());
            report.add(finding.help(format!("{}: {}", key.name, key.doc)));
        }
    }

    fn value(&self, value: &mut Value, shape: &'static Shape, path: &str, key_span: Span, report: &mut Report) {
        let at = value.span;
        match shape {
            Shape::Either(shapes) => {
                return match shapes.iter().find(|shape| takes(shape, &value.kind)) {
                    Some(shape) => self.value(value, shape, path, key_span, report),
                    None => report.add(wrong_type(value, shape, path)),
                };
            }
            Shape::OneOrMany(item) if takes(item, &value.kind) => {
                return self.value(value, item, path, key_span, report);
            }
            Shape::Bound if takes(shape, &value.kind) => return,
            _ => {}
        }
        match (shape, &mut value.kind) {
            (Shape::Text | Shape::String, Kind::String(_))
            | (Shape::Boolean, Kind::Boolean(_))
            | (Shape::Date, Kind::Date(_)) => {}
            (Shape::Text, Kind::Table(table)) => self.text(table, path, report),
            (Shape::Name(grammar), Kind::String(text)) => check_name(grammar, text, at, report),
            (Shape::Address, Kind::String(text)) => {
                if !is_address(text) {
                    let said = format!("`{text}` is not an absolute web address");
                    let help = "write it with `https://` or `http://` in front";
                    report.add(Diagnostic::new("project/invalid-value", said, at).help(help));
                }
            }
            (Shape::Email, Kind::String(text)) => {
                if !is_email(text) {
                    let said = format!("`{text}` is not an e-mail address");
                    report.add(Diagnostic::new("project/invalid-value", said, at));
                }
            }
            (Shape::Count, Kind::Integer(text) | Kind::String(text)) => {
                if text.parse::<u64>().is_err() {
                    let said = format!("`{text}` is not a count");
                    let help = "write a whole number of 0 or more, without a sign";
                    report.add(Diagnostic::new("project/invalid-value", said, at).help(help));
                }
            }
            (Shape::Choice(choice), Kind::String(text)) => {
                let values = (choice.values)();
                if !values.contains(&text.as_str()) {
                    let said = format!("`{text}` is not {}", choice.noun);
                    let help = match nearest(text, values.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("it is one of {}", ticked(values)),
                    };
                    report.add(Diagnostic::new(choice.rule, said, at).help(help));
                }
            }
            (Shape::List(item) | Shape::OneOrMany(item), Kind::List(items)) => {
                for value in items {
                    let span = value.span;
                    self.value(value, item, path, span, report);
                }
            }
            (Shape::Table(keys), Kind::Table(table)) => self.table(table, keys, path, &at.into(), report),
            (Shape::Map(grammar, shape), Kind::Table(table)) => {
                for entry in &mut table.0 {
                    check_name(grammar, &entry.key, entry.key_span, report);
                    self.value(&mut entry.value, shape, &joined(path, &entry.key), entry.key_span, report);
                }
            }
            (Shape::Reserved, _) => {
                let said = format!("`{path}` is reserved for a later version");
                let help = "delete it for now; this version writes nothing from it";
                report.add(Diagnostic::new("project/unknown-key", said, key_span).help(help));
            }
            _ => report.add(wrong_type(value, shape, path)),
        }
    }

    fn text(&self, table: &Table, path: &str, report: &mut Report) {
        check_languages(table, self.languages, report);
        for entry in &table.0 {
            if entry.value.as_str().is_none() {
                report.add(wrong_type(&entry.value, &Shape::String, &joined(path, &entry.key)));
            }
        }
    }

    fn unknown(&self, name: &str, at: Span, keys: &'static [Key], path: &str) -> Diagnostic {
        let place = match path {
            "" => self.name.to_owned(),
            path => format!("`{path}`"),
        };
        let said = format!("`{name}` is not a key of {place}");
        let finding = Diagnostic::new("project/unknown-key", said, at);
        if let Some(near) = nearest(name, keys.iter().map(|key| key.name)) {
            finding.because(format!("did you mean `{near}`?"))
        } else {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            finding.help(format!("the keys here are {}", ticked(&names)))
        }
    }
}

fn check_name(grammar: &Grammar, text: &str, at: Span, report: &mut Report) {
    if !(grammar.holds)(text) {
        let said = format!("`{text}` is not {} {}", article(grammar.noun), grammar.noun);
        let help = format!("{} {} is made of {}", capital(article(grammar.noun)), grammar.noun, grammar.words);
        report.add(Diagnostic::new(grammar.rule, said, at).help(help));
    }
}

/// Whether a shape takes that kind of value at all, be the value right or wrong.
fn takes(shape: &Shape, kind: &Kind) -> bool {
    match shape {
        Shape::Text => matches!(kind, Kind::String(_) | Kind::Table(_)),
        Shape::String | Shape::Name(_) | Shape::Address | Shape::Email | Shape::Choice(_) => {
            matches!(kind, Kind::String(_))
        }
        Shape::Date => matches!(kind, Kind::Date(_)),
        Shape::Boolean => matches!(kind, Kind::Boolean(_)),
        Shape::Count => matches!(kind, Kind::Integer(_) | Kind::String(_)),
        Shape::Bound => !matches!(kind, Kind::Boolean(_) | Kind::List(_) | Kind::Table(_)),
        Shape::List(item) => match kind {
            Kind::List(items) => items.first().is_none_or(|first| takes(item, &first.kind)),
            _ => false,
        },
        Shape::OneOrMany(item) => match kind {
            Kind::List(items) => items.first().is_none_or(|first| takes(item, &first.kind)),
            kind => takes(item, kind),
        },
        Shape::Table(_) | Shape::Map(..) => matches!(kind, Kind::Table(_)),
        Shape::Either(shapes) => shapes.iter().any(|shape| takes(shape, kind)),
        Shape::Reserved => true,
    }
}

fn wrong_type(value: &Value, shape: &Shape, path: &str) -> Diagnostic {
    let said = format!("`{path}` has {}, where {} is due", value.noun(), wanted(shape));
    let finding = Diagnostic::new("project/wrong-type", said, value.span);
    match (shape, &value.kind) {
        (Shape::Date, Kind::String(_)) => finding.help("write the day without quotes, such as `2024-04-01`"),
        (Shape::Boolean, Kind::String(_)) => finding.help("write `true` or `false` without quotes"),
        (Shape::Either([Shape::Boolean, Shape::Table([key])]), _) => {
            let limit = format!("`{{ {} = … }}`", key.name);
            finding.help(format!("write `false` to leave it out, `true` to have it, both without quotes, or {limit}"))
        }
        (Shape::List(_), Kind::String(text)) => finding.help(format!("write a list: `[\"{text}\"]`")),
        _ => finding,
    }
}

/// What a shape takes, in words.
fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text: a string, or one a language, `{ en = \"…\" }`,".to_owned(),
        Shape::String | Shape::Choice(_) => "a string".to_owned(),
        Shape::Name(grammar) => format!("a string that is {} {}", article(grammar.noun), grammar.noun),
        Shape::Address => "a web address as a string".to_owned(),
        Shape::Email => "an e-mail address as a string".to_owned(),
        Shape::Date => "a day".to_owned(),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Count => "a whole number".to_owned(),
        Shape::Bound => "a number or a string".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::OneOrMany(item) => format!("{}, or a list,", wanted(item)),
        Shape::Table(_) | Shape::Map(..) => "a table".to_owned(),
        Shape::Either(shapes) => shapes.iter().map(wanted).collect::<Vec<_>>().join(" or "),
        Shape::Reserved => "nothing".to_owned(),
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

fn capital(article: &str) -> &'static str {
    if article == "an" { "An" } else { "A" }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A list in backticks.
fn ticked<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(|item| format!("`{}`", item.as_ref())).collect::<Vec<_>>().join(", ")
}
