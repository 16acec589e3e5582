//! What is around a page: its head, the navigation, the languages it is in, the footer.

use super::super::Tongue;
use super::super::address;
use super::super::markdown;
use super::super::plan::{Page, REQUESTS, best, requests_are_made};
use super::super::view::{Alternate, Footer, Frame, LanguageLink, Link, NavigationLink, Phrase, Related};
use super::{Leaf, mailto};
use crate::i18n;
use crate::model;

impl Leaf<'_> {
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
    pub fn written_pages(&self, is_wanted: impl Fn(&model::Page) -> bool) -> Vec<&model::Page> {
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
        if requests_are_made(self.edition()) {
            requests.push(link(self.page(REQUESTS), "foi-how"));
        }
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
}
