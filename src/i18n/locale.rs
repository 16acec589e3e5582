//! The messages of a language, with English behind them.

use super::format;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use jiff::civil::Date;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// Something that a message is filled with.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A number: chooses the plural form and is grouped by thousands.
    Count(u64),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Argument<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

/// What is wrong in a file of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What.
    pub message: String,
}

/// The messages of one file.
pub struct Messages {
    language: String,
    bundle: FluentBundle<FluentResource>,
    group: String,
    decimal: String,
}

impl fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Messages").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Messages {
    /// Reads the messages of a language; whatever can be read is kept, beside the flaws.
    #[must_use]
    pub fn parse(language: &str, text: &str) -> (Self, Vec<Flaw>) {
        let mut flaws = Vec::new();
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
            flaws.extend(errors.into_iter().map(|error| Flaw { range: error.pos.clone(), message: error.to_string() }));
            resource
        });
        let identifier: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that isolate directions are for mixed scripts; here they would end up in addresses and titles.
        bundle.set_use_isolating(false);
        if let Err(errors) = bundle.add_resource(resource) {
            for error in errors {
                let message = match error {
                    FluentError::Overriding { id, .. } => format!("the message `{id}` is there twice"),
                    other => other.to_string(),
                };
                flaws.push(Flaw { range: 0..0, message });
            }
        }
        let mut messages = Self { language: language.to_owned(), bundle, group: String::new(), decimal: String::new() };
        messages.group = messages.format("number-group", &[]).unwrap_or_else(|| ",".to_owned());
        messages.decimal = messages.format("number-decimal", &[]).unwrap_or_else(|| ".".to_owned());
        (messages, flaws)
    }

    /// The message filled in; none if it is not there or cannot be filled.
    fn format(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Text(text) => values.set(*name, *text),
                Argument::Count(count) => {
                    values.set(*name, FluentValue::from(*count));
                    // `$count` chooses the form; `$count-text` is how people write it.
                    values.set(format!("{name}-text"), format::grouped(*count, &self.group));
                }
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// The words of pages in one language of the site.
#[derive(Debug, Clone)]
pub struct Locale {
    language: String,
    own: Option<Arc<Messages>>,
    english: Arc<Messages>,
}

impl Locale {
    /// The words for `language`: its own messages, if it has any, then English.
    #[must_use]
    pub fn new(language: &str, own: Option<Arc<Messages>>, english: Arc<Messages>) -> Self {
        Self { language: language.to_owned(), own, english }
    }

    /// The language of the site that this is for.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The language that the words are in: English where the language has no messages. It is what a page's `lang`
    /// says; content in the site's language then carries its own.
    #[must_use]
    pub fn words_language(&self) -> &str {
        if self.own.is_some() { &self.language } else { "en" }
    }

    /// A message.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// Whether some file has that message.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(key, &[]).is_some() || self.english.bundle.has_message(key)
    }

    /// A message with its arguments. Unknown messages give their key in brackets, so that a mistake in a theme shows.
    #[must_use]
    pub fn fill(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.find(key, arguments).unwrap_or_else(|| format!("[{key}]"))
    }

    /// A message with a number.
    #[must_use]
    pub fn count(&self, key: &str, count: u64) -> String {
        self.fill(key, &[("count", Argument::Count(count))])
    }

    fn find(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let own = self.own.as_deref().and_then(|messages| messages.format(key, arguments));
        own.or_else(|| self.english.format(key, arguments))
    }

    /// A whole number with its thousands apart: `12,345`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        format::grouped(number, &self.messages().group)
    }

    /// A share of a whole in percent with one digit after the point: `3.4%`; none of nothing.
    #[must_use]
    pub fn percent(&self, part: u64, whole: u64) -> Option<String> {
        let digits = format::percent(part, whole, &self.messages().decimal)?;
        Some(self.fill("percent", &[("number", Argument::Text(&digits))]))
    }

    /// A size: `812 bytes`, `12.3 MB`; a kilobyte is 1,000 bytes.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        match format::scaled(bytes, &self.messages().decimal) {
            None => self.count("size-bytes", bytes),
            Some((number, unit)) => self.fill("size", &[("number", Argument::Text(&number)), ("unit", unit.into())]),
        }
    }

    /// A date: `31 January 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = self.text(&format!("month-{}", date.month()));
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill("date", &[("day", (&day).into()), ("month", (&month).into()), ("year", (&year).into())])
    }

    fn messages(&self) -> &Messages {
        self.own.as_deref().unwrap_or(&self.english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ENGLISH: &str = include_str!("../../themes/default/locales/en.ftl");
    const WELSH: &str = include_str!("../../themes/default/locales/cy.ftl");

    fn locale(language: &str) -> Locale {
        let english = Arc::new(Messages::parse("en", ENGLISH).0);
        let own = match language {
            "cy" => Some(Arc::new(Messages::parse("cy", WELSH).0)),
            "en" => Some(Arc::clone(&english)),
            _ => None,
        };
        Locale::new(language, own, english)
    }

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0))
            .collect()
    }

    /// `{ $name }` of each message, plural forms and their numbers left aside.
    fn variables(text: &str) -> BTreeSet<(String, String)> {
        let mut key = String::new();
        let mut found = BTreeSet::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                name.clone_into(&mut key);
            }
            for piece in line.split('$').skip(1) {
                let name: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                found.insert((key.clone(), name.trim_end_matches("-text").to_owned()));
            }
        }
        found
    }

    #[test]
    fn both_files_are_free_of_flaws_and_have_the_same_messages() {
        assert_eq!(Messages::parse("en", ENGLISH).1, []);
        assert_eq!(Messages::parse("cy", WELSH).1, []);
        let (english, welsh) = (keys(ENGLISH), keys(WELSH));
        assert_eq!(english.difference(&welsh).collect::<Vec<_>>(), Vec::<&&str>::new(), "missing in cy.ftl");
        assert_eq!(welsh.difference(&english).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in cy.ftl");
        assert_eq!(variables(ENGLISH), variables(WELSH));
    }

    #[test]
    fn every_frequency_has_words_and_nothing_else_is_called_one() {
        let words: BTreeSet<_> = keys(ENGLISH).iter().filter_map(|key| key.strip_prefix("frequency-")).collect();
        assert_eq!(words, crate::model::Frequency::known().collect());
    }

    #[test]
    fn welsh_has_six_forms() {
        let welsh = locale("cy");
        let forms: Vec<String> = [0, 1, 2, 3, 6, 7].iter().map(|&n| welsh.count("dataset-count", n)).collect();
        assert_eq!(
            forms,
            ["dim setiau data", "1 set ddata", "2 set ddata", "3 set ddata", "6 set ddata", "7 set ddata"]
        );
        // Six categories, whatever the words: each is written out in the file.
        let message = WELSH.split("table-count =").nth(1).unwrap().split("\n\n").next().unwrap();
        for form in ["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"] {
            assert!(message.contains(form), "{form}");
        }
        let tables: Vec<String> = [0, 1, 2, 3, 6, 7].iter().map(|&n| welsh.count("table-count", n)).collect();
        assert_eq!(tables, ["dim tablau", "1 tabl", "2 dabl", "3 thabl", "6 thabl", "7 tabl"]);
    }

    #[test]
    fn numbers_sizes_and_dates_are_for_people() {
        let (english, welsh) = (locale("en"), locale("cy"));
        assert_eq!(english.count("row-count", 1), "1 row");
        assert_eq!(english.count("row-count", 1_234_567), "1,234,567 rows");
        assert_eq!(english.size(812), "812 bytes");
        assert_eq!(english.size(12_345_678), "12.3 MB");
        assert_eq!(english.size(999_960), "1.0 MB");
        assert_eq!(welsh.size(1_500), "1.5 kB");
        let day = jiff::civil::date(2026, 1, 31);
        assert_eq!(english.date(day), "31 January 2026");
        assert_eq!(welsh.date(day), "31 Ionawr 2026");
        assert_eq!(english.percent(1, 3).unwrap(), "33.3%");
        assert_eq!(english.percent(0, 0), None);
    }

    #[test]
    fn what_a_language_lacks_is_in_english() {
        let gaelic = locale("gd");
        assert_eq!(gaelic.words_language(), "en");
        assert_eq!(gaelic.text("licence"), locale("en").text("licence"));
        let partial = Arc::new(Messages::parse("cy", "licence = Trwydded").0);
        let english = Arc::new(Messages::parse("en", ENGLISH).0);
        let welsh = Locale::new("cy", Some(partial), english);
        assert_eq!(welsh.text("licence"), "Trwydded");
        assert_eq!(welsh.text("publisher"), "Publisher");
        assert_eq!(welsh.text("no-such"), "[no-such]");
    }

    #[test]
    fn a_flaw_has_its_place() {
        let (_, flaws) = Messages::parse("en", "good = yes\nbad = { $\n");
        assert_eq!(flaws.len(), 1);
        assert!(flaws[0].range.start > 10, "{flaws:?}");
    }
}
