//! A page in one language: its links, its words and what is put around it.

use super::address::{self, Links};
use super::markdown::{self, Flaw, Target};
use super::plan::{Page, best, dataset_address};
use super::view::{Alternate, Footer, Frame, LanguageLink, Link, Markup, NavigationLink, Phrase, Related, foreign};
use super::visible::visible;
use super::{RenderedFile, Site, Tongue, fault};
use crate::diagnostics::{Diagnostic, Location, Severity};
use crate::i18n::{self, Argument, Locale};
use crate::model::{self, Edition, Text};
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

    /// What is around the page. `title` is its heading, `description` a sentence for search engines.
    pub fn frame(&self, title: &str, description: &str) -> Frame {
        let catalogue = &self.edition().catalogue;
        let site = self.words(&catalogue.title, "");
        let is_home = matches!(self.page, Page::Home { .. });
        let exists_once = self.page.language().is_none();
        Frame {
            lang: self.locale().words_language().to_owned(),
            title: if is_home || site.text.is_empty() {
                title.to_owned()
            } else {
                format!("{title} – {}", site.text)
            },
            description: markdown::plain(description, 160),
            canonical: (!exists_once).then(|| self.identifier(self.tongue)),
            alternates: self.alternates(exists_once),
            noindex: exists_once,
            home: self.page(""),
            navigation: self.navigation(),
            trail: Vec::new(),
            languages: self.languages(exists_once),
            footer: self.footer(),
            style: self.file("assets/style.css"),
            script: self.file("assets/site.js"),
            icon: self.file("assets/icon.svg"),
            related: self.related(&site.text, is_home),
            json_ld: None,
            refresh: None,
            site,
        }
    }

    /// Files that every page leads to: the site's feeds and its catalogue of APIs; from the start page, the catalogue in
    /// each of its formats, since that is what the page is about.
    fn related(&self, site: &str, is_home: bool) -> Vec<Related> {
        let on_every_page = [
            ("alternate", "application/atom+xml", "feed.atom", site.to_owned()),
            ("alternate", "application/feed+json", "feed.json", site.to_owned()),
            ("api-catalog", "application/linkset+json", ".well-known/api-catalog", self.t("api-catalogue")),
        ];
        let of_the_catalogue = [
            ("alternate", "text/turtle", "catalog.ttl", self.t("catalogue-turtle")),
            ("alternate", "application/ld+json", "catalog.jsonld", self.t("catalogue-json-ld")),
            ("alternate", "application/rdf+xml", "catalog.rdf", self.t("catalogue-rdf-xml")),
            ("alternate", "application/json", "data.json", self.t("catalogue-dcat-us")),
        ];
        on_every_page
            .into_iter()
            .chain(of_the_catalogue.into_iter().filter(|_| is_home))
            .filter_map(|(rel, media_type, path, title)| {
                Some(Related { rel, media_type, href: self.known_file(path)?, title })
            })
            .collect()
    }

    fn identifier(&self, tongue: &Tongue) -> String {
        self.edition().identifier(&address::encode(&format!("{}{}", tongue.prefix, self.address)))
    }

    fn alternates(&self, exists_once: bool) -> Vec<Alternate> {
        if exists_once || self.site.tongues.len() < 2 {
            return Vec::new();
        }
        let each = self.site.tongues.iter();
        each.map(|tongue| Alternate { lang: tongue.locale.language().to_owned(), href: self.identifier(tongue) })
            .collect()
    }

    fn languages(&self, exists_once: bool) -> Vec<LanguageLink> {
        if self.site.tongues.len() < 2 {
            return Vec::new();
        }
        let address = if exists_once { "" } else { self.address.as_str() };
        let link = |tongue: &Tongue| {
            let lang = tongue.locale.language().to_owned();
            LanguageLink {
                name: i18n::own_name(&lang).to_owned(),
                href: self.links.to(&format!("{}{address}", tongue.prefix)),
                current: tongue.prefix == self.tongue.prefix,
                lang,
            }
        };
        self.site.tongues.iter().map(link).collect()
    }

    fn navigation(&self) -> Vec<NavigationLink> {
        let here =
            |address: &str| self.address == address || (!address.is_empty() && self.address.starts_with(address));
        let item = |address: &str, words: Phrase| NavigationLink {
            href: self.page(address),
            text: words.text,
            lang: words.lang,
            current: here(address),
        };
        let mut items = vec![item("datasets/", Phrase::plain(self.t("datasets")))];
        let pages = self.written_pages(|page| page.navigation);
        items
            .extend(pages.iter().map(|page| item(&page.path, Phrase::new(&page.title, &page.language, self.locale()))));
        items.push(item("api/", Phrase::plain(self.t("api"))));
        items
    }

    /// Pages that people wrote, but the introduction of the home page, each in the language that fits best, in order.
    fn written_pages(&self, is_wanted: impl Fn(&model::Page) -> bool) -> Vec<&model::Page> {
        let is_here = |(at, page): &(usize, &model::Page)| {
            is_wanted(page)
                && !page.path.is_empty()
                && best(self.site, &page.path, self.locale().language()) == Some(*at)
                && self.site.has_page(&format!("{}{}", self.tongue.prefix, page.path))
        };
        let mut pages: Vec<&model::Page> =
            self.edition().pages.iter().enumerate().filter(is_here).map(|(_, page)| page).collect();
        pages.sort_by(|one, other| (one.order, &one.path).cmp(&(other.order, &other.path)));
        pages
    }

    fn footer(&self) -> Footer {
        let link = |href: String, key: &str| Link::new(href, Phrase::plain(self.t(key)));
        let foi = &self.edition().catalogue.foi;
        let mut requests = Vec::new();
        if let Some(url) = foi.url.as_deref().and_then(address::outside) {
            requests.push(link(url.to_owned(), "foi-request"));
        }
        if let Some(email) = foi.email.as_deref().and_then(|email| mailto(email, None)) {
            let words = foi.email.clone().unwrap_or_default();
            requests.push(Link::new(email, Phrase::plain(words)));
        }
        // What is not in the navigation and at the top is linked here, so that somebody finds it.
        let others = self.written_pages(|page| !page.navigation && page.path.matches('/').count() == 1);
        let mut about: Vec<Link> = others
            .iter()
            .map(|page| Link::new(self.page(&page.path), Phrase::new(&page.title, &page.language, self.locale())))
            .collect();
        about.extend([link(self.page("quality/"), "quality"), link(self.file("sitemap.xml"), "sitemap")]);
        Footer {
            catalogue: vec![
                link(self.file("catalog.ttl"), "catalogue-turtle"),
                link(self.file("catalog.jsonld"), "catalogue-json-ld"),
                link(self.file("catalog.rdf"), "catalogue-rdf-xml"),
                link(self.file("data.json"), "catalogue-dcat-us"),
                link(self.file("feed.atom"), "feed"),
                link(self.page("api/"), "api"),
            ],
            about,
            requests,
        }
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
