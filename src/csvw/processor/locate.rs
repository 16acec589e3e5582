//! Locating metadata (tabular-data-model § 5).

use super::{Annotated, Findings, Headers, Purpose, Request};
use crate::csvw::address::{resolve, same, without_fragment};
use crate::csvw::documents::Documents;
use crate::csvw::finding::{Finding, FindingKind, Severity};
use crate::csvw::link_header::described_by;
use crate::csvw::media_type::MediaType;
use crate::csvw::metadata::{Table, TableGroup};
use crate::csvw::read_metadata::{Metadata, Source, read_metadata};
use crate::csvw::uri_template::{TemplateValue, UriTemplate};

/// Where a site says how its metadata is found (§ 5.3).
const SITE_WIDE: &str = "/.well-known/csvm";
/// What it says if it says nothing.
const DEFAULT_LOCATIONS: &str = "{+url}-metadata.json\ncsv-metadata.json\n";
/// More templates than any site has.
const LOCATIONS: usize = 1_000;

/// Finds the metadata of a file, or reads the metadata document that is asked for. None where processing cannot go on,
/// which then is among the findings.
///
/// Errors in metadata end a conversion (tabular-data-model § 6.6). A validation has failed by then, and goes on as far
/// as what could be understood leads, so that everything is told at once.
pub fn locate(
    request: Request<'_>,
    purpose: Purpose,
    documents: &dyn Documents,
    findings: &mut dyn Findings,
) -> Option<Annotated> {
    let url = without_fragment(request.action).to_owned();
    let headers = Headers { url, content_type: request.content_type.map(str::to_owned) };
    let locator = Locator { request, purpose, documents };
    let metadata = if let Some(url) = request.metadata {
        locator.overriding(url, findings)?
    } else if locator.is_metadata() {
        locator.stated(request.action, None, findings)?
    } else {
        let found = match locator.linked(findings) {
            Found::Nothing => locator.site_wide(findings),
            found => found,
        };
        match found {
            Found::Metadata(metadata) => *metadata,
            Found::Nothing => locator.embedded(),
            Found::Unusable => return None,
        }
    };
    Some(Annotated { group: metadata.group, base: metadata.base, language: metadata.language, headers })
}

/// What a place where metadata may be has.
enum Found {
    /// Nothing about the file.
    Nothing,
    /// Something about the file with errors that end the processing.
    Unusable,
    /// What is to be used.
    Metadata(Box<Metadata>),
}

struct Locator<'a> {
    request: Request<'a>,
    purpose: Purpose,
    documents: &'a dyn Documents,
}

impl Locator<'_> {
    /// Whether the action is a metadata document rather than a tabular file.
    fn is_metadata(&self) -> bool {
        match self.request.content_type {
            Some(content_type) => MediaType::parse(content_type).is_some_and(|media_type| media_type.is_json()),
            None => is_json(self.request.action, self.documents),
        }
    }

    /// The address of the file, which fragments are no part of.
    fn file(&self) -> &str {
        without_fragment(self.request.action)
    }

    /// A document that the user named. It counts whether or not it mentions the file; where it names no file at all it
    /// is about the one that is asked for.
    fn overriding(&self, url: &str, findings: &mut dyn Findings) -> Option<Metadata> {
        self.stated(url, Some(self.file()), findings)
    }

    fn stated(&self, url: &str, table: Option<&str>, findings: &mut dyn Findings) -> Option<Metadata> {
        let Some(text) = self.documents.read(url) else {
            let message = format!("`{url}` cannot be read");
            findings.add(Finding::error(FindingKind::MissingDocument, message, None));
            return None;
        };
        let (metadata, found) = self.read(url, &text, table);
        self.accepted(metadata, found, findings)
    }

    /// What a document says, once its findings are told; nothing where they end the processing.
    fn accepted(
        &self,
        metadata: Option<Metadata>,
        found: Vec<Finding>,
        findings: &mut dyn Findings,
    ) -> Option<Metadata> {
        let failed = found.iter().any(|finding| finding.severity == Severity::Error);
        for finding in found {
            findings.add(finding);
        }
        metadata.filter(|_| !failed || self.purpose == Purpose::Validation)
    }

    fn read(&self, url: &str, text: &str, table: Option<&str>) -> (Option<Metadata>, Vec<Finding>) {
        let document = self.documents.number(url).unwrap_or_default();
        read_metadata(text, Source { document, location: url, documents: self.documents, table })
    }

    /// The last `Link` header whose document describes the file (§ 5.2).
    fn linked(&self, findings: &mut dyn Findings) -> Found {
        for url in described_by(self.request.link_header.unwrap_or_default(), self.file()).into_iter().rev() {
            match self.documents.read(&url) {
                Some(text) => match self.if_describing(&url, &text, findings) {
                    Found::Nothing => {}
                    found => return found,
                },
                None => {
                    let message = format!("the `Link` header leads to `{url}`, which cannot be read");
                    findings.add(Finding::warning(FindingKind::MetadataPassedOver, message, None));
                }
            }
        }
        Found::Nothing
    }

    /// The first document at one of the places that the site names (§ 5.3).
    fn site_wide(&self, findings: &mut dyn Findings) -> Found {
        let file = self.file();
        let stated = self.documents.read(&resolve(file, SITE_WIDE));
        let lines = stated.as_deref().unwrap_or(DEFAULT_LOCATIONS).lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty()).take(LOCATIONS) {
            let template = match UriTemplate::compile(line) {
                Ok(template) => template,
                Err(error) => {
                    let message = format!("`{SITE_WIDE}` has `{line}`, which is not a URI template: {error}");
                    findings.add(Finding::warning(FindingKind::MetadataPassedOver, message, None));
                    continue;
                }
            };
            let mut place = String::new();
            let mut value = |name: &str| (name == "url").then(|| TemplateValue::Text(file.to_owned()));
            if template.expand(&mut value, &mut place).is_err() {
                continue;
            }
            let url = resolve(file, &place);
            if !is_json(&url, self.documents) {
                continue;
            }
            let Some(text) = self.documents.read(&url) else { continue };
            match self.if_describing(&url, &text, findings) {
                Found::Nothing => {}
                found => return found,
            }
        }
        Found::Nothing
    }

    /// What a document says if it describes the file. One that does not is passed over with a warning; one that cannot
    /// be understood ends the search.
    fn if_describing(&self, url: &str, text: &str, findings: &mut dyn Findings) -> Found {
        let (metadata, found) = self.read(url, text, None);
        let describes = match &metadata {
            Some(metadata) => metadata.group.tables.iter().any(|table| same(&metadata.table_url(table), self.file())),
            // Any JSON may have such a name; what is broken was meant to be metadata for all one can tell.
            None => found.iter().all(|finding| finding.kind != FindingKind::NotATableDescription),
        };
        if !describes {
            let message = format!("`{url}` does not describe `{}`; it is passed over", self.file());
            findings.add(Finding::warning(FindingKind::MetadataPassedOver, message, None));
            return Found::Nothing;
        }
        self.accepted(metadata, found, findings).map_or(Found::Unusable, |metadata| Found::Metadata(Box::new(metadata)))
    }

    /// Nothing but what the file says itself (§ 5.4).
    fn embedded(&self) -> Metadata {
        let table = Table { url: self.file().to_owned(), ..Table::default() };
        Metadata {
            group: TableGroup { tables: vec![table], ..TableGroup::default() },
            base: self.file().to_owned(),
            single_table: true,
            ..Metadata::default()
        }
    }
}

/// Whether the document at an address is JSON: by how it was served, else by its name.
fn is_json(url: &str, documents: &dyn Documents) -> bool {
    let path = url.split(['#', '?']).next().unwrap_or(url);
    let by_name = || path.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "json" | "jsonld"));
    match documents.media_type(url) {
        Some(media_type) => MediaType::parse(&media_type).is_some_and(|known| known.is_json()),
        None => by_name(),
    }
}
