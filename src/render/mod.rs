//! Pages: the catalogue and what its rows told, as HTML that works without JavaScript and fetches nothing from others.
//!
//! [`Site::new`] reads the theme and plans every page; [`Site::render`] makes one, and depends on nothing but its
//! input, so whoever calls may spread pages over cores. [`site`] does all of them in order.

mod address;
mod fault;
mod json_script;
mod leaf;
mod markdown;
mod pages;
mod parts;
mod plan;
mod theme;
mod view;
mod visible;

pub use plan::Page;
pub use theme::Theme;

use crate::diagnostics::{Diagnostic, Report};
use crate::i18n::Locale;
use crate::model::Edition;
use crate::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};
use tera::Tera;

/// What pages are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The catalogue with its datasets and pages.
    pub edition: &'a Edition,
    /// What the checks found, after levels: for the quality page.
    pub report: &'a Report,
    /// What the publisher settled with a reason, for the quality page.
    pub allowed: &'a [Allowance],
    /// The schema.org JSON-LD of each listed dataset, by id.
    pub schema_org: &'a BTreeMap<String, serde_json::Value>,
    /// The OpenAPI document of the static API, for the page that explains it.
    pub openapi: &'a serde_json::Value,
    /// The OpenAPI document of each listed dataset as it is published, by id. A page reads the one it is about, so that
    /// not all of them are held as values.
    pub dataset_openapi: &'a BTreeMap<&'a str, &'a [u8]>,
    /// Addresses of every file that others write (data, metadata, feeds), so that pages link to nothing that is not there.
    pub known: &'a BTreeSet<String>,
    /// The repository, for the theme.
    pub sources: &'a Sources,
}

/// A rule that a publisher allowed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rule.
    pub rule: String,
    /// The dataset it is allowed in; none for the whole site.
    pub dataset: Option<String>,
    /// Why.
    pub reason: String,
}

/// A page or an asset, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// Its path below the site, such as `datasets/wards/index.html`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is a page that search engines should find, and so is in the sitemap.
    pub indexed: bool,
}

/// The site's pages, planned.
#[derive(Debug)]
pub struct Site<'a> {
    pub(crate) input: Input<'a>,
    pub(crate) theme: Theme,
    pub(crate) tongues: Vec<Tongue>,
    pages: Vec<Page>,
    addresses: BTreeSet<String>,
}

/// A language of the site: its words, its templates and where its pages are.
#[derive(Debug)]
pub(crate) struct Tongue {
    /// Its words.
    pub locale: Locale,
    /// What its addresses begin with: nothing, or `cy/`.
    pub prefix: String,
    /// The templates.
    pub engine: Engine,
}

/// Templates; only for `Debug`, which the engine lacks.
pub(crate) struct Engine(pub Tera);

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Engine")
    }
}

impl<'a> Site<'a> {
    /// Reads the theme and plans the pages. What is wrong in the theme, and pages of `content/` at the address of
    /// another page, are told; where the templates cannot be used at all, nothing is planned.
    #[must_use]
    pub fn new(input: Input<'a>) -> (Self, Vec<Diagnostic>) {
        let catalogue = &input.edition.catalogue;
        let name = if catalogue.theme.is_empty() { "default" } else { &catalogue.theme };
        let (theme, mut findings) = Theme::load(name, catalogue.places.get("site.theme"), input.sources);
        let mut tongues = Vec::new();
        let languages =
            if catalogue.languages.is_empty() { vec!["en".to_owned()] } else { catalogue.languages.clone() };
        for (at, language) in languages.iter().enumerate() {
            let locale = theme.locale(language);
            let prefix = if at == 0 { String::new() } else { format!("{language}/") };
            match theme.engine(&locale) {
                Ok(engine) => tongues.push(Tongue { locale, prefix, engine: Engine(engine) }),
                Err(faults) => findings.extend(faults),
            }
        }
        let mut site = Self { input, theme, tongues, pages: Vec::new(), addresses: BTreeSet::new() };
        if site.tongues.len() == languages.len() {
            let (pages, flaws) = plan::plan(&site);
            findings.extend(flaws);
            site.addresses = pages.iter().map(|page| page.address(&site)).collect();
            site.pages = pages;
        }
        (site, findings)
    }

    /// Every page and asset, in the order of the site.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// Makes a page, with what was found on the way: faults of a template, links that lead nowhere, raw HTML.
    #[must_use]
    pub fn render(&self, page: &Page) -> (Option<RenderedFile>, Vec<Diagnostic>) {
        pages::render(self, page)
    }

    /// Whether the site has something at that address: a page, or a file that others write.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.addresses.contains(address) || self.input.known.contains(address)
    }

    /// Whether the site has a page at that address.
    pub(crate) fn has_page(&self, address: &str) -> bool {
        self.addresses.contains(address)
    }
}

/// Makes every page and asset, in a fixed order, with what was found on the way; a finding that several pages share is
/// told once.
#[must_use]
pub fn site(input: Input<'_>) -> (Vec<RenderedFile>, Report) {
    let (site, mut findings) = Site::new(input);
    let mut files = Vec::with_capacity(site.pages().len());
    for page in site.pages() {
        let (file, found) = site.render(page);
        files.extend(file);
        findings.extend(found);
    }
    (files, collect(findings))
}

/// A report of findings, each told once: a text is on several pages, and in several languages.
#[must_use]
pub fn collect(findings: Vec<Diagnostic>) -> Report {
    let mut report = Report::default();
    let mut told = BTreeSet::new();
    for finding in findings {
        let place = match &finding.primary.at {
            crate::diagnostics::Location::Text(span) => format!("{} {} {}", span.source.0, span.start, span.end),
            other => format!("{other:?}"),
        };
        if told.insert((finding.rule.clone(), finding.message.clone(), place)) {
            report.add(finding);
        }
    }
    report
}

#[cfg(test)]
mod tests;
