//! The small things that every page's context is made of.

use crate::i18n::Locale;
use crate::model::Text;
use serde::Serialize;

/// Words, with their language where it is not the page's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Their language, for a `lang` attribute.
    pub lang: Option<String>,
}

impl Phrase {
    /// Words that have no language of their own, such as a name, or that are in the page's.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), lang: None }
    }

    /// Words in `language` on a page whose own words are `locale`'s.
    #[must_use]
    pub fn new(text: impl Into<String>, language: &str, locale: &Locale) -> Self {
        Self { text: text.into(), lang: foreign(language, locale) }
    }

    /// The words of a text in the page's language, else in another; none where there are none.
    #[must_use]
    pub fn of(text: &Text, locale: &Locale) -> Option<Self> {
        let (language, words) = text.in_language(locale.language())?;
        (!words.trim().is_empty()).then(|| Self::new(words, language, locale))
    }

    /// The words of a text, else `fallback`, such as a name.
    #[must_use]
    pub fn or(text: &Text, fallback: &str, locale: &Locale) -> Self {
        Self::of(text, locale).unwrap_or_else(|| Self::plain(fallback))
    }
}

/// The language for a `lang` attribute: none where the page is in it already.
#[must_use]
pub fn foreign(language: &str, locale: &Locale) -> Option<String> {
    (!language.is_empty() && !language.eq_ignore_ascii_case(locale.words_language())).then(|| language.to_owned())
}

/// HTML that is safe to show, with its language where it is not the page's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Markup {
    /// The HTML.
    pub html: String,
    /// See [`Phrase::lang`].
    pub lang: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where to; none where the address is not one that a page may link to.
    pub href: Option<String>,
    /// Its words.
    pub text: String,
    /// See [`Phrase::lang`].
    pub lang: Option<String>,
}

impl Link {
    /// A link with words.
    #[must_use]
    pub fn new(href: impl Into<String>, words: Phrase) -> Self {
        Self { href: Some(href.into()), text: words.text, lang: words.lang }
    }

    /// A link to an address elsewhere, shown as itself.
    #[must_use]
    pub fn outside(address: &str) -> Self {
        Self { href: super::address::outside(address).map(str::to_owned), text: address.to_owned(), lang: None }
    }
}

/// A date for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-01-31`.
    pub iso: String,
    /// `31 January 2026`.
    pub text: String,
}

impl Day {
    /// A date in the words of a locale.
    #[must_use]
    pub fn new(date: jiff::civil::Date, locale: &Locale) -> Self {
        Self { iso: date.to_string(), text: locale.date(date) }
    }
}

/// What a page puts around its own part.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// `lang` of the page.
    pub lang: String,
    /// What the browser's tab says.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// The site's name.
    pub site: Phrase,
    /// Permanent address of the page; none for a page that is shown at any address.
    pub canonical: Option<String>,
    /// The same page in each language: tag and address.
    pub alternates: Vec<Alternate>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// The way to the start page in this language.
    pub home: String,
    /// The site's navigation.
    pub navigation: Vec<NavigationLink>,
    /// The way here, from the start page.
    pub trail: Vec<Link>,
    /// The page in other languages.
    pub languages: Vec<LanguageLink>,
    /// Links at the foot of every page.
    pub footer: Footer,
    /// The way to `assets/style.css`.
    pub style: String,
    /// The way to `assets/site.js`.
    pub script: String,
    /// The way to `assets/icon.svg`.
    pub icon: String,
    /// Other representations of what is on the page.
    pub related: Vec<Related>,
    /// JSON-LD, escaped for a script element.
    pub json_ld: Option<String>,
    /// Only for a page that has moved: where to.
    pub refresh: Option<String>,
}

/// `<link rel="alternate" hreflang>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// The language.
    pub lang: String,
    /// The absolute address.
    pub href: String,
}

/// An item of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavigationLink {
    /// Where to.
    pub href: String,
    /// Its words.
    pub text: String,
    /// See [`Phrase::lang`].
    pub lang: Option<String>,
    /// Whether the page, or one below it, is this one.
    pub current: bool,
}

/// An item of the language switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageLink {
    /// The language.
    pub lang: String,
    /// Its own name.
    pub name: String,
    /// Where to; the page itself where it is this language.
    pub href: String,
    /// Whether the page is in it.
    pub current: bool,
}

/// `<link rel="alternate" type>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// `alternate`, mostly.
    pub rel: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Where.
    pub href: String,
    /// What it is.
    pub title: String,
}

/// The foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The catalogue as files.
    pub catalogue: Vec<Link>,
    /// About the site.
    pub about: Vec<Link>,
    /// Whom to ask for what is not published.
    pub requests: Vec<Link>,
}
