//! A page in one language: its links and its words; what is put around it is in [`frame`].

mod frame;

use super::address::{self, Links};
use super::markdown::{self, Flaw, Target};
use super::plan::{Page, dataset_address};
use super::view::{Link, Markup, Phrase, foreign};
use super::visible::visible;
use super::{RenderedFile, Site, Tongue, fault};
use crate::diagnostics::{Diagnostic, Location, Severity};
use crate::i18n::{Argument, Locale};
use crate::model::{Edition, Text};
use crate::sources::{SourceId, Span};
use serde::Serialize;
use std::cell::RefCell;

/// Where a Markdown text stands, for what is found in it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// A file of `content/`: the text begins at that byte.
    File(SourceId, usize),
    /// A value of a dataset's description, with the dataset's id.
    Value(Option<Span>, &'a str),
    /// A value of the site's settings.
    Site(Option<Span>),
    /// Somewhere in the program; nothing is told.
    Program,
}

/// A page being made.
pub(super) struct Leaf<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// Its language.
    pub tongue: &'a Tongue,
    /// Its address without the language.
    pub address: String,
    page: Page,
    links: Links,
    findings: RefCell<Vec<Diagnostic>>,
}

impl<'a> Leaf<'a> {
    /// A page of the site in the language of its own, or in the first for a page that exists once.
    pub fn new(site: &'a Site<'a>, page: Page) -> Option<Self> {
        let tongue = site.tongues.get(page.language().unwrap_or(0))?;
        let links = match page {
            // It is shown at any address, so relative links would lead anywhere.
            Page::NotFound => Links::Absolute(address::path_of(&site.input.edition.link_base)),
            _ => Links::Relative(page.address(site)),
        };
        let address = page.address_in_any_language(site);
        Some(Self { site, tongue, address, page, links, findings: RefCell::default() })
    }

    /// The catalogue and its datasets.
    pub fn edition(&self) -> &'a Edition {
        self.site.input.edition
    }

    /// The words.
    pub fn locale(&self) -> &'a Locale {
        &self.tongue.locale
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.locale().text(key)
    }

    /// A message with its arguments.
    pub fn fill(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.locale().fill(key, arguments)
    }

    /// The way to a page in this language.
    pub fn page(&self, address: &str) -> String {
        self.links.to(&format!("{}{address}", self.tongue.prefix))
    }

    /// The way to a file, which exists once.
    pub fn file(&self, address: &str) -> String {
        self.links.to_file(address)
    }

    /// The way to a file, if somebody writes it.
    pub fn known_file(&self, address: &str) -> Option<String> {
        self.site.has(address).then(|| self.file(address))
    }

    /// The address of a file for use outside the browser.
    pub fn full(&self, address: &str) -> String {
        format!("{}{}", self.edition().link_base, address::encode(address))
    }

    /// Words of a text, else a name.
    pub fn words(&self, text: &Text, fallback: &str) -> Phrase {
        Phrase::or(text, fallback, self.locale())
    }

    /// Words of a text, if there are any.
    pub fn optional(&self, text: &Text) -> Option<Phrase> {
        Phrase::of(text, self.locale())
    }

    /// The beginning of a Markdown text in plain words.
    pub fn summary(&self, text: &Text, limit: usize) -> Option<Phrase> {
        let phrase = self.optional(text)?;
        let words = markdown::plain(&phrase.text, limit);
        (!words.is_empty()).then_some(Phrase { text: words, lang: phrase.lang })
    }

    /// A Markdown text of the description of something; `top_level` is the level of its highest heading.
    pub fn markup(&self, text: &Text, top_level: u8, prefix: &str, origin: Origin<'_>) -> Option<Markup> {
        let (language, words) = text.in_language(self.locale().language())?;
        if words.trim().is_empty() {
            return None;
        }
        let html = self.markdown(words, top_level, prefix, None, origin);
        Some(Markup { html, lang: foreign(language, self.locale()) })
    }

    /// Markdown as HTML; `title` is left out where it is the first heading.
    pub fn markdown(
        &self,
        words: &str,
        top_level: u8,
        prefix: &str,
        title: Option<&str>,
        origin: Origin<'_>,
    ) -> String {
        let label = self.t("table");
        let link = |written: &str| self.target(written, origin);
        let setting = markdown::Setting { top_level, id_prefix: prefix, title, table_label: &label, link: &link };
        let (html, findings) = markdown::html(words, &setting);
        for finding in findings {
            self.tell(&finding, origin);
        }
        html
    }

    /// What becomes of an address that somebody wrote on this page.
    fn target(&self, written: &str, origin: Origin<'_>) -> Target {
        if let Some(outside) = address::outside(written) {
            return Target::To(outside.to_owned());
        }
        if address::is_absolute(written) || written.contains(|c: char| c.is_control()) {
            return Target::Refused;
        }
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        let path = address::decode(path);
        self.find(&path, origin).map_or(Target::Broken, |href| Target::To(format!("{href}{rest}")))
    }

    /// The way to what a relative address of a text means: a Markdown file beside the one it is in, else an address
    /// as seen from this page in the site's first language. A page is taken in this page's language.
    fn find(&self, path: &str, origin: Origin<'_>) -> Option<String> {
        if let (Origin::File(file, _), Some(_)) = (origin, path.strip_suffix(".md")) {
            let folder = self.site.input.sources.source(file).path.parent();
            let wanted = folder.join(path).ok()?;
            let pages = &self.edition().pages;
            let page = pages.iter().find(|page| self.site.input.sources.source(page.source).path == wanted)?;
            return Some(self.page(&page.path));
        }
        let wanted = address::resolve(&self.address, path)?;
        let with_slash = if wanted.is_empty() || wanted.ends_with('/') { wanted.clone() } else { format!("{wanted}/") };
        for wanted in [&wanted, &with_slash] {
            let translated = format!("{}{wanted}", self.tongue.prefix);
            if self.site.has_page(&translated) {
                return Some(self.links.to(&translated));
            }
            if self.site.has(wanted) {
                return Some(self.links.to(wanted));
            }
        }
        None
    }

    fn tell(&self, finding: &markdown::Finding, origin: Origin<'_>) {
        let (place, dataset) = match origin {
            Origin::Program => return,
            Origin::File(file, offset) => {
                let range = finding.range.start + offset..finding.range.end + offset;
                (Location::Text(Span::new(file, range)), None)
            }
            Origin::Site(span) => (span.map_or(Location::Site, Location::Text), None),
            Origin::Value(Some(span), dataset) => (Location::Text(span), Some(dataset)),
            Origin::Value(None, dataset) => (Location::Dataset(dataset.to_owned()), Some(dataset)),
        };
        let mut diagnostic = match &finding.flaw {
            Flaw::RawHtml => Diagnostic::new("content/raw-html", "raw HTML is left out of the page", place)
                .help("write it in Markdown; put a `\\` before a `<` that is meant as it is"),
            Flaw::BrokenLink(address) => {
                Diagnostic::new("content/broken-link", format!("there is nothing at `{address}`"), place)
                    .help("link to a page or a file of the site, as seen from this page")
            }
            Flaw::RefusedLink(address) => Diagnostic::new(
                "content/broken-link",
                format!("`{address}` is not an address that a page may carry"),
                place,
            )
            .help("links begin with `https:`, `http:`, `mailto:` or `tel:`, or are relative"),
            Flaw::OutsidePicture(address) => {
                Diagnostic::new("content/raw-html", format!("the picture `{address}` is shown as a link"), place)
                    .because("pages fetch nothing from other sites")
                    .help("put the picture into the theme's `assets` folder")
            }
        };
        if matches!(finding.flaw, Flaw::RawHtml | Flaw::OutsidePicture(_)) {
            diagnostic.severity = Severity::Warning;
        }
        if let Some(dataset) = dataset {
            diagnostic = diagnostic.of_dataset(dataset);
        }
        self.findings.borrow_mut().push(diagnostic);
    }

    /// A step of the way here.
    pub fn step(&self, address: &str, words: Phrase) -> Link {
        Link::new(self.page(address), words)
    }

    /// A link to the dataset that has or had that id, if it has a page.
    pub fn dataset_link(&self, id: &str) -> Option<Link> {
        let entry = self.edition().entry_or_former(id).filter(|entry| entry.visibility.has_page())?;
        let id = &entry.dataset.id;
        Some(Link::new(self.page(&dataset_address(id)), self.words(&entry.dataset.title, id)))
    }

    /// Fills the template; what is wrong in it is told.
    pub fn render(self, template: &str, context: &impl Serialize, indexed: bool) -> Rendered {
        let mut findings = self.findings.into_inner();
        let rendered =
            tera::Context::from_serialize(context).and_then(|context| self.tongue.engine.0.render(template, &context));
        let file = match rendered {
            Ok(html) => {
                Some(RenderedFile { path: self.page.path(self.site), bytes: visible(html).into_bytes(), indexed })
            }
            Err(error) => {
                findings.extend(fault::diagnose(&error, |name| self.site.theme.source(name)));
                None
            }
        };
        (file, findings)
    }
}

/// A page and what was found on the way.
pub(super) type Rendered = (Option<RenderedFile>, Vec<Diagnostic>);

/// A `mailto` address with a subject; none where the text is not an e-mail address.
pub(super) fn mailto(email: &str, subject: Option<&str>) -> Option<String> {
    let email = email.trim();
    let (name, host) = email.split_once('@')?;
    let fits = |text: &str| {
        !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>?&#\"%,;:@".contains(c))
    };
    if !fits(name) || !fits(host) {
        return None;
    }
    Some(match subject {
        Some(subject) => format!("mailto:{email}?subject={}", address::encode_value(subject)),
        None => format!("mailto:{email}"),
    })
}
